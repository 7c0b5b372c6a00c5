"""The rows of a report in CSV, as it was written or saved as a workbook since, with the numbers of their file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.mapping.column_names import OURS
from etl.messages import LANGS, text
from etl.sheets import Block, Cell, FlawedLine, Table, as_typed, table_of
from etl.source.own.headers import memory_in
from etl.source.own.report import OwnReport
from etl.source.own.rows import flawed


def numbered_table(table: Table, report: OwnReport | None, observer: Observer) -> Table:
    """Return the table of a report in CSV with the row numbers of its original file, and without our columns.

    One that was saved as a workbook is read alike; the table of any other file (`report` is None) stays as it is.

    Raises:
        DataError: it is a table of a report without all of the columns that make it one, or beside another.
    """
    identities = {str(memory["id"]) for head in table.headers if (memory := memory_in(head)) is not None}
    if report is None:
        if identities:
            raise DataError("report-columns-gone", path=table.layout.path)
        return _as_typed(table) if table.layout.delimiter else table
    number = next((i for i, head in enumerate(table.headers) if head in row_heads()), None)
    if number is None or identities != {report.identity}:
        raise DataError("report-columns-gone", path=report.path)
    table = _as_typed(table)
    kept = [i for i, head in enumerate(table.headers) if not head.startswith(OURS)]
    numbers: dict[int, int] = {}
    lines: dict[int, Sequence[Cell]] = {}
    added: list[Sequence[Cell]] = []
    twice: set[int] = set()
    for place, cells in _lines(table):
        known = _number(cells[number]) if number < len(cells) else None
        line = _without_ours(cells, kept, len(table.headers))
        if known is None:
            added += [line] if any(cell not in (None, "") for cell in line) else []
        elif known in lines:
            twice.add(known)
        else:
            lines[known] = line
            numbers[place] = known
    for row in twice:
        lines[row] = flawed(lines[row], "report-twice", row=row)
    last = max([report.last, *lines])
    lines |= dict(enumerate(added, start=last + 1))
    if added:
        observer.note("note-report-added", count=len(added))
    deleted = report.rows - sum(any(cell not in (None, "") for cell in line) for line in lines.values())
    if deleted > 0:
        observer.note("note-report-deleted", count=deleted)
    layout = replace(table.layout, header_row=0, title_lines=0)
    read = table_of(layout, [table.headers[i] for i in kept], sorted(lines.items()), table.chunk_rows)
    return replace(read, currencies=_currencies(table, kept, numbers)) if table.currencies else read


def _lines(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the lines of a table with their places, without those that are to be skipped."""
    for places, rows in table.blocks(table.chunk_rows):
        for place, cells in zip(places, rows, strict=True):
            if place not in table.body.skipped:
                yield place, cells


def _currencies(
    table: Table, kept: Sequence[int], numbers: Mapping[int, int]
) -> dict[int, Sequence[tuple[int, int, str]]]:
    """Return the currencies of cells by position and row of the original file; `numbers` are those by line."""
    return {
        kept.index(position): sorted(
            (row, row, currency)
            for first, last, currency in runs
            for line, row in numbers.items()
            if first <= line <= last
        )
        for position, runs in table.currencies.items()
        if position in kept
    }


def _as_typed(table: Table) -> Table:
    """Return a table with the cells the user typed: our own rows to correct are escaped (`as_plain_text`)."""
    if not any(header.startswith(OURS) for header in table.headers):
        return table

    def blocks(size: int) -> Iterator[Block]:
        for numbers, rows in table.blocks(size):
            lines: Any = rows  # those of a CSV and of a workbook are lists
            for cells in lines:
                for at, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("'"):
                        cells[at] = as_typed(cell)
            yield numbers, rows

    return replace(table, blocks=blocks, reread=tuple(map(as_typed, table.headers)))


def row_heads() -> set[str]:
    """Return the headers of the column of row numbers, in any language."""
    return {f"{OURS} {text('book-head-row', lang=lang).lower()}" for lang in LANGS}


def _without_ours(cells: Sequence[Cell], kept: Sequence[int], width: int) -> Sequence[Cell]:
    rest = [*(cells[i] if i < len(cells) else None for i in kept), *cells[width:]]
    return FlawedLine(rest, cells.flaw) if isinstance(cells, FlawedLine) else rest  # type: ignore[arg-type]


def _number(cell: Cell) -> int | None:
    try:
        return int(float(str(cell)))
    except ValueError:
        return None
