"""What the reader of workbooks leaves out: error cells, formulas never calculated, hidden rows, the epoch."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

UNCALCULATED = "#UNCALCULATED!"
"""The text of a formula that no program has calculated yet: its value is not in the file."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


_MOST_TOTALS = 20
"""Rows of totals of one table: Excel makes one."""


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A row that an Excel table declares to hold its totals; `table` is the whole table, that row too."""

    row: int
    table: Area


def totals_rows(table: Area, count: int) -> Iterator[TotalsRow]:
    """Yield the last rows of a table, which hold its totals.

    Raises:
        ValueError: far more than any table has.
    """
    if count > _MOST_TOTALS:
        raise ValueError("a table of totals")
    top, _left, bottom, _right = table
    for row in range(max(bottom - count + 1, top + 1), bottom + 1):
        yield TotalsRow(row, table)


class Currencies:
    """The currencies that number formats name, cell by cell; a column of one format takes the room of one cell."""

    def __init__(self) -> None:
        self._runs: dict[int, list[tuple[int, int, str]]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._runs)

    def add(self, column: int, first: int, last: int, currency: str) -> None:
        """Record the currency of a column's cells from a row to another; rows come in order."""
        runs = self._runs[column]
        if runs and runs[-1][2] == currency and runs[-1][1] == first - 1:
            runs[-1] = (runs[-1][0], last, currency)
        else:
            runs.append((first, last, currency))

    def columns(self) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
        """Yield (column, its (first row, last row, currency))."""
        yield from self._runs.items()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet contains beside its values; rows and columns are counted from 1.

    `errors` maps (row, column) to the text of an error cell, which is read as empty otherwise, and of any other that
    is not read as people see it. `hidden` are the
    hidden rows. `merged` are the merged ranges. `totals` are the rows that tables declare to be totals.
    """

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    epoch_1904: bool = False
    totals: tuple[TotalsRow, ...] = ()
    currencies: Currencies = field(default_factory=Currencies)
