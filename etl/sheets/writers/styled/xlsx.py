"""The looks of a workbook as an xlsx, streamed by xlsxwriter."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter

from etl.sheets.readers.table import Cell
from etl.sheets.writers.atomic_write import atomic_write
from etl.sheets.writers.styled.lines import MOST, LineSheet, Placed, attribute
from etl.sheets.writers.styled.model import A_SECOND, FONT, PLAIN, Look, PageLook, Styled
from etl.sheets.writers.workbook import MAX_TEXT, STARTS, STREAMED, ended

_FORMATS = {
    "text": "@",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
    "time": "hh:mm",
    "done": '"✓ "@',
}


class XlsxBook:
    """A workbook being written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()
        self._book: Any = None
        self._formats: dict[tuple[Look, bool], Any] = {}
        self._pages: list[XlsxPage] = []

    def __enter__(self) -> Self:
        self._book = xlsxwriter.Workbook(str(self._stack.enter_context(atomic_write(self._path))), STREAMED)
        self._book.formats[0].set_font_name(FONT)
        self._book.formats[0].set_font_size(PLAIN.size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ended(self._stack, self._path, kind, error, trace):
            for page in self._pages:
                page.finish()
            self._book.close()

    def page(self, look: PageLook) -> "XlsxPage":
        """Begin a sheet."""
        page = XlsxPage(self, self._book.add_worksheet(look.name, worksheet_class=LineSheet), look)
        self._pages.append(page)
        return page

    def remember(self, properties: Mapping[str, str]) -> None:
        """Keep properties in the file, with the moment at which it was made."""
        made = datetime.now(tz=UTC).replace(tzinfo=None, microsecond=0) - A_SECOND
        self._book.set_properties({"created": made})
        for name, value in properties.items():
            self._book.set_custom_property(name, value, "text")

    def style(self, look: Look, *, quoted: bool = False) -> Any:
        """Return the format of a look, created once; a quoted text stays text when it is edited."""
        key = (look, quoted)
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": look.size, "valign": "vcenter"}
            self._formats[key] = self._book.add_format(
                {**base, **_properties(look), **({"quote_prefix": True} if quoted else {})}
            )
        return self._formats[key]

    def rule_style(self, look: Look) -> Any:
        """Return the format of a rule: what it changes, and nothing else."""
        return self._book.add_format(_properties(look))


def _properties(look: Look) -> dict[str, object]:
    number = _FORMATS.get(look.shown, "")
    if look.currency:
        number = f'#,##0.00\\ "{look.currency}"' if '"' not in look.currency else ""
    values: dict[str, object] = {
        "bold": look.bold,
        "font_color": look.ink,
        "bg_color": look.fill,
        "text_wrap": look.wrap,
        "align": look.align,
        "num_format": number,
    }
    if look.edge:
        values |= {"bottom": 1, "bottom_color": look.edge}
    if look.box:
        values |= {"border": 1, "border_color": look.box}
    return {name: value for name, value in values.items() if value}


class XlsxPage:
    """A sheet being written."""

    def __init__(self, book: XlsxBook, sheet: Any, look: PageLook) -> None:
        self._book = book
        self._sheet = sheet
        self._look = look
        self._line = 0
        self._styles: dict[int, tuple[Look, str, str]] = {}
        for position, column in enumerate(look.columns):
            style = None if column.look == PLAIN else book.style(column.look)
            sheet.set_column(position, position, column.width, style, {"hidden": column.hidden})
        if look.frozen != (0, 0):
            sheet.freeze_panes(*look.frozen)
            sheet.repeat_rows(0, look.frozen[0] - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_selection(*look.start, *look.start)
        if look.first:
            sheet.activate()

    def row(self, cells: Sequence[Styled], *, height: float | None = None) -> None:
        """Write a line."""
        line = self._line
        if height is not None:
            self._sheet.set_row(line, height)
        if height is not None or not self._sheet.line(line, self._placed(cells)):
            for position, (cell, look) in enumerate(cells):
                self._value(position, cell, look)
        self._line += 1

    def _placed(self, cells: Sequence[Styled]) -> list[Placed]:
        """Return the cells that are written, with their styles."""
        placed: list[Placed] = []
        for position, (cell, look) in enumerate(cells):
            known = self._styles.get(id(look))
            if known is None or known[0] is not look:
                plain, quoted = (attribute(self._book.style(look, quoted=quoted)) for quoted in (False, True))
                known = self._styles[id(look)] = (look, plain, quoted)
            if cell is None or cell == "":
                if look.fill or look.edge or look.box:
                    placed.append((position, None, known[1]))
            else:
                starts = isinstance(cell, str) and cell.startswith(STARTS)
                placed.append((position, cell, known[2] if starts else known[1]))
        return placed

    def _value(self, position: int, cell: Cell, look: Look) -> None:
        sheet, style = self._sheet, self._book.style(look)
        if cell is None or cell == "":
            if look.fill or look.edge or look.box:
                sheet.write_blank(self._line, position, None, style)
        elif isinstance(cell, str):
            text = cell[:MAX_TEXT]
            quoted = text.startswith(STARTS)
            sheet.write_string(self._line, position, text, self._book.style(look, quoted=quoted))
        elif isinstance(cell, bool):
            sheet.write_boolean(self._line, position, cell, style)
        elif isinstance(cell, int | float) and abs(cell) < MOST:
            sheet.write_number(self._line, position, cell, style)
        elif isinstance(cell, datetime):
            sheet.write_datetime(self._line, position, cell.replace(tzinfo=None), style)
        elif isinstance(cell, date | time):
            sheet.write_datetime(self._line, position, cell, style)
        else:
            sheet.write_string(self._line, position, str(cell)[:MAX_TEXT], style)

    def finish(self) -> None:
        """Put the filter and the rules on the lines that were written."""
        look, last = self._look, max(self._line - 1, self._look.header)
        if look.filtered:
            self._sheet.autofilter(look.header - 1, 0, last, look.filtered - 1)
        for rule in look.rules:
            self._sheet.conditional_format(
                look.header,
                rule.first,
                last,
                rule.last,
                {
                    "type": "formula",
                    "criteria": f"={rule.formula}",
                    "format": self._book.rule_style(rule.look),
                    "stop_if_true": True,
                },
            )
