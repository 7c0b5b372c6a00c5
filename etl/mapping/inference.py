"""Which entity the rows of a file are: its mark says it, else its headers, else whoever is asked; never a guess."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.codecs import fold
from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.entities import ENTITIES, Entity, entity_named
from etl.mapping import FileMapping
from etl.mapping.column_names import OURS, attribute_of, spaced
from etl.messages import Lang
from etl.sheets import read_mark

_ENOUGH = 2
"""Columns that tell what rows are even where a required one is missing."""

_LISTED = 3
"""Candidates that are worth naming."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity the rows may be: `score` in columns, of the `of` headers of the file.

    `signs` are headers that no other entity's files have, whether or not they fill a column.
    """

    entity: type[Entity]
    score: float
    of: int
    signs: int = 0

    @property
    def weight(self) -> float:
        """How much tells for it."""
        return self.score + self.signs

    @property
    def percent(self) -> int:
        """The share of the headers that the entity knows; what only links counts half."""
        return round(100 * self.score / self.of) if self.of else 0

    @property
    def shown(self) -> str:
        """The candidate in a list: its name, as --entity takes it, and its score."""
        return f"{self.entity.name} {self.percent} %"


Choose = Callable[[Sequence[Candidate]], str]
"""Is shown the candidates, best first, and names the entity."""


def resolved(choose: Choose) -> Callable[[Sequence[Candidate]], type[Entity]]:
    """Return what is shown the candidates and answers with the entity that `choose` names.

    What it returns raises ConfigError where there is no such entity.
    """

    def entity(candidates: Sequence[Candidate]) -> type[Entity]:
        return entity_named(choose(candidates))

    return entity


@dataclass(frozen=True, slots=True)
class Inference:
    """Says what the rows of a file are, and how it knows: `named` is what the user said they are."""

    path: Path
    lang: Lang
    observer: Observer
    named: type[Entity] | None = None
    choose: Callable[[Sequence[Candidate]], type[Entity]] | None = None

    def entity(self, headers: Sequence[str], mapping: FileMapping, *, line: int) -> type[Entity]:
        """Return what the rows are: as it was said, as the mapping says, as the file tells, or as it is chosen.

        Raises:
            DataError: nothing tells, and nobody is there to be asked.
            ConfigError: the mapping, or who was asked, names no entity.
        """
        if self.named is not None:
            return self.named
        if mapping.kind is not None:
            self.observer.note("note-entity-mapped", entity=mapping.kind.label(self.lang))
            return mapping.kind
        return self._told(headers, line)

    def _told(self, headers: Sequence[str], line: int) -> type[Entity]:
        headers = [header for header in headers if not header.startswith(OURS)]
        candidates = candidates_of(headers)
        marked = read_mark(self.path)
        for one in candidates:
            if one.entity.name == marked and not one.entity.missing(_attributes(one.entity, headers)):
                self.observer.note("note-entity-marked", entity=one.entity.label(self.lang))
                return one.entity
        best, others = candidates[0], _rivals(candidates)
        if not _is_clear(best, others, headers):
            return self._ask([best, *others], headers, line)
        self._say(best, others, headers)
        return best.entity

    def _ask(self, candidates: Sequence[Candidate], headers: Sequence[str], line: int) -> type[Entity]:
        listed = [one for one in candidates if one.score][:_LISTED]
        if self.choose is not None:
            return self.choose(listed)
        raise DataError(
            "entity-unclear",
            path=self.path,
            line=line,
            headers=[header for header in headers if header],
            candidates=[one.shown for one in listed] or ["-"],
            accepted="|".join(one.name for one in ENTITIES),
        )

    def _say(self, best: Candidate, others: Sequence[Candidate], headers: Sequence[str]) -> None:
        shown = best.entity.label(self.lang)
        second = others[0].shown if others else "-"
        self.observer.note("note-entity", entity=shown, known=round(best.score), of=best.of, second=second)
        alike = [one.name for one in ENTITIES if one.family == best.entity.family and one is not best.entity]
        if alike and "type" not in _attributes(best.entity, headers):
            self.observer.note("note-entity-alike", entity=shown, others=" | ".join(alike))


def candidates_of(headers: Sequence[str]) -> list[Candidate]:
    """Return how well each entity knows the headers, best first.

    A column that only says which record a row belongs to counts half.
    """
    of = sum(1 for header in headers if header)
    people = rows_are_people(headers)
    said = {fold(spaced(header)) for header in headers}
    scored = (
        Candidate(one, _fit(one, headers, people=people), of, len(said.intersection(one.signs)))
        for one in ENTITIES
    )
    return sorted(scored, key=lambda one: -one.weight)


_IDENTITY = frozenset(
    {
        "id", "type", "client_type", "name", "email", "siret", "siren", "reference", "created", "owner",
        "legacy_id",
    }
)  # fmt: skip
"""What names a company, or may be said of a person too."""


def rows_are_people(headers: Sequence[str]) -> bool:
    """Tell whether the rows of a file of companies and contact persons are the persons.

    So they are where persons have an id of their own and their companies are only named: nothing, or little, is said
    of the companies. Sellsy's own export of contacts is such a file, its export of companies with contacts is none.
    """
    attributes = _attributes(entity_named("client"), headers)
    persons = {one for one in attributes if one.startswith("contact.")}
    return "contact.id" in persons and 2 * len(attributes - persons - _IDENTITY) <= len(persons)


def _rivals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each other family."""
    families = {candidates[0].entity.family}
    rivals = []
    for one in candidates:
        if one.entity.family not in families:
            families.add(one.entity.family)
            rivals.append(one)
    return rivals


def _is_clear(best: Candidate, rivals: Sequence[Candidate], headers: Sequence[str]) -> bool:
    """Tell whether the headers decide.

    A lead of less than one column is no lead, and a single column that is not what the entity needs is no sign.
    """
    lone = best.score < _ENOUGH and best.entity.missing(_attributes(best.entity, headers))
    lead = best.weight - max((one.weight for one in rivals), default=0.0)
    return best.score > 0 and not lone and lead >= 1


def _fit(entity: type[Entity], headers: Sequence[str], *, people: bool) -> float:
    attributes = _attributes(entity, headers)
    halves = attributes.intersection(entity.scope)
    if people and "contact.id" in attributes:
        halves = {one for one in attributes if one.startswith("contact.") or one in _IDENTITY}
    return len(attributes) - len(halves) / 2


def _attributes(entity: type[Entity], headers: Sequence[str]) -> set[str]:
    return {attribute for header in headers if header and (attribute := attribute_of(entity, header))}
