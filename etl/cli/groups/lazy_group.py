"""A group that loads a command only to run it or to print its help; the list of commands loads none.

A command is a module of a folder of `FOLDERS`, named as what is typed: `run/check.py` has the command `check`, as the
attribute `check`. A word that Python reserves ends in `_`, and a `-` that is typed is a `_` of the module.
"""

import shlex
from collections import UserDict
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from unicodedata import combining, normalize

import click

from etl.messages import Lang, text
from etl.messages.cli_help import COMMANDS, HELP, NEAR_COMMANDS

FOLDERS = ("account", "data", "pipeline", "run")
"""The folders of `etl.cli` whose modules are commands."""


def command_modules() -> dict[str, str]:
    """Return the module of each command, `folder.module`, by the name that is typed; none is loaded."""
    here = Path(__file__).parents[1]
    return {
        module.name.rstrip("_").replace("_", "-"): f"{folder}.{module.name}"
        for folder in FOLDERS
        for module in iter_modules([str(here / folder)])
    }


class _Commands(UserDict[str, Any]):
    """Commands by name, stored as modules of `etl.cli` until they are looked up."""

    def __getitem__(self, name: str) -> click.Command:
        module = self.data[name]
        command: click.Command = getattr(import_module(f"etl.cli.{module}"), module.partition(".")[2])
        return command


def _bare(word: str) -> str:
    """Return a word in lower case and without accents."""
    return "".join(char for char in normalize("NFD", word.lower()) if not combining(char))


class LazyGroup(click.Group):
    """A group that finds its commands by `homes`; the list shows the first sentence that the texts have of each."""

    lang: Lang = "en"

    def __init__(self, *args: Any, homes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.commands = _Commands(homes)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command typed; one typed by a French verb, or that has another name here, is named.

        Raises:
            click.UsageError: it is another one's name.
        """
        typed, *rest = args
        near = NEAR_COMMANDS.get(_bare(typed)) if typed not in self.commands else None
        if near is None or ctx.parent is not None:
            return super().resolve_command(ctx, args)
        command, _, usual = near.partition("|")
        whole = (
            shlex.join([*rest[:1], HELP])
            if near == HELP
            else f"{command} {shlex.join(rest) or usual}".rstrip()
        )
        raise click.UsageError(text("command-near", lang=self.lang, typed=typed, near=whole), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        summaries = {name: click.Command(name, short_help=self._summary(name)) for name in self.commands}
        click.Group(commands=summaries).format_commands(ctx, formatter)

    def _summary(self, name: str) -> str:
        """Return the first sentence of a command; one without texts is loaded for it."""
        known = COMMANDS.get(name)
        whole = known.sentence(self.lang) if known else self.commands[name].help or ""
        return whole.partition("\n")[0].rstrip(".")
