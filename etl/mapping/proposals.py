"""Propose how the columns of a foreign file fill ours, by the names of headers and by their cells.

A proposal is for a person to read: likely columns have their confidence, the others are listed as ignored.
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
from etl.mapping.recipes import Recipe, joins_of, whole_names_of
from etl.messages import Lang
from etl.sheets import Table

SURE = 70
"""Confidence (0-100) from which a column is proposed, not only mentioned."""

MENTIONED = 45
"""Confidence from which a column is mentioned."""

_SAMPLE_ROWS = 2_000
_SAMPLE_CELLS = 200
"""Distinct cells of a column that are tried on a codec."""

_SHOWN = 3
_FEW = 30
"""Distinct cells up to which a column is a list of choices."""

_ALIKE = 62.0
"""Similarity (0-100) below which two names are unrelated."""

_LIKE_VALUE = 75.0
"""Similarity from which a choice is proposed for a cell."""

_TELLING = {
    "email": 1.0, "siret": 1.0, "vat": 1.0, "naf": 1.0, "siren": 0.9, "url": 0.9, "civility": 0.9,
    "country": 0.9, "choice": 0.8, "phone": 0.7, "date": 0.6, "moment": 0.6, "boolean": 0.5, "postal_code": 0.5,
    "percent": 0.3, "decimal": 0.3, "integer": 0.3,
}  # fmt: skip
"""How much the cells alone identify each kind (0-1); any text is a text."""

_ALONE = 0.9
"""Value from which the cells alone, under any name, justify a proposal."""

_OURS = 100.0
"""Likeness of a header that is one of ours."""

_FOREIGN_ID = 90.0
"""Likeness of a header that names our id to the id of another system: lower than ours where the cells fit."""

_SMALL = frozenset({"a", "au", "d", "de", "des", "du", "en", "l", "la", "le", "les", "of", "on", "the"})
"""Words that say nothing of what a column holds."""

_OWN = ("", "main")
"""Parts that a column under any name may be of: the record, and its main address."""

_MARKS: tuple[Literal[",", "."], ...] = (",", ".")
_ORDERS: tuple[Literal["dmy", "mdy", "ymd"], ...] = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """A cell that the column refuses, its count of rows, and the label it may mean."""

    cell: str
    rows: int
    label: str | None


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """The proposal for a header: `column` is None where nothing is likely; `confidence` is 0-100.

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
    """The proposal for a file: a column for each header, joins, and what the entity still lacks."""

    entity: type[Entity]
    rows: int
    columns: tuple[ColumnProposal, ...]
    recipes: tuple[Recipe, ...] = ()
    lacking: tuple[Column, ...] = ()

    @property
    def attributes(self) -> set[str]:
        """The attributes that the proposal fills."""
        filled = {column.column.attribute for column in self.columns if column.sure and column.column}
        return filled | {recipe.column.attribute for recipe in self.recipes}


