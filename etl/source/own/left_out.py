"""Recognise the list of what a migration left out, whose rows belong to the runs of several files."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.core.errors import DataError
from etl.mapping.column_names import OURS
from etl.sheets import Cell, as_typed, open_table
from etl.source.own.numbered_rows import row_heads
from etl.source.own.report import first_bytes

MARK = f"{OURS} left-out"
_MARK = re.compile(rf"{MARK} ([0-9a-z-]+) ([0-9a-f]{{16}})")
_HEAD_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the list: the run that it belongs to, how its file was read, its number there, and its cells.

    `is_changed` tells whether a person changed its cells since it was written.
    """

    run_id: str
    reading: str
    is_changed: bool
    row: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LeftOutList:
    """A list that is read again: the pipeline's run, the headers of all files, the rows."""

    run_id: str
    headers: tuple[str, ...]
    rows: tuple[ListedRow, ...]
    added: int = 0
    """Rows without our columns: a person added them, and no file is theirs."""

    @classmethod
    def at(cls, path: Path) -> "LeftOutList | None":
        """Return the list at a path, None where the file is none.

        Raises:
            DataError: it is one that lost a column of ours, or cannot be read to its end.
        """
        if not is_list(path):
            return None
        table = open_table(path, known=lambda header: header.startswith(OURS))
        marks = [at for at, header in enumerate(table.headers) if _MARK.fullmatch(header.strip())]
        numbers = [at for at, header in enumerate(table.headers) if header in row_heads()]
        if len(marks) != 1 or len(numbers) != 1:
            raise DataError("report-columns-gone", path=path)
        theirs = [at for at, header in enumerate(table.headers) if not header.startswith(OURS)]
        match = _MARK.fullmatch(table.headers[marks[0]].strip())
        rows: list[ListedRow] = []
        added = 0
        for chunk in table.chunks():
            for line in zip(*chunk.columns, strict=True):
                run_id, reading, digest, *_ = [*str(line[marks[0]] or "").split(), "", "", ""]
                added += not run_id
                if run_id:
                    cells = tuple(_typed(line[at]) for at in theirs)
                    changed = digest != row_digest(cells)
                    rows.append(
                        ListedRow(run_id, reading or "-", changed, str(line[numbers[0]] or ""), cells)
                    )
        headers = tuple(as_typed(table.headers[at]) for at in theirs)
        return cls(match[1] if match else "", headers, tuple(rows), added)


def is_list(path: Path) -> bool:
    """Tell whether a file is such a list."""
    return any(_MARK.search(text) for text in first_bytes(path))


def row_digest(cells: Iterable[Cell]) -> str:
    """Return a short digest of the cells of a row: empty ones and blanks around texts do not count."""
    texts = "\x1f".join("" if cell is None else str(cell).strip() for cell in cells)
    return hashlib.blake2b(texts.encode("utf-8", "replace"), digest_size=6).hexdigest()


def list_mark(run_id: str, digest: str) -> str:
    """Return the header that makes a CSV such a list; `digest` is that of its rows."""
    return f"{MARK} {run_id} {digest}"


def is_list_as_written(path: Path) -> bool:
    """Tell whether a file is such a list that nobody changed since."""
    try:
        head, _, body = path.read_bytes().partition(_HEAD_END)
    except OSError:
        return False
    match = _MARK.search(head.decode("utf-8", "replace"))
    return match is not None and hashlib.blake2b(body, digest_size=8).hexdigest() == match[2]


def _typed(cell: Cell) -> Cell:
    return as_typed(cell) if isinstance(cell, str) else cell
