"""The keys of a record of the CRM, as those of a row are compared with them."""

from collections.abc import Mapping

from etl.core.json_paths import dig, is_empty
from etl.core.record import Record
from etl.core.results import JsonValue
from etl.matching.match_keys import SIREN_LENGTH, comparable, named, norm, same_reference, timed

REFERENCE = "reference"

Document = Mapping[str, JsonValue]

_TITLED = {"event": "datetime_start", "task": "due_date"}
_PERSONS = ("individual", "contact")


def document_keys(variant: str, key: str, document: Document) -> tuple[str, ...]:
    """Return the comparable values of a match key in a record of the CRM; only a person's has several."""
    if key == "called":
        first, last = named(dig(document, "first_name") or ""), named(dig(document, "last_name") or "")
        return tuple(dict.fromkeys((last, f"{first} {last}".strip(), f"{last} {first}".strip())))
    value = _document_key(variant, key, document)
    return () if value is None else (value,)


def _document_key(variant: str, key: str, document: Document) -> str | None:
    if key == "name" and variant in _PERSONS:
        last = dig(document, "last_name")
        return None if last is None else f"{named(last)}\x1f{named(dig(document, 'first_name') or '')}"
    if key == "name" and variant in _TITLED:
        return timed(dig(document, "title"), dig(document, _TITLED[variant]))
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
    """Tell whether a record holds a key of a row with another value: it is another record, then.

    Two establishments of one company differ by their SIRET; where one of two has no SIRET, by their SIREN.
    """
    for key, ours in keys.items():
        theirs = document_keys(variant, key, document) if ours is not None else ()
        if theirs and ours not in theirs and not (key == REFERENCE and same_reference(ours, theirs[0])):
            return True
    siret, theirs = keys.get("siret"), document_keys(variant, "siren", document)
    return siret is not None and bool(theirs) and siret[:SIREN_LENGTH] not in theirs


def outranks(keys: Mapping[str, str | None], variant: str, document: Document) -> bool:
    """Tell whether stronger keys of a row say that a record is another; an establishment may have moved."""
    siret = keys.get("siret")
    moved = siret is not None and siret[:SIREN_LENGTH] in document_keys(variant, "siren", document)
    return contradicts(keys, variant, document) and not moved


def stated_attribute(record: Record, key: str) -> str:
    """Return the attribute of a row that states a match key."""
    if key != "name":
        return key
    if record.variant in _TITLED:
        return "title"
    return "last_name" if record.variant in _PERSONS and record.values.get("last_name") else "name"
