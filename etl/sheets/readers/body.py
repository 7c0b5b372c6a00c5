"""The lines below a header: which are rows, which of them are not records, and where the table ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Self

from etl.core.errors import DataError
from etl.sheets.readers.labels import counts_itself, folded
from etl.sheets.readers.table import (
    HEADER_SEARCH,
    Apart,
    Block,
    Cell,
    Hear,
    Known,
    LeftOut,
    is_blank,
    looks_like_header,
    shown,
    text,
)
from etl.sheets.readers.text.flaws import FlawedLine

_LONGER = 5
"""Characters by which a repeated header may differ in length: decomposed accents."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows: their numbers and cells from column A, those that are not records, those below a blank line."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[Cell]]
    apart: Mapping[int, Apart] = field(default_factory=dict)
    gaps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Body:
    """How the lines below a header become rows.

    Blank and hidden lines go, so do notes below the table: lines after a blank one, with one cell each, at the very
    end. Repeated headers are rows set apart. A second table is refused unless the header's line was stated.
    `totals` are the rows that the workbook itself declares to be totals, `titles` those in which a cell is merged over
    most columns: alone in its row, it titles the rows below.
    """

    path: Path
    header_row: int
    headers: tuple[str, ...]
    known: Known | None = None
    stated: bool = False
    skipped: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()

    def rows(self, blocks: Iterator[Block], hear: Hear) -> Iterator[Lines]:
        """Yield the rows of blocks.

        Raises:
            DataError: another table begins below.
        """
        kept = _Kept()
        again = _RepeatedHeader.of(self.headers)
        gap = False
        for numbers, lines in blocks:
            if not (gap or kept.pending or self.skipped or self._sums(numbers)) and again.in_none(lines):
                yield Lines(numbers, lines)
                continue
            for number, cells in zip(numbers, lines, strict=True):
                if is_blank(cells):
                    gap = True
                    continue
                if number in self.skipped:
                    continue
                apart = self._apart(number, cells, again)
                if apart is None and gap and looks_like_header(cells, self.known):
                    self._end(number, cells, hear)
                    yield from kept.given()
                    return
                if apart is None and (gap or kept.pending) and kept.may_be_notes and self._is_note(cells):
                    kept.defer(number, cells, gap=gap)
                else:
                    kept.take(number, cells, apart, gap=gap)
                gap = False
            yield from kept.given()
        yield from self._rest(kept, hear)

    def _apart(self, number: int, cells: Sequence[Cell], again: "_RepeatedHeader") -> Apart | None:
        if number in self.totals:
            return "declared"
        if number in self.titles and sum(cell not in (None, "") for cell in cells) == 1:
            return "section"
        return "header" if again.is_header(cells) else None

    def _sums(self, numbers: Sequence[int]) -> bool:
        return any(number in numbers for rows in (self.totals, self.titles) for number in rows)

    def _is_note(self, cells: Sequence[Cell]) -> bool:
        if isinstance(cells, FlawedLine) and cells.flaw.broken:
            return False
        return len(self.headers) >= 3 and sum(cell not in (None, "") for cell in cells) == 1

    def _end(self, number: int, cells: Sequence[Cell], hear: Hear) -> None:
        if not self.stated:
            raise DataError(
                "tables-several", path=self.path, first=self.header_row, line=number, headers=shown(cells)
            )
        hear(LeftOut("table", number, shown(cells)))

    def _rest(self, kept: "_Kept", hear: Hear) -> Iterator[Lines]:
        """Report the notes below the table; a total in a single cell ("Total : 12 clients") is a row."""
        for number, cells in kept.pending:
            if counts_itself(shown(cells)):
                kept.rows.append((number, cells))
            else:
                hear(LeftOut("note", number, shown(cells)))
        yield from kept.given()


@dataclass(slots=True)
class _Kept:
    """The rows of a block; `pending` lines are notes if nothing follows them."""

    rows: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    pending: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    apart: dict[int, Apart] = field(default_factory=dict)
    gaps: set[int] = field(default_factory=set)

    @property
    def may_be_notes(self) -> bool:
        """Whether the pending lines are few enough to be notes."""
        return len(self.pending) < HEADER_SEARCH

    def defer(self, number: int, cells: Sequence[Cell], *, gap: bool) -> None:
        """Defer a line until the next ones show what it is."""
        self.pending.append((number, cells))
        if gap:
            self.gaps.add(number)

    def take(self, number: int, cells: Sequence[Cell], apart: Apart | None, *, gap: bool) -> None:
        """Keep a row, and the lines pending before it: they are not notes."""
        self.rows += [*self.pending, (number, cells)]
        self.pending.clear()
        if gap:
            self.gaps.add(number)
        if apart is not None:
            self.apart[number] = apart

    def given(self) -> Iterator[Lines]:
        """Yield the rows kept so far, if any, and begin anew."""
        if not self.rows:
            return
        numbers = [number for number, _ in self.rows]
        gaps = self.gaps.intersection(numbers)
        self.gaps -= gaps
        apart, cells = self.apart, [cells for _, cells in self.rows]
        self.rows, self.apart = [], {}
        yield Lines(numbers, cells, apart, frozenset(gaps))


def _marks(letter: str) -> Callable[[str], bool]:
    """Return a test of whether a character may be a letter, case and accents aside; any odd character may."""
    accepted = {letter, letter.upper()}
    return lambda mark: mark in accepted or not mark.isascii() or not mark.isalnum()


@dataclass(frozen=True, slots=True)
class _RepeatedHeader:
    """Recognise repeated headers, in any case, with or without accents, after the byte order mark of a second file.

    `headers` are folded, none where there are too few to distinguish from values; `filled` counts those with a text.
    """

    headers: tuple[str, ...]
    filled: int

    @classmethod
    def of(cls, headers: Sequence[str]) -> Self:
        """Return the recogniser of these headers."""
        texts = tuple(map(folded, headers))
        filled = sum(map(bool, texts))
        return cls(texts if filled > 1 else (), filled)

    def in_none(self, lines: Sequence[Sequence[Cell]]) -> bool:
        """Tell quickly whether no line is blank or repeats the headers; a doubtful block is read line by line."""
        if not all(line and line[0] and not (type(line[0]) is str and line[0].isspace()) for line in lines):
            return False
        first = self.headers[0] if self.headers else ""
        if not first:
            return True
        begins, ends = _marks(first[0]), _marks(first[-1])
        likely = {
            cell
            for line in lines
            if type(cell := line[0]) is str and begins(cell.strip()[:1]) and ends(cell.strip()[-1:])
        }
        return not any(folded(cell) == first for cell in likely)

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a line holds nothing but headers: at least two of them, and half of all."""
        if not self.headers:
            return False
        matching = 0
        for header, cell in zip_longest(self.headers, cells, fillvalue=""):
            if cell is None or cell == "":
                continue
            if abs(len(str(cell).strip()) - len(header)) > _LONGER or folded(text(cell)) != header:
                return False
            matching += bool(header)
        return matching >= 2 and matching * 2 >= self.filled
