"""Writing the records of v2 from a v1 method: the same setters, checks and deletions, without the contract."""

from typing import Any

from etl.sandbox.contract.query import Options
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Context
from etl.sandbox.storage.crud import Writing
from etl.sandbox.storage.resource import Record, Resource, SqlValue
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import STAFFS
from etl.sandbox.v1.shapes.params import Given, Method, Param, Reader
from etl.sandbox.v1.shapes.types import record

_CONFIG = SandboxConfig()


def context_of(session: Session, body: Any, **parameters: int) -> Context:
    """Return what a handler of v2 works with."""
    return Context(session, _CONFIG, Options(), parameters, body, dict)


def readable(
    session: Session, resource: Resource, where: str = "1", values: tuple[SqlValue, ...] = ()
) -> list[Record]:
    """Return the records of a condition that a reading method sees: a fault may hide the newest for a moment."""
    unseen = session.lag.unseen(resource.name) if session.lags else ()
    return [
        record for record in records.select(session, resource, where, values) if record["id"] not in unseen
    ]


def create(session: Session, writing: Writing, body: Record) -> Record:
    """Store a new record and return it.

    Raises:
        Refusal: v2 would refuse it too.
    """
    made: Record = writing.create(context_of(session, body)).body
    return made


def change(session: Session, writing: Writing, current: Record, *, body: Record) -> Record:
    """Change the keys given of a stored record and return it.

    Raises:
        Refusal: v2 would refuse it too.
    """
    changed: Record = writing.update(context_of(session, body, id=current["id"])).body
    return changed


def drop(session: Session, writing: Writing, current: Record) -> None:
    """Delete a record and what belongs to it."""
    writing.delete(context_of(session, None, id=current["id"]))


def owner_id(record: Record) -> str:
    """Return who owns a record, "0" for nobody."""
    return str(record["owner"]["id"]) if record.get("owner") else "0"


def owning(find: Reader) -> Method:
    """Return an `updateOwner`; `find` reads (resource, record) from `linkedid`."""

    def run(session: Session, given: Given) -> None:
        resource, owned = given["linkedid"]
        owned["owner"] = {"id": given["ownerid"]["id"], "type": "staff"}
        records.touch(session, resource, owned)

    return Method(
        run, {"linkedid": Param(find, needed=True), "ownerid": record(STAFFS, "staff", needed=True)}
    )
