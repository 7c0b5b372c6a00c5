"""Companies and individuals: what their keys become, what they refuse, and the conversion to client."""

from typing import Any

from etl.sandbox.contract.recorded import new_campaigns
from etl.sandbox.contract.refusals import Refusal, bad_field
from etl.sandbox.storage import dependants, records
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.crud import Setter, Writing, set_moment, set_reference
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import (
    ACCOUNTING_CODES,
    COMPANIES,
    CUSTOM_FIELDS,
    INDIVIDUALS,
    RATE_CATEGORIES,
)
from etl.sandbox.v2 import addresses, links, tags
from etl.sandbox.v2.addresses import Addresses
from etl.sandbox.v2.custom_fields import values
from etl.sandbox.v2.custom_fields.values import value_routes
from etl.sandbox.v2.people import check_person, give_owner, set_owner
from etl.sandbox.v2.tags import tag_routes

# No endpoint of the contract lists these two; the labels are ours, the identifiers stable.
SEGMENTS = (
    "Agriculture", "Agroalimentaire", "Banque et assurance", "Bâtiment et travaux publics", "Commerce",
    "Conseil", "Énergie", "Formation", "Hôtellerie et restauration", "Immobilier", "Industrie",
    "Informatique", "Santé", "Services aux entreprises", "Transport et logistique",
)  # fmt: skip
HEADCOUNTS = ("0", "1-2", "3-5", "6-9", "10-19", "20-49", "50-99", "100-249", "250-499", "500 et plus")


def _set_label(key: str, labels: tuple[str, ...]) -> Setter:
    def setter(_context: Context, record: Record, value: int | None) -> None:
        if value is not None and not 1 <= value <= len(labels):
            raise bad_field(key, f"Ce champ désigne un objet qui n'existe pas : {value}")
        record[key] = None if value is None else {"id": value, "label": labels[value - 1]}

    return setter


def _start(context: Context, record: Record) -> None:
    give_owner(context, record)
    record |= new_campaigns()


def _forget(noun: str) -> Any:
    def forget(session: Session, identifier: int) -> None:
        addresses.forget(session, noun, identifier)
        tags.forget(session, noun, identifier)
        values.forget(session, noun, identifier)
        links.forget_third(session, noun, identifier)
        dependants.unlink(session, noun, identifier)

    return forget


_SETTERS: dict[str, Setter] = {
    "created": set_moment("created"),
    "owner_id": set_owner,
    "rate_category_id": set_reference("rate_category_id", RATE_CATEGORIES),
    "accounting_code_id": set_reference("accounting_code_id", ACCOUNTING_CODES),
    "accounting_purchase_code_id": set_reference("accounting_purchase_code_id", ACCOUNTING_CODES),
    "business_segment": _set_label("business_segment", SEGMENTS),
    "number_of_employees": _set_label("number_of_employees", HEADCOUNTS),
}


def _enable(session: Session, wish: Record) -> None:
    """Make custom fields of prospects fields of clients too: none, all, or the `ids` named (mode partial)."""
    mode, named = wish.get("mode", "none"), wish.get("ids") or ()
    fields = [
        field for field in records.select(session, CUSTOM_FIELDS) if "prospect" in field["related_object"]
    ]
    unknown = set(named) - {field["id"] for field in fields}
    if unknown:
        phrase = f"Ce champ désigne un champ personnalisé absent des prospects : {min(unknown)}"
        raise bad_field("also_enable_custom_fields_on_target.ids", phrase)
    for field in fields:
        if "client" not in field["related_object"] and (mode == "all" or field["id"] in named):
            field["related_object"].append("client")
            records.put(session, CUSTOM_FIELDS, field)


def _convert(resource: Resource) -> Routes:
    def convert(context: Context) -> Answer:
        record = records.require(context.session, resource, context.id())
        if record["type"] != "prospect":
            raise Refusal(400, f"Seul un prospect peut être converti, cet objet est '{record['type']}'.")
        _enable(context.session, context.body["also_enable_custom_fields_on_target"])
        record["type"] = "client"
        return Answer(200, records.touch(context.session, resource, record))

    return {("POST", f"/{resource.name}/{{id}}/convert"): convert}


WRITINGS = {
    resource.noun: Writing(
        resource, setters=_SETTERS, start=_start, check=check_person, forget=_forget(resource.noun)
    )
    for resource in (COMPANIES, INDIVIDUALS)
}
"""Noun -> how it is written; API v1 writes the same records."""


def _routes(resource: Resource, owner: str, own: str) -> Routes:
    """Return every route of a kind of third; `owner` and `own` are the two names of its identifier."""
    return {
        **WRITINGS[resource.noun].routes(),
        **_convert(resource),
        **Addresses(resource, owner).routes(),
        **tag_routes(resource, own),
        **value_routes(resource, "id"),
    }


ROUTES: Routes = {
    **_routes(COMPANIES, "companyId", "companyId"),
    **_routes(INDIVIDUALS, "individualId", "id"),
}
