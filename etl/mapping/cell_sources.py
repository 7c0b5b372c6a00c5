"""Where the cells of a column come from: a column of the file, several joined, a piece of one, or none (a constant).

They work on whole columns, each distinct cell once; other cells pass unchanged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.codecs import Cell, Options, cell_text, clean_cell, fold
from etl.codecs.french.person_names import Order, PersonName, read_name
from etl.entities.origin import LEGACY_ID, is_null_id
from etl.mapping.campaigns import Stance
from etl.mapping.model import SHOWN, Dates
from etl.sheets import Chunk


@dataclass(frozen=True, slots=True)
class Piece:
    """The `index`-th of `count` pieces of a cell cut `at` a text; the `rest`-th takes the remainder."""

    at: str
    index: int
    count: int
    rest: int

    def of(self, text: str) -> str | None:
        """Return the piece of a text, None where there are too few: the rest is filled first."""
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
    `dates` and `decimal` say how they are written where the file as a whole does not. `person` is the part that
    it takes of a whole name, `order` that of its parts as the header states it, `usual` as the other cells show it.
    `stance` is what the header says of campaigns where it may not fill a column as it stands: see `OptOut`.
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
    person: str | None = None
    order: Order | None = None
    usual: Order | None = None

    @property
    def is_whole(self) -> bool:
        """Whether each of its cells is a whole cell of the file."""
        parts = (self.piece, self.person, self.several)
        return len(self.positions) == 1 and not self.starts and parts == (None, None, None)

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
        """Return the cells as the user wrote them, before any is replaced or cut."""
        if not self.positions:
            return [self.constant] * len(chunk.rows)
        columns = [self._counted(chunk.columns[position]) for position in self.positions]
        if len(columns) == 1:
            return columns[0]
        lines = zip(*columns, strict=True)
        if self.without_second:
            return [_without(whole, part) for whole, part in lines]
        if self.glue is None:
            says = _names if self.attribute.endswith(LEGACY_ID) else _text_of
            return [next((cell for cell in line if says(cell)), None) for line in lines]
        return [
            _joined(line, self.glue, clear_word) if _text_of(line[0]) or not self.needs_first else None
            for line in lines
        ]

    def _counted(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return cells, blank where their beginning does not count."""
        return (
            [cell if _text_of(cell).startswith(self.starts) else None for cell in cells]
            if self.starts
            else cells
        )

    def cells(self, raw: Sequence[Cell], *, clear_word: str) -> Sequence[Cell]:
        """Return the cells to decode of raw ones."""
        fills = self.constant is not None and bool(self.positions)
        if self.piece is None and self.person is None and not self.values and not self.several and not fills:
            return raw
        made: dict[tuple[type, Cell], Cell] = {}
        for cell in raw:
            key = (type(cell), cell)
            if key not in made:
                made[key] = cell if cell == clear_word else self._made(cell)
        return [made[type(cell), cell] for cell in raw]

    def _made(self, cell: Cell) -> Cell:
        made = self._replaced(cell)
        return made if self.constant is None or _text_of(made) else self.constant

    def _replaced(self, cell: Cell) -> Cell:
        """Return the replacement of a cell; values may replace a blank cell too."""
        text = self._parts(cell)[0] if self.several else _text_of(cell)
        if self.piece is not None:
            return self.piece.of(text)
        if self.person is not None:
            name = self.name(text)
            part: str | None = None if name.flaw else getattr(name, self.person)
            return part
        other = self.values.get(fold(text))
        return (text or None if self.several else cell) if other is None else other or None

    def name(self, text: str) -> PersonName:
        """Return the parts of a whole name in a cell of this column."""
        return read_name(text, self.order, self.usual)

    def _parts(self, cell: Cell) -> list[str]:
        """Return the values of a cell with several, "" where it is blank."""
        text = _text_of(cell)
        return [part for piece in text.split(self.several) if (part := piece.strip())] or [""]

    def empties(self, cell: Cell) -> bool:
        """Tell whether a filled cell is emptied by what the values say of it."""
        text = self._parts(cell)[0] if self.several else _text_of(cell)
        return bool(text) and self.values.get(fold(text)) == ""

    def others(self, cell: Cell) -> list[str]:
        """Return the values of a cell after the first."""
        return (
            self._parts(cell)[1:] if self.several and isinstance(cell, str) and self.several in cell else []
        )


def _text_of(cell: Cell) -> str:
    """Return the text of a cell, "" where it is blank."""
    cleaned = clean_cell(cell)
    return "" if cleaned is None else cell_text(cleaned)


def _names(cell: Cell) -> str:
    """Return the id of another system in a cell, "" where it refers to nothing."""
    text = _text_of(cell)
    return "" if is_null_id(text) else text


def _without(whole: Cell, part: Cell) -> Cell:
    """Return a cell without the words of another cell at its beginning or end."""
    words, less = _text_of(whole).split(), _text_of(part).split()
    if less and len(words) > len(less):
        for kept, cut in (
            (words[len(less) :], words[: len(less)]),
            (words[: -len(less)], words[-len(less) :]),
        ):
            if fold(" ".join(cut)) == fold(" ".join(less)):
                return " ".join(kept)
    return whole


def _joined(cells: Sequence[Cell], glue: str, clear_word: str) -> str | None:
    filled = [text for cell in cells if (text := _text_of(cell))]
    return clear_word if filled and set(filled) == {clear_word} else glue.join(filled) or None
