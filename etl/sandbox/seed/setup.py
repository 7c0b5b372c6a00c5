"""Setting a sandbox up as an account is in Sellsy's own settings: staff, pipelines and steps, sources, labels.

Neither API can create pipelines, steps or labels. Doing the same set-up twice changes nothing: what has the same
name is left as it is.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from etl.sandbox.seed.base import staff
from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import EVENT_LABELS, PIPELINES, SOURCES, STAFFS, STEPS, TASK_LABELS

_NAME = {"type": "string", "minLength": 1, "maxLength": 250}
_NAMES = {"type": "array", "maxItems": 500, "items": _NAME}
_MEMBER = {
    "type": "object",
    "properties": {"firstname": _NAME, "lastname": _NAME, "email": _NAME, "position": {"type": "string"}},
    "required": ["lastname", "email"],
    "additionalProperties": False,
}
_STEPS_SHAPE = {
    "anyOf": [
        {**_NAMES, "maxItems": 50},
        {
            "type": "object",
            "maxProperties": 50,
            "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 100},
        },
    ]
}
_SHAPE = Draft202012Validator({
    "type": "object",
    "properties": {
        "staffs": {"type": "array", "maxItems": 500, "items": {"anyOf": [_NAME, _MEMBER]}},
        "pipelines": {"type": "object", "maxProperties": 100, "additionalProperties": _STEPS_SHAPE},
        "sources": _NAMES,
        "event_labels": _NAMES,
        "task_labels": _NAMES,
    },
    "additionalProperties": False,
})  # fmt: skip
SETTINGS = ("staffs", "pipelines", "sources", "event_labels", "task_labels")
"""What a set-up may name."""

_LABELS = {"event_labels": EVENT_LABELS, "task_labels": TASK_LABELS}


def problem(wanted: Any) -> str | None:
    """Return where a set-up is wrong, as its keys from the top (`staffs.0`), None when it is not."""
    for wrong in _SHAPE.iter_errors(wanted):
        place = [*map(str, wrong.absolute_path)]
        if wrong.validator == "additionalProperties" and wrong.validator_value is False:
            place += [key for key in wrong.instance if key not in wrong.schema["properties"]][:1]
        return ".".join(place)[:300]
    return None


def set_up(session: Session, wanted: Mapping[str, Any]) -> dict[str, int]:
    """Create what is missing and return how much of each; `wanted` has no `problem`."""
    made: Counter[str] = Counter()
    for member in wanted.get("staffs", ()):
        made["staffs"] += _member(session, member)
    for name, steps in wanted.get("pipelines", {}).items():
        pipeline, fresh = _pipeline(session, name)
        made["pipelines"] += fresh
        for step, probability in _spread(steps).items():
            made["steps"] += _step(session, pipeline, step, probability=probability)
    for name in wanted.get("sources", ()):
        own = {"is_default": False, "is_hidden": False, "category_id": 1}
        made["sources"] += _named(session, SOURCES, {"name": name, **own})
    for kind, resource in _LABELS.items():
        for name in wanted.get(kind, ()):
            made[kind] += _named(session, resource, {"name": name, "color": "3D8BCD", "is_active": True})
    return dict(made)


def _member(session: Session, given: str | Record) -> bool:
    first, _, last = given.rpartition(" ") if isinstance(given, str) else ("", "", "")
    fields = {"firstname": first, "lastname": last} if isinstance(given, str) else given
    email = fields.get("email") or _email(fields)
    if records.select(session, STAFFS, "email = ?", (fold(email),)):
        return False
    member = staff(
        fields["lastname"],
        fields.get("firstname", ""),
        email=email,
        civility="",
        position=fields.get("position", ""),
        phone="",
    )
    records.insert(session, STAFFS, {"id": 0, **member, "civility": None, "phone_number": None})
    return True


def _email(given: Mapping[str, str]) -> str:
    """Return an address under a reserved domain, for a member who was given none."""
    words = re.findall(r"[a-z0-9]+", fold(f"{given['firstname']} {given['lastname']}"))
    return f"{'.'.join(words)}@sandbox.example"


def _pipeline(session: Session, name: str) -> tuple[int, bool]:
    pipelines = records.select(session, PIPELINES, "name = ?", (fold(name),))
    if pipelines:
        return int(pipelines[0]["id"]), False
    rank = 1 + len(records.select(session, PIPELINES))
    made = records.insert(session, PIPELINES, {"id": 0, "name": name, "is_default": False, "rank": rank})
    return int(made["id"]), True


def _spread(steps: list[str] | dict[str, int]) -> dict[str, int]:
    """Return each step's probability; a plain list rises evenly to 100."""
    if isinstance(steps, dict):
        return steps
    return {name: round(100 * rank / len(steps)) for rank, name in enumerate(steps, start=1)}


def _step(session: Session, pipeline: int, name: str, *, probability: int) -> bool:
    steps = records.select(session, STEPS, "pipeline = ?", (pipeline,))
    if any(fold(step["name"]) == fold(name) for step in steps):
        return False
    own = {"name": name, "probability": probability, "rank": len(steps) + 1, "pipeline": pipeline}
    records.insert(session, STEPS, {"id": 0, **own})
    return True


def _named(session: Session, resource: Resource, record: Record) -> bool:
    others = records.select(session, resource)
    if any(fold(other["name"]) == fold(record["name"]) for other in others):
        return False
    last = max((other["rank"] for other in others), default=-1)
    records.insert(session, resource, {"id": 0, **record, "rank": last + 1})
    return True
