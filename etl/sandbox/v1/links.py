"""The third kind of identifier v1 has: that of the link between a third and a contact ("thirdcontact").

v2 has none. Here it is made of both, so that taking it for a contact's or a third's never works by chance.
"""

from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import COMPANIES, CONTACTS, INDIVIDUALS
from etl.sandbox.v1.shapes.params import not_loadable
from etl.sandbox.v1.shapes.types import whole
from etl.sandbox.v2 import links

_SPAN = 100_000_000


def link_id(third: int, contact: int) -> int:
    """Return the identifier of a link."""
    return third * _SPAN + contact


def linked(session: Session, identifier: int) -> tuple[Resource, Record, Record]:
    """Return the third (its resource and record) and the contact of a link.

    Raises:
        RpcError: there is no such link.
    """
    third_id, contact_id = divmod(identifier, _SPAN)
    third = links.third_of(session, third_id)
    contact = records.load(session, CONTACTS, contact_id)
    if third is None or contact is None:
        raise not_loadable("thirdcontact")
    if not links.is_linked(session, third[0].noun, third_id, contact=contact_id):
        raise not_loadable("thirdcontact")
    return *third, contact


def read_link(session: Session, value: Any, where: str) -> tuple[Resource, Record, Record] | None:
    """Read the identifier of a link, as `linked` does; an empty one is None."""
    wanted = whole().read(session, value, where)
    return None if wanted is None else linked(session, wanted)


def contacts_of(session: Session, noun: str, third: int) -> list[Record]:
    """Return the contacts linked to a third."""
    sql = "id IN (SELECT contact FROM contact_link WHERE noun = ? AND third = ?)"
    return records.select(session, CONTACTS, sql, (noun, third))


def thirds_of(session: Session, contact: int) -> list[tuple[Resource, Record]]:
    """Return the thirds a contact is linked to."""
    sql = "id IN (SELECT third FROM contact_link WHERE noun = ? AND contact = ?)"
    return [
        (resource, record)
        for resource in (COMPANIES, INDIVIDUALS)
        for record in records.select(session, resource, sql, (resource.noun, contact))
    ]
