"""The digits that a cell means: letters typed in place of digits, and the only number in a text."""

import re

_FEWEST = 3
"""Fewest digits beside which a letter may stand for one."""

_LOOKS = str.maketrans("OoIl", "0011")
_MIXED = re.compile(r"[+(]?[0-9OoIl][0-9OoIl\s().+/_-]*")
_NUMBER = re.compile(r"\D*?(?P<number>\+?[0-9](?:[0-9\s().+/_-]*[0-9])?)\D*", re.ASCII | re.DOTALL)
_GLUED = re.compile(r"[^\W\d_]")


def with_digits(text: str) -> str | None:
    """Return a text whose letters O and l stand for 0 and 1, None where it has none, other letters or few digits.

    >>> with_digits("75O01"), with_digits("O1 99 OO 10 42"), with_digits("SO 12")
    ('75001', '01 99 00 10 42', None)
    """
    if not _GLUED.search(text) or not _MIXED.fullmatch(text):
        return None
    return text.translate(_LOOKS) if sum(map(str.isdecimal, text)) >= _FEWEST else None


def only_number(text: str) -> str | None:
    """Return the only stretch of digits of a text with words, None where there are several, or a word touches it.

    >>> only_number("01 99 00 10 42 (secrétariat)"), only_number("B2B 12"), only_number("SIRET : 732 829 320 00074")
    ('01 99 00 10 42', None, '732 829 320 00074')
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    start, end = match.span("number")
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return None if _GLUED.search(around) else match["number"]
