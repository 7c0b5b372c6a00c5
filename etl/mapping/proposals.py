"""Proposes how the columns of a foreign file fill ours: by what headers are called and by what their cells hold.

A proposal is for a person to read: what is likely is said with its confidence, what is not is left out and listed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz import fuzz, process

from etl.codecs import Cell, CellProblem, Choice, Codec, Options, cell_text, clean_cell, fold
from etl.core.results import Severity
from etl.entities import Column, Entity
from etl.entities.base.column import says_id
from etl.entities.origin import LEGACY_ID
from etl.mapping.column_names import attribute_of, is_custom_attribute, spaced
from etl.mapping.opt_outs import OptOut
from etl.mapping.recipes import Recipe, joins_of, splits_of
from etl.messages import Lang
from etl.sheets import Table

SURE = 70
"""Confidence (0-100) from which a column is proposed, not only mentioned."""

MENTIONED = 45
"""Confidence from which it is worth mentioning."""

_SAMPLE_ROWS = 2_000
_SAMPLE_CELLS = 200
"""Distinct cells of a column that are tried on a codec."""

_SHOWN = 3
_FEW = 30
"""Distinct cells up to which a column is a list of choices."""

_ALIKE = 62.0
"""Similarity (0-100) below which two names have nothing to do with each other."""

_LIKE_VALUE = 75.0
"""Similarity from which a choice is proposed for a cell."""

_TELLING = {
    "email": 1.0, "siret": 1.0, "vat": 1.0, "naf": 1.0, "siren": 0.9, "url": 0.9, "civility": 0.9,
    "country": 0.9, "choice": 0.8, "phone": 0.7, "date": 0.6, "moment": 0.6, "boolean": 0.5, "postal_code": 0.5,
    "percent": 0.3, "decimal": 0.3, "integer": 0.3,
}  # fmt: skip
"""How much the cells alone tell of each kind (0-1); any text is a text."""

_ALONE = 0.9
"""From which the cells alone, under any name, are worth a proposal."""

_OURS = 100.0
"""Likeness of a header that is one of ours."""

_FOREIGN_ID = 90.0
"""Likeness of a header that names our id to the id of another system: less likely than ours where the cells fit."""

_OWN = ("", "main")
"""Parts that a column under any name may be of: the record, and its main address."""

_MARKS: tuple[Literal[",", "."], ...] = (",", ".")
_ORDERS: tuple[Literal["dmy", "mdy", "ymd"], ...] = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """A cell that the column does not take, how often it stands there, and the label it may mean."""

    cell: str
    rows: int
    label: str | None


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What a header may fill: `column` is None where nothing is likely; `confidence` is 0-100.

    `known` tells that the header is one of ours, `accepted` (0-100) how many of its distinct cells the column takes,
    None where any text is taken. `dates` and `decimal` are what those cells need. `refuses` tells that the header says
    who refused the campaigns of `column`: it is read so without a line in a mapping.
    """

    header: str
    examples: tuple[str, ...]
    column: Column | None = None
    confidence: int = 0
    known: bool = False
    accepted: int | None = None
    values: tuple[ValueProposal, ...] = ()
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    decimal: Literal[",", "."] | None = None
    refuses: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is proposed."""
        return self.column is not None and self.confidence >= SURE and not self.refuses


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a file: a column for each header, joins and splits, and what the entity still lacks."""

    entity: type[Entity]
    rows: int
    columns: tuple[ColumnProposal, ...]
    recipes: tuple[Recipe, ...] = ()
    lacking: tuple[Column, ...] = ()

    @property
    def attributes(self) -> set[str]:
        """The attributes that it fills."""
        filled = {one.column.attribute for one in self.columns if one.sure and one.column}
        return filled | {column.attribute for recipe in self.recipes for column in recipe.columns}


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands below a header: how often each distinct cell, in the order of the file."""

    position: int
    header: str
    counts: Mapping[Cell, int]

    @property
    def cells(self) -> list[Cell]:
        return list(self.counts)[:_SAMPLE_CELLS]

    @property
    def examples(self) -> tuple[str, ...]:
        return tuple(" ".join(cell_text(cell).split()) for cell in self.cells[:_SHOWN])


@dataclass(slots=True)
class _Proposer:
    entity: type[Entity]
    options: Options
    lang: Lang
    _tried: dict[tuple[int, int, Options], int] = field(default_factory=dict)

    def share(self, held: _Held, codec: Codec, options: Options | None = None) -> int | None:
        """Return how many of the cells (0-100) a codec takes, None where there are none or any text will do."""
        if codec.kind not in _TELLING or not held.counts:
            return None
        key = (held.position, id(codec), options or self.options)
        if key not in self._tried:
            cells = held.cells
            found = codec.decode(cells, options=options or self.options).problems
            bad = {one.position for one in found if one.severity is Severity.ERROR}
            self._tried[key] = round(100 * (len(cells) - len(bad)) / len(cells))
        return self._tried[key]

    def pair(self, held: _Held, column: Column, name: float) -> ColumnProposal:
        """Return how likely a header fills a column; `name` is how alike they are called (100: it is one of ours)."""
        told = self._told(held, column)
        codec, known, share = column.codec, name == _OURS, told.accepted
        if share is None:
            # Cells of a text tell nothing: the name alone decides, and must be near.
            confidence = name if known else max(0.0, (name - 25) * 1.1)
        elif known:
            listed = any(one.label for one in self.values(held, column))
            confidence = max(62 + 0.38 * share, 75.0 if listed else 0.0)
        else:
            telling = _TELLING[codec.kind]
            both = min(name * (1 - telling / 2) + share * telling / 2, 95.0) * min(1.0, 0.4 + share / 100)
            confidence = max(both, 0.75 * share * telling if telling >= _ALONE else 0.0)
        return replace(told, column=column, confidence=round(confidence), known=known)

    def _told(self, held: _Held, column: Column) -> ColumnProposal:
        """Return what the cells say of a column, read the way that fits them best."""
        best = ColumnProposal(held.header, held.examples, accepted=self.share(held, column.codec))
        if column.codec.kind in ("date", "moment"):
            for order in _ORDERS:
                share = self.share(held, column.codec, replace(self.options, date_order=order))
                if share is not None and share > (best.accepted or 0):
                    best = replace(best, accepted=share, dates=order)
        if column.codec.kind == "decimal" and self.options.decimal is None:
            shares = {mark: self.share(held, column.codec, Options(decimal=mark)) or 0 for mark in _MARKS}
            mark = max(_MARKS, key=lambda one: shares[one])
            if shares[mark] > (best.accepted or 0) and len(set(shares.values())) > 1:
                best = replace(best, accepted=shares[mark], decimal=mark)
        return best

    def values(self, held: _Held, column: Column) -> tuple[ValueProposal, ...]:
        """Return the cells that the column does not take, the most frequent first, each with what it may mean.

        Those of a list of choices are all told, others only where something is near.
        """
        listed = isinstance(column.codec, Choice)
        if column.codec.kind not in _TELLING or (listed and len(held.counts) > _FEW):
            return ()
        cells = list(held.counts)
        bad = [one for one in self._refused(cells, column.codec) if listed or "suggestion" in one.params]
        found = [
            ValueProposal(cell_text(cells[one.position]), held.counts[cells[one.position]], label)
            for one in bad[:_SAMPLE_CELLS]
            for label in [self._near(cell_text(cells[one.position]), one, column.codec)]
            if listed or label
        ]
        return tuple(sorted(found, key=lambda one: -one.rows)[:_FEW])

    def _refused(self, cells: Sequence[Cell], codec: Codec) -> list[CellProblem]:
        found = codec.decode(cells, options=self.options).problems
        return [one for one in found if one.severity is Severity.ERROR]

    def _near(self, said: str, problem: CellProblem, codec: Codec) -> str | None:
        """Return the value nearest to a refused cell, if one is near and taken."""
        if isinstance(codec, Choice):
            labels = {fold(one): labels[0] for labels in codec.choices.values() for one in labels}
            near = process.extractOne(fold(said), labels.keys(), scorer=fuzz.WRatio, score_cutoff=_LIKE_VALUE)
            return labels[near[0]] if near else None
        suggested = str(problem.params.get("suggestion") or "")
        tried = (suggested.rpartition(" (")[0], suggested)
        return next((one for one in tried if one and not self._refused([one], codec)), None)


def propose(entity: type[Entity], table: Table, *, options: Options, lang: Lang) -> Proposal:
    """Propose columns for the headers of a table, by its first rows.

    Raises:
        DataError: the file cannot be read.
    """
    rows, held = _sample(table)
    proposer = _Proposer(entity, options, lang)
    names = {one.header: list(map(cell_text, one.counts)) for one in held}
    recipes = [*joins_of(entity, list(names)), *splits_of(entity, names)]
    spoken = {header for recipe in recipes for header in recipe.headers}
    filled = {column.attribute for recipe in recipes for column in recipe.columns}
    refusing = {one.position: told for one in held if (told := _refusing(entity, one)) is not None}
    free = [one for one in held if one.header not in spoken and one.position not in refusing]
    chosen = _assigned(proposer, free, filled) | refusing
    columns = tuple(
        replace(one, values=proposer.values(h, one.column)) if one.sure and one.column else one
        for h in held
        if h.header not in spoken
        for one in [chosen.get(h.position, ColumnProposal(h.header, h.examples))]
    )
    proposal = Proposal(entity, rows, columns, tuple(recipes))
    return replace(proposal, lacking=tuple(entity.missing(proposal.attributes)))


def _refusing(entity: type[Entity], held: _Held) -> ColumnProposal | None:
    """Return what a header that says who refused campaigns stands for, None where it is no such header."""
    if attribute_of(entity, held.header) is not None:
        return None
    refuses = OptOut.of(held.header, held.position, entity)
    if refuses is None:
        return None
    column = entity.column(refuses.attributes[0])
    return ColumnProposal(held.header, held.examples, column, confidence=100, refuses=True)


def _sample(table: Table) -> tuple[int, list[_Held]]:
    """Return how many rows were looked at and what stands below each header; rows whose cells slipped say nothing."""
    chunk = next(table.chunks(size=_SAMPLE_ROWS), None)
    kept = [i for i, row in enumerate(chunk.rows) if row not in chunk.ragged][:_SAMPLE_ROWS] if chunk else []
    held = []
    for position, header in enumerate(table.headers):
        cells = [clean_cell(chunk.columns[position][i]) for i in kept] if chunk else []
        counts: Counter[Cell] = Counter(cell for cell in cells if cell is not None)
        if header:
            held.append(_Held(position, header, counts))
    return len(kept), held


def _assigned(proposer: _Proposer, held: Sequence[_Held], filled: set[str]) -> dict[int, ColumnProposal]:
    """Return position -> proposal: the likeliest pairs first, each header and each column once."""
    pairs = [
        (proposer.pair(one, column, name), one.position)
        for one in held
        for column, name in _candidates(proposer.entity, one.header)
    ]
    pairs.sort(key=lambda pair: -pair[0].confidence)
    chosen: dict[int, ColumnProposal] = {}
    taken = set(filled)
    for proposal, position in pairs:
        column = proposal.column
        if proposal.confidence < MENTIONED or column is None:
            break
        if position not in chosen and column.attribute not in taken:
            chosen[position] = proposal
            if proposal.sure:
                taken.add(column.attribute)
    return chosen


def _candidates(entity: type[Entity], header: str) -> Iterator[tuple[Column, float]]:
    """Yield the columns a header may fill, and how alike they are called; kinds that cells tell, under any name."""
    attribute = attribute_of(entity, header)
    if attribute is not None and is_custom_attribute(attribute):
        return
    if attribute is not None:
        yield entity.column(attribute), _OURS
    if attribute == "id":
        yield entity.column(LEGACY_ID), _FOREIGN_ID
    said = fold(spaced(header))
    for column in entity.columns:
        if column.attribute == attribute or (column.holds_id and not says_id(spaced(header))):
            continue
        name = max(_likeness(said, one) for one in _names(column))
        if name >= _ALIKE or (_TELLING.get(column.codec.kind, 0) >= _ALONE and column.part in _OWN):
            yield column, min(name, 99.0)


def _names(column: Column) -> tuple[str, ...]:
    return tuple(fold(one) for one in (column.fr, column.en, *column.aliases, *column.mixed))


def _likeness(said: str, name: str) -> float:
    score = max(fuzz.ratio(said, name), fuzz.token_sort_ratio(said, name) - 3)
    return score if score >= _ALIKE else 0.0
