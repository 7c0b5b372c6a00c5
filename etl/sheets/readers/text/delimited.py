"""CSV files: encoding and delimiter are detected, rows stream in flat memory."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.core.errors import DataError
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
    is_blank,
    text,
)
from etl.sheets.readers.text.encoding import detect_encoding, known_encoding
from etl.sheets.readers.text.flaws import FlawedLine
from etl.sheets.readers.text.quotes import whole
from etl.sheets.readers.text.records import (
    DELIMITERS,
    MAX_FIELD,
    Grid,
    Line,
    Records,
    bounded_lines,
    cut,
    named,
)
from etl.sheets.readers.text.stored import is_gzipped, open_binary, wrong_line

_SAMPLE_LINES = 30
_SAID = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)
"""The first line that gives Excel the delimiter."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a file is written; `unwrap` takes the quotes off lines that are one quoted cell each."""

    path: Path
    encoding: str
    mark: str
    unwrap: Callable[[str], str] | None = None


def open_delimited(
    path: Path,
    *,
    known: Known | None,
    header_row: int | None,
    encoding: str | None,
    delimiter: str | None,
    chunk_rows: int,
) -> Table:
    """Open a CSV file.

    Raises:
        DataError: it is empty, has no rows below its header, or cannot be decoded; a quote in it never closes, or
            another delimiter cuts its header than its rows.
    """
    detected = detect_encoding(path) if encoding is None or is_gzipped(path) else None
    used = known_encoding(encoding, path) if encoding else str(detected)
    sample = _sample(path, used)
    declared = _SAID.fullmatch(sample[0]) if sample else None
    unwrap = _unwrapping(sample[bool(declared) :], known) if known else None
    if unwrap:
        sample = list(map(unwrap, sample))
    mark = delimiter or (declared[1] if declared else detect_delimiter("".join(sample), known))
    form = _Form(path, used, mark, unwrap)
    top = list(islice(_filled(form, after=1 if declared else 0), max(HEADER_SEARCH, header_row or 0)))
    line, cells = find_header(top, known=known, stated=header_row, path=path)
    if isinstance(cells, FlawedLine) and cells.flaw.broken:
        raise DataError("csv-quote-open", path=path, line=line)
    headers = clean_headers(cells, path=path, line=line, known=known)
    _refuse_two_marks(form, sample, line, len(headers))
    grid = Grid(line, len(cells), spaced=_are_spaced(cells))

    def blocks(size: int) -> Iterator[Block]:
        below = (row for row in _lines(form, grid) if row[0] > line)
        while part := list(islice(below, size)):
            yield [number for number, _ in part], [cells for _, cells in part]

    body = Body(path, line, headers, known, header_row is not None)
    if next(body.rows(blocks(HEADER_SEARCH), lambda _: None), None) is None:
        raise DataError("table-empty", path=path, line=line)
    layout = Layout(
        path=str(path),
        format="csv",
        header_row=line,
        title_lines=sum(number < line for number, _ in top),
        encoding=used,
        delimiter=mark,
        wrapped=unwrap is not None,
        size=path.stat().st_size,
    )
    return Table(layout, body, blocks, chunk_rows)


def _are_spaced(cells: Sequence[Cell]) -> bool:
    """Tell whether a header has a space behind every delimiter."""
    if isinstance(cells, FlawedLine):
        return cells.flaw.code == "note-quotes-spaces"
    return len(cells) > 1 and all(str(cell).startswith(" ") for cell in cells[1:])


