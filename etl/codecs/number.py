"""Number cells: amounts, percentages and whole numbers, as French and English spreadsheets write them.

A number that two readers would read differently (1.234) is refused, unless the user said which mark is decimal.
"""

import decimal
import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any, Literal

from etl.codecs.base import Cell, Options
from etl.codecs.clean import is_scientific
from etl.codecs.column import PENDING, ColumnCodec, Reading, refused, repaired
from etl.codecs.text import cell_text
from etl.results import JsonValue

Mark = Literal[",", "."] | None

_CURRENCY = r"(?:€|\$|£|EUR|USD|GBP|CHF|CAD|euros?)"
_DRESSED = re.compile(rf"(?:{_CURRENCY}\s?)?(.*?)(?:\s?{_CURRENCY})?(?:\s?(?:HT|TTC))?", re.IGNORECASE)
_SIGNS = re.compile(r"(?P<open>\()?(?P<sign>[+\-−–])?\s?(?P<bare>[^()]*?)(?P<after>[\-−–])?(?P<close>\))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<group>[ '’.,])[0-9]{3})(?:(?P=group)[0-9]{3})*(?:(?P<mark>[.,])[0-9]+)?")
_SINGLE = re.compile(r"(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_LARGEST_EXACT = 15
"""Digits a spreadsheet keeps."""


def parse_number(text: str, mark: Mark) -> decimal.Decimal | str:
    """Return the exact number that a cleaned text writes, or the code of the problem.

    `mark` is the decimal mark when the user said it. Groups of three stand behind spaces, apostrophes, or the
    other mark; a currency, parentheses and a minus on either side are understood.
    """
    if is_scientific(text):
        return "number-scientific"
    signs = _SIGNS.fullmatch(text)
    if signs is None or bool(signs["open"]) != bool(signs["close"]):
        return "number-invalid"
    dressed = _DRESSED.fullmatch(signs["bare"].strip())
    inner = _SIGNS.fullmatch(dressed[1].strip()) if dressed else None
    if inner is None or inner["open"] or inner["close"]:
        return "number-invalid"
    minuses = [s for s in (signs["open"], signs["sign"], signs["after"], inner["sign"], inner["after"]) if s]
    if len(minuses) > 1:
        return "number-invalid"
    number = _unsigned(inner["bare"].strip(), mark)
    if isinstance(number, decimal.Decimal) and minuses and minuses != ["+"]:
        return number.copy_negate()
    return number


def _unsigned(text: str, mark: Mark) -> decimal.Decimal | str:
    single = _SINGLE.fullmatch(text)
    if single and (single["whole"] or single["part"]):
        return _single(single, mark)
    grouped = _GROUPED.fullmatch(text)
    if grouped is None or grouped["group"] == grouped["mark"]:
        return "number-invalid"
    if mark in {grouped["group"], _other(grouped["mark"])} - {None}:
        return "number-mark"
    bare = re.sub(f"[{re.escape(grouped['group'])}]", "", grouped[0])
    return decimal.Decimal(bare.replace(",", "."))


def _single(found: re.Match[str], mark: Mark) -> decimal.Decimal | str:
    whole, written, part = found["whole"], found["mark"], found["part"]
    looks_grouped = part is not None and len(part) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole)
    if written and mark and written != mark:
        return decimal.Decimal(whole + part) if looks_grouped else "number-mark"
    if looks_grouped and not mark:
        return "number-ambiguous"
    return decimal.Decimal(f"{whole or '0'}.{part or '0'}")


def _other(mark: str | None) -> str | None:
    return {",": ".", ".": ","}.get(mark or "")


def read_number(cell: Cell, options: Options) -> decimal.Decimal | str:
    """Return the exact number of any cleaned cell, or the code of the problem."""
    if isinstance(cell, date | time):
        return "number-from-date"
    if cell is None or isinstance(cell, bool):
        return "number-invalid"
    if isinstance(cell, str):
        return parse_number(cell, options.decimal)
    number = decimal.Decimal(repr(cell)) if isinstance(cell, float) else decimal.Decimal(cell)
    return number if number.is_finite() else "number-invalid"


def _readings(number: decimal.Decimal) -> dict[str, str]:
    text = canonical(number)
    return {"as_decimal": text, "as_thousands": text.replace(".", "")}


def canonical(number: decimal.Decimal) -> str:
    """Return the one text of a number: no exponent, no trailing zero, no "-0"."""
    return cell_text(number)


