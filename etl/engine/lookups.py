"""Names of the account resolved to ids: staff, rate categories, accounting codes; read once a run, never guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from etl.codecs import fold
from etl.engine.fields import dig
from etl.errors import EtlError
from etl.results import JsonValue
from etl.sellsy import Sellsy, pages

SHOWN = 12
"""Names listed when one is unknown; the nearest come first."""

Document = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of the account that rows name: its id and how it is shown to a person."""

    id: int
    shown: str


class UnresolvedError(EtlError):
    """A name that is unknown or that several things bear; becomes the problem of a cell."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind; `by_name` maps a folded name to everything that bears it."""

    by_name: Mapping[str, tuple[Named, ...]]

    def id_of(self, name: str) -> int:
        """Return the id of a name.

        Raises:
            UnresolvedError: nothing bears the name ("lookup-unknown"), or several do ("lookup-several").
        """
        found = self.by_name.get(fold(name), ())
        if len(found) == 1:
            return found[0].id
        if found:
            raise UnresolvedError("lookup-several", found=[f"{one.shown} ({one.id})" for one in found])
        raise UnresolvedError("lookup-unknown", accepted=nearest(name, self.all()))

    def all(self) -> list[str]:
        """Return every thing as shown, once."""
        return list(dict.fromkeys(one.shown for some in self.by_name.values() for one in some))


def nearest(name: str, accepted: Sequence[str]) -> list[str]:
    """Return the accepted names, nearest first, at most `SHOWN`."""
    ranked = process.extract(fold(name), accepted, processor=fold, limit=SHOWN)
    return [choice for choice, _score, _index in ranked]


@dataclass(frozen=True, slots=True)
class Kind:
    """Where names of a kind are listed, and which names a listed thing bears (the first one is shown)."""

    path: str
    names: Callable[[Document], list[str]]


def _staff_names(staff: Document) -> list[str]:
    first, last = str(dig(staff, "firstname") or ""), str(dig(staff, "lastname") or "")
    return [
        name
        for name in (str(dig(staff, "email") or ""), f"{first} {last}".strip(), f"{last} {first}".strip())
        if name
    ]


KINDS: Mapping[str, Kind] = {
    "staff": Kind("/staffs", _staff_names),
    "rate_category": Kind("/rate-categories", lambda one: [str(one["label"])]),
    "accounting_code": Kind("/accounting-codes", lambda one: [str(one["code"])]),
    "unit": Kind("/units", lambda one: [str(one["label"])]),
}


class Lookups:
    """Reads each kind at most once, when a row first needs it."""

    def __init__(self, sellsy: Sellsy) -> None:
        self._sellsy = sellsy
        self._read: dict[str, Names] = {}

    def names(self, kind: str) -> Names:
        """Return the names of a kind.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        if kind not in self._read:
            self._read[kind] = self._list(KINDS[kind])
        return self._read[kind]

    def _list(self, kind: Kind) -> Names:
        by_name: dict[str, tuple[Named, ...]] = {}
        for page in pages(self._sellsy, kind.path):
            for document in page.data:
                names = kind.names(document)
                one = Named(int(str(document["id"])), names[0])
                for name in dict.fromkeys(map(fold, names)):
                    by_name[name] = (*by_name.get(name, ()), one)
        return Names(by_name)
