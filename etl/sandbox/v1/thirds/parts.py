"""Contacts and addresses of a third, added, changed and removed by v1."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from etl.sandbox.contract.recorded import new_campaigns
from etl.sandbox.storage import records
from etl.sandbox.storage.crud import blank_record
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import ADDRESSES, CONTACTS
from etl.sandbox.v1.links import contacts_of, link_id, read_link
from etl.sandbox.v1.records import change, context_of, create
from etl.sandbox.v1.shapes.fields import ADDRESS as _PLACE
from etl.sandbox.v1.shapes.fields import OPTINS, PERSON, body_of, takes
from etl.sandbox.v1.shapes.params import Given, Method, Param, not_loadable
from etl.sandbox.v1.shapes.types import group, text, whole, yes
from etl.sandbox.v1.thirds.family import Family
from etl.sandbox.v1.thirds.rows import address_of, contact_of
from etl.sandbox.v2 import addresses, links
from etl.sandbox.v2.addresses import Addresses
from etl.sandbox.v2.people import WRITING

_FIELDS = {**PERSON, **OPTINS}
CONTACT = group({**takes(_FIELDS), "name": text(needed=True), "isBillingContact": yes()})
ADDRESS = group({**takes(_PLACE), "name": text(needed=True)})
_PATHS = [field.path for field in _PLACE.values()]
_HOME = "FR"


def add_contact(session: Session, resource: Resource, third: Record, *, given: Given) -> int:
    """Create a contact linked to a third, its main one when it is the first; return the link's identifier."""
    blank = {**blank_record(session, CONTACTS), **new_campaigns()}
    first = not contacts_of(session, resource.noun, third["id"])
    contact = create(session, WRITING, body_of(_FIELDS, given, current=blank))
    links.link(session, resource.noun, third["id"], contact=contact["id"])
    if first:
        links.give_role(session, resource, third, contact=contact["id"], role="main")
    if given.get("isBillingContact"):
        links.give_role(session, resource, third, contact=contact["id"], role="invoicing")
    return link_id(third["id"], contact["id"])


def change_contact(
    session: Session, resource: Resource, third: Record, *, contact: Record, given: Given
) -> None:
    """Change a contact of a third."""
    change(session, WRITING, contact, body=body_of(_FIELDS, given, current=contact))
    if given.get("isBillingContact"):
        links.give_role(session, resource, third, contact=contact["id"], role="invoicing")


def _place(given: Given) -> Record:
    return body_of(_PLACE, given, current=dict.fromkeys(_PATHS))


def _routes(resource: Resource) -> Addresses:
    return Addresses(resource, "owner")


def add_address(session: Session, resource: Resource, third: Record, *, given: Given) -> int:
    """Add an address, for invoices and deliveries when it is the first; return its identifier."""
    first = not addresses.of(session, resource.noun, third)
    body = {"country_code": _HOME, **_place(given)}
    body |= {"is_invoicing_address": first or None, "is_delivery_address": first or None}
    made: dict[str, Any] = _routes(resource).create(context_of(session, body, owner=third["id"])).body
    return int(made["id"])


def change_address(
    session: Session, resource: Resource, third: Record, *, place: Record, given: Given
) -> None:
    """Change an address of a third."""
    _routes(resource).update(context_of(session, _place(given), owner=third["id"], id=place["id"]))


def drop_address(session: Session, resource: Resource, third: Record, *, place: Record) -> None:
    """Delete an address of a third."""
    _routes(resource).delete(context_of(session, None, owner=third["id"], id=place["id"]))


def address_of_third(session: Session, resource: Resource, third: Record, *, wanted: int) -> Record:
    """Return an address of a third.

    Raises:
        RpcError: it is not one of its own.
    """
    place = records.load(session, ADDRESSES, wanted)
    if place is None or (place["noun"], place["owner"]) != (resource.noun, third["id"]):
        raise not_loadable("address")
    return addresses.view(place, third)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The methods about the contacts and addresses of a third."""

    family: Family

    def methods(self) -> Mapping[str, Method]:
        of = self.family.of_part
        contact, address = Param(read_link, needed=True), whole(needed=True)
        needed_contact, needed_address = replace(CONTACT, needed=True), replace(ADDRESS, needed=True)
        return {
            "addContact": Method(self.add_contact, of(contact=needed_contact)),
            "updateContact": Method(self.update_contact, of(contactid=contact, contact=needed_contact)),
            "getContact": Method(self.get_contact, of(contactid=contact)),
            "deleteContact": Method(self.delete_contact, of(contactid=contact)),
            "addAddress": Method(self.add_address, of(address=needed_address)),
            "updateAddress": Method(self.update_address, of(addressid=address, address=needed_address)),
            "getAddress": Method(self.get_address, of(addressid=address)),
            "deleteAddress": Method(self.delete_address, of(addressid=address)),
        }

    def _third(self, given: Given) -> tuple[Resource, Record]:
        pair: tuple[Resource, Record] = given[self.family.part[0]]
        return pair

    def _contact(self, given: Given) -> Record:
        """Return the contact of a link, which must be one of this third's."""
        _, owner, contact = given["contactid"]
        if owner["id"] != self._third(given)[1]["id"]:
            raise not_loadable("contact")
        linked: Record = contact
        return linked

    def _address(self, session: Session, given: Given) -> Record:
        return address_of_third(session, *self._third(given), wanted=given["addressid"])

    def add_contact(self, session: Session, given: Given) -> dict[str, int]:
        return {"contact_id": add_contact(session, *self._third(given), given=given["contact"])}

    def update_contact(self, session: Session, given: Given) -> dict[str, int]:
        resource, third = self._third(given)
        contact = self._contact(given)
        change_contact(session, resource, third, contact=contact, given=given["contact"])
        return {"contact_id": link_id(third["id"], contact["id"])}

    def get_contact(self, _session: Session, given: Given) -> dict[str, Any]:
        return contact_of(*self._third(given), self._contact(given))

    def delete_contact(self, session: Session, given: Given) -> None:
        """Unlink a contact from a third; the person stays."""
        resource, third = self._third(given)
        links.unlink(session, resource, third, contact=self._contact(given)["id"])

    def add_address(self, session: Session, given: Given) -> dict[str, int]:
        return {"address_id": add_address(session, *self._third(given), given=given["address"])}

    def update_address(self, session: Session, given: Given) -> dict[str, int]:
        place = self._address(session, given)
        change_address(session, *self._third(given), place=place, given=given["address"])
        return {"address_id": place["id"]}

    def get_address(self, session: Session, given: Given) -> dict[str, Any]:
        return address_of(*self._third(given), self._address(session, given))

    def delete_address(self, session: Session, given: Given) -> None:
        drop_address(session, *self._third(given), place=self._address(session, given))


def part_methods(family: Family) -> Mapping[str, Method]:
    """Return the methods about the contacts and addresses of a family's thirds."""
    return _Parts(family).methods()
