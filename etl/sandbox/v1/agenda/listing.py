"""v1 `Agenda.getList`: no pages, rows grouped by period instead."""

from collections.abc import Mapping
from typing import Any

from etl.sandbox.storage import times
from etl.sandbox.storage.resource import Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import EVENTS, TASKS
from etl.sandbox.v1.agenda.rows import row_of
from etl.sandbox.v1.records import readable
from etl.sandbox.v1.related import THIRDS, related_id, related_type
from etl.sandbox.v1.shapes.params import EMPTY, Given, Shape
from etl.sandbox.v1.shapes.types import choice, group, list_of, whole, yes

_KINDS: Mapping[str, Resource] = {"task": TASKS, "event": EVENTS}
_PERIODS = ("late", "today", "tommorow")
_SEARCH: Shape = {
    "type": choice(*_KINDS, default="task"),
    "period": list_of(choice(*_PERIODS), default=()),
    "labels": list_of(whole(), default=()),
    "ownerType": choice("mine", "staff", "all", default="all"),
    "ownerId": whole(),
    "relatedType": related_type(),
    "relatedId": related_id(),
    "status": list_of(choice("ok", "complete"), default=("ok",)),
    "includeRecurring": yes(default=False),
}
LIST: Shape = {
    "order": group({"direction": choice("ASC", "DESC", default="ASC")}, default=EMPTY),
    "search": group(_SEARCH, default=EMPTY),
}


def get_list(session: Session, given: Given) -> dict[str, Any]:
    """List tasks or events by period: the last of v1's three (sic) holds everything after today here."""
    search, today = given["search"], times.paris(session.now)[:10]
    kind = search["type"] or "task"
    rows = [row_of(session, kind, record) for record in readable(session, _KINDS[kind])]
    rows.sort(key=lambda row: int(row["timestampStart"]), reverse=given["order"]["direction"] == "DESC")
    periods: dict[str, list[Any]] = {}
    for row in rows:
        period = _period(row, today)
        if period in (search["period"] or _PERIODS) and _is_wanted(row, search):
            periods.setdefault(period, []).append(row)
    return {"result": periods or []}


def _period(row: Mapping[str, Any], today: str) -> str:
    if row["end"][:10] < today:
        return "late"
    return "today" if row["start"][:10] <= today else "tommorow"


def _is_wanted(row: Mapping[str, Any], search: Given) -> bool:
    """Tell whether a row is searched for; what an access calls its own is what the first staff member owns."""
    owner = {"mine": 1, "staff": search.get("ownerId")}.get(search["ownerType"] or "")
    kind = search.get("relatedType")
    wanted = {
        "labelid": search["labels"],
        "status": search["status"],
        "ownerid": [owner] if owner else (),
        "relatedtype": ["third" if kind in THIRDS else kind] if kind else (),
        "relatedid": [search["relatedId"]] if search.get("relatedId") else (),
    }
    return all(row[key] in map(str, accepted) for key, accepted in wanted.items() if accepted)
