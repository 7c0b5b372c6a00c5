"""Links between thirds (companies, individuals) and contacts, and the roles a contact has for a third.

A role is a key of the third (`main_contact_id`); the v2 contract links companies only, v1 `thirdids` both.
"""

import json
from collections.abc import Iterable

from etl.sandbox.contract.refusals import absent
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.crud import listed
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Change, Session
from etl.sandbox.storage.tables import COMPANIES, CONTACTS, INDIVIDUALS

ROLES = {"main": "main_contact_id", "invoicing": "invoicing_contact_id", "dunning": "dunning_contact_id"}
_THIRDS = (COMPANIES, INDIVIDUALS)


def link(session: Session, noun: str, third: int, *, contact: int) -> bool:
    """Link a contact to a third; return False when it was linked already."""
    fresh = session.run("INSERT OR IGNORE INTO contact_link VALUES (?, ?, ?)", (noun, third, contact)) > 0
    session.writes["contact-links"] += 1
    if fresh and session.changes is not None:
        session.changes.append(Change("contact-links", None, _as_json(noun, third, contact)))
    return fresh


def _as_json(noun: str, third: int, contact: int) -> str:
    return json.dumps({"noun": noun, "third": third, "contact": contact})


def is_linked(session: Session, noun: str, third: int, *, contact: int) -> bool:
    """Tell whether a contact is linked to a third."""
    sql = "SELECT 1 FROM contact_link WHERE noun = ? AND third = ? AND contact = ?"
    return session.row(sql, (noun, third, contact)) is not None


def third_of(session: Session, identifier: int) -> tuple[Resource, Record] | None:
    """Return the company or individual of a third's identifier (v1 does not distinguish them)."""
    for resource in _THIRDS:
        record = records.load(session, resource, identifier)
        if record is not None:
            return resource, record
    return None


def roles_of(third: Record, contact: int) -> list[str]:
    """Return the roles a contact has for a third."""
    return [role for role, key in ROLES.items() if third[key] == contact]


def unlink(session: Session, resource: Resource, third: Record, *, contact: int) -> None:
    """Unlink a contact from a third, its roles included."""
    _give(session, resource, third, contact=contact, roles=(), exactly=True)
    sql = "DELETE FROM contact_link WHERE noun = ? AND third = ? AND contact = ?"
    session.run(sql, (resource.noun, third["id"], contact))
    session.writes["contact-links"] += 1
    if session.changes is not None:
        gone = _as_json(resource.noun, third["id"], contact)
        session.changes.append(Change("contact-links", gone, None))


def give_role(session: Session, resource: Resource, third: Record, *, contact: int, role: str) -> None:
    """Give a linked contact a role of a third: "main", "invoicing" or "dunning"."""
    _give(session, resource, third, contact=contact, roles=(role,), exactly=False)


def _give(
    session: Session,
    resource: Resource,
    third: Record,
    *,
    contact: int,
    roles: Iterable[str],
    exactly: bool,
) -> None:
    before = dict(third)
    for role, key in ROLES.items():
        if role in roles:
            third[key] = contact
        elif exactly and third[key] == contact:
            third[key] = None
    if third != before:
        records.touch(session, resource, third)


def forget_third(session: Session, noun: str, third: int) -> None:
    """Unlink the contacts of a deleted third."""
    session.run("DELETE FROM contact_link WHERE noun = ? AND third = ?", (noun, third))


def forget_contact(session: Session, contact: int) -> None:
    """Unlink a deleted contact everywhere, roles included."""
    for noun, third in session.rows("SELECT noun, third FROM contact_link WHERE contact = ?", (contact,)):
        resource = next(resource for resource in _THIRDS if resource.noun == noun)
        record = records.require(session, resource, third)
        if roles_of(record, contact):
            for role in roles_of(record, contact):
                record[ROLES[role]] = None
            records.touch(session, resource, record)
    session.run("DELETE FROM contact_link WHERE contact = ?", (contact,))


def _both(context: Context) -> tuple[Record, int]:
    company = records.require(context.session, COMPANIES, context.id("companyId"))
    return company, records.require(context.session, CONTACTS, context.id("contactId"))["id"]


def _create(context: Context) -> Answer:
    company, contact = _both(context)
    fresh = link(context.session, "company", company["id"], contact=contact)
    roles = (context.body or {}).get("roles") or ()
    _give(context.session, COMPANIES, company, contact=contact, roles=roles, exactly=False)
    return Answer(201 if fresh else 200)


def _linked(context: Context) -> tuple[Record, int]:
    company, contact = _both(context)
    if not is_linked(context.session, "company", company["id"], contact=contact):
        raise absent()
    return company, contact


def _update(context: Context) -> Answer:
    company, contact = _linked(context)
    roles = (context.body or {}).get("roles")
    if roles is not None:
        _give(context.session, COMPANIES, company, contact=contact, roles=roles, exactly=True)
    context.session.writes["contact-links"] += 1
    return Answer(200)


def _delete(context: Context) -> Answer:
    company, contact = _linked(context)
    unlink(context.session, COMPANIES, company, contact=contact)
    return Answer(204)


def _contacts_of(resource: Resource) -> Routes:
    sql = "id IN (SELECT contact FROM contact_link WHERE noun = ? AND third = ?)"

    def read(context: Context) -> Answer:
        third = records.require(context.session, resource, context.id())
        return listed(context, CONTACTS, [(sql, (resource.noun, third["id"]))])

    return {("GET", f"/{resource.name}/{{id}}/contacts"): read}


def _companies_of(context: Context) -> Answer:
    contact = records.require(context.session, CONTACTS, context.id())
    sql = "id IN (SELECT third FROM contact_link WHERE noun = 'company' AND contact = ?)"
    return listed(context, COMPANIES, [(sql, (contact["id"],))])


_ONE = "/companies/{companyId}/contacts/{contactId}"
ROUTES: Routes = {
    **_contacts_of(COMPANIES),
    **_contacts_of(INDIVIDUALS),
    ("GET", "/contacts/{id}/companies"): _companies_of,
    ("POST", _ONE): _create,
    ("PUT", _ONE): _update,
    ("DELETE", _ONE): _delete,
}
