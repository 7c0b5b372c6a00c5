"""Smart tags: words shared by a family of records (companies and individuals share theirs)."""

from typing import Any

from etl.sandbox.contract.refusals import absent, bad_field
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.paging import page_of
from etl.sandbox.storage.records import owner_of
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.store import Session

_FIRST_ID = 9001
_FAMILIES = {"company": "third", "individual": "third"}


def family_of(noun: str) -> str:
    """Return the family whose words a kind of record uses."""
    return _FAMILIES.get(noun, noun)


def of(session: Session, noun: str, owner: int) -> list[Record]:
    """Return the tags of a record, by identifier."""
    sql = (
        "SELECT tag.id, tag.value FROM tag_link JOIN tag ON tag.id = tag_link.tag "
        "WHERE noun = ? AND owner = ? ORDER BY tag.id"
    )
    return [{"id": row[0], "value": row[1]} for row in session.rows(sql, (noun, owner))]


def forget(session: Session, noun: str, owner: int) -> None:
    """Unlink the tags of a deleted record."""
    session.run("DELETE FROM tag_link WHERE noun = ? AND owner = ?", (noun, owner))


def _word(session: Session, family: str, value: str) -> int:
    """Return the tag of a word, created when it is new."""
    text = value.strip()
    if not text:
        raise bad_field("value", "Ce champ est vide")
    known = session.row("SELECT id FROM tag WHERE family = ? AND folded = ?", (family, fold(text)))
    if known:
        return int(known[0])
    fresh = session.next_id("smart-tags", _FIRST_ID)
    session.run("INSERT INTO tag VALUES (?, ?, ?, ?)", (fresh, family, text, fold(text)))
    return fresh


def _identified(session: Session, family: str, item: dict[str, Any]) -> int:
    if "id" not in item:
        return _word(session, family, item["value"])
    if session.row("SELECT 1 FROM tag WHERE id = ? AND family = ?", (item["id"], family)) is None:
        raise absent()
    return int(item["id"])


def assign(session: Session, noun: str, owner: int, *, items: list[dict[str, Any]], replace: bool) -> None:
    """Link the tags given by word or identifier, to those already there or instead of them."""
    wanted = [_identified(session, family_of(noun), item) for item in items]
    if replace:
        forget(session, noun, owner)
    for tag in wanted:
        session.run("INSERT OR IGNORE INTO tag_link VALUES (?, ?, ?)", (noun, owner, tag))
    session.writes["smart-tags"] += 1


def tag_routes(resource: Resource, name: str) -> Routes:
    """Return the routes of a kind of record whose path parameter is `name`."""
    path = f"/{resource.name}/{{{name}}}/smart-tags"

    def read(context: Context) -> Answer:
        owner = owner_of(context, resource, name)
        return Answer(200, page_of(of(context.session, resource.noun, owner["id"]), options=context.options))

    def post(context: Context) -> Answer:
        owner = owner_of(context, resource, name)
        replace = context.config.tags == "replace"
        items = context.body or []
        assign(context.session, resource.noun, owner["id"], items=items, replace=replace)
        return read(context)

    return {("GET", path): read, ("POST", path): post}


def _autocomplete(context: Context) -> Answer:
    family = family_of(str(context.parameters["linkedtype"]))
    rows = context.session.rows("SELECT id, value FROM tag WHERE family = ? ORDER BY id", (family,))
    return Answer(200, page_of([{"id": row[0], "value": row[1]} for row in rows], options=context.options))


def _destroy(context: Context) -> Answer:
    """Destroy a tag on every record that has it."""
    if not context.session.run("DELETE FROM tag WHERE id = ?", (context.id(),)):
        raise absent()
    context.session.run("DELETE FROM tag_link WHERE tag = ?", (context.id(),))
    context.session.writes["smart-tags"] += 1
    return Answer(200)


ROUTES: Routes = {
    ("GET", "/smart-tags/{linkedtype}/autocomplete"): _autocomplete,
    ("DELETE", "/smart-tags/{id}"): _destroy,
}
