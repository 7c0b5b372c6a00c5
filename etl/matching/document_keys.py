"""Match keys of records of the CRM in comparable form, and their values once a row is written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from etl.core.json_paths import dig, is_empty
from etl.core.record import Record
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.matching.match_keys import SIREN_LENGTH, comparable, named, norm, same_reference, timed

REFERENCE = "reference"

Document = Mapping[str, JsonValue]

ROW = "_row"
"""Key that marks a record created by a row of the file; its value is the row."""

HELD = "_held"
"""Key that marks a record changed by a row of the file; its value is the record as Sellsy has it."""

_REPLACED = {
    "main": "invoicing_address",
    "invoicing": "invoicing_address",
    "delivery": "delivery_address",
}
"""Part of a row -> the address of the record that it replaces."""


def document_keys(variant: str, key: str, document: Document) -> tuple[str, ...]:
    """Return the comparable values of a match key in a record of the CRM; only names of persons have several."""
    if key == "called":
        first, last = named(dig(document, "first_name") or ""), named(dig(document, "last_name") or "")
        return tuple(dict.fromkeys((last, f"{first} {last}".strip(), f"{last} {first}".strip())))
    value = _document_key(variant, key, document)
    return () if value is None else (value,)


def _document_key(variant: str, key: str, document: Document) -> str | None:
    resource = RESOURCES[variant]
    if key == "name" and resource.is_person:
        last = dig(document, "last_name")
        return None if last is None else f"{named(last)}\x1f{named(dig(document, 'first_name') or '')}"
    if key == "name" and resource.moment is not None:
        return timed(dig(document, resource.named_by[0]), dig(document, resource.moment[1]))
    if key == "siren":
        siren = (
            dig(document, "legal_france.siren")
            or str(dig(document, "legal_france.siret") or "")[:SIREN_LENGTH]
        )
        return norm(siren) if siren else None
    if key == "siret":
        value: JsonValue = "".join(str(dig(document, "legal_france.siret") or "").split())
    else:
        value = dig(document, "description" if key == "text" else key)
    return None if is_empty(value) else comparable(key, value)


def contradicts(keys: Mapping[str, str | None], variant: str, document: Document) -> bool:
    """Tell whether a record has another value of a key of a row, which makes it another record.

    Two establishments of one company differ by their SIRET; where one of two has no SIRET, by their SIREN.
    """
    for key, ours in keys.items():
        theirs = document_keys(variant, key, document) if ours is not None else ()
        if theirs and ours not in theirs and not (key == REFERENCE and same_reference(ours, theirs[0])):
            return True
    siret, theirs = keys.get("siret"), document_keys(variant, "siren", document)
    return siret is not None and bool(theirs) and siret[:SIREN_LENGTH] not in theirs


def outranks(keys: Mapping[str, str | None], variant: str, document: Document) -> bool:
    """Tell whether stronger keys of a row contradict a record; an establishment may have moved."""
    siret = keys.get("siret")
    moved = siret is not None and siret[:SIREN_LENGTH] in document_keys(variant, "siren", document)
    return contradicts(keys, variant, document) and not moved


def stated_attribute(record: Record, key: str) -> str:
    """Return the attribute of a row that states a match key."""
    if key != "name":
        return key
    resource = RESOURCES[record.variant]
    named = not resource.is_person or record.values.get(resource.named_by[0])
    return resource.named_by[0] if named else key


@dataclass(frozen=True, slots=True)
class Written:
    """The state in which a row leaves a record.

    `postal_codes` are those of the row, `replaced` the addresses of the record that they replace, `companies` those
    that a contact is linked to, `old_id` the record's id in another system from then on.
    """

    document: Document
    postal_codes: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    companies: frozenset[int] = frozenset()
    old_id: str | None = None


def written_by(
    record: Record, record_id: int, before: Document | None, codes: Iterable[str], companies: Collection[int]
) -> Written:
    """Return a record as a row leaves or creates it, limited to the fields used in matching."""
    old_id, new = record.values.get(LEGACY_ID), {ROW: record.row}
    original = {} if before is None else {HELD: dict(before)}
    return Written(
        document={**(before or new), **_stated(record, before or {}), **original, "id": record_id},
        postal_codes=frozenset(codes),
        replaced=frozenset(
            _REPLACED[part]
            for part in _REPLACED
            if any(value is not None for value in record.part(part).values())
        ),
        companies=frozenset(companies),
        old_id=None if old_id is None else str(old_id),
    )


def _stated(record: Record, before: Document) -> Mapping[str, JsonValue]:
    values = dict(record.values)
    is_person = RESOURCES[record.variant].is_person
    if is_person and values.get("last_name") is None and values.get("name") is not None:
        values["last_name"] = values["name"]
    if same_reference(values.get(REFERENCE), before.get(REFERENCE)):
        values[REFERENCE] = before[REFERENCE]
    legal = {name: values.get(name, dig(before, f"legal_france.{name}")) for name in ("siret", "siren")}
    if values.get("siret") is not None and "siren" not in values:
        legal["siren"] = str(values["siret"])[:SIREN_LENGTH]
    return {**values, "legal_france": legal}
