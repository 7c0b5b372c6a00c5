"""v1 `Agenda` and `Annotations`: the same tasks, events and comments as v2's, with what v2 cannot carry."""

import json
from collections.abc import Mapping
from typing import Any

from etl.sandbox import extras, records, times
from etl.sandbox.agenda import EVENT_WRITING, TASK_WRITING
from etl.sandbox.comments import WRITING as COMMENT_WRITING
from etl.sandbox.crud import Writing, blank_record
from etl.sandbox.links import third_of
from etl.sandbox.related import put_related
from etl.sandbox.resource import Record, Resource
from etl.sandbox.rpc_params import (
    RpcError,
    block,
    identifier,
    listed,
    load,
    one_of,
    require,
    whole,
    yes,
)
from etl.sandbox.store import Session
from etl.sandbox.tables import (
    COMMENTS,
    CONTACTS,
    EVENT_LABELS,
    EVENTS,
    OPPORTUNITIES,
    STAFFS,
    TASK_LABELS,
    TASKS,
)

_KINDS: Mapping[str, tuple[Resource, Resource, Writing]] = {
    "task": (TASKS, TASK_LABELS, TASK_WRITING),
    "event": (EVENTS, EVENT_LABELS, EVENT_WRITING),
}
_ALERTS = ("instant", "prevHour", "prevDay", "prevWeek", "prevMonth")
_FREQUENCIES = ("daily", "weekly", "monthly", "yearly")
_ENDS = ("occurences", "date", "never")
_STATUSES = {"ok": "todo", "complete": "done", "wait": "todo"}
_RELATED = {"people": CONTACTS, "opportunity": OPPORTUNITIES, "task": TASKS}
_THIRDS = ("third", "prospect", "supplier", "client")


def _create(session: Session, params: dict[str, Any]) -> dict[str, int]:
    kind = one_of(require(params, "type"), tuple(_KINDS), "type")
    resource, _, _ = _KINDS[kind]
    given = block(params, kind)
    record = blank_record(session, resource)
    record |= {"priority": 0, "related": [], "owner": {"id": _first_staff(session), "type": "staff"}}
    record |= (
        {"status": "todo", "assigned_staff_ids": [], "reminders": []}
        if kind == "task"
        else {"participants": []}
    )
    _fill(session, record, given, kind=kind, ends=("start", "end"))
    if given.get("relatedtype") not in (None, "", "none"):
        _relate(session, record, given)
    records.insert(session, resource, record)
    extras.write(session, kind, record["id"], values=_extra(session, given, kind=kind))
    return {"taskid": record["id"]}


def _update(session: Session, params: dict[str, Any]) -> dict[str, int]:
    kind = one_of(require(params, "type"), tuple(_KINDS), "type")
    resource, _, _ = _KINDS[kind]
    record = load(session, resource, identifier(params), noun=kind)
    given = block(params, kind)
    _fill(session, record, given, kind=kind, ends=("datefrom", "dateto"))
    records.touch(session, resource, record)
    extras.write(session, kind, record["id"], values=_extra(session, given, kind=kind))
    return {"taskid": record["id"]}


def _fill(
    session: Session, record: Record, given: dict[str, Any], *, kind: str, ends: tuple[str, str]
) -> None:
    """Write what the block says; what it says of staff goes to both forms of the record."""
    label = load(session, _KINDS[kind][1], whole(require(given, "label", block=kind), "label"), noun="label")
    record["label"] = label
    record["description"] = str(require(given, "description", block=kind))
    start, end = (whole(require(given, name, block=kind), name) for name in ends)
    if end < start:
        raise RpcError("E_PARAM_INVALID", f"{kind}.{ends[1]} is invalid")
    record["is_private"] = yes(given.get("isPrivate", "Y"), "isPrivate")
    all_day = yes(given.get("allDay", "Y"), "allDay")
    staff = _staffs(session, given)
    if kind == "task":
        record["due_date"] = times.paris(end)
        if staff is not None:
            record["assigned_staff_ids"] = list(staff)
        return
    record |= {"datetime_start": times.paris(start), "datetime_end": times.paris(end), "all_day": all_day}
    record["title"] = str(given.get("title") or record.get("title") or "")
    if staff is not None:
        others = [one for one in record["participants"] if one["type"] != "staff"]
        record["participants"] = [*({"type": "staff", "id": one} for one in staff), *others]


def _staffs(session: Session, given: dict[str, Any]) -> dict[int, bool] | None:
    """Return staff -> whether they can edit, None when the block names nobody."""
    if "staffs" not in given and "staffids" not in given:
        return None
    found = {whole(one, "staffids"): False for one in listed(given.get("staffids"))}
    for one in listed(given.get("staffs")):
        found[whole(require(one, "id", block="staffs"), "staffs.id")] = yes(
            one.get("canEdit", "N"), "canEdit"
        )
    for one in found:
        load(session, STAFFS, one, noun="staff")
    return found


