"""The looks of the report workbook: its colours, and the lines that the sheets of rows share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

from etl.sheets import Cell
from etl.sheets.writers.styled import Column, Look, Styled

NAVY = "#1f3864"
SOFT = "#4d5969"
RULE = "#dde3ea"

BAD = Look(bold=True, ink="#b3261e", fill="#fdeceb", box="#b3261e")
DONE = Look(bold=True, ink="#176b3f", fill="#e5f4eb", box="#176b3f")
DONE_TEXT = Look(ink="#176b3f", shown="done")

TITLE = Look(bold=True, size=13)
NOTE = Look(ink=SOFT)
LEGEND_BAD = replace(BAD, size=9, align="center")
LEGEND_DONE = replace(DONE, size=9, align="center")
BAND_OURS = Look(bold=True, size=9, ink="#ffffff", fill=NAVY)
BAND_THEIRS = Look(bold=True, size=9, ink="#ffffff", fill="#5b6776")
HEAD_OURS = Look(bold=True, fill="#e8effa", edge=NAVY)
HEAD_THEIRS = Look(bold=True, fill="#eef1f5", edge=NAVY)

OURS = Look(fill="#f6f8fc", edge=RULE)
NUMBER = replace(OURS, ink=SOFT, align="center")
TO_DO = replace(OURS, wrap=True)
PROPOSED = replace(OURS, bold=True, ink="#176b3f", wrap=True)
COLUMN = replace(OURS, bold=True, wrap=True)
TEXT = Look(edge=RULE, shown="text")
"""Cells of the user that are text, or empty: what is typed in them stays as it was typed."""

_VALUE = Look(edge=RULE, align="left")
_DATE = replace(_VALUE, shown="date")
_MOMENT = replace(_VALUE, shown="moment")
_TIME = replace(_VALUE, shown="time")
_MIDNIGHT = time()

LEAST, MOST = 8, 36
"""Widths of the user's columns, in characters."""

HEADER = 4
"""The line of the headers: an instruction, the counts and the bands are above."""


def theirs(cell: Cell, currency: str = "") -> Styled:
    """Return a cell of the user as it is written; numbers and dates stay what they are."""
    if cell is None or isinstance(cell, str):
        return cell, TEXT
    if isinstance(cell, datetime):
        return cell, _DATE if cell.time() == _MIDNIGHT else _MOMENT
    if isinstance(cell, date):
        return cell, _DATE
    if isinstance(cell, time):
        return cell, _TIME
    return cell, _money(currency) if currency else _VALUE


@cache
def _money(currency: str) -> Look:
    return replace(_VALUE, currency=currency)


def widths(headers: Sequence[str], sample: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the widths of the user's columns by their headers and some rows."""
    longest = [len(header) + 4 for header in headers]
    for cells in sample:
        for position, cell in enumerate(cells):
            if cell is not None and cell != "":
                length = 11 if isinstance(cell, date) else max(map(len, str(cell).split("\n"))) + 2
                longest[position] = max(longest[position], length)
    return [min(max(width, LEAST), MOST) for width in longest]


def text_columns(widths: Sequence[int]) -> list[Column]:
    """Return columns of the user: what is typed below the last row stays text too."""
    return [Column(width, TEXT) for width in widths]
