"""What the reader leaves out of an xlsb: the same as for an xlsx, and the area of sheets.

Records are those of [MS-XLSB] (BIFF12): a type in one or two bytes, a length in up to four, seven bits each, the data.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.marks.model import Area, Currencies, Marks, TotalsRow, totals_rows
from etl.sheets.marks.number_format import currency_of
from etl.sheets.marks.xls import ERRORS
from etl.sheets.readers.workbooks.archive import is_sparse
from etl.sheets.readers.workbooks.package import Package

MAX_PART = 512 << 20
"""Bytes of a sheet: a million rows of twenty columns fit in it."""

_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_ERRORS = (3, 11)
"""A cell that is an error, and a formula that gave one."""

_STRINGS, _SHEET, _SHEET_END, _EPOCH, _MERGED = 159, 156, 130, 153, 176
_FORMAT, _STYLE, _STYLES, _STYLES_END, _TABLE = 44, 47, 617, 618, 343
_FLAGS, _IS_HIDDEN = 11, 0x10
_CELL = struct.Struct("<II").unpack_from
_ROWS, _COLUMNS = 1 << 20, 1 << 14


@dataclass(slots=True)
class _Sheet:
    """A sheet being read; `left` and `last` (row, column) bound its filled cells."""

    styles: Mapping[int, str]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    currencies: Currencies = field(default_factory=Currencies)
    row: int = 0
    left: int = _COLUMNS
    last: tuple[int, int] = (0, 0)
    filled: int = 0

    def begin_row(self, data: bytes, at: int, length: int) -> None:
        """Record a row.

        Raises:
            ValueError: the row is beyond the last of a sheet.
        """
        self.row = _number(data, at) + 1
        if self.row > _ROWS:
            raise ValueError("a row beyond the last")
        if length > _FLAGS and data[at + _FLAGS] & _IS_HIDDEN:
            self.hidden.add(self.row)

    def cell(self, kind: int, data: bytes, at: int) -> None:
        """Record a filled cell."""
        column, style = _CELL(data, at)
        column += 1
        self.filled += 1
        self.left = min(self.left, column)
        self.last = (self.row, max(self.last[1], column))
        if kind in _ERRORS:
            self.errors[self.row, column] = ERRORS.get(data[at + 8], "#VALUE!")
        elif self.styles and style & 0xFFFFFF in self.styles:
            self.currencies.add(column, self.row, self.row, self.styles[style & 0xFFFFFF])

    def refuse_sparse(self, path: Path) -> None:
        """Refuse a sheet that would fill the memory.

        Raises:
            DataError: the sheet would.
            ValueError: a column is beyond the last of a sheet.
        """
        rows, columns = self.last
        if columns > _COLUMNS:
            raise ValueError("a column beyond the last")
        if is_sparse(rows * (columns - self.left + 1), self.filled):
            raise DataError("sheet-sparse", path=path, area=f"{columns} x {rows}", filled=self.filled)


def xlsb_marks(path: Path) -> Mapping[str, Marks]:
    """Return the marks of every sheet by its name.

    Raises:
        DataError: a sheet would fill the memory.
        zipfile.BadZipFile, OSError, KeyError, struct.error, IndexError, ValueError: the workbook is damaged.
    """
    with Package(path) as package:
        parts = package.related(package.book)
        names, epoch_1904 = _book(package.start(package.book, MAX_PART))
        styles: Mapping[int, str] = {}
        for relation in parts.values():
            if relation.kind == "styles":
                styles = _styles(package.start(relation.part, MAX_PART))
            elif relation.kind == "sharedStrings":
                _refuse_strings(package, relation.part)
        marks = {}
        for name, identifier in names.items():
            if identifier in parts and parts[identifier].kind == "worksheet":
                part = parts[identifier].part
                sheet = _sheet(package, part, styles, path)
                marks[name] = Marks(
                    sheet.errors,
                    frozenset(sheet.hidden),
                    tuple(sheet.merged),
                    epoch_1904,
                    tuple(_totals(package, part)),
                    sheet.currencies,
                )
        return marks


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (type, where its data begin, length) of the records of a part."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        length = data[at]
        at += 1
        if length & 0x80:
            length &= 0x7F
            for shift in (7, 14, 21):
                more = data[at]
                at += 1
                length |= (more & 0x7F) << shift
                if not more & 0x80:
                    break
        if at + length > end:
            raise ValueError("a record longer than its part")  # the reader allocates it before reading
        yield kind, at, length
        at += length


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """Return a text and where it ends; one that is not there is empty."""
    count = _number(data, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _book(data: bytes) -> tuple[dict[str, str], bool]:
    """Return the (name -> relationship) of the sheets, and whether days count from 1904."""
    names: dict[str, str] = {}
    epoch_1904 = False
    for kind, at, _length in _records(data):
        if kind == _EPOCH:
            epoch_1904 = bool(data[at] & 1)
        elif kind == _SHEET:
            identifier, end = _wide(data, at + 8)
            names[_wide(data, end)[0]] = identifier
    return names, epoch_1904


def _refuse_strings(package: Package, part: str) -> None:
    """Refuse a count of texts, or a text, larger than the part: the reader would allocate it."""
    data = package.start(part, MAX_PART)
    for kind, at, _length in _records(data):
        if kind == _STRINGS and _number(data, at + 4) > len(data):
            raise ValueError("more strings than bytes")


def _styles(data: bytes) -> dict[int, str]:
    """Return the numbers of the cell styles whose format names a currency, with that currency."""
    formats: dict[int, str] = {}
    styles: dict[int, str] = {}
    number = -1
    for kind, at, _length in _records(data):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", data, at)[0]] = currency_of(_wide(data, at + 2)[0])
        elif kind == _STYLES:
            number = 0
        elif kind == _STYLES_END:
            break
        elif kind == _STYLE and number >= 0:
            currency = formats.get(struct.unpack_from("<H", data, at + 2)[0])
            if currency:
                styles[number] = currency
            number += 1
    return styles


def _sheet(package: Package, part: str, styles: Mapping[int, str], path: Path) -> _Sheet:
    sheet = _Sheet(styles)
    if package.getinfo(part).file_size > MAX_PART:
        raise DataError("workbook-bomb", path=path, size=package.getinfo(part).file_size >> 20)
    data = package.start(part, MAX_PART)
    for kind, at, length in _records(data):
        if _BLANK < kind <= _LAST_CELL:
            sheet.cell(kind, data, at)
        elif kind == _ROW:
            sheet.begin_row(data, at, length)
        elif kind == _MERGED:
            top, bottom, left, right = (place + 1 for place in struct.unpack_from("<IIII", data, at))
            sheet.merged.append((top, left, bottom, right))
        elif kind == _SHEET_END:
            break
    else:
        raise ValueError("a sheet that does not end")
    sheet.refuse_sparse(path)
    return sheet


def _totals(package: Package, part: str) -> Iterator[TotalsRow]:
    """Yield the totals rows that the tables of a sheet declare."""
    for relation in package.related(part).values():
        data = package.start(relation.part, MAX_PART) if relation.kind == "table" else b""
        for kind, at, _length in _records(data):
            if kind == _TABLE:
                top, bottom, left, right = (place + 1 for place in struct.unpack_from("<IIII", data, at))
                yield from totals_rows((top, left, bottom, right), _number(data, at + 28))
                break
