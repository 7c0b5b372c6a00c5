"""Text cells: names, cities, notes; and how any cell looks as text."""

import re
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from etl.codecs.base import Cell, Options
from etl.codecs.clean import PLACEHOLDERS, length_text, ordinary
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, refused, repaired
from etl.results import JsonValue

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE = re.compile(r"\s*[\t\n]\s*")


class Text(ColumnCodec):
    """Text of `min_length` to `max_length` characters, on one line unless `multiline`.

    A whole number loses its ".0", a boolean reads VRAI or FAUX as French Excel shows it, and a date (Excel
    turns "1-2" into one) is kept as ISO text with a warning. Line breaks and tabs of a single-line text
    become spaces, with a warning too.
    """

    kind = "text"
    as_text = True
    free = True

    def __init__(
        self, max_length: int | None = None, min_length: int = 0, *, multiline: bool = False
    ) -> None:
        self.max_length = max_length
        self.min_length = min_length
        self.multiline = multiline

    def plain(self, _options: Options, /) -> Plain:
        """Let through ordinary text of the right length."""
        lengths = range(self.min_length, (self.max_length or sys.maxsize - 1) + 1)
        return lambda cell: (
            cell
            if type(cell) is str and len(cell) in lengths and ordinary(cell) and cell not in PLACEHOLDERS
            else PENDING
        )

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as text."""
        text = cell_text(cell)
        code = "text-from-date" if isinstance(cell, date | time) else None
        if _CONTROL.search(text):
            return refused("text-control")
        if not self.multiline and ("\n" in text or "\t" in text):
            text, code = _LINE.sub(" ", text), "text-line-joined"
        if "\ufffd" in text:
            code = "text-damaged"
        if self.max_length is not None and len(text) > self.max_length:
            return refused("text-too-long", length=len(text), limit=self.max_length)
        if len(text) < self.min_length:
            return refused("text-too-short", length=len(text), limit=self.min_length)
        return repaired(text, code) if code else Reading(text)

    def encode(self, value: JsonValue) -> Cell:
        """Return the text."""
        return value if value is None or isinstance(value, str) else str(super().encode(value))


def cell_text(cell: Cell) -> str:
    """Return a cell as a person would type it: whole numbers without ".0", no exponent, ISO dates, 09:30, 30:00:00."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float | Decimal):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, time | timedelta):
        return _clock_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _clock_text(cell: time | timedelta) -> str:
    if isinstance(cell, timedelta):
        return length_text(cell)
    return cell.isoformat("seconds" if cell.second else "minutes")


def _number_text(number: float | Decimal) -> str:
    exact = Decimal(repr(number)) if isinstance(number, float) else number
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
