"""Statistics of a run's calls: the slowest ones, and how many left when; a few kilobytes for any run.

It records method, path and status only: no header, no body, no token.
"""

import heapq
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

SLOWEST = 10
"""Calls kept with their time."""

_SLOTS = 120
"""Slots of time in which calls are counted; they double in length as a run goes on."""


@dataclass(frozen=True, slots=True)
class TimedCall:
    """A call: seconds until its answer began, seconds since the first call when it left, its status if any."""

    seconds: float
    at: float
    method: str
    path: str
    status: int | None


@dataclass(frozen=True, slots=True)
class CallStats:
    """The calls of a run. `slots` counts those of each slot of `slot_s` seconds; times are in seconds.

    `refused` counts 429s, `unanswered` the calls without an answer. `slowest` begins with the slowest.
    """

    calls: int = 0
    refused: int = 0
    unanswered: int = 0
    busy_s: float = 0.0
    slot_s: float = 1.0
    slots: tuple[int, ...] = ()
    slowest: tuple[TimedCall, ...] = ()

    @property
    def mean_s(self) -> float:
        """Seconds that an answer took on average."""
        return self.busy_s / self.calls if self.calls else 0.0


class CallLog:
    """Records calls; threads share one. `clock` returns seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._first: float | None = None
        self._calls = self._refused = self._unanswered = 0
        self._busy = 0.0
        self._slot = 1.0
        self._slots: list[int] = []
        self._slowest: list[tuple[float, int, TimedCall]] = []

    def add(self, method: str, path: str, *, left: float, status: int | None) -> None:
        """Record a call that left at `left` by the clock and was answered, or given up, now."""
        with self._lock:
            self._first = left if self._first is None else self._first
            seconds, at = self.clock() - left, max(0.0, left - self._first)
            self._calls += 1
            self._refused += status == 429
            self._unanswered += status is None
            self._busy += seconds
            self._count(at)
            call = TimedCall(seconds, at, method, path, status)
            entry = (seconds, -self._calls, call)
            if len(self._slowest) < SLOWEST:
                heapq.heappush(self._slowest, entry)
            else:
                heapq.heappushpop(self._slowest, entry)

    def _count(self, at: float) -> None:
        while at >= self._slot * _SLOTS:
            pairs = [*self._slots, 0] if len(self._slots) % 2 else self._slots
            self._slots = [left + two for left, two in zip(pairs[::2], pairs[1::2], strict=True)]
            self._slot *= 2
        place = int(at / self._slot)
        self._slots += [0] * (place + 1 - len(self._slots))
        self._slots[place] += 1

    def stats(self) -> CallStats:
        """Return what was recorded so far."""
        with self._lock:
            return CallStats(
                calls=self._calls,
                refused=self._refused,
                unanswered=self._unanswered,
                busy_s=self._busy,
                slot_s=self._slot,
                slots=tuple(self._slots),
                slowest=tuple(call for *_, call in sorted(self._slowest, reverse=True)),
            )
