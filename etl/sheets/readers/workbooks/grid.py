"""The cells of a sheet of a workbook: those of the reader, with what it leaves out put back.

The reader begins with the first row and the first filled column; rows and columns are counted from 1.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

import python_calamine as calamine

from etl.sheets.marks.model import Area, Marks
from etl.sheets.readers.table import Block, Cell, is_blank

_MOST_MERGED = 100_000
"""Cells below merged ones that are remembered."""

_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet has no time zones
_FIRST_DATES = timedelta(days=60)
"""A clock time of these first days of a calendar is a length of time, shown as a clock would."""


class Grid:
    """A sheet and its marks; `first` is how many columns are cut before its cells."""

    def __init__(self, sheet: calamine.CalamineSheet, marks: Marks) -> None:
        self.marks = marks
        self.first = sheet.start[1] if sheet.start is not None else 0
        self._sheet = sheet
        self._texts: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for (row, column), message in marks.errors.items():
            self._texts[row].append((column - 1 - self.first, message))

    @property
    def height(self) -> int:
        """The last row that is filled, 0 where none is."""
        return int(self._sheet.end[0]) + 1 if self._sheet.end is not None else 0

    def numbered(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield (row number, cells) of the rows that are not empty."""
        if self._sheet.start is None:
            return
        for number, row in enumerate(self._lines(), start=1):
            cells = self._whole(number, row) if number in self._texts else row
            if cells[0] or not is_blank(cells):
                yield number, cells

    def blocks(self, line: int, size: int) -> Iterator[Block]:
        """Yield the rows below a line in blocks of a size."""
        below = islice(self._lines(), line, None)
        number = line + 1
        while part := list(islice(below, size)):
            for row in self._texts.keys() & range(number, number + len(part)):
                part[row - number] = self._whole(row, part[row - number])
            if self.marks.epoch_1904:
                part = [[_length(cell) for cell in cells] for cells in part]
            yield range(number, number + len(part)), part
            number += len(part)
        yield from self._below(number)

    def _below(self, number: int) -> Iterator[Block]:
        """Yield the last rows, in which the reader sees no cell: for it the sheet ends above them."""
        rows = sorted(row for row in self._texts if row >= number)
        if rows:
            width = 1 + max(place for row in rows for place, _ in self._texts[row])
            yield rows, [self._whole(row, [""] * max(width, 1)) for row in rows]

    def _lines(self) -> Iterator[Sequence[Cell]]:
        """Yield the rows of the reader, whose own types are less precise."""
        rows: Iterator[Any] = self._sheet.iter_rows()
        return rows

    def _whole(self, number: int, row: Sequence[Cell]) -> Sequence[Cell]:
        cells = list(row)
        for place, message in self._texts[number]:
            if 0 <= place < len(cells):
                cells[place] = message
        return cells

    @cached_property
    def _ranges(self) -> tuple[Area, ...]:
        """The merged ranges."""
        ranges = self._sheet.merged_cell_ranges or ()
        return (
            *self.marks.merged,
            *[(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges],
        )

    def with_merged(
        self, top: Sequence[tuple[int, Sequence[Cell]]], line: int, cells: Sequence[Cell]
    ) -> Sequence[Cell]:
        """Return the header's cells, those that are merged with one above filled with its text."""
        whole = list(cells)
        above = dict(top)
        for row, column, last, _right in self._ranges:
            at = column - 1 - self.first
            if row < line <= last and 0 <= at < len(whole) and whole[at] in (None, ""):
                whole[at] = above.get(row, whole)[at]
        return whole

    def covered(self, line: int, width: int) -> dict[tuple[int, int], int]:
        """Return (row, header position) -> row of the value, for the cells below the first one of a merged range."""
        covered: dict[tuple[int, int], int] = {}
        room = _MOST_MERGED
        for row, column, last, _right in self._ranges:
            place = column - 1 - self.first
            if row > line and 0 <= place < width and last - row < room:
                room -= last - row  # whether or not the cells were met before: ranges may lie on one another
                covered.update({(below, place): row for below in range(row + 1, last + 1)})
        return covered

    def titles(self, line: int, width: int) -> frozenset[int]:
        """Return the rows below the header in which cells are merged over more than half of its columns."""
        least = max(width // 2 + 1, 3)
        return frozenset(
            row for row, left, last, right in self._ranges if line < row == last and right - left + 1 >= least
        )

    def hidden_rows(self, line: int) -> tuple[int, ...]:
        """Return the hidden rows below the header that are not empty."""
        hidden = self.marks.hidden
        below = sorted(row for row in hidden if row > line)
        if not below:
            return ()
        lines = islice(enumerate(self._lines(), start=1), below[0] - 1, below[-1])
        return tuple(number for number, cells in lines if number in hidden and not is_blank(cells))

    def totals(self, line: int) -> frozenset[int]:
        """Return the rows that the header's table declares as totals, and that are empty outside it."""
        rows: set[int] = set()
        for total in self.marks.totals:
            top, left, bottom, right = total.table
            if not top <= line + 1 <= bottom or total.row <= line:
                continue
            cells = next(islice(self._lines(), total.row - 1, None), ())
            within = range(left - 1 - self.first, right - self.first)
            if not is_blank([cell for place, cell in enumerate(cells) if place in within]) and is_blank(
                [cell for place, cell in enumerate(cells) if place not in within]
            ):
                rows.add(total.row)
        return frozenset(rows)

    def currencies(self) -> Mapping[int, Sequence[tuple[int, int, str]]]:
        """Return the currencies of the columns by the position of their cells."""
        return {
            column - 1 - self.first: runs
            for column, runs in self.marks.currencies.columns()
            if column > self.first
        }


def _length(cell: Cell) -> Any:
    """Return a moment of the first days of 1904 as the length of time that it is, any other cell as it is."""
    if type(cell) is datetime and cell - _EPOCH_1904 < _FIRST_DATES and cell.time() != time():
        return cell - _EPOCH_1904
    return cell
