"""What only API v1 shows of a record that is about to end, as columns name it: kept, so that it can come back.

An access without v1 keeps nothing: what v1 alone carries does not come back then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from etl.engine.legacy import shown_of_event
from etl.errors import FatalApiError, RefusedError
from etl.results import JsonValue
from etl.sellsy import Sellsy, rpc

Values = Mapping[str, JsonValue]

INDIVIDUALS = "individuals"
"""Key of an image: ids of the thirds that a contact is linked to, be they companies or individuals."""

COMMENTS = "comments"
"""Key of an image: how many comments are on a task."""


@dataclass(slots=True)
class V1Images:
    """Reads such images, a call each, until v1 refuses the access."""

    sellsy: Sellsy
    refused: bool = field(default=False, init=False)

    def read(self, variant: str, identifier: int) -> dict[str, JsonValue]:
        """Return what v1 alone shows of a record; empty where there is nothing, or no v1.

        Raises:
            ApiError: Sellsy did not answer.
        """
        reader = _READERS.get(variant)
        if reader is None or self.refused:
            return {}
        method, params, take = reader
        try:
            answer = rpc(self.sellsy, method, {"id": identifier, **params})
        except FatalApiError:
            self.refused = True
            return {}
        except RefusedError:
            return {}
        found = take(answer) if isinstance(answer, dict) else {}
        return {key: value for key, value in found.items() if value not in (None, "", [])}


def _opportunity(held: Values) -> dict[str, JsonValue]:
    return {"sticky_note": held.get("stickyNote")}


def _event(held: Values) -> dict[str, JsonValue]:
    return {**shown_of_event(held), "editors": _editors(held)}


def _task(held: Values) -> dict[str, JsonValue]:
    start, end = held.get("timestampStart"), held.get("timestampEnd")
    began = datetime.fromtimestamp(int(str(start)), tz=UTC).isoformat() if start and start != end else None
    return {
        "start": began,
        "editors": _editors(held),
        COMMENTS: int(str(held.get("nbAnnotations") or 0)) or None,
    }


def _editors(held: Values) -> list[JsonValue]:
    staffs = held.get("staffs")
    people = [one for one in staffs if isinstance(one, dict)] if isinstance(staffs, list) else []
    return [int(str(one["id"])) for one in people if one.get("canEdit") == "Y"]


def _contact(held: Values) -> dict[str, JsonValue]:
    linked = held.get("linkeds")
    thirds = [one for one in linked.values() if isinstance(one, dict)] if isinstance(linked, dict) else []
    return {INDIVIDUALS: [int(str(one["thirdid"])) for one in thirds]}


_READERS: Mapping[str, tuple[str, Values, Callable[[Values], dict[str, JsonValue]]]] = {
    "opportunity": ("Opportunities.getOne", {}, _opportunity),
    "event": ("Agenda.getOne", {}, _event),
    "task": ("Agenda.getOne", {}, _task),
    "contact": ("Peoples.getOne", {"includeLinkeds": "Y"}, _contact),
}
"""Variant -> the method that shows it, its parameters, what is taken of the answer (Sellsy's v1 reference)."""
