"""Reading and writing the records of a resource inside a session."""

import json
from typing import Any

from etl.sandbox.contract.refusals import absent
from etl.sandbox.storage import times
from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.resource import Record, Resource, SqlValue
from etl.sandbox.storage.store import Session


def insert(session: Session, resource: Resource, record: Record) -> Record:
    """Give the record an identifier and write it."""
    record["id"] = session.next_id(resource.sequence or resource.name, resource.first_id)
    session.created.append((resource.name, record["id"]))
    return put(session, resource, record)


def put(session: Session, resource: Resource, record: Record) -> Record:
    """Write a record that has its identifier."""
    values = resource.values(record)
    session.note(resource, record["id"], after=str(values[1]))
    session.run(resource.put_sql(), values)
    session.writes[resource.name] += 1
    return record


def touch(session: Session, resource: Resource, record: Record) -> Record:
    """Write a changed record, stamping it."""
    if resource.updated:
        record[resource.updated] = times.paris(session.now)
    return put(session, resource, record)


def load(session: Session, resource: Resource, identifier: int) -> Record | None:
    """Return a record, or None."""
    if session.lags and identifier in session.lag.unseen(resource.name):
        return None
    row = session.row(f'SELECT body FROM "{resource.name}" WHERE id = ?', (identifier,))
    return json.loads(row[0]) if row else None


def require(session: Session, resource: Resource, identifier: int) -> Record:
    """Return a record.

    Raises:
        Refusal: 404 when there is none.
    """
    record = load(session, resource, identifier)
    if record is None:
        raise absent()
    return record


def exists(session: Session, resource: Resource, identifier: Any) -> bool:
    """Tell whether a record exists."""
    sql = f'SELECT 1 FROM "{resource.name}" WHERE id = ?'
    return session.row(sql, (identifier,)) is not None


def select(
    session: Session, resource: Resource, where: str = "1", values: tuple[SqlValue, ...] = ()
) -> list[Record]:
    """Return the records of a condition, by identifier."""
    sql = f'SELECT body FROM "{resource.name}" WHERE {where} ORDER BY id'
    return [json.loads(row[0]) for row in session.rows(sql, values)]


def remove(session: Session, resource: Resource, identifier: int) -> None:
    """Delete a record."""
    session.note(resource, identifier, after=None)
    session.run(f'DELETE FROM "{resource.name}" WHERE id = ?', (identifier,))
    session.writes[resource.name] += 1


def owner_of(context: Context, resource: Resource, name: str) -> Record:
    """Return the record named by a path parameter.

    Raises:
        Refusal: 404 when there is none.
    """
    return require(context.session, resource, context.id(name))
