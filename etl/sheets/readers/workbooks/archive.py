"""Reject decompression bombs in workbooks (xlsx, xlsb, ods) before unpacking them.

The reader holds the whole rectangle of a sheet, from its first filled cell to its last, and the process ends where
the memory does: a rectangle is measured from the cells themselves, since what a file declares may be a lie.
"""

import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.workbooks.measure import Exact, Measure, Within, column_number
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
"""Cells of a declared area that is trusted; a sheet of 16,384 x 1,048,576 has 85 times as many."""

_ROOM = 1_000_000
"""Cells of a rectangle that are always read, however few are filled: 32 MB, twice while it is read."""

_SPARSE = 50
"""Cells of a larger rectangle for each filled one."""

_EXACT_BELOW = 4 << 20
"""Bytes of XML whose cells are all measured one by one."""

MOST_STYLES = 150_000
"""Formats of cells: Excel opens no file with more than 65,000."""

_DEEPEST = 10_000
"""Tags that stay open at the end of a block."""

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
_TEXTS = re.compile(rb"<(?:\w+:)?si\b")
_COUNT = re.compile(rb"""<(?:\w+:)?sst\b[^>]*\bunique[cC]ount\s*=\s*["'](\d+)""")
_TEXTS_READ = 100_000
"""Shared texts that are read however few cells there are."""

_CELL_BYTES = 10
"""Bytes of the shortest cell."""


def guard(path: Path, *, sheets: bool = True) -> None:
    """Refuse an archive whose directory or XML is absurd; without `sheets`, those of an xlsx are not checked.

    Raises:
        DataError: it is a bomb, declares entities, or holds a sheet or a text far too large.
        zipfile.BadZipFile, OSError, zlib.error: it is damaged.
    """
    status = path.stat()
    _refuse_parts(path, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))
    if sheets:
        with Package(path) as archive:
            for entry in archive.infolist():
                if _is_sheet(archive, entry):
                    _refuse_sheet(archive, entry, path)


@lru_cache(maxsize=4)
def _refuse_parts(path: Path, _state: tuple[int, ...]) -> None:
    """Refuse an archive for its directory or a part that is no sheet; the same file is not examined again."""
    with Package(path) as archive:
        _refuse_bomb(archive, path)
        for entry in archive.infolist():
            name = entry.filename
            if (
                name.endswith((".xml", ".rels"))
                and not name.startswith(_UNREAD)
                and not _is_sheet(archive, entry)
            ):
                _refuse_part(archive, entry, path)


def _is_sheet(archive: Package, entry: zipfile.ZipInfo) -> bool:
    return entry.filename in archive.sheets and entry.filename.endswith(".xml")


def _refuse_part(archive: Package, entry: zipfile.ZipInfo, path: Path) -> None:
    """Refuse a part that declares entities, nests without end, or lists implausibly many texts and formats.

    Raises:
        ValueError: its lists are longer than what is there.
    """
    depth = texts = formats = 0
    cells = sum(archive.getinfo(name).file_size for name in archive.sheets) // _CELL_BYTES
    for block in tagged(archive, entry, path):
        _refuse_entities(block, entry, path)
        depth = _sunk(block, depth)
        if len(block) > BLOCK // 2 and _ends(block, b"t") and not _ends(block, b"si"):
            raise DataError("cell-too-long", path=path, member=entry.filename, limit=BLOCK)
        if b"<si" in block or b":si" in block:  # the pattern scans every tag
            texts += len(_TEXTS.findall(block))
        formats += block.count(b"numFmtId=") + block.count(b"<style:style ")
        declared = _COUNT.search(block[:1024]) if texts <= 1 else None
        if declared and int(declared[1]) > entry.file_size:
            raise ValueError("more strings than bytes")  # the reader allocates them
        if texts > max(cells, _TEXTS_READ):
            raise ValueError("more strings than cells")
        if formats > MOST_STYLES:
            raise ValueError("more styles than any program writes")


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
        raise DataError("workbook-bomb", path=path, size=size >> 20)


def _holds_cells(archive: Package, entry: zipfile.ZipInfo) -> bool:
    return entry.filename in archive.sheets or entry.filename == "content.xml"


def _is_swollen(entry: zipfile.ZipInfo, *, is_sheet: bool) -> bool:
    start = _SHEET_RATIO_FROM if is_sheet else _RATIO_FROM
    return entry.file_size > start and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member, reading ahead by a block.

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


def _measured(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, *, quickly: bool) -> Measure:
    measure: Measure = Exact()
    depth = 0
    for number, block in enumerate(tagged(archive, entry, path)):
        if number == 0:
            _refuse_entities(block, entry, path)
            declared = _declared(block)
            if quickly and declared is not None:
                measure = Within(*declared)
        depth = _sunk(block, depth)
        if len(block) > BLOCK // 2 and _ends(block, b"t") and not _ends(block, b"c"):
            raise DataError("cell-too-long", path=path, member=entry.filename, limit=BLOCK)
        if not measure.take(block):
            return _measured(archive, entry, path, quickly=False)
    return measure


def _refuse_entities(block: bytes, entry: zipfile.ZipInfo, path: Path) -> None:
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
        raise DataError("workbook-entities", path=path, member=entry.filename)


def _sunk(block: bytes, depth: int) -> int:
    """Return the depth at the end of a block that begins at a depth.

    Raises:
        ValueError: deeper than any spreadsheet program nests: a reader would fill the memory, or its stack.
    """
    ends = block.count(b"</")
    opened = block.count(b"<") - ends - block.count(b"/>") - block.count(b"<?") - block.count(b"<!")
    if depth + opened - ends > _DEEPEST:
        raise ValueError("XML without end")
    return max(depth + opened - ends, 0)


def _ends(block: bytes, tag: bytes) -> bool:
    """Tell whether a tag ends in a block, whatever its prefix."""
    return b"</%s>" % tag in block or b":%s>" % tag in block


def _declared(block: bytes) -> tuple[int, int] | None:
    """Return the (columns, rows) that a sheet declares; None for an area that no table fills."""
    match = _DIMENSION.search(block[:8192])
    if match is None:
        return None
    columns, rows = column_number(match[3] or match[1]), int(match[4] or match[2])
    return (columns, rows) if columns * rows <= _MAX_DECLARED else None
