"""Workbooks by rustpy-xlsxwriter, several times as fast as xlsxwriter; an extra (`fast`), since it is a young project.

It pulls rows instead of receiving them, and a sheet too long for a workbook cannot continue in another.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO

from rustpy_xlsxwriter import FastExcel
from rustpy_xlsxwriter import Format as Style

from etl.core.errors import DataError
from etl.sheets.writers.shape import LAST_ROW, SAMPLE, OutputCell, SheetRows, joined, sheet_name, widths
from etl.sheets.writers.workbook import MAX_TEXT, STYLES


class FastExcelWriter:
    """Writes xlsx; `cut` counts the texts that were shortened."""

    def __init__(self, *, last_row: int = LAST_ROW) -> None:
        self._last_row = last_row
        self.cut = 0

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write a workbook.

        Raises:
            DataError: a sheet has more rows than a workbook can contain.
        """
        book = FastExcel(stream).freeze(row=1)
        for sheet in sheets:
            rows = iter(sheet.rows)
            sample = list(islice(rows, SAMPLE)) if sheet.sampled else []
            headers = [field.header for field in sheet.fields]
            book.sheet(
                sheet_name(sheet.name),
                self._records(sheet.name, headers, chain(sample, rows)),
                autofilter=True,
                column_widths=[float(width) for width in widths(sheet.fields, sample)],
                column_formats={
                    field.header: _style(field.kind, as_text=field.as_text) for field in sheet.fields
                },
                header_format=_head(),
            )
        book.save()

    def _records(
        self, name: str, headers: Sequence[str], rows: Iterator[Sequence[OutputCell]]
    ) -> Iterator[dict[str, Any]]:
        last = self._last_row - 1
        empty = True
        for line, row in enumerate(rows):
            if line == last:
                raise DataError("sheet-full", sheet=name, rows=last)
            empty = False
            yield dict(zip(headers, map(self._cell, row), strict=True))
        if empty:
            yield dict.fromkeys(headers)

    def _cell(self, cell: OutputCell) -> OutputCell:
        if cell.__class__ is not str:
            return _plain(cell)
        if len(cell) > MAX_TEXT:
            self.cut += 1
            return cell[:MAX_TEXT]
        return cell or None


def _plain(cell: OutputCell) -> OutputCell:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return joined(cell) if isinstance(cell, list) else cell


def _style(kind: str, *, as_text: bool) -> Style:
    style = Style()
    if kind in ("date", "moment"):
        return style.set_num_format(str(STYLES[kind]["num_format"]))
    if as_text:
        style = style.set_num_format(str(STYLES["text"]["num_format"]))
    return style.set_quote_prefix() if kind == "text" else style


def _head() -> Style:
    head, style = STYLES["head"], Style().set_bold().set_text_wrap()
    return style.set_background_color(str(head["bg_color"])).set_font_color(str(head["font_color"]))
