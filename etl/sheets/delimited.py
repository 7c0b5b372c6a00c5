"""CSV files: encoding and delimiter are detected, rows stream in flat memory."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from etl.errors import DataError
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
)

DELIMITERS = (";", ",", "\t", "|")
MAX_FIELD = 1_000_000
"""Characters in one field; Excel's own limit is 32,767."""

_BLOCK = 1 << 20
_SAMPLE_LINES = 30
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
    used = _known_encoding(encoding, path) if encoding else detect_encoding(path)
    mark = delimiter or detect_delimiter(path, used)
    top = list(islice(_lines(path, used, mark), max(HEADER_SEARCH, header_row or 0)))
    line, cells = find_header(top, known=known, stated=header_row, path=path)
    headers = clean_headers(cells, path=path, line=line)

    def blocks(size: int) -> Iterator[Block]:
        below = (one for one in _lines(path, used, mark) if one[0] > line)
        while part := list(islice(below, size)):
            yield [number for number, _ in part], [cells for _, cells in part]

    if next(blocks(1), None) is None:
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
    return Table(layout, headers, blocks, chunk_rows)


def _known_encoding(encoding: str, path: Path) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise DataError("encoding-unknown", path=path, encoding=encoding) from error


def detect_encoding(path: Path) -> str:
    """Return the encoding of a file: its BOM's, UTF-8 when all of it is, else cp1252.

    No statistics: on short French files they take cp1252 for cp1250.

    Raises:
        DataError: the file holds NUL bytes.
    """
    with path.open("rb") as file:
        start = file.read(4)
        for bom, name in _BOMS:
            if start.startswith(bom):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        utf8 = True
        lines = 1
        while block := file.read(_BLOCK):
            nul = block.find(b"\x00")
            if nul >= 0:
                raise DataError("nul-bytes", path=path, line=lines + block.count(b"\n", 0, nul))
            lines += block.count(b"\n")
            if utf8:
                utf8 = _decodes(decoder, block, final=False)
        return "utf-8" if utf8 and _decodes(decoder, b"", final=True) else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def detect_delimiter(path: Path, encoding: str) -> str:
    """Return the delimiter that cuts the first lines most evenly, quotes respected; a lone column has none."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = "".join(islice(_bounded(file, path), _SAMPLE_LINES))
    best = max(DELIMITERS, key=lambda mark: _evenness(sample, mark))
    return best if _evenness(sample, best)[0] > 0 else ";"


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    """Return (share of lines with the most common width, that width), 0 where the mark cuts nothing."""
    csv.field_size_limit(MAX_FIELD)
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return (0.0, 0)
    common = max(widths, key=widths.count, default=0)
    cutting = [width for width in widths if width > 1]
    if not cutting:
        return (0.0, 0)
    common = max(cutting, key=cutting.count)
    return (cutting.count(common) / len(widths), common)


def _bounded(file: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """Yield lines; one longer than a field may be is refused before it fills the memory."""
    number = 0
    while line := file.readline(MAX_FIELD * 2):
        number += 1
        if len(line) >= MAX_FIELD * 2:
            raise DataError("field-too-long", path=path, line=number, limit=MAX_FIELD)
        if "\x00" in line:
            raise DataError("nul-bytes", path=path, line=number)
        yield line


def _lines(path: Path, encoding: str, mark: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield (line where the row begins, cells) of the rows that hold anything."""
    csv.field_size_limit(MAX_FIELD)
    errors = "replace" if encoding == "cp1252" else "strict"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        reader = csv.reader(_bounded(file, path), delimiter=mark)
        while True:
            begins = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise DataError("csv-broken", path=path, line=reader.line_num, said=str(error)) from error
            except UnicodeDecodeError as error:
                raise DataError("encoding-wrong", path=path, line=begins, encoding=encoding) from error
            if row is None:
                return
            if row and not is_blank(row):
                yield begins, row
