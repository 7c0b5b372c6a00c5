"""What `embed[]` adds to a record: addresses, contacts, tags, custom fields, owner, counts of documents."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.sandbox.contract.query import custom_field_ids
from etl.sandbox.contract.recorded import priced
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.filters import holding
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.tables import (
    ADDRESSES,
    BY_NOUN,
    COMPANIES,
    CONTACTS,
    CURRENCIES,
    INDIVIDUALS,
    STAFFS,
)
from etl.sandbox.v2 import addresses, tags
from etl.sandbox.v2.custom_fields import values

TAGS_MAX = 20
_named_in = holding("contact_ids")
Embed = Callable[[Context, Resource, Record], Any]


def _address(key: str) -> Embed:
    def embed(context: Context, _resource: Resource, record: Record) -> Record | None:
        address = record.get(key) and records.load(context.session, ADDRESSES, record[key])
        return addresses.view(address, record) if address else None

    return embed


def _contact(key: str) -> Embed:
    return lambda context, _, record: record.get(key) and records.load(context.session, CONTACTS, record[key])


def _owner(context: Context, _resource: Resource, record: Record) -> Record | None:
    owner = record.get("owner")
    return records.load(context.session, STAFFS, owner["id"]) if owner else None


def _tags(context: Context, resource: Resource, record: Record) -> list[Record]:
    return tags.of(context.session, resource.noun, record["id"])[:TAGS_MAX]


def _nothing(_context: Context, _resource: Resource, _record: Record) -> int:
    return 0


def _opportunities(context: Context, resource: Resource, record: Record) -> int:
    sql, values = (
        _named_in(record["id"]) if resource is CONTACTS else (f"{resource.noun}_id = ?", [record["id"]])
    )
    return context.session.count(f"SELECT count(*) FROM opportunities WHERE {sql}", values)


def _by_key(key: str, resource: Resource) -> Embed:
    return lambda context, _, record: record.get(key) and records.load(context.session, resource, record[key])


def _all_of(key: str, resource: Resource) -> Embed:
    def embed(context: Context, _resource: Resource, record: Record) -> list[Record]:
        targets = (
            records.load(context.session, resource, identifier) for identifier in record.get(key) or ()
        )
        return [target for target in targets if target]

    return embed


def _related(context: Context, _resource: Resource, record: Record) -> list[Record]:
    targets = (
        records.load(context.session, BY_NOUN[target["type"]], target["id"]) for target in record["related"]
    )
    return [priced(target, context.config.wire) for target in targets if target]


def _participants(context: Context, _resource: Resource, record: Record) -> list[Record]:
    people = [participant for participant in record["participants"] if participant["type"] != "external"]
    members = (records.load(context.session, BY_NOUN[person["type"]], person["id"]) for person in people)
    return [member for member in members if member]


def _currency(context: Context, _resource: Resource, record: Record) -> Record | None:
    code = record["amount"]["currency"] if "amount" in record else record["currency"]
    return next(
        (currency for currency in records.select(context.session, CURRENCIES) if currency["code"] == code),
        None,
    )


EMBEDS: Mapping[str, Embed] = {
    "invoicing_address": _address("invoicing_address_id"),
    "delivery_address": _address("delivery_address_id"),
    "main_contact": _contact("main_contact_id"),
    "dunning_contact": _contact("dunning_contact_id"),
    "invoicing_contact": _contact("invoicing_contact_id"),
    "owner": _owner,
    "company": _by_key("company_id", COMPANIES),
    "individual": _by_key("individual_id", INDIVIDUALS),
    "contact": _by_key("contact_id", CONTACTS),
    "related": _related,
    "contacts": _all_of("contact_ids", CONTACTS),
    "assigned_staffs": _all_of("assigned_staff_ids", STAFFS),
    "participants": _participants,
    "currency": _currency,
    "smart_tags": _tags,
    "acl": lambda _context, _resource, _record: {"can_be_updated": True, "can_be_deleted": True},
    "opportunities": _opportunities,
    "estimates": _nothing,
    "invoices": _nothing,
    "orders": _nothing,
    "deliveries": _nothing,
    "proformas": _nothing,
    "creditnotes": _nothing,
}
_SHOWN_AS = {"proformas": "proforma", "creditnotes": "credit_notes"}
"""Embeds asked by one name and answered by another, in the contract itself."""
_NEVER_NULL = {"company", "individual", "contact", "currency"}
"""Embeds that are left out where there is nothing to show: the contract does not let them be null."""


def with_embeds(context: Context, resource: Resource, record: Record) -> Record:
    """Return the record with its `_embed`."""
    asked = context.options.embed
    embeds = {name: EMBEDS[name](context, resource, record) for name in asked if name in EMBEDS}
    embedded = {
        _SHOWN_AS.get(name, name): value
        for name, value in embeds.items()
        if value is not None or name not in _NEVER_NULL
    }
    wanted = custom_field_ids(asked)
    if wanted:
        embedded["custom_fields"] = values.embedded(context, resource, record, wanted=wanted)
    return {**record, "_embed": embedded}
