"""The command line in French: click's own words, the help of commands and options, the words for values."""

import re
from collections import UserDict
from collections.abc import Mapping
from copy import copy
from gettext import gettext, ngettext
from inspect import cleandoc
from typing import Any, TypeVar

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from etl.cli.groups.lazy_group import LazyGroup
from etl.messages import Lang
from etl.messages.cli_help import CLICK, COMMANDS, METAVARS, OPTIONS

_SPEAKERS = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)
"""The modules of click that print texts, each through its own import of gettext."""

_QUOTED = frozenset({"param_hint", "choice", "choices", "states", "possibility", "possibilities"})
_EXAMPLES = "\b\nExamples:"

C = TypeVar("C", bound=click.Command)


def speak(lang: Lang) -> None:
    """Make click print its own texts in a language.

    gettext would want them in a compiled file, and the language in the environment: its look-up is replaced.
    """
    looked_up = (_french, _french_plural) if lang == "fr" else (gettext, ngettext)
    for module in _SPEAKERS:
        for name, look_up in zip(("_", "ngettext"), looked_up, strict=True):
            if hasattr(module, name):
                setattr(module, name, look_up)


class _Words(str):
    """A text of click whose values are shown without Python's quotes."""

    __slots__ = ()

    def format(self, *_: object, **values: object) -> str:
        """Return the text with its values."""
        return super().format(**{name: _shown(name, value) for name, value in values.items()})


def _shown(name: str, value: object) -> object:
    shown = str(value)
    if name == "number_type":
        return CLICK.get(shown, shown)
    if name == "range":
        return _range(shown)
    return shown.replace("'", "") if name in _QUOTED else value


def _range(bounds: str) -> str:
    return bounds.replace("<=", " ≤ ").replace(">=", " ≥ ")


def _french(words: str) -> str:
    return _Words(CLICK.get(words, words))


def _french_plural(single: str, several: str, count: int) -> str:
    return _french(single if count < 2 else several)


def _metavar(words: str) -> str:
    return re.sub(r"[A-Z]+(?: RANGE)?", lambda word: METAVARS.get(word[0], word[0]), words)


class _Option(click.Option):
    def make_metavar(self, ctx: click.Context) -> str:
        return _metavar(super().make_metavar(ctx))

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return super().get_error_hint(ctx).replace("'", "")

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if "range" in extra:
            extra["range"] = _range(extra["range"])
        return extra


class _Argument(click.Argument):
    def make_metavar(self, ctx: click.Context) -> str:
        return _metavar(super().make_metavar(ctx))

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return super().get_error_hint(ctx).replace("'", "")


class _Commands(UserDict[str, click.Command]):
    """The commands of a group, each in French when it is looked up."""

    def __init__(self, commands: Mapping[str, click.Command], path: str) -> None:
        super().__init__()
        self.data = commands  # type: ignore[assignment]  # looked up, never changed
        self._path = path

    def __getitem__(self, name: str) -> click.Command:
        return in_french(self.data[name], f"{self._path} {name}".strip())


def in_french(command: C, path: str = "") -> C:
    """Return a command, and those below it, with help in French; `path` is its name as it is typed."""
    french = copy(command)
    french.help = _help(command, path)
    french.params = [_parameter(parameter) for parameter in command.params]
    french.short_help = french.help.partition("\n")[0].rstrip(".")
    french._help_option = None  # noqa: SLF001 - made in English for the original
    if isinstance(french, LazyGroup):
        french.lang = "fr"
    if isinstance(french, click.Group):
        french.subcommand_metavar = _metavar(french.subcommand_metavar)
        french.commands = _Commands(french.commands, path)
    return french


def _help(command: click.Command, path: str) -> str:
    """Return the help of a command, in English where it has no French; its examples are those of the English help."""
    english = cleandoc(command.help or "")
    if path not in COMMANDS:
        return english
    french = cleandoc(COMMANDS[path].fr)
    _, _, examples = english.partition(_EXAMPLES)
    return f"{french}\n\n\b\nExemples\u00a0:{examples}" if examples and path else french


def _parameter(parameter: click.Parameter) -> click.Parameter:
    french = copy(parameter)
    if isinstance(french, click.Option):
        french.help = OPTIONS.get(french.help or "", french.help)
        french.__class__ = _Option
    elif isinstance(french, click.Argument):
        french.__class__ = _Argument
    return french
