"""v1 `Annotations`: the same comments as v2's, on a task too, which v2 cannot do."""

from typing import Any

from etl.sandbox.storage import times
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import COMMENTS
from etl.sandbox.v1.records import change, create, drop, owner_id, owning, readable
from etl.sandbox.v1.related import DASHBOARD, nouns_of, related_id, related_of, related_type, shown
from etl.sandbox.v1.shapes.pages import listing, pages
from etl.sandbox.v1.shapes.params import Given, Method, Shape
from etl.sandbox.v1.shapes.types import group, moment, record, text, whole
from etl.sandbox.v2.comments import WRITING

_ID = record(COMMENTS, "annotation", needed=True)
_BLOCK: Shape = {
    "relatedtype": related_type(needed=True),
    "relatedid": related_id(needed=True),
    "text": text(needed=True),
    "parentid": record(COMMENTS, "annotation"),
}


def _create(session: Session, given: Given) -> int:
    block = given["annotation"]
    body = _body(session, block)
    if block.get("date") is not None:
        body["created"] = times.paris(block["date"])
    return int(create(session, WRITING, body)["id"])


def _update(session: Session, given: Given) -> dict[str, int]:
    comment = given["id"]
    change(session, WRITING, comment, body=_body(session, given["annotation"]))
    return {"annotid": comment["id"]}


def _body(session: Session, block: Given) -> Record:
    """Return a block as the body v2 would take."""
    body: Record = {"description": block["text"], "related": related_of(session, block)}
    if block.get("parentid"):
        body["parent_id"] = block["parentid"]["id"]
    return body


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    """List the comments about a record with their answers, ten at a time and without totals, as v1 does.

    The dashboard shows everything.
    """
    kind, wanted = given["search"]["type"], given["search"]["id"]
    everything = kind == "dashboard" and wanted == DASHBOARD
    nouns = nouns_of(kind)
    about = [f"{noun}:{wanted}" for noun in nouns]
    where = f"hangs_on IN ({', '.join('?' * len(about))})"
    comments = readable(session, COMMENTS) if everything else readable(session, COMMENTS, where, tuple(about))
    known = {comment["id"] for comment in comments}
    first = [comment for comment in comments if comment["parent_id"] not in known]
    listed = pages(given, first, lambda comment: (str(comment["id"]), _thread(comment, comments)))
    return {"result": listed["result"]}


def _thread(comment: Record, comments: list[Record]) -> dict[str, Any]:
    under = [answer for answer in comments if answer["parent_id"] == comment["id"]]
    answers = {str(answer["id"]): _thread(answer, comments) for answer in under}
    return {"datas": _note(comment), "subannots": answers or []}


def _note(comment: Record) -> dict[str, Any]:
    updated = times.epoch(comment["updated"]) if comment.get("updated") else 0
    return {
        "id": str(comment["id"]),
        "ownerid": owner_id(comment),
        **shown(comment["related"], ("dashboard", DASHBOARD)),
        "canEdit": "Y",
        "parentid": str(comment["parent_id"] or 0),
        "date": times.paris(times.epoch(comment["created"]) or 0)[11:16].replace(":", "h"),
        "timestamp": str(times.epoch(comment["created"])),
        "lastupdatetimestamp": str(updated),
        "title": "",
        "annotation": comment["description"],
        "annotationHtmlFormated": comment["description"].replace("\n", "<br />"),
    }


def _owned(session: Session, value: Any, where: str) -> tuple[Resource, Record]:
    return COMMENTS, _ID.read(session, value, where)


METHODS = {
    "Annotations.create": Method(_create, {"annotation": group({**_BLOCK, "date": moment()}, needed=True)}),
    "Annotations.update": Method(_update, {"id": _ID, "annotation": group(_BLOCK, needed=True)}),
    "Annotations.getList": Method(
        _get_list,
        {
            **listing(),
            "search": group(
                {"id": whole(needed=True), "type": related_type(default="dashboard")}, needed=True
            ),
        },
    ),
    "Annotations.getOne": Method(lambda _session, given: {"datas": _note(given["id"])}, {"id": _ID}),
    "Annotations.delete": Method(lambda session, given: drop(session, WRITING, given["id"]), {"id": _ID}),
    "Annotations.updateOwner": owning(_owned),
}
