"""What the reader leaves out of the XML of an ods: error cells, hidden rows, merged cells, the area a sheet fills.

Texts with tabs and line breaks, which the reader glues, and times beyond a day are given whole; numbers tell the
currency they are shown in. A cell or a row may stand for a million of them (number-columns-repeated): what a sheet
spans is counted before the reader writes it all out.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from operator import itemgetter
from pathlib import Path
from xml.parsers import expat

from etl.core.errors import DataError
from etl.sheets.marks.model import Currencies, Marks
from etl.sheets.marks.ods_styles import Styles
from etl.sheets.marks.ods_text import CellText, duration
from etl.sheets.readers.workbooks.archive import BLOCK, blocks, is_sparse, tagged
from etl.sheets.readers.workbooks.package import Package

_EMPTY_CELLS = re.compile(rb'(?:<table:table-cell(?: table:style-name="[^"]*")?/>)+(?=</table:table-row>)')
_PLAIN_CELL, _ROW_END = b"<table:table-cell/>", b"</table:table-row>"
_EMPTY_ROWS = re.compile(
    rb'(?:<table:table-row(?: table:style-name="[^"]*")?(?:/>|></table:table-row>)){2,}',
)
"""Empty rows that only have a format, perhaps a million of them: they are counted before they are parsed."""

_TABLE = re.compile(rb'<table:table [^>]*?table:name="([^"]*)"')

_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_SPECIAL = frozenset(("text:tab", "text:line-break", "text:s"))
_HIDDEN = ("collapse", "filter")
_MOST_COLUMNS = 16_384
"""Columns of a sheet: those beyond are ignored."""


@dataclass(slots=True)
class _Sheet:
    """A table being read: the position of the next row and cell, and what was read so far."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    rows: int = 1
    is_hidden: bool = False
    column: int = 0
    last: tuple[int, int] = (0, 0)
    filled: int = 0
    currencies: Currencies = field(default_factory=Currencies)
    counted: tuple[int, int] = (0, 0)
    style: str = ""
    columns: list[tuple[int, str]] = field(default_factory=list)

    def column_style(self, attributes: dict[str, str]) -> None:
        """Record columns and the default style of their cells."""
        last = self.columns[-1][0] if self.columns else 0
        if last >= _MOST_COLUMNS:
            return
        repeated = _count(attributes.get("table:number-columns-repeated"))
        self.columns.append((last + repeated, attributes.get("table:default-cell-style-name", "")))

    def style_of(self, column: int) -> str:
        """Return the style of the cells of a column that have none."""
        place = bisect_left(self.columns, column, key=itemgetter(0))
        return self.columns[place][1] if place < len(self.columns) else ""


def ods_marks(path: Path) -> Mapping[str, Marks]:
    """Return the marks of every sheet by its name.

    Raises:
        DataError: a sheet would fill the memory, or the XML declares entities.
        zipfile.BadZipFile, OSError, KeyError, expat.ExpatError: the workbook is damaged.
    """
    with Package(path) as archive:
        styles = Styles()
        for member in ("styles.xml", "content.xml"):
            if member != "styles.xml" or archive.find(member):
                reader = _Reader(path, styles, member)
                for block in blocks(archive, archive.getinfo(member)):
                    reader.feed(block)
                reader.end()
    return {
        name: Marks(
            sheet.texts,
            frozenset(sheet.hidden),
            tuple(sheet.merged),
            reader.epoch_1904,
            currencies=sheet.currencies,
        )
        for name, sheet in reader.sheets.items()
    }


def ods_sheets(path: Path) -> list[str]:
    """Return the names of the sheets without reading their cells.

    Raises:
        DataError: it holds a text that is far too long.
        zipfile.BadZipFile, OSError, KeyError, ValueError: the workbook is damaged.
    """
    with Package(path) as archive:
        pieces = tagged(archive, archive.getinfo("content.xml"), path, tag=b"<table:table ")
        return [unescape(name.decode()) for piece in pieces for name in _TABLE.findall(piece)]


