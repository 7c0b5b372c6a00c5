"""v1 `Opportunities`: the same opportunities as v2's, with the sticky note that v2 does not know."""

from typing import Any

from etl.sandbox import extras, records, tags, times
from etl.sandbox.crud import blank_record
from etl.sandbox.links import third_of
from etl.sandbox.related import put_related
from etl.sandbox.resource import Record
from etl.sandbox.rpc_params import RpcError, block, identifier, listed, load, one_of, pages, require, whole
from etl.sandbox.sales import WRITING, next_number
from etl.sandbox.store import Session
from etl.sandbox.tables import CONTACTS, OPPORTUNITIES, PIPELINES, SOURCES, STAFFS, STEPS

_STATUSES = ("open", "won", "lost", "late", "cancelled", "closed")


def _create(session: Session, params: dict[str, Any]) -> str:
    given = block(params, "opportunity")
    record = blank_record(session, OPPORTUNITIES)
    record |= {
        "status": "open", "probability": 0, "amount": {"value": "0", "currency": "EUR"}, "related": [],
        "updated_status": record["created"], "assigned_staff_ids": [], "contact_ids": [],
        "owner": {"id": records.select(session, STAFFS)[0]["id"], "type": "staff"},
    }  # fmt: skip
    found = third_of(session, whole(require(given, "linkedid", block="opportunity"), "linkedid"))
    if found is None:
        raise RpcError("E_OBJ_NOT_LOADABLE", "Object third not loadable")
    for name in ("ident", "sourceid", "name", "funnelid", "stepid"):
        require(given, name, block="opportunity")
    put_related(record, [{"type": found[0].noun, "id": found[1]["id"]}])
    _fill(session, record, given)
    records.insert(session, OPPORTUNITIES, record)
    _beside(session, record, given)
    return str(record["id"])


def _update(session: Session, params: dict[str, Any]) -> str:
    given = block(params, "opportunity")
    record = load(session, OPPORTUNITIES, identifier(params), noun="opportunity")
    for name in ("ident", "name"):
        require(given, name, block="opportunity")
    _fill(session, record, given)
    records.touch(session, OPPORTUNITIES, record)
    _beside(session, record, given)
    return str(record["id"])


def _fill(session: Session, record: Record, given: dict[str, Any]) -> None:
    record["name"], record["number"] = str(given["name"]), str(given["ident"])
    for key, noun, resource in (
        ("source", "sourceid", SOURCES),
        ("pipeline", "funnelid", PIPELINES),
        ("step", "stepid", STEPS),
    ):
        if given.get(noun):
            found = load(session, resource, whole(given[noun], noun), noun=key)
            record[key] = {"id": found["id"], "name": found["name"]}
    if "potential" in given:
        record["amount"] = {**record["amount"], "value": str(given["potential"])}
    if "proba" in given:
        record["probability"] = whole(given["proba"], "proba")
    if "brief" in given:
        record["note"] = str(given["brief"])
    if given.get("dueDate"):
        record["due_date"] = times.paris(whole(given["dueDate"], "dueDate"))[:10]
    if given.get("creationDate"):
        record["created"] = times.paris(whole(given["creationDate"], "creationDate"))
    if "staffs" in given:
        staff = [whole(one, "staffs") for one in listed(given["staffs"])]
        record["assigned_staff_ids"] = [load(session, STAFFS, one, noun="staff")["id"] for one in staff]


def _beside(session: Session, record: Record, given: dict[str, Any]) -> None:
    """Write what is no field of the record: its sticky note and its tags."""
    if "stickyNote" in given:
        extras.write(session, "opportunity", record["id"], values={"stickyNote": str(given["stickyNote"])})
    if given.get("tags"):
        words = given["tags"].split(",") if isinstance(given["tags"], str) else listed(given["tags"])
        items = [{"value": str(word)} for word in words if str(word).strip()]
        tags.assign(session, "opportunity", record["id"], items=items, replace=False)


