"""What the reader leaves out of an xls: error cells, hidden rows, currencies, the area of sheets.

Records are those of [MS-XLS] (BIFF8): a type and a length of two bytes each, then the data.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from etl.core.errors import DataError
from etl.sheets.marks.model import Currencies, Marks
from etl.sheets.marks.number_format import currency_of
from etl.sheets.readers.workbooks.archive import is_sparse

MAX_STREAM = 256 << 20
"""Bytes of the workbook's stream: 65,536 rows of 256 columns fit in it."""

_BOF, _EOF, _DATEMODE, _BOUNDSHEET, _ROW = 0x0809, 0x000A, 0x0022, 0x0085, 0x0208
_FORMULA, _BOOLERR, _MULRK, _DIMENSIONS, _STRINGS = 0x0006, 0x0205, 0x00BD, 0x0200, 0x00FC
_FORMAT, _STYLE, _BIFF8 = 0x041E, 0x00E0, 0x0600
_CELLS = frozenset((_FORMULA, _BOOLERR, _MULRK, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E))
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""The errors of cells by their numbers, the same in every binary workbook."""

_IS_ROW_HIDDEN = 0x20
_WIDE = 14
"""Bytes of a record of dimensions whose rows have four bytes each."""

_ROWS, _COLUMNS = 65_536, 256
"""What a sheet of an xls has room for."""


@dataclass(slots=True)
class _Sheet:
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    last: tuple[int, int] = (0, 0)
    filled: int = 0
    currencies: Currencies = field(default_factory=Currencies)
    lie: tuple[int, int] | None = None
    """Where the record of an absurd span is, and its length."""


def xls_stream(path: Path) -> tuple[str, bytes]:
    """Return the (name, bytes) of the stream that holds a workbook: "Book" in those older than Excel 97.

    Raises:
        DataError: it is far too large.
        OSError, ValueError, KeyError, IndexError: the file is damaged, or holds no workbook.
    """
    with olefile.OleFileIO(str(path)) as ole:
        streams = [name for name in ("Workbook", "Book") if ole.get_type(name) == olefile.STGTY_STREAM]
        if not streams:
            raise OSError("no workbook in it")
        name = streams[0]
        if ole.get_size(name) > MAX_STREAM:
            raise DataError("workbook-bomb", path=path, size=ole.get_size(name) >> 20)
        return name, bytes(ole.openstream(name).read())


def xls_marks(data: bytes, path: Path) -> tuple[Mapping[str, Marks], bytes]:
    """Return the marks of every sheet of a workbook's stream, by its name, and the stream with true dimensions.

    The reader allocates the declared area of a sheet: where that is absurd, the area of its cells is written instead.

    Raises:
        DataError: a sheet would fill the memory.
        struct.error, IndexError, ValueError: the workbook is damaged.
    """
    names, epoch_1904 = _book(data)
    styles = _styles(data)
    sheets = {name: _sheet(data, start, path, styles) for start, name in names.items()}
    marks = {
        name: Marks(sheet.errors, frozenset(sheet.hidden), (), epoch_1904, currencies=sheet.currencies)
        for name, sheet in sheets.items()
    }
    lies = [(sheet.lie, sheet.last) for sheet in sheets.values() if sheet.lie]
    mended = bytearray(data) if lies else data
    for (at, length), last in lies:
        span = (0, last[0], 0, last[1])
        struct.pack_into("<IIHH" if length >= _WIDE else "<HHHH", mended, at, *span)
    return marks, bytes(mended)


def _records(data: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (type, where its data begin, length) of the records of one substream and of those nested in it."""
    depth = 0
    while start + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, start)
        yield kind, start + 4, length
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        start += 4 + length


