"""Which entity the rows of a file are, and which mapping serves: by its mark, its headers, or asking; never a guess."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.codecs import fold
from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer
from etl.core.record import PERSON
from etl.entities import ENTITIES, Entity, entity_named
from etl.entities.whole_name import FULL_NAME
from etl.mapping import FileMapping
from etl.mapping.column_names import OURS, attribute_of, positions_of, spaced
from etl.messages import Lang
from etl.sheets import read_mark

_ENOUGH = 2
"""Matching columns that are enough even where a required one is missing."""

_SIGNS = 2
"""Headers of invoices from which a file is one of invoices."""

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
        """Its score with its signs."""
        return self.score + self.signs

    @property
    def percent(self) -> int:
        """The known headers; columns that only link count half."""
        return round(100 * self.score / self.of) if self.of else 0

    @property
    def shown(self) -> str:
        """The candidate in a list: its name, as --entity takes it, and its score."""
        return f"{self.entity.name} {self.percent} %"


Choose = Callable[[Sequence[Candidate]], str]
"""Receives the candidates, best first, and returns the entity."""


def resolved(choose: Choose) -> Callable[[Sequence[Candidate]], type[Entity]]:
    """Return a chooser of entities from one of names.

    It raises ConfigError where there is no such entity.
    """

    def entity(candidates: Sequence[Candidate]) -> type[Entity]:
        return entity_named(choose(candidates))

    return entity


@dataclass(frozen=True, slots=True)
class Inference:
    """Infers the entity of a file's rows, and reports how; `named` is the one the user named."""

    path: Path
    lang: Lang
    observer: Observer
    named: type[Entity] | None = None
    choose: Callable[[Sequence[Candidate]], type[Entity]] | None = None

    def entity(self, headers: Sequence[str], mapping: FileMapping, *, line: int) -> type[Entity]:
        """Return the entity of the rows: the one named, the mapping's, the file's, or the one chosen.

        Raises:
            DataError: nothing decides, and there is no one to ask; or the headers are those of invoices.
            ConfigError: the mapping, or the choice, names no entity.
        """
        if self.named is not None:
            return self.named
        if mapping.kind is not None:
            self.observer.note("note-entity-mapped", entity=mapping.kind.label(self.lang))
            return mapping.kind
        return self._inferred(headers, line)

    def _inferred(self, headers: Sequence[str], line: int) -> type[Entity]:
        headers = [header for header in headers if not header.startswith(OURS)]
        candidates = candidates_of(headers)
        marked = read_mark(self.path)
        for candidate in candidates:
            if candidate.entity.name == marked and not candidate.entity.missing(
                _attributes(candidate.entity, headers)
            ):
                self.observer.note("note-entity-marked", entity=candidate.entity.label(self.lang))
                return candidate.entity
        best, others = candidates[0], _rivals(candidates)
        if not _is_clear(best, others, headers):
            return self._ask([best, *others], headers, line)
        self._report(best, others, headers)
        return best.entity

    def _ask(self, candidates: Sequence[Candidate], headers: Sequence[str], line: int) -> type[Entity]:
        if is_of_invoices(headers):
            raise DataError("entity-invoices", path=self.path)
        listed = [candidate for candidate in candidates if candidate.score][:_LISTED]
        if self.choose is not None:
            return self.choose(listed)
        raise DataError(
            "entity-unclear",
            path=self.path,
            line=line,
            headers=[header for header in headers if header],
            candidates=[candidate.shown for candidate in listed],
            accepted="|".join(entity.name for entity in ENTITIES),
        )

    def _report(self, best: Candidate, others: Sequence[Candidate], headers: Sequence[str]) -> None:
        shown = best.entity.label(self.lang)
        second = others[0].shown if others else []
        self.observer.note("note-entity", entity=shown, known=round(best.score), of=best.of, second=second)
        alike = [
            entity.name
            for entity in ENTITIES
            if entity.family == best.entity.family and entity is not best.entity
        ]
        if alike and "type" not in _attributes(best.entity, headers):
            self.observer.note("note-entity-alike", entity=shown, others=" | ".join(alike))


_INVOICES = re.compile(
    r"\b(?:factures?|invoices?|devis|avoirs?|bons? de commande|total ht|ttc|reste a payer|tva|prix unitaire"
    r"|quantite|qte|mode de (?:paiement|reglement))\b"
)
"""Folded headers, or words in them, of invoices and estimates."""


def is_of_invoices(headers: Sequence[str]) -> bool:
    """Tell whether the headers are those of invoices or estimates, which are not imported."""
    return sum(_INVOICES.search(fold(header)) is not None for header in headers) >= _SIGNS


def candidates_of(headers: Sequence[str]) -> list[Candidate]:
    """Return how well each entity knows the headers, best first.

    A column that only links a row to a record counts half.
    """
    of = sum(1 for header in headers if header)
    people = rows_are_people(headers)
    names = {fold(spaced(header)) for header in headers}
    scored = (
        Candidate(entity, _fit(entity, headers, people=people), of, len(names.intersection(entity.signs)))
        for entity in ENTITIES
    )
    return sorted(scored, key=lambda candidate: -candidate.weight)


_PERSON_ID = f"{PERSON}.id"

_PERSON = f"{PERSON}.{FULL_NAME}"
"""The column with the whole name of the contact person of a row."""

_IDENTITY = frozenset(
    {
        "id", "type", "client_type", "name", "email", "siret", "siren", "reference", "created", "owner",
        "legacy_id",
    }
)  # fmt: skip
"""Columns that identify a company, or may describe a person too."""


