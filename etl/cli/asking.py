"""Questions on the terminal: each is a wait, which an interruption ends at once."""

from typing import Any

import click

from etl.core.stopping import STOPPING


def confirm(question: str, *, default: bool) -> bool:
    """Ask for a yes or a no, on stderr."""
    with STOPPING.waiting():
        return click.confirm(question, default=default, err=True)


def prompt(question: str, **options: Any) -> str:
    """Ask for a text, on stderr; `options` are those of `click.prompt`."""
    with STOPPING.waiting():
        return str(click.prompt(question, err=True, **options))
