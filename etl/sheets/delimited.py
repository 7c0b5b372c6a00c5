"""CSV files: encoding and delimiter are detected, rows stream in flat memory."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from etl.errors import DataError
from etl.sheets.body import Body
from etl.sheets.encoding import detect_encoding, is_gzipped, known_encoding, open_binary
from etl.sheets.table import (
    HEADER_SEARCH,
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

DELIMITERS = (";", ",", "\t", "|")
MAX_FIELD = 1_000_000
"""Characters in one field; Excel's own limit is 32,767."""

_MARK = "\ufeff"
"""What begins a file of Unicode, and each file of several joined in one."""

_SAMPLE_LINES = 30
_SAID = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""


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
        DataError: it is empty, has no rows below its header, or cannot be decoded.
    """
    found = detect_encoding(path) if encoding is None or is_gzipped(path) else None
    used = known_encoding(encoding, path) if encoding else str(found)
    sample = _sample(path, used)
    said = _SAID.fullmatch(sample[0]) if sample else None
    mark = delimiter or (said[1] if said else detect_delimiter("".join(sample), known))
    top = list(islice(_filled(path, used, mark, after=1 if said else 0), max(HEADER_SEARCH, header_row or 0)))
    line, cells = find_header(top, known=known, stated=header_row, path=path)
    headers = clean_headers(cells, path=path, line=line, known=known)

    def blocks(size: int) -> Iterator[Block]:
        below = (one for one in _lines(path, used, mark) if one[0] > line)
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
        size=path.stat().st_size,
    )
    return Table(layout, body, blocks, chunk_rows)


def detect_delimiter(sample: str, known: Known | None = None) -> str:
    """Return the delimiter under which most headers are known, else the one that cuts the lines most evenly.

    Quotes are respected; a lone column has none, which ";" reads as well as any.
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
    headers = max(sum(known(text(cell)) for cell in row if cell) for row in rows) if known else 0
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


def bounded_lines(file: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """Yield lines; one longer than a field may be is refused before it fills the memory.

    CR CR LF, which a text written twice ends its lines with, ends one line.
    """
    number = 0
    before = ""
    while line := file.readline(MAX_FIELD * 2):
        if line == "\r\n" and before.endswith("\r"):
            before = line
            continue
        before = line
        number += 1
        if len(line) >= MAX_FIELD * 2:
            raise DataError("field-too-long", path=path, line=number, limit=MAX_FIELD)
        if "\x00" in line:
            raise DataError("nul-bytes", path=path, line=number)
        yield line.removeprefix(_MARK)


def _filled(path: Path, encoding: str, mark: str, *, after: int) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the lines after one that hold anything."""
    lines = _lines(path, encoding, mark)
    return (one for one in lines if one[0] > after and not is_blank(one[1]))


def _lines(path: Path, encoding: str, mark: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield (line where the row begins, cells), blank ones too."""
    csv.field_size_limit(MAX_FIELD)
    errors = "replace" if encoding == "cp1252" else "strict"
    begins = 1
    try:
        with open_text(path, encoding, errors=errors) as file:
            reader = csv.reader(bounded_lines(file, path), delimiter=mark)
            for row in reader:
                yield begins, row
                begins = reader.line_num + 1
    except csv.Error as error:
        raise DataError("csv-broken", path=path, line=begins, said=str(error)) from error
    except UnicodeError as error:
        raise DataError("encoding-wrong", path=path, line=begins, encoding=encoding) from error
