"""A record as a row of the file leaves it: what the next import will find."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from etl.core.json_paths import dig
from etl.core.record import Record
from etl.core.results import JsonValue
from etl.entities.origin import LEGACY_ID
from etl.matching.document_keys import REFERENCE, Document
from etl.matching.match_keys import SIREN_LENGTH, same_reference

ROW = "_row"
"""What a record has that a row of the file creates: that row."""

HELD = "_held"
"""What a record has that a row of the file changes: the record as Sellsy holds it, by which people know it."""

_PERSONS = ("individual", "contact")
_REPLACED = {
    "main": "invoicing_address",
    "invoicing": "invoicing_address",
    "delivery": "delivery_address",
}
"""Part of a row -> the address of a record that it takes the place of."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a row makes of a record.

    `postal_codes` are those it states, `replaced` the addresses of the record that they take the place of; `companies`
    those it links a contact to, `old_id` the id of another system by which it is known from then on.
    """

    document: Document
    postal_codes: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    companies: frozenset[int] = frozenset()
    old_id: str | None = None


def written_by(
    record: Record, record_id: int, before: Document | None, codes: Iterable[str], companies: Collection[int]
) -> Written:
    """Return what a row makes of a record, or the one it creates, as far as rows are matched by it."""
    old_id, new = record.values.get(LEGACY_ID), {ROW: record.row}
    held = {} if before is None else {HELD: dict(before)}
    return Written(
        document={**(before or new), **_stated(record, before or {}), **held, "id": record_id},
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
    if record.variant in _PERSONS and values.get("last_name") is None and values.get("name") is not None:
        values["last_name"] = values["name"]
    if same_reference(values.get(REFERENCE), before.get(REFERENCE)):
        values[REFERENCE] = before[REFERENCE]
    legal = {name: values.get(name, dig(before, f"legal_france.{name}")) for name in ("siret", "siren")}
    if values.get("siret") is not None and "siren" not in values:
        legal["siren"] = str(values["siret"])[:SIREN_LENGTH]
    return {**values, "legal_france": legal}
