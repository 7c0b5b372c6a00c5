"""A task or an event as v1 shows it: texts, timestamps, Y and N."""

import json
from typing import Any

from etl.sandbox.storage import extras, times
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.v1.records import owner_id
from etl.sandbox.v1.related import shown
from etl.sandbox.v1.shapes.pages import moment_text

_DELAYS = {
    "instant": "instant",
    "1hour": "prevHour",
    "1day": "prevDay",
    "1week": "prevWeek",
    "1month": "prevMonth",
}


def row_of(session: Session, kind: str, record: Record) -> dict[str, Any]:
    """Return the row of a task or an event."""
    extra = extras.read(session, kind, record["id"])
    end = record["due_date" if kind == "task" else "datetime_end"]
    start = (extra.get("start") or end) if kind == "task" else record["datetime_start"]
    all_day = extra.get("allDay") if kind == "task" else record["all_day"]
    return {
        "id": str(record["id"]),
        "type": kind,
        "status": "complete" if record.get("status") == "done" else "ok",
        "ownertype": "staff",
        "ownerid": owner_id(record),
        "created": moment_text(record["created"]),
        "updated": moment_text(record.get("updated")),
        **_period(start, end),
        "title": record["title"] or "",
        "description": record["description"] or "",
        "linked": extra.get("linked", ""),
        **shown(record["related"], ("none", 0)),
        "isPrivate": "Y" if record["is_private"] else "N",
        "allDay": "Y" if all_day else "N",
        "labelid": str(record["label"]["id"]),
        **_repetition(extra),
        "alerts": extra.get("alerts", []) if kind == "event" else _alerts(record),
        "staffs": _staff(kind, record, editors=extra.get("editors", ())),
        "editable": "Y",
        "nbAnnotations": str(_comments(session, kind, record["id"])),
    }


def _period(start: str, end: str) -> dict[str, str]:
    return {
        "start": moment_text(start),
        "end": moment_text(end),
        "timestampStart": str(times.epoch(start)),
        "timestampEnd": str(times.epoch(end)),
    }


def _repetition(extra: Record) -> dict[str, Any]:
    rule = extra.get("recurrence")
    return {
        "recurring": "Y" if rule else "N",
        "recurring_params": json.dumps(rule) if rule else "",
        "exceptions": [str(exception) for exception in extra.get("exceptions", ())],
    }


def _alerts(task: Record) -> list[str]:
    """Return the reminders of a task that v1 can name."""
    return [_DELAYS[reminder["delay"]] for reminder in task["reminders"] if reminder["delay"] in _DELAYS]


def _staff(kind: str, record: Record, *, editors: Any) -> list[dict[str, str]]:
    people = [person["id"] for person in record.get("participants") or () if person["type"] == "staff"]
    named = record["assigned_staff_ids"] if kind == "task" else people
    return [{"id": str(person), "canEdit": "Y" if person in editors else "N"} for person in named]


def _comments(session: Session, kind: str, identifier: int) -> int:
    return session.count("SELECT count(*) FROM comments WHERE hangs_on = ?", (f"{kind}:{identifier}",))
