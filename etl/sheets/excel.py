"""Workbooks (xlsx, xls, ods) through calamine; what a person cannot open is refused with the reason."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine as calamine

from etl.errors import DataError
from etl.sheets.error_cells import error_cells
from etl.sheets.table import (
    HEADER_SEARCH,
    Block,
    Cell,
    Known,
    Layout,
    Table,
    clean_headers,
    filled,
    find_header,
    is_blank,
)

MAX_UNCOMPRESSED = 1 << 30
"""Bytes a workbook may unfold to (1 GiB)."""

MAX_RATIO = 200
"""How many times a member may be larger than its compressed form, beyond 50 MB."""

_RATIO_FROM = 50 << 20
_MAX_ENTRIES = 10_000
_MAX_CELLS = 200_000_000
"""Cells of a declared area that is still read; a sheet of 16,384 x 1,048,576 has 85 times as many."""

_DIMENSION = re.compile(rb'<dimension[^>]*\bref="[A-Z]+\d+:([A-Z]+)(\d+)"')


_TROUBLE = (
    calamine.CalamineError,
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What reading a damaged workbook raises, somewhere below."""


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn what a damaged or protected workbook raises into one error.

    Raises:
        DataError: the workbook cannot be read.
    """
    try:
        yield
    except calamine.PasswordError as error:
        raise DataError("workbook-password", path=path) from error
    except _TROUBLE as error:
        raise DataError("workbook-broken", path=path, said=_first_line(error)) from error
    except BaseException as error:
        # The reader is written in Rust; where it gives up, it raises outside Python's `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise DataError("workbook-broken", path=path, said=_first_line(error)) from None


def list_workbook_sheets(path: Path) -> list[str]:
    """Return the names of a workbook's sheets, hidden ones too.

    Raises:
        DataError: it cannot be opened.
    """
    with _opened(path) as book:
        return list(book.sheet_names)


def read_lines(path: Path, sheet: str) -> Iterator[Sequence[object]]:
    """Yield the lines of a sheet as they are, its first one too.

    Raises:
        DataError: the workbook cannot be read, or has no such sheet.
    """
    book = _opened(path)
    if sheet not in book.sheet_names:
        raise DataError("sheet-absent", path=path, sheet=sheet, accepted=list(book.sheet_names))
    with _reading(path):
        yield from book.get_sheet_by_name(sheet).iter_rows()


def open_workbook(
    path: Path,
    *,
    format: str,  # noqa: A002 - the field's own word
    known: Known | None,
    sheet: str | None,
    header_row: int | None,
    chunk_rows: int,
) -> Table:
    """Open a sheet of a workbook: the one named, else the visible one whose headers fit best.

    Raises:
        DataError: the workbook or the sheet cannot be read, or holds no rows.
    """
    book = _opened(path)
    visible = [m.name for m in book.sheets_metadata if _is_visible(m)]
    hidden = tuple(
        m.name
        for m in book.sheets_metadata
        if m.typ == calamine.SheetTypeEnum.WorkSheet and m.name not in visible
    )
    if sheet is not None and sheet not in book.sheet_names:
        raise DataError("sheet-absent", path=path, sheet=sheet, accepted=list(book.sheet_names))
    candidates = [sheet] if sheet is not None else visible
    if not candidates:
        raise DataError("sheets-hidden", path=path, accepted=list(hidden))
    name, rows = _choose(book, candidates, known, path)
    top = list(islice(_numbered(rows), max(HEADER_SEARCH, header_row or 0)))
    line, cells = find_header(top, known=known, stated=header_row, path=path)
    headers = clean_headers(cells, path=path, line=line)

    with _reading(path):
        errors = error_cells(path, name) if format == "xlsx" else {}
    first = rows.start[1] if rows.start is not None else 0

    def blocks(size: int) -> Iterator[Block]:
        below = islice(rows.iter_rows(), line, None)
        number = line + 1
        while part := _cells(islice(below, size)):
            _put(errors, part, number, first)
            block = filled(range(number, number + len(part)), part)
            number += len(part)
            if block[1]:
                yield block

    if next(blocks(HEADER_SEARCH), None) is None:
        raise DataError("table-empty", path=path, line=line)
    layout = Layout(
        path=str(path),
        format=format,
        header_row=line,
        title_lines=sum(number < line for number, _ in top),
        sheet=name,
        other_sheets=tuple(one for one in visible if one != name),
        hidden_sheets=hidden,
        epoch_1904=_epoch_1904(path) if format == "xlsx" else False,
        size=path.stat().st_size,
    )
    return Table(layout, headers, blocks, chunk_rows, total_rows=max(_height(rows) - line, 0))


def _put(errors: Mapping[tuple[int, int], str], rows: list[Sequence[Cell]], number: int, first: int) -> None:
    """Put error texts where calamine left nothing; `number` is the first row's, `first` the columns cut before."""
    for (row, column), said in errors.items():
        if number <= row < number + len(rows):
            cells = list(rows[row - number])
            if 0 <= column - 1 - first < len(cells):
                cells[column - 1 - first] = said
                rows[row - number] = cells


