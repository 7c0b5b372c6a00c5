"""Addresses of companies, individuals and contacts.

Which one is for invoicing or delivery is stored on the owner (`invoicing_address_id`,
`delivery_address_id`); an address only shows it.
"""

import json
from functools import lru_cache
from importlib import resources
from typing import Any

from etl.sandbox.contract.refusals import absent, bad_field
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.paging import page
from etl.sandbox.storage.records import owner_of
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import ADDRESSES

_LINES = ("address_line_1", "address_line_2", "address_line_3", "address_line_4")
_ROLES = {"is_invoicing_address": "invoicing_address_id", "is_delivery_address": "delivery_address_id"}


@lru_cache(maxsize=1)
def countries() -> list[dict[str, str]]:
    """Return the countries: code, iso-alpha-3, French and English names."""
    text = (resources.files("etl.sandbox") / "seed" / "countries.json").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = json.loads(text)
    return rows


@lru_cache(maxsize=1)
def _french() -> dict[str, str]:
    return {row["code"]: row["fr"] for row in countries()}


def view(address: Record, owner: Record) -> Record:
    """Return an address as the API shows it."""
    shown = {key: value for key, value in address.items() if key not in ("noun", "owner")}
    return shown | {flag: owner.get(key) == address["id"] for flag, key in _ROLES.items()}


def of(session: Session, noun: str, owner: Record) -> list[Record]:
    """Return all the addresses of a record."""
    rows = records.select(session, ADDRESSES, "owner = ? AND noun = ?", (owner["id"], noun))
    return [view(address, owner) for address in rows]


def forget(session: Session, noun: str, owner: int) -> None:
    """Delete the addresses of a deleted record."""
    session.run("DELETE FROM addresses WHERE owner = ? AND noun = ?", (owner, noun))


def _set(record: Record, body: dict[str, Any]) -> None:
    code = body.get("country_code")
    if code is not None and code.upper() not in _french():
        raise bad_field("country_code", f"Ce champ n'est pas un code de pays connu : {code}")
    for key, value in body.items():
        if key in _LINES:
            record[key] = value or ""
        elif key == "country_code":
            record |= {"country_code": value.upper(), "country": _french()[value.upper()]}
        elif key not in _ROLES:
            record[key] = value


def _assign(
    session: Session, resource: Resource, owner: Record, *, address: int, body: dict[str, Any]
) -> None:
    """Point the owner at the address, or away from it, as the body says."""
    before = dict(owner)
    for flag, key in _ROLES.items():
        if body.get(flag) is True:
            owner[key] = address
        elif body.get(flag) is False and owner.get(key) == address:
            owner[key] = None
    if owner != before:
        records.touch(session, resource, owner)


class Addresses:
    """The address routes of one kind of owner, whose path parameter is `name` ("companyId")."""

    def __init__(self, resource: Resource, name: str) -> None:
        self._resource = resource
        self._name = name

    def routes(self) -> Routes:
        """Return the five routes."""
        every = f"/{self._resource.name}/{{{self._name}}}/addresses"
        single = f"{every}/{{id}}"
        return {
            ("GET", every): self.list,
            ("POST", every): self.create,
            ("GET", single): self.read,
            ("PUT", single): self.update,
            ("DELETE", single): self.delete,
        }

    def list(self, context: Context) -> Answer:
        """List the addresses of an owner."""
        owner = owner_of(context, self._resource, self._name)
        clause = ("owner = ? AND noun = ?", (owner["id"], self._resource.noun))
        answer = page(context.session, ADDRESSES, [clause], options=context.options)
        answer["data"] = [view(address, owner) for address in answer["data"]]
        return Answer(200, answer)

    def create(self, context: Context) -> Answer:
        """Add an address to its owner."""
        owner = owner_of(context, self._resource, self._name)
        record: Record = {"id": 0, "name": "", **dict.fromkeys(_LINES, ""), "postal_code": "", "city": ""}
        record |= {"country": None, "country_code": "", "geocode": {"lat": None, "lng": None}}
        record |= {"noun": self._resource.noun, "owner": owner["id"]}
        _set(record, context.body)
        records.insert(context.session, ADDRESSES, record)
        _assign(context.session, self._resource, owner, address=record["id"], body=context.body)
        return Answer(201, view(record, owner))

    def read(self, context: Context) -> Answer:
        """Show one address."""
        owner, address = self._both(context)
        return Answer(200, view(address, owner))

    def update(self, context: Context) -> Answer:
        """Change the keys given."""
        owner, address = self._both(context)
        _set(address, context.body)
        records.put(context.session, ADDRESSES, address)
        _assign(context.session, self._resource, owner, address=address["id"], body=context.body)
        return Answer(200, view(address, owner))

    def delete(self, context: Context) -> Answer:
        """Delete an address; its owner no longer points at it."""
        owner, address = self._both(context)
        records.remove(context.session, ADDRESSES, address["id"])
        away = dict.fromkeys(_ROLES, False)
        _assign(context.session, self._resource, owner, address=address["id"], body=away)
        return Answer(204)

    def _both(self, context: Context) -> tuple[Record, Record]:
        owner = owner_of(context, self._resource, self._name)
        address = records.load(context.session, ADDRESSES, context.id())
        if address is None or (address["noun"], address["owner"]) != (self._resource.noun, owner["id"]):
            raise absent()
        return owner, address
