"""The engine's observer on a terminal: one tqdm bar a stage, on stderr."""

import sys
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from etl.cli.context import Context
from etl.messages import text

_QUIET_INTERVAL_S = 10.0
"""Seconds between two states of a bar in a log file."""


def _interval() -> float:
    return 0.1 if sys.stderr.isatty() else _QUIET_INTERVAL_S


class Progress:
    """Shows stages as bars and notes as lines; silent where it is asked to be."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown = context.progress and not context.quiet
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a bar for the stage."""
        self._close()
        if self._shown:
            label = text(f"stage-{name}", lang=self._context.lang)
            bar: tqdm[Any] = tqdm(
                total=total, desc=label, unit=" rows", file=sys.stderr, leave=True, mininterval=_interval()
            )
            self._bar = bar

    def advance(self, rows: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(rows)

    def note(self, code: str, **params: object) -> None:
        """Print a note above the bar."""
        if self._context.quiet:
            return
        line = text(code, lang=self._context.lang, **params)
        tqdm.write(line, file=sys.stderr) if self._bar is not None else print(line, file=sys.stderr)  # noqa: T201 - stderr notes

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
