"""A table of a file: what was detected of it, its headers, and its rows in chunks of columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from etl.errors import DataError

Cell = None | bool | int | float | str | date | datetime | time
"""What a reader yields; empty is None or ""."""

Known = Callable[[str], bool]
"""Tells whether a header cell names a known column."""

HEADER_SEARCH = 50
"""Rows among which the header is looked for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was detected. `header_row` is the line as a spreadsheet shows it, `title_lines` those skipped above."""

    path: str
    format: str
    header_row: int
    title_lines: int
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    epoch_1904: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows: `rows` are their real numbers, `columns` their cells by header position.

    `ragged` maps a row to the cells it has beyond the headers.
    """

    rows: Sequence[int]
    columns: Sequence[Sequence[Cell]]
    ragged: Mapping[int, Sequence[Cell]] = field(default_factory=dict)


Block = tuple[Sequence[int], Sequence[Sequence[Cell]]]
"""Some rows that hold anything: their real numbers and their cells from column A."""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table. `blocks` yields the rows below the header in blocks of a size, again at each call."""

    layout: Layout
    headers: tuple[str, ...]
    blocks: Callable[[int], Iterator[Block]]
    chunk_rows: int
    total_rows: int | None = None

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows that hold anything, in chunks of columns; the file is read again at each call.

        Raises:
            DataError: the file cannot be read to its end.
        """
        width = len(self.headers)
        for numbers, rows in self.blocks(self.chunk_rows):
            ragged: dict[int, Sequence[Cell]] = {}
            if set(map(len, rows)) != {width}:
                rows = _squared(numbers, rows, width, ragged)  # noqa: PLW2901 - the same rows, squared
            yield Chunk(numbers, list(zip(*rows, strict=True)), ragged)


def _squared(
    numbers: Sequence[int], rows: Sequence[Sequence[Cell]], width: int, ragged: dict[int, Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return rows of one width; what stands beyond the headers is kept in `ragged`."""
    squared: list[Sequence[Cell]] = []
    for number, cells in zip(numbers, rows, strict=True):
        if len(cells) > width:
            extra = [cell for cell in cells[width:] if cell not in (None, "")]
            if extra:
                ragged[number] = extra
        squared.append([*cells[:width], *[None] * (width - len(cells))])
    return squared


def filled(numbers: Sequence[int], rows: Sequence[Sequence[Cell]]) -> Block:
    """Return the rows that hold anything; most blocks have no blank row, and are returned as they are."""
    if all(row and row[0] for row in rows):
        return numbers, rows
    kept = [(number, row) for number, row in zip(numbers, rows, strict=True) if not is_blank(row)]
    return [number for number, _ in kept], [row for _, row in kept]


def is_blank(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell not in (None, "") and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def find_header(
    top: Sequence[tuple[int, Sequence[Cell]]], *, known: Known | None, stated: int | None, path: Path
) -> tuple[int, Sequence[Cell]]:
    """Return the (row number, cells) of the header among the first rows that hold anything.

    It is the row with most known headers; else the first with two texts or more and a row below; else the first.

    Raises:
        DataError: the stated row is not there, or there is no row at all.
    """
    if stated is not None:
        found = next((line for line in top if line[0] == stated), None)
        if found is None:
            raise DataError("header-row-absent", path=path, line=stated)
        return found
    if not top:
        raise DataError("file-empty", path=path)
    if known is not None:
        scores = [
            sum(known(text(cell)) for cell in cells if isinstance(cell, str) and cell) for _, cells in top
        ]
        if max(scores) > 0:
            return top[scores.index(max(scores))]
    for line in top[:-1]:
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in line[1]) >= 2:
            return line
    return top[0]


def text(cell: Cell) -> str:
    """Return a header cell as text on one line."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split()) if cell is not None else ""


def clean_headers(cells: Sequence[Cell], *, path: Path, line: int) -> tuple[str, ...]:
    """Return headers as text, empty ones at the end cut.

    Raises:
        DataError: two columns have the same header.
    """
    headers = [text(cell) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    seen: dict[str, int] = {}
    for position, header in enumerate(headers):
        name = header.casefold()
        if header and name in seen:
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
