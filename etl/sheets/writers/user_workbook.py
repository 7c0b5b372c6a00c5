"""The user's own workbook, annotated and saved elsewhere: its formats are kept, its active content is removed.

Formulas become the values that were read; macros, links to other files, DDE and pivots are dropped.
"""

import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from etl.core.errors import DataError
from etl.sheets.marks.entity_mark import MARK
from etl.sheets.readers.table import Cell, text
from etl.sheets.readers.workbooks.measure import column_number
from etl.sheets.readers.workbooks.package import Package, readable
from etl.sheets.writers.atomic_write import atomic_write
from etl.sheets.writers.inert import make_inert
from etl.sheets.writers.workbook import COLOURS, HEAD, MAX_TEXT, STARTS

MAX_UNFOLDED = 64 << 20
"""Bytes of XML of a workbook that is copied: about a million cells, for which openpyxl takes 900 MB and a minute."""

_LAST_COLUMN = 16_384
_MOST_MADE = 100_000
"""Rows, empty cells and cells of merged areas beyond twice the filled ones: iterating over them takes too long."""

_MOST_STYLES = 20_000
"""Formats of a workbook: Excel saves 64,000, of which each costs a copy some fifty microseconds."""

_AREA = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})""",
    re.IGNORECASE,
)
_FILLS = {name: PatternFill("solid", fgColor=colour.lstrip("#")) for name, colour in COLOURS.items()}
_HEAD = (PatternFill("solid", fgColor=HEAD.lstrip("#")), Font(bold=True, color="FFFFFF"))
_LINE = 62
"""Characters of our texts that a line of our columns holds."""

_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)


@dataclass(slots=True)
class UserBook:
    """A copy of a workbook. `columns` maps a header's position to its column, `after` is the first free one."""

    book: Any
    sheet: Any
    header_row: int
    headers: Sequence[str]
    columns: Mapping[int, int]
    after: int
    _lines: dict[str, int] = field(default_factory=dict)

    @classmethod
    def copy_of(cls, path: Path, *, sheet: str, header_row: int, headers: Sequence[str]) -> Self | None:
        """Return a copy of a workbook, None where it cannot be copied or its headers are not found again."""
        try:
            book = _loaded(path)
            if book is None or sheet not in book.sheetnames:
                return None
            make_inert(book)
            worksheet = book[sheet]
            columns = _columns(worksheet, header_row, headers)
            after = _first_free(worksheet)
        except Exception:  # noqa: BLE001 - whatever openpyxl stumbles on, another report is written
            return None
        return None if columns is None else cls(book, worksheet, header_row, headers, columns, after)

    def mark_as(self, entity: str) -> None:
        """Mark the file with the entity of its rows."""
        properties = self.book.custom_doc_props
        if MARK not in properties.names:
            properties.append(StringProperty(name=MARK, value=entity))

    def add_columns(self, headers: Mapping[str, int]) -> bool:
        """Add columns (header -> width) right of everything; False where the sheet has no room."""
        last = self.after + len(headers) - 1
        if last > _LAST_COLUMN:
            return False
        _clear_way(self.sheet, self.after, last)
        for column, (header, width) in enumerate(headers.items(), start=self.after):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
            _head(_put(self.sheet, self.header_row, column, header))
        _filter(self.sheet, self.header_row, min(self.columns.values()), last)
        return True

    def tell(self, row: int, cells: Sequence[Cell], *, fill: str) -> None:
        """Fill the added columns of a row; the first is coloured."""
        for column, cell in enumerate(cells, start=self.after):
            put = _put(self.sheet, row, column, cell)
            put.alignment = _WRAPPED
            if column == self.after:
                put.fill = _FILLS[fill]
        _heighten(self.sheet, row, cells)

    def mark(self, row: int, fills: Mapping[int, str], comments: Mapping[int, str]) -> None:
        """Colour and explain cells, by the position of their header."""
        for position, fill in fills.items():
            cell = self.sheet.cell(row, self.columns[position])
            cell.fill = _FILLS[fill]
            comment = comments.get(position)
            if comment and not isinstance(cell, MergedCell):  # the inner cells of a merged area hold nothing
                own = f"{cell.comment.text}\n\n" if cell.comment else ""
                cell.comment = Comment(f"{own}{comment}"[:2_000], "sellsy-etl", height=120, width=320)

    def add_sheet(self, name: str, headers: Mapping[str, int], *, after_theirs: bool = False) -> str:
        """Add a sheet of headers (-> width) and return its name; the user's own headers may come first."""
        sheet = self.book.create_sheet(name)
        sheet.freeze_panes = "A2"
        self._lines[sheet.title] = 1
        theirs = list(self.columns.values()) if after_theirs else []
        for column, source in enumerate(theirs, start=1):
            _copy(self.sheet.cell(self.header_row, source), _put(sheet, 1, column, self.headers[column - 1]))
            sheet.column_dimensions[get_column_letter(column)].width = _width(self.sheet, source)
        for column, (header, width) in enumerate(headers.items(), start=len(theirs) + 1):
            _head(_put(sheet, 1, column, header))
            sheet.column_dimensions[get_column_letter(column)].width = width
        return str(sheet.title)

    def add_row(
        self,
        name: str,
        cells: Sequence[Cell],
        *,
        like: int | None = None,
        instead: Mapping[int, Cell] | None = None,
    ) -> None:
        """Add a row to a sheet of ours; `like` puts a copy of the user's row before it.

        `instead` holds, by the position of their header, cells that the copy does not have.
        """
        lacking = instead or {}
        self._lines[name] = row = self._lines[name] + 1
        sheet = self.book[name]
        theirs = list(self.columns.items()) if like is not None else []
        for column, (position, source) in enumerate(theirs, start=1):
            old = self.sheet.cell(like, source)
            if position in lacking:
                new = _put(sheet, row, column, lacking[position])
            else:
                new = _put(sheet, row, column, old.value, kind=old.data_type)
            _copy(old, new)
        for column, cell in enumerate(cells, start=len(theirs) + 1):
            _put(sheet, row, column, cell).alignment = _WRAPPED
        _heighten(sheet, row, cells)

    def key_values(self, name: str, values: Mapping[str, object]) -> None:
        """Add a sheet of labels and values."""
        sheet = self.book.create_sheet(name)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 60
        for row, (label, value) in enumerate(values.items(), start=1):
            _put(sheet, row, 1, label).font = Font(bold=True)
            shown = _put(sheet, row, 2, value if isinstance(value, int | float) else str(value))
            shown.alignment = _WRAPPED

    def save(self, path: Path) -> bool:
        """Save the copy; False where the workbook holds what openpyxl can read but not write.

        Raises:
            DataError: it cannot be written there.
        """
        try:
            with atomic_write(path) as place:
                self.book.save(place)
        except DataError:
            raise
        except Exception:  # noqa: BLE001 - as above
            return False
        return True


