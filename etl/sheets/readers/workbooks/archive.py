"""Workbooks that are archives (xlsx, ods): what is absurd in one is refused before anything unfolds it.

The reader holds the whole rectangle of a sheet, from its first filled cell to its last, and the process ends where
the memory does: a rectangle is measured from the cells themselves, since what a file declares may be a lie.
"""

import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.workbooks.package import Package

MAX_UNCOMPRESSED = 1 << 30
"""Bytes a workbook may unfold to (1 GiB)."""

MAX_RATIO = 200
"""How many times a member may be larger than its compressed form, beyond 20 MB."""

BLOCK = 1 << 20
"""Bytes of XML read at a time; a text without any tag is not longer than that."""

_RATIO_FROM = 20 << 20
_SHEET_RATIO_FROM = 256 << 20
"""The same for sheets: empty rows that have a format are all alike, and what cells there are is counted anyway."""

_MAX_ENTRIES = 10_000
_MAX_DECLARED = 200_000_000
"""Cells of a declared area that is believed; a sheet of 16,384 x 1,048,576 has 85 times as many."""

_ROOM = 1_000_000
"""Cells of a rectangle that are always read, however few are filled: 32 MB, twice while it is read."""

_SPARSE = 50
"""Cells of a larger rectangle for each filled one."""

_EXACT_BELOW = 4 << 20
"""Bytes of XML whose cells are all measured one by one."""

_UNREAD = (
    "xl/drawings/",
    "xl/media/",
    "xl/charts/",
    "xl/pivotCache/",
    "xl/externalLinks/",
    "docProps/",
    "customXml/",
)
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*\bref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"')
_CELL = re.compile(rb"<(?:\w+:)?(c|row)\b([^>]*)>")
_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']([A-Za-z]*)(\d*)["']""")


def guard(path: Path, *, sheets: bool = True) -> None:
    """Refuse an archive whose directory or XML is absurd; without `sheets`, those of an xlsx are not looked at.

    Raises:
        DataError: it is a bomb, declares entities, or holds a sheet or a text far too large.
        zipfile.BadZipFile, OSError, zlib.error: it is damaged.
    """
    with Package(path) as archive:
        entries = archive.infolist()
        _refuse_bomb(archive, path)
        for entry in entries:
            if entry.filename in archive.sheets and entry.filename.endswith(".xml"):
                if sheets:
                    _refuse_sheet(archive, entry, path)
            elif entry.filename.endswith((".xml", ".rels")) and not entry.filename.startswith(_UNREAD):
                for block in tagged(archive, entry, path):
                    _refuse_entities(block, entry, path)


def is_sparse(area: int, filled: int) -> bool:
    """Tell whether a rectangle of cells is far larger than the cells that hold anything."""
    return area > max(_ROOM, _SPARSE * filled)


def _refuse_bomb(archive: Package, path: Path) -> None:
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise DataError("workbook-parts", path=path, count=len(entries))
    swollen = (entry for entry in entries if _is_swollen(entry, is_sheet=_holds_cells(archive, entry)))
    total = sum(entry.file_size for entry in entries)
    size = total if total > MAX_UNCOMPRESSED else max((entry.file_size for entry in swollen), default=0)
    if size:
        raise DataError("workbook-bomb", path=path, size=f"{size >> 20} MB")


def _holds_cells(archive: Package, entry: zipfile.ZipInfo) -> bool:
    return entry.filename in archive.sheets or entry.filename == "content.xml"


def _is_swollen(entry: zipfile.ZipInfo, *, is_sheet: bool) -> bool:
    start = _SHEET_RATIO_FROM if is_sheet else _RATIO_FROM
    return entry.file_size > start and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member, each block read while the one before is looked at.

    Raises:
        zipfile.BadZipFile: its size or its checksum are not what the directory says.
    """
    with archive.open(entry) as file, ThreadPoolExecutor(1) as pool:
        following = pool.submit(file.read, BLOCK)
        while block := following.result():
            following = pool.submit(file.read, BLOCK)
            yield block


def tagged(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, *, tag: bytes = b"<"
) -> Iterator[bytes]:
    """Yield the bytes of a member in blocks that end where a tag begins: `tag` where there is one, else any.

    Raises:
        DataError: a text is longer than a block.
        zipfile.BadZipFile: the member is not what the directory says.
    """
    kept = b""
    for block in blocks(archive, entry):
        cut = max(block.rfind(tag), 0) or block.rfind(b"<")
        if cut < 0:
            kept += block
            if len(kept) > 2 * BLOCK:
                raise DataError("cell-too-long", path=path, member=entry.filename, limit=BLOCK)
        else:
            yield kept + block[:cut]
            kept = block[cut:]
    yield kept


