"""v1 `Client`, `Prospects` and `Supplier`: the same methods, over v2's companies and individuals."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from etl.sandbox.contract.recorded import new_campaigns
from etl.sandbox.storage import records
from etl.sandbox.storage.crud import blank_record
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import COMPANIES, CONTACTS, INDIVIDUALS
from etl.sandbox.v1.links import link_id
from etl.sandbox.v1.records import change, create, drop, owning, readable
from etl.sandbox.v1.shapes.fields import NAMED, THIRD, body_of, channels_of, refusals, takes
from etl.sandbox.v1.shapes.pages import listing, pages
from etl.sandbox.v1.shapes.params import Given, Method, Param, RpcError
from etl.sandbox.v1.shapes.types import choice, group, text, words, yes
from etl.sandbox.v1.tags import set_words
from etl.sandbox.v1.thirds.family import CLIENTS, PROSPECTS, SUPPLIERS, Family
from etl.sandbox.v1.thirds.parts import (
    ADDRESS,
    CONTACT,
    add_address,
    add_contact,
    change_address,
    change_contact,
    part_methods,
)
from etl.sandbox.v1.thirds.rows import SEARCH, full_name, is_wanted, listed_of, row_of, whole_of
from etl.sandbox.v2 import addresses
from etl.sandbox.v2.thirds import WRITINGS

_THIRD: dict[str, Param] = {
    "name": text(needed=True),
    "type": choice("corporation", "person", default="corporation"),
    **takes(THIRD),
    "tags": words(),
    **refusals(),
}


@dataclass(frozen=True, slots=True)
class _Own:
    """The methods about a third."""

    family: Family

    def methods(self) -> Mapping[str, Method]:
        family = self.family
        blocks = {"contact": CONTACT, "address": ADDRESS}
        owned = replace(family.param(("linkedid",)), needed=True)
        return {
            "create": Method(self.create, {"third": group(_THIRD, needed=True), **blocks}),
            "update": Method(self.update, family.of_third(third=group(_THIRD), **blocks)),
            "getOne": Method(self.get_one, family.of_third()),
            "getList": Method(self.get_list, listing(SEARCH, family.orders)),
            "delete": Method(self.delete, family.of_third()),
            "updateOwner": owning(owned.read),
        }

    def create(self, session: Session, given: Given) -> Any:
        block = given["third"]
        resource = INDIVIDUALS if block["type"] == "person" else COMPANIES
        if resource is INDIVIDUALS and "contact" not in given:
            raise RpcError("E_PARAM_MISSING", "contact is missing")
        blank = {**blank_record(session, resource), **new_campaigns()}
        body = _body(given, current=blank)
        third = create(session, WRITINGS[resource.noun], {"type": self.family.type, **body})
        self._beside(session, resource, third, given=given)
        return self.family.created(third["id"])

    def update(self, session: Session, given: Given) -> Any:
        resource, third = given[self.family.own[0]]
        body = _body(given, current=third)
        if body:
            third = change(session, WRITINGS[resource.noun], third, body=body)
        contact = self._beside(session, resource, third, given=given)
        return self.family.updated(third["id"], contact)

    def _beside(self, session: Session, resource: Resource, third: Record, *, given: Given) -> int | None:
        """Write the tags, the contact and the address given with a third; return the link of the contact."""
        set_words(session, resource, third, given=given.get("third", {}).get("tags"), replace=False)
        contact = None
        if "contact" in given and resource is COMPANIES:
            contact = _main_contact(session, third, given["contact"])
        if "address" in given:
            third = records.require(session, resource, third["id"])
            _main_address(session, resource, third, given["address"])
        return contact

    def get_one(self, session: Session, given: Given) -> dict[str, Any]:
        return whole_of(session, *given[self.family.own[0]])

    def get_list(self, session: Session, given: Given) -> dict[str, Any]:
        search = given["search"]
        pairs = [
            (resource, third)
            for resource in (COMPANIES, INDIVIDUALS)
            for third in readable(session, resource, "type = ?", (self.family.type,))
            if not search or is_wanted(third, row_of(session, resource, third), search)
        ]
        by_name = given["order"].get("order") == "name"
        pairs.sort(key=lambda pair: (fold(full_name(pair[1])) if by_name else "", pair[1]["id"]))
        return pages(given, pairs, lambda pair: (str(pair[1]["id"]), listed_of(session, *pair)))

    def delete(self, session: Session, given: Given) -> None:
        resource, third = given[self.family.own[0]]
        drop(session, WRITINGS[resource.noun], third)


def _body(given: Given, *, current: Record) -> Record:
    """Return the third's block (and a person's contact block) as the body v2 would take."""
    block, contact = given.get("third", {}), given.get("contact", {})
    body = body_of(THIRD, block, current=current) if block else {}
    if "name" in block:
        body["name" if "name" in current else "last_name"] = block["name"]
    if "last_name" in current:
        body |= body_of(NAMED, contact, current=current)
    if block:
        body |= channels_of(block, current)
    return body


def _main_contact(session: Session, third: Record, given: Given) -> int:
    contact = records.load(session, CONTACTS, third["main_contact_id"] or 0)
    if contact is None:
        return add_contact(session, COMPANIES, third, given=given)
    change_contact(session, COMPANIES, third, contact=contact, given=given)
    return link_id(third["id"], contact["id"])


def _main_address(session: Session, resource: Resource, third: Record, given: Given) -> None:
    """Change the address of invoices, or add the first one."""
    place = next(
        (
            address
            for address in addresses.of(session, resource.noun, third)
            if address["is_invoicing_address"]
        ),
        None,
    )
    if place is None:
        add_address(session, resource, third, given=given)
    else:
        change_address(session, resource, third, place=place, given=given)


def _transforming(family: Family, becomes: str) -> Method:
    """Return what turns a third of a family into another type."""

    def run(session: Session, given: Given) -> None:
        resource, third = given["thirdid"]
        third["type"] = becomes
        records.touch(session, resource, third)

    option = "Customer" if becomes == "client" else "Prospect"
    return Method(
        run, {"thirdid": family.param(("thirdid",)), f"enableCustomfieldsOn{option}": yes(default=False)}
    )


def _methods(family: Family) -> dict[str, Method]:
    named = {**_Own(family).methods(), **part_methods(family)}
    return {f"{family.prefix}.{name}": method for name, method in named.items()}


METHODS: Mapping[str, Method] = {
    **_methods(CLIENTS),
    **_methods(PROSPECTS),
    **_methods(SUPPLIERS),
    "Client.transformToProspect": _transforming(CLIENTS, "prospect"),
    "Prospects.transformToCustomer": _transforming(PROSPECTS, "client"),
}
