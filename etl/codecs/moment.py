"""Dates (ISO days) and moments (ISO 8601 with the offset of Paris, as Sellsy shows them).

A moment without an offset is a wall clock in Paris.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from etl.codecs.base import Cell, Options
from etl.codecs.column import PENDING, ColumnCodec, Reading, refused, repaired
from etl.codecs.stamp import FIRST_YEAR, LAST_YEAR, Stamp, read_stamp
from etl.results import JsonValue

PARIS = ZoneInfo("Europe/Paris")

_FIRST_MOMENT = 1912
"""Before, the offset of Paris has seconds, which ISO 8601 cannot write."""

# The 29th and later need a calendar: they are read with care.
_DAY, _MONTH, _YEAR = "(?:0[1-9]|1[0-9]|2[0-8])", "(?:0[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_iso_day = re.compile(f"{_YEAR}-{_MONTH}-{_DAY}").fullmatch
_french_day = re.compile(f"{_DAY}/{_MONTH}/{_YEAR}").fullmatch
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_french_moment = re.compile(f"{_DAY}/{_MONTH}/{_YEAR},? {_CLOCK}").fullmatch


class Date(ColumnCodec):
    """A day as "YYYY-MM-DD"; a time of day beside it is left out, with a warning unless it is midnight."""

    kind = "date"

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through date cells, ISO days and, day first, dd/mm/yyyy."""
        del countries
        day_first = options.date_order == "dmy"
        return [
            _quick_day(cell, day_first=day_first)
            if type(cell) is str
            else cell.isoformat()
            if type(cell) is date and FIRST_YEAR <= cell.year <= LAST_YEAR
            else None
            if cell is None
            else PENDING
            for cell in cells
        ]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a day."""
        del country
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
        """Return a date cell; what is no day stays as it is."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else super().encode(value)
        except ValueError:
            return super().encode(value)


def _quick_day(text: str, *, day_first: bool) -> object:
    if day_first and _french_day(text):
        return f"{text[6:]}-{text[3:5]}-{text[:2]}"
    return text if _iso_day(text) else PENDING


class Moment(ColumnCodec):
    """A date and time as "YYYY-MM-DDTHH:MM:SS+02:00"; a day alone is its midnight. From 1912 to 2100."""

    kind = "moment"

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through date-time cells and, day first, dd/mm/yyyy HH:MM, on days without a change of clocks."""
        del countries
        day_first = options.date_order == "dmy"
        return [
            _quick_text(cell)
            if type(cell) is str and day_first
            else _quick_cell(cell)
            if type(cell) is datetime
            else None
            if cell is None
            else PENDING
            for cell in cells
        ]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a moment."""
        del country
        stamp = read_stamp(cell, options)
        return stamp if isinstance(stamp, Reading) else _in_paris(stamp)

    def encode(self, value: JsonValue) -> Cell:
        """Return the wall clock of Paris as a date-time cell, or the ISO text in the hour that comes twice."""
        if not isinstance(value, str):
            return super().encode(value)
        try:
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


@lru_cache(maxsize=4096)
def _offset(day: str) -> str | None:
    """Return the offset of Paris during an ISO day, None when it changes or the day is out of range."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=PARIS)
    if not _FIRST_MOMENT <= midnight.year <= LAST_YEAR:
        return None
    stable = midnight.utcoffset() == (midnight + timedelta(days=1)).utcoffset()
    return midnight.isoformat()[19:] if stable else None


def _quick_text(text: str) -> object:
    if not _french_moment(text):
        return PENDING
    day = f"{text[6:10]}-{text[3:5]}-{text[:2]}"
    offset = _offset(day)
    clock = text[11:].lstrip()
    return f"{day}T{clock}{':00' if len(clock) == 5 else ''}{offset}" if offset else PENDING


def _quick_cell(cell: datetime) -> object:
    if cell.tzinfo is not None or cell.microsecond:
        return PENDING
    text = cell.isoformat()
    offset = _offset(text[:10])
    return text + offset if offset else PENDING
