"""Bodies of API v1: an event or a task, a comment on a task, a sticky note, and its names of records."""

from collections.abc import Mapping
from datetime import datetime

from etl.codecs.moment import PARIS
from etl.core.results import JsonValue
from etl.matching.linked_records import Target

Values = Mapping[str, JsonValue]

_IN_BLOCK = (
    "title",
    "description",
    "label",
    "start",
    "end",
    "due_date",
    "all_day",
    "is_private",
    "staffs",
    "editors",
)
"""Columns in the block of Agenda.create beside the v1 ones; a task's title is not among them."""


_LINKED = {"contact": "people", "opportunity": "opportunity"}
"""Variant -> v1's name of a tagged record; a company or an individual is named by its type."""


def is_in_block(attribute: str, kind: str) -> bool:
    """Tell whether the block of an event or a task carries a column."""
    return attribute in _IN_BLOCK and not (attribute == "title" and kind == "task")


def agenda_block(
    kind: str, values: Values, *, about: Target | None = None, changes: bool = False
) -> dict[str, JsonValue]:
    """Return the block of a new event or task, or of a change (`changes`); `about` is the linked record."""
    end = values.get("end") or values.get("due_date")
    start = values.get("start") or end
    first, last = ("datefrom", "dateto") if changes else ("start", "end")
    block: dict[str, JsonValue] = {
        "description": values.get("description") or values.get("title") or "",
        "label": values.get("label"),
        "allDay": _yes(values.get("all_day")),
        first: _timestamp(start),
        last: _timestamp(end),
        "isPrivate": _yes(values.get("is_private")),
    }
    if kind == "event":
        block["title"] = values.get("title")
    if "alerts" in values:
        block["alerts"] = _list(values["alerts"])
    block |= _staffs(values, changes=changes)
    if about is not None and not changes:
        block |= {"relatedtype": _related_type(about), "relatedid": about.id}
    if values.get("recurrence.frequency"):
        block |= {"use_recurrence": "Y", "recurrence": _recurrence(values, start)}
    elif "recurrence.frequency" in values:
        block["use_recurrence"] = "N"
    return block


def _staffs(values: Values, *, changes: bool) -> dict[str, JsonValue]:
    staffs, editors = (_list(values.get(name)) for name in ("staffs", "editors"))
    everyone = [*staffs, *(editor for editor in editors if editor not in staffs)]
    if not everyone:
        return {}
    if changes:
        return {"staffids": [*everyone]}
    return {"staffs": [{"id": staff, "canEdit": _yes(staff in editors)} for staff in everyone]}


def task_note(values: Values, task: int) -> JsonValue:
    """Return the body of a comment on a task."""
    note: dict[str, JsonValue] = {"relatedtype": "task", "relatedid": task, "text": values.get("text")}
    if values.get("parent_id"):
        note["parentid"] = values["parent_id"]
    if values.get("created"):
        note["date"] = _timestamp(values["created"])
    return {"annotation": note}


def sticky_body(opportunity: JsonValue, note: str) -> JsonValue:
    """Return the body of the sticky note of an opportunity."""
    return {"id": opportunity, "opportunity": {"stickyNote": note}}


def tagged_type(variant: str, kind: JsonValue) -> str:
    """Return v1's name of a tagged record; `kind` is the type of a company or individual."""
    return _LINKED.get(variant) or (str(kind) if kind in ("prospect", "supplier") else "third")


def _related_type(about: Target) -> str:
    """Return v1's name of the record that another is linked to."""
    if about.variant in ("company", "individual"):
        return "prospect" if about.type == "prospect" else "third"
    return "people" if about.variant == "contact" else about.variant


def _recurrence(values: Values, start: JsonValue) -> dict[str, JsonValue]:
    weekdays = values.get("recurrence.weekdays")
    count, until = values.get("recurrence.count"), values.get("recurrence.until")
    return {
        "frequency": values["recurrence.frequency"],
        "periodicity": values.get("recurrence.every") or 1,
        "weekMode": weekdays if isinstance(weekdays, list) else [_weekday(start)],
        "monthMode": values.get("recurrence.month_mode") or "numDay",
        "endMode": "occurences" if count else "date" if until else "never",
        "endOccurences": count or 0,
        "endDateValue": _midnight(until) if until else 0,
    }


def _weekday(moment: JsonValue) -> int:
    """Return the day of the week as v1 counts: 0 is Sunday."""
    return datetime.fromisoformat(str(moment)).isoweekday() % 7


def _timestamp(moment: JsonValue) -> int:
    return int(datetime.fromisoformat(str(moment)).timestamp())


def _midnight(day: JsonValue) -> int:
    """Return the start of a day in Paris, as v1 writes days (recorded answers)."""
    return int(datetime.fromisoformat(str(day)).replace(tzinfo=PARIS).timestamp())


def _yes(value: JsonValue) -> str:
    return "Y" if value else "N"


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
