"""What the XML of an ods says and its reader does not: error cells, hidden rows, merged cells, what it would fill.

A cell or a row may stand for a million of them (number-columns-repeated): what a sheet spans is counted before the
reader writes it all out.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from etl.errors import DataError
from etl.sheets.archive import BLOCK, blocks, is_sparse
from etl.sheets.marks import Marks

_MOST_ROWS = 1 << 20
"""Rows of a sheet (1,048,576)."""

_HIDDEN = ("collapse", "filter")


@dataclass(slots=True)
class _Sheet:
    """One table on its way: where the next row and cell stand, what was found."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    rows: int = 1
    column: int = 0
    last: tuple[int, int] = (0, 0)
    filled: int = 0


def ods_marks(path: Path) -> Mapping[str, Marks]:
    """Return the marks of every sheet by its name.

    Raises:
        DataError: a sheet would fill the memory, or the XML declares entities.
        zipfile.BadZipFile, OSError, KeyError, expat.ExpatError: the workbook is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        reader = _Reader(path)
        for block in blocks(archive, archive.getinfo("content.xml")):
            reader.feed(block)
        reader.end()
    return {
        name: Marks(one.errors, frozenset(one.hidden), tuple(one.merged), reader.epoch_1904)
        for name, one in reader.sheets.items()
    }


class _Reader:
    """Hears the tags of content.xml."""

    def __init__(self, path: Path) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self.epoch_1904 = False
        self._path = path
        self._sheet = _Sheet()
        self._cell: tuple[int, int, int] | None = None
        self._error: tuple[int, int] | None = None
        self._text: list[str] = []
        self._length = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.buffer_text = True

    def feed(self, block: bytes) -> None:
        """Hear some more."""
        self._parser.Parse(block)
        self._length = 0 if b"<" in block else self._length + len(block)
        if self._length > BLOCK:
            raise DataError("cell-too-long", path=self._path, member="content.xml", limit=BLOCK)

    def end(self) -> None:
        """Hear the end."""
        self._parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place

    def _doctype(self, *_: object) -> None:
        raise DataError("workbook-entities", path=self._path, member="content.xml")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._begin_cell(attributes)
        elif name == "text:p":
            self._fill()
        elif name == "table:table-row":
            self._begin_row(attributes)
        elif name == "table:table":
            self._sheet = self.sheets[attributes.get("table:name", "")] = _Sheet()
        elif name == "table:null-date":
            self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")

    def _begin_row(self, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        sheet.row += sheet.rows if sheet.row else 1
        sheet.rows = _count(attributes.get("table:number-rows-repeated"))
        sheet.column = 0
        if attributes.get("table:visibility") in _HIDDEN:
            sheet.hidden.update(range(sheet.row, sheet.row + min(sheet.rows, _MOST_ROWS)))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        repeated = _count(attributes.get("table:number-columns-repeated"))
        column = sheet.column + 1
        self._cell = (sheet.row, column, repeated)
        sheet.column += repeated
        if "office:value-type" in attributes:
            self._fill()
        down = _count(attributes.get("table:number-rows-spanned"))
        across = _count(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        if attributes.get("calcext:value-type") == "error":
            self._error = (sheet.row, column)
            self._parser.CharacterDataHandler = self._text.append

    def _fill(self) -> None:
        """The cell holds something: the sheet reaches it, with all the times it stands there."""
        if self._cell is None:
            return
        sheet, (row, column, repeated) = self._sheet, self._cell
        self._cell = None
        sheet.filled += 1
        sheet.last = (max(sheet.last[0], row + sheet.rows - 1), max(sheet.last[1], column + repeated - 1))
        if is_sparse(sheet.last[0] * sheet.last[1], sheet.filled):
            area = f"{sheet.last[1]} x {sheet.last[0]}"
            raise DataError("sheet-sparse", path=self._path, area=area, filled=sheet.filled)

    def _end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self._error is not None:
                self._sheet.errors[self._error] = "".join(self._text)[:20] or "#REF!"
                self._parser.CharacterDataHandler = None
                self._error = None
                self._text.clear()
            self._cell = None


def _count(said: str | None) -> int:
    """Return how often; nonsense is once."""
    return max(int(said), 1) if said is not None and said.isdecimal() and len(said) < 12 else 1