@dataclass(frozen=True, slots=True)
class _Sample:
    """The cells below a header: the count of each distinct cell, in the order of the file."""

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

    def share(self, sample: _Sample, codec: Codec, options: Options | None = None) -> int | None:
        """Return the share of cells (0-100) that a codec accepts, None where there are none or it accepts any text."""
        if codec.kind not in _TELLING or not sample.counts:
            return None
        key = (sample.position, id(codec), options or self.options)
        if key not in self._tried:
            cells = sample.cells
            problems = codec.decode(cells, options=options or self.options).problems
            bad = {problem.position for problem in problems if problem.severity is Severity.ERROR}
            self._tried[key] = round(100 * (len(cells) - len(bad)) / len(cells))
        return self._tried[key]

    def pair(self, sample: _Sample, column: Column, name: float) -> ColumnProposal:
        """Return how likely a header fills a column; `name` is the likeness of their names (100: it is one of ours)."""
        proposed = self._best_reading(sample, column)
        codec, known, share = column.codec, name == _OURS, proposed.accepted
        if share is None:
            # Cells of text identify nothing: the name alone decides, and must be near.
            confidence = name if known else max(0.0, (name - 25) * 1.1)
        elif known:
            listed = any(value.label for value in self.values(sample, column))
            # Wrong cells are for the import to refuse; ids none of which is ours are those of another system.
            theirs = column.holds_id and share == 0
            confidence = max(62 + 0.38 * share, 75.0 if listed else 0.0, 0.0 if theirs else SURE)
        else:
            telling = _TELLING[codec.kind]
            both = min(name * (1 - telling / 2) + share * telling / 2, 95.0) * min(1.0, 0.4 + share / 100)
            confidence = max(both, 0.75 * share * telling if telling >= _ALONE else 0.0)
        return replace(proposed, column=column, confidence=round(confidence), known=known)

    def _best_reading(self, sample: _Sample, column: Column) -> ColumnProposal:
        """Return the proposal of a column by its cells, with the date order or decimal mark that fits them best."""
        best = ColumnProposal(sample.header, sample.examples, accepted=self.share(sample, column.codec))
        if column.codec.kind in ("date", "moment"):
            for order in _ORDERS:
                share = self.share(sample, column.codec, replace(self.options, date_order=order))
                if share is not None and share > (best.accepted or 0):
                    best = replace(best, accepted=share, dates=order)
        if column.codec.kind == "decimal" and self.options.decimal is None:
            shares = {mark: self.share(sample, column.codec, Options(decimal=mark)) or 0 for mark in _MARKS}
            mark = max(_MARKS, key=lambda decimal: shares[decimal])
            if shares[mark] > (best.accepted or 0) and len(set(shares.values())) > 1:
                best = replace(best, accepted=shares[mark], decimal=mark)
        return best

    def values(self, sample: _Sample, column: Column) -> tuple[ValueProposal, ...]:
        """Return the cells that the column refuses, the most frequent first, each with what it may mean.

        All those of a list of choices are returned, others only where a value is near.
        """
        listed = isinstance(column.codec, Choice)
        if column.codec.kind not in _TELLING or (listed and len(sample.counts) > _FEW):
            return ()
        cells = list(sample.counts)
        bad = [
            problem
            for problem in self._refused(cells, column.codec)
            if listed or "suggestion" in problem.params
        ]
        proposals = [
            ValueProposal(cell_text(cells[problem.position]), sample.counts[cells[problem.position]], label)
            for problem in bad[:_SAMPLE_CELLS]
            for label in [self._near(cell_text(cells[problem.position]), problem, column.codec)]
            if listed or label
        ]
        return tuple(sorted(proposals, key=lambda value: -value.rows)[:_FEW])

    def _refused(self, cells: Sequence[Cell], codec: Codec) -> list[CellProblem]:
        problems = codec.decode(cells, options=self.options).problems
        return [problem for problem in problems if problem.severity is Severity.ERROR]

    def _near(self, cell: str, problem: CellProblem, codec: Codec) -> str | None:
        """Return the value nearest to a refused cell, if one is near and accepted."""
        if isinstance(codec, Choice):
            labels = {fold(label): labels[0] for labels in codec.choices.values() for label in labels}
            near = process.extractOne(fold(cell), labels.keys(), scorer=fuzz.WRatio, score_cutoff=_LIKE_VALUE)
            return labels[near[0]] if near else None
        suggested = str(problem.params.get("suggestion") or "")
        tried = (suggested.rpartition(" (")[0], suggested)
        return next(
            (suggestion for suggestion in tried if suggestion and not self._refused([suggestion], codec)),
            None,
        )


