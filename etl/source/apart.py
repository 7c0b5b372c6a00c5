"""Rows that are no records keep their place in a chunk: nothing in them is read, and why is said of each."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from etl.codecs import cell_text, clean_cell
from etl.core.results import Problem, Severity
from etl.sheets import Apart, Chunk

CODES: Mapping[Apart, str] = {
    "header": "row-header-again",
    "total": "row-total",
    "declared": "row-total-declared",
    "section": "row-section",
}


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
