"""Number cells: exact amounts, whole numbers and percentages, within bounds.

Amounts are canonical text ("1234.5"), never floats: what was typed is what is sent.
"""

import re
from datetime import date, time
from decimal import Decimal as Exact

from etl.codecs.base import Cell, Options
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, refused, repaired
from etl.codecs.numbers.numeral import parse_numeral
from etl.codecs.text import cell_text
from etl.core.results import JsonValue

_MOST_DIGITS = 15
"""Digits a spreadsheet keeps of a number."""
_TOO_LARGE = 10**_MOST_DIGITS

_EURO = {True: r"(?:[ \u00a0\u202f]?€)?", False: ""}
_PLAIN = {
    (mark, euro): re.compile(
        r"(?P<whole>-?[1-9][0-9]*|0|-?[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+)"
        rf"(?:[{mark or ',.'}](?P<part>[0-9]{{1,2}}))?{_EURO[euro]}"
    ).fullmatch
    for mark in (None, ",", ".")
    for euro in (True, False)
}
_SPACES = str.maketrans("", "", " \u00a0\u202f")
_plain_integer = re.compile(r"-?[1-9][0-9]{0,17}|0").fullmatch


def read_number(cell: Cell, options: Options) -> Exact | str:
    """Return the exact number of a cleaned cell, or the code of the problem."""
    if isinstance(cell, date | time):
        return "number-from-date"
    if cell is None or isinstance(cell, bool):
        return "number-invalid"
    if isinstance(cell, str):
        return parse_numeral(cell, options.decimal, options.currency)
    number = Exact(repr(cell)) if isinstance(cell, float) else Exact(cell)
    return number if number.is_finite() else "number-invalid"


class _Number(ColumnCodec):
    """Base of exact numbers: bounds, and how a refusal reports them."""

    def __init__(self, minimum: Exact | int | None, maximum: Exact | int | None) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a number within bounds."""
        number = read_number(cell, options)
        if number == "number-currency":
            return refused("number-currency", currency=options.currency)
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

    def plain(self, options: Options, /) -> Plain:
        """Let through plain floats, and text as French amounts are written, with at most two decimals."""
        match = _PLAIN[options.decimal, options.currency == "EUR"]

        def read_plain(cell: Cell) -> object:
            if type(cell) is float:
                return _float_text(cell)
            amount = match(cell) if type(cell) is str else None
            return _plain_text(*amount.groups()) if amount else PENDING

        if self.max_decimals is self.minimum is self.maximum is None:
            return read_plain
        return lambda cell: text if self._fits(text := read_plain(cell)) else PENDING

    def _fits(self, text: object) -> bool:
        if not isinstance(text, str):
            return False
        number = Exact(text)
        return (
            (self.max_decimals is None or len(text.partition(".")[2]) <= self.max_decimals)
            and (self.minimum is None or number >= self.minimum)
            and (self.maximum is None or number <= self.maximum)
        )

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
        if len(number.as_tuple().digits) > _MOST_DIGITS or "E" in str(Exact(text)):
            return text
        # A plain file writes the number as text, where 1.234 is ambiguous and 1.2340 is not.
        return Exact(f"{text}0" if isinstance(parse_numeral(text, None), str) else text)


def _plain_text(whole: str, part: str | None) -> str:
    part = part.rstrip("0") if part else ""
    whole = whole.translate(_SPACES) if len(whole) > 4 else whole
    return f"{whole}.{part}" if part else whole


def _float_text(number: float) -> object:
    text = repr(number)
    if "e" in text or "n" in text or text == "-0.0":
        return PENDING
    return text.removesuffix(".0")


class Integer(_Number):
    """A whole number within bounds, at most those of 64 bits, as a JSON integer."""

    kind = "integer"
    dtype = "Int64"

    def __init__(self, minimum: int = -(2**63), maximum: int = 2**63 - 1) -> None:
        super().__init__(minimum, maximum)
        self._range = range(minimum, maximum + 1)

    def plain(self, _options: Options, /) -> Plain:
        """Let through integers and their plain text."""
        within = self._range

        def read_plain(cell: Cell) -> object:
            if type(cell) is str and _plain_integer(cell):
                cell = int(cell)
            return cell if type(cell) is int and cell in within else PENDING

        return read_plain

    def shape(self, number: Exact) -> Reading:
        """Return the integer."""
        return Reading(int(number)) if number == number.to_integral_value() else refused("number-not-whole")

    def encode(self, value: JsonValue) -> Cell:
        """Return the number, or text where a spreadsheet would lose digits."""
        if isinstance(value, int):
            return value if -_TOO_LARGE < value < _TOO_LARGE else str(value)
        return super().encode(value)


class Identifier(Integer):
    """The id of a record in Sellsy: a whole number from 1."""

    def __init__(self) -> None:
        super().__init__(minimum=1)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as an id; other values are most often ids of another program."""
        read = super().read(cell, options)
        return refused("id-invalid") if read.code and read.value is None else read


class Percent(Integer):
    """A whole percentage from 0 to 100: 85, "85 %", or the fraction 0.85 (read as 85 with a warning).

    A bare 1 is refused: in a column of fractions it means 100 %, elsewhere 1 %.
    """

    kind = "percent"

    def __init__(self) -> None:
        super().__init__(0, 100)

    def plain(self, options: Options, /) -> Plain:
        """Let through whole numbers other than 1."""
        whole = super().plain(options)
        return lambda cell: PENDING if (value := whole(cell)) == 1 else value

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a percentage."""
        if isinstance(cell, str) and cell.endswith("%"):
            return super().read(cell[:-1].rstrip(), options)
        number = read_number(cell, options)
        if number == 1:
            return refused("percent-ambiguous")
        if isinstance(number, str) or not 0 < number < 1:
            return super().read(cell, options)
        percent = self.shape(number.scaleb(2))
        return (
            percent
            if percent.code
            else repaired(percent.value, "percent-from-fraction", percent=percent.value)
        )

    def encode(self, value: JsonValue) -> Cell:
        """Return the number; 1 is written "1 %", which cannot be taken for a fraction."""
        return "1 %" if value == 1 else super().encode(value)
