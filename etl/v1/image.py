"""What only API v1 shows of a record that is about to end, as columns name it: kept, so that it can come back.

An access without v1 keeps nothing: what v1 alone carries does not come back then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from etl.core.errors import FatalApiError, RefusedError
from etl.core.results import JsonValue
from etl.v1.rows import V1Rows, Values
from etl.v1.shapes import shown_of_event

INDIVIDUALS = "individuals"
"""Key of an image: ids of the thirds that a contact is linked to, be they companies or individuals."""

COMMENTS = "comments"
"""Key of an image: how many comments are on a task."""


@dataclass(slots=True)
class V1Images:
    """Reads such images until v1 refuses the access."""

    rows: V1Rows
    refused: bool = field(default=False, init=False)

    def read(self, variant: str, identifier: int) -> dict[str, JsonValue] | None:
        """Return what v1 alone shows of a record; None where v1 shows nothing of its kind, or not to this access.

        Raises:
            ApiError: Sellsy did not answer.
        """
        take = _TAKEN.get(variant)
        if take is None or self.refused:
            return None
        try:
            held = self.rows.read(variant, identifier)
        except FatalApiError:
            self.refused = True
            return None
        except RefusedError:
            return None
        found = take(held or {})
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


_TAKEN: Mapping[str, Callable[[Values], dict[str, JsonValue]]] = {
    "opportunity": _opportunity,
    "event": _event,
    "task": _task,
    "contact": _contact,
}
"""Variant -> what is taken of what v1 shows (Sellsy's v1 reference)."""
