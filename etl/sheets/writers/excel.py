"""Workbooks, streamed by xlsxwriter: text stays text, dates are dates, nothing becomes a formula or a link."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from etl.sheets.marks.entity_mark import MARK
from etl.sheets.writers.shape import (
    FORMULA_STARTS,
    LAST_ROW,
    Field,
    OutputCell,
    SheetRows,
    in_sheets,
    joined,
    mark_of,
    widths,
)
from etl.sheets.writers.workbook import MAX_TEXT, STREAMED, STYLES

_MOST = 10**15
"""Larger whole numbers lose digits."""

_STARTS = frozenset(FORMULA_STARTS)
_MIDNIGHT = time()


class ExcelWriter:
    """Writes xlsx; a sheet beyond `last_row` goes on in another one. `cut` counts the texts that were shortened."""

    def __init__(self, *, last_row: int = LAST_ROW) -> None:
        self._last_row = last_row
        self.cut = 0

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write a workbook."""
        book = xlsxwriter.Workbook(stream, STREAMED)
        if mark := mark_of(sheets):
            book.set_custom_property(MARK, mark)
        styles = _Styles(book)
        for sheet in sheets:
            for name, sample, rows in in_sheets(sheet, self._last_row):
                page = book.add_worksheet(name)
                self._head(page, sheet.fields, sample, styles)
                last = self._rows(page, sheet.fields, rows, styles)
                if sheet.fields:
                    page.autofilter(0, 0, last, len(sheet.fields) - 1)
        book.close()

    @staticmethod
    def _head(
        page: Any, fields: Sequence[Field], sample: Sequence[Sequence[OutputCell]], styles: "_Styles"
    ) -> None:
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        for position, width in enumerate(widths(fields, sample)):
            page.set_column(position, position, width, styles.text if fields[position].as_text else None)
            page.write_string(0, position, fields[position].header, styles.head)

    def _rows(
        self, page: Any, fields: Sequence[Field], rows: Iterator[Sequence[OutputCell]], styles: "_Styles"
    ) -> int:
        """Write the rows and return the last line; the inner loop sees millions of cells."""
        string, number = page.write_string, page.write_number
        plain = [styles.text if field.as_text else None for field in fields]
        quoted = [styles.quoted_text if field.as_text else styles.quoted for field in fields]
        line = 0
        for line, row in enumerate(rows, start=1):
            for position, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if cell.__class__ is str and len(cell) < MAX_TEXT:
                    style = quoted if cell[0] in _STARTS else plain
                    string(line, position, cell, style[position])
                elif cell.__class__ is int and -_MOST < cell < _MOST:
                    number(line, position, cell)
                elif cell.__class__ is float or cell.__class__ is Decimal:
                    number(line, position, float(cell))
                else:
                    self._cell(page, (line, position), cell, styles)
        return line

    def _cell(self, page: Any, at: tuple[int, int], cell: OutputCell, styles: "_Styles") -> None:
        if isinstance(cell, bool):
            page.write_boolean(*at, cell)
        elif isinstance(cell, datetime):
            bare = cell.replace(tzinfo=None)
            page.write_datetime(*at, bare, styles.moment if bare.time() != _MIDNIGHT else styles.date)
        elif isinstance(cell, date):
            page.write_datetime(*at, cell, styles.date)
        else:
            text = joined(cell) if isinstance(cell, list) else str(cell)
            self.cut += len(text) > MAX_TEXT
            page.write_string(
                *at, text[:MAX_TEXT], styles.quoted if text.startswith(FORMULA_STARTS) else None
            )


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format(STYLES["head"])
        self.text = book.add_format(STYLES["text"])
        self.quoted = book.add_format(STYLES["quoted"])
        self.quoted_text = book.add_format({**STYLES["text"], **STYLES["quoted"]})
        self.date = book.add_format(STYLES["date"])
        self.moment = book.add_format(STYLES["moment"])
