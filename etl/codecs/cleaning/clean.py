"""Remove from a cell what was not typed on purpose: odd spaces, invisible marks, escapes, words for "empty".

Ordinary cells cost one regular expression; the others go through `clean_cell`, which is idempotent.
"""

import math
import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from unicodedata import is_normalized, normalize

from etl.codecs.base import Cell

_WORDS = (
    "N/C", "Nc.", "N.C.", "N.C", "N/A", "N.A.", "#N/A", "#N/D", "Néant", "Neant", "(vide)", "(blank)",
    "(null)", "<NA>", "-", "--", "---", "–", "—", ".", "...", "…", "/",
)  # fmt: skip

PLACEHOLDERS = frozenset(
    {form for word in _WORDS for form in (word, word.lower(), word.upper())} | {"NULL", "null", r"\N"}
)
"""Cells that mean "empty". "Null" is left out: it is a surname; so is bare "NC": it is New Caledonia."""

UNCALCULATED = "#UNCALCULATED!"
"""What the readers of `etl.sheets` give for a formula whose result is not in the file."""

_EXCEL_ERRORS = frozenset(
    (
        "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
        "#BLOCKED!", "#CONNECT!", "#FIELD!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#PROPAGATION!",
    )
)  # fmt: skip

# Letters of French and its neighbours and plain punctuation; no underscore (`_x000D_`), no odd space.
_FIRST, _LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ÿŒœ", "`-~À-ÿŒœ€’–—«»°²…"
ordinary = re.compile(rf"[{_FIRST}](?:[ -^{_LETTERS}]*[!-^{_LETTERS}])?").fullmatch
"""Match text that cleaning leaves as it is, placeholders aside."""

ordinary_prose = re.compile(rf"[{_FIRST}](?:[ -:<=?-^{_LETTERS}]*[!-:<=?-^{_LETTERS}])?").fullmatch
"""Match ordinary text that has neither an entity nor a tag of a web page: no semicolon, no closing bracket."""

_unusual = re.compile(rf"[^ -^{_LETTERS}\n]").search
_unusual_in_prose = re.compile(rf"[^ -:<=?-^{_LETTERS}\n]").search
_USUAL_BYTES = bytes(code for code in range(256) if not _unusual(chr(code)))
_USUAL_PROSE_BYTES = bytes(code for code in range(256) if not _unusual_in_prose(chr(code)))
_unusual_first = re.compile(rf"\n[^{_FIRST}]").search


def all_ordinary(texts: Sequence[str], *, prose: bool) -> bool:
    """Tell whether many texts are all `ordinary`, or `ordinary_prose`."""
    lines = "\n".join(["", *texts, ""])
    return (
        lines.count("\n") == len(texts) + 1
        and _are_usual(lines, prose=prose)
        and _unusual_first(lines) is None
        and " \n" not in lines
    )


def _are_usual(lines: str, *, prose: bool) -> bool:
    """Tell whether every character of lines may stand in ordinary text; deleting bytes is faster than a search."""
    try:
        return not lines.encode("latin-1").translate(None, _USUAL_PROSE_BYTES if prose else _USUAL_BYTES)
    except UnicodeEncodeError:
        return (_unusual_in_prose if prose else _unusual)(lines) is None


_ODD_SPACES = (
    "\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LINE_BREAKS = "\u000b\u000c\u0085\u2028\u2029"
_CHARACTERS = str.maketrans(
    dict.fromkeys(_ODD_SPACES, " ") | dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_LINE_BREAKS, "\n")
)
# The joiners build emoji and Indic letters: they are noise only at the ends.
_ENDS = " \t\r\n\u001c\u001d\u001e\u001f\u200c\u200d"
_BREAK = re.compile(r"(?:_x000[Dd]_|\r)(?:_x000[Aa]_|\n)?|_x000[Aa]_")
_ESCAPE = re.compile(r"'+(?=[0-9+=@\t\r-])")
_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a CSV marks digits as text: ="0612"."""
_DAY_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001 - a spreadsheet has no time zones
"""The day before the first one of a workbook's calendar."""

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d*)?\s?[eE]\s?\+?\d{1,3}")


def clean(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells cleaned: empty and placeholder cells are None, Excel's error cells stay."""
    return [
        cell if type(cell) is str and ordinary(cell) and cell not in PLACEHOLDERS else clean_cell(cell)
        for cell in cells
    ]


def clean_cell(cell: Cell, *, words: bool = True) -> Cell:
    """Return one cell cleaned; numbers and dates stay, a NaN is empty, and so are `words` for "empty"."""
    if isinstance(cell, str):
        text = _clean_text(cell)
        return None if not text or (words and text in PLACEHOLDERS) else text
    if isinstance(cell, float) and math.isnan(cell):
        return None
    if isinstance(cell, Decimal) and cell.is_nan():
        return None
    if isinstance(cell, datetime) and _is_length(cell):
        return _clock(cell.replace(tzinfo=None) - _DAY_ZERO)
    return _clock(cell) if isinstance(cell, timedelta) else cell


def _is_length(cell: datetime) -> bool:
    """Tell whether a moment is a length of time beyond a day that a workbook shows as a clock would."""
    return cell.year == 1900 and cell.month < 3 and cell.time() != time()


def _clock(length: timedelta) -> Cell:
    """Return a length of time, as readers of workbooks give some times: a time of day, or "30:00:00" beyond one."""
    if timedelta() <= length < timedelta(days=1):
        return (_DAY_ZERO + length).time()
    return length_text(length)


def length_text(length: timedelta) -> str:
    """Return a length of time as people read it: 30:00:00."""
    seconds = round(length.total_seconds())
    sign, seconds = "-" * (seconds < 0), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _clean_text(text: str) -> str:
    text = text.translate(_CHARACTERS)
    text = _BREAK.sub("\n", text)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = text.strip(_ENDS)
    match = _AS_TEXT.fullmatch(text)
    if match:
        text = match[1].strip(_ENDS)
    escape = _ESCAPE.match(text)
    return text[escape.end() :].strip(_ENDS) if escape else text


def error_code(cell: Cell) -> str | None:
    """Return the code of the problem of a cell with an error instead of a value, None for any other."""
    if cell == UNCALCULATED:
        return "formula-uncalculated"
    return "excel-error" if is_excel_error(cell) else None


def is_excel_error(cell: Cell) -> bool:
    """Tell whether the cell is an error of a spreadsheet (`#REF!`) or of a column too narrow (`####`)."""
    return isinstance(cell, str) and cell[:1] == "#" and (cell in _EXCEL_ERRORS or set(cell) == {"#"})


def is_scientific(text: str) -> bool:
    """Say whether the text is a number in scientific notation, as Excel saves long ones (`3,41174E+13`)."""
    return _SCIENTIFIC.fullmatch(text) is not None
