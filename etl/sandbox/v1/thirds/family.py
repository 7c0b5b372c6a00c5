"""How `Client`, `Prospects` and `Supplier` differ: the type of their thirds, names of identifiers, odd answers.

How `Supplier` names its identifiers and what its creation answers is not documented: here it takes every name,
and answers as `Client` does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from etl.sandbox.storage.resource import Record, Resource
from etl.sandbox.storage.store import Session
from etl.sandbox.v1.shapes.params import Param, not_loadable
from etl.sandbox.v1.shapes.types import third


@dataclass(frozen=True, slots=True)
class Family:
    """One of the three: the type of v2, the names of the identifier, the answers of creations."""

    prefix: str
    type: str
    own: tuple[str, ...]
    part: tuple[str, ...]
    created: Callable[[int], Any]
    updated: Callable[[int, int | None], Any]
    orders: tuple[str, ...] = ()

    def param(self, names: tuple[str, ...]) -> Param:
        """Declare the identifier of a third of this type, under any of these names."""

        def read(session: Session, value: Any, where: str) -> tuple[Resource, Record]:
            pair: tuple[Resource, Record] = third().read(session, value, where)
            if pair[1]["type"] != self.type:
                raise not_loadable("third")
            return pair

        return Param(read, needed=True, also=names[1:])

    def of_third(self, **more: Param) -> dict[str, Param]:
        """Return what a method about a third takes."""
        return {self.own[0]: self.param(self.own), **more}

    def of_part(self, **more: Param) -> dict[str, Param]:
        """Return what a method about a contact or an address of a third takes."""
        return {self.part[0]: self.param(self.part), **more}


CLIENTS = Family(
    "Client", "client", ("clientid",), ("clientid",),
    created=lambda made: {"client_id": made}, updated=lambda identifier, _contact: {"id": identifier},
    orders=("third_id", "name"),
)  # fmt: skip
PROSPECTS = Family(
    "Prospects", "prospect", ("id",), ("prospectid",),
    created=str, updated=lambda identifier, contact: {"prospect_id": identifier, "contact_id": contact},
)  # fmt: skip
_SUPPLIER_NAMES = ("supplierid", "id", "clientid")
SUPPLIERS = Family(
    "Supplier", "supplier", _SUPPLIER_NAMES, _SUPPLIER_NAMES,
    created=lambda made: {"client_id": made}, updated=lambda identifier, _contact: {"id": identifier},
    orders=("third_id", "name"),
)  # fmt: skip
