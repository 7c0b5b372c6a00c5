"""A sheet of xlsxwriter that takes whole lines of cells, as it would write them itself, at a fifth of the cost."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from etl.sheets.readers.table import Cell

SHORT = 16_000
"""Characters up to which a text surely fits a cell, whatever they are."""

MOST = 10**15
"""Larger whole numbers lose digits."""

_COLUMNS = [xl_col_to_name(position) for position in range(256)]
_CARE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|\A\s|\s\Z")
"""What XML or Excel would read otherwise than it stands there."""

Placed = tuple[int, Cell, str]
"""A cell at a position from 0; its style is an attribute of XML (` s="3"`)."""


def attribute(style: Any) -> str:
    """Return a format of xlsxwriter as an attribute of XML."""
    return f' s="{style._get_xf_index()}"'  # noqa: SLF001 - xlsxwriter tells it nowhere else


class LineSheet(Worksheet):  # type: ignore[misc] # xlsxwriter has no types
    """A sheet of a workbook that keeps no rows in memory."""

    def line(self, row: int, cells: Sequence[Placed]) -> bool:
        """Write a line below all others; return False, with nothing written, where a cell needs more than this can.

        Cells that are None are empty ones with a style. Texts longer than `SHORT`, whole numbers from `MOST` and
        columns beyond the 256th need more.
        """
        written: list[str] = []
        care = _CARE.search  # the loop sees millions of cells
        for at, cell, style in cells:
            if at >= len(_COLUMNS):
                return False
            start = f'<c r="{_COLUMNS[at]}{row + 1}"{style}'
            if cell.__class__ is str and len(cell) < SHORT and care(cell) is None:
                written.append(f'{start} t="inlineStr"><is><t>{cell}</t></is></c>')
                continue
            shown = self._cell(start, cell)
            if shown is None:
                return False
            written.append(shown)
        if written:
            self._open(row)
            self._check_dimensions(row, cells[0][0])
            self._check_dimensions(row, cells[-1][0])
            self.fh.write(f'<row r="{row + 1}">{"".join(written)}</row>')
            self.previous_row = row + 1
        return True

    def _open(self, row: int) -> None:
        """Write what was written cell by cell above a line."""
        if row > self.previous_row:
            self._write_single_row(row)

    def _cell(self, start: str, cell: Cell) -> str | None:
        if isinstance(cell, str):
            if len(cell) > SHORT:
                return None
            shown = self._escape_data(self._escape_control_characters(cell))
            spaces = ' xml:space="preserve"' if shown[:1].isspace() or shown[-1:].isspace() else ""
            return f'{start} t="inlineStr"><is><t{spaces}>{shown}</t></is></c>'
        if cell is None:
            return f"{start}/>"
        if isinstance(cell, bool):
            return f'{start} t="b"><v>{cell:d}</v></c>'
        if isinstance(cell, datetime):
            cell = cell.replace(tzinfo=None)
        number = cell if isinstance(cell, int | float) else self._convert_date_time(cell)
        return f"{start}><v>{number:.16G}</v></c>" if abs(number) < MOST else None
