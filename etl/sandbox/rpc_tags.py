"""v1 `SmartTags`, `CustomFields`, `Staffs` and `Accountdatas`: what an account is set up with."""

from typing import Any

from etl.sandbox import custom_values, links, records, tags
from etl.sandbox.refusals import Refusal
from etl.sandbox.resource import Record, Resource
from etl.sandbox.rpc_params import RpcError, identifier, listed, load, pages, require, whole, yes
from etl.sandbox.store import Session
from etl.sandbox.tables import CONTACTS, CUSTOM_FIELDS, OPPORTUNITIES, RATE_CATEGORIES, STAFFS, UNITS

_CATEGORIES = {"third": "third", "contact": "third", "opportunity": "opportunity"}
_OTHERS = {"people": CONTACTS, "opportunity": OPPORTUNITIES}
_THIRDS = ("third", "client", "prospect", "supplier")


def _owner(session: Session, params: dict[str, Any]) -> tuple[Resource, Record]:
    kind, wanted = str(require(params, "linkedtype")), identifier(params, "linkedid")
    if kind in _OTHERS:
        return _OTHERS[kind], load(session, _OTHERS[kind], wanted, noun=kind)
    found = links.third_of(session, wanted) if kind in _THIRDS else None
    if found is None:
        raise RpcError("E_OBJ_NOT_LOADABLE", f"Object {kind} not loadable")
    return found


def _tag_list(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    sql = (
        "SELECT tag.id, family, value, count(tag_link.tag) FROM tag LEFT JOIN tag_link ON tag_link.tag = tag.id "
        "GROUP BY tag.id ORDER BY tag.id"
    )
    search = params.get("search")
    wanted = search.get("category") if isinstance(search, dict) else None
    rows = {
        str(row[0]): {
            "id": str(row[0]),
            "category": _CATEGORIES.get(row[1], row[1]),
            "word": row[2],
            "nbLinks": str(row[3]),
        }
        for row in session.rows(sql, ())
        if wanted in (None, _CATEGORIES.get(row[1], row[1]))
    }
    return pages(params, rows)


def _assign(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    resource, record = _owner(session, params)
    words = require(params, "tags")
    words = words.split(",") if isinstance(words, str) else listed(words)
    items = [{"value": str(word)} for word in words if str(word).strip()]
    tags.assign(session, resource.noun, record["id"], items=items, replace=False)
    return {"tags": tags.of(session, resource.noun, record["id"])}


def _unassign(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    resource, record = _owner(session, params)
    for one in listed(require(params, "tags")):
        sql = "DELETE FROM tag_link WHERE noun = ? AND owner = ? AND tag = ?"
        session.run(sql, (resource.noun, record["id"], whole(one, "tags")))
    session.writes["smart-tags"] += 1
    return {"tags": tags.of(session, resource.noun, record["id"])}


def _field_list(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    search = params.get("search")
    use = search.get("useOn") if isinstance(search, dict) else None
    noun = "contact" if use == "people" else use
    rows = {
        str(one["id"]): {
            "id": str(one["id"]),
            "status": "ok",
            "type": one["type"].replace("-", ""),
            "name": one["name"],
            "code": one["code"],
            "isRequired": "Y" if one["mandatory"] else "N",
            "prefsList": [
                {"id": str(item["id"]), "value": item["label"], "rank": str(item["rank"])}
                for item in one["parameters"].get("items") or ()
            ],
        }
        for one in records.select(session, CUSTOM_FIELDS)
        if noun in (None, "") or noun in one["related_object"]
    }
    return pages(params, rows)


def _record_values(session: Session, params: dict[str, Any]) -> None:
    resource, record = _owner(session, params)
    items = []
    for one in listed(require(params, "values")):
        field = load(session, CUSTOM_FIELDS, whole(require(one, "cfid"), "cfid"), noun="customField")
        items.append({"id": field["id"], "value": _value(field, one)})
    try:
        custom_values.assign(session, resource, record, items=items)
    except Refusal as refused:
        raise RpcError("E_CUSTOM", refused.message) from refused


def _value(field: Record, given: dict[str, Any]) -> Any:
    """Return a value as v2 stores it: v1 sends labels for lists, Y and N, and amounts in two parts."""
    value = given.get("value")
    if field["type"] in ("select", "radio"):
        items = {item["label"]: item["id"] for item in field["parameters"]["items"]}
        return items.get(value, value)
    if field["type"] == "boolean":
        return yes(value, "value")
    if field["type"] == "amount":
        return {"amount": str(value), "currency": "EUR"}
    return value


def _staff_list(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    rows = {
        f"staff_{one['id']}": {
            "contactType": "staff",
            "status": one["status"],
            "linkedid": str(one["id"]),
            "fullName": f"{one['firstname']} {one['lastname']}",
            "email": one["email"],
            "position": one["position"],
        }
        for one in records.select(session, STAFFS)
    }
    return pages(params, rows)


def _rates(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    return {
        str(one["id"]): {"id": str(one["id"]), "label": one["label"]}
        for one in records.select(session, RATE_CATEGORIES)
    }


def _units(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    return {
        str(one["id"]): {"id": str(one["id"]), "value": one["label"]}
        for one in records.select(session, UNITS)
    }


METHODS = {
    "SmartTags.getList": _tag_list,
    "SmartTags.assign": _assign,
    "SmartTags.unassign": _unassign,
    "CustomFields.getList": _field_list,
    "CustomFields.recordValues": _record_values,
    "Staffs.getList": _staff_list,
    "Accountdatas.getRateCategories": _rates,
    "Accountdatas.getUnits": _units,
}
