"""Sellsy's own clock, as its answers tell it: ours may be wrong, or be set while a run works.

Between two answers it goes on by a clock that nobody sets.
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
        """Take the time of an answer of Sellsy's own: those that redirect or fail may be somebody else's."""
        said = date_of(headers)
        if said is not None and (200 <= status < 300 or 400 <= status < 500):
            self._seen = (said, self._clock())

    def now(self) -> datetime | None:
        """Return the time at Sellsy (to a second or two), None as long as no answer has told it."""
        if self._seen is None:
            return None
        said, heard = self._seen
        return said + timedelta(seconds=self._clock() - heard)


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """Return the `Date` of an answer, None where it says none that can be read."""
    return read_date(headers.get("Date", ""))


def read_date(text: str) -> datetime | None:
    """Return the date of a header, None for what is none, or of no century that anybody works in."""
    try:
        said = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    aware = said if said.tzinfo else said.replace(tzinfo=UTC)
    return aware if aware.year in _YEARS else None
