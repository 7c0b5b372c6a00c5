"""The input of a writer: sheets of typed columns whose rows come one by one, so that memory stays flat."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Literal

Kind = Literal["text", "number", "decimal", "integer", "date", "moment", "boolean", "list", "integers"]
"""What the cells of a column are; a number may lose digits beyond the fifteenth, a decimal keeps them."""

OutputCell = None | bool | int | float | Decimal | str | date | datetime | list[str] | list[int]
"""A cell to write; None and "" are empty. Moments without a zone are wall clocks."""

FORMULA_STARTS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the start of a formula."""

LAST_ROW = 1_048_576
"""Rows of a sheet of a workbook, its header included."""

SAMPLE = 200
"""Rows sampled for column widths."""

_WIDTHS = (9, 60)


_PARTING = frozenset(',;|\n"')
"""Characters at which an import would split an item of a list."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its header, what its cells are, and whether they stay text in a workbook (codes, phones)."""

    header: str
    kind: Kind = "text"
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet to write; its rows can be taken once. `mark` says what they are, in a workbook of one sheet.

    `sampled` allows to take some rows before those of the sheets in front of it, to judge widths by.
    """

    name: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[OutputCell]]
    mark: str = ""
    sampled: bool = True


def mark_of(sheets: Sequence[SheetRows]) -> str:
    """Return the mark of a workbook, "" where it has none."""
    return sheets[0].mark if len(sheets) == 1 else ""


def in_sheets(
    sheet: SheetRows, last_row: int
) -> Iterator[tuple[str, list[Sequence[OutputCell]], Iterator[Sequence[OutputCell]]]]:
    """Yield (name, first rows, all rows) of the sheets that a workbook needs for a sheet of any length.

    The first rows are there to judge widths by; the rows of one sheet must be taken before the next is asked.
    """
    rows = iter(sheet.rows)
    for number in range(1, 1_000):
        first = list(islice(rows, min(SAMPLE, last_row - 1)))
        if number > 1 and not first:
            return
        name = sheet_name(sheet.name if number == 1 else f"{sheet.name} {number}")
        yield name, first, chain(first, islice(rows, last_row - 1 - len(first)))


def widths(fields: Sequence[Field], sample: Sequence[Sequence[OutputCell]]) -> list[int]:
    """Return the width of each column in characters, by its header and some rows."""
    lengths = [len(field.header) + 4 for field in fields]
    for row in sample:
        for position, cell in enumerate(row):
            if cell is not None and cell != "":
                lengths[position] = max(lengths[position], _length(cell))
    return [min(max(width, _WIDTHS[0]), _WIDTHS[1]) for width in lengths]


def _length(cell: OutputCell) -> int:
    if isinstance(cell, datetime):
        return 17
    return max(map(len, str(cell).split("\n"))) + 2


def joined(items: Sequence[str] | Sequence[int]) -> str:
    """Return a list as one cell; an item that holds a separator or a quote is quoted, as an import reads it."""
    return ", ".join(_quoted(str(item)) for item in items)


def _quoted(item: str) -> str:
    doubled = item.replace('"', '""')
    return f'"{doubled}"' if item != item.strip() or not _PARTING.isdisjoint(item) else item


def sheet_name(name: str) -> str:
    """Return a name that spreadsheets accept: 31 characters, no brackets, colons, stars or slashes."""
    return "".join("-" if mark in "[]:*?/\\" else mark for mark in name)[:31]
