"""Who tags and custom values belong to (`linkedtype`, `linkedid`)."""

from collections.abc import Mapping

from etl.sandbox import records
from etl.sandbox.links import third_of
from etl.sandbox.resource import Record, Resource
from etl.sandbox.rpc_params import Given, not_loadable
from etl.sandbox.rpc_related import THIRDS
from etl.sandbox.rpc_types import choice, whole
from etl.sandbox.store import Session
from etl.sandbox.tables import CONTACTS, OPPORTUNITIES

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
        found = third_of(session, wanted)
        if found is None or kind not in ("third", found[1]["type"]):
            raise not_loadable("third")
        return found
    held = records.load(session, _OTHERS[kind], wanted)
    if held is None:
        raise not_loadable(kind)
    return _OTHERS[kind], held
