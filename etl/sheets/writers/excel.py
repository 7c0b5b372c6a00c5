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
from etl.sheets.writers.styled.lines import MOST, LineSheet, Placed, attribute
from etl.sheets.writers.workbook import MAX_TEXT, STREAMED, STYLES

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
                page = book.add_worksheet(name, worksheet_class=LineSheet)
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
        """Write the rows and return the last line."""
        attributes = _Attributes(fields, styles)
        plain = [styles.text if field.as_text else None for field in fields]
        quoted = [styles.quoted_text if field.as_text else styles.quoted for field in fields]
        line = 0
        for line, row in enumerate(rows, start=1):
            placed = attributes.placed(row)
            if placed is not None and page.line(line, placed):
                continue
            for position, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if cell.__class__ is str and len(cell) < MAX_TEXT:
                    style = quoted if cell[0] in _STARTS else plain
                    page.write_string(line, position, cell, style[position])
                else:
                    self._cell(page, (line, position), cell, styles)
        return line

    def _cell(self, page: Any, at: tuple[int, int], cell: OutputCell, styles: "_Styles") -> None:
        if isinstance(cell, bool):
            page.write_boolean(*at, cell)
        elif isinstance(cell, int) and -MOST < cell < MOST:
            page.write_number(*at, cell)
        elif isinstance(cell, float | Decimal):
            page.write_number(*at, float(cell))
        elif isinstance(cell, datetime):
            bare = cell.replace(tzinfo=None)
            page.write_datetime(*at, bare, styles.of(bare))
        elif isinstance(cell, date):
            page.write_datetime(*at, cell, styles.date)
        else:
            text = joined(cell) if isinstance(cell, list) else str(cell)
            self.cut += len(text) > MAX_TEXT
            page.write_string(
                *at, text[:MAX_TEXT], styles.quoted if text.startswith(FORMULA_STARTS) else None
            )


class _Attributes:
    """The styles of the cells of a sheet as attributes of XML; a style is numbered where it is first used."""

    def __init__(self, fields: Sequence[Field], styles: "_Styles") -> None:
        self._styles = styles
        self._fields = fields
        self._plain: list[str | None] = [None if field.as_text else "" for field in fields]
        self._quoted: list[str | None] = [None for _ in fields]

    def placed(self, row: Sequence[OutputCell]) -> list[Placed] | None:
        """Return the filled cells of a row with their styles, None where a cell is of a rare kind."""
        placed: list[Placed] = []
        for position, cell in enumerate(row):  # the loop sees millions of cells
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                style = self._quoted[position] if cell[0] in _STARTS else self._plain[position]
                placed.append((position, cell, style if style is not None else self._new(position, cell)))
            elif isinstance(cell, datetime):
                day = cell.replace(tzinfo=None)
                placed.append((position, day, attribute(self._styles.of(day))))
            elif isinstance(cell, date):
                placed.append((position, cell, attribute(self._styles.date)))
            elif isinstance(cell, list):
                return None
            else:
                style = self._plain[position]
                number = float(cell) if isinstance(cell, Decimal) else cell
                placed.append((position, number, style if style is not None else self._new(position, "")))
        return placed

    def _new(self, position: int, cell: str) -> str:
        """Return the style of a text in a column, and remember it."""
        styles, as_text = self._styles, self._fields[position].as_text
        if cell[:1] in _STARTS:
            known = self._quoted[position] = attribute(styles.quoted_text if as_text else styles.quoted)
        else:
            known = self._plain[position] = attribute(styles.text)
        return known


class _Styles:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format(STYLES["head"])
        self.text = book.add_format(STYLES["text"])
        self.quoted = book.add_format(STYLES["quoted"])
        self.quoted_text = book.add_format({**STYLES["text"], **STYLES["quoted"]})
        self.date = book.add_format(STYLES["date"])
        self.moment = book.add_format(STYLES["moment"])

    def of(self, moment: datetime) -> Any:
        """Return the format of a moment without a zone; at midnight it is a day."""
        return self.moment if moment.time() != _MIDNIGHT else self.date