def _extra(session: Session, given: dict[str, Any], *, kind: str) -> dict[str, Any]:
    """Return what v1 alone carries, as its block says it."""
    extra: dict[str, Any] = {}
    if "alerts" in given:
        extra["alerts"] = [one_of(one, _ALERTS, "alerts") for one in listed(given["alerts"])]
    staff = _staffs(session, given)
    if staff is not None and "staffs" in given:
        extra["editors"] = [one for one, can_edit in staff.items() if can_edit]
    if kind == "task" and "start" in given:
        extra["start"] = times.paris(whole(given["start"], "start"))
    if "use_recurrence" in given:
        repeats = yes(given["use_recurrence"], "use_recurrence")
        extra["recurrence"] = _recurrence(block(given, "recurrence")) if repeats else None
    return extra


def _recurrence(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "frequency": one_of(
            require(given, "frequency", block="recurrence"), _FREQUENCIES, "recurrence.frequency"
        ),
        "periodicity": whole(given.get("periodicity", 1), "recurrence.periodicity"),
        "weekMode": [whole(one, "recurrence.weekMode") for one in listed(given.get("weekMode"))],
        "monthMode": one_of(given.get("monthMode", "numDay"), ("numDay", "weekday"), "recurrence.monthMode"),
        "endMode": one_of(require(given, "endMode", block="recurrence"), _ENDS, "recurrence.endMode"),
        "endOccurences": whole(given.get("endOccurences", 5), "recurrence.endOccurences"),
        "endDateValue": whole(given.get("endDateValue", 0), "recurrence.endDateValue"),
    }


def _relate(session: Session, record: Record, given: dict[str, Any]) -> None:
    kind, wanted = str(given["relatedtype"]), whole(require(given, "relatedid"), "relatedid")
    if kind in _THIRDS:
        found = third_of(session, wanted)
        if found is None:
            raise RpcError("E_OBJ_NOT_LOADABLE", "Object third not loadable")
        put_related(record, [{"type": found[0].noun, "id": wanted}])
    elif kind in _RELATED:
        load(session, _RELATED[kind], wanted, noun=kind)
        put_related(record, [{"type": _RELATED[kind].noun, "id": wanted}])
    else:
        raise RpcError("E_PARAM_INVALID", "relatedtype is invalid")


def _find(session: Session, wanted: int) -> tuple[str, Resource, Record]:
    for kind, (resource, _, _) in _KINDS.items():
        record = records.load(session, resource, wanted)
        if record is not None:
            return kind, resource, record
    raise RpcError("E_OBJ_NOT_LOADABLE", "Object agenda not loadable")


def _row(session: Session, kind: str, record: Record) -> dict[str, Any]:
    """Return a task or an event as v1 shows it: texts, timestamps, Y and N."""
    extra = extras.read(session, kind, record["id"])
    end = times.epoch(record["due_date" if kind == "task" else "datetime_end"]) or 0
    begins = extra.get("start") if kind == "task" else record["datetime_start"]
    start = times.epoch(begins) if begins else end
    rule = extra.get("recurrence")
    related = record["related"][0] if record["related"] else {"type": "none", "id": 0}
    return {
        "id": str(record["id"]),
        "type": kind,
        "status": "complete" if record.get("status") == "done" else "ok",
        "ownerid": str(record["owner"]["id"]),
        "created": record["created"],
        "timestampStart": str(start),
        "timestampEnd": str(end),
        "title": record["title"] or "",
        "description": record["description"] or "",
        "relatedtype": related["type"],
        "relatedid": str(related["id"]),
        "isPrivate": "Y" if record["is_private"] else "N",
        "allDay": "Y" if record.get("all_day") else "N",
        "labelid": str(record["label"]["id"]),
        "recurring": "Y" if rule else "N",
        "recurring_params": json.dumps(rule) if rule else "",
        "alerts": extra.get("alerts", []),
        "staffs": _shown_staffs(kind, record, extra),
    }


def _shown_staffs(kind: str, record: Record, extra: dict[str, Any]) -> list[dict[str, str]]:
    people = [one["id"] for one in record.get("participants") or () if one["type"] == "staff"]
    staff = record["assigned_staff_ids"] if kind == "task" else people
    editors = extra.get("editors", [])
    return [{"id": str(one), "canEdit": "Y" if one in editors else "N"} for one in staff]


