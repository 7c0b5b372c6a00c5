"""Writing workbooks, streamed: text stays text, nothing a cell holds can become a formula or a link."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from etl.core.errors import DataError
from etl.sheets.marks.entity_mark import MARK
from etl.sheets.readers.table import Cell
from etl.sheets.writers.atomic_write import atomic_write

COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "ok": "#E2EFDA"}
MAX_TEXT = 32_767
"""Characters a cell of a workbook holds."""

STREAMED = {
    "constant_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
}
"""Options of xlsxwriter: rows leave the memory, text stays text."""

HEAD = "#1F3864"
"""The colour behind a header of ours."""

STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula, or skips before one."""

_WIDTH = (10, 45)


@contextmanager
def ended(
    stack: ExitStack,
    path: Path,
    kind: type[BaseException] | None,
    error: BaseException | None,
    trace: TracebackType | None,
) -> Iterator[None]:
    """Leave the block of a file that xlsxwriter wrote, after what the block here does to complete it.

    Raises:
        DataError: the file cannot be completed.
    """
    try:
        yield
    except (OSError, XlsxWriterException) as wrong:
        failed = DataError("file-unwritable", path=path, said=str(wrong))
        stack.__exit__(DataError, failed, None)
        raise failed from wrong
    stack.__exit__(kind, error, trace)


class SheetBook:
    """A workbook being written; it replaces its target when complete, and not at all on failure.

    `mark` names the entity of its rows.
    """

    def __init__(self, path: Path, *, mark: str = "") -> None:
        self._path = path
        self._mark = mark
        self._stack = ExitStack()
        self._book: Any = None
        self._formats: dict[tuple[str, ...], Any] = {}

    def __enter__(self) -> Self:
        self._book = xlsxwriter.Workbook(
            str(self._stack.enter_context(atomic_write(self._path))),
            STREAMED,
        )
        if self._mark:
            self._book.set_custom_property(MARK, self._mark)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ended(self._stack, self._path, kind, error, trace):
            self._book.close()

    def add_sheet(
        self,
        name: str,
        headers: Sequence[str],
        *,
        widths: Sequence[int] | None = None,
        text_columns: frozenset[int] = frozenset(),
    ) -> "Sheet":
        """Begin a sheet: headers frozen, with a filter; `text_columns` keep their cells as text."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        if headers:
            sheet.autofilter(0, 0, 0, len(headers) - 1)
        for position, header in enumerate(headers):
            width = widths[position] if widths else min(max(len(header) + 4, _WIDTH[0]), _WIDTH[1])
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, header, self.style("head"))
        return Sheet(self, sheet, text_columns)

    def key_values(self, name: str, values: Mapping[str, object]) -> Callable[[str, object], None]:
        """Write a sheet of labels and values; return a function that writes one more."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 60)
        lines = count()

        def add(label: str, value: object) -> None:
            line = next(lines)
            sheet.write_string(line, 0, label, self.style("bold"))
            if isinstance(value, int | float):
                sheet.write_number(line, 1, value, self.style("left"))
            else:
                sheet.write_string(line, 1, str(value), self.style("left", "quoted"))

        for label, value in values.items():
            add(label, value)
        return add

    def style(self, *names: str) -> Any:
        """Return the format of these names, created once."""
        key = tuple(sorted(names))
        if key not in self._formats:
            made: dict[str, object] = {}
            for name in names:
                made |= STYLES.get(name, {})
            self._formats[key] = self._book.add_format(made)
        return self._formats[key]


STYLES: Mapping[str, Mapping[str, object]] = {
    "head": {
        "bold": True,
        "bg_color": HEAD,
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "bold": {"bold": True, "valign": "top"},
    "left": {"align": "left", "text_wrap": True, "valign": "top"},
    "text": {"num_format": "@"},
    "quoted": {"quote_prefix": True},
    "date": {"num_format": "dd/mm/yyyy"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
    "time": {"num_format": "hh:mm"},
    **{name: {"bg_color": colour} for name, colour in COLOURS.items()},
}


class Sheet:
    """A sheet being written, row by row from the top."""

    def __init__(self, book: SheetBook, sheet: Any, text_columns: frozenset[int]) -> None:
        self._book = book
        self._sheet = sheet
        self._text = text_columns
        self._line = 0

    def row(
        self,
        cells: Sequence[Cell],
        *,
        fills: Mapping[int, str] | None = None,
        comments: Mapping[int, str] | None = None,
    ) -> None:
        """Write a row; `fills` colours cells ("error", "warning", "ok"), `comments` explains them."""
        self._line += 1
        for position, cell in enumerate(cells):
            fill = fills.get(position) if fills else None
            if cell is None or cell == "":
                if fill:
                    self._sheet.write_blank(self._line, position, None, self._book.style(fill))
                continue
            self._cell(position, cell, fill)
        for position, comment in (comments or {}).items():
            self._sheet.write_comment(self._line, position, comment[:2_000], {"x_scale": 2, "y_scale": 1.4})

    def _cell(self, position: int, cell: Cell, fill: str | None) -> None:
        styles = [fill] if fill else []
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._line, position, cell, self._style(styles))
        elif isinstance(cell, int | float) and position not in self._text and abs(cell) < 10**15:
            self._sheet.write_number(self._line, position, cell, self._style(styles))
        elif isinstance(cell, datetime | date | time):
            self._date(position, cell, styles)
        else:
            text = str(cell)[:MAX_TEXT]
            if position in self._text:
                styles.append("text")
            if text.startswith(STARTS):
                styles.append("quoted")
            self._sheet.write_string(self._line, position, text, self._style(styles))

    def _date(self, position: int, cell: datetime | date | time, styles: list[str]) -> None:
        if isinstance(cell, datetime):
            bare = cell.replace(tzinfo=None)
            kind = "moment" if bare.time() != time() else "date"
            self._sheet.write_datetime(self._line, position, bare, self._style([*styles, kind]))
        else:
            kind = "time" if isinstance(cell, time) else "date"
            self._sheet.write_datetime(self._line, position, cell, self._style([*styles, kind]))

    def _style(self, names: Sequence[str]) -> Any:
        return self._book.style(*names) if names else None
