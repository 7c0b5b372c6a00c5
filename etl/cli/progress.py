"""The engine's observer on a terminal: a tqdm bar per stage, on stderr; each step is a point to interrupt."""

import sys
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from etl.cli.asking import COLON
from etl.cli.context import Context
from etl.cli.signals import TOLD
from etl.cli.terminal import Drawing, printable
from etl.core.stopping import STOPPING
from etl.messages import Lang, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tqdm import tqdm

    from etl import commands

_TERMINAL = {"mininterval": 0.1}
_LOG_FILE = {"mininterval": 10.0, "delay": 10.0}
"""How a bar is drawn: seconds between two states and, off a terminal, before the first."""


def _tqdm() -> "type[tqdm[Any]]":
    """Return the class of bars, loaded with the first one."""
    from tqdm import tqdm  # noqa: PLC0415 - keeps start-up light

    return tqdm


class Progress:
    """Shows stages as bars and notes as lines; silent on request."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown = context.progress and not context.quiet
        self._bar: tqdm[Any] | None = None
        self._stage: str | None = None
        self._rows = 0
        self._stream = Drawing(sys.stderr)
        TOLD.lang = context.lang

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def begin(self, run_id: str) -> None:
        """Record the run, which an interruption names."""
        TOLD.run = run_id

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a bar for the stage."""
        STOPPING.check()
        self._close()
        if self._context.json_log:
            if not self._context.quiet:
                self._stage, self._rows = name, 0
                self._context.log("progress", stage=name, rows=0, total=total)
            return
        if self._shown:
            lang = self._context.lang
            label = text(f"stage-{name}", lang=lang) + COLON[lang].removesuffix(": ")  # tqdm adds it
            pace: dict[str, Any] = _TERMINAL if sys.stderr.isatty() else _LOG_FILE
            self._bar = _tqdm()(total=total, desc=label, unit="", file=self._stream, leave=True, **pace)

    def advance(self, rows: int = 1) -> None:
        """Advance the bar."""
        STOPPING.check()
        self._rows += rows
        if self._bar is not None:
            self._bar.update(rows)

    def note(self, code: str, **params: object) -> None:
        """Print a note above the bar."""
        if self._context.quiet or self._context.json_log:
            self._context.say(code, **params)
            return
        line = text(code, lang=self._context.lang, **params)
        drawn = self._bar is not None and sys.stderr.isatty()
        _tqdm().write(printable(line), file=self._stream) if drawn else click.echo(line, err=True)

    def _close(self) -> None:
        if self._stage is not None:
            self._context.log("progress", stage=self._stage, rows=self._rows, done=True)
            self._stage = None
        if self._bar is not None:
            self._bar.close()
            self._bar = None


@contextmanager
def working(context: Context, *, lang: Lang | None = None) -> "Iterator[commands.Session]":
    """Yield a session on the requested account that shows its progress."""
    with Progress(context) as progress, context.session(progress, lang=lang) as session:
        yield session