def _get_one(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    kind, _, record = _find(session, identifier(params))
    return _row(session, kind, record)


def _get_list(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """List tasks (or events), grouped by period as v1 does: what is over is late, the rest is of today on."""
    search = params.get("search") if isinstance(params.get("search"), dict) else {}
    kind = one_of((search or {}).get("type", "task"), tuple(_KINDS), "search.type")
    rows = [_row(session, kind, record) for record in records.select(session, _KINDS[kind][0])]
    late = [row for row in rows if int(row["timestampEnd"]) < session.now]
    return {"result": {"late": late, "today": [row for row in rows if row not in late]}}


def _delete(session: Session, params: dict[str, Any]) -> None:
    kind, resource, record = _find(session, identifier(params))
    records.remove(session, resource, record["id"])
    _KINDS[kind][2].forget(session, record["id"])


def _update_status(session: Session, params: dict[str, Any]) -> None:
    record = load(session, TASKS, identifier(params), noun="task")
    record["status"] = _STATUSES[one_of(require(params, "status"), tuple(_STATUSES), "status")]
    records.touch(session, TASKS, record)


def _labels(session: Session, _params: dict[str, Any]) -> dict[str, Any]:
    found = [*records.select(session, EVENT_LABELS), *records.select(session, TASK_LABELS)]
    return {
        str(one["id"]): {
            "id": str(one["id"]),
            "list": "labels",
            "status": "ok",
            "isEnabled": "Y",
            "rank": str(one["rank"]),
            "value": one["name"],
            "more": one["color"],
        }
        for one in found
    }


# comments


def _annotate(session: Session, params: dict[str, Any]) -> int:
    given = block(params, "annotation")
    record = blank_record(session, COMMENTS)
    record |= {"owner": {"id": _first_staff(session), "type": "staff"}, "related": [], "timetracking": None}
    record["description"] = str(require(given, "text", block="annotation"))
    require(given, "relatedtype", block="annotation")
    _relate(session, record, given)
    if given.get("parentid"):
        record["parent_id"] = load(
            session, COMMENTS, whole(given["parentid"], "parentid"), noun="annotation"
        )["id"]
    if given.get("date"):
        record["created"] = times.paris(whole(given["date"], "date"))
    records.insert(session, COMMENTS, record)
    return int(record["id"])


def _reannotate(session: Session, params: dict[str, Any]) -> dict[str, int]:
    record = load(session, COMMENTS, identifier(params), noun="annotation")
    record["description"] = str(require(block(params, "annotation"), "text", block="annotation"))
    records.touch(session, COMMENTS, record)
    return {"annotid": record["id"]}


def _annotations(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    search = block(params, "search")
    wanted, kind = whole(require(search, "id", block="search"), "search.id"), str(require(search, "type"))
    nouns = (
        ("company", "individual") if kind in _THIRDS else (_RELATED[kind].noun if kind in _RELATED else kind,)
    )
    found = [
        record
        for record in records.select(session, COMMENTS)
        if any(one["type"] in nouns and one["id"] == wanted for one in record["related"])
    ]
    known = {one["id"] for one in found}
    shown: dict[str, Any] = {
        str(one["id"]): {
            "datas": _note(one),
            "subannots": {
                str(two["id"]): {"datas": _note(two), "subannots": []}
                for two in found
                if two["parent_id"] == one["id"]
            }
            or [],
        }
        for one in found
        if one["parent_id"] is None or one["parent_id"] not in known
    }
    return {"result": shown or []}


def _note(record: Record) -> dict[str, Any]:
    related = record["related"][0]
    return {
        "id": str(record["id"]),
        "ownerid": str(record["owner"]["id"]),
        "relatedtype": related["type"],
        "relatedid": str(related["id"]),
        "canEdit": "Y",
        "parentid": str(record["parent_id"] or 0),
        "timestamp": str(times.epoch(record["created"])),
        "annotation": record["description"],
    }


def _one_annotation(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    return {"datas": _note(load(session, COMMENTS, identifier(params), noun="annotation"))}


def _forget_annotation(session: Session, params: dict[str, Any]) -> None:
    record = load(session, COMMENTS, identifier(params), noun="annotation")
    records.remove(session, COMMENTS, record["id"])
    COMMENT_WRITING.forget(session, record["id"])


def _first_staff(session: Session) -> int:
    row = session.row("SELECT id FROM staffs ORDER BY id LIMIT 1")
    return int(row[0]) if row else 0


METHODS = {
    "Agenda.create": _create,
    "Agenda.update": _update,
    "Agenda.getOne": _get_one,
    "Agenda.getList": _get_list,
    "Agenda.delete": _delete,
    "Agenda.updateStatus": _update_status,
    "Agenda.getAvailableLabels": _labels,
    "Annotations.create": _annotate,
    "Annotations.update": _reannotate,
    "Annotations.getList": _annotations,
    "Annotations.getOne": _one_annotation,
    "Annotations.delete": _forget_annotation,
}
