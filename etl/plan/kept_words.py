"""The word that clears a field, where a record holds that very word: an export of it, imported, leaves it as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import Lookups
from etl.core.json_paths import dig
from etl.core.record import Record, Snapshot
from etl.core.results import JsonValue
from etl.entities import Column, Entity
from etl.entities.address import ADDRESSES
from etl.plan.addresses import match_addresses, stated_addresses

Document = Mapping[str, JsonValue]

_TAGS = "tags"
_V1 = {"sticky_note": "stickyNote"}
"""Attribute -> what API v1 calls it, of texts that only v1 shows."""


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Tells which cells of rows only look as if they cleared something."""

    entity: type[Entity]
    custom: Mapping[str, CustomField]
    lookups: Lookups

    def said(self, record: Record, snapshot: Snapshot | None, person: Document | None) -> Record:
        """Return a row that says what Sellsy holds where that is the very word that clears; `person` is its contact.

        Raises:
            ApiError: a list of names cannot be read.
        """
        if snapshot is None or not record.words:
            return record
        parts = self._parts(record, snapshot, person or {})
        held = {name: self._held(name, snapshot, parts) for name in record.words}
        kept = {name: value for name, (text, value) in held.items() if text == record.words[name]}
        return replace(record, values={**record.values, **kept}, words={})

    def _parts(
        self, record: Record, snapshot: Snapshot, person: Document
    ) -> Mapping[str, tuple[Document, str]]:
        """Return by part of a row what Sellsy holds of it, and the resource that its columns' paths belong to."""
        stated = {part: found for part in ADDRESSES if (found := record.part(part))}
        met = match_addresses(stated_addresses(stated), snapshot.addresses or ())
        addresses = {address.part: (held or {}, "address") for address, held in met}
        return {**addresses, "": (snapshot.document, record.variant), "contact": (person, "contact")}

    def _held(
        self, name: str, snapshot: Snapshot, parts: Mapping[str, tuple[Document, str]]
    ) -> tuple[JsonValue, JsonValue]:
        """Return what Sellsy holds of an attribute, as an export shows it and as it is."""
        if name in self.custom:
            field = self.custom[name]
            value = (snapshot.custom or {}).get(field.id)
            return (None if value is None else str(custom_cell(field, value, lookups=self.lookups))), value
        if name == _TAGS:
            tags: list[JsonValue] = [*(snapshot.tags or ())]
            return (tags[0] if len(tags) == 1 else None), tags
        if name in _V1:
            text = (snapshot.v1 or {}).get(_V1[name])
            return text, text
        column = self.entity.column(name)
        document, resource = parts.get(column.part, ({}, ""))
        path = column.paths.get(resource)
        value = None if path is None else dig(document, path)
        return self._named(column, value), value

    def _named(self, column: Column, value: JsonValue) -> JsonValue:
        """Return a value with the name in place of an only id."""
        if column.lookup is None or column.lookup == "contact" or value is None:
            return value
        (one, *more) = value if isinstance(value, list) and value else [value]
        only = not more and str(one).isdecimal()
        return self.lookups.shown(column.lookup).get(int(str(one))) if only else None
