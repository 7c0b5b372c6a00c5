"""What happens to the dependants of a deleted record; the contract does not say, so nothing costly is lost.

Its comments are deleted. Opportunities, tasks and events stay and are unlinked: every key that names it is
nullable in the contract.
"""

from collections.abc import Mapping

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import COMMENTS, EVENTS, OPPORTUNITIES, TASKS
from etl.sandbox.v2.related import put_related

# Only the lists that may name such a record are searched.
_LISTS: Mapping[str, tuple[tuple[Resource, str], ...]] = {
    "contact": ((OPPORTUNITIES, "contact_ids"), (OPPORTUNITIES, "related"), (EVENTS, "participants")),
}


def unlink(session: Session, noun: str, identifier: int) -> None:
    """Delete the comments about a deleted record and unlink what else names it."""
    about = (f"{noun}:{identifier}",)
    for comment in records.select(session, COMMENTS, "hangs_on = ?", about):
        forget_answers(session, comment["id"])
        records.remove(session, COMMENTS, comment["id"])
    for resource in (TASKS, EVENTS):
        for record in records.select(session, resource, "hangs_on = ?", about):
            put_related(record, ())
            records.touch(session, resource, record)
    if noun in ("company", "individual"):
        for record in records.select(session, OPPORTUNITIES, f"{noun}_id = ?", (identifier,)):
            put_related(record, [target for target in record["related"] if target["type"] != noun])
            records.put(session, OPPORTUNITIES, record)
    for resource, key in _LISTS.get(noun, ()):
        _strike(session, resource, key, noun=noun, identifier=identifier)


def forget_answers(session: Session, comment: int) -> None:
    """Delete the answers to a deleted comment, and theirs."""
    for answer in records.select(session, COMMENTS, "parent_id = ?", (comment,)):
        forget_answers(session, answer["id"])
        records.remove(session, COMMENTS, answer["id"])


def _strike(session: Session, resource: Resource, key: str, *, noun: str, identifier: int) -> None:
    """Remove a deleted record from the lists that name it."""
    named = "json_extract(item.value, '$.id')" if key != "contact_ids" else "item.value"
    sql = f"EXISTS (SELECT 1 FROM json_each(body, '$.{key}') AS item WHERE {named} = ?)"
    for record in records.select(session, resource, sql, (identifier,)):
        record[key] = [item for item in record[key] if not _is(item, noun, identifier)]
        records.put(session, resource, record)


def _is(item: int | Record, noun: str, identifier: int) -> bool:
    return item == identifier if isinstance(item, int) else (item["type"], item["id"]) == (noun, identifier)
