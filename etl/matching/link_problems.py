"""By what rows name the records they are linked to, and what is wrong with that: nothing there, deleted, another."""

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
"""Code of the problem of a row whose old id nothing has, and whose other keys tell no record either."""

_SIRET = "siret"
_SIRET_DIGITS = 14

UNKNOWN = "link-unknown"
"""Code of the problem of a row that names what is not there."""


@dataclass(slots=True)
class StrangeIds:
    """Judges links whose id in another system nothing has, and that a row names by another key too."""

    _ids: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def want(self, record: Record) -> None:
        """Take the ids that a row gives to what it names."""
        for prefix, legacy_id in record.unplaced.items():
            for place in _named(record, prefix):
                self._ids[place].add(legacy_id)

    def refused(
        self, record: Record, prefix: str, headers: Mapping[str, str], *, shown: str, known: Collection[str]
    ) -> Problem | None:
        """Return why the record that a row names by another key is not the one of its id; `known` are its own ids."""
        legacy_id = record.unplaced[prefix]
        others = {*known} or {one for place in _named(record, prefix) for one in self._ids[place]} - {
            legacy_id
        }
        if not others:
            return None
        code = "parent-other-id" if known else "parent-ids-differ"
        params = {"record": shown, "ids": sorted(others)}
        return Problem(code, record.row, headers.get(f"{prefix}_{LEGACY_ID}"), legacy_id, params)


def _named(record: Record, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Yield (prefix, key, value) of what a row says of what it is linked to."""
    for key in sorted(LINK_KEYS):
        said = record.values.get(f"{prefix}_{key}")
        if said is not None:
            yield prefix, key, fold(str(said))


def not_by_name(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return why a row whose id in another system nothing has is linked to nothing by another key either."""
    params = {"reason": problem.as_reason()}
    column = headers.get(f"{prefix}_{LEGACY_ID}")
    return Problem(BY_NAME, record.row, column, record.unplaced[prefix], params)


def left_out(problem: Problem, named: str) -> Problem:
    """Return what is said of a link that is left out, as nothing is called what it names."""
    return replace(problem, code="link-left-out", value=named, params={}, severity=Severity.WARNING)


def roles_of_several(record: Record, headers: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problem of a role whose company is not said: the row lists several."""
    for attribute in ROLES:
        if record.values.get(attribute) is True:
            yield Problem("roles-several", record.row, headers.get(attribute))


@dataclass(slots=True)
class KeysBeside:
    """Judges the keys that rows state beside the id, or another strong key, of what they are linked to.

    `others` are the records, by variant, of strong keys that are not those of the record of the id.
    """

    others: dict[str, Directory] = field(default_factory=dict)
    _strong: set[tuple[str, int, str, str]] = field(default_factory=set)

    def want(self, record: Record, entity: type[Entity]) -> None:
        """Take the strong keys that a row states beside ids."""
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
        """Return, by variant, the keys that the records of the ids do not have: whose they are is to be read."""
        found: dict[str, Wanted] = {}
        for variant, record_id, key, value in sorted(self._strong):
            held = document(variant, record_id)
            if held is not None and not _has(variant, key, value, held):
                found.setdefault(variant, Wanted(RESOURCES[variant].link_keys)).add(
                    Record(0, variant, {key: value})
                )
        return found

    def judged(
        self,
        record: Record,
        prefix: str,
        variant: str,
        *,
        document: Document | None,
        headers: Mapping[str, str],
    ) -> Iterator[Problem]:
        """Yield what is said of each key that is not the linked record's: an error where it is that of another one.

        Beside an id of another system, which decides alone, nothing is.
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
            strangers = [] if directory is None else directory.found(key, comparable(key, value))
            if key in STRONG and strangers:
                records: list[JsonValue] = [describe(one) for one in (document, *strangers)]
                params: dict[str, JsonValue] = {"key": key, "match": key, "records": records}
                yield Problem("match-contradicts", record.row, column, str(value), params)
            else:
                shown = {"record": describe(document)}
                yield Problem("link-not-its", record.row, column, str(value), shown, Severity.WARNING)


def _column(prefix: str, key: str) -> str:
    return f"{prefix}_{'name' if key == 'called' else key}"


def _stated(record: Record, prefix: str, variant: str) -> dict[str, JsonValue]:
    """Return the keys of a linked record that a row states."""
    said = {key: record.values.get(_column(prefix, key)) for key in RESOURCES[variant].link_keys}
    return {key: value for key, value in said.items() if value is not None}


def _has(variant: str, key: str, value: JsonValue, document: Document) -> bool:
    """Tell whether a record has a key of a row."""
    theirs = document_keys(variant, key, document)
    ours = "".join(str(value).split()) if key == "siret" else comparable(key, value)
    return ours in theirs or (key == REFERENCE and bool(theirs) and same_reference(value, theirs[0]))


def stand_in_of(target: Record) -> int | None:
    """Return the id of what exists in a rehearsal only, None where a record of Sellsy is named."""
    said = target.values.get("id")
    return said if isinstance(said, int) and is_stand_in(said) else None


def company_named(row: int, said: str) -> list[Record]:
    """Return what a company's name in a list may say: digits are a SIRET or an id, else a reference or a name."""
    digits = "".join(said.split())
    if digits.removeprefix("-").isdecimal():
        values: list[dict[str, str | int]] = (
            [{_SIRET: digits}] if len(digits) == _SIRET_DIGITS else [{"id": int(digits)}]
        )
    else:
        values = [{"email": said}] if "@" in said else [{"reference": said}, {"name": said}]
    return [Record(row, COMPANY, one) for one in values]


def variants_of(record: Record, prefix: str, variants: Sequence[str]) -> Sequence[str]:
    """Return the variants a row's target may be: its kind, or its SIRET, says that it is one only."""
    kind = record.values.get(f"{prefix}_kind")
    if kind in variants:
        return (str(kind),)
    if record.values.get(f"{prefix}_{_SIRET}") is not None:
        return tuple(variant for variant in variants if _SIRET in RESOURCES[variant].link_keys)
    return variants


def parts_of(item: str) -> list[str]:
    """Return what commas may separate in an item of a list; nothing where there is none."""
    return [part for one in item.split(",") if (part := one.strip())] if "," in item else []


def of_deleted(problem: Problem, record: Record, prefix: str, headers: Mapping[str, str]) -> Problem:
    """Return a problem of a linked record that is not there: known by its id in another system, it was deleted."""
    named = [one for one in (f"{prefix}_{LEGACY_ID}", f"{COMPANY}_{LEGACY_ID}") if record.values.get(one)]
    if problem.code != UNKNOWN or not named:
        return problem
    said = record.values[named[0]]
    items = [str(one) for one in said] if isinstance(said, list) else [str(said)]
    legacy_id = ", ".join(_meant(items, record, problem.value))
    return Problem("parent-deleted", record.row, headers.get(named[0]), legacy_id, {"record": problem.value})


def _meant(items: Sequence[str], record: Record, sellsy_id: str | None) -> Sequence[str]:
    """Return which of a row's ids of another system became an id of Sellsy, all of them where that is unsure."""
    cut = [part for item in items for part in parts_of(item) or [item]]
    for said in (items, cut):
        for listed in record.values.values():
            if isinstance(listed, list) and len(listed) == len(said) and [*map(str, listed)] != [*said]:
                became = dict(zip(map(str, listed), said, strict=True))
                if sellsy_id in became:
                    return [became[sellsy_id]]
    return items