def _row(session: Session, record: Record) -> dict[str, Any]:
    third = next((one for one in record["related"] if one["type"] != "contact"), {"id": 0})
    return {
        "id": str(record["id"]),
        "linkedtype": "third",
        "linkedid": str(third["id"]),
        "funnelid": str(record["pipeline"]["id"]),
        "stepid": str(record["step"]["id"]),
        "date": record["created"],
        "dueDate": record["due_date"] or "0000-00-00",
        "name": record["name"],
        "ident": record["number"],
        "proba": str(record["probability"]),
        "potential": record["amount"]["value"],
        "status": record["status"],
        "brief": record["note"],
        "source": record["source"]["name"] if record["source"] else "",
        "stickyNote": extras.read(session, "opportunity", record["id"]).get("stickyNote", ""),
        "stepLabel": record["step"]["name"],
        "funnelName": record["pipeline"]["name"],
    }


def _get_one(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    record = load(session, OPPORTUNITIES, identifier(params), noun="opportunity")
    words = tags.of(session, "opportunity", record["id"])
    staffs = [str(one) for one in record["assigned_staff_ids"]]
    people = [load(session, CONTACTS, one, noun="people")["id"] for one in record["contact_ids"]]
    return {
        **_row(session, record),
        "tags": words,
        "staffs": staffs,
        "contacts": [str(one) for one in people],
    }


def _get_list(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    found = records.select(session, OPPORTUNITIES)
    return pages(params, {str(one["id"]): _row(session, one) for one in found})


def _delete(session: Session, params: dict[str, Any]) -> None:
    record = load(session, OPPORTUNITIES, identifier(params), noun="opportunity")
    records.remove(session, OPPORTUNITIES, record["id"])
    WRITING.forget(session, record["id"])


def _funnels(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    found = records.select(session, PIPELINES)
    rows: dict[str, Any] = {
        str(i): {"id": str(one["id"]), "name": one["name"], "description": "", "status": "ok"}
        for i, one in enumerate(found)
    }
    return {**rows, "defaultFunnel": str(found[0]["id"])}


def _steps(session: Session, params: dict[str, Any]) -> list[dict[str, str]]:
    funnel = load(session, PIPELINES, identifier(params, "funnelid"), noun="funnel")
    return [
        {
            "id": str(one["id"]),
            "funnelid": str(funnel["id"]),
            "label": one["name"],
            "rank": str(one["rank"]),
            "proba": str(one["probability"]),
            "status": "ok",
        }
        for one in records.select(session, STEPS, "pipeline = ?", (funnel["id"],))
    ]


def _sources(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    found = records.select(session, SOURCES)
    rows: dict[str, Any] = {
        str(one["id"]): {"id": str(one["id"]), "label": one["name"], "status": "ok"} for one in found
    }
    return {**rows, "defaultSource": str(found[0]["id"])}


def _create_source(session: Session, params: dict[str, Any]) -> int:
    label = str(require(block(params, "source"), "label", block="source"))
    rank = 1 + session.count('SELECT count(*) FROM "opportunities/sources"', [])
    row = {"id": 0, "name": label, "is_default": False, "is_hidden": False, "category_id": 1, "rank": rank}
    return int(records.insert(session, SOURCES, row)["id"])


def _update_status(session: Session, params: dict[str, Any]) -> str:
    record = load(session, OPPORTUNITIES, identifier(params), noun="opportunity")
    record["status"] = one_of(require(params, "status"), _STATUSES, "status")
    record["updated_status"] = times.paris(session.now)
    return str(records.touch(session, OPPORTUNITIES, record)["id"])


def _update_step(session: Session, params: dict[str, Any]) -> str:
    record = load(session, OPPORTUNITIES, identifier(params, "oid"), noun="opportunity")
    step = load(session, STEPS, identifier(params, "stepid"), noun="step")
    if step["pipeline"] != record["pipeline"]["id"]:
        raise RpcError("E_PARAM_INVALID", "stepid is invalid")
    record["step"] = {"id": step["id"], "name": step["name"]}
    record["updated_status"] = times.paris(session.now)
    return str(records.touch(session, OPPORTUNITIES, record)["id"])


METHODS = {
    "Opportunities.create": _create,
    "Opportunities.update": _update,
    "Opportunities.getOne": _get_one,
    "Opportunities.getList": _get_list,
    "Opportunities.delete": _delete,
    "Opportunities.getFunnels": _funnels,
    "Opportunities.getStepsForFunnel": _steps,
    "Opportunities.getSources": _sources,
    "Opportunities.createSource": _create_source,
    "Opportunities.updateStatus": _update_status,
    "Opportunities.updateStep": _update_step,
    "Opportunities.getCurrentIdent": lambda session, _params: next_number(session, take=False),
}
