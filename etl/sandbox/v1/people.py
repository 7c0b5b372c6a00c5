"""v1 `Peoples`: the same contacts as v2's, and above all their links with companies and individuals."""

from typing import Any

from etl.sandbox.contract.recorded import new_campaigns
from etl.sandbox.storage import times
from etl.sandbox.storage.crud import blank_record
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CONTACTS
from etl.sandbox.v1.custom_fields import shown as custom_fields
from etl.sandbox.v1.links import link_id, read_link, thirds_of
from etl.sandbox.v1.records import change, create, drop, owner_id, owning, readable
from etl.sandbox.v1.shapes.fields import (
    ADDRESS,
    NETWORKS,
    PERSON,
    SYNCS,
    body_of,
    channels_of,
    refusals,
    shown,
    shown_refusals,
    takes,
)
from etl.sandbox.v1.shapes.pages import listing, moment_text, pages, within
from etl.sandbox.v1.shapes.params import Given, Method, Param, RpcError, Shape
from etl.sandbox.v1.shapes.types import group, list_of, moment, record, text, third, words, yes
from etl.sandbox.v1.tags import set_words
from etl.sandbox.v1.tags import shown as tags_of
from etl.sandbox.v2 import addresses, links
from etl.sandbox.v2.people import WRITING

FIELDS = {**PERSON, **SYNCS}
_ID = record(CONTACTS, "people", needed=True)
_TAKES: Shape = {
    **takes(FIELDS),
    "name": text(needed=True),
    **refusals(),
    "tags": words(),
    "thirdids": list_of(third(needed=True)),
}


def _create(session: Session, given: Given) -> int:
    people = given["people"]
    blank = blank_record(session, CONTACTS) | new_campaigns()
    contact = create(
        session, WRITING, {**body_of(FIELDS, people, current=blank), **channels_of(people, blank)}
    )
    _link(session, contact, people)
    set_words(session, CONTACTS, contact, given=people.get("tags"), replace=False)
    return int(contact["id"])


def _update(session: Session, given: Given) -> int:
    contact, people = given["id"], given["people"]
    body = {**body_of(FIELDS, people, current=contact), **channels_of(people, contact)}
    change(session, WRITING, contact, body=body)
    _link(session, contact, people)
    set_words(session, CONTACTS, contact, given=people.get("tags"), replace=True)
    return int(contact["id"])


def _link(session: Session, contact: Record, people: Given) -> None:
    """Link the contact to thirds, beside those it has: `thirdids` only adds."""
    for resource, owner in people.get("thirdids", ()):
        links.link(session, resource.noun, owner["id"], contact=contact["id"])


def _unlink(session: Session, given: Given) -> None:
    contact = given["id"]
    for resource, owner in given["thirdids"]:
        if links.is_linked(session, resource.noun, owner["id"], contact=contact["id"]):
            links.unlink(session, resource, owner, contact=contact["id"])


def _row(session: Session, contact: Record) -> dict[str, Any]:
    """Return a contact; `linkedid` is its first link, `thirdids` are the thirds it is linked to."""
    thirds = [owner["id"] for _, owner in thirds_of(session, contact["id"])]
    first = (
        {"linkedtype": "thirdcontact", "linkedid": str(link_id(thirds[0], contact["id"]))} if thirds else {}
    )
    return {
        "id": str(contact["id"]),
        "ownerid": owner_id(contact),
        "status": "ok",
        "actif": "N" if contact["is_archived"] else "Y",
        "linkedtype": "",
        "linkedid": "0",
        **first,
        **shown({**FIELDS, **NETWORKS}, contact),
        "fullName": " ".join(filter(None, (contact["last_name"], contact["first_name"]))),
        **shown_refusals(contact),
        "created": moment_text(contact["created"]),
        "updated": moment_text(contact["updated"]),
        "thirdids": [str(third) for third in thirds],
        "smartTags": tags_of(session, CONTACTS, contact),
    }


