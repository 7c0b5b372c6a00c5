"""v1 `SmartTags`: the list that v2 does not have, and linking or unlinking one tag."""

from typing import Any

from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.v1.owners import TAKES, owner_of
from etl.sandbox.v1.related import THIRDS, nouns_of
from etl.sandbox.v1.shapes.pages import listing, pages
from etl.sandbox.v1.shapes.params import Given, Method, Param
from etl.sandbox.v1.shapes.types import choice, list_of, text, whole, words, yes
from etl.sandbox.v2 import tags

_CATEGORIES = {"third": "third", "contact": "third", "opportunity": "opportunity"}
"""Family of words -> v1's category: contacts have none of their own in v1's list."""

_SQL = (
    "SELECT tag.id, family, value, count(tag_link.tag) FROM tag LEFT JOIN tag_link ON tag_link.tag = tag.id "
    "{where} GROUP BY tag.id ORDER BY tag.id"
)
_ON = "WHERE tag_link.owner = ? AND tag_link.noun IN ('{nouns}')"


def shown(session: Session, resource: Resource, record: Record) -> Any:
    """Return the tags of a record as v1 shows them: by id, `[]` when there are none."""
    words = tags.of(session, resource.noun, record["id"])
    return {str(tag["id"]): {"id": str(tag["id"]), "word": tag["value"]} for tag in words} or []


def set_words(
    session: Session, resource: Resource, record: Record, *, given: list[str] | None, replace: bool
) -> None:
    """Tag a record with words, made when they are new; None leaves its tags alone."""
    if given is not None:
        items = [{"value": word} for word in given]
        tags.assign(session, resource.noun, record["id"], items=items, replace=replace)


def _get_list(session: Session, given: Given) -> dict[str, Any]:
    search = given["search"]
    where, values = "", []
    if search.get("linkedtype") and search.get("linkedid"):
        where = _ON.format(nouns="', '".join(nouns_of(search["linkedtype"])))
        values = [search["linkedid"]]
    rows = [row for row in session.rows(_SQL.format(where=where), values) if _fits(row, search)]
    return pages(given, rows, lambda row: (str(row[0]), _row(row)))


def _row(row: Any) -> dict[str, str]:
    category = _CATEGORIES.get(row[1], row[1])
    return {"id": str(row[0]), "category": category, "word": row[2], "nbLinks": str(row[3])}


def _fits(row: Any, search: Given) -> bool:
    category = search.get("category") in (None, _CATEGORIES.get(row[1], row[1]))
    return category and fold(search.get("contains")) in fold(row[2])


def _assign(session: Session, given: Given) -> dict[str, Any]:
    resource, record = owner_of(session, given)
    set_words(session, resource, record, given=given["tags"], replace=False)
    return {"tags": shown(session, resource, record)}


def _unassign(session: Session, given: Given) -> dict[str, Any]:
    resource, record = owner_of(session, given)
    for tag in given["tags"]:
        sql = "DELETE FROM tag_link WHERE noun = ? AND owner = ? AND tag = ?"
        session.run(sql, (resource.noun, record["id"], tag))
    session.writes["smart-tags"] += 1
    return {"tags": shown(session, resource, record)}


_SEARCH: dict[str, Param] = {
    "category": choice("catalogue", "purchase", "doc", "third", "opportunity", "support"),
    "inPos": yes(), "contains": text(), "linkedtype": choice(*THIRDS, "people", "opportunity"), "linkedid": whole(),
}  # fmt: skip
METHODS = {
    "SmartTags.getList": Method(_get_list, listing(_SEARCH)),
    "SmartTags.assign": Method(_assign, {**TAKES, "tags": words(needed=True)}),
    "SmartTags.unassign": Method(_unassign, {**TAKES, "tags": list_of(whole(), needed=True)}),
}
