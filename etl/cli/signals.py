"""Ctrl-C and SIGTERM: the first is noted, and the work ends at its next step; the second stops at once.

Every write was journalled before it left, so `runs resume` can tell what became of what was in flight.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any

from etl.cli.context import INTERRUPTED
from etl.core.stopping import STOPPING
from etl.messages import Lang, text

_WANTED = ("SIGINT", "SIGTERM")

_PATIENCE_S = 1.0
"""Seconds that the work has to reach its next step by itself."""

_AGAIN_S = 0.25


@dataclass(slots=True)
class _Told:
    """What the message of an interruption needs: the run that it stops, and the language."""

    run: str | None = None
    lang: Lang = "en"


TOLD = _Told()


@contextmanager
def heard() -> Iterator[None]:
    """Handle the signals while a command runs."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be heard
        yield
        return
    STOPPING.forget()
    _Clock.rang = False
    TOLD.run = None
    unraisable = sys.unraisablehook
    numbers = [getattr(signal, name) for name in _WANTED if hasattr(signal, name)]
    before = {number: signal.signal(number, _hear) for number in numbers}
    sys.unraisablehook = _lost
    try:
        yield
    finally:
        STOPPING.forget()
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = unraisable


def _hear(_number: int, _frame: FrameType | None) -> None:
    if _Clock.rang:
        _Clock.rang = False
        if STOPPING.hurry():
            _Clock.start(_AGAIN_S)
        return
    if STOPPING.asked:
        _shout("stopped-now")
        os._exit(INTERRUPTED)
    if TOLD.run is not None:
        _shout("stopping")
    _Clock.start(_PATIENCE_S)
    STOPPING.ask()


def _lost(what: Any) -> None:
    """Raise an interruption that a destructor swallowed again; report everything else as Python does."""
    if what.exc_type is KeyboardInterrupt:
        STOPPING.again()
        _Clock.start(_AGAIN_S)
        return
    sys.__unraisablehook__(what)


class _Clock:
    """Interrupts the main thread after a while, by a signal that ends any wait there."""

    rang = False

    @classmethod
    def start(cls, seconds: float) -> None:
        """Interrupt after these seconds if it is still needed."""
        timer = threading.Timer(seconds, cls._ring)
        timer.daemon = True
        timer.start()

    @classmethod
    def _ring(cls) -> None:
        if not STOPPING.due:
            return
        cls.rang = True
        main = threading.main_thread().ident
        if hasattr(signal, "pthread_kill") and main is not None:
            signal.pthread_kill(main, signal.SIGINT)
        else:
            signal.raise_signal(signal.SIGINT)


def _shout(code: str) -> None:
    """Print a text without Python's own stream, which may be in the middle of a line."""
    line = f"\n{text(code, lang=TOLD.lang, run=TOLD.run or 'last')}\n"
    with suppress(OSError):
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, line.encode(errors="replace"))
