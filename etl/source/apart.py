"""Rows that are not records keep their place in a chunk: they are not read, and each has its reason."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from etl.codecs import cell_text, clean_cell, fold
from etl.core.errors import ConfigError
from etl.core.results import Problem, Severity
from etl.mapping import FileMapping
from etl.mapping.cell_functions import Condition, folded
from etl.mapping.column_names import positions_of
from etl.sheets import Apart, Chunk, Flaw

CODES: Mapping[Apart, str] = {
    "header": "row-header-again",
    "total": "row-total",
    "declared": "row-total-declared",
    "section": "row-section",
    "deleted": "row-deleted",
    "example": "row-example",
    "filtered": "row-filtered",
    "untried": "row-untried",
}

ON_PURPOSE = frozenset({"transform-skipped", "row-deleted", "row-filtered", "row-untried"})
"""Codes of the warnings on rows that a pipeline, or its mapping, leaves out on purpose."""


def marked(
    chunks: Iterable[Chunk], headers: Sequence[str], mappings: Iterable[FileMapping]
) -> Iterator[Chunk]:
    """Yield chunks with the rows that a mapping leaves out set apart, by their cells under a header.

    Raises:
        ConfigError: the mapping chooses rows by a header that the file lacks.
    """
    mappings = [*mappings]
    left = [*_filters(headers, mappings)]
    expected = [
        (_position(headers, mapping, "among", header), folded(cells))
        for mapping in mappings
        for header, cells in mapping.among.items()
    ]
    ends = [
        (fold(header), {fold(cell) for cell in cells})
        for m in mappings
        for header, cells in m.without.items()
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
        for condition, wanted in left:
            holding = condition.holds(chunk.columns[condition.position])
            apart |= {
                row: "filtered"
                for row, holds in zip(chunk.rows, holding, strict=True)
                if holds is not wanted and row not in apart
            }
        flaws = {
            row: Flaw(
                "row-unexpected",
                line=cell_text(clean_cell(cell) or ""),
                params={"header": headers[at]},
                broken=True,
            )
            for at, accepted in expected
            for row, cell, fits in zip(
                chunk.rows, chunk.columns[at], Condition(at, accepted).holds(chunk.columns[at]), strict=True
            )
            if not fits and row not in chunk.apart
        }
        apart = {row: kind for row, kind in apart.items() if row not in flaws}
        known = {**apart, **chunk.apart}
        yield replace(chunk, apart=known, flaws={**flaws, **chunk.flaws}) if apart or flaws else chunk


def untried(chunks: Iterable[Chunk], tried: Collection[int] | None) -> Iterator[Chunk]:
    """Yield chunks with the rows that are not in a trial set apart; None is no trial."""
    for chunk in chunks:
        if tried is None:
            yield chunk
        else:
            apart: dict[int, Apart] = {row: "untried" for row in chunk.rows if row not in tried}
            yield replace(chunk, apart={**apart, **chunk.apart})


def _filters(headers: Sequence[str], mappings: Iterable[FileMapping]) -> Iterator[tuple[Condition, bool]]:
    """Yield the conditions that choose rows, and whether they must hold."""
    for mapping in mappings:
        for section, chosen, wanted in (("only", mapping.only, True), ("skip", mapping.skip, False)):
            for header, cells in chosen.items():
                yield Condition(_position(headers, mapping, section, header), folded(cells)), wanted


def _position(headers: Sequence[str], mapping: FileMapping, section: str, header: str) -> int:
    at = positions_of(headers).get(fold(header))
    if at is None:
        shown = [header for header in headers if header]
        raise ConfigError("filter-header", place=mapping.place(section, header), header=header, headers=shown)
    return at


def emptied(chunk: Chunk) -> Chunk:
    """Return a chunk in which the rows that are not records are empty."""
    columns = [list(column) for column in chunk.columns]
    for place, row in enumerate(chunk.rows):
        if row in chunk.apart:
            for column in columns:
                column[place] = None
    return replace(chunk, columns=columns)


def apart_problems(chunk: Chunk) -> Iterator[Problem]:
    """Yield a warning for each row that is not a record, and for each doubtful one."""
    if not chunk.apart and not chunk.doubts:
        return
    codes = {row: CODES[kind] for row, kind in chunk.apart.items()} | dict(chunk.doubts)
    for place, row in enumerate(chunk.rows):
        if row in codes:
            yield Problem(codes[row], row, value=_first(chunk, place), severity=Severity.WARNING)


def _first(chunk: Chunk, place: int) -> str | None:
    """Return the first text of a row, shortened."""
    cells = (clean_cell(column[place]) for column in chunk.columns)
    text = next((cell_text(cell) for cell in cells if cell is not None), None)
    return text if text is None or len(text) <= 120 else f"{text[:119]}…"