def _get_one(session: Session, given: Given) -> dict[str, Any]:
    if given.get("id") is None and given.get("thirdcontactid") is None:
        raise RpcError("E_PARAM_MISSING", "id is missing")
    contact: Record = given.get("id") or given["thirdcontactid"][2]
    answer = {**_row(session, contact), "customFields": custom_fields(session, CONTACTS, contact)}
    if given["includeAddresses"]:
        places = addresses.of(session, "contact", contact)
        answer["addresses"] = [{"id": str(place["id"]), **shown(ADDRESS, place)} for place in places]
    if given["includeLinkeds"]:
        answer["linkeds"] = {
            str(link_id(owner["id"], contact["id"])): _linked(resource, owner)
            for resource, owner in thirds_of(session, contact["id"])
        } or []
    return answer


def _linked(resource: Resource, owner: Record) -> dict[str, str]:
    name = owner["name"] if resource.noun == "company" else owner["last_name"]
    return {"thirdid": str(owner["id"]), "relationType": owner["type"], "name": name}


_SEARCH: Shape = {
    "contains": text(), "tags": words(), "birthdate": moment(), "actif": yes(), "mobile": words(), "tel": words(),
    "periodecreated_start": moment(), "periodecreated_end": moment(),
    "periodeupdated_start": moment(), "periodeupdated_end": moment(),
}  # fmt: skip


def _is_wanted(row: dict[str, Any], contact: Record, search: Given) -> bool:
    tags = {fold(tag["word"]) for tag in row["smartTags"].values()} if row["smartTags"] else set()
    parts = [fold(row[key]) for key in ("fullName", "forename", "email", "tel", "mobile")]
    birth = PERSON["birthdate"].to_v2(search.get("birthdate"))
    return (
        any(fold(search.get("contains")) in part for part in parts)
        and all(fold(word) in tags for word in search.get("tags", ()))
        and all(row[key] in search[key] for key in ("tel", "mobile") if search.get(key))
        and birth in (None, contact["birth_date"])
        and search.get("actif") in (None, not contact["is_archived"])
        and within(contact["created"], search, "periodecreated")
        and within(contact["updated"], search, "periodeupdated")
    )


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    search = given["search"]
    contacts = readable(session, CONTACTS)
    if search:
        contacts = [contact for contact in contacts if _is_wanted(_row(session, contact), contact, search)]
    key = "updated" if given["order"].get("order") == "lastUpdate" else "created"
    contacts.sort(key=lambda contact: times.epoch(contact[key]) or 0)
    return pages(given, contacts, lambda contact: (str(contact["id"]), _row(session, contact)))


def _owned(session: Session, value: Any, where: str) -> tuple[Resource, Record]:
    return CONTACTS, _ID.read(session, value, where)


def _addresses(session: Session, given: Given) -> list[dict[str, Any]]:
    return [
        {"id": str(address["id"]), **shown(ADDRESS, address)}
        for address in addresses.of(session, "contact", given["id"])
    ]


_CHANGED = {name: param for name, param in _TAKES.items() if name != "stickyNote"}
"""An update does not take a note."""

METHODS = {
    "Peoples.create": Method(_create, {"people": group(_TAKES, needed=True)}),
    "Peoples.update": Method(_update, {"id": _ID, "people": group(_CHANGED, needed=True)}),
    "Peoples.getOne": Method(
        _get_one,
        {
            "id": record(CONTACTS, "people"),
            "thirdcontactid": Param(read_link),
            "includeAddresses": yes(default=False),
            "includeLinkeds": yes(default=False),
        },
    ),
    "Peoples.getList": Method(_get_list, listing(_SEARCH, ("created", "lastUpdate"))),
    "Peoples.getAddresses": Method(_addresses, {"id": _ID}),
    "Peoples.delete": Method(lambda session, given: drop(session, WRITING, given["id"]), {"id": _ID}),
    "Peoples.unlinkThirds": Method(
        _unlink, {"id": _ID, "thirdids": list_of(third(needed=True), needed=True)}
    ),
    "Peoples.updateOwner": owning(_owned),
}
