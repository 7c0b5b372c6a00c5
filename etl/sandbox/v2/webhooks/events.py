"""Which webhook events a written record causes; everything is derived from the record before and after.

A resource that is not named here makes no event; neither do tags and custom values, for which Sellsy promises
none. The names of agenda and comment events are not published: these are the sandbox's own, and a program
should take them from `GET /webhooks/events`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Change, Session

_WRITES = {"created": "création", "updated": "modification", "deleted": "suppression"}
_THIRD = {
    **_WRITES,
    "addressadded": "ajout d'une adresse",
    "addressupdated": "modification d'une adresse",
    "addressremoved": "suppression d'une adresse",
    "mainaddress": "changement d'adresse principale",
    "transform": "conversion",
    "archived": "archivage",
    "unarchived": "désarchivage",
}
_PEOPLE = {
    **_WRITES,
    "created_address": "ajout d'une adresse",
    "updated_address": "modification d'une adresse",
    "deleted_address": "suppression d'une adresse",
    "updatedmain_address": "changement d'adresse principale",
    "archived": "archivage",
    "unarchived": "désarchivage",
}
_THIRD_ADDRESSES = ("addressadded", "addressupdated", "addressremoved")
_PEOPLE_ADDRESSES = ("created_address", "updated_address", "deleted_address")

CATALOGUE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "client": ("Client", _THIRD),
    "prospect": ("Prospect", _THIRD),
    "supplier": ("Fournisseur", _THIRD),
    "people": ("Contact", _PEOPLE),
    "third_party_contact": (
        "Contact d'un tiers",
        {"created": "rattachement", "main": "contact principal", "deleted": "détachement"},
    ),
    "opportunity": (
        "Opportunité",
        {**_WRITES, "step": "changement d'étape", "status": "changement de statut"},
    ),
    "agenda": ("Événement ou tâche de l'agenda", _WRITES),
    "comment": ("Commentaire", _WRITES),
}
"""Entity -> (its name, event -> what it means): what can be subscribed to."""

IDS = frozenset(f"{entity}.{event}" for entity, (_, events) in CATALOGUE.items() for event in events)
_STAMPS = frozenset({"updated", "updated_at", "updated_status"})
_ADDRESS_ROLES = frozenset({"invoicing_address_id", "delivery_address_id"})
_CONTACT_ROLES = frozenset({"main_contact_id", "invoicing_contact_id", "dunning_contact_id"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record: `kind` and `identifier` are the payload's related object."""

    entity: str
    name: str
    kind: str
    identifier: int
    record: Record
    third_type: str = ""

    @property
    def id(self) -> str:
        """What a webhook subscribes to: `client.created`."""
        return f"{self.entity}.{self.name}"


def listing() -> list[dict[str, Any]]:
    """Return the body of `GET /webhooks/events`."""
    return [
        {"id": entity, "description": text, "events": dict(events), "parent": None}
        for entity, (text, events) in CATALOGUE.items()
    ]


def events_of(session: Session, change: Change) -> list[Event]:
    """Return the events of a change; `session` finds the owner of an address."""
    find = _FINDERS.get(change.resource)
    if find is None:
        return []
    before = json.loads(change.before) if change.before else None
    after = json.loads(change.after) if change.after else None
    return list(find(session, before, after))


Finder = Callable[[Session, Record | None, Record | None], Iterator[Event]]


def _step(before: Record | None, after: Record | None) -> int:
    """Return 0 for a creation, 1 for a modification, 2 for a deletion."""
    return 0 if before is None else 2 if after is None else 1


def _changed(before: Record, after: Record) -> set[str]:
    return {key for key in after if after[key] != before.get(key)} - _STAMPS


def _write(before: Record | None, after: Record | None) -> tuple[Record, str]:
    """Return the record meant and the name of the plain event."""
    (record, *_older) = (version for version in (after, before) if version is not None)
    return record, ("created", "updated", "deleted")[_step(before, after)]


def _details(changed: set[str], after: Record, main_address: str) -> Iterator[str]:
    """Yield the events of a modification, the generic event only where no precise one applies."""
    if changed & _ADDRESS_ROLES:
        yield main_address
    if "is_archived" in changed:
        yield "archived" if after["is_archived"] else "unarchived"
    if not changed or changed - _ADDRESS_ROLES - _CONTACT_ROLES - {"is_archived"}:
        yield "updated"


def _third(_session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
    record, plain = _write(before, after)
    entity, identifier = record["type"], record["id"]

    def event(name: str) -> Event:
        return Event(entity, name, "third", identifier, record, third_type=entity)

    if before is None or after is None:
        yield event(plain)
        return
    changed = _changed(before, after)
    if "type" in changed:
        yield event("transform")
        changed -= {"type"}
        if not changed:
            return
    yield from (event(name) for name in _details(changed, after, "mainaddress"))
    if after["main_contact_id"] and "main_contact_id" in changed:
        yield _contact_event("main", after["main_contact_id"], record)


def _people(_session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
    record, plain = _write(before, after)
    names = [plain]
    if before is not None and after is not None:
        names = list(_details(_changed(before, after), after, "updatedmain_address"))
    yield from (Event("people", name, "people", record["id"], record) for name in names)


def _contact_event(name: str, contact: int, third: Record) -> Event:
    return Event("third_party_contact", name, "people", contact, third, third_type=third.get("type") or "")


def _link(session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
    link, name = _write(before, after)
    third = _body(session, link["noun"], link["third"])
    if third is not None:
        yield _contact_event(name, link["contact"], third)


def _address(session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
    address, _ = _write(before, after)
    owner = _body(session, address["noun"], address["owner"])
    step = _step(before, after)
    if owner is None:
        return
    if address["noun"] == "contact":
        yield Event("people", _PEOPLE_ADDRESSES[step], "people", owner["id"], owner)
    else:
        kind = owner["type"]
        yield Event(kind, _THIRD_ADDRESSES[step], "third", owner["id"], owner, third_type=kind)


_TABLES = {"company": "companies", "individual": "individuals", "contact": "contacts"}


def _body(session: Session, noun: str, identifier: int) -> Record | None:
    table = _TABLES[noun]
    row = session.row(f'SELECT body FROM "{table}" WHERE id = ?', (identifier,))
    return json.loads(row[0]) if row else None


def _opportunity(_session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
    record, plain = _write(before, after)
    names = [plain]
    if before is not None and after is not None:
        names += sorted(_changed(before, after) & {"step", "status"})
    yield from (Event("opportunity", name, "opportunity", record["id"], record) for name in names)


def _plain(entity: str, kind: str) -> Finder:
    def find(_session: Session, before: Record | None, after: Record | None) -> Iterator[Event]:
        record, name = _write(before, after)
        yield Event(entity, name, kind, record["id"], record)

    return find


_FINDERS: Mapping[str, Finder] = {
    "companies": _third,
    "individuals": _third,
    "contacts": _people,
    "contact-links": _link,
    "addresses": _address,
    "opportunities": _opportunity,
    "calendar-events": _plain("agenda", "event"),
    "tasks": _plain("agenda", "task"),
    "comments": _plain("comment", "comment"),
}