def _refuse_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Refuse a sheet that declares entities, holds an endless text or spans too much."""
    measure = _measured(archive, entry, path, quickly=entry.file_size > _EXACT_BELOW)
    if is_sparse(measure.area, measure.filled):
        measure = _measured(archive, entry, path, quickly=False)
    if is_sparse(measure.area, measure.filled):
        raise DataError("sheet-sparse", path=path, area=measure.shown, filled=measure.filled)


def _measured(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, *, quickly: bool) -> "_Measure":
    measure: _Measure = _Exact()
    for number, block in enumerate(tagged(archive, entry, path)):
        if number == 0:
            _refuse_entities(block, entry, path)
            declared = _declared(block)
            if quickly and declared is not None:
                measure = _Within(*declared)
        if not measure.take(block):
            return _measured(archive, entry, path, quickly=False)
    return measure


def _refuse_entities(block: bytes, entry: zipfile.ZipInfo, path: Path) -> None:
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
        raise DataError("workbook-entities", path=path, member=entry.filename)


def _declared(block: bytes) -> tuple[int, int] | None:
    """Return the (columns, rows) that a sheet declares; an area that no table fills says nothing of what is there."""
    found = _DIMENSION.search(block[:8192])
    if found is None:
        return None
    columns, rows = column_number(found[3] or found[1]), int(found[4] or found[2])
    return (columns, rows) if columns * rows <= _MAX_DECLARED else None


class _Measure:
    """What the cells of a sheet span: `area` in cells, `filled` how many there are."""

    filled = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        raise NotImplementedError

    @property
    def shown(self) -> str:
        """Columns x rows."""
        raise NotImplementedError

    def take(self, block: bytes, /) -> bool:
        """Measure a block; False when this way to measure does not fit it."""
        raise NotImplementedError


class _Exact(_Measure):
    """Every cell looked at; one without a reference stands beside the one before.

    The reader begins with the first row and the first filled column.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.left = 1 << 62
        self.last = (0, 0)

    @property
    def area(self) -> int:
        if not self.filled:
            return 0
        return self.last[0] * (self.last[1] - self.left + 1)

    @property
    def shown(self) -> str:
        return f"{self.last[1]} x {self.last[0]}"

    def take(self, block: bytes, /) -> bool:
        for tag in _CELL.finditer(block):
            said = _REFERENCE.search(tag[2])
            if tag[1] == b"row":
                self.row = int(said[2]) if said and said[2] else self.row + 1
                self.column = 0
                continue
            row, self.column = self.row, self.column + 1
            if said:
                row = int(said[2] or 0) or row
                self.column = column_number(said[1].upper()) or self.column
            if not tag[2].endswith(b"/"):
                self._reach(row, self.column)
        return True

    def _reach(self, row: int, column: int) -> None:
        self.filled += 1
        self.left = min(self.left, column)
        self.last = (max(self.last[0], row), max(self.last[1], column))


class _Within(_Measure):
    """Cells counted, and none found beyond the columns and the digits of the rows declared: four times as fast."""

    rows: int

    def __init__(self, columns: int, rows: int) -> None:
        digits = len(str(rows))
        self.columns = columns
        self.rows = 10**digits - 1
        self._beyond = re.compile(rb'<c(?! r="(?:%s)[0-9]{1,%d}")[\s/>]' % (_up_to(columns), digits)).search

    @property
    def area(self) -> int:
        return self.columns * self.rows

    @property
    def shown(self) -> str:
        return f"{self.columns} x {self.rows}"

    def take(self, block: bytes, /) -> bool:
        self.filled += block.count(b'<c r="')
        return self._beyond(block) is None and b":c " not in block


def _up_to(columns: int) -> bytes:
    """Return the pattern of the letters of the first columns."""
    letters = column_letters(columns)
    ways = [b"[A-Z]{1,%d}" % (len(letters) - 1)] if len(letters) > 1 else []
    for position in range(len(letters)):
        last = position == len(letters) - 1
        highest = letters[position : position + 1]
        if last or highest > b"A":
            top = highest if last else bytes([highest[0] - 1])
            rest = len(letters) - position - 1
            ways.append(letters[:position] + b"[A-%s]" % top + (b"[A-Z]{%d}" % rest if rest else b""))
    return b"|".join(ways)


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, none is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> bytes:
    """Return the letters of a column from its number: 1 is A."""
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters
