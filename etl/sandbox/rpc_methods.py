"""The v1 methods the sandbox answers: what v2 cannot do, above all linking a contact to an individual."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.sandbox import links, records, tags, times
from etl.sandbox.people import CHANNELS
from etl.sandbox.resource import Record, fold
from etl.sandbox.rpc_agenda import METHODS as AGENDA
from etl.sandbox.rpc_params import RpcError, identifier
from etl.sandbox.rpc_sales import METHODS as SALES
from etl.sandbox.rpc_tags import METHODS as SETTINGS
from etl.sandbox.store import Session
from etl.sandbox.tables import CONTACTS, STAFFS

Method = Callable[[Session, dict[str, Any]], Any]

_TEXTS = {
    "name": "last_name", "forename": "first_name", "email": "email", "tel": "phone_number",
    "mobile": "mobile_number", "fax": "fax_number", "web": "website", "position": "position",
}  # fmt: skip
_CIVILITIES = {"man": "mr", "woman": "mrs", "lady": "ms", "": None}
_SYNCS = ("mailchimp", "mailjet", "simplemail")
_REFUSALS = {
    "massmailingUnsubscribed": "email",
    "massmailingUnsubscribedSMS": "sms",
    "phoningUnsubscribed": "phone",
    "massmailingUnsubscribedMail": "postal_mail",
    "massmailingUnsubscribedCustom": "custom",
}


def _contact(session: Session, params: Mapping[str, Any]) -> Record:
    record = records.load(session, CONTACTS, identifier(params))
    if record is None:
        raise RpcError("E_OBJ_NOT_LOADABLE", "Object people not loadable")
    return record


def _infos(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    staff = records.select(session, STAFFS)[0]
    return {
        "consumerdatas": {"id": "1", "label": "Bac à sable", "traffic": "0"},
        "apidatas": {"version": "1.0"},
        "userdatas": {
            "id": str(staff["id"]),
            "email": staff["email"],
            "name": staff["lastname"],
            "forename": staff["firstname"],
            "timezone": staff["timezone"],
        },
    }


def _get_one(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    record = _contact(session, params)
    shown: dict[str, Any] = {"id": str(record["id"]), "stickyNote": record["note"]}
    shown |= {old: record[new] or "" for old, new in _TEXTS.items()}
    shown["civil"] = next(old for old, new in _CIVILITIES.items() if new == record["civility"])
    shown |= {name: "Y" if record["sync"][name] else "N" for name in _SYNCS}
    kept = record["marketing_campaigns_subscriptions"]
    shown |= {old: "N" if channel in kept else "Y" for old, channel in _REFUSALS.items()}
    rows = session.rows("SELECT third FROM contact_link WHERE contact = ? ORDER BY third", (record["id"],))
    return shown | {"thirdids": [str(row[0]) for row in rows]}


def _update(session: Session, params: dict[str, Any]) -> int:
    record = _contact(session, params)
    people = params.get("people")
    if not isinstance(people, dict) or not people.get("name"):
        raise RpcError("E_PARAM_MISSING", "people.name is missing")
    _set_texts(session, record, people)
    _set_choices(record, people)
    _link(session, record["id"], people.get("thirdids") or ())
    if "tags" in people:
        words = people["tags"].split(",") if isinstance(people["tags"], str) else people["tags"]
        items = [{"value": str(word)} for word in words if str(word).strip()]
        tags.assign(session, "contact", record["id"], items=items, replace=True)
    records.touch(session, CONTACTS, record)
    return int(record["id"])


def _set_texts(session: Session, record: Record, people: Mapping[str, Any]) -> None:
    for old, new in _TEXTS.items():
        if old in people:
            record[new] = str(people[old]) or None
    email = record["email"]
    if email and session.row("SELECT 1 FROM staffs WHERE email = ?", (fold(email),)):
        raise RpcError("E_CUSTOM", "Cette adresse e-mail est déjà utilisée sur l'un de vos collaborateurs")
    if "birthdate" in people:
        second = str(people["birthdate"])
        record["birth_date"] = times.paris(int(second))[:10] if second.lstrip("-").isdigit() else None


def _set_choices(record: Record, people: Mapping[str, Any]) -> None:
    if "civil" in people:
        if people["civil"] not in _CIVILITIES:
            raise RpcError("E_PARAM_INVALID", "people.civil is invalid")
        record["civility"] = _CIVILITIES[people["civil"]]
    for name in _SYNCS:
        if name in people:
            record["sync"][name] = people[name] == "Y"
    refused = {channel: people[old] for old, channel in _REFUSALS.items() if old in people}
    kept = record["marketing_campaigns_subscriptions"]
    record["marketing_campaigns_subscriptions"] = [
        channel for channel in CHANNELS if refused.get(channel, "N" if channel in kept else "Y") != "Y"
    ]


def _link(session: Session, contact: int, thirds: Any) -> None:
    """Link the contact to thirds, beside those it has: `thirdids` only adds."""
    for third in thirds.values() if isinstance(thirds, dict) else thirds:
        found = links.third_of(session, int(third)) if str(third).isdigit() else None
        if found is None:
            raise RpcError("E_OBJ_NOT_LOADABLE", "Object third not loadable")
        links.link(session, found[0].noun, int(third), contact=contact)


METHODS: Mapping[str, Method] = {
    **AGENDA,
    **SALES,
    **SETTINGS,
    "Infos.getInfos": _infos,
    "Peoples.getOne": _get_one,
    "Peoples.update": _update,
}
