"""Workbooks (xlsx, xlsb, xls, ods) through calamine; what a person cannot open is refused with the reason."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from xml.parsers.expat import ExpatError

import python_calamine as calamine

from etl.core.errors import DataError
from etl.sheets.marks.model import Marks
from etl.sheets.marks.ods import ods_marks, ods_sheets
from etl.sheets.marks.xls import xls_marks, xls_stream
from etl.sheets.marks.xlsb import xlsb_marks
from etl.sheets.marks.xlsx import sheet_part, xlsx_marks
from etl.sheets.readers.body import Body
from etl.sheets.readers.table import (
    HEADER_SEARCH,
    MAX_COLUMNS,
    Block,
    Cell,
    Known,
    Layout,
    Table,
    clean_headers,
    find_header,
)
from etl.sheets.readers.workbooks.archive import guard, tagged
from etl.sheets.readers.workbooks.compound import compound
from etl.sheets.readers.workbooks.grid import Grid
from etl.sheets.readers.workbooks.measure import wide_row
from etl.sheets.readers.workbooks.package import Package, readable

_TROUBLE = (
    calamine.CalamineError,
    zipfile.BadZipFile,
    ExpatError,
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
"""Exceptions raised by the readers on a damaged workbook."""

MarksOf = Callable[[str], Marks]
"""Returns the marks of a sheet."""


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


@contextmanager
def _silenced() -> Iterator[None]:
    """Silence the reader's Rust messages on a damaged xls or xlsb: our own error reports the problem."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def list_workbook_sheets(path: Path, *, format: str) -> list[str]:
    """Return the names of a workbook's sheets, hidden ones too.

    Raises:
        DataError: it cannot be opened.
    """
    if format == "ods":
        with _reading(path):
            guard(path)
            return ods_sheets(path)
    book, _marks = _opened(path, format, sheets=False)
    with book:
        return list(book.sheet_names)


def read_lines(path: Path, sheet: str) -> Iterator[Sequence[object]]:
    """Yield the raw lines of a sheet of an xlsx, the first one included.

    Raises:
        DataError: the workbook cannot be read, or has no such sheet.
    """
    book, _marks = _opened(path, "xlsx")
    if sheet not in book.sheet_names:
        raise DataError("sheet-absent", path=path, sheet=sheet, accepted=list(book.sheet_names))
    with _reading(path):
        yield from book.get_sheet_by_name(sheet).iter_rows()


def open_workbook(
    path: Path,
    *,
    format: str,
    known: Known | None,
    sheet: str | None,
    header_row: int | None,
    skip_hidden: bool,
    chunk_rows: int,
) -> Table:
    """Open a sheet of a workbook: the one named, else the visible one whose headers fit best.

    Raises:
        DataError: the workbook or the sheet cannot be read, or holds no rows.
    """
    book, marks_of = _opened(path, format)
    visible, hidden = _sheet_names(book)
    if sheet is not None and sheet not in book.sheet_names:
        raise DataError("sheet-absent", path=path, sheet=sheet, accepted=list(book.sheet_names))
    candidates = [sheet] if sheet is not None else visible
    if not candidates:
        raise DataError("sheets-hidden", path=path, accepted=hidden)
    name, grid = _choose(book, candidates, known, path=path, format=format, marks_of=marks_of)
    top = list(islice(grid.numbered(), max(HEADER_SEARCH, header_row or 0)))
    line, cells = find_header(top, known=known, stated=header_row, path=path)
    headers = clean_headers(grid.with_merged(top, line, cells), path=path, line=line, known=known)

    def blocks(size: int) -> Iterator[Block]:
        with _reading(path):
            yield from grid.blocks(line, size)

    unseen = grid.hidden_rows(line)
    skipped = frozenset(unseen) if skip_hidden else frozenset[int]()
    totals, titles = grid.totals(line), grid.titles(line, len(headers))
    body = Body(path, line, headers, known, header_row is not None, skipped, totals, titles)
    if next(body.rows(blocks(HEADER_SEARCH), lambda _: None), None) is None:
        raise DataError("table-empty", path=path, line=line)
    layout = Layout(
        path=str(path),
        format=format,
        header_row=line,
        title_lines=sum(number < line for number, _ in top),
        sheet=name,
        other_sheets=tuple(sheet for sheet in visible if sheet != name),
        hidden_sheets=tuple(sheet for sheet in hidden if sheet != name),
        hidden_rows=unseen,
        epoch_1904=grid.marks.epoch_1904,
        size=path.stat().st_size,
    )
    return Table(
        layout,
        body,
        blocks,
        chunk_rows,
        total_rows=max(grid.height - line, 0),
        merged=grid.covered(line, len(headers)),
        currencies=grid.currencies(),
    )


