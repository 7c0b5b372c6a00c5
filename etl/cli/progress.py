"""The engine's observer on a terminal: one tqdm bar a stage, on stderr; Ctrl-C stops it, twice at once.

The first Ctrl-C lets what is in flight be finished. The second leaves at once: every write was journalled before it
left, so `runs resume` can tell what became of it.
"""

import os
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Any, Self

from tqdm import tqdm

from etl.cli.context import INTERRUPTED, Context
from etl.messages import text

_TERMINAL = {"mininterval": 0.1}
_LOG_FILE = {"mininterval": 10.0, "delay": 10.0}
"""How a bar is drawn: seconds between two states and, where nobody watches, before the first one."""


class Progress:
    """Shows stages as bars and notes as lines; silent where it is asked to be."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown = context.progress and not context.quiet
        self._bar: tqdm[Any] | None = None
        self._run: str | None = None
        self._stopping = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def begin(self, run_id: str) -> None:
        """Remember the run: an interruption names it."""
        self._run = run_id

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a bar for the stage."""
        self._close()
        if self._shown:
            label = text(f"stage-{name}", lang=self._context.lang)
            pace: dict[str, Any] = _TERMINAL if sys.stderr.isatty() else _LOG_FILE
            self._bar = tqdm(total=total, desc=label, unit=" rows", file=sys.stderr, leave=True, **pace)

    def advance(self, rows: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(rows)

    def note(self, code: str, **params: object) -> None:
        """Print a note above the bar."""
        if self._context.quiet:
            return
        line = text(code, lang=self._context.lang, **params)
        drawn = self._bar is not None and sys.stderr.isatty()
        tqdm.write(line, file=sys.stderr) if drawn else print(line, file=sys.stderr)  # noqa: T201 - stderr notes

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._stopping:
            self._shout("stopped-now")
            os._exit(INTERRUPTED)
        self._stopping = True
        if self._run is not None:
            self._shout("stopping")
        raise KeyboardInterrupt

    def _shout(self, code: str) -> None:
        """Say something past Python's own stream, which may be in the middle of a line."""
        line = f"\n{text(code, lang=self._context.lang, run=self._run or 'last')}\n"
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, line.encode(errors="replace"))
