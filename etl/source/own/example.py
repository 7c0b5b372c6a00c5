"""The example row of a template of ours is set apart as long as nobody changed it: it is no record.

A template remembers its example; a CSV, or a workbook that lost its properties, has the cells of the declaration. A row
with any other cell is the user's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from etl.codecs import cell_text
from etl.entities import ENTITIES
from etl.entities.base.template import example_row
from etl.messages import LANGS
from etl.sheets import Apart, Cell, Chunk, read_example

_Example = tuple[str, ...]
"""The cells of an example row, by position of the header."""


def without_example(chunks: Iterable[Chunk], path: Path, headers: Sequence[str]) -> Iterator[Chunk]:
    """Yield the chunks of a file with the example row of its template set apart."""
    examples = _examples(path, headers)
    for chunk in chunks:
        apart: dict[int, Apart] = {
            row: "example" for example in examples for row in _rows(chunk, example) if row not in chunk.ragged
        }
        yield replace(chunk, apart={**apart, **chunk.apart}) if apart else chunk


def _examples(path: Path, headers: Sequence[str]) -> list[_Example]:
    """Return the example rows that a file may have: that of its template, else those with all their columns."""
    known = read_example(path)
    if known is not None:
        rows: list[Mapping[str, str]] = [known]
    else:
        declared = (example_row(entity, lang) for entity in ENTITIES for lang in LANGS)
        rows = [row for row in declared if row.keys() <= set(headers)]
    placed = dict.fromkeys(tuple(row.get(header, "") for header in headers) for row in rows)
    return [example for example in placed if any(example)]


def _rows(chunk: Chunk, example: _Example) -> Iterator[int]:
    """Yield the rows of a chunk whose every cell is that of the example."""
    filled = next(position for position, cell in enumerate(example) if cell)
    for place, cell in enumerate(chunk.columns[filled]):
        if cell == example[filled] and all(
            _typed(column[place]) == wanted for column, wanted in zip(chunk.columns, example, strict=True)
        ):
            yield chunk.rows[place]


def _typed(cell: Cell) -> str:
    return "" if cell is None else cell_text(cell)
