"""A table of a file: its detected layout, its headers, and its rows in chunks of columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from etl.core.errors import DataError
from etl.sheets.readers.text.flaws import Flaw, FlawedLine, flaws_of

if TYPE_CHECKING:
    from etl.sheets.readers.body import Body

Cell = None | bool | int | float | str | date | datetime | time
"""What a reader yields; empty is None or ""."""

Known = Callable[[str], bool]
"""Tells whether a header cell names a known column."""

Apart = Literal["header", "total", "declared", "section", "deleted", "example", "filtered", "untried"]
"""Why a row is not a record: it repeats the headers, sums rows up (the workbook may declare so), titles those below,
was deleted elsewhere, or is the example of a template."""

MAX_COLUMNS = 2_000
"""The most filled cells of a header: no record has so many fields."""

HEADER_SEARCH = 50
"""Rows among which the header is searched."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was detected. `header_row` is the line as a spreadsheet shows it, `title_lines` those skipped above.

    `header_row` is 0 where no line holds the headers (JSON Lines, Parquet). `hidden_rows` are the rows below the
    header that are filled and hidden. `wrapped` tells a CSV in which every line is one quoted cell.
    """

    path: str
    format: str
    header_row: int
    title_lines: int
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    wrapped: bool = False
    epoch_1904: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows: `rows` are their real numbers, `columns` their cells by header position.

    `ragged` maps a row to the cells it has beyond the headers, `flaws` to how it is written wrongly. `merged` maps a
    row and a header position to the row that holds the value of a merged cell: the cell itself is empty. `currencies`
    maps the row and the header position of a number to the currency that its number format names, as written ("$",
    "USD", "€"); most have none. `apart` are the rows that are no records, `gaps` those that stand below a blank line.
    `doubts` maps a row that may be no record to the code of a warning.
    """

    rows: Sequence[int]
    columns: Sequence[Sequence[Cell]]
    ragged: Mapping[int, Sequence[Cell]] = field(default_factory=dict)
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)
    currencies: Mapping[tuple[int, int], str] = field(default_factory=dict)
    apart: Mapping[int, Apart] = field(default_factory=dict)
    gaps: frozenset[int] = frozenset()
    doubts: Mapping[int, str] = field(default_factory=dict)
    flaws: Mapping[int, Flaw] = field(default_factory=dict)

    @property
    def broken(self) -> frozenset[int]:
        """The rows that cannot be read."""
        return frozenset(row for row, flaw in self.flaws.items() if flaw.broken)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line below the header that is no row: a note below the table, another table's header."""

    kind: Literal["note", "table"]
    row: int
    text: str


Block = tuple[Sequence[int], Sequence[Sequence[Cell]]]
"""Some lines: their real numbers and their cells from column A."""

