"""Tasks and events of the calendar, with their labels; what only v1 has of them is in `extras`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import dependants, extras, records, times
from etl.sandbox.storage.calls import Context, Handler, Routes
from etl.sandbox.storage.crud import Setter, Writing, listed, set_moment
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CONTACTS, EVENT_LABELS, EVENTS, STAFFS, TASK_LABELS, TASKS
from etl.sandbox.v2.people import give_owner, set_owner
from etl.sandbox.v2.related import set_records, set_related

_DELAYS = {
    "instant": timedelta(),
    "5min": timedelta(minutes=5),
    "15min": timedelta(minutes=15),
    "30min": timedelta(minutes=30),
    "1hour": timedelta(hours=1),
    "1day": timedelta(days=1),
    "1week": timedelta(weeks=1),
    "1month": timedelta(days=30),
}
"""How long before the due date a reminder is sent (the contract names the delays, not their lengths)."""

_PEOPLE = {"staff": STAFFS, "contact": CONTACTS}


def _start_task(context: Context, record: Record) -> None:
    give_owner(context, record)
    record |= {"status": "todo", "priority": 0, "assigned_staff_ids": [], "reminders": [], "related": []}


def _start_event(context: Context, record: Record) -> None:
    give_owner(context, record)
    record |= {"priority": 0, "participants": [], "related": [], "description": ""}


def _set_label(resource: Resource) -> Setter:
    def setter(context: Context, record: Record, value: int) -> None:
        label = records.load(context.session, resource, value)
        if label is None:
            raise bad_field("label_id", f"Ce champ désigne un label qui n'existe pas : {value}")
        record["label"] = label

    return setter


def _set_reminders(_context: Context, record: Record, value: list[dict[str, Any]]) -> None:
    record["reminders"] = [{"medium": reminder["medium"], "delay": reminder["delay"]} for reminder in value]


def _set_participants(context: Context, record: Record, value: list[dict[str, Any]]) -> None:
    for participant in value:
        if not {"type", "id"} <= set(participant):
            raise bad_field("participants", "Ce champ demande type et id")
        resource = _PEOPLE.get(participant["type"])
        if resource is not None and not records.exists(context.session, resource, participant["id"]):
            phrase = (
                f"Ce champ désigne une personne qui n'existe pas : {participant['type']} {participant['id']}"
            )
            raise bad_field("participants", phrase)
    record["participants"] = [{"type": participant["type"], "id": participant["id"]} for participant in value]


def _check_task(_context: Context, record: Record) -> None:
    due = times.epoch(record["due_date"]) or 0
    for reminder in record["reminders"]:
        reminder["send_at"] = times.paris(due - int(_DELAYS[reminder["delay"]].total_seconds()))


def _check_event(_context: Context, record: Record) -> None:
    if not (record["title"] or "").strip():
        raise bad_field("title", "Ce champ est vide")
    record["description"] = record["description"] or ""
    if (times.epoch(record["datetime_end"]) or 0) < (times.epoch(record["datetime_start"]) or 0):
        raise bad_field("datetime_end", "Ce champ doit être postérieur à datetime_start")


def _ignore(_context: Context, _record: Record, _value: Any) -> None:
    """Take a key that changes nothing here: a meeting link and an outside calendar need another service."""


def _forget(noun: str) -> Callable[[Session, int], None]:
    def forget(session: Session, identifier: int) -> None:
        extras.forget(session, noun, identifier)
        dependants.unlink(session, noun, identifier)

    return forget


TASK_WRITING = Writing(
    TASKS,
    setters={
        "created": set_moment("created"),
        "due_date": set_moment("due_date"),
        "owner_id": set_owner,
        "label_id": _set_label(TASK_LABELS),
        "assigned_staff_ids": set_records("assigned_staff_ids", "staff"),
        "reminders": _set_reminders,
        "related": set_related(),
    },
    start=_start_task,
    check=_check_task,
    forget=_forget("task"),
)
EVENT_WRITING = Writing(
    EVENTS,
    setters={
        "created": set_moment("created"),
        "datetime_start": set_moment("datetime_start"),
        "datetime_end": set_moment("datetime_end"),
        "label_id": _set_label(EVENT_LABELS),
        "participants": _set_participants,
        "related": set_related(),
        "provider_calendar": _ignore,
        "wants_meet_link": _ignore,
    },
    start=_start_event,
    check=_check_event,
    forget=_forget("event"),
)


def _labels(resource: Resource) -> Handler:
    return lambda context: listed(context, resource, [])


def _routes(writing: Writing, labels: Resource) -> Routes:
    name = writing.resource.name
    return {**writing.routes(), ("GET", f"/{name}/labels"): _labels(labels)}


ROUTES: Routes = {**_routes(TASK_WRITING, TASK_LABELS), **_routes(EVENT_WRITING, EVENT_LABELS)}
