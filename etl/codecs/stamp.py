"""Read a date, with or without a time of day, from any cell.

Strict: the order of day and month is the one the user stated (day first by default) and is never swapped to
make a date fit. Two-digit years follow the POSIX pivot: 69-99 are 1969-1999, 00-68 are 2000-2068.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from math import isfinite

from etl.codecs.base import Cell, Options
from etl.codecs.cleaning.fold import fold
from etl.codecs.cleaning.words import is_no_day
from etl.codecs.column import Reading, refused

FIRST_YEAR, LAST_YEAR = 1900, 2100
_PIVOT = 69

_SERIALS = range(10_000, 74_000)
"""Day numbers of a spreadsheet from 1927 (1931 from 1904) on: below, a number is rather a year."""

_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day zero of each epoch, correct from March 1900 on (Excel has a 29 February 1900)."""

_TIMED = re.compile(
    r"(?P<day>.*?\d\.?)(?:\s*[T,]\s*|\s+(?:à\s+|at\s+)?)"
    r"(?P<hour>[01]?\d|2[0-3])\s?(?::\s?(?P<minute>[0-5]\d)|h\s?(?P<past>[0-5]\d)?)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{2}|\d{4})", re.ASCII)
_SERIAL = re.compile(r"[1-7]\d{4}(?:[.,]\d+)?", re.ASCII)
_MILLISECONDS = re.compile(r"[1-4]\d{12}", re.ASCII)
"""A moment as programs write it, from 2001 on: milliseconds since 1970 in UTC. No other date has thirteen digits."""

_ORDINAL = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?", re.ASCII)
_YEAR = re.compile(r"\d{2}|\d{4}", re.ASCII)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev february feb", "mars mar march",
            "avril avr april apr", "mai may", "juin june jun", "juillet juil july jul", "aout aou august aug",
            "septembre sept sep september", "octobre oct october", "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = frozenset(
    (
        "lundi", "lun", "mardi", "mar", "mercredi", "mer", "jeudi", "jeu", "vendredi", "ven", "samedi", "sam",
        "dimanche", "dim", "monday", "mon", "tuesday", "tue", "wednesday", "wed", "thursday", "thu", "friday",
        "fri", "saturday", "sat", "sunday", "sun",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, perhaps a time of day (None: not written) and an offset; `completed`: its century was not."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None
    completed: bool = False


def read_stamp(cell: Cell, options: Options) -> Stamp | Reading:
    """Return the date of a cleaned cell, or its refusal."""
    stamp = _any_stamp(cell, options)
    if isinstance(stamp, Stamp) and not FIRST_YEAR <= stamp.day.year <= LAST_YEAR:
        return refused("date-range", year=stamp.day.year, first=FIRST_YEAR, last=LAST_YEAR)
    return stamp


def _any_stamp(cell: Cell, options: Options) -> Stamp | Reading:
    if isinstance(cell, datetime):
        return Stamp(cell.date(), cell.time(), cell.tzinfo)
    if isinstance(cell, date):
        return Stamp(cell)
    if isinstance(cell, str):
        return Reading() if is_no_day(cell) else _text_stamp(cell, options)
    if cell is None or isinstance(cell, bool | time):
        return refused("date-unreadable")
    is_whole = isfinite(cell) and cell == int(cell)
    is_written = is_whole and (_is_compact(cell) or _MILLISECONDS.fullmatch(str(int(cell))))
    return _text_stamp(str(int(cell)), options) if is_written else _serial_stamp(float(cell), options)


def _is_compact(number: float | Decimal) -> bool:
    """Tell whether a number is a date without its separators, 20240304: no serial is that large."""
    return FIRST_YEAR * 10_000 <= number < (LAST_YEAR + 1) * 10_000


_MONTHS_OF_A_YEAR = 12


def _serial_stamp(serial: float, options: Options) -> Stamp | Reading:
    if not _SERIALS.start <= serial < _SERIALS.stop:
        return refused("date-unreadable")
    # A fraction of a day in a float is a little off: rounding makes 14:29:59.999 the 14:30:00 it was.
    seconds = round(serial % 1 * 86_400)
    moment = datetime.combine(_EPOCHS[options.epoch_1904], time()) + timedelta(int(serial), seconds)
    return Stamp(moment.date(), moment.time() if seconds else None)


def _text_stamp(text: str, options: Options) -> Stamp | Reading:
    if _MILLISECONDS.fullmatch(text):
        moment = datetime.fromtimestamp(int(text) // 1000, UTC)
        return Stamp(moment.date(), moment.time(), UTC)
    timed = _TIMED.fullmatch(text)
    day = _text_day(timed["day"] if timed else text, options)
    if isinstance(day, Reading) or timed is None:
        return day
    at = _time_of(timed)
    if day.at is not None or at is None:
        return refused("date-unreadable")
    return Stamp(day.day, at, _zone_of(timed["zone"]), day.completed)


def _text_day(text: str, options: Options) -> Stamp | Reading:
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(match[1], match[3], day=match[4])
    if match := _COMPACT.fullmatch(text):
        return _calendar(match[1], match[2], day=match[3])
    if match := _YEAR_LAST.fullmatch(text):
        return _ordered(match[1], match[3], last=match[4], options=options)
    if _SERIAL.fullmatch(text):
        return _serial_stamp(float(text.replace(",", ".")), options)
    return _named(fold(text.replace(",", " ").replace(".", " ")).split())


def _ordered(first: str, second: str, *, last: str, options: Options) -> Stamp | Reading:
    if options.date_unclear and first != second and max(int(first), int(second)) <= _MONTHS_OF_A_YEAR:
        return refused("date-order-unclear")
    if options.date_order == "mdy":
        return _calendar(last, first, day=second)
    if options.date_order == "dmy":
        return _calendar(last, second, day=first)
    if len(first) == len(last) == 2:
        return _calendar(first, second, day=last)
    return refused("date-unreadable")


def _named(words: list[str]) -> Stamp | Reading:
    if len(words) == 4 and words[0] in _WEEKDAYS:
        words = words[1:]
    if len(words) == 3 and words[0] in _MONTHS:
        words = [words[1], words[0], words[2]]
    if len(words) != 3 or words[1] not in _MONTHS or not _YEAR.fullmatch(words[2]):
        return refused("date-unreadable")
    day = _ORDINAL.fullmatch(words[0])
    return _calendar(words[2], str(_MONTHS[words[1]]), day=day[1]) if day else refused("date-unreadable")


def _calendar(year: str, month: str, *, day: str) -> Stamp | Reading:
    completed = len(year) == 2
    number = int(year) + (0 if not completed else 1900 if int(year) >= _PIVOT else 2000)
    try:
        return Stamp(date(number, int(month), int(day)), completed=completed)
    except ValueError:
        return refused("date-impossible", year=number, month=int(month), day=int(day))


def _time_of(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(match["minute"] or match["past"] or 0), int(match["second"] or 0))


def _zone_of(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset)
