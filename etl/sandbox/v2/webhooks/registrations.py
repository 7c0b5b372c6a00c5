"""Webhooks as records: what a program registers to receive changes (sent by `delivery`)."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from etl.sandbox.contract.refusals import bad_field, invalid
from etl.sandbox.storage import records, times
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.crud import reading, show
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.tables import WEBHOOKS
from etl.sandbox.v2.webhooks.events import IDS, listing

_EITHER = {"is_enabled": True, "name": None, "endpoint": None, "type": None}
_STATE = {"updated": None, "last_succeeded": None, "last_failed": None, "nb_failures": 0}
_OWN: dict[str, dict[str, Any]] = {
    "http": {"object_in_payload": False, "json_content_type": False, "sign_key": ""},
    "slack": {"default_channel": None},
}
_ITEM_KEYS = {"http": {"id", "is_enabled"}, "slack": {"id", "is_enabled", "channel"}}


def _create(context: Context) -> Answer:
    missing = {key: "Ce champ est manquant" for key in ("endpoint", "type") if not context.body.get(key)}
    if missing:
        raise invalid(missing)
    kind = context.body["type"]
    record: Record = {"id": 0, "created": times.paris(context.session.now)}
    record |= {**_EITHER, **_STATE, **_OWN[kind], "configuration": []}
    _set(context, record, {**context.body, "type": kind})
    if kind == "http" and not record["sign_key"]:
        record["sign_key"] = secrets.token_hex(16)
    records.insert(context.session, WEBHOOKS, record)
    return Answer(201, show(context, WEBHOOKS, record))


def _update(context: Context) -> Answer:
    record = records.require(context.session, WEBHOOKS, context.id())
    _set(context, record, context.body)
    records.touch(context.session, WEBHOOKS, record)
    return Answer(200, show(context, WEBHOOKS, record))


def _set(context: Context, record: Record, body: dict[str, Any]) -> None:
    kind = body.get("type") or record["type"]
    known = {*_EITHER, *_OWN[kind], "configuration"}
    unknown = {key: "Ce champ est inconnu" for key in body if key not in known}
    if unknown and not context.config.lenient:
        raise invalid(unknown)
    record |= {key: value for key, value in body.items() if key in known}
    _check_endpoint(record["endpoint"])
    record["configuration"] = [_item(item, kind) for item in record["configuration"]]


def _check_endpoint(endpoint: str) -> None:
    try:
        parts = urlsplit(endpoint)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not endpoint.isascii() or any(mark <= " " for mark in endpoint):
        raise bad_field("endpoint", "Ce champ n'est pas une URL")


def _item(item: dict[str, Any], kind: str) -> dict[str, Any]:
    if item.get("id") not in IDS:
        raise bad_field("configuration", f"Ce champ désigne un événement qui n'existe pas : {item.get('id')}")
    blank: dict[str, Any] = {"is_enabled": True, "channel": None}
    return {
        key: item.get(key, blank.get(key))
        for key in ("id", "is_enabled", "channel")
        if key in _ITEM_KEYS[kind]
    }


def _delete(context: Context) -> Answer:
    records.require(context.session, WEBHOOKS, context.id())
    records.remove(context.session, WEBHOOKS, context.id())
    return Answer(204)


ROUTES: Routes = {
    **reading(WEBHOOKS),
    ("GET", "/webhooks/events"): lambda _context: Answer(200, listing()),
    ("POST", "/webhooks"): _create,
    ("PUT", "/webhooks/{id}"): _update,
    ("DELETE", "/webhooks/{id}"): _delete,
}
