"""Pace requests just under the account's quota, so that Sellsy never has to refuse one.

Sellsy's windows may be fixed (a calendar second) or sliding, so requests are paced to satisfy both: any
period of a window's length holds at most its limit, with a margin for irregular latency.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from etl.core.errors import FatalApiError, RetryableApiError
from etl.core.stopping import STOPPING, pause

DEFAULT_PER_SECOND = 5
"""Requests per second before anything is known (Sellsy's documented limit of API v1)."""

MARGIN = 0.96
"""Share of the limit per second that is used; the rest absorbs 40 ms of irregular latency."""

_AT_ONCE = float("-inf")

_LATE = 0.02
"""Seconds a thread may wake up after its turn without pushing the following ones back."""

_UNCERTAIN = 0.02
"""Seconds of uncertainty about the order in which Sellsy counted requests."""

_HALF_LIFE = 4.0
"""Half-life in seconds of the estimate of other programs' requests."""

_REMEMBERED = 75.0
"""Seconds a request is remembered beyond its window: longer than the slowest answer may take."""

_NAP = 1.0
"""Longest sleep in seconds before the limits are checked again."""

_PROBE_AFTER = 900.0
"""Seconds after which an allowance found empty is tried again: the day may have ended."""


@dataclass(slots=True)
class Ticket:
    """A request's right to leave: its rank, its turn, and when it left (seconds of the clock)."""

    number: int
    turn: float
    at: float


@dataclass(slots=True)
class Window:
    """A rate: `limit` requests per `length` seconds, with `room` seconds of margin.

    Until the limit is known, `default` stands for it (None: no limit). The first `burst` share of the limit
    may leave at once; the rest is spread over what is left of the window. `others` estimates what other
    programs of the account take in a window. A limit that Sellsy stated (`stated`) is not inferred again: an
    answer may tell what is left of the next window, with nothing counted in it yet.
    """

    name: str
    length: float
    room: float
    default: int | None = None
    burst: float = 0.0
    limit: int | None = None
    stated: bool = False
    doubted: bool = False
    others: float = 0.0
    learnt_at: float = 0.0
    recent: deque[Ticket] = field(default_factory=deque)
    sent: deque[Ticket] = field(default_factory=deque)

    def add(self, ticket: Ticket) -> None:
        """Count a departing request."""
        self.recent.append(ticket)
        self.sent.append(ticket)

    def earliest(self, now: float) -> float:
        """Return when the next request may leave; a past time means at once."""
        _forget(self.recent, now - self.length - self.room)
        _forget(self.sent, now - self.length - _REMEMBERED)
        limit = self.limit or self.default
        if limit is None or not self.recent:
            return _AT_ONCE
        allowed = max(1, limit - int(self.others + 0.5))
        used = len(self.recent)
        if used >= allowed:
            return max(self._spread(allowed), self.recent[-allowed].at + self.length + self.room / 2)
        return self._spread(allowed) if used >= int(allowed * self.burst) else _AT_ONCE

    def _spread(self, allowed: int) -> float:
        """Return the next turn of an even pace: over the window, or over what a burst left of it."""
        last, used = self.recent[-1].turn, len(self.recent)
        if not self.burst:
            return last + (self.length + self.room) / allowed
        free_at = self.recent[0].at + self.length + self.room
        return last + max(0.0, free_at - last) / max(1, allowed - used + 1)

    def doubt(self) -> None:
        """Forget a limit that was only inferred: a request was refused, so it was too high, or has shrunk."""
        self.doubted = True
        if not self.stated:
            self.limit = None

    def learn(self, remaining: int, ticket: Ticket, *, now: float) -> None:
        """Take the remainder that Sellsy states after it counted a request; it may be negative."""
        if self.limit is None:
            self.limit = max(1, remaining + (0 if self.doubted else 1))
        elif not self.stated:
            # The remainder may be that of the next window, with nothing counted in it yet: no more is sure.
            self.limit = max(self.limit, remaining)
        kept = self.others * 0.5 ** ((now - self.learnt_at) / _HALF_LIFE)
        if self.sent and ticket.number >= self.sent[0].number:
            seen = self.limit - remaining - self._ours(ticket)
            self.others = min(self.limit, max(0.0, seen, kept))
            self.learnt_at = now

    def _ours(self, ticket: Ticket) -> int:
        """Return how many of our requests Sellsy may have counted with this one, itself included."""
        rank = ticket.number - self.sent[0].number
        start, end = ticket.at - self.length - _UNCERTAIN, ticket.at + _UNCERTAIN
        first, last = rank, rank
        while first > 0 and self.sent[first - 1].at > start:
            first -= 1
        while last + 1 < len(self.sent) and self.sent[last + 1].at < end:
            last += 1
        return last - first + 1


def _forget(tickets: deque[Ticket], before: float) -> None:
    while tickets and tickets[0].at < before:
        tickets.popleft()


@dataclass(slots=True)
class Allowance:
    """The remainder of a long window (day, month): counted down, never waited for."""

    name: str
    left: int | None = None
    seen_at: float = 0.0

    def check(self, now: float) -> None:
        """Stop when nothing is left.

        Raises:
            FatalApiError: the allowance is used up.
        """
        if self.left is not None and self.left <= 0 and now - self.seen_at < _PROBE_AFTER:
            raise FatalApiError(f"quota-{self.name}", status=429, remaining=self.left)

    def learn(self, remaining: int, *, in_flight: int, now: float) -> None:
        """Take the remainder that Sellsy states, less the requests it has not answered yet."""
        self.left = remaining - in_flight
        self.seen_at = now


class Pacer:
    """Gives out tickets at the pace of the account; threads share one.

    `clock` returns seconds, `sleep` waits for a number of them.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = pause,
        per_second: int = DEFAULT_PER_SECOND,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._number = 0
        self._held_until = _AT_ONCE
        self._windows = (
            Window("second", 1.0, 1 / MARGIN - 1, default=per_second),
            Window("minute", 60.0, 1.0, burst=0.5),
        )
        self._allowances = (Allowance("day"), Allowance("month"))

    def take(self) -> Ticket:
        """Wait for the next turn and take it.

        Raises:
            FatalApiError: the day's or the month's requests are used up.
            RetryableApiError: the process should stop.
        """
        while True:
            with self._lock:
                now = self._clock()
                for allowance in self._allowances:
                    allowance.check(now)
                due = max(self._held_until, *(window.earliest(now) for window in self._windows))
                if due <= now:
                    return self._ticket(due if now - due < _LATE else now, now)
            self._sleep(min(due - now, _NAP))
            if STOPPING.asked:
                raise RetryableApiError("api-unsent")  # a thread that waits for its turn has sent nothing yet

    def _ticket(self, turn: float, now: float) -> Ticket:
        self._number += 1
        ticket = Ticket(self._number, turn, now)
        for window in self._windows:
            window.add(ticket)
        for allowance in self._allowances:
            if allowance.left is not None:
                allowance.left -= 1
        return ticket

    def left_now(self, ticket: Ticket) -> None:
        """Record that the bytes of a request leave now: connecting may have taken a while."""
        ticket.at = self._clock()

    def learn(self, ticket: Ticket, remaining: Mapping[str, int]) -> None:
        """Take the remainders of an answer, by name of window ("second", "minute"...)."""
        with self._lock:
            now = self._clock()
            for window in self._windows:
                if window.name in remaining:
                    window.learn(remaining[window.name], ticket, now=now)
            behind = self._number - ticket.number
            for allowance in self._allowances:
                if allowance.name in remaining:
                    allowance.learn(remaining[allowance.name], in_flight=behind, now=now)

    def hold(self, seconds: float) -> None:
        """Let nothing leave for a while, as Sellsy asked; limits are learnt anew, they may have shrunk."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)
            for window in self._windows:
                window.doubt()

    def set_limits(self, limits: Mapping[str, int]) -> None:
        """Take the limits that Sellsy states, by name of window."""
        with self._lock:
            for window in self._windows:
                window.limit = limits.get(window.name, window.limit)
                window.stated = window.name in limits

    def known(self) -> dict[str, int]:
        """Return the limits known so far, by name of window, and the remainder of a day as "day_left"."""
        with self._lock:
            limits = {window.name: window.limit for window in self._windows}
            limits |= {f"{allowance.name}_left": allowance.left for allowance in self._allowances}
        return {name: value for name, value in limits.items() if value is not None}
