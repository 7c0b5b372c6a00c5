"""The rows of a CSV, line by line: quotes are read strictly, and an open quote never swallows rows.

What is written as it should be goes through `csv` alone, many lines at once; only where a line is no whole row, or its
quotes may be misplaced, are lines looked at one by one.
"""

import csv
import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from etl.core.errors import DataError
from etl.sheets.readers.table import Cell
from etl.sheets.readers.text.flaws import Flaw, FlawedLine
from etl.sheets.readers.text.quotes import ESCAPED, QUOTE, Quotes, whole

DELIMITERS = (";", ",", "\t", "|")
MAX_FIELD = 1_000_000
"""Characters in one field; Excel's own limit is 32,767."""

_MARK = "\ufeff"
"""The byte order mark, which begins a file and each file of several joined in one."""

_BLOCK = 256
"""Lines that are read together where all of them are well formed."""

_ROW = 3
"""Cells from which a line looks like a row by itself; prose has two too."""

Line = tuple[int, Sequence[Cell]]
"""The line where a row begins, and its cells."""


def bounded_lines(file: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """Yield lines; one longer than a field may be is refused before it fills the memory.

    CR CR LF, which a text written twice ends its lines with, ends one line.

    Raises:
        DataError: a line is longer than a field may be.
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


@dataclass(frozen=True, slots=True)
class Grid:
    """How the rows lie: from line `after` on each has `width` cells (None: unknown yet).

    `spaced` says that the header has a space behind every delimiter.
    """

    after: int = 0
    width: int | None = None
    spaced: bool = False


@dataclass(slots=True)
class _Feed:
    """The lines of a file, one at a time; those of a misread row can be read again."""

    lines: Iterator[str]
    pending: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    ended: bool = False

    def given(self) -> Iterator[str]:
        """Yield the lines to read; each stays pending until its row is complete."""
        self.ended = False
        pending, back = self.pending, self.back
        while back:
            pending.append(back[-1])
            yield back.pop()
        for line in self.lines:
            pending.append(line)
            yield line
        self.ended = True

    def take_back(self) -> None:
        """Yield every pending line but the first again."""
        self.back += reversed(self.pending[1:])
        del self.pending[1:]


class Records:
    """Reads the rows of one file."""

    def __init__(self, path: Path, mark: str, grid: Grid) -> None:
        self._path = path
        self._mark = mark
        self._grid = grid
        self._quotes = Quotes(mark)
        self._signs = (ESCAPED, ' "') if mark == "\t" else (ESCAPED, ' "', '\t"')
        self._watched: int | None = None

    def read(self, lines: Iterable[str]) -> Iterator[Line]:
        """Yield (line where the row begins, cells); a line with a flaw is a `FlawedLine`.

        Blank lines have no cells; of many that follow each other only some are yielded.

        Raises:
            DataError: a quote never closes, or covers rows.
        """
        csv.field_size_limit(MAX_FIELD)
        begins, rest = 1, iter(lines)
        while block := list(islice(rest, _BLOCK)):
            if not self._watched and not any(map(str.strip, block)):
                yield begins, []
                begins += len(block)
                continue
            rows = self._plain(block)
            if rows is None:
                begins = yield from self._carefully(begins, chain(block, rest), begins + len(block))
            else:
                yield from enumerate(rows, begins)
                begins += len(block)

    def _plain(self, block: Sequence[str]) -> list[list[str]] | None:
        """Return the rows of lines that are a row each, None where they must be read one by one."""
        text = "".join(block)
        if self._watched or (QUOTE in text and any(sign in text for sign in self._signs)):
            return None
        try:
            rows = list(csv.reader(block, delimiter=self._mark, strict=True))
        except csv.Error:
            return None
        return rows if len(rows) == len(block) and set(map(len, rows)) == {self._grid.width} else None

    def _carefully(self, begins: int, lines: Iterator[str], end: int) -> Generator[Line, None, int]:
        """Yield the rows that begin before some line, and return the line where the next one begins."""
        feed = _Feed(lines)
        pending, width = feed.pending, self._grid.width
        while True:
            reader = csv.reader(feed.given(), delimiter=self._mark, strict=True)
            try:
                for row in reader:
                    if len(pending) == 1 and len(row) == width and not self._watched:
                        line = pending[0]
                        plain = QUOTE not in line or not any(sign in line for sign in self._signs)
                        yield begins, row if plain else self._looked_at(begins, row, pending)
                    else:
                        yield begins, self._looked_at(begins, row, pending)
                    begins += len(pending)
                    pending.clear()
                    if begins >= end and not feed.back:
                        return begins
            except csv.Error as error:
                yield begins, self._misread(begins, feed, error)
                begins += 1
                pending.clear()
                if begins >= end and not feed.back:
                    return begins
            else:
                return begins

    def _looked_at(self, begins: int, row: list[str], lines: Sequence[str]) -> Sequence[Cell]:
        """Return the cells of a row that `csv` could read, corrected where its quotes mislead `csv`."""
        if not any(row):
            return row
        if self._watched and self._grid.width and len(row) < self._grid.width:
            raise DataError("csv-quote-open", path=self._path, line=self._watched)
        self._watched = None
        if begins <= self._grid.after:
            return row
        if len(lines) > 1:
            self._refuse_swallowed(begins, row, lines)
            return row
        (line,) = lines
        if QUOTE in line and not (len(row) == self._grid.width and QUOTE not in "".join(row)):
            return self._quoted(begins, row, line)
        return row if len(row) == self._grid.width else self._cut_otherwise(row, line)

    def _quoted(self, begins: int, row: list[str], line: str) -> Sequence[Cell]:
        """Return the cells of a line with quotes: as they are, where they stand around cells or inside bare ones."""
        width = self._grid.width
        if not self._quotes.is_proper(line):
            return self._read(begins, line) if ESCAPED in line or self._quotes.has_spaces(line) else row
        if width is None or len(row) == width:
            return row
        if ESCAPED in line and (reading := self._quotes.escaping(line, width)):
            return FlawedLine(reading.cells, Flaw("row-quotes-backslash", line.rstrip("\r\n")))
        return row if len(row) > width else self._short(row, line, width)

    def _short(self, row: list[str], line: str, width: int) -> Sequence[Cell]:
        """Return the cells of a line with proper quotes that has too few: it may be one quoted cell altogether."""
        content = whole(line)
        if content and QUOTE in content and len(cells := self._quotes.strict(content) or []) == width:
            return FlawedLine(cells, Flaw("note-quotes-lines", line.rstrip("\r\n")))
        if self._quotes.hard_width(line, spaced=self._grid.spaced) == width:
            return self._broken(line)
        return self._cut_otherwise(row, line)

    def _cut_otherwise(self, row: list[str], line: str) -> Sequence[Cell]:
        """Refuse a line that another delimiter cuts into as many cells as the header has."""
        width = self._grid.width
        if width is None or width < _ROW:
            return row
        for mark in DELIMITERS:
            if mark != self._mark and mark in line and len(pieces := cut(line, mark)) == width:
                params = {"mark": named(self._mark), "other": named(mark)}
                flaw = Flaw("row-delimiter", line.rstrip("\r\n"), broken=True, params=params)
                return FlawedLine.broken(pieces, flaw, width)
        return row

    def _misread(self, begins: int, feed: _Feed, error: csv.Error) -> Sequence[Cell]:
        """Return the cells of a line whose quotes `csv` cannot follow; the lines below are read again.

        Raises:
            DataError: a quote that opens there may never close, or a cell is too long.
        """
        pending = feed.pending
        if len(pending) == 1 and len(pending[0]) > MAX_FIELD:
            raise DataError("csv-broken", path=self._path, line=begins, said=str(error)) from error
        is_open = feed.ended or len(pending) > 1
        feed.take_back()
        return self._read(begins, pending[0], is_open=is_open)

    def _read(self, begins: int, line: str, *, is_open: bool = False) -> Sequence[Cell]:
        """Return the cells of a line with misplaced quotes: its only reading, else its pieces."""
        width = self._grid.width if begins > self._grid.after else None
        reading = self._quotes.reading(line, width)
        if reading is None and (is_open or line.count(QUOTE) % 2):
            raise DataError("csv-quote-open", path=self._path, line=begins)
        if reading is None:
            self._watch(begins)
            return self._broken(line)
        if reading.kind == "plain":
            return list(reading.cells)
        if reading.kind == "spaces":
            return FlawedLine(reading.cells, Flaw("note-quotes-spaces", line.rstrip("\r\n")))
        if reading.kind == "inner":
            self._watch(begins)
        return FlawedLine(reading.cells, Flaw(f"row-quotes-{reading.kind}", line.rstrip("\r\n")))

    def _watch(self, begins: int) -> None:
        """Remember a line whose last cell may go on below: a short line there would be a piece of it."""
        if begins > self._grid.after:
            self._watched = begins

    def _broken(self, line: str) -> FlawedLine:
        pieces = self._quotes.pieces(line)
        flaw = Flaw("row-quotes-broken", line.rstrip("\r\n"), broken=True)
        return FlawedLine.broken(pieces, flaw, self._grid.width or len(pieces))

    def _refuse_swallowed(self, begins: int, row: Sequence[str], lines: Sequence[str]) -> None:
        """Refuse a quoted cell that covers lines which look like rows of the table."""
        spaced, stated = self._grid.spaced, self._grid.width
        width = stated or self._quotes.hard_width(lines[0], spaced=spaced)
        alike = [self._is_row(line, width) for line in lines]
        inner = alike[1:-1]
        if stated is None or width < _ROW:
            covered = width >= (_ROW if stated is None else 2) and len(row) <= width and all(alike)
        else:
            covered = any(inner) or (alike[0] and alike[-1]) or (len(row) < width and any(alike))
        if covered:
            at = next((i for i, is_alike in enumerate(alike) if is_alike and i), 0)
            raise DataError("csv-quote-covers", path=self._path, line=begins, row=begins + at)

    def _is_row(self, line: str, width: int) -> bool:
        if line.count(self._mark) + 1 < width:
            return False
        if self._quotes.hard_width(line, spaced=self._grid.spaced) == width:
            return True
        return QUOTE in line and len(cut(line, self._mark, spaced=self._grid.spaced)) == width


def cut(line: str, mark: str, *, spaced: bool = False) -> list[str]:
    """Return a line cut by a delimiter; nothing where quotes are open, or it is prose (unless `spaced`)."""
    try:
        cells = next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error:
        return []
    return cells if spaced or not any(cell.startswith(" ") for cell in cells[1:]) else []


def named(mark: str) -> str:
    """Return the name of a delimiter, as shown and typed."""
    return "tab" if mark == "\t" else mark