def _unwrapping(sample: Sequence[str], known: Known) -> Callable[[str], str] | None:
    """Return a function that unquotes lines that are one quoted cell each, None where the lines are not.

    A program that opened the file as one column saves it so; it leaves lines without quotes as they were, and may add
    empty cells to all of them.
    """
    lines = [line for line in sample if line.strip()]
    insides = [whole(line) for line in lines]
    if not lines or any(inside is None and '"' in line for inside, line in zip(insides, lines, strict=True)):
        return None
    head = insides[0]
    if head is None or known(text(head)):
        return None
    if sum(known(text(cell)) for cell in cut(head, detect_delimiter(head, known))) < 2:
        return None
    added = lines[0].rstrip("\r\n").rpartition('"')[2]

    def unwrap(line: str) -> str:
        inside = whole(line)
        if inside is not None:
            return inside
        bare = line.rstrip("\r\n")
        return bare.removesuffix(added) + line[len(bare) :]

    return unwrap


def detect_delimiter(sample: str, known: Known | None = None) -> str:
    """Return the delimiter under which most headers are known, else the one that cuts the lines most evenly.

    Quotes are respected; a single column has no delimiter, and ";" reads it as well as any.
    """
    best = max(DELIMITERS, key=lambda mark: _fitness(sample, mark, known))
    return best if _fitness(sample, best, known)[1] > 0 else ";"


def _fitness(sample: str, mark: str, known: Known | None) -> tuple[int, float, int]:
    """Return (known headers in one line, share of lines with the most common width, that width)."""
    csv.field_size_limit(MAX_FIELD)
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return (0, 0.0, 0)
    cutting = [len(row) for row in rows if len(row) > 1]
    if not cutting:
        return (0, 0.0, 0)
    common = max(cutting, key=cutting.count)
    bare = [[piece.strip(' "') for piece in line.split(mark)] for line in sample.splitlines() if '"' in line]
    few = [row for row in (*rows, *bare) if len(row) <= MAX_COLUMNS]
    headers = max((sum(known(text(cell)) for cell in row if cell) for row in few), default=0) if known else 0
    return (headers, cutting.count(common) / len(rows), common)


def _sample(path: Path, encoding: str) -> list[str]:
    try:
        with open_text(path, encoding, errors="replace") as file:
            return list(islice(bounded_lines(file, path), _SAMPLE_LINES))
    except UnicodeError as error:
        raise DataError("encoding-wrong", path=path, line=1, encoding=encoding) from error


@contextmanager
def open_text(path: Path, encoding: str, *, errors: str = "strict") -> Iterator[io.TextIOWrapper]:
    """Open the text of a file, unpacked where it is gzipped; line ends stay as they are."""
    with (
        open_binary(path) as binary,
        io.TextIOWrapper(binary, encoding=encoding, errors=errors, newline="") as file,
    ):
        yield file


def _filled(form: _Form, *, after: int) -> Iterator[Line]:
    """Yield the lines after one that hold anything."""
    lines = _lines(form, Grid())
    return (row for row in lines if row[0] > after and not is_blank(row[1]))


def _lines(form: _Form, grid: Grid) -> Iterator[Line]:
    """Yield (line where the row begins, cells), a blank one where lines are blank."""
    path = form.path
    try:
        with open_text(path, form.encoding) as file:
            lines = bounded_lines(file, path)
            yield from Records(path, form.mark, grid).read(map(form.unwrap, lines) if form.unwrap else lines)
    except UnicodeError as error:
        line = wrong_line(path, form.encoding)
        raise DataError("encoding-wrong", path=path, line=line, encoding=form.encoding) from error


def _refuse_two_marks(form: _Form, sample: Sequence[str], header: int, width: int) -> None:
    """Refuse a header over rows that another delimiter cuts."""
    rows = [(number, line) for number, line in enumerate(sample, 1) if number > header and line.strip()]
    best, fits = form.mark, 0
    for mark in DELIMITERS:
        fitting = sum(len(cut(line, mark)) == width for _, line in rows)
        if fitting > fits or (fitting == fits and mark == form.mark):
            best, fits = mark, fitting
    if width > 1 and best != form.mark and fits * 2 > len(rows):
        row = next(number for number, line in rows if len(cut(line, best)) == width)
        raise DataError(
            "csv-delimiters-two",
            path=form.path,
            line=header,
            mark=named(form.mark),
            row=row,
            other=named(best),
        )
