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
from etl.mapping.cell_functions import CellFunctions, Condition, Fault, written
from etl.mapping.model import Dates
from etl.mapping.model import Order as DayOrder
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


_ORDERS: Mapping[str, DayOrder] = {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd", "iso": "ymd"}
"""How a mapping says that dates are written -> the order of day, month and year, where that says it."""


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
    `functions` are made of each cell, `template` are texts that take the cells of the positions. `cases` are sources of
    which the first whose conditions hold fills the cell. `fallback` is the name that stands for one that the account
    lacks, `nearest` takes the only near one.
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
    functions: CellFunctions = field(default_factory=CellFunctions)
    template: tuple[str, ...] = ()
    cases: "tuple[Case, ...]" = ()
    fallback: str | None = None
    nearest: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether each of its cells is a whole cell of the file."""
        parts = (self.piece, self.person, self.several)
        is_made = bool(self.starts or self.template or self.cases) or self.functions.any
        return len(self.positions) == 1 and not is_made and parts == (None, None, None)

    @property
    def translated(self) -> Mapping[str, str]:
        """The folded cells that it replaces, in any case."""
        return {cell: to for case in self.cases for cell, to in case.source.values.items()} or self.values

    def options(self, options: Options) -> Options:
        """Return how the cells of this column are read."""
        order = _ORDERS.get(self.dates or "")
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
        if self.cases:
            return self._chosen(chunk, [case.source.raw(chunk, clear_word=clear_word) for case in self.cases])
        return self._joined(chunk, clear_word) if self.positions else [self.constant] * len(chunk.rows)

    def _joined(self, chunk: Chunk, clear_word: str) -> Sequence[Cell]:
        """Return the cells of its column, or what is made of those of several."""
        columns = [self._counted(chunk.columns[position]) for position in self.positions]
        if len(columns) == 1 and not self.template:
            return columns[0]
        read: list[Sequence[Cell]] = [*columns]
        if self.functions.any or self.template:
            read = [self._read(column, clear_word) for column in columns]
        lines = zip(*read, strict=True)
        if self.template:
            return [_templated(line, self.template, clear_word) for line in lines]
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

    def _read(self, cells: Sequence[Cell], clear_word: str) -> list[Cell]:
        """Return the cells of one of several columns, as the functions read each."""
        texts = {cell: _text_of(cell) for cell in dict.fromkeys(cells)}
        read = {
            cell: cell if cell == clear_word else self.functions.read(text)[0] for cell, text in texts.items()
        }
        return [read[cell] for cell in cells]

    def _chosen(self, chunk: Chunk, columns: Sequence[Sequence[Cell]]) -> list[Cell]:
        """Return of each row the cell of its case, the constant (else blank) where none applies."""
        holding = [case.holds(chunk) for case in self.cases]
        lines = zip(zip(*holding, strict=True), zip(*columns, strict=True), strict=True)
        return [
            next((cell for holds, cell in zip(each, cells, strict=True) if holds), None)
            for each, cells in lines
        ]

    def cells(self, raw: Sequence[Cell], *, clear_word: str, chunk: Chunk | None = None) -> Sequence[Cell]:
        """Return the cells to decode of raw ones; what other cells decide needs the `chunk` that they are in."""
        if self.cases:
            columns = [case.source.cells(raw, clear_word=clear_word) for case in self.cases]
            chosen = columns[-1] if chunk is None else self._chosen(chunk, columns)
            return [self.constant if cell is None and self.constant is not None else cell for cell in chosen]
        fills = self.constant is not None and bool(self.positions)
        if not (self.piece or self.person or self.values or self.several or self.functions.any or fills):
            return raw
        made: dict[tuple[type, Cell], Cell] = {}
        for cell in raw:
            key = (type(cell), cell)
            if key not in made:
                made[key] = cell if cell == clear_word else self._made(cell)
        return [made[type(cell), cell] for cell in raw]

    def _made(self, cell: Cell) -> Cell:
        made: Cell = self._replaced(cell)
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
        if not self.functions.any and not self.values:
            return text or None if self.several else cell
        made = self._ended(text)[0]
        return cell if made == text and not self.several else made or None

    def _ended(self, text: str) -> tuple[str, list[Fault]]:
        """Return what the functions make of a text, and their faults; several columns were read one by one."""
        functions = self.functions
        faults: list[Fault] = []
        if len(self.positions) <= 1 and not self.template:
            text, faults = functions.read(text)
        ended = [functions.ended(functions.meant(item, self.values)) for item in functions.items(text)]
        faults += [fault for _, wrong in ended for fault in wrong]
        return functions.list_of([item for item, _ in ended]), faults

    def faults(self, raw: Sequence[Cell], *, clear_word: str, chunk: Chunk) -> dict[int, list[Fault]]:
        """Return the faults of functions by position of the row."""
        if self.cases:
            made = [case.source.faults(raw, clear_word=clear_word, chunk=chunk) for case in self.cases]
            holding = zip(*(case.holds(chunk) for case in self.cases), strict=True)
            chosen = [holds.index(True) if any(holds) else None for holds in holding]
            return {
                at: made[case][at] for at, case in enumerate(chosen) if case is not None and at in made[case]
            }
        if not self.functions.any:
            return {}
        told: dict[int, list[Fault]] = {}
        if len(self.positions) > 1 or self.template:
            for position in self.positions:
                for at, cell in enumerate(chunk.columns[position]):
                    if cell != clear_word and (wrong := self.functions.read(_text_of(cell))[1]):
                        told.setdefault(at, []).extend(wrong)
        for at, typed in enumerate(raw):
            if typed != clear_word:
                text = self._parts(typed)[0] if self.several else _text_of(typed)
                if wrong := self._ended(text)[1]:
                    told.setdefault(at, []).extend(wrong)
        return told

    def name(self, text: str) -> PersonName:
        """Return the parts of a whole name in a cell of this column."""
        return read_name(text, self.order, self.usual)

    def _parts(self, cell: Cell) -> list[str]:
        """Return the values of a cell with several, "" where it is blank."""
        text = _text_of(cell)
        return [part for piece in text.split(self.several) if (part := piece.strip())] or [""]

    def empties(self, cell: Cell) -> bool:
        """Tell whether a filled cell is emptied by what the values say of it."""
        if self.cases or "" not in self.values.values():
            return False
        text = self._parts(cell)[0] if self.several else _text_of(cell)
        items = [item for item in self.functions.items(text) if item]
        return any(self.functions.meant(item, self.values) == "" for item in items)

    def others(self, cell: Cell) -> list[str]:
        """Return the values of a cell after the first."""
        return (
            self._parts(cell)[1:] if self.several and isinstance(cell, str) and self.several in cell else []
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A source and the conditions under which it fills a cell; without any it always does."""

    conditions: tuple[Condition, ...]
    source: CellSource

    def holds(self, chunk: Chunk) -> list[bool]:
        """Tell of each row of a chunk whether all conditions hold."""
        each = [condition.holds(chunk.columns[condition.position]) for condition in self.conditions]
        return [all(holds) for holds in zip(*each, strict=True)] if each else [True] * len(chunk.rows)


def _templated(cells: Sequence[Cell], template: Sequence[str], clear_word: str) -> str | None:
    """Return the texts of a template with cells; the word that clears in all filled cells clears."""
    texts = [_text_of(cell) for cell in cells]
    filled = {text for text in texts if text}
    return clear_word if filled == {clear_word} else written(template, texts) or None


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
