"""Rows that are no records keep their place in a chunk: nothing in them is read, and why is said of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from etl.codecs import cell_text, clean_cell, fold
from etl.core.results import Problem, Severity
from etl.mapping import FileMapping
from etl.sheets import Apart, Chunk

CODES: Mapping[Apart, str] = {
    "header": "row-header-again",
    "total": "row-total",
    "declared": "row-total-declared",
    "section": "row-section",
    "deleted": "row-deleted",
}


def marked(
    chunks: Iterable[Chunk], headers: Sequence[str], mappings: Iterable[FileMapping]
) -> Iterator[Chunk]:
    """Yield chunks whose rows are told apart that a mapping leaves out, by what stands under a header."""
    ends = [
        (fold(header), {fold(one) for one in some}) for m in mappings for header, some in m.without.items()
    ]
    columns = [
        (at, cells) for name, cells in ends for at, header in enumerate(headers) if fold(header) == name
    ]
    for chunk in chunks:
        apart: dict[int, Apart] = {
            row: "deleted"
            for position, cells in columns
            for row, cell in zip(chunk.rows, chunk.columns[position], strict=True)
            if cell is not None and fold(cell_text(cell)) in cells
        }
        yield replace(chunk, apart={**apart, **chunk.apart}) if apart else chunk


def emptied(chunk: Chunk) -> Chunk:
    """Return a chunk in which the rows that are no records hold nothing."""
    columns = [list(column) for column in chunk.columns]
    for place, row in enumerate(chunk.rows):
        if row in chunk.apart:
            for column in columns:
                column[place] = None
    return replace(chunk, columns=columns)


def apart_problems(chunk: Chunk) -> Iterator[Problem]:
    """Yield a warning for each row that is no record, and for each that may be none."""
    if not chunk.apart and not chunk.doubts:
        return
    said = {row: CODES[kind] for row, kind in chunk.apart.items()} | dict(chunk.doubts)
    for place, row in enumerate(chunk.rows):
        if row in said:
            yield Problem(said[row], row, value=_first(chunk, place), severity=Severity.WARNING)


def _first(chunk: Chunk, place: int) -> str | None:
    """Return the first thing a row says, cut short."""
    cells = (clean_cell(column[place]) for column in chunk.columns)
    text = next((cell_text(cell) for cell in cells if cell is not None), None)
    return text if text is None or len(text) <= 120 else f"{text[:119]}…"
