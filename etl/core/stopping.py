"""Whether somebody asked this process to stop: an interruption is noted when it comes, and acted on between steps.

Who hears signals (the command line) calls `ask`. `KeyboardInterrupt` is raised in the main thread only, at a step
(`check`) or in a wait (`waiting`, `pause`), and once: what is done after it can be finished in peace. Nothing is
raised where something must be whole (`held`). Without anybody who asks, none of this does anything.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopping:
    """An interruption of this process, from being asked for to being raised."""

    def __init__(self) -> None:
        self.asked = False
        self._raised = False
        self._overdue = False
        self._waits = 0
        self._holds = 0

    def ask(self) -> None:
        """Note that the process should stop; a wait of the main thread ends at once. Called in the main thread."""
        self.asked = True
        if self._waits and not self._holds:
            self._raise()

    def hurry(self) -> bool:
        """Raise wherever the main thread is, if it came to no step for long; tell whether there is need to.

        Called in the main thread, by whoever heard the signal, some time after it.
        """
        if not self.asked or self._raised:
            return False
        self._overdue = True
        if not self._holds:
            self._raise()
        return True

    @property
    def due(self) -> bool:
        """Whether an interruption was asked for that was not raised yet."""
        return self.asked and not self._raised

    def again(self) -> None:
        """Raise once more: what was raised was lost on its way."""
        self._raised = False

    def forget(self) -> None:
        """Begin as if nobody had asked."""
        self.asked = self._raised = self._overdue = False

    def check(self) -> None:
        """End here if that was asked for.

        Raises:
            KeyboardInterrupt: it was.
        """
        if self.asked and not self._raised and not self._holds and _is_main():
            self._raise()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Mark a wait, for an answer or for time to pass: an interruption ends it at once.

        Raises:
            KeyboardInterrupt: the process should stop.
        """
        if not _is_main():
            yield
            return
        self._waits += 1
        try:
            self.check()
            yield
        finally:
            self._waits -= 1

    @contextmanager
    def held(self) -> Iterator[None]:
        """Mark what must be whole: an interruption waits until it is."""
        if not _is_main():
            yield
            return
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1

    def _raise(self) -> None:
        self._raised = True
        raise KeyboardInterrupt


STOPPING = Stopping()
"""That of this process: signals are the process's own."""


def pause(seconds: float) -> None:
    """Sleep, less when the process should stop.

    Raises:
        KeyboardInterrupt: it should.
    """
    with STOPPING.waiting():
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not (STOPPING.asked and not _is_main()):
            time.sleep(min(left, _LOOK_S))


_LOOK_S = 0.5
"""Seconds between two looks of a thread that waits."""


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
