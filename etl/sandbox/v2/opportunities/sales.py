"""Opportunities: what their keys become, what they refuse, the number and the step's likelihood they get."""

import re
from dataclasses import replace
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import dependants, extras, records, times
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.crud import Setter, Writing, clauses_of, listed, set_moment
from etl.sandbox.storage.resource import Clause, Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import BY_NOUN, CURRENCIES, OPPORTUNITIES, PIPELINES, SOURCES, STEPS
from etl.sandbox.v2 import tags
from etl.sandbox.v2.custom_fields import values
from etl.sandbox.v2.custom_fields.values import value_routes
from etl.sandbox.v2.opportunities.aggregations import aggregations
from etl.sandbox.v2.people import give_owner, set_owner
from etl.sandbox.v2.related import put_related, set_records
from etl.sandbox.v2.tags import tag_routes

_NUMBER = "OPP-{:05d}"
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")


def next_number(session: Session, *, take: bool) -> str:
    """Return the number the next opportunity gets, passing over those given by hand; `take` uses it up."""
    row = session.row("SELECT last FROM sequence WHERE name = 'opportunity-numbers'")
    rank = (row[0] if row else 0) + 1
    while _is_taken(session, _NUMBER.format(rank)):
        rank += 1
    if take:
        session.run("INSERT OR REPLACE INTO sequence VALUES ('opportunity-numbers', ?)", (rank,))
    return _NUMBER.format(rank)


def _is_taken(session: Session, number: str) -> bool:
    return session.row("SELECT 1 FROM opportunities WHERE number = ?", (number,)) is not None


def _default(session: Session, resource: Resource) -> Record:
    return records.select(session, resource, "body LIKE '%\"is_default\":true%'")[0]


def unset_amount(session: Session) -> Record:
    """Return the amount of an opportunity that nobody set, in the account's currency."""
    return {"value": None, "currency": _default(session, CURRENCIES)["code"]}


def _start(context: Context, record: Record) -> None:
    give_owner(context, record)
    source = _default(context.session, SOURCES)
    record |= {
        "source": {"id": source["id"], "name": source["name"]},
        "status": "open",
        "probability": 0,
        "amount": unset_amount(context.session),
        "updated_status": record["created"],
        "assigned_staff_ids": [],
        "contact_ids": [],
        "related": [],
    }


def _named(resource: Resource, key: str) -> Setter:
    """Return the setter of an object given by its identifier and shown with its name."""

    def setter(context: Context, record: Record, value: int | None) -> None:
        target = records.load(context.session, resource, value) if value is not None else None
        if value is not None and target is None:
            raise bad_field(key, f"Ce champ désigne un objet qui n'existe pas : {value}")
        if key == "step" and target and (record.get("step") or {}).get("id") != target["id"]:
            record["updated_status"] = times.paris(context.session.now)
            record.setdefault("_probability", target["probability"])
        record[key] = {"id": target["id"], "name": target["name"]} if target else None

    return setter


def _set_amount(_context: Context, record: Record, value: Any) -> None:
    text = str(value)
    if not _AMOUNT.fullmatch(text):
        raise bad_field("amount", "Ce champ doit être un nombre positif écrit en texte, avec un point")
    record["amount"] = {**record["amount"], "value": text}


def _set_status(context: Context, record: Record, value: str) -> None:
    if record["status"] != value:
        record["updated_status"] = times.paris(context.session.now)
    record["status"] = value


def _set_related(context: Context, record: Record, value: list[dict[str, Any]]) -> None:
    """Store one company or one individual, and the contacts named beside it."""
    thirds = [target for target in value if target["type"] != "contact"]
    if len(thirds) != 1:
        raise bad_field("related", "Ce champ doit désigner une société ou un particulier, et un seul")
    for target in value:
        if not records.exists(context.session, BY_NOUN[target["type"]], target["id"]):
            raise bad_field(
                "related", f"Ce champ désigne un objet qui n'existe pas : {target['type']} {target['id']}"
            )
    put_related(record, value)


def _set_number(context: Context, record: Record, value: str) -> None:
    if _is_taken(context.session, value):
        raise bad_field("number", f"Ce numéro est déjà utilisé : {value}")
    record["number"] = value


def _set_due_date(_context: Context, record: Record, value: str | None) -> None:
    if value is not None and not times.is_day(value):
        raise bad_field("due_date", "Ce champ n'est pas au format date")
    record["due_date"] = value


def _set_probability(_context: Context, record: Record, value: float) -> None:
    record["probability"] = round(value)  # PATCH takes a number, answers show an integer


def _set_document(_context: Context, _record: Record, value: int | None) -> None:
    if value is not None:
        raise bad_field("main_doc_id", f"Ce champ désigne un document qui n'existe pas : {value}")


def _check(context: Context, record: Record) -> None:
    if not (record["name"] or "").strip():
        raise bad_field("name", "Ce champ est vide")
    step = records.require(context.session, STEPS, record["step"]["id"])
    if step["pipeline"] != record["pipeline"]["id"]:
        raise bad_field("step", f"Cette étape n'appartient pas au pipeline : {step['id']}")
    probability = record.pop("_probability", None)
    if probability is not None and "probability" not in (context.body or {}):
        record["probability"] = probability
    if not record["number"]:
        record["number"] = next_number(context.session, take=True)


def _forget(session: Session, identifier: int) -> None:
    tags.forget(session, "opportunity", identifier)
    values.forget(session, "opportunity", identifier)
    extras.forget(session, "opportunity", identifier)
    dependants.unlink(session, "opportunity", identifier)


WRITING = Writing(
    OPPORTUNITIES,
    setters={
        "created": set_moment("created"),
        "owner_id": set_owner,
        "source": _named(SOURCES, "source"),
        "pipeline": _named(PIPELINES, "pipeline"),
        "step": _named(STEPS, "step"),
        "amount": _set_amount,
        "status": _set_status,
        "due_date": _set_due_date,
        "number": _set_number,
        "probability": _set_probability,
        "main_doc_id": _set_document,
        "assigned_staff_ids": set_records("assigned_staff_ids", "staff"),
        "contact_ids": set_records("contact_ids", "contact"),
        "related": _set_related,
        "origin": lambda _context, _record, _value: None,
    },
    start=_start,
    check=_check,
    forget=_forget,
)


def _all(context: Context) -> Answer:
    return _sums_beside(context, [])


def _search(context: Context) -> Answer:
    return _sums_beside(context, clauses_of(OPPORTUNITIES, context.body["filters"]))


def _sums_beside(context: Context, clauses: list[Clause]) -> Answer:
    """Answer a page, and the sums over all pages when they are asked."""
    answer = listed(context, OPPORTUNITIES, clauses)
    currency = _default(context.session, CURRENCIES)["code"]
    return Answer(200, {**answer.body, **aggregations(context, clauses, currency=currency)})


def _patch(context: Context) -> Answer:
    """Change the keys given, or those of them that `only[]` names."""
    only = context.options.only
    body = {key: value for key, value in context.body.items() if not only or key in only}
    return WRITING.update(replace(context, body=body))


ROUTES: Routes = {
    **WRITING.routes(),
    ("GET", "/opportunities"): _all,
    ("POST", "/opportunities/search"): _search,
    ("PATCH", "/opportunities/{id}"): _patch,
    **tag_routes(OPPORTUNITIES, "id"),
    **value_routes(OPPORTUNITIES, "id"),
}
