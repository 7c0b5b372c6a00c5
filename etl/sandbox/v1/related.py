"""What a v1 record is about (`relatedtype`, `relatedid`) and the same in v2's words.

Documents of sale and the catalogue are not imitated: naming one finds nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CONTACTS, EVENTS, OPPORTUNITIES, TASKS
from etl.sandbox.v1.shapes.params import ABSENT, Given, Param, RpcError, not_loadable
from etl.sandbox.v1.shapes.types import choice, whole
from etl.sandbox.v2.links import third_of

THIRDS = ("third", "client", "prospect", "supplier")
_RESOURCES: Mapping[str, tuple[Resource, ...]] = {
    "people": (CONTACTS,),
    "opportunity": (OPPORTUNITIES,),
    "task": (TASKS,),
    "agenda": (TASKS, EVENTS),
}
_NOWHERE = ("", "none", "dashboard")
_UNKNOWN_HERE = (
    "item", "service", "estimate", "creditnote", "order", "delivery", "proforma", "invoice", "purInvoice",
    "purOrder", "purDelivery", "purCreditNote", "support",
)  # fmt: skip
_SHOWN = {"company": "third", "individual": "third", "contact": "people", "event": "agenda"}
DASHBOARD = 1
"""The identifier under which the dashboard is commented."""


def related_type(*, needed: bool = False, default: Any = ABSENT) -> Param:
    """Declare `relatedtype`."""
    return choice(*_NOWHERE, *THIRDS, *_RESOURCES, *_UNKNOWN_HERE, needed=needed, default=default)


def related_id(*, needed: bool = False) -> Param:
    """Declare `relatedid`."""
    return whole(needed=needed)


def related_of(session: Session, given: Given) -> list[dict[str, Any]] | None:
    """Return what a block is about as v2 writes it, None when it names nothing.

    Raises:
        RpcError: there is no such record.
    """
    kind, wanted = given.get("relatedtype"), given.get("relatedid")
    if kind is None:
        return None
    if kind in _NOWHERE:
        return []
    if not wanted:
        raise RpcError("E_PARAM_MISSING", "relatedid is missing")
    if kind in THIRDS:
        third = third_of(session, wanted)
        if third is None:
            raise not_loadable("third")
        return [{"type": third[0].noun, "id": wanted}]
    return [_related(session, kind, wanted)]


def _related(session: Session, kind: str, wanted: int) -> dict[str, Any]:
    for resource in _RESOURCES.get(kind, ()):
        if records.exists(session, resource, wanted):
            return {"type": resource.noun, "id": wanted}
    raise not_loadable(kind)


def nouns_of(kind: str) -> tuple[str, ...]:
    """Return the nouns of v2 that a `relatedtype` may stand for."""
    if kind in THIRDS:
        return ("company", "individual")
    return tuple(resource.noun for resource in _RESOURCES.get(kind, ()))


def shown(related: Sequence[Record], nothing: tuple[str, int]) -> dict[str, str]:
    """Return `relatedtype` and `relatedid` of a record; `nothing` is what they are when it is about nothing."""
    kind, identifier = (related[0]["type"], related[0]["id"]) if related else nothing
    return {"relatedtype": _SHOWN.get(kind, kind), "relatedid": str(identifier)}
