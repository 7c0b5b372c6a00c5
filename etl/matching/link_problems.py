"""Keys by which rows name linked records, and problems with them: unknown, deleted or contradicting records."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.codecs import fold
from etl.core.record import Record, is_stand_in
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Entity
from etl.entities.base.entity import LINK_KEYS
from etl.entities.base.resource import RESOURCES
from etl.entities.contact import COMPANY, ROLES
from etl.entities.origin import LEGACY_ID, header_of
from etl.matching.choosing import describe
from etl.matching.directory import Directory, Wanted
from etl.matching.document_keys import REFERENCE, Document, document_keys
from etl.matching.match_keys import STRONG, comparable, same_reference

BY_NAME = "parent-by-name"
"""Code of the problem of a row whose old id is unknown and whose other keys identify no record either."""

_SIRET = "siret"
_SIRET_DIGITS = 14

UNKNOWN = "link-unknown"
"""Code of the problem of a row that names an unknown record."""


@dataclass(slots=True)
class StrangeIds:
    """Checks links whose id in another system is unknown, and that a row names by another key too."""

    _ids: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def want(self, record: Record) -> None:
        """Add the ids that a row gives to linked records."""
        for prefix, legacy_id in record.unplaced.items():
            for place in _named(record, prefix):
                self._ids[place].add(legacy_id)

    def refused(
        self, record: Record, prefix: str, headers: Mapping[str, str], *, shown: str, known: Collection[str]
    ) -> Problem | None:
        """Return why the record named by another key cannot have the row's id; `known` are the ids of that record."""
        legacy_id = record.unplaced[prefix]
        others = {*known} or {
            record_id for place in _named(record, prefix) for record_id in self._ids[place]
        } - {legacy_id}
        if not others:
            return None
        code = "parent-other-id" if known else "parent-ids-differ"
        params = {"record": shown, "ids": sorted(others)}
        return Problem(code, record.row, headers.get(f"{prefix}_{LEGACY_ID}"), legacy_id, params)


