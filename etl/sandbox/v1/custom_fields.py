"""v1 `CustomFields`: definitions, and values written by label, Y and N, or timestamp."""

import json
from typing import Any

from etl.sandbox.storage import records, times
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CURRENCIES, CUSTOM_FIELDS, UNITS
from etl.sandbox.v1.owners import TAKES, owner_of
from etl.sandbox.v1.shapes.pages import listing, pages
from etl.sandbox.v1.shapes.params import Given, Method, Param, invalid
from etl.sandbox.v1.shapes.types import choice, group, list_of, record, whole, yes
from etl.sandbox.v2.custom_fields import values

_USES = (
    "client", "prospect", "supplier", "people", "item", "service", "ticket", "opportunity", "site", "document",
    "purchase",
)  # fmt: skip
_TYPES = {
    "simple-text": "simpletext", "rich-text": "richtext", "numeric-with-unit": "unit", "company-individual": "third",
    "contact": "people",
}  # fmt: skip
_COLUMNS = ("textval", "boolval", "timestampval", "decimalval", "numericval", "stringval")
_COLUMN_OF = {
    "rich-text": "textval", "boolean": "boolval", "date": "timestampval", "time": "timestampval",
    "numeric": "numericval", "amount": "decimalval", "numeric-with-unit": "decimalval",
}  # fmt: skip
"""Type -> the column of a row that holds its value."""

_ORDERS = {"cf_name": "name", "cf_code": "code", "cf_type": "type"}


def shown(session: Session, resource: Resource, record: Record) -> list[dict[str, Any]]:
    """Return the definitions that apply to a record with their value."""
    fields = values.of(session, resource, record)
    return [{**_definition(field), "value": field["value"]} for field in fields]


def in_row(session: Session, resource: Resource, record: Record) -> Any:
    """Return the values of a record as the row of a list shows them: numbered, in the column of their type."""
    fields = values.of(session, resource, record)
    rows = {str(rank): _cell(field, record) for rank, field in enumerate(fields)}
    return {**rows, "_xml_childtag": "customfield"} if rows else []


def _cell(field: Record, record: Record) -> dict[str, Any]:
    value = field["value"]
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    columns = dict.fromkeys(_COLUMNS)
    if value is not None:
        columns[_COLUMN_OF.get(field["type"], "stringval")] = (
            ("N", "Y")[value] if isinstance(value, bool) else text
        )
    return {
        "id": "0" if value is None else f"{record['id']}{field['id']}",
        "status": "ok", "corpid": "1", "groupid": "0", "cfid": str(field["id"]),
        "type": _TYPES.get(field["type"], field["type"]), "linkedtype": "third", "linkedid": str(record["id"]),
        "code": field["code"], **columns, "formatted_value": text,
    }  # fmt: skip


def _definition(field: Record) -> dict[str, Any]:
    items = field["parameters"].get("items") or ()
    return {
        "id": str(field["id"]), "status": "ok", "type": _TYPES.get(field["type"], field["type"]), "name": field["name"],
        "code": field["code"], "isRequired": "Y" if field["mandatory"] else "N", "rank": str(field["rank"]),
        "prefsList": [
            {"id": str(item["id"]), "value": item["label"], "isDefault": "N", "rank": str(item["rank"])}
            for item in items
        ],
        **{f"useOn_{use}": "Y" if _noun(use) in field["related_object"] else "N" for use in _USES},
    }  # fmt: skip


def _noun(use: str) -> str:
    return "contact" if use == "people" else use


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    use = given["search"].get("useOn")
    fields = [
        field
        for field in records.select(session, CUSTOM_FIELDS)
        if not use or _noun(use) in field["related_object"]
    ]
    order = _ORDERS[given["order"].get("order") or "cf_name"]
    fields.sort(key=lambda field: str(field[order]))
    return pages(given, fields, lambda field: (str(field["id"]), _definition(field)))


def _record_values(session: Session, given: Given) -> None:
    """Write values; `deleteUnprovided` empties the others."""
    resource, owner = owner_of(session, given)
    items = [{"id": entry["cfid"]["id"], "value": _value(session, entry)} for entry in given["values"]]
    if given["deleteUnprovided"]:
        values.forget(session, resource.noun, owner["id"])
    values.assign(session, resource, owner, items=items)


def _value(session: Session, given: Given) -> Any:
    """Return a value as v2 stores it.

    Raises:
        RpcError: it is no value of that type.
    """
    field, value = given["cfid"], given["value"]
    if value in ("", None, []):
        return None
    kind = field["type"]
    if kind in ("select", "radio"):
        return _item(field, value)
    if kind == "checkbox":
        return [_item(field, item) for item in (value if isinstance(value, list) else [value])]
    if kind in _READERS:
        return _READERS[kind](session, given)
    if kind in ("company-individual", "staff", "contact", "item"):
        return list_of(whole()).read(session, value, "value")
    return str(value)


def _item(field: Record, value: Any) -> Any:
    """Return the choice of a label (v1 writes the label; its id is taken too)."""
    items = field["parameters"]["items"]
    choice = next(
        (item["id"] for item in items if value in (item["label"], item["id"], str(item["id"]))), None
    )
    if choice is None:
        raise invalid("value")
    return choice


def _date(session: Session, given: Given) -> str:
    return times.paris(whole().read(session, given["value"], "value"))[:10]


def _time(session: Session, given: Given) -> str:
    second = whole(between=(0, 86_399)).read(session, given["value"], "value")
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}"


def _amount(session: Session, given: Given) -> Record:
    currency = given.get("currencyid") or next(
        currency for currency in records.select(session, CURRENCIES) if currency["is_default"]
    )
    return {"amount": str(given["value"]), "currency": currency["code"]}


def _quantity(_session: Session, given: Given) -> Record:
    unit = given.get("unitid")
    return {"number": str(given["value"]), "unit_id": unit["id"] if unit else None}


_READERS = {
    "boolean": lambda session, given: yes().read(session, given["value"], "value"),
    "date": _date,
    "time": _time,
    "amount": _amount,
    "numeric-with-unit": _quantity,
}
_VALUE = {
    "cfid": record(CUSTOM_FIELDS, "customField", needed=True),
    "value": Param(lambda _session, value, _where: value, default=None),
    "currencyid": record(CURRENCIES, "currency"),
    "unitid": record(UNITS, "unit"),
}
METHODS = {
    "CustomFields.getList": Method(_get_list, listing({"useOn": choice(*_USES)}, tuple(_ORDERS))),
    "CustomFields.getOne": Method(
        lambda _session, given: _definition(given["id"]),
        {"id": record(CUSTOM_FIELDS, "customField", needed=True)},
    ),
    "CustomFields.recordValues": Method(
        _record_values,
        {**TAKES, "deleteUnprovided": yes(default=False), "values": list_of(group(_VALUE), needed=True)},
    ),
}
