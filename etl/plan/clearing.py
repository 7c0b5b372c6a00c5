"""Cells that do not clear a field although they look as if they did: empty ones, or a word that is the stored text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import Lookups
from etl.core.json_paths import dig, is_empty
from etl.core.record import PERSON, Record, Snapshot
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Column, Entity
from etl.entities.address import ADDRESSES
from etl.entities.contact import COMPANY, ROLE_FIELDS, ROLES
from etl.matching.known_records import RowForm
from etl.plan.addresses import FLAGS, match_addresses, stated_addresses
from etl.v1.records import shown_of_event

Document = Mapping[str, JsonValue]

_TAGS = "tags"
_V1 = {"sticky_note": "stickyNote"}
"""Attribute -> what API v1 calls it, of texts that only v1 shows."""

_NOTHING: Document = {}


_FREQUENCY = "recurrence.frequency"


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Keeps the cells of rows that only look as if they cleared something."""

    entity: type[Entity]
    custom: Mapping[str, CustomField]
    lookups: Lookups

    def with_kept(self, record: Record, snapshot: Snapshot | None, person: Document | None) -> Record:
        """Return a row whose clearing words are kept as text where Sellsy already holds that very word.

        `person` is the contact of the row.

        Raises:
            ApiError: a list of names cannot be read.
        """
        if snapshot is None or not record.words:
            return record
        parts = self._parts(record, snapshot, person or {})
        current = {name: self._current(name, snapshot, parts) for name in record.words}
        kept = {name: value for name, (text, value) in current.items() if text == record.words[name]}
        return replace(record, values={**record.values, **kept}, words={})

    def _parts(
        self, record: Record, snapshot: Snapshot, person: Document
    ) -> Mapping[str, tuple[Document, str]]:
        """Return, by part of a row, its document in Sellsy and the resource that its columns' paths belong to."""
        stated = {part: cells for part in ADDRESSES if (cells := record.part(part))}
        met = match_addresses(stated_addresses(stated), snapshot.addresses or ())
        addresses = {address.part: (document or {}, "address") for address, document in met}
        return {**addresses, "": (snapshot.document, record.variant), PERSON: (person, PERSON)}

    def _current(
        self, name: str, snapshot: Snapshot, parts: Mapping[str, tuple[Document, str]]
    ) -> tuple[JsonValue, JsonValue]:
        """Return the current value of an attribute in Sellsy, as an export shows it and as it is stored."""
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
        """Return the name for a single id, and other values as they are."""
        if column.lookup is None or column.lookup == PERSON or value is None:
            return value
        (first, *more) = value if isinstance(value, list) and value else [value]
        only = not more and str(first).isdecimal()
        return self.lookups.shown(column.lookup).get(int(str(first))) if only else None


def uncleared(
    form: RowForm, record: Record, snapshot: Snapshot, person: Document | None
) -> Iterator[Problem]:
    """Yield a warning that names the empty cells of a row that clear nothing although the record has a value.

    `person` is the contact person of the row, where it has one.
    """
    contents, tags_end = _Content(form.entity, record, snapshot, person), form.replaces_tags
    columns = [
        header
        for attribute, header in form.headers.items()
        if attribute not in record.values
        and not (tags_end and attribute == "tags")
        and contents.has(attribute)
    ]
    if columns:
        column = columns[0] if len(columns) == 1 else None
        yield Problem("not-cleared", record.row, column, None, {"columns": columns}, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class _Content:
    """The values of a record in Sellsy, by the columns of its entity."""

    entity: type[Entity]
    record: Record
    snapshot: Snapshot
    person: Document | None

    def has(self, attribute: str) -> bool:
        """Return whether the record has a value in a column."""
        column = self.entity.by_attribute().get(attribute)
        if column is None or attribute == "id":
            return False
        return not is_empty(self._value(column))

    def _value(self, column: Column) -> JsonValue:
        document, attribute = self.snapshot.document, column.attribute
        prefix, _, name = attribute.partition("_")
        if column.part:
            return self._of_part(column)
        if prefix in self.entity.relates:
            return self._link(prefix)
        if (prefix == COMPANY and name) or attribute in ROLES:
            return self._of_company(attribute)
        if attribute == "tags":
            return [*(self.snapshot.tags or ())]
        if column.v1:
            return self._of_v1(attribute)
        path = column.paths.get(self.record.variant)
        return dig(document, path) if path else self.entity.derived(attribute, self.record.variant, document)

    def _of_part(self, column: Column) -> JsonValue:
        if column.part == PERSON:
            return self._of_person(column)
        return self._address(column.part).get(column.paths.get("address", "id"))

    def _of_v1(self, attribute: str) -> JsonValue:
        """Return what v1 shows; nothing when the row clears the recurrence."""
        if self.record.values.get(_FREQUENCY, "") is None:
            return None
        return shown_of_event(self.snapshot.v1 or {}).get(attribute)

    def _of_person(self, column: Column) -> JsonValue:
        people = self.snapshot.contacts or ()
        main = self.snapshot.document.get(ROLE_FIELDS["main"])
        person = self.person or next((person for person in people if person.get("id") == main), None)
        person = person or next(iter(people), _NOTHING)
        name = column.attribute.partition(".")[2]
        if name in ROLES:
            return _plays(self.snapshot.document, name, person.get("id"))
        path = column.paths.get(PERSON, "id" if name == "id" else "")
        return dig(person, path) if path else None

    def _address(self, part: str) -> Document:
        """Return the address that an export shows in a part of the row; an address with both roles is the main one."""
        invoicing, delivery = (
            next((address for address in self.snapshot.addresses or () if address.get(flag)), _NOTHING)
            for flag in FLAGS
        )
        one_for_all = bool(invoicing) and invoicing is delivery
        if part == "main":
            return invoicing if one_for_all or self.record.part(part) else _NOTHING
        if one_for_all and not self.record.part(part):
            return _NOTHING
        return invoicing if part == "invoicing" else delivery

    def _link(self, prefix: str) -> JsonValue:
        """Return what the record is linked to, unless the row names it in another column."""
        if any(name.startswith(f"{prefix}_") for name in self.record.values):
            return None
        return self.entity.derived(f"{prefix}_id", self.record.variant, self.snapshot.document)

    def _of_company(self, attribute: str) -> JsonValue:
        company = next(iter(self.snapshot.companies or ()), _NOTHING)
        if attribute in ROLES:
            return _plays(company, attribute, self.snapshot.id)
        linked = any(name.startswith(f"{COMPANY}_") for name in self.record.values)
        return None if linked else company.get("id")


def _plays(company: Document, role: str, person: JsonValue) -> JsonValue:
    """Return True when a person has a role in a company, else None."""
    return True if person is not None and company.get(ROLE_FIELDS[ROLES[role]]) == person else None