def rows_are_people(headers: Sequence[str]) -> bool:
    """Tell whether the rows of a file of companies and contact persons are the persons.

    They are where persons have an id of their own and their companies are only named, with few or no other columns
    about them. Sellsy's own export of contacts is such a file, its export of companies with contacts is not.
    """
    with_persons = next(entity for entity in ENTITIES if _PERSON_ID in entity.by_attribute())
    attributes = _attributes(with_persons, headers)
    persons = {attribute for attribute in attributes if attribute.startswith(f"{PERSON}.")}
    return _PERSON_ID in persons and 2 * len(attributes - persons - _IDENTITY) <= len(persons)


def _rivals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each other family."""
    families = {candidates[0].entity.family}
    rivals = []
    for candidate in candidates:
        if candidate.entity.family not in families:
            families.add(candidate.entity.family)
            rivals.append(candidate)
    return rivals


def _is_clear(best: Candidate, rivals: Sequence[Candidate], headers: Sequence[str]) -> bool:
    """Tell whether the headers decide.

    A lead of less than a column does not count, nor does a single column that the entity does not require. Where most
    headers are unknown, the name of a contact person does not count: deals and invoices have one too.
    """
    attributes = _attributes(best.entity, headers)
    lone = best.score < _ENOUGH and best.entity.missing(attributes)
    lead = best.weight - max((rival.weight for rival in rivals), default=0.0)
    if 2 * best.score < best.of:
        lead -= _PERSON in attributes
    return best.score > 0 and not lone and lead >= 1


def _fit(entity: type[Entity], headers: Sequence[str], *, people: bool) -> float:
    attributes = _attributes(entity, headers)
    halves = attributes.intersection(entity.scope)
    if people and _PERSON_ID in attributes:
        halves = {
            attribute
            for attribute in attributes
            if attribute.startswith(f"{PERSON}.") or attribute in _IDENTITY
        }
    return len(attributes) - len(halves) / 2


def _attributes(entity: type[Entity], headers: Sequence[str]) -> set[str]:
    return {attribute for header in headers if header and (attribute := attribute_of(entity, header))}


def pick_mapping(
    mappings: Sequence[FileMapping], headers: Sequence[str], *, entity: type[Entity] | None, path: str
) -> FileMapping:
    """Return the mapping that serves a file: the one of the entity, else the one most of whose headers are there.

    Among several without a chosen entity, a mapping that could create nothing from the file does not fit, nor one
    whose signs are missing: a type and a description do not identify an entity.

    Raises:
        ConfigError: none is for the entity, or an entity that a mapping names does not exist.
        DataError: none fits the headers, or several do equally.
    """
    if not mappings:
        return FileMapping()
    fitting = [mapping for mapping in mappings if _is_for(mapping, entity)]
    if not fitting:
        first = mappings[0]
        entities = ", ".join(mapping.entity or "-" for mapping in mappings)
        raise ConfigError(
            "mapping-entity",
            place=first.place("entity"),
            said=entities,
            entity=entity.name if entity else "-",
        )
    present = positions_of(headers)
    scores = [sum(fold(header) in present for header in mapping.headers) for mapping in fitting]
    best = max(scores)
    if best == 0 and any(mapping.optional for mapping in fitting):
        raise DataError("mapping-fit", path=path, headers=[header for header in headers if header])
    if entity is None and len(fitting) > 1:
        likely = [
            at
            for at, mapping in enumerate(fitting)
            if scores[at] and _is_likely(mapping, headers, scores[at])
        ]
        if not likely:
            candidates = [
                mapping.entity or "-" for mapping, score in zip(fitting, scores, strict=True) if score
            ]
            raise DataError("mapping-unlike", path=path, candidates=candidates)
        fitting, scores = [fitting[at] for at in likely], [scores[at] for at in likely]
        best = max(scores)
    chosen = [mapping for mapping, score in zip(fitting, scores, strict=True) if score == best]
    if len(chosen) > 1:
        raise DataError(
            "mapping-several", path=path, candidates=[mapping.entity or "-" for mapping in chosen]
        )
    return chosen[0]


def _is_likely(mapping: FileMapping, headers: Sequence[str], score: int) -> bool:
    """Tell whether a mapping may fit a file: it can create records, or it reads most headers (an update)."""
    present = positions_of(headers)
    if mapping.signs and not any(fold(sign) in present for sign in mapping.signs):
        return False
    entity = mapping.kind
    if entity is None or 2 * score >= sum(1 for header in headers if header):
        return True
    named = {attribute_of(entity, header) for header in headers}
    named |= {
        column if column in entity.by_attribute() else attribute_of(entity, column)
        for column in _filled(mapping, present)
    }
    attributes = {attribute for attribute in named if attribute is not None}
    first = next((column.attribute for column in entity.columns if column.required), "name")
    return not attributes.isdisjoint({first, entity.key_attribute("name", attributes)})


def _filled(mapping: FileMapping, present: Collection[str]) -> Iterator[str]:
    """Yield the columns that a mapping fills in a file with these folded headers."""
    yield from mapping.constants
    for header, rule in mapping.columns.items():
        if fold(header) in present:
            yield from (filled.column for filled in rule.each)
    for column, join in mapping.joins.items():
        if any(fold(header) in present for case in join.each for header in case.placed_headers):
            yield column
    for header, split in mapping.splits.items():
        if fold(header) in present:
            yield from split.into


def _is_for(mapping: FileMapping, entity: type[Entity] | None) -> bool:
    kind = mapping.kind
    return kind is None or entity is None or kind.family == entity.family
