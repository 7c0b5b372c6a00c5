"""The report of a CSV: its rows as they were, in its own encoding and delimiter, our columns before them.

After a simulation or a check all of its records are in it, else those to correct.
"""

import csv
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.core.encoding import NEAREST
from etl.mapping.column_names import OURS
from etl.messages import text
from etl.reports.values import Line, Report, proposals
from etl.sheets import Cell, as_plain_text, atomic_write, line_end
from etl.source.own.headers import memory_header
from etl.source.own.report import csv_memory

_HEADS = ("row", "to-do", "proposed", "column")
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Encodings that begin a text with a mark -> the same without one."""

_BLOCK = 1 << 20


def write_rows(path: Path, report: Report) -> bool:
    """Write the rows; with none to correct there is no file, and an untouched one of an earlier run is removed.

    No spreadsheet takes a cell of it for a formula; an import restores the original cells (see `as_typed`).

    Raises:
        DataError: the file cannot be written there.
    """
    if not any(row.correctable for row in report.results()):
        if is_rows_as_written(path):
            path.unlink()
        return False
    layout = report.table.layout
    encoding, newline = layout.encoding or "utf-8-sig", line_end(Path(layout.path), layout.encoding)
    delimiter = layout.delimiter or ";"
    with tempfile.TemporaryFile("w+b") as body:
        digest, rows = hashlib.blake2b(digest_size=8), 0
        for row in _rows(report):
            rows += 1
            written = _encoded(row, delimiter, newline, _WITHOUT_MARK.get(encoding, encoding))
            digest.update(written)
            body.write(written)
        size = body.tell()
        known = {**report.memory, "rows": rows}
        memory = memory_header(known, last=_last(report), size=size, digest=digest.hexdigest())
        ours = [f"{OURS} {text(f'book-head-{name}', lang=report.lang).lower()}" for name in _HEADS]
        theirs = [as_plain_text(report.table.headers[place]) for place in _places(report)]
        with atomic_write(path) as place, place.open("wb") as file:
            file.write(_encoded([*ours, memory, *theirs], delimiter, newline, encoding))
            body.seek(0)
            while block := body.read(_BLOCK):
                file.write(block)
    return True


def is_rows_as_written(path: Path) -> bool:
    """Tell whether a CSV is a report of ours that nobody changed since."""
    memory = csv_memory(path)
    if memory is None:
        return False
    try:
        with path.open("rb") as file:
            file.seek(-int(str(memory["size"])), 2)
            digest = hashlib.blake2b(digest_size=8)
            while block := file.read(_BLOCK):
                digest.update(block)
    except (OSError, ValueError):
        return False
    return digest.hexdigest() == memory["digest"]


def _last(report: Report) -> int:
    """Return the last row of the file that has a result."""
    return max((row.row for row in report.results()), default=0)


def _places(report: Report) -> list[int]:
    return sorted(report.theirs)


def _rows(report: Report) -> Iterator[list[Cell]]:
    """Yield the rows to write: those that are no records are left out, they would be records by themselves."""
    places, width = _places(report), len(report.table.headers)
    for line in report.lines():
        is_record = report.state(line.row, line.cells) != "x"
        if not is_record or not (report.all_again or line.row.correctable):
            continue
        cells = [line.cells[place] for place in places]
        ours = [line.row.row, *map(as_plain_text, _why(line, report)), None]
        yield [*ours, *map(_inert, [*cells, *line.cells[width:]])]


def _why(line: Line, report: Report) -> Iterator[str]:
    errors = line.row.errors
    yield " | ".join(report.texts_of(line.row).split("\n"))
    yield " | ".join(proposals(line.row))
    yield " | ".join(dict.fromkeys(problem.column for problem in errors if problem.column))


def _inert(cell: Cell) -> Cell:
    return as_plain_text(cell) if isinstance(cell, str) else cell


class _Lines(list[str]):
    """Collects what a CSV writer writes."""

    def write(self, line: str) -> None:
        self.append(line)


def _encoded(row: Sequence[Cell], delimiter: str, newline: str, encoding: str) -> bytes:
    """Return a line; a lone carriage return would end it unquoted."""
    lines = _Lines()
    if any(isinstance(cell, str) and "\r" in cell for cell in row):
        writer = csv.writer(lines, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(lines, delimiter=delimiter, lineterminator=newline)
    writer.writerow(row)
    return "".join(lines).encode(encoding, NEAREST)