Hear = Callable[[LeftOut], None]
"""Called with each line that is left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table. `blocks` yields the lines below the header in blocks of a size, again at each call.

    `currencies` maps a header position to the (first row, last row, currency) that number formats name.
    `reread` are its headers where they are to be read otherwise than they are written.
    """

    layout: Layout
    body: "Body"
    blocks: Callable[[int], Iterator[Block]]
    chunk_rows: int
    total_rows: int | None = None
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)
    currencies: Mapping[int, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    reread: tuple[str, ...] | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, as text."""
        return self.body.headers if self.reread is None else self.reread

    def chunks(self, hear: Hear | None = None, *, size: int | None = None) -> Iterator[Chunk]:
        """Yield the rows that hold anything, in chunks of columns; the file is read again at each call.

        `hear` is called with the lines that are left out.

        Raises:
            DataError: the file cannot be read to its end, or another table begins below.
        """
        width = len(self.headers)
        for lines in self.body.rows(self.blocks(size or self.chunk_rows), hear or _ignore):
            numbers, rows = lines.numbers, lines.cells
            ragged: dict[int, Sequence[Cell]] = {}
            flaws = flaws_of(numbers, rows) if FlawedLine in set(map(type, rows)) else {}
            if set(map(len, rows)) != {width}:
                rows = _squared(numbers, rows, width, ragged)
            columns = list(zip(*rows, strict=True))
            merged = self._merged(numbers, columns) if self.merged else {}
            currencies = self._currencies(numbers, columns) if self.currencies else {}
            yield Chunk(numbers, columns, ragged, merged, currencies, lines.apart, lines.gaps, flaws=flaws)

    def _merged(
        self, numbers: Sequence[int], columns: Sequence[Sequence[Cell]]
    ) -> dict[tuple[int, int], int]:
        places = {number: place for place, number in enumerate(numbers)}
        return {
            (row, position): first
            for (row, position), first in self.merged.items()
            if row in places and position < len(columns) and columns[position][places[row]] in (None, "")
        }

    def _currencies(
        self, numbers: Sequence[int], columns: Sequence[Sequence[Cell]]
    ) -> dict[tuple[int, int], str]:
        currencies: dict[tuple[int, int], str] = {}
        for position, runs in self.currencies.items():
            if position >= len(columns):
                continue
            cells = columns[position]
            for first, last, currency in islice(runs, bisect_left(runs, numbers[0], key=_last), None):
                if first > numbers[-1]:
                    break
                for place in range(bisect_left(numbers, first), bisect_right(numbers, last)):
                    if cells[place].__class__ in (int, float):
                        currencies[numbers[place], position] = currency
        return currencies


def _last(run: tuple[int, int, str]) -> int:
    return run[1]


def _ignore(_: LeftOut) -> None:
    """Ignore the line."""


def _squared(
    numbers: Sequence[int], rows: Sequence[Sequence[Cell]], width: int, ragged: dict[int, Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return rows of equal width; cells beyond the headers are kept in `ragged`."""
    squared: list[Sequence[Cell]] = []
    for number, cells in zip(numbers, rows, strict=True):
        if len(cells) > width:
            extra = [cell for cell in cells[width:] if cell not in (None, "")]
            if extra:
                ragged[number] = extra
        squared.append([*cells[:width], *[None] * (width - len(cells))])
    return squared


def is_blank(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is empty."""
    for cell in cells:
        if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
            continue
        return False
    return True


def filled(cells: Sequence[Cell]) -> int:
    """Return the number of filled cells."""
    return len(cells) - cells.count(None) - cells.count("")


def find_header(
    top: Sequence[tuple[int, Sequence[Cell]]], *, known: Known | None, stated: int | None, path: Path
) -> tuple[int, Sequence[Cell]]:
    """Return the (row number, cells) of the header among the first rows that hold anything.

    It is the row with most known headers, unless that is one of data that holds words of headers; else the first with
    two texts or more and a row below; else the first.

    Raises:
        DataError: the stated row is not there, there is no row at all, a line has far too many cells, or another
            table stands above.
    """
    for number, cells in top:
        if (count := filled(cells)) > MAX_COLUMNS:
            raise DataError("columns-many", path=path, line=number, count=count, limit=MAX_COLUMNS)
    if stated is not None:
        header = next((line for line in top if line[0] == stated), None)
        if header is None:
            raise DataError("header-row-absent", path=path, line=stated)
        return header
    if not top:
        raise DataError("file-empty", path=path)
    if known is not None:
        scores = [
            sum(known(text(cell)) for cell in cells if isinstance(cell, str) and cell) for _, cells in top
        ]
        if max(scores) > 0:
            best = _above_data(top, scores.index(max(scores)), max(scores))
            _refuse_above(top[:best], top[best], known, path)
            return top[best]
    for line in top[:-1]:
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in line[1]) >= 2:
            return line
    return top[0]


def _above_data(top: Sequence[tuple[int, Sequence[Cell]]], best: int, known: int) -> int:
    """Return the index of the text line above a data line that is at least as wide; `best` where that is not data."""
    width = filled(top[best][1])
    if 2 * known >= width or not _holds_data(top[best][1]):
        return best
    heads = (at for at in range(best) if filled(top[at][1]) >= width and not _holds_data(top[at][1]))
    return next(heads, best)


def _holds_data(cells: Sequence[Cell]) -> bool:
    """Tell whether a cell is not text, or begins with a digit: headers rarely do."""
    return any(
        cell not in (None, "") and not (isinstance(cell, str) and not cell[:1].isdigit()) for cell in cells
    )


def _refuse_above(
    above: Sequence[tuple[int, Sequence[Cell]]], best: tuple[int, Sequence[Cell]], known: Known, path: Path
) -> None:
    """Refuse a table above the header; a line right above a header groups its columns."""
    for number, cells in above[:-1]:
        if looks_like_header(cells, known):
            raise DataError("tables-several", path=path, first=number, line=best[0], headers=shown(best[1]))


def looks_like_header(cells: Sequence[Cell], known: Known | None) -> bool:
    """Tell whether a line is all texts, two or more, most of them known headers."""
    texts = [cell for cell in cells if cell not in (None, "")]
    if known is None or len(texts) < 2 or not all(isinstance(cell, str) for cell in texts):
        return False
    return sum(known(text(cell)) for cell in texts) * 3 >= len(texts) * 2


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def text(cell: Cell) -> str:
    """Return a header cell as text on one line, invisible characters left out."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).translate(_INVISIBLE).split()) if cell is not None else ""


def shown(cells: Sequence[Cell]) -> str:
    """Return the cells of a line, shortened, for a message."""
    joined = " | ".join(text(cell) for cell in cells if cell not in (None, ""))
    return joined if len(joined) <= 80 else f"{joined[:79]}…"


def clean_headers(
    cells: Sequence[Cell], *, path: Path, line: int, known: Known | None = None
) -> tuple[str, ...]:
    """Return headers as text, empty ones at the end cut.

    Raises:
        DataError: two columns have the same header, and it is a known one.
    """
    headers = [text(cell) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    seen: dict[str, int] = {}
    for position, header in enumerate(headers):
        name = header.casefold()
        if header and name in seen and (known is None or known(header)):
            raise DataError(
                "headers-doubled",
                path=path,
                line=line,
                header=header,
                first=seen[name] + 1,
                second=position + 1,
            )
        seen.setdefault(name, position)
    return tuple(headers)