def _book(data: bytes) -> tuple[dict[int, str], bool]:
    """Return the (start -> name) of the sheets, and whether days count from 1904."""
    names: dict[int, str] = {}
    epoch_1904 = False
    for kind, at, _length in _records(data, 0):
        if kind == _DATEMODE:
            epoch_1904 = bool(data[at])
        elif kind == _STRINGS and struct.unpack_from("<I", data, at + 4)[0] > len(data):
            raise ValueError("more strings than bytes")
        elif kind == _BOUNDSHEET:
            start, count, wide = struct.unpack_from("<I2xBB", data, at)
            raw = data[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            names[start] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    return names, epoch_1904


def _styles(data: bytes) -> dict[int, str]:
    """Return the numbers of the cell styles whose format names a currency, with that currency."""
    formats: dict[int, str] = {}
    styles: dict[int, str] = {}
    number = 0
    for kind, at, _length in _records(data, 0):
        if kind == _BOF and struct.unpack_from("<H", data, at)[0] != _BIFF8:
            return {}
        if kind == _FORMAT:
            place, count, wide = struct.unpack_from("<HHB", data, at)
            raw = data[at + 5 : at + 5 + count * (2 if wide & 1 else 1)]
            formats[place] = currency_of(raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace"))
        elif kind == _STYLE:
            if currency := formats.get(struct.unpack_from("<H", data, at + 2)[0]):
                styles[number] = currency
            number += 1
    return styles


def _shown(sheet: _Sheet, data: bytes, cell: tuple[int, int], styles: Mapping[int, str]) -> None:
    """Note the currency that a number, or each of several side by side, is shown in."""
    kind, at = cell
    row, column = struct.unpack_from("<HH", data, at)
    count = struct.unpack_from("<H", data, at - 2)[0] // 6 - 1 if kind == _MULRK else 1
    for place in range(count):
        currency = styles.get(struct.unpack_from("<H", data, at + 4 + 6 * place)[0])
        if currency:
            sheet.currencies.add(column + place + 1, row + 1, row + 1, currency)


def _sheet(data: bytes, start: int, path: Path, styles: Mapping[int, str]) -> _Sheet:
    sheet = _Sheet()
    declared: tuple[int, int] | None = None
    for kind, at, length in _records(data, start):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", data, at)
            end = struct.unpack_from("<H", data, at + length - 2)[0] if kind == _MULRK else column
            sheet.filled += 1
            sheet.last = (max(sheet.last[0], row + 1), max(sheet.last[1], max(end, column) + 1))
            error = _error(data, kind, at)
            if error:
                sheet.errors[row + 1, column + 1] = error
            elif styles:
                _shown(sheet, data, (kind, at), styles)
        elif kind == _DIMENSIONS:
            declared = at, length
        elif kind == _ROW and struct.unpack_from("<H", data, at + 12)[0] & _IS_ROW_HIDDEN:
            sheet.hidden.add(struct.unpack_from("<H", data, at)[0] + 1)
    if is_sparse(sheet.last[0] * sheet.last[1], sheet.filled):
        area = f"{sheet.last[1]} x {sheet.last[0]}"
        raise DataError("sheet-sparse", path=path, area=area, filled=sheet.filled)
    if declared and _is_absurd(data, *declared, filled=sheet.filled):
        sheet.lie = declared
    return sheet


def _is_absurd(data: bytes, at: int, length: int, *, filled: int) -> bool:
    """Tell whether a sheet declares an impossible area, or one far larger than its cells."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if length >= _WIDE else "<HHHH", data, at)
    high, wide = bottom - top, right - left
    return not (0 <= high <= _ROWS and 0 <= wide <= _COLUMNS) or is_sparse(high * wide, filled)


def _error(data: bytes, kind: int, at: int) -> str | None:
    """Return the error of a cell: its own, or what its formula gave."""
    if kind == _BOOLERR:
        value, is_error = data[at + 6], data[at + 7]
        return ERRORS.get(value, "#VALUE!") if is_error else None
    if kind == _FORMULA and data[at + 12 : at + 14] == b"\xff\xff" and data[at + 6] == 2:
        return ERRORS.get(data[at + 8], "#VALUE!")
    return None
