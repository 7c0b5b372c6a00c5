"""A client, prospect or supplier as v1 shows it: its row in a list, and the groups of `getOne`."""

from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import INDIVIDUALS, STAFFS
from etl.sandbox.v1.custom_fields import in_row
from etl.sandbox.v1.custom_fields import shown as custom_fields
from etl.sandbox.v1.links import contacts_of, link_id
from etl.sandbox.v1.records import owner_id
from etl.sandbox.v1.shapes.fields import ADDRESS, NAMED, OPTINS, PERSON, THIRD, shown, shown_refusals
from etl.sandbox.v1.shapes.pages import moment_text, within
from etl.sandbox.v1.shapes.params import Given, Shape
from etl.sandbox.v1.shapes.types import choice, moment, text, words, yes
from etl.sandbox.v1.tags import shown as tags_of
from etl.sandbox.v2 import addresses

SEARCH: Shape = {
    "type": choice("corporation", "person"), "contains": text(), "containstel": text(), "name": text(),
    "ident": text(), "email": text(), "web": text(), "tags": words(), "containssiret": text(),
    "containssiren": text(), "actif": yes(), "periodecreated_start": moment(), "periodecreated_end": moment(),
}  # fmt: skip
_HOLDING = {
    "containssiret": "siret",
    "containssiren": "siren",
    "name": "name",
    "ident": "ident",
    "web": "web",
}


def kind_of(resource: Resource) -> str:
    """Return v1's word for a company or an individual."""
    return "person" if resource is INDIVIDUALS else "corporation"


def name_of(third: Record) -> str:
    """Return the name of a third: a company's, or an individual's last name."""
    return str(third["name"] if "name" in third else third["last_name"])


def full_name(third: Record) -> str:
    """Return a whole name."""
    return " ".join(filter(None, (name_of(third), third.get("first_name"))))


def row_of(session: Session, resource: Resource, third: Record) -> dict[str, Any]:
    """Return the row of a list."""
    people = contacts_of(session, resource.noun, third["id"])
    main = next((person for person in people if person["id"] == third["main_contact_id"]), None)
    owner = records.load(session, STAFFS, third["owner"]["id"]) if third.get("owner") else None
    places = {str(place["id"]): place for place in addresses.of(session, resource.noun, third)}
    main_place = str(third["invoicing_address_id"] or next(iter(places), 0))
    fields = shown(THIRD, third)
    return {
        "id": str(third["id"]), "thirdid": str(third["id"]), "contactId": str(third["id"]), "corpid": "1",
        "type": kind_of(resource), "status": "ok",
        "relationType": third["type"], "actif": "N" if third["is_archived"] else "Y",
        "name": name_of(third), "fullName": full_name(third), **shown(NAMED, third), **fields,
        "webUrl": fields["web"], "joindate": fields["joinDate"], "lastactivity": moment_text(third["updated_at"]),
        "accountingCode": fields["accountingcode"], "auxCode": fields["auxcode"],
        "ownerid": owner_id(third), "owner": f"{owner['firstname']} {owner['lastname']}" if owner else "",
        **shown_refusals(third),
        "mainaddressid": main_place, "maindelivaddressid": str(third["delivery_address_id"] or 0),
        **{f"addr_{key}": value for key, value in shown(ADDRESS, places.get(main_place, {})).items()},
        "maincontactid": str(link_id(third["id"], main["id"])) if main else "0",
        "mainContactName": full_name(main) if main else "",
        "contacts": {str(link_id(third["id"], person["id"])): _contact(third, person) for person in people} or [],
        "smartTags": tags_of(session, resource, third),
    }  # fmt: skip


def listed_of(session: Session, resource: Resource, third: Record) -> dict[str, Any]:
    """Return the row of a list with its custom fields."""
    return {**row_of(session, resource, third), "customfields": in_row(session, resource, third)}


def _contact(third: Record, contact: Record) -> dict[str, Any]:
    return {
        "id": str(link_id(third["id"], contact["id"])), "linkedtype": "thirdcontact", "linkedid": str(third["id"]),
        "peopleid": str(contact["id"]), **shown({**PERSON, **OPTINS}, contact), "fullName": full_name(contact),
        "isBillingContact": "Y" if third["invoicing_contact_id"] == contact["id"] else "N",
    }  # fmt: skip


def contact_of(resource: Resource, third: Record, contact: Record) -> dict[str, Any]:
    """Return a contact as the third it is linked to shows it."""
    return {**_contact(third, contact), "relationType": third["type"], "thirdtype": kind_of(resource)}


def address_of(resource: Resource, third: Record, place: Record) -> dict[str, Any]:
    """Return an address of a third."""
    return {
        "id": str(place["id"]), "linkedtype": kind_of(resource), "linkedid": str(third["id"]),
        **shown(ADDRESS, place),
        "isMain": "Y" if place["is_invoicing_address"] else "N",
        "isMainDeliv": "Y" if place["is_delivery_address"] else "N",
    }  # fmt: skip


def whole_of(session: Session, resource: Resource, third: Record) -> dict[str, Any]:
    """Return the answer of `getOne`."""
    row = row_of(session, resource, third)
    place = addresses.of(session, resource.noun, third)
    own = "contact" if resource is INDIVIDUALS else "corporation"
    return {
        "client": row,
        own: {key: row[key] for key in ("id", "name", "forename", "civil", *THIRD)},
        "contacts": row["contacts"],
        "address": [address_of(resource, third, address) for address in place],
        "tags": row["smartTags"],
        "smartTags": row["smartTags"],
        "customFields": custom_fields(session, resource, third),
        "score": "0",
    }


def is_wanted(third: Record, row: dict[str, Any], search: Given) -> bool:
    """Tell whether a third, shown as a row, is searched for: texts are looked for anywhere, without case or accents."""
    tags = {fold(tag["word"]) for tag in row["smartTags"].values()} if row["smartTags"] else set()
    digits = "".join(filter(str.isdigit, search.get("containstel") or ""))
    phones = ("".join(filter(str.isdigit, row[key])) for key in ("tel", "mobile", "fax"))
    return (
        any(fold(search.get("contains")) in fold(row[key]) for key in ("fullName", "email"))
        and all(fold(search.get(asked)) in fold(row[key]) for asked, key in _HOLDING.items())
        and fold(search.get("email")) in ("", fold(row["email"]))
        and any(digits in phone for phone in phones)
        and all(fold(word) in tags for word in search.get("tags", ()))
        and within(third["created"], search, "periodecreated")
        and search.get("type") in (None, row["type"])
        and search.get("actif") in (None, row["actif"] == "Y")
    )