class Decimal(ColumnCodec):
    """An exact number as canonical text ("1234.56"), with at most `max_decimals` decimals, within bounds."""

    kind = "decimal"

    def __init__(
        self,
        max_decimals: int | None = None,
        *,
        minimum: decimal.Decimal | int | None = None,
        maximum: decimal.Decimal | int | None = None,
    ) -> None:
        self.max_decimals = max_decimals
        self.minimum = minimum
        self.maximum = maximum
        self._unbounded = minimum is None and maximum is None
        decimals = 2 if max_decimals is None else min(2, max_decimals)
        part = "" if decimals == 0 else f"(?:[{{mark}}][0-9]{{{{0,{decimals - 1}}}}}[1-9])?"
        whole = "(?:0|-?[1-9][0-9]{{0,11}})" if self._unbounded else "(?:0|[1-9][0-9]{{0,11}})"
        self._plain = {
            mark: re.compile((whole + part).format(mark=mark or ",.")).fullmatch for mark in (None, ",", ".")
        }

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through text with at most two decimals, and numbers."""
        del countries
        plain = self._plain[options.decimal]
        values = [
            cell.replace(",", ".")
            if type(cell) is str and plain(cell)
            else None
            if cell is None
            else PENDING
            if type(cell) is not float
            else _float_text(cell)
            for cell in cells
        ]
        if self._unbounded and self.max_decimals is None:
            return values
        return [v if v is PENDING or v is None or self._fits(v) else PENDING for v in values]

    def _fits(self, text: str) -> bool:
        if self.max_decimals is not None and len(text.partition(".")[2]) > self.max_decimals:
            return False
        if self._unbounded:
            return True
        number = decimal.Decimal(text)
        return not self._out_of_bounds(number)

    def _out_of_bounds(self, number: decimal.Decimal) -> bool:
        return (self.minimum is not None and number < self.minimum) or (
            self.maximum is not None and number > self.maximum
        )

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a number."""
        del country
        number = read_number(cell, options)
        if isinstance(number, str):
            return refused_number(number, cell)
        text = canonical(number)
        decimals = len(text.partition(".")[2])
        if self.max_decimals is not None and decimals > self.max_decimals:
            return refused("number-decimals", decimals=decimals, limit=self.max_decimals)
        return self._bounded(number) or Reading(text)

    def _bounded(self, number: decimal.Decimal) -> Reading | None:
        if self.minimum is not None and number < self.minimum:
            return refused("number-too-small", limit=self.minimum)
        if self.maximum is not None and number > self.maximum:
            return refused("number-too-large", limit=self.maximum)
        return None

    def encode(self, value: JsonValue) -> Cell:
        """Return a number, or text where a spreadsheet would lose digits."""
        number = read_number(value, Options(decimal=".")) if isinstance(value, str | int | float) else ""
        if isinstance(number, str):
            return super().encode(value)
        if len(number.as_tuple().digits) > _LARGEST_EXACT:
            return canonical(number)
        # A plain file writes the number as text, where 1.234 is ambiguous and 1.2340 is not.
        if isinstance(parse_number(canonical(number), None), str):
            return number.quantize(decimal.Decimal("0.0001"))
        return decimal.Decimal(canonical(number))


def _float_text(number: float) -> object:
    text = repr(number)
    return PENDING if "e" in text or "n" in text else text[:-2] if text.endswith(".0") and text != "-0.0" else text


def refused_number(code: str, cell: Cell) -> Reading:
    """Return the refusal of a cell that is not a number, with both readings of an ambiguous one."""
    if code == "number-ambiguous":
        number = parse_number(str(cell), "." if "." in str(cell) else ",")
        if isinstance(number, decimal.Decimal):
            return refused(code, **_readings(number))
    return refused(code)


class Integer(Decimal):
    """A whole number within bounds, at most those of 64 bits, as a JSON integer."""

    kind = "integer"
    dtype = "Int64"

    def __init__(self, minimum: int = -(2**63), maximum: int = 2**63 - 1) -> None:
        super().__init__(minimum=minimum, maximum=maximum)

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through integers and their plain text."""
        del options, countries
        low, high = self.minimum or 0, self.maximum or 0
        return [
            int(cell)
            if (type(cell) is int or (type(cell) is str and _plain_integer(cell))) and low <= int(cell) <= high
            else None
            if cell is None
            else PENDING
            for cell in cells
        ]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a whole number."""
        del country
        number = read_number(cell, options)
        if isinstance(number, str):
            return refused_number(number, cell)
        if number != number.to_integral_value():
            return refused("number-not-whole")
        return self._bounded(number) or Reading(int(number))

    def encode(self, value: JsonValue) -> Cell:
        """Return the number, or text where a spreadsheet would lose digits."""
        if isinstance(value, int) and abs(value) >= 10**_LARGEST_EXACT:
            return str(value)
        return ColumnCodec.encode(self, value)


_plain_integer = re.compile(r"0|-?[1-9][0-9]{0,17}").fullmatch


class Percent(Integer):
    """A whole percentage from 0 to 100: 85, "85 %", or the fraction 0.85 (read as 85 with a warning).

    A bare 1 is refused: in a column of fractions it means 100, elsewhere it means 1.
    """

    kind = "percent"

    def __init__(self) -> None:
        super().__init__(minimum=0, maximum=100)

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Let through whole numbers other than 1."""
        values = super().quick(cells, options, countries=countries)
        return [PENDING if value == 1 else value for value in values]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read any cell as a percentage."""
        if isinstance(cell, str) and cell.endswith("%"):
            return super().read(cell[:-1].rstrip(), options, country=country)
        number = read_number(cell, options)
        if isinstance(number, decimal.Decimal) and 0 < number < 1:
            hundred = super().read(number.scaleb(2), options, country=country)
            if hundred.code is None:
                return repaired(hundred.value, "percent-from-fraction", percent=hundred.value)
            return hundred
        return refused("percent-ambiguous") if number == 1 else super().read(cell, options, country=country)

    def encode(self, value: JsonValue) -> Cell:
        """Return the number; 1 is written "1 %", which cannot be taken for a fraction."""
        return "1 %" if value == 1 else super().encode(value)