def _loaded(path: Path) -> Any:
    with Package(path) as package:
        if sum(entry.file_size for entry in package.infolist()) > MAX_UNFOLDED:
            return None
        if (
            any(_made(package, part) > _MOST_MADE for part in package.sheets)
            or _styled(package) > _MOST_STYLES
        ):
            return None
        if package.start(package.book, MAX_UNFOLDED).count(b"definedName") > _MOST_STYLES:
            return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it drops; a report does not need it
        return load_workbook(readable(path), data_only=True, keep_links=False)


def _made(package: Package, part: str) -> int:
    """Return the number of objects of a sheet beside its filled cells: rows, empty cells, cells of merged areas."""
    xml = package.start(part, MAX_UNFOLDED)
    tags = sum(xml.count(tag) for tag in (b"<row", b":row", b"<c ", b":c "))
    if xml.count(b"mergeCell ") > _MOST_MADE:
        return tags + _MOST_MADE
    areas = (
        (int(bottom) - int(top) + 1) * (column_number(right.upper()) - column_number(left.upper()) + 1)
        for left, top, right, bottom in _AREA.findall(xml)
    )
    return tags - 2 * sum(xml.count(end) for end in (b"</c>", b":c>")) + sum(map(abs, areas))


def _styled(package: Package) -> int:
    """Return how many formats the workbook declares."""
    return sum(
        package.start(name, MAX_UNFOLDED).count(b"numFmtId=")
        for name in package.namelist()
        if "styles" in name
    )


