"""Dates (ISO days) and moments (ISO 8601 with the offset of Paris, as Sellsy shows them).

A moment without an offset is a wall clock in Paris.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from etl.codecs.base import Cell, Options
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, refused, repaired
from etl.codecs.stamp import FIRST_YEAR, LAST_YEAR, Stamp, read_stamp
from etl.core.results import JsonValue

PARIS = ZoneInfo("Europe/Paris")

_FIRST_MOMENT = 1912
"""Before, the offset of Paris has seconds, which ISO 8601 cannot write."""

# Every day but 29 February, which needs a calendar.
_DAYS_OF_MONTHS = (
    ("0[1-9]|1[0-9]|2[0-8]", "0[1-9]|1[0-2]"),
    ("29|30", "0[13-9]|1[0-2]"),
    ("31", "0[13578]|1[02]"),
)
_FRENCH = "(?:" + "|".join(f"(?:{day})/(?:{month})" for day, month in _DAYS_OF_MONTHS) + ")/(?:19|20)[0-9]{2}"
_ISO = "(?:19|20)[0-9]{2}-(?:" + "|".join(f"(?:{month})-(?:{day})" for day, month in _DAYS_OF_MONTHS) + ")"
_iso_day = re.compile(_ISO).fullmatch
_french_day = re.compile(_FRENCH).fullmatch
_french_moment = re.compile(_FRENCH + ",? (?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?").fullmatch


class Date(ColumnCodec):
    """A day as "YYYY-MM-DD"; a time of day beside it is left out, with a warning unless it is midnight."""

    kind = "date"

    def plain(self, options: Options, /) -> Plain:
        """Let through date cells, ISO days and, day first, dd/mm/yyyy."""
        is_plain = options.date_order == "dmy" and not options.date_unclear
        return _plain_day if is_plain else _plain_iso_day

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a day."""
        stamp = read_stamp(cell, options)
        if isinstance(stamp, Reading):
            return stamp
        day, at = stamp.day, stamp.at
        if at is not None and stamp.zone is not None:
            local = datetime.combine(day, at, stamp.zone).astimezone(PARIS)
            day, at = local.date(), local.time()
        if stamp.completed:
            return repaired(day.isoformat(), "date-year-completed", year=day.year)
        if at is not None and at != time():
            return repaired(day.isoformat(), "date-time-dropped", date=day.isoformat())
        return Reading(day.isoformat())

    def encode(self, value: JsonValue) -> Cell:
        """Return a date cell; a value that is not a day stays as it is."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else super().encode(value)
        except ValueError:
            return super().encode(value)


def _plain_day(cell: Cell) -> object:
    if type(cell) is str and _french_day(cell):
        return f"{cell[6:]}-{cell[3:5]}-{cell[:2]}"
    return _plain_iso_day(cell)


def _plain_iso_day(cell: Cell) -> object:
    if type(cell) is str:
        return cell if _iso_day(cell) else PENDING
    return cell.isoformat() if type(cell) is date and FIRST_YEAR <= cell.year <= LAST_YEAR else PENDING


def _today() -> date:
    return datetime.now(tz=PARIS).date()


class BirthDate(Date):
    """A past day: a two-digit year is of the last hundred years, a four-digit year is never in the future.

    `today` returns the current day.
    """

    def __init__(self, today: Callable[[], date] = _today) -> None:
        self.today = today

    def plain(self, options: Options, /) -> Plain:
        """Let through what a date lets through, of years before this one."""
        plain, first = super().plain(options), f"{self.today().year}-01-01"

        def past(cell: Cell) -> object:
            day = plain(cell)
            return day if isinstance(day, str) and day < first else PENDING

        return past

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a day that is past; a literal one as it is."""
        reading, today = super().read(cell, options), self.today()
        if not isinstance(reading.value, str) or reading.value <= today.isoformat() or options.literal:
            return reading
        if reading.code != "date-year-completed":
            return refused("birth-to-come")
        day = _century_before(date.fromisoformat(reading.value))
        return repaired(day, "birth-year-completed", year=int(day[:4]))


def _century_before(day: date) -> str:
    return f"{day.year - 100}{day.isoformat()[4:]}"


class Moment(ColumnCodec):
    """A date and time as "YYYY-MM-DDTHH:MM:SS+02:00"; a day alone is its midnight. From 1912 to 2100."""

    kind = "moment"

    def plain(self, options: Options, /) -> Plain:
        """Let through date-time cells and, day first, dd/mm/yyyy HH:MM, on days when clocks do not change."""
        is_plain = options.date_order == "dmy" and not options.date_unclear
        return _plain_moment if is_plain else _plain_datetime

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a moment."""
        stamp = read_stamp(cell, options)
        return stamp if isinstance(stamp, Reading) else _in_paris(stamp)

    def encode(self, value: JsonValue) -> Cell:
        """Return the wall clock of Paris as a date-time cell, or ISO text in the hour that comes twice."""
        if not isinstance(value, str):
            return super().encode(value)
        try:
            if len(value) == 25 and value[19:] == _offset(value[:10]):  # as Sellsy writes nearly all of them
                return datetime.fromisoformat(value[:19])
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        if moment.tzinfo is None:
            return moment
        local = moment.astimezone(PARIS)
        wall = local.replace(tzinfo=None, fold=0)
        return wall if not _comes_twice(wall) else value


def _in_paris(stamp: Stamp) -> Reading:
    wall = datetime.combine(stamp.day, stamp.at or time()).replace(microsecond=0, fold=0)
    if wall.year < _FIRST_MOMENT:
        return refused("date-range", year=wall.year, first=_FIRST_MOMENT, last=LAST_YEAR)
    if stamp.zone is not None:
        return _written(wall.replace(tzinfo=stamp.zone).astimezone(PARIS))
    moment = wall.replace(tzinfo=PARIS)
    if moment.astimezone(UTC).astimezone(PARIS).replace(tzinfo=None) != wall:
        return refused("moment-skipped")
    if _comes_twice(wall):
        return repaired(moment.isoformat(), "moment-twice", moment=moment.isoformat())
    if stamp.completed:
        return repaired(moment.isoformat(), "date-year-completed", year=wall.year)
    return _written(moment)


def _written(moment: datetime) -> Reading:
    return Reading(moment.isoformat())


def _comes_twice(wall: datetime) -> bool:
    moment = wall.replace(tzinfo=PARIS)
    return moment.utcoffset() != moment.replace(fold=1).utcoffset()


@lru_cache(maxsize=40_000)
def _offset(day: str) -> str | None:
    """Return the offset of Paris during an ISO day, None when it changes or the day is out of range."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=PARIS)
    if not _FIRST_MOMENT <= midnight.year <= LAST_YEAR:
        return None
    stable = midnight.utcoffset() == (midnight + timedelta(days=1)).utcoffset()
    return midnight.isoformat()[19:] if stable else None


def _plain_moment(cell: Cell) -> object:
    if type(cell) is not str or not _french_moment(cell):
        return _plain_datetime(cell)
    day = f"{cell[6:10]}-{cell[3:5]}-{cell[:2]}"
    offset = _offset(day)
    clock = cell[11:].lstrip()
    return f"{day}T{clock}{':00' if len(clock) == 5 else ''}{offset}" if offset else PENDING


def _plain_datetime(cell: Cell) -> object:
    if type(cell) is not datetime or cell.tzinfo is not None or cell.microsecond:
        return PENDING
    text = cell.isoformat()
    offset = _offset(text[:10])
    return text + offset if offset else PENDING
