"""What `embed[]` adds to a record: addresses, contacts, tags, custom fields, owner, counts of documents."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.sandbox import addresses, custom_values, records, tags
from etl.sandbox.calls import Context
from etl.sandbox.query import custom_field_ids
from etl.sandbox.resource import Record, Resource
from etl.sandbox.tables import ADDRESSES, CONTACTS, STAFFS

TAGS_MAX = 20
Embed = Callable[[Context, Resource, Record], Any]


def _address(key: str) -> Embed:
    def embed(context: Context, _resource: Resource, record: Record) -> Record | None:
        found = record.get(key) and records.load(context.session, ADDRESSES, record[key])
        return addresses.view(found, record) if found else None

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


EMBEDS: Mapping[str, Embed] = {
    "invoicing_address": _address("invoicing_address_id"),
    "delivery_address": _address("delivery_address_id"),
    "main_contact": _contact("main_contact_id"),
    "dunning_contact": _contact("dunning_contact_id"),
    "invoicing_contact": _contact("invoicing_contact_id"),
    "owner": _owner,
    "smart_tags": _tags,
    "acl": lambda _context, _resource, _record: {"can_be_updated": True, "can_be_deleted": True},
    "opportunities": _nothing,
    "estimates": _nothing,
    "invoices": _nothing,
    "orders": _nothing,
    "deliveries": _nothing,
}


def with_embeds(context: Context, resource: Resource, record: Record) -> Record:
    """Return the record with its `_embed`."""
    asked = context.options.embed
    embedded = {name: EMBEDS[name](context, resource, record) for name in asked if name in EMBEDS}
    wanted = custom_field_ids(asked)
    if wanted:
        embedded["custom_fields"] = custom_values.embedded(context, resource, record, wanted=wanted)
    return {**record, "_embed": embedded}