def _cells(rows: Iterable[Sequence[Any]]) -> list[Sequence[Cell]]:
    """Return rows as the cells they are; calamine's own types say less."""
    return list(rows)


def _is_visible(metadata: calamine.SheetMetadata) -> bool:
    return bool(
        metadata.visible == calamine.SheetVisibleEnum.Visible
        and metadata.typ == calamine.SheetTypeEnum.WorkSheet
    )


def _choose(
    book: calamine.CalamineWorkbook, names: Sequence[str], known: Known | None, path: Path
) -> tuple[str, calamine.CalamineSheet]:
    """Return the sheet whose first rows hold the best header."""
    best: tuple[int, str, calamine.CalamineSheet] | None = None
    for name in names:
        sheet = _sheet(book, name, path)
        top = list(islice(_numbered(sheet), HEADER_SEARCH))
        if not top and len(names) > 1:
            continue
        score = max((_score(cells, known) for _, cells in top), default=0)
        if best is None or score > best[0]:
            best = (score, name, sheet)
    if best is None:
        raise DataError("file-empty", path=path)
    return best[1], best[2]


def _score(cells: Sequence[Cell], known: Known | None) -> int:
    return sum(known(cell) for cell in cells if isinstance(cell, str) and cell) if known else 0


def _sheet(book: calamine.CalamineWorkbook, name: str, path: Path) -> calamine.CalamineSheet:
    with _reading(path):
        return book.get_sheet_by_name(name)


def _height(sheet: calamine.CalamineSheet) -> int:
    return int(sheet.end[0]) + 1 if sheet.end is not None else 0


def _numbered(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield (row number, cells from column A) of the rows that hold anything."""
    if sheet.start is None:
        return
    rows: Iterator[Any] = sheet.iter_rows()
    for number, row in enumerate(rows, start=1):
        if row[0] or (any(row) and not is_blank(row)):
            yield number, row


def _opened(path: Path) -> calamine.CalamineWorkbook:
    with _reading(path):
        if zipfile.is_zipfile(path):
            _refuse_bomb(path)
        return calamine.CalamineWorkbook.from_path(str(path))


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__


def _refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        swollen = any(
            e.file_size > _RATIO_FROM and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries
        )
        if total > MAX_UNCOMPRESSED or swollen or len(entries) > _MAX_ENTRIES:
            raise DataError("workbook-bomb", path=path, size=f"{total / (1 << 20):.0f} MB")
        for entry in entries:
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                _refuse_area(archive, entry, path)


def _refuse_area(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    with archive.open(entry) as file:
        found = _DIMENSION.search(file.read(4096))
    if found is None:
        return
    columns = 0
    for letter in found[1]:
        columns = columns * 26 + letter - 64
    if columns * int(found[2]) > _MAX_CELLS:
        raise DataError("sheet-too-large", path=path, area=f"{columns} x {int(found[2])}")


def _epoch_1904(path: Path) -> bool:
    with _reading(path), zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        if "xl/workbook.xml" not in names:
            return False
        return re.search(rb'date1904="(1|true)"', archive.read(names["xl/workbook.xml"])) is not None
