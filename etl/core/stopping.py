"""Interrupt this process between steps: an interruption is recorded when it comes, and raised later.

The signal handler (of the command line) calls `ask`. `KeyboardInterrupt` is raised in the main thread only, at a step
(`check`) or in a wait (`waiting`, `pause`), and once: the work after it can finish undisturbed. Nothing is raised
inside `uninterrupted`. Without a call of `ask`, none of this does anything.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopping:
    """An interruption of this process, from its request to its exception."""

    def __init__(self) -> None:
        self.asked = False
        self._raised = False
        self._overdue = False
        self._waits = 0
        self._holds = 0

    def ask(self) -> None:
        """Request a stop; a wait of the main thread ends at once. Called in the main thread."""
        self.asked = True
        if self._waits and not self._holds:
            self._raise()

    def hurry(self) -> bool:
        """Raise wherever the main thread is, if it reached no step for long; return whether a stop is still pending.

        Called in the main thread, by the signal handler, some time after the signal.
        """
        if not self.asked or self._raised:
            return False
        self._overdue = True
        if not self._holds:
            self._raise()
        return True

    @property
    def due(self) -> bool:
        """Whether an interruption was requested and not raised yet."""
        return self.asked and not self._raised

    def again(self) -> None:
        """Allow the interruption to be raised again: the exception was lost."""
        self._raised = False

    def forget(self) -> None:
        """Reset to no request."""
        self.asked = self._raised = self._overdue = False

    def check(self) -> None:
        """Raise the interruption here if it was requested.

        Raises:
            KeyboardInterrupt: a stop was requested.
        """
        if self.asked and not self._raised and not self._holds and _is_main():
            self._raise()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Mark a wait, for an answer or for time: an interruption ends it at once.

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
    def uninterrupted(self) -> Iterator[None]:
        """Mark a block that must complete: an interruption waits for its end."""
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
"""The interruption of this process: signals belong to the process."""


def pause(seconds: float) -> None:
    """Sleep, until the process should stop.

    Raises:
        KeyboardInterrupt: a stop was requested in the main thread.
    """
    with STOPPING.waiting():
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not (STOPPING.asked and not _is_main()):
            time.sleep(min(left, _LOOK_S))


_LOOK_S = 0.5
"""Seconds between two checks of a waiting thread."""


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