def _sheet_names(book: calamine.CalamineWorkbook) -> tuple[list[str], list[str]]:
    """Return the names of the (visible, hidden) sheets of cells."""
    sheets = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [m.name for m in sheets if m.visible == calamine.SheetVisibleEnum.Visible]
    return visible, [m.name for m in sheets if m.name not in visible]


def _choose(
    book: calamine.CalamineWorkbook,
    names: Sequence[str],
    known: Known | None,
    *,
    path: Path,
    format: str,
    marks_of: MarksOf,
) -> tuple[str, Grid]:
    """Return the sheet whose first rows hold the best header; a single sheet is searched while it is read."""
    if len(names) == 1:
        if format == "xlsx":
            _refuse_wide(path, names[0])
        with _reading(path), ThreadPoolExecutor(1) as pool:
            marks = pool.submit(marks_of, names[0])
            return names[0], Grid(_sheet(book, names[0], path, format), marks.result())
    best: tuple[int, str, calamine.CalamineSheet] | None = None
    for name in names:
        sheet = _sheet(book, name, path, format)
        top = list(islice(Grid(sheet, Marks()).numbered(), HEADER_SEARCH))
        score = max((_score(cells, known) for _, cells in top), default=-1)
        if best is None or score > best[0]:
            best = (score, name, sheet)
    assert best is not None  # noqa: S101 - there are names
    with _reading(path):
        return best[1], Grid(best[2], marks_of(best[1]))


def _refuse_wide(path: Path, name: str) -> None:
    """Refuse a row that is too wide for any table before a reader allocates it."""
    with _reading(path), Package(path) as package:
        part = sheet_part(package, name)
        wide = part and wide_row(
            tagged(package, package.getinfo(part), path), rows=HEADER_SEARCH, most=MAX_COLUMNS
        )
    if wide:
        line, count = wide
        raise DataError("columns-many", path=path, line=line, count=count, limit=MAX_COLUMNS)


def _score(cells: Sequence[Cell], known: Known | None) -> int:
    return sum(known(cell) for cell in cells if isinstance(cell, str) and cell) if known else 0


def _sheet(book: calamine.CalamineWorkbook, name: str, path: Path, format: str) -> calamine.CalamineSheet:
    with _reading(path), _silenced() if format == "xlsb" else nullcontext():
        return book.get_sheet_by_name(name)


def _opened(
    path: Path,
    format: str,
    *,
    sheets: bool = True,
) -> tuple[calamine.CalamineWorkbook, MarksOf]:
    """Return a workbook that is safe to open, and the function that returns the marks of a sheet.

    Without `sheets`, those of an xlsx, which are read one by one, are not checked.
    """
    with _reading(path):
        if format == "xlsx":
            guard(path, sheets=sheets)
            book = _book(readable(path))
            with Package(path) as package:
                if len(book.sheet_names) > len(package.filelist):
                    raise DataError("workbook-parts", path=path, count=len(book.sheet_names))
            return book, lambda name: xlsx_marks(path, name)
        if format == "xlsb":
            guard(path)
            marks_by_sheet = xlsb_marks(path)
            with _silenced():
                book = _book(readable(path))
            return book, lambda name: marks_by_sheet.get(name, Marks())
        if format == "ods":
            guard(path)
            marks = ods_marks(path)
            return _book(readable(path)), lambda name: marks.get(name, Marks())
        stream, data = xls_stream(path)
        marks, data = xls_marks(data, path)
        with _silenced():
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(compound(stream, data)))
        return book, lambda name: marks.get(name, Marks())


def _book(source: Path | io.BytesIO) -> calamine.CalamineWorkbook:
    if isinstance(source, Path):
        return calamine.CalamineWorkbook.from_path(str(source))
    return calamine.CalamineWorkbook.from_filelike(source)


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__


def sheet_lines(path: Path, *, format: str, sheet: str) -> list[tuple[int, Sequence[Cell]]]:
    """Return the lines of a sheet that are not empty, hidden ones too; none where there is no such sheet.

    Raises:
        DataError: the workbook cannot be read.
    """
    book, marks_of = _opened(path, format)
    if sheet not in book.sheet_names:
        return []
    with _reading(path):
        return list(Grid(_sheet(book, sheet, path, format), marks_of(sheet)).numbered())
