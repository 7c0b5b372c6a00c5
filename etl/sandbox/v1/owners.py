"""Who tags and custom values belong to (`linkedtype`, `linkedid`)."""

from collections.abc import Mapping

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CONTACTS, OPPORTUNITIES
from etl.sandbox.v1.related import THIRDS
from etl.sandbox.v1.shapes.params import Given, not_loadable
from etl.sandbox.v1.shapes.types import choice, whole
from etl.sandbox.v2.links import third_of

_OTHERS: Mapping[str, Resource] = {"people": CONTACTS, "opportunity": OPPORTUNITIES}
TAKES = {
    "linkedtype": choice(*THIRDS, *_OTHERS, needed=True),
    "linkedid": whole(needed=True),
}


def owner_of(session: Session, given: Given) -> tuple[Resource, Record]:
    """Return the record named.

    Raises:
        RpcError: there is none, or it is of another kind.
    """
    kind, wanted = given["linkedtype"], given["linkedid"]
    if kind in THIRDS:
        third = third_of(session, wanted)
        if third is None or kind not in ("third", third[1]["type"]):
            raise not_loadable("third")
        return third
    owner = records.load(session, _OTHERS[kind], wanted)
    if owner is None:
        raise not_loadable(kind)
    return _OTHERS[kind], owner