class _Reader:
    """Handles the tags of content.xml, and of styles.xml before it."""

    def __init__(self, path: Path, styles: Styles, member: str) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self.epoch_1904 = False
        self._path = path
        self._styles = styles
        self._member = member
        self._sheet = _Sheet()
        self._cell: tuple[int, int, int] | None = None
        self._instead = ""
        self._is_error = False
        self._text = CellText()
        self._length = self._spaces = self._copied = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.buffer_text = True

    def feed(self, block: bytes) -> None:
        """Parse the next block."""
        block = block.replace(_PLAIN_CELL + _ROW_END, _ROW_END)
        if b"<table:table-cell" in block:  # searching for an absent pattern takes long
            block = _EMPTY_CELLS.sub(b"", block)
        if b"<table:table-row" in block:
            block = _EMPTY_ROWS.sub(_as_one, block)
        self._parser.Parse(block)
        self._length = 0 if b"<" in block else self._length + len(block)
        self._refuse_longer(self._length)

    def _refuse_longer(self, length: int, code: str = "cell-too-long") -> None:
        if length > BLOCK:
            raise DataError(code, path=self._path, member=self._member, limit=BLOCK)

    def end(self) -> None:
        """Parse the end."""
        self._parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place

    def _doctype(self, *_: object) -> None:
        raise DataError("workbook-entities", path=self._path, member=self._member)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._begin_cell(attributes)
        elif name == "text:p":
            self._begin_paragraph()
        elif name == "table:table-row":
            self._begin_row(attributes)
        elif name in _SPECIAL:
            self._spaces += _count(attributes.get("text:c"))
            self._refuse_longer(self._spaces, "cells-repeated")  # the reader writes every one of them
            if not self._text.muted:
                self._text.special(name, _count(attributes.get("text:c")))
        elif name == "office:annotation":
            self._text.muted = True
        else:
            self._start_rare(name, attributes)

    def _start_rare(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-column":
            self._sheet.column_style(attributes)
        elif name == "table:table":
            self._sheet = self.sheets[attributes.get("table:name", "")] = _Sheet()
        elif name == "table:null-date":
            self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")
        elif self._styles.start(name, attributes):
            self._text.clear()
            self._parser.CharacterDataHandler = self._text.pieces.append

    def _begin_row(self, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        sheet.row += sheet.rows if sheet.row else 1
        sheet.rows = _count(attributes.get("table:number-rows-repeated"))
        sheet.column = 0
        sheet.style = attributes.get("table:default-cell-style-name", "")
        sheet.is_hidden = attributes.get("table:visibility") in _HIDDEN

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        repeated = _count(attributes.get("table:number-columns-repeated"))
        column = sheet.column + 1
        self._cell = (sheet.row, column, repeated)
        self._text.clear()
        sheet.column += repeated
        kind = attributes.get("office:value-type")
        if kind is not None:
            self._fill()
            self._valued(kind, attributes, range(column, column + repeated))
        down = _count(attributes.get("table:number-rows-spanned"))
        across = _count(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        self._is_error = attributes.get("calcext:value-type") == "error"

    def _valued(self, kind: str, attributes: dict[str, str], columns: range) -> None:
        """Read the value of a cell: a time beyond a day, a number shown in a currency."""
        if kind == "time":
            self._instead = duration(attributes.get("office:time-value", ""))
        elif kind in ("float", "currency") and (
            self._styles.has_currencies or "office:currency" in attributes
        ):
            sheet = self._sheet
            for column in columns:
                style = attributes.get("table:style-name") or sheet.style or sheet.style_of(column)
                currency = attributes.get("office:currency") or self._styles.currency_of(style)
                if currency:
                    sheet.currencies.add(column, sheet.row, sheet.row + sheet.rows - 1, currency)
        elif "office:string-value" in attributes:
            self._text.is_whole = True

    def _begin_paragraph(self) -> None:
        if self._text.muted:
            return
        self._refuse_longer(16 * len(self._text.pieces))
        self._text.paragraph()
        self._fill()
        self._parser.CharacterDataHandler = self._text.add

    def _fill(self) -> None:
        """Extend the sheet to a cell that is not empty, and to its repetitions."""
        sheet = self._sheet
        if self._cell is None or sheet.counted == self._cell[:2]:
            return
        row, column, repeated = self._cell
        sheet.counted = (row, column)
        sheet.filled += 1
        sheet.last = (max(sheet.last[0], row + sheet.rows - 1), max(sheet.last[1], column + repeated - 1))
        if is_sparse(sheet.last[0] * sheet.last[1], sheet.filled):
            area = f"{sheet.last[1]} x {sheet.last[0]}"
            raise DataError("sheet-sparse", path=self._path, area=area, filled=sheet.filled)
        if sheet.is_hidden:
            sheet.hidden.update(range(row, row + sheet.rows))

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "text:p":
            self._parser.CharacterDataHandler = None
        elif name == "office:annotation":
            self._text.muted = False
        elif self._styles.is_open:
            self._styles.end(name, self._text.whole())
            self._text.clear()
            self._parser.CharacterDataHandler = None

    def _end_cell(self) -> None:
        """Keep what the reader leaves out of the cell, at every position where it is repeated."""
        instead = self._instead
        times = self._sheet.rows * self._cell[2] if self._cell is not None else 1
        if times > 1 and self._text.pieces:
            self._copied += times * len(self._text.whole())
            self._refuse_longer(self._copied // 32, "cells-repeated")  # the reader copies it to every place
        if self._is_error:
            instead = self._text.whole()[:20] or "#REF!"
        elif self._text.is_broken and not self._text.is_whole:
            instead = self._text.whole()
        if instead and self._cell is not None:
            self._fill()
            row, column, repeated = self._cell
            places = product(range(row, row + self._sheet.rows), range(column, column + repeated))
            self._sheet.texts.update(dict.fromkeys(places, instead))
        self._cell, self._instead, self._is_error = None, "", False


def _as_one(rows: re.Match[bytes]) -> bytes:
    """Return empty rows as a single row with their count."""
    return b'<table:table-row table:number-rows-repeated="%d"/>' % rows[0].count(b"<table:table-row")


def _count(text: str | None) -> int:
    """Return a count of repetitions; an invalid one is 1."""
    return max(int(text), 1) if text is not None and text.isdecimal() and len(text) < 12 else 1
