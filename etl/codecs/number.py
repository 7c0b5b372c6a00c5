"""Number cells: exact amounts, whole numbers and percentages, within bounds.

Amounts are canonical text ("1234.5"), never floats: what was typed is what is sent.
"""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal as Exact
from typing import Any

from etl.codecs.base import Cell, Options
from etl.codecs.column import PENDING, ColumnCodec, Reading, refused, repaired
from etl.codecs.numeral import parse_numeral
from etl.codecs.text import cell_text
from etl.results import JsonValue

_MOST_DIGITS = 15
"""Digits a spreadsheet keeps of a number."""

_PLAIN = {
    mark: re.compile(rf"-?[1-9][0-9]{{0,11}}(?:[{mark or ',.'}][0-9]?[1-9])?|0").fullmatch
    for mark in (None, ",", ".")
}
_plain_integer = re.compile(r"-?[1-9][0-9]{0,17}|0").fullmatch


def read_number(cell: Cell, options: Options) -> Exact | str:
    """Return the exact number of a cleaned cell, or the code of the problem."""
    if isinstance(cell, date | time):
        return "number-from-date"
    if cell is None or isinstance(cell, bool):
        return "number-invalid"
    if isinstance(cell, str):
        return parse_numeral(cell, options.decimal)
    number = Exact(repr(cell)) if isinstance(cell, float) else Exact(cell)
    return number if number.is_finite() else "number-invalid"


class _Number(ColumnCodec):
    """What exact numbers have in common: bounds, and how a refusal tells."""

    def __init__(self, minimum: Exact | int | None, maximum: Exact | int | None) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a number within bounds."""
        del country
        number = read_number(cell, options)
        if number == "number-ambiguous":
            bare = re.sub("[^0-9]", "", str(cell))
            return refused(number, fraction=f"{bare[:-3]}.{bare[-3:]}", thousands=bare)
        if isinstance(number, str):
            return refused(number)
        if self.minimum is not None and number < self.minimum:
            return refused("number-too-small", limit=self.minimum)
        if self.maximum is not None and number > self.maximum:
            return refused("number-too-large", limit=self.maximum)
        return self.shape(number)

    def shape(self, number: Exact) -> Reading:
        """Return the JSON value of a number that is within bounds."""
        raise NotImplementedError


class Decimal(_Number):
    """An exact number as canonical text, with at most `max_decimals` decimals, within bounds."""

    kind = "decimal"

    def __init__(
        self,
        max_decimals: int | None = None,
        *,
        minimum: Exact | int | None = None,
        maximum: Exact | int | None = None,
    ) -> None:
        super().__init__(minimum, maximum)
        self.max_decimals = max_decimals

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through plain floats, and text without groups and with at most two decimals."""
        del countries
        plain = _PLAIN[options.decimal]
        values = [
            cell.replace(",", ".")
            if type(cell) is str and plain(cell)
            else _float_text(cell)
            if type(cell) is float
            else None
            if cell is None
            else PENDING
            for cell in cells
        ]
        if self.max_decimals is self.minimum is self.maximum is None:
            return values
        return [v if v is None or v is PENDING or self._fits(v) else PENDING for v in values]

    def _fits(self, text: str) -> bool:
        return self.read(Exact(text), Options(), country="").code is None

    def shape(self, number: Exact) -> Reading:
        """Return the canonical text."""
        text = cell_text(number)
        decimals = len(text.partition(".")[2])
        if self.max_decimals is not None and decimals > self.max_decimals:
            return refused("number-decimals", decimals=decimals, limit=self.max_decimals)
        return Reading(text)

    def encode(self, value: JsonValue) -> Cell:
        """Return a number, or text where a spreadsheet would lose digits."""
        if value is None or isinstance(value, bool | list | dict):
            return super().encode(value)
        number = read_number(value, Options(decimal="."))
        if isinstance(number, str):
            return super().encode(value)
        text = cell_text(number)
        if len(number.as_tuple().digits) > _MOST_DIGITS:
            return text
        # A plain file writes the number as text, where 1.234 is ambiguous and 1.2340 is not.
        return Exact(f"{text}0" if isinstance(parse_numeral(text, None), str) else text)


def _float_text(number: float) -> object:
    text = repr(number)
    if "e" in text or "n" in text or text == "-0.0":
        return PENDING
    return text[:-2] if text.endswith(".0") else text


class Integer(_Number):
    """A whole number within bounds, at most those of 64 bits, as a JSON integer."""

    kind = "integer"
    dtype = "Int64"

    def __init__(self, minimum: int = -(2**63), maximum: int = 2**63 - 1) -> None:
        super().__init__(minimum, maximum)
        self._range = range(minimum, maximum + 1)

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through integers and their plain text."""
        del options, countries
        values = [
            cell
            if type(cell) is int
            else int(cell)
            if type(cell) is str and _plain_integer(cell)
            else None
            if cell is None
            else PENDING
            for cell in cells
        ]
        return [v if type(v) is not int or v in self._range else PENDING for v in values]

    def shape(self, number: Exact) -> Reading:
        """Return the integer."""
        return Reading(int(number)) if number == number.to_integral_value() else refused("number-not-whole")

    def encode(self, value: JsonValue) -> Cell:
        """Return the number, or text where a spreadsheet would lose digits."""
        if isinstance(value, int) and abs(value) >= 10**_MOST_DIGITS:
            return str(value)
        return super().encode(value)


class Percent(Integer):
    """A whole percentage from 0 to 100: 85, "85 %", or the fraction 0.85 (read as 85 with a warning).

    A bare 1 is refused: in a column of fractions it means 100 %, elsewhere 1 %.
    """

    kind = "percent"

    def __init__(self) -> None:
        super().__init__(0, 100)

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through whole numbers other than 1."""
        return [PENDING if v == 1 else v for v in super().quick(cells, options, countries=countries)]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a percentage."""
        if isinstance(cell, str) and cell.endswith("%"):
            return super().read(cell[:-1].rstrip(), options, country=country)
        number = read_number(cell, options)
        if number == 1:
            return refused("percent-ambiguous")
        if isinstance(number, str) or not 0 < number < 1:
            return super().read(cell, options, country=country)
        percent = self.shape(number.scaleb(2))
        return percent if percent.code else repaired(percent.value, "percent-from-fraction", percent=percent.value)

    def encode(self, value: JsonValue) -> Cell:
        """Return the number; 1 is written "1 %", which cannot be taken for a fraction."""
        return "1 %" if value == 1 else super().encode(value)
