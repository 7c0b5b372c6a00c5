"""Everything the sandbox holds, in an order that depends on its content only: two states compare as texts."""

import json
import re
from collections.abc import Sequence
from typing import Any

from etl.sandbox.storage import extras, records
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import (
    BY_NOUN,
    COMMENTS,
    COMPANIES,
    CONTACTS,
    EVENTS,
    INDIVIDUALS,
    OPPORTUNITIES,
    TASKS,
)
from etl.sandbox.v2 import addresses, links, tags
from etl.sandbox.v2.custom_fields import values

_MAIN = (COMPANIES, INDIVIDUALS, CONTACTS)
_LINKED = (OPPORTUNITIES, TASKS, EVENTS, COMMENTS)
_WORDS = ("name", "last_name", "first_name", "lastname", "firstname", "title", "description")
_GIVEN = re.compile(r"OPP-\d{5,}")  # numbers the sandbox gives follow the order of creation
_VOLATILE = {
    "id", "created", "updated", "updated_at", "main_contact_id", "dunning_contact_id", "invoicing_contact_id",
    "invoicing_address_id", "delivery_address_id", "company_id", "individual_id", "contact_id",
    "updated_status",
}  # fmt: skip


def dump(session: Session, *, ids: bool, more: Sequence[Resource] = ()) -> dict[str, list[Any]]:
    """Return every third and contact with what belongs to it, then opportunities, tasks, events, comments and `more`.

    Without `ids`, identifiers and timestamps are left out and contacts are named by their content, so that
    two accounts filled in another order are equal when they hold the same things.
    """
    contacts = {record["id"]: record for record in records.select(session, CONTACTS)}
    out = {}
    for resource in _MAIN:
        whole = [
            _whole(session, resource, record, contacts=contacts, ids=ids)
            for record in records.select(session, resource)
        ]
        out[resource.name] = whole if ids else sorted(whole, key=_text)
    for resource in _LINKED:
        linked = [
            _with_subject(session, resource, record, ids=ids) for record in records.select(session, resource)
        ]
        out[resource.name] = linked if ids else sorted(linked, key=_text)
    for resource in more:
        alone = [_plain(record, ids=ids) for record in records.select(session, resource)]
        out[resource.name] = alone if ids else sorted(alone, key=_text)
    return out


def _with_subject(session: Session, resource: Resource, record: Record, *, ids: bool) -> Record:
    """Return an opportunity, task, event or comment; without ids it names its related records by their content."""
    whole = {**_plain(record, ids=ids), **extras.read(session, resource.noun, record["id"])}
    if resource is OPPORTUNITIES:
        whole["smart_tags"] = sorted(tag["value"] for tag in tags.of(session, resource.noun, record["id"]))
        fields = values.of(session, resource, record)
        whole["custom_fields"] = {
            field["code"]: field["value"] for field in fields if field["value"] is not None
        }
    return whole if ids else whole | _named(session, record)


def _named(session: Session, record: Record) -> Record:
    """Return the keys of a record that hold identifiers, with what they name in their place."""
    named: Record = {"related": [_called(session, owner["type"], owner["id"]) for owner in record["related"]]}
    if _GIVEN.fullmatch(record.get("number") or ""):
        named["number"] = "OPP-"
    if "contact_ids" in record:
        named["contact_ids"] = sorted(
            _called(session, "contact", contact) for contact in record["contact_ids"] or ()
        )
    if "participants" in record:
        people = record["participants"]
        named["participants"] = sorted(_called(session, person["type"], person["id"]) for person in people)
    if record.get("parent_id"):
        named["parent_id"] = _called(session, "comment", record["parent_id"])
    return named


def _called(session: Session, noun: str, identifier: Any) -> str:
    """Return a record by its words: `company Atelier`."""
    resource = BY_NOUN.get(noun)
    record = (resource and records.load(session, resource, identifier)) or {"name": identifier}
    return " ".join([noun, *(str(record[key]) for key in _WORDS if record.get(key))])


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(record: Record, *, ids: bool) -> Record:
    return record if ids else {key: value for key, value in record.items() if key not in _VOLATILE}


def _whole(
    session: Session, resource: Resource, record: Record, *, contacts: dict[int, Record], ids: bool
) -> Record:
    whole = dict(_plain(record, ids=ids))
    places = [_plain(place, ids=ids) for place in addresses.of(session, resource.noun, record)]
    whole["addresses"] = places if ids else sorted(places, key=_text)
    whole["smart_tags"] = sorted(tag["value"] for tag in tags.of(session, resource.noun, record["id"]))
    fields = values.of(session, resource, record)
    whole["custom_fields"] = {field["code"]: field["value"] for field in fields if field["value"] is not None}
    if resource is not CONTACTS:
        sql = "SELECT contact FROM contact_link WHERE noun = ? AND third = ? ORDER BY contact"
        linked = [contacts[row[0]] for row in session.rows(sql, (resource.noun, record["id"]))]
        people = [_person(record, contact, ids=ids) for contact in linked]
        whole["contacts"] = people if ids else sorted(people, key=_text)
    return whole


def _person(third: Record, contact: Record, *, ids: bool) -> Record:
    named = {key: contact[key] for key in ("last_name", "first_name", "email")}
    return {**({"id": contact["id"]} if ids else named), "roles": links.roles_of(third, contact["id"])}
