"""Records copied from another account: kept with their own identifiers, in the shape that answers have.

What an answer does not show is blank. Records given again replace those of the same identifier.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from etl.sandbox.contract import openapi
from etl.sandbox.contract.recorded import kept_definition
from etl.sandbox.storage import records
from etl.sandbox.storage.crud import blank_record
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import ADDRESSES, BY_NOUN, CUSTOM_FIELDS, OPPORTUNITIES, RESOURCES, WEBHOOKS
from etl.sandbox.v2 import tags
from etl.sandbox.v2.opportunities.sales import unset_amount

_BY_NAME = {resource.name: resource for resource in RESOURCES if resource not in (ADDRESSES, WEBHOOKS)}
_RECORDS = (
    *(
        "companies",
        "individuals",
        "contacts",
        "addresses",
        "opportunities",
        "tasks",
        "calendar-events",
        "comments",
    ),
    *("tag", "tag_link", "custom_value", "contact_link", "extra"),
)
"""Tables of what people write, as opposed to how an account is set up."""

_ROLES = ("is_invoicing_address", "is_delivery_address")
_ID = {"type": "integer", "minimum": 1}
_OWNED = {
    "type": "object",
    "properties": {"noun": {"enum": sorted(BY_NOUN)}, "owner": _ID, "values": {"type": "array"}},
    "required": ["noun", "owner", "values"],
    "additionalProperties": False,
}


def _shape(names: Sequence[str]) -> Draft202012Validator:
    """Return the check of what may be copied, of some resources."""
    return Draft202012Validator({
        "type": "object",
        "properties": {
            "clear": {"type": "boolean"},
            "replace": {"type": "array", "items": {"enum": names}},
            "records": {
                "type": "object",
                "propertyNames": {"enum": names},
                "additionalProperties": {
                    "type": "array",
                    "items": {"type": "object", "properties": {"id": _ID}, "required": ["id"]},
                },
            },
            "addresses": {"type": "array", "items": _OWNED},
            "tags": {"type": "array", "items": _OWNED},
            "custom_values": {"type": "array", "items": _OWNED},
            "contacts": {"type": "array", "items": _OWNED},
        },
        "additionalProperties": False,
    })  # fmt: skip


class Copies:
    """Takes records of another account: of the usual resources, and of `more`."""

    def __init__(self, more: Sequence[Resource] = ()) -> None:
        self._by_name = _BY_NAME | {resource.name: resource for resource in more}
        self._records = (*_RECORDS, *(resource.name for resource in more))
        self._check = _shape(sorted(self._by_name))

    def problem(self, wanted: Any) -> str | None:
        """Return what is wrong with records to copy, None when nothing is."""
        for wrong in self._check.iter_errors(wanted):
            place = ".".join(map(str, wrong.absolute_path))
            return f"{place}: {wrong.message}"[:300] if place else wrong.message[:300]
        return None

    def copy(self, session: Session, wanted: Mapping[str, Any]) -> dict[str, int]:
        """Store records and what belongs to them, and return how many of each; `wanted` has no `problem`.

        `clear` forgets every record first, `replace` names settings that are emptied first. `records` are by
        resource; `addresses`, `tags` (words), `custom_values` ({"id", "value"}) and `contacts` (identifiers) are by the
        noun and identifier of their owner.
        """
        emptied = [*wanted.get("replace", ()), *(self._records if wanted.get("clear") else ())]
        for name in emptied:
            session.run(f'DELETE FROM "{name}"')
        made: dict[str, int] = {}
        for name, given in wanted.get("records", {}).items():
            for record in given:
                _put(session, self._by_name[name], record)
            made[name] = len(given)
        for kind, keep in _OWNED_KINDS.items():
            owned = wanted.get(kind, ())
            for owner_values in owned:
                keep(session, owner_values["noun"], owner_values["owner"], owner_values["values"])
            if owned:
                made[kind] = sum(len(owner_values["values"]) for owner_values in owned)
        return made


def _put(session: Session, resource: Resource, given: Record) -> None:
    known = bool(resource.template) or ("POST", f"/{resource.name}") in openapi.load().operations()
    blank = blank_record(session, resource) if known else {}
    own = {key: value for key, value in given.items() if key != "_embed"}
    if resource is CUSTOM_FIELDS:
        own = kept_definition(own)
    if resource is OPPORTUNITIES and own.get("amount") is None:
        own["amount"] = unset_amount(session)
    merged = {key: _over(blank.get(key), own[key]) if key in own else blank[key] for key in {**blank, **own}}
    _reserve(session, resource, merged["id"])
    records.put(session, resource, merged)


def _over(blank: Any, given: Any) -> Any:
    """Return a group whose missing keys take their blank value."""
    return {**blank, **given} if isinstance(blank, dict) and isinstance(given, dict) else given


def _reserve(session: Session, resource: Resource, identifier: int) -> None:
    """Make sure that no new record gets the identifier."""
    sql = "INSERT INTO sequence VALUES (?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"
    session.run(sql, (resource.sequence or resource.name, identifier))


def _addresses(session: Session, noun: str, owner: int, values: list[Record]) -> None:
    for value in values:
        own = {key: part for key, part in value.items() if key not in _ROLES}
        _reserve(session, ADDRESSES, own["id"])
        records.put(session, ADDRESSES, {**own, "noun": noun, "owner": owner})


def _tags(session: Session, noun: str, owner: int, values: list[str]) -> None:
    tags.assign(session, noun, owner, items=[{"value": value} for value in values], replace=True)


def _custom_values(session: Session, noun: str, owner: int, values: list[Record]) -> None:
    sql = "INSERT OR REPLACE INTO custom_value VALUES (?, ?, ?, ?)"
    for value in values:
        session.run(sql, (noun, owner, value["id"], json.dumps(value["value"])))


def _contacts(session: Session, noun: str, owner: int, values: list[int]) -> None:
    for contact in values:
        session.run("INSERT OR IGNORE INTO contact_link VALUES (?, ?, ?)", (noun, owner, contact))


_OWNED_KINDS: Mapping[str, Callable[[Session, str, int, list[Any]], None]] = {
    "addresses": _addresses,
    "tags": _tags,
    "custom_values": _custom_values,
    "contacts": _contacts,
}
