"""Past writes of API v1: which record they created or changed, and how v2 shows that record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from etl.codecs.moment import PARIS
from etl.core.results import JsonValue

Values = Mapping[str, JsonValue]
Key = tuple[str, int]

NOTE_CREATED, AGENDA_CREATED = "Annotations.create", "Agenda.create"
"""Methods that create a record: a comment, and an event or a task."""

AGENDA = ("event", "task")
"""Variants that `Agenda` writes."""

BLANK: Mapping[str, str] = {"opportunity": "sticky_note", "event": "recurrence.frequency"}
"""Variant -> attribute that is empty in a record until somebody fills it."""


def hangs_by_v1(variant: str, on: str) -> bool:
    """Tell whether only v1 can link a record to another: a comment to a task (API contract 2.264.0)."""
    return (variant, on) == ("comment", "task")


def variant_made(method: str, params: Values) -> str | None:
    """Return the variant of the record that a method creates, None where it creates none."""
    if method == NOTE_CREATED:
        return "comment"
    return str(params["type"]) if method == AGENDA_CREATED else None


def record_of(method: str, params: Values, *, before: Values, answer_id: int | None) -> tuple[Key, int]:
    """Return the record that a write was about, and the contact that it linked (0 where it linked none)."""
    return _RECORDS[method](params, before, answer_id or 0)


def _agenda(params: Values, _before: Values, made: int) -> tuple[Key, int]:
    return (str(params["type"]), int(str(params.get("id") or made))), 0


def _third(params: Values, _before: Values, _made: int) -> tuple[Key, int]:
    people = params.get("people")
    thirds = people.get("thirdids") if isinstance(people, dict) else params.get("thirdids")
    third = int(str(thirds[0])) if isinstance(thirds, list) else 0
    return ("individual", third), int(str(params["id"]))


_RECORDS: Mapping[str, Callable[[Values, Values, int], tuple[Key, int]]] = {
    AGENDA_CREATED: _agenda,
    "Agenda.update": _agenda,
    NOTE_CREATED: lambda _said, _before, made: (("comment", made), 0),
    "Opportunities.update": lambda params, _before, _made: (("opportunity", int(str(params["id"]))), 0),
    "Opportunities.createSource": lambda _said, _before, made: (("source", made), 0),
    "Peoples.update": _third,
    "Peoples.unlinkThirds": _third,
    "SmartTags.unassign": lambda params, before, _made: (
        (str(before["variant"]), int(str(params["linkedid"]))),
        0,
    ),
}
"""Method -> the record it is about (Sellsy's v1 reference)."""


def block_of(params: Values, name: str) -> Values:
    """Return the object under a name of a body, empty where there is none."""
    block = params.get(name)
    return block if isinstance(block, dict) else {}


def as_v2(method: str, params: Values) -> Values:
    """Return a creation as v2 shows it, whichever API made it (Sellsy's v1 reference)."""
    if method == NOTE_CREATED:
        note = block_of(params, "annotation")
        return {"description": note.get("text"), "related": _related(note)}
    if method != AGENDA_CREATED:
        return params
    kind = str(params["type"])
    block = block_of(params, kind)
    staffs = block.get("staffs")
    people: list[JsonValue] = (
        [staff["id"] for staff in staffs if isinstance(staff, dict)] if isinstance(staffs, list) else []
    )
    view: dict[str, JsonValue] = {
        "description": block.get("description"),
        "label_id": block.get("label"),
        "is_private": block.get("isPrivate") == "Y",
        "related": _related(block),
    }
    if kind == "task":
        return {**view, "due_date": _moment(block["end"]), "assigned_staff_ids": people}
    return {
        **view,
        "title": block.get("title"),
        "all_day": block.get("allDay") == "Y",
        "datetime_start": _moment(block["start"]),
        "datetime_end": _moment(block["end"]),
        "participants": [{"type": "staff", "id": person} for person in people],
    }


def _related(block: Values) -> list[JsonValue]:
    """Return the id of the record linked to a record of v1, which does not distinguish companies and individuals."""
    return [{"id": block["relatedid"]}] if block.get("relatedid") else []


def _moment(stamp: JsonValue, zone: tzinfo = PARIS) -> str:
    return datetime.fromtimestamp(int(str(stamp)), tz=zone).isoformat()


@dataclass(frozen=True, slots=True)
class Trace:
    """The values that v2 surely shows of a record of v1, and the filters that find it; `task` has the comment."""

    variant: str
    shown: Values
    filters: Values = field(default_factory=dict)
    task: int | None = None


def trace_of(method: str, params: Values) -> Trace | None:
    """Return the trace of a creation in Sellsy, None where the method creates no record."""
    if method == NOTE_CREATED:
        note = block_of(params, "annotation")
        shown: dict[str, JsonValue] = {"description": note.get("text")}
        if note.get("date"):
            shown["created"] = _moment(note["date"], UTC)
        return Trace("comment", shown, task=int(str(note["relatedid"])))
    if method != AGENDA_CREATED:
        return None
    kind = str(params["type"])
    block = block_of(params, kind)
    end = _moment(block["end"], UTC)
    related = _related(block)
    shown = {"related": related} if related else {}
    if kind == "task":
        shown |= {"due_date": end, "label_id": block.get("label"), "said": block.get("description")}
        return Trace(kind, shown, {"due_date": {"start": end, "end": end}})
    start = _moment(block["start"], UTC)
    shown |= {"title": block.get("title"), "datetime_start": start, "datetime_end": end}
    return Trace(kind, shown, {"due_date": {"start": start, "end": start}})
