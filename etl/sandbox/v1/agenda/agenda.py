"""v1 `Agenda`: the same tasks and events as v2's, with what v2 cannot carry kept beside them.

A block is turned into the body v2 would take. An event's alerts, a rule of repetition, who can edit and a
task's start have no place there: they are kept in `extras`, and `getOne` answers them as they were sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from etl.sandbox.storage import extras, records, times
from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.crud import Writing
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import EVENT_LABELS, EVENTS, STAFFS, TASK_LABELS, TASKS
from etl.sandbox.v1.agenda.listing import LIST, get_list
from etl.sandbox.v1.agenda.recurrence import TAKES as RECURRENCE
from etl.sandbox.v1.agenda.recurrence import recurrence_of
from etl.sandbox.v1.agenda.rows import row_of
from etl.sandbox.v1.records import change, create, drop, owning
from etl.sandbox.v1.related import related_id, related_of, related_type
from etl.sandbox.v1.shapes.params import Given, Method, Param, RpcError, Shape, invalid, not_loadable
from etl.sandbox.v1.shapes.types import choice, group, list_of, moment, record, text, whole, yes
from etl.sandbox.v2.agenda import EVENT_WRITING, TASK_WRITING

ALERTS = {
    "instant": "instant",
    "prevHour": "1hour",
    "prevDay": "1day",
    "prevWeek": "1week",
    "prevMonth": "1month",
}
"""An alert -> the reminder of v2 that it is on a task (an event of v2 has none)."""

_STATUSES = {"wait": "todo", "ok": "todo", "complete": "done"}


def _check_event(_context: Context, event: Record) -> None:
    """Refuse an event that ends before it starts; v1 does not ask for a title, v2 does."""
    if (times.epoch(event["datetime_end"]) or 0) < (times.epoch(event["datetime_start"]) or 0):
        raise invalid("event.end")


@dataclass(frozen=True, slots=True)
class _Kind:
    """An event or a task: where it is kept, how it is written, its labels."""

    name: str
    resource: Resource
    writing: Writing
    labels: Resource

    def block(self, start: str, end: str) -> Shape:
        """Return what its block takes; creating and updating name its ends differently."""
        label = record(self.labels, "label", needed=True, code="E_LIST_VALUE_DONT_EXIST")
        return {
            "description": text(needed=True), "title": text(), "label": label, "linked": text(),
            "allDay": yes(default=True), "isPrivate": yes(default=True),
            start: moment(needed=True), end: moment(needed=True),
            "alerts": list_of(choice(*ALERTS)), "staffids": list_of(record(STAFFS, "staff")), "staffs": list_of(_STAFF),
            "relatedtype": related_type(), "relatedid": related_id(),
            **RECURRENCE,
        }  # fmt: skip


_STAFF = group({"id": record(STAFFS, "staff", needed=True), "canEdit": yes(default=False)})
_KINDS: Mapping[str, _Kind] = {
    "task": _Kind("task", TASKS, TASK_WRITING, TASK_LABELS),
    "event": _Kind("event", EVENTS, replace(EVENT_WRITING, check=_check_event), EVENT_LABELS),
}


def _find(session: Session, value: Any, where: str) -> tuple[_Kind, Record]:
    wanted = whole().read(session, value, where)
    for kind in _KINDS.values():
        item = records.load(session, kind.resource, wanted)
        if item is not None:
            return kind, item
    raise not_loadable("agenda")


_ID = Param(_find, needed=True)


def _takes(start: str, end: str) -> dict[str, Param]:
    """Return the type and the blocks; the block that the type names is required."""
    blocks = {name: group(kind.block(start, end)) for name, kind in _KINDS.items()}
    return {"type": choice(*_KINDS, needed=True), **blocks}


def _block(given: Given) -> tuple[_Kind, Given]:
    kind = _KINDS[given["type"]]
    if kind.name not in given:
        raise RpcError("E_PARAM_MISSING", f"{kind.name} is missing")
    return kind, given[kind.name]


def _create(session: Session, given: Given) -> dict[str, int]:
    kind, block = _block(given)
    body = _body(kind, block, ends=("start", "end"), current=None)
    body["related"] = related_of(session, block) or []
    made = create(session, kind.writing, body)
    extras.write(session, kind.name, made["id"], values=_beside(kind, block))
    return {"taskid": made["id"]}


def _update(session: Session, given: Given) -> dict[str, int]:
    kind, block = _block(given)
    stored_kind, item = given["id"]
    if stored_kind is not kind:
        raise not_loadable("agenda")
    body = _body(kind, block, ends=("datefrom", "dateto"), current=item)
    related = related_of(session, block)
    if related is not None:
        body["related"] = related
    change(session, kind.writing, item, body=body)
    extras.write(session, kind.name, item["id"], values=_beside(kind, block))
    return {"taskid": item["id"]}


def _body(kind: _Kind, block: Given, *, ends: tuple[str, str], current: Record | None) -> Record:
    """Return a block as the body v2 would take."""
    start, end = (block[name] for name in ends)
    if end < start:
        raise invalid(f"{kind.name}.{ends[1]}")
    body: Record = {
        "description": block["description"],
        "label_id": block["label"]["id"],
        "is_private": bool(block["isPrivate"]),
    }
    staff = _staff(block)
    if kind.name == "task":
        body["due_date"] = times.paris(end)
        if staff is not None:
            body["assigned_staff_ids"] = staff
        if "alerts" in block:
            body["reminders"] = [{"medium": "email", "delay": ALERTS[alert]} for alert in block["alerts"]]
        return body
    body |= {"datetime_start": times.paris(start), "datetime_end": times.paris(end)}
    body |= {
        "all_day": bool(block["allDay"]),
        "title": block.get("title") or (current or {"title": ""})["title"],
    }
    if staff is not None:
        others = [person for person in (current or {}).get("participants", ()) if person["type"] != "staff"]
        body["participants"] = [*({"type": "staff", "id": person} for person in staff), *others]
    return body


def _staff(block: Given) -> list[int] | None:
    """Return the staff a block names, None when it names nobody."""
    if "staffs" not in block and "staffids" not in block:
        return None
    named = [*(entry["id"] for entry in block.get("staffs", ())), *block.get("staffids", ())]
    return list(dict.fromkeys(member["id"] for member in named))


def _beside(kind: _Kind, block: Given) -> dict[str, Any]:
    """Return the values that v2 cannot store."""
    kept = recurrence_of(block)
    if "staffs" in block:
        kept["editors"] = [entry["id"]["id"] for entry in block["staffs"] if entry["canEdit"]]
    if "linked" in block:
        kept["linked"] = block["linked"]
    if kind.name == "event":
        return kept | ({"alerts": block["alerts"]} if "alerts" in block else {})
    start = block.get("start", block.get("datefrom"))
    return {**kept, "start": times.paris(start), "allDay": block["allDay"]}


def _get_one(session: Session, given: Given) -> dict[str, Any]:
    kind, item = given["id"]
    return row_of(session, kind.name, item)


def _delete(session: Session, given: Given) -> None:
    kind, item = given["id"]
    drop(session, kind.writing, item)


def _update_status(session: Session, given: Given) -> None:
    change(session, TASK_WRITING, given["id"], body={"status": _STATUSES[given["status"]]})


def _labels(session: Session, _given: Given) -> dict[str, Any]:
    labels = [*records.select(session, EVENT_LABELS), *records.select(session, TASK_LABELS)]
    return {str(label["id"]): _label(label) for label in labels}


def _label(label: Record) -> dict[str, str]:
    return {
        "id": str(label["id"]), "list": "labels", "status": "ok", "isEnabled": "Y", "isWriteabled": "Y",
        "syscode": "", "rank": str(label["rank"]), "value": label["name"], "more": label["color"],
    }  # fmt: skip


def _owned(session: Session, value: Any, where: str) -> tuple[Resource, Record]:
    kind, item = _find(session, value, where)
    return kind.resource, item


METHODS = {
    "Agenda.create": Method(_create, _takes("start", "end")),
    "Agenda.update": Method(_update, {"id": _ID, **_takes("datefrom", "dateto")}),
    "Agenda.getOne": Method(_get_one, {"id": _ID}),
    "Agenda.getList": Method(get_list, LIST),
    "Agenda.delete": Method(_delete, {"id": _ID}),
    "Agenda.updateStatus": Method(
        _update_status, {"id": record(TASKS, "task", needed=True), "status": choice(*_STATUSES, needed=True)}
    ),
    "Agenda.updateOwner": owning(_owned),
    "Agenda.getAvailableLabels": Method(_labels),
}
