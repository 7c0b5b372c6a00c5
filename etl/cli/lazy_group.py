"""A group that loads a command only to run it or to print its help; the list of commands loads none.

A command is a module of a folder of `FOLDERS`, named as what is typed: `run/check.py` has the command `check`, as the
attribute `check`. A word that Python reserves ends in `_`, and a `-` that is typed is a `_` of the module.
"""

from collections import UserDict
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

from etl.messages import Lang
from etl.messages.cli_help import COMMANDS

FOLDERS = ("account", "data", "pipeline", "run")
"""The folders of `etl.cli` whose modules are commands."""


def command_modules() -> dict[str, str]:
    """Return the module of each command, `folder.module`, by the name that is typed; none is loaded."""
    here = Path(__file__).parent
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


class LazyGroup(click.Group):
    """A group that finds its commands by `homes`; the list shows the first sentence that the texts have of each."""

    lang: Lang = "en"

    def __init__(self, *args: Any, homes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.commands = _Commands(homes)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        summaries = {name: click.Command(name, short_help=self._summary(name)) for name in self.commands}
        click.Group(commands=summaries).format_commands(ctx, formatter)

    def _summary(self, name: str) -> str:
        """Return the first sentence of a command; one without texts is loaded for it."""
        known = COMMANDS.get(name)
        whole = known.sentence(self.lang) if known else self.commands[name].help or ""
        return whole.partition("\n")[0].rstrip(".")