def propose(entity: type[Entity], table: Table, *, options: Options, lang: Lang) -> Proposal:
    """Propose columns for the headers of a table, by its first rows.

    Raises:
        DataError: the file cannot be read.
    """
    rows, samples = _sample(table)
    proposer = _Proposer(entity, options, lang)
    names = {sample.header: list(map(cell_text, sample.counts)) for sample in samples}
    recipes = [*joins_of(entity, list(names)), *whole_names_of(entity, names)]
    spoken = {header for recipe in recipes for header in recipe.headers}
    filled = {recipe.column.attribute for recipe in recipes}
    refusing = {
        sample.position: proposed for sample in samples if (proposed := _refusing(entity, sample)) is not None
    }
    free = [sample for sample in samples if sample.header not in spoken and sample.position not in refusing]
    chosen = _assigned(proposer, free, filled) | refusing
    columns = tuple(
        replace(proposed, values=proposer.values(h, proposed.column))
        if proposed.sure and proposed.column
        else proposed
        for h in samples
        if h.header not in spoken
        for proposed in [chosen.get(h.position, ColumnProposal(h.header, h.examples))]
    )
    proposal = Proposal(entity, rows, columns, tuple(recipes))
    return replace(proposal, lacking=tuple(entity.missing(proposal.attributes)))


def _refusing(entity: type[Entity], sample: _Sample) -> ColumnProposal | None:
    """Return the proposal of a header of refusals, None for any other header."""
    if attribute_of(entity, sample.header) is not None:
        return None
    refuses = OptOut.of(sample.header, sample.position, entity)
    if refuses is None:
        return None
    column = entity.column(refuses.attributes[0])
    return ColumnProposal(sample.header, sample.examples, column, confidence=100, refuses=True)


def _sample(table: Table) -> tuple[int, list[_Sample]]:
    """Return the number of rows sampled and the cells below each header, without rows whose cells are shifted."""
    chunk = next(table.chunks(size=_SAMPLE_ROWS), None)
    kept = [i for i, row in enumerate(chunk.rows) if row not in chunk.ragged][:_SAMPLE_ROWS] if chunk else []
    samples = []
    for position, header in enumerate(table.headers):
        cells = [clean_cell(chunk.columns[position][i]) for i in kept] if chunk else []
        counts: Counter[Cell] = Counter(cell for cell in cells if cell is not None)
        if header:
            samples.append(_Sample(position, header, counts))
    return len(kept), samples


def _assigned(proposer: _Proposer, samples: Sequence[_Sample], filled: set[str]) -> dict[int, ColumnProposal]:
    """Return position -> proposal, assigning the likeliest pairs first, each header and each column once."""
    pairs = [
        (proposer.pair(sample, column, name), sample.position)
        for sample in samples
        for column, name in _candidates(proposer.entity, sample.header)
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
    """Yield the columns a header may fill, and the likeness of names; kinds that cells identify, under any name."""
    attribute = attribute_of(entity, header)
    if attribute is not None and is_custom_attribute(attribute):
        return
    if attribute is not None:
        yield entity.column(attribute), _OURS
    if attribute == "id":
        yield entity.column(LEGACY_ID), _FOREIGN_ID
    words = fold(spaced(header))
    for column in entity.columns:
        if column.attribute == attribute or (column.holds_id and not says_id(spaced(header))):
            continue
        name = max(_likeness(words, label) for label in _names(column))
        if name >= _ALIKE or (_TELLING.get(column.codec.kind, 0) >= _ALONE and column.part in _OWN):
            yield column, min(name, 99.0)


def _names(column: Column) -> tuple[str, ...]:
    return tuple(fold(name) for name in (column.fr, column.en, *column.aliases, *column.mixed))


def _likeness(words: str, name: str) -> float:
    """Return how alike two names are (0-100), 0 where what they name is not: `rappeler le` is no `créée le`."""
    score = max(fuzz.ratio(words, name), fuzz.token_sort_ratio(words, name) - 3)
    if score < _ALIKE or fuzz.token_sort_ratio(_content(words), _content(name)) < _ALIKE:
        return 0.0
    return score


def _content(words: str) -> str:
    """Return a name without its small words, the whole name where it has no other."""
    return " ".join(word for word in words.split() if word not in _SMALL) or words
