"""Separate the records of a file from repeated headers, totals and section lines, which get a reason.

Whole columns are examined first, and a row only where it has something unusual. Nothing is left out of a row that
carries a Sellsy id, but for headers and for totals that the workbook itself declares.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.codecs import Cell, Identifier, Options, Text, cell_text, clean_cell, fold
from etl.codecs.numbers.amounts import is_amount
from etl.core.record import PERSON
from etl.entities import Column, Entity
from etl.entities.origin import LEGACY_ID
from etl.mapping.column_names import OURS, is_custom_attribute
from etl.mapping.headers import HeaderMap
from etl.sheets import HINTS, Apart, Chunk, counts_itself, is_count, may_label, total_label, total_of

_STRICT = frozenset(
    {"email", "phone", "siren", "siret", "vat", "url", "postal_code", "date", "moment", "naf"}
)
"""Kinds whose valid cells are neither an amount, a count nor a title."""

_SEPARATOR = "\x00"
_LONGEST = 200
"""Characters of a label."""

_FIRST = 3
"""First columns that may hold a label where no column holds names."""


@dataclass(slots=True)
class _Looked:
    """A chunk and its findings, by place: rows set apart, and rows labelled only by "Total".

    `lone` rows have a sure label and no other cell: they are totals only at the end of the file.
    """

    chunk: Chunk
    apart: dict[int, Apart]
    bare: set[int] = field(default_factory=set)
    lone: set[int] = field(default_factory=set)
    alone: list[int] = field(default_factory=list)

    def ends_above(self, place: int) -> bool:
        """Tell whether a group of rows ends above a row."""
        return place in self.apart or self.chunk.rows[place] in self.chunk.gaps


@dataclass(slots=True)
class Sieve:
    """Separates the rows of a file, chunk by chunk.

    `names` are the positions of a record's names, `ids` those of its Sellsy id, `columns` the column at each position,
    `ours` the columns of an earlier report.
    """

    names: tuple[int, ...]
    ids: tuple[int, ...]
    columns: Mapping[int, Column]
    ours: frozenset[int]
    keys: frozenset[str]
    options: Options
    _fuller: bool = False
    _group: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, entity: type[Entity], headers: Sequence[str], *, mapped: HeaderMap, options: Options
    ) -> "Sieve":
        """Return the sieve of a file, by its columns."""
        at = {source.attribute: source.positions for source in mapped.origins}
        columns = {
            position: entity.column(source.attribute)
            for source in mapped.origins
            if not is_custom_attribute(source.attribute)
            for position in source.positions
        }
        names = dict.fromkeys(position for name in entity.naming for position in at.get(name, ()))
        ours = frozenset(i for i, header in enumerate(headers) if header.startswith(OURS))
        return cls(tuple(names), at.get("id", ()), columns, ours, frozenset(entity.match), options)

    def sifted(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Yield the chunks with their rows set apart; a chunk that may end with a total waits for the next."""
        waiting: _Looked | None = None
        for chunk in chunks:
            looked = self._looked(chunk)
            if waiting is not None:
                yield self._settled(waiting, ends=looked.ends_above(0) or 0 in looked.bare)
            waiting = looked if len(chunk.rows) - 1 in looked.bare | looked.lone else None
            if waiting is None:
                yield self._settled(looked, ends=False)
        if waiting is not None:
            waiting.apart |= dict.fromkeys(waiting.lone & {len(waiting.chunk.rows) - 1}, "total")
            yield self._settled(waiting, ends=True)

    def _settled(self, looked: _Looked, *, ends: bool) -> Chunk:
        """Decide on rows labelled only by "Total": a total at the end of a group, else a doubtful record."""
        chunk, rows = looked.chunk, looked.chunk.rows
        doubts: dict[int, str] = {}
        for place in sorted(looked.bare, reverse=True):
            below = place + 1
            if ends if below == len(rows) else looked.ends_above(below):
                looked.apart[place] = "total"
            else:
                doubts[rows[place]] = "row-total-kept"
        alone = [place for place in looked.alone if place not in looked.apart]
        self._fuller = self._fuller or len(alone) + len(looked.apart) < len(rows)
        if self._fuller:
            doubts |= {rows[place]: "row-name-only" for place in alone}
        if not looked.apart and not doubts:
            return chunk
        return replace(
            chunk, apart={rows[place]: kind for place, kind in looked.apart.items()}, doubts=doubts
        )

    # one chunk

    def _looked(self, chunk: Chunk) -> _Looked:
        places = {row: place for place, row in enumerate(chunk.rows)} if chunk.apart else {}
        looked = _Looked(chunk, {places[row]: kind for row, kind in chunk.apart.items()})
        self._sections(looked)
        self._totals(looked)
        looked.alone = self._named_only(chunk)
        return looked

    def _sections(self, looked: _Looked) -> None:
        columns = looked.chunk.columns
        if not self.names:
            return
        for place in _empty(columns, self.names, range(len(looked.chunk.rows))):
            filled = self._filled(columns, place)
            if place not in looked.apart and len(filled) == 1 and self._is_title(*filled[0]):
                looked.apart[place] = "section"

    def _is_title(self, position: int, cell: Cell) -> bool:
        """Tell whether the only cell of a row reads as the title of the rows below, and names no record."""
        text = cell_text(cell) if isinstance(cell, str) else ""
        if not any(map(str.isalpha, text)) or "@" in text:
            return False
        column = self.columns.get(position)
        if column is None:
            return True
        if column.part == PERSON or column.attribute.endswith("_name") or _is_long(column):
            return False
        if self._holds(column, cell):
            return False
        # A word in the column of the old id is an id: a record without other cells is not a title.
        if column.attribute == LEGACY_ID and not any(map(str.isspace, text)):
            return False
        return not self._names_by_text(column) or not any(map(str.isdigit, text))

    def _totals(self, looked: _Looked) -> None:
        chunk = looked.chunk
        for place, position in self._labelled(chunk):
            if place in looked.apart:
                continue
            filled = self._filled(chunk.columns, place)
            if not filled or (position not in self.names and filled[0][0] != position):
                continue
            label = cell_text(clean_cell(chunk.columns[position][place]))
            sure = self._is_sure(label, looked, place)
            if sure is None or self._is_literal(chunk, place):
                continue
            others = [pair for pair in filled if pair[0] != position]
            if not (others or counts_itself(label)):
                if total_label(label) == "sure":
                    looked.lone.add(place)
                continue
            counted = () if position in self.names else self.names
            if all(
                (at in counted and is_count(cell_text(cell))) or self._is_amount(at, cell, sure=sure)
                for at, cell in others
            ):
                if sure:
                    looked.apart[place] = "total"
                else:
                    looked.bare.add(place)

    def _is_sure(self, label: str, looked: _Looked, place: int) -> bool | None:
        """Return whether a label surely is a total's; None where it is not a label."""
        certainty = total_label(label)
        if certainty is not None:
            return certainty == "sure"
        group = total_of(label)
        return True if group and fold(group) in self._above(looked, place) else None

    def _above(self, looked: _Looked, place: int) -> frozenset[str]:
        """Return the folded cells of the nearest record above, and of the title above it."""
        words: set[str] = set()
        while place > 0 and not words:
            place -= 1
            if looked.apart.get(place) in (None, "section"):
                words = {fold(cell_text(cell)) for _, cell in self._filled(looked.chunk.columns, place)}
        return frozenset(words)

    def _labelled(self, chunk: Chunk) -> Iterator[tuple[int, int]]:
        """Yield (place, position) of the cells that may be the label of a total."""
        width = len(chunk.columns)
        last = max(self.names) + 1 if self.names else _FIRST
        for position in range(min(last, width)):
            cells = chunk.columns[position]
            labels = _labels(cells)
            if labels:
                for place, cell in enumerate(cells):
                    if type(cell) is str and cell.lower() in labels:
                        yield place, position

    def _named_only(self, chunk: Chunk) -> list[int]:
        """Return the places of the rows with a name and no other cell; a company and its person are two names."""
        others = [i for i in range(len(chunk.columns)) if i not in self.names and i not in self.ours]
        if not self.names or not others:
            return []
        named = _empty(chunk.columns, others, range(len(chunk.rows)))
        parts = [
            [at for at in self.names if (self.columns[at].attribute == "name") is own]
            for own in (True, False)
        ]
        return [place for place in named if not all(self._has(chunk, place, part) for part in parts)]

    def _has(self, chunk: Chunk, place: int, positions: Sequence[int]) -> bool:
        """Tell whether a row has a cell in one of these columns."""
        return not _empty(chunk.columns, positions, [place])

    def _filled(self, columns: Sequence[Sequence[Cell]], place: int) -> list[tuple[int, Cell]]:
        """Return (position, cell) of a row's filled cells."""
        cells = ((at, clean_cell(column[place])) for at, column in enumerate(columns) if at not in self.ours)
        return [(at, cell) for at, cell in cells if cell is not None]

    def _is_literal(self, chunk: Chunk, place: int) -> bool:
        """Tell whether a row carries its record's own id."""
        cells = [chunk.columns[at][place] for at in self.ids]
        return any(
            self.columns[at].codec.decode([cell], options=self.options).values[0] is not None
            for at, cell in zip(self.ids, cells, strict=True)
        )

    # one cell

    def _is_amount(self, position: int, cell: Cell, *, sure: bool) -> bool:
        """Tell whether a cell may be an amount or a count; among identifiers, only beside a sure label."""
        column = self.columns.get(position)
        if column is not None and (self._holds(column, cell) or (not sure and self._names_by_text(column))):
            return False
        return is_amount(cell, known=sure or (column is not None and not isinstance(column.codec, Text)))

    def _holds(self, column: Column, cell: Cell) -> bool:
        """Tell whether a cell is a valid value of a column with unmistakable values."""
        if column.codec.kind not in _STRICT:
            return False
        decoded = column.codec.decode([cell], options=self.options)
        return decoded.values[0] is not None

    def _names_by_text(self, column: Column) -> bool:
        """Tell whether the values of a column identify a row's record, or a record it is linked to."""
        named = column.attribute.rpartition(".")[2]
        tells = named in self.keys or named.endswith(("_code", "number", "reference", LEGACY_ID))
        return isinstance(column.codec, Identifier) or (tells and column.codec.kind not in _STRICT)


def _is_long(column: Column) -> bool:
    return isinstance(column.codec, Text) and column.codec.multiline


def _labels(cells: Sequence[Cell]) -> set[str]:
    """Return the texts of a column that may label a total, in lower case."""
    lowered = _SEPARATOR.join([cell for cell in cells if type(cell) is str]).lower()
    texts: set[str] = set()
    for hint in HINTS:
        at = lowered.find(hint)
        while at >= 0:
            begin, end = lowered.rfind(_SEPARATOR, 0, at) + 1, lowered.find(_SEPARATOR, at)
            end = len(lowered) if end < 0 else end
            texts.add(lowered[begin:end])
            at = lowered.find(hint, end)
    likely = [text for text in texts if len(text) <= _LONGEST and may_label(text)]
    return {text for text in likely if total_label(text) or total_of(text)}


def _empty(columns: Sequence[Sequence[Cell]], positions: Iterable[int], places: Iterable[int]) -> list[int]:
    """Return the places where these columns are empty."""
    left = list(places)
    for position in positions:
        cells = columns[position]
        left = [place for place in left if (cell := cells[place]) is None or cell == ""]
        if not left:
            break
    return left
