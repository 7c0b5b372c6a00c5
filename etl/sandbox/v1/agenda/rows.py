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


def row_of(session: Session, kind: str, held: Record) -> dict[str, Any]:
    """Return the row of a task or an event."""
    extra = extras.read(session, kind, held["id"])
    end = held["due_date" if kind == "task" else "datetime_end"]
    start = (extra.get("start") or end) if kind == "task" else held["datetime_start"]
    all_day = extra.get("allDay") if kind == "task" else held["all_day"]
    return {
        "id": str(held["id"]),
        "type": kind,
        "status": "complete" if held.get("status") == "done" else "ok",
        "ownertype": "staff",
        "ownerid": owner_id(held),
        "created": moment_text(held["created"]),
        "updated": moment_text(held.get("updated")),
        **_period(start, end),
        "title": held["title"] or "",
        "description": held["description"] or "",
        "linked": extra.get("linked", ""),
        **shown(held["related"], ("none", 0)),
        "isPrivate": "Y" if held["is_private"] else "N",
        "allDay": "Y" if all_day else "N",
        "labelid": str(held["label"]["id"]),
        **_repetition(extra),
        "alerts": extra.get("alerts", []) if kind == "event" else _alerts(held),
        "staffs": _staff(kind, held, editors=extra.get("editors", ())),
        "editable": "Y",
        "nbAnnotations": str(_comments(session, kind, held["id"])),
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
        "exceptions": [str(one) for one in extra.get("exceptions", ())],
    }


def _alerts(task: Record) -> list[str]:
    """Return the reminders of a task that v1 has a word for."""
    return [_DELAYS[one["delay"]] for one in task["reminders"] if one["delay"] in _DELAYS]


def _staff(kind: str, held: Record, *, editors: Any) -> list[dict[str, str]]:
    people = [one["id"] for one in held.get("participants") or () if one["type"] == "staff"]
    named = held["assigned_staff_ids"] if kind == "task" else people
    return [{"id": str(one), "canEdit": "Y" if one in editors else "N"} for one in named]


def _comments(session: Session, kind: str, identifier: int) -> int:
    return session.count("SELECT count(*) FROM comments WHERE hangs_on = ?", (f"{kind}:{identifier}",))