def _named(record: Record, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Yield (prefix, key, value) for each key of linked records that a row states."""
    for key in sorted(LINK_KEYS):
        value = record.values.get(f"{prefix}_{key}")
        if value is not None:
            yield prefix, key, fold(str(value))


def not_by_name(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return the problem of a row whose old id is unknown and whose other key identifies no record either."""
    params = {"reason": problem.as_reason()}
    column = headers.get(f"{prefix}_{LEGACY_ID}")
    return Problem(BY_NAME, record.row, column, record.unplaced[prefix], params)


def left_out(problem: Problem, named: str) -> Problem:
    """Return the warning of a link that is left out because its name is unknown."""
    return replace(problem, code="link-left-out", value=named, params={}, severity=Severity.WARNING)


def roles_of_several(record: Record, headers: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problem of each role whose company is unclear because the row lists several."""
    for attribute in ROLES:
        if record.values.get(attribute) is True:
            yield Problem("roles-several", record.row, headers.get(attribute))


@dataclass(slots=True)
class KeysBeside:
    """Checks keys that rows state beside the id, or another strong key, of a linked record.

    `others` are records, by variant, with strong keys that the record of the id does not have.
    """

    others: dict[str, Directory] = field(default_factory=dict)
    _strong: set[tuple[str, int, str, str]] = field(default_factory=set)

    def want(self, record: Record, entity: type[Entity]) -> None:
        """Add the strong keys that a row states beside ids."""
        for prefix, variants in entity.links.items():
            record_id = record.values.get(f"{prefix}_id")
            if not isinstance(record_id, int) or is_stand_in(record_id):
                continue
            self._strong.update(
                (variant, record_id, key, str(value))
                for variant in variants_of(record, prefix, variants)
                for key, value in _stated(record, prefix, variant).items()
                if key in STRONG and key != "id"
            )

    def doubted(self, document: Callable[[str, int], Document | None]) -> dict[str, Wanted]:
        """Return, by variant, the keys that the records of the ids do not have, to read which records do."""
        wanted: dict[str, Wanted] = {}
        for variant, record_id, key, value in sorted(self._strong):
            linked = document(variant, record_id)
            if linked is not None and not _has(variant, key, value, linked):
                wanted.setdefault(variant, Wanted(RESOURCES[variant].link_keys)).add(
                    Record(0, variant, {key: value})
                )
        return wanted

    def judged(
        self,
        record: Record,
        prefix: str,
        variant: str,
        *,
        document: Document | None,
        headers: Mapping[str, str],
    ) -> Iterator[Problem]:
        """Yield a problem for each key that the linked record does not have: an error where another record has it.

        An id of another system decides alone: beside it, no key is checked.
        """
        stated = _stated(record, prefix, variant)
        old = (f"{prefix}_{LEGACY_ID}", f"{COMPANY}_{LEGACY_ID}")
        known_as = any(record.values.get(name) is not None for name in old)
        if document is None or known_as or stated.keys().isdisjoint(STRONG):
            return
        for key, value in stated.items():
            if key == "id" or _has(variant, key, value, document):
                continue
            column = header_of(headers, _column(prefix, key))
            directory = self.others.get(variant)
            strangers = [] if directory is None else directory.with_key(key, comparable(key, value))
            if key in STRONG and strangers:
                records: list[JsonValue] = [describe(candidate) for candidate in (document, *strangers)]
                params: dict[str, JsonValue] = {"key": key, "match": key, "records": records}
                yield Problem("match-contradicts", record.row, column, str(value), params)
            else:
                shown = {"record": describe(document)}
                yield Problem("link-not-its", record.row, column, str(value), shown, Severity.WARNING)


def _column(prefix: str, key: str) -> str:
    return f"{prefix}_{'name' if key == 'called' else key}"


def _stated(record: Record, prefix: str, variant: str) -> dict[str, JsonValue]:
    """Return the keys of a linked record that a row states."""
    values = {key: record.values.get(_column(prefix, key)) for key in RESOURCES[variant].link_keys}
    return {key: value for key, value in values.items() if value is not None}


def _has(variant: str, key: str, value: JsonValue, document: Document) -> bool:
    """Tell whether a record has a row's value of a key."""
    theirs = document_keys(variant, key, document)
    ours = "".join(str(value).split()) if key == "siret" else comparable(key, value)
    return ours in theirs or (key == REFERENCE and bool(theirs) and same_reference(value, theirs[0]))


def stand_in_of(target: Record) -> int | None:
    """Return the id of a record that exists only in a rehearsal, None where a record of Sellsy is named."""
    record_id = target.values.get("id")
    return record_id if isinstance(record_id, int) and is_stand_in(record_id) else None


def company_named(row: int, name: str) -> list[Record]:
    """Return the possible meanings of a company in a list: a SIRET or an id if digits, else a reference or a name."""
    digits = "".join(name.split())
    if digits.removeprefix("-").isdecimal():
        values: list[dict[str, str | int]] = (
            [{_SIRET: digits}] if len(digits) == _SIRET_DIGITS else [{"id": int(digits)}]
        )
    else:
        values = [{"email": name}] if "@" in name else [{"reference": name}, {"name": name}]
    return [Record(row, COMPANY, value) for value in values]


def variants_of(record: Record, prefix: str, variants: Sequence[str]) -> Sequence[str]:
    """Return the possible variants of a row's target, narrowed by its kind or its SIRET."""
    kind = record.values.get(f"{prefix}_kind")
    if kind in variants:
        return (str(kind),)
    if record.values.get(f"{prefix}_{_SIRET}") is not None:
        return tuple(variant for variant in variants if _SIRET in RESOURCES[variant].link_keys)
    return variants


def parts_of(item: str) -> list[str]:
    """Return the parts of a list item separated by commas; nothing without a comma."""
    return [part for piece in item.split(",") if (part := piece.strip())] if "," in item else []


def of_deleted(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return the problem of a missing linked record; one with a known id in another system was deleted."""
    named = [
        attribute
        for attribute in (f"{prefix}_{LEGACY_ID}", f"{COMPANY}_{LEGACY_ID}")
        if record.values.get(attribute)
    ]
    if problem.code != UNKNOWN or not named:
        return problem
    value = record.values[named[0]]
    items = [str(item) for item in value] if isinstance(value, list) else [str(value)]
    legacy_id = ", ".join(_meant(items, record, problem.value))
    return Problem("parent-deleted", record.row, headers.get(named[0]), legacy_id, {"record": problem.value})


def _meant(items: Sequence[str], record: Record, sellsy_id: str | None) -> Sequence[str]:
    """Return the id of another system that stands for an id of Sellsy, all of the row's ids where that is unclear."""
    cut = [part for item in items for part in parts_of(item) or [item]]
    for ids in (items, cut):
        for listed in record.values.values():
            if isinstance(listed, list) and len(listed) == len(ids) and [*map(str, listed)] != [*ids]:
                became = dict(zip(map(str, listed), ids, strict=True))
                if sellsy_id in became:
                    return [became[sellsy_id]]
    return items
