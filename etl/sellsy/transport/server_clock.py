"""Sellsy's own clock, as its answers show it: ours may be wrong, or be changed during a run.

Between two answers it advances by a monotonic clock.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_YEARS = range(1990, 2500)


class ServerClock:
    """The time at Sellsy; threads share one. `clock` returns seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen: tuple[datetime, float] | None = None

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take the time of an answer of Sellsy itself: redirections and failures may come from another server."""
        sent = date_of(headers)
        if sent is not None and (200 <= status < 300 or 400 <= status < 500):
            self._seen = (sent, self._clock())

    def now(self) -> datetime | None:
        """Return the time at Sellsy (to a second or two), None until an answer has shown it."""
        if self._seen is None:
            return None
        time_there, heard = self._seen
        return time_there + timedelta(seconds=self._clock() - heard)


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """Return the `Date` of an answer, None where it has none that can be read."""
    return read_date(headers.get("Date", ""))


def read_date(text: str) -> datetime | None:
    """Return the date of a header, None for other text or an implausible year."""
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return aware if aware.year in _YEARS else None