def _columns(sheet: Any, header_row: int, headers: Sequence[str]) -> dict[int, int] | None:
    """Return header position -> column: readers may have cut empty columns on the left."""
    places: dict[str, list[int]] = {}
    for (row, column), cell in sheet._cells.items():
        if row == header_row:
            places.setdefault(text(cell.value), []).append(column)
    shifts = Counter(
        column - position
        for position, header in enumerate(headers)
        if header
        for column in places.get(header, ())
    )
    if not shifts:
        return None
    shift, rows = shifts.most_common(1)[0]
    whole = rows == sum(map(bool, headers))
    return {position: position + shift for position in range(len(headers))} if whole else None


def _first_free(sheet: Any) -> int:
    """Return the first column right of everything that is written, or merged."""
    used = (column for (_row, column), cell in sheet._cells.items() if cell.value not in (None, ""))
    merged = (area.max_col for area in sheet.merged_cells.ranges)
    return max(max(used, default=1), max(merged, default=1)) + 1


def _clear_way(sheet: Any, first: int, last: int) -> None:
    """Cut the column formats that reach over the new columns: two of one column make a damaged file."""
    for letter, dimension in list(sheet.column_dimensions.items()):
        dimension.reindex()
        low, high = dimension.min, dimension.max
        if high < first or low > last:
            continue
        if low < first:
            dimension.max = first - 1
        else:
            del sheet.column_dimensions[letter]


def _filter(sheet: Any, header_row: int, first: int, last: int) -> None:
    """Add a filter for the outcomes of rows; a table, or an existing filter, is left alone."""
    bottom = max(sheet.max_row, header_row)
    if sheet.auto_filter.ref:
        theirs = CellRange(sheet.auto_filter.ref)
        if theirs.min_row != header_row:
            return
        first, bottom = theirs.min_col, theirs.max_row
    if not sheet.tables:
        sheet.auto_filter.ref = f"{get_column_letter(first)}{header_row}:{get_column_letter(last)}{bottom}"


def _width(sheet: Any, column: int) -> float:
    """Return the width of a column; asking the library would create a second format for it."""
    for letter, dimension in sheet.column_dimensions.items():
        low = dimension.min or column_index_from_string(letter)
        if low <= column <= (dimension.max or low):
            return float(dimension.width)
    return 13.0


def _heighten(sheet: Any, row: int, cells: Sequence[Cell]) -> None:
    """Make a row high enough for our texts; not every spreadsheet does so by itself."""
    texts = [cell.splitlines() for cell in cells if isinstance(cell, str)]
    lines = max((sum(1 + len(line) // _LINE for line in text) for text in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, 15 * lines)


def _copy(old: Any, new: Any) -> None:
    """Give a cell the look and the comment of another."""
    new._style = copy(old._style)
    if getattr(old, "comment", None):
        new.comment = copy(old.comment)


def _head(cell: Any) -> None:
    cell.fill, cell.font = _HEAD
    cell.alignment = Alignment(vertical="center")


def _put(sheet: Any, row: int, column: int, value: Any, *, kind: str | None = None) -> Any:
    """Write a value by its type: text that looks like a formula stays text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_TEXT]
        cell.value = value
        cell.data_type = "e" if kind == "e" else "s"
        if value.startswith(STARTS):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    return cell
