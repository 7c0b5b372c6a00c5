"""Everything the sandbox holds, in an order that depends on its content only: two states compare as texts."""

import json
from typing import Any

from etl.sandbox import addresses, custom_values, links, records, tags
from etl.sandbox.resource import Record, Resource
from etl.sandbox.store import Session
from etl.sandbox.tables import COMPANIES, CONTACTS, INDIVIDUALS

_MAIN = (COMPANIES, INDIVIDUALS, CONTACTS)
_VOLATILE = {
    "id", "created", "updated", "updated_at", "main_contact_id", "dunning_contact_id", "invoicing_contact_id",
    "invoicing_address_id", "delivery_address_id",
}  # fmt: skip


def dump(session: Session, *, ids: bool) -> dict[str, list[Any]]:
    """Return every company, individual and contact with its addresses, tags, custom values and contacts.

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
    return out


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
    fields = custom_values.of(session, resource, record)
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
