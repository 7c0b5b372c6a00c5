"""Where the cells of a column come from: a column of the file, several joined, a piece of one, or none (a constant).

Whole columns are worked on, each distinct cell once; a cell that nothing is said about passes untouched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.codecs import Cell, Options, cell_text, clean_cell, fold
from etl.entities.origin import LEGACY_ID, is_null_id
from etl.mapping.campaigns import Stance
from etl.mapping.model import SHOWN, Dates
from etl.sheets import Chunk


@dataclass(frozen=True, slots=True)
class Piece:
    """The `index`-th of `count` pieces of a cell cut `at` a text; the `rest`-th takes what is left."""

    at: str
    index: int
    count: int
    rest: int

    def of(self, text: str) -> str | None:
        """Return the piece of a text, None where there are too few: what takes the rest is served first."""
        parts = [part.strip() for part in (text.split() if self.at == " " else text.split(self.at))]
        parts = [part for part in parts if part]
        spare = max(len(parts) - 1, 0)
        before = min(self.rest, spare)
        after = min(self.count - 1 - self.rest, spare - before)
        end = len(parts) - after
        if self.index < self.rest:
            return parts[self.index] if self.index < before else None
        if self.index == self.rest:
            return (" " if self.at == " " else self.at).join(parts[before:end]) or None
        behind = self.index - self.rest - 1
        return parts[end + behind] if behind < after else None


@dataclass(frozen=True, slots=True)
class CellSource:
    """How a column of the entity is filled: `header` is how problems name it, `positions` the columns it is read from.

    The `constant` fills every cell where there is no position, else the blank ones. `glue` joins several (None: the
    first filled one), `values` replaces folded cells, `starts` are the beginnings of cells that count (none: all do),
    `several` stands between several in one cell, of which the first counts, `needs_first` leaves blank what the first
    position does not begin, `without_second` takes the first without what the second says,
    `dates` and `decimal` say how they are written where the file as a whole does not. `stance` is what the header says
    of campaigns where it may not fill a column as it stands: see `OptOut`.
    """

    attribute: str
    header: str
    positions: tuple[int, ...] = ()
    constant: str | None = None
    glue: str | None = None
    piece: Piece | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[str, ...] = ()
    several: str | None = None
    needs_first: bool = False
    without_second: bool = False
    dates: Dates | None = None
    decimal: Literal[",", "."] | None = None
    stance: Stance | None = None

    def options(self, options: Options) -> Options:
        """Return how the cells of this column are read."""
        order = None if self.dates == SHOWN else self.dates
        if order is None and self.decimal is None:
            return options
        return replace(
            options,
            date_order=order or options.date_order,
            date_unclear=options.date_unclear and order is None,
            decimal=self.decimal or options.decimal,
        )

    def raw(self, chunk: Chunk, *, clear_word: str) -> Sequence[Cell]:
        """Return the cells as the user knows them, before any is replaced or cut."""
        if not self.positions:
            return [self.constant] * len(chunk.rows)
        columns = [self._counted(chunk.columns[position]) for position in self.positions]
        if len(columns) == 1:
            return columns[0]
        lines = zip(*columns, strict=True)
        if self.without_second:
            return [_without(whole, part) for whole, part in lines]
        if self.glue is None:
            says = _names if self.attribute.endswith(LEGACY_ID) else _said
            return [next((cell for cell in line if says(cell)), None) for line in lines]
        return [
            _joined(line, self.glue, clear_word) if _said(line[0]) or not self.needs_first else None
            for line in lines
        ]

    def _counted(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return cells without those that begin otherwise than they must."""
        return (
            [cell if _said(cell).startswith(self.starts) else None for cell in cells]
            if self.starts
            else cells
        )

    def cells(self, raw: Sequence[Cell], *, clear_word: str) -> Sequence[Cell]:
        """Return the cells to decode of raw ones."""
        fills = self.constant is not None and bool(self.positions)
        if self.piece is None and not self.values and not self.several and not fills:
            return raw
        made: dict[tuple[type, Cell], Cell] = {}
        for cell in raw:
            key = (type(cell), cell)
            if key not in made:
                made[key] = cell if cell == clear_word else self._made(cell)
        return [made[type(cell), cell] for cell in raw]

    def _made(self, cell: Cell) -> Cell:
        made = self._replaced(cell)
        return made if self.constant is None or _said(made) else self.constant

    def _replaced(self, cell: Cell) -> Cell:
        """Return the cell that stands for one; values may say what stands for a blank one."""
        text = self._parts(cell)[0] if self.several else _said(cell)
        if self.piece is not None:
            return self.piece.of(text)
        said = self.values.get(fold(text))
        return (text or None if self.several else cell) if said is None else said or None

    def _parts(self, cell: Cell) -> list[str]:
        """Return the several that a cell holds, "" where it says nothing."""
        text = _said(cell)
        return [part for one in text.split(self.several) if (part := one.strip())] or [""]

    def others(self, cell: Cell) -> list[str]:
        """Return what a cell holds beside the first of several."""
        return (
            self._parts(cell)[1:] if self.several and isinstance(cell, str) and self.several in cell else []
        )


def _said(cell: Cell) -> str:
    """Return what a cell says, "" where it says nothing."""
    cleaned = clean_cell(cell)
    return "" if cleaned is None else cell_text(cleaned)


def _names(cell: Cell) -> str:
    """Return the id of another system that a cell holds, "" where it refers to nothing."""
    said = _said(cell)
    return "" if is_null_id(said) else said


def _without(whole: Cell, part: Cell) -> Cell:
    """Return a cell without the words of another one that it begins or ends with."""
    words, less = _said(whole).split(), _said(part).split()
    if less and len(words) > len(less):
        for kept, cut in (
            (words[len(less) :], words[: len(less)]),
            (words[: -len(less)], words[-len(less) :]),
        ):
            if fold(" ".join(cut)) == fold(" ".join(less)):
                return " ".join(kept)
    return whole


def _joined(cells: Sequence[Cell], glue: str, clear_word: str) -> str | None:
    filled = [text for cell in cells if (text := _said(cell))]
    return clear_word if filled and set(filled) == {clear_word} else glue.join(filled) or None
