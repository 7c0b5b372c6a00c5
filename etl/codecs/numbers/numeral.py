"""Read a numeral strictly: French or English marks, grouped by three, with a currency and a sign.

An ambiguous numeral (1.234) is refused, unless the user stated which mark is
decimal. An amount in a currency other than the one asked for is refused.
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Literal

from etl.codecs.base import Cell
from etl.codecs.cleaning.clean import is_scientific
from etl.codecs.cleaning.words import says_nothing
from etl.codecs.numbers.currency import named_currencies

_ZEROS = (".0", ",0")

Mark = Literal[",", "."] | None

_SIGN = r"[+\-−–]"
_DRESSED = re.compile(
    rf"(?P<before>[^\d]*?)\s?(?P<core>{_SIGN}?\s?(?:(?<![^\W\d])[.,])?[0-9](?:.*\d)?[.,]?\s?[\-−–]?)\s?(?P<after>[^\d]*)"
)
_SIGNED = re.compile(
    r"(?P<open>\()?(?P<sign>[+\-−–])?\s?(?P<bare>[^()]*?)\s?(?P<after>[\-−–])?(?P<close>\))?"
)
_ROUND = re.compile(r"(?<=\d)[.,][\-−–]{1,2}(?!\d)")
"""How round amounts are written: 10 000,- or 10'000.--"""
_SINGLE = re.compile(r"(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<group>[ '’.,])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:(?P<mark>[.,])[0-9]+)?")
_DIGITS = re.compile(r"\+?[0-9]+(?:[.,]0)?").fullmatch
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}").fullmatch


def without_fraction(cells: Sequence[Cell], literal: Collection[int]) -> Sequence[Cell]:
    """Return a column of identifiers without the ".0" that a program added to them as text.

    Only where every filled cell is digits alone: beside "06 12 34" a ".0" was typed. Literal cells
    neither count nor lose anything.
    """
    first = next((cell for cell in cells if cell not in (None, "")), None)
    if not _is_digits(first) or not any(type(cell) is str and cell[-2:] in _ZEROS for cell in cells):
        return cells
    counted = [cell for at, cell in enumerate(cells) if at not in literal]
    if not all(_is_digits(cell) or says_nothing(cell) for cell in counted):
        return cells
    return [
        cell.strip()[:-2]
        if isinstance(cell, str) and at not in literal and cell.strip()[-2:] in _ZEROS
        else cell
        for at, cell in enumerate(cells)
    ]


def _is_digits(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _DIGITS(cell.strip()) is not None
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def is_fraction(text: str) -> bool:
    """Tell whether a text is a long number with the ".0" of a program."""
    return len(text) > 8 and text[-2:] in _ZEROS and _DIGITS(text) is not None


def parse_numeral(text: str, mark: Mark, currency: str | None = None) -> Decimal | str:
    """Return the exact number that a cleaned text writes, or the code of the problem.

    `mark` is the decimal mark when the user stated it, `currency` the code of the only one an amount may be in (None:
    any). Groups of three stand behind spaces, apostrophes or the other mark; parentheses or one minus, on either side,
    make it negative.
    """
    if is_scientific(text):
        return "number-scientific"
    outer = _SIGNED.fullmatch(_ROUND.sub("", text))
    dressed = _DRESSED.fullmatch(outer["bare"]) if outer else None
    inner = _SIGNED.fullmatch(dressed["core"]) if dressed else None
    named = _currencies(dressed["before"], dressed["after"]) if dressed else None
    if (
        outer is None
        or inner is None
        or named is None
        or inner["open"]
        or inner["close"]
        or (not outer["open"]) != (not outer["close"])
    ):
        return "number-invalid"
    if currency is not None and named and currency not in named:
        return "number-currency"
    signs = [s for s in (outer["open"], outer["sign"], outer["after"], inner["sign"], inner["after"]) if s]
    number = _unsigned(inner["bare"], mark) if len(signs) <= 1 else "number-invalid"
    return number if isinstance(number, str) or signs in ([], ["+"]) else number.copy_negate()


def parted(text: str) -> tuple[str, str]:
    """Return (the number of a text, the text beside it); a text without a number is not split."""
    outer = _SIGNED.fullmatch(_ROUND.sub("", text))
    dressed = _DRESSED.fullmatch(outer["bare"]) if outer else None
    if outer is None or dressed is None:
        return text, ""
    kept = [outer["open"], outer["sign"], dressed["core"], outer["after"], outer["close"]]
    return "".join(part or "" for part in kept), f"{dressed['before']} {dressed['after']}".strip()


def _currencies(before: str, after: str) -> frozenset[str] | None:
    """Return the currency codes of the text beside a number, none for no text; None where it is not a currency."""
    first, second = named_currencies(before), named_currencies(after)
    if first is None or second is None:
        return None
    if first and second:
        return first & second or None
    return first or second


def _unsigned(text: str, mark: Mark) -> Decimal | str:
    single = _SINGLE.fullmatch(text)
    if single and text:
        return _single(single["whole"], single["mark"], part=single["part"] or "", mark=mark)
    grouped = _GROUPED.fullmatch(text)
    if grouped is None or grouped["group"] == grouped["mark"]:
        return "number-invalid"
    if mark and (grouped["group"] == mark or grouped["mark"] not in (None, mark)):
        return "number-mark"
    return Decimal(text.replace(grouped["group"], "").replace(",", "."))


def _single(whole: str, written: str | None, *, part: str, mark: Mark) -> Decimal | str:
    looks_grouped = len(part) == 3 and _ONE_GROUP(whole)
    if written and mark and written != mark:
        return Decimal(whole + part) if looks_grouped else "number-mark"
    if looks_grouped and not mark:
        return "number-ambiguous"
    return Decimal(f"{whole or 0}.{part or 0}")
