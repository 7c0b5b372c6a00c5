"""What only API v1 shows of a record about to be deleted, by column, stored so that it can be restored.

An access without v1 stores nothing, and those values are not restored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from etl.core.errors import FatalApiError, RefusedError
from etl.core.results import JsonValue
from etl.v1.records import shown_of_event
from etl.v1.rows import V1Rows, Values

INDIVIDUALS = "individuals"
"""Key of an image: ids of the companies and individuals that a contact is linked to."""

COMMENTS = "comments"
"""Key of an image: how many comments are on a task."""


@dataclass(slots=True)
class V1Images:
    """Reads such images until v1 refuses the access."""

    rows: V1Rows
    refused: bool = field(default=False, init=False)

    def read(self, variant: str, identifier: int) -> dict[str, JsonValue] | None:
        """Return what only v1 shows of a record; None where v1 shows nothing of its kind, or not to this access.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        take = _TAKEN.get(variant)
        if take is None or self.refused:
            return None
        try:
            document = self.rows.read(variant, identifier)
        except FatalApiError:
            self.refused = True
            return None
        except RefusedError:
            return None
        image = take(document or {})
        return {key: value for key, value in image.items() if value not in (None, "", [])}


def _opportunity(document: Values) -> dict[str, JsonValue]:
    return {"sticky_note": document.get("stickyNote")}


def _event(document: Values) -> dict[str, JsonValue]:
    return {**shown_of_event(document), "editors": _editors(document)}


def _task(document: Values) -> dict[str, JsonValue]:
    start, end = document.get("timestampStart"), document.get("timestampEnd")
    began = datetime.fromtimestamp(int(str(start)), tz=UTC).isoformat() if start and start != end else None
    return {
        "start": began,
        "editors": _editors(document),
        COMMENTS: int(str(document.get("nbAnnotations") or 0)) or None,
    }


def _editors(document: Values) -> list[JsonValue]:
    staffs = document.get("staffs")
    people = [staff for staff in staffs if isinstance(staff, dict)] if isinstance(staffs, list) else []
    return [int(str(staff["id"])) for staff in people if staff.get("canEdit") == "Y"]


def _contact(document: Values) -> dict[str, JsonValue]:
    linked = document.get("linkeds")
    thirds = (
        [third for third in linked.values() if isinstance(third, dict)] if isinstance(linked, dict) else []
    )
    return {INDIVIDUALS: [int(str(third["thirdid"])) for third in thirds]}


_TAKEN: Mapping[str, Callable[[Values], dict[str, JsonValue]]] = {
    "opportunity": _opportunity,
    "event": _event,
    "task": _task,
    "contact": _contact,
}
"""Variant -> the values taken from v1's document (Sellsy's v1 reference)."""
