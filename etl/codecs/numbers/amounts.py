"""Whether a cell is an amount or a count, as in the last line of a table, not a number that identifies something."""

import re
from decimal import Decimal

from etl.codecs import Cell
from etl.codecs.cleaning.clean import UNCALCULATED
from etl.codecs.french.siren import siren_key_holds
from etl.codecs.numbers.numeral import parse_numeral

_COUNT = re.compile(r"(?P<number>\d[\d .,\u00a0\u202f]*?)\s?(?:%|[^\W\d]{2,20})")
_FORMULA = re.compile(r"=\s?[^\W\d][\w.]*\(")
"""A formula as text, in a spreadsheet that was never calculated: =SOMME(C2:C9)."""
_NAMING = 9
"""Digits from which a bare number identifies something: SIREN, phone, SIRET, account."""


def is_amount(cell: Cell, *, known: bool) -> bool:
    """Tell whether a cleaned cell may be an amount or a count.

    With `known`, a number of any length is an amount.
    """
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float | Decimal):
        return known or not _names_something(f"{cell:.0f}")
    if not isinstance(cell, str) or (not known and _names_something(cell)):
        return False
    if cell == UNCALCULATED or _FORMULA.match(cell):
        return True
    counted = _COUNT.fullmatch(cell)
    return not isinstance(parse_numeral(counted["number"] if counted else cell, ","), str)


def _names_something(text: str) -> bool:
    """Tell whether a number reads as a phone, a SIREN, a SIRET, a code with its zeros."""
    digits = "".join(text.split())
    if digits[:1] == "+" or (digits[:1] == "0" and digits[1:2].isdigit()):
        return True
    if not digits.isdigit() or len(digits) < _NAMING:
        return False
    return digits == text or siren_key_holds(digits[:_NAMING])
