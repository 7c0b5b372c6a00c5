"""Contacts, and what they share with thirds: an owner, campaign channels, the refusal of a staff e-mail."""

from etl.sandbox.contract.recorded import new_person
from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import dependants, records, times
from etl.sandbox.storage.calls import Context, Routes
from etl.sandbox.storage.crud import Writing, set_moment
from etl.sandbox.storage.resource import Record, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CONTACTS, STAFFS
from etl.sandbox.v2 import addresses, links, tags
from etl.sandbox.v2.addresses import Addresses
from etl.sandbox.v2.custom_fields import values
from etl.sandbox.v2.custom_fields.values import value_routes
from etl.sandbox.v2.tags import tag_routes


def set_owner(context: Context, record: Record, value: int | None) -> None:
    """Store `owner_id` as the API shows it: `{"id", "type"}`.

    Raises:
        Refusal: no staff member has that id.
    """
    if value is None:
        record["owner"] = None
        return
    if not records.exists(context.session, STAFFS, value):
        raise bad_field("owner_id", f"Ce champ désigne un collaborateur qui n'existe pas : {value}")
    record["owner"] = {"id": value, "type": "staff"}


def give_owner(context: Context, record: Record) -> None:
    """Give a new record to the first staff member: the one the access belongs to."""
    first = context.session.row("SELECT id FROM staffs ORDER BY id LIMIT 1")
    record["owner"] = {"id": first[0], "type": "staff"}


def check_person(context: Context, record: Record) -> None:
    """Refuse a blank name and an e-mail that is a staff member's login.

    Raises:
        Refusal: the name is blank, or the e-mail is such a login.
    """
    key = "name" if "name" in record else "last_name"
    if not (record[key] or "").strip():
        raise bad_field(key, "Ce champ est vide")
    email = record.get("email")
    if email and context.session.row("SELECT 1 FROM staffs WHERE email = ?", (fold(email),)):
        phrase = "Cette adresse e-mail est déjà utilisée sur l'un de vos collaborateurs"
        raise bad_field("email", phrase)


def _start(context: Context, record: Record) -> None:
    give_owner(context, record)
    record |= new_person()


def _set_birth_date(_context: Context, record: Record, value: str | None) -> None:
    if value is not None and not times.is_day(value):
        raise bad_field("birth_date", "Ce champ n'est pas au format date")
    record["birth_date"] = value


def _forget(session: Session, identifier: int) -> None:
    links.forget_contact(session, identifier)
    addresses.forget(session, "contact", identifier)
    tags.forget(session, "contact", identifier)
    values.forget(session, "contact", identifier)
    dependants.unlink(session, "contact", identifier)


WRITING = Writing(
    CONTACTS,
    setters={"owner_id": set_owner, "created": set_moment("created"), "birth_date": _set_birth_date},
    start=_start,
    check=check_person,
    forget=_forget,
)

ROUTES: Routes = {
    **WRITING.routes(),
    **Addresses(CONTACTS, "contactId").routes(),
    **tag_routes(CONTACTS, "contactId"),
    **value_routes(CONTACTS, "contactId"),
}
