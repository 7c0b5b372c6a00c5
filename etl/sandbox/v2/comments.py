"""Comments: on a company, an individual, a contact or an opportunity, and by v1 on a task."""

from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Context, Routes
from etl.sandbox.storage.crud import Writing, set_moment
from etl.sandbox.storage.dependants import forget_answers
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.tables import COMMENTS, STAFFS
from etl.sandbox.v2.people import give_owner
from etl.sandbox.v2.related import set_related


def _start(context: Context, record: Record) -> None:
    give_owner(context, record)
    record["related"] = []


def _set_parent(context: Context, record: Record, value: int) -> None:
    if not records.exists(context.session, COMMENTS, value):
        raise bad_field("parent_id", f"Ce champ désigne un commentaire qui n'existe pas : {value}")
    record["parent_id"] = value


def _set_mentioned(context: Context, _record: Record, value: list[int] | None) -> None:
    """Check the staff mentioned; answers do not show them."""
    missing = [staff for staff in value or () if not records.exists(context.session, STAFFS, staff)]
    if missing:
        raise bad_field("mentioned_staff_ids", f"Ce champ désigne un objet qui n'existe pas : {missing[0]}")


def _set_time(_context: Context, _record: Record, value: dict[str, Any] | None) -> None:
    if value is None:
        return
    raise bad_field(
        "timetracking.service", f"Ce champ désigne un service qui n'existe pas : {value.get('service')}"
    )


def _check(_context: Context, record: Record) -> None:
    if not record["description"].strip():
        raise bad_field("description", "Ce champ est vide")


WRITING = Writing(
    COMMENTS,
    setters={
        "created": set_moment("created"),
        "parent_id": _set_parent,
        "mentioned_staff_ids": _set_mentioned,
        "timetracking": _set_time,
        "related": set_related(),
    },
    start=_start,
    check=_check,
    forget=forget_answers,
)

ROUTES: Routes = WRITING.routes()
