"""The custom field values of a record, beside the definitions that apply to it."""

import json
from collections.abc import Sequence
from typing import Any

from etl.sandbox.contract.recorded import definition
from etl.sandbox.contract.refusals import bad_field, invalid
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.paging import page_of
from etl.sandbox.storage.records import owner_of
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.shape import narrow
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import COMPANIES, CUSTOM_FIELDS
from etl.sandbox.v2.custom_fields import checks


def _use(resource: Resource, record: Record) -> str:
    """Return the `related_object` of a record: a company is a client, a prospect or a supplier."""
    return str(record["type"]) if resource.sequence == "thirds" else resource.noun


def _values(session: Session, noun: str, owner: int) -> dict[int, Any]:
    sql = "SELECT field, value FROM custom_value WHERE noun = ? AND owner = ?"
    return {row[0]: json.loads(row[1]) for row in session.rows(sql, (noun, owner))}


def of(session: Session, resource: Resource, record: Record) -> list[Record]:
    """Return every definition that applies to the record, each with its `value` (null when unset)."""
    use, values = _use(resource, record), _values(session, resource.noun, record["id"])
    fields = records.select(session, CUSTOM_FIELDS)
    return [{**field, "value": values.get(field["id"])} for field in fields if use in field["related_object"]]


def embedded(context: Context, resource: Resource, record: Record, *, wanted: Sequence[int]) -> list[Record]:
    """Return the values asked by `embed[]=cf.N`; a field of other records is left out.

    Raises:
        Refusal: 400 for a field that does not exist.
    """
    for identifier in wanted:
        if not records.exists(context.session, CUSTOM_FIELDS, identifier):
            raise bad_field("embed", f"Ce champ personnalisé n'existe pas : cf.{identifier}")
    return [field for field in _shown(context, resource, record) if field["id"] in wanted]


def _shown(context: Context, resource: Resource, record: Record) -> list[Record]:
    return [definition(field, context.config.wire) for field in of(context.session, resource, record)]


def forget(session: Session, noun: str, owner: int) -> None:
    """Delete the values of a deleted record."""
    session.run("DELETE FROM custom_value WHERE noun = ? AND owner = ?", (noun, owner))


def _stored(session: Session, field: Record, value: Any) -> Any:
    """Return the value as it will be read back: third parties come back with their type."""
    if field["type"] != "company-individual" or not value:
        return value
    types = {
        identifier: "company" if records.exists(session, COMPANIES, identifier) else "individual"
        for identifier in value
    }
    return [{"type": types[identifier], "id": identifier} for identifier in value]


def assign(session: Session, resource: Resource, record: Record, *, items: list[dict[str, Any]]) -> None:
    """Store the values given, leave the others.

    Raises:
        Refusal: 400 with one detail per value that does not fit.
    """
    use = _use(resource, record)
    details: dict[str, str] = {}
    for rank, item in enumerate(items):
        field = records.load(session, CUSTOM_FIELDS, item["id"])
        if field is None or use not in field["related_object"]:
            details[f"{rank}.id"] = (
                f"Ce champ désigne un champ personnalisé absent de cet objet : {item['id']}"
            )
            continue
        problem = checks.complaint(session, field, item["value"])
        if problem:
            details[f"{rank}.value"] = problem
            continue
        value = json.dumps(_stored(session, field, item["value"]))
        sql = "INSERT OR REPLACE INTO custom_value VALUES (?, ?, ?, ?)"
        session.run(sql, (resource.noun, record["id"], field["id"], value))
    if details:
        raise invalid(details)
    session.writes["custom-values"] += 1


def value_routes(resource: Resource, name: str) -> Routes:
    """Return the routes of a kind of record whose path parameter is `name`."""
    path = f"/{resource.name}/{{{name}}}/custom-fields"

    def read(context: Context) -> Answer:
        fields = _shown(context, resource, owner_of(context, resource, name))
        if context.options.descending:
            fields.reverse()
        answer = page_of(fields, options=context.options)
        answer["data"] = [narrow(field, context.options.fields) for field in answer["data"]]
        return Answer(200, answer)

    def put(context: Context) -> Answer:
        record = owner_of(context, resource, name)
        assign(context.session, resource, record, items=context.body)
        return Answer(200)

    return {("GET", path): read, ("PUT", path): put}
