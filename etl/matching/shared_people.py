"""Persons that rows of several companies name: who is one person, and which rows travel together for that."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from etl.core.record import PERSON, Record
from etl.core.results import JsonValue
from etl.entities import entity_named
from etl.entities.origin import LEGACY_ID
from etl.matching.match_keys import mailed, named, norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ID = ""
"""Stands in a key where a name would: what follows is an id."""

_PHONES = ("phone_number", "mobile_number")


def person_keys(values: Mapping[str, JsonValue]) -> list[tuple[str, ...]]:
    """Return what tells who a person is: the id, the name with the e-mail, or first and last name with a phone."""
    last, first = values.get("last_name"), values.get("first_name")
    keys: list[tuple[str, ...]] = [] if values.get("id") is None else [(_ID, norm(values["id"]))]
    if last is None:
        return keys
    name = named(last), named(first or "")
    if values.get("email") is not None:
        keys.append((*name, "email", mailed(values["email"])))
    if first is not None:
        keys += [(*name, "phone", norm(values[one])) for one in _PHONES if values.get(one) is not None]
    return keys


def united(sets: Iterable[Collection[int]]) -> list[tuple[int, ...]]:
    """Return sets of rows; those that have a row in common are one."""
    home: dict[int, set[int]] = {}
    for some in sets:
        met = {id(home[row]): home[row] for row in some if row in home}
        both = set(some).union(*met.values())
        home |= dict.fromkeys(both, both)
    return sorted({tuple(sorted(some)) for some in home.values()})


class PeopleIndex:
    """Collects who the person of every row is, then tells which rows name one person; only hashes are kept.

    The person is the contact person of a client's row, or the contact that a row is. None is collected where they are
    not `wanted`.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        """Begin without rows."""
        self._wanted = wanted
        self._found: list[NDArray[np.int64]] = []

    def add(self, records: Iterable[Record]) -> None:
        """Take the rows of one chunk."""
        if not self._wanted:
            return
        found = [
            (hash(key), record.row, *((0, 0, record.row) if key[0] == _ID else told))
            for record in records
            if (values := _person_of(record))
            for told in [(_email(values), _old_id(values), _links(record))]
            for key in person_keys(values)
        ]
        self._found.append(np.array(found, dtype=np.int64).reshape(-1, 5))

    def shared(self) -> Iterator[list[int]]:
        """Yield the rows that name one person; those who share a phone and have two e-mails are two, one id is one.

        So are contacts that another system knows by two ids. Rows of contacts with the same links are left out: one is
        the double of the other.
        """
        if not self._found:
            return
        found = np.concatenate(self._found)
        ordered = found[np.argsort(found[:, 0], kind="stable")]
        for some in np.split(ordered, np.flatnonzero(np.diff(ordered[:, 0])) + 1):
            rows = sorted({int(row) for row in some[:, 1]})
            emails, old_ids, links = ({int(one) for one in some[:, at]} - {0} for at in (2, 3, 4))
            if 1 < len(rows) == len(links) and len(emails) < 2 and len(old_ids) < 2:
                yield rows


def _person_of(record: Record) -> Mapping[str, JsonValue]:
    """Return what a row says of its person; a contact whose id in Sellsy the file says is found by that alone."""
    if record.variant != PERSON:
        return record.part(PERSON)
    if record.mapped:
        return {name: value for name, value in record.values.items() if name != "id"}
    return record.values if record.values.get("id") is None else {}


def _old_id(values: Mapping[str, JsonValue]) -> int:
    old_id = values.get(LEGACY_ID)
    return 0 if old_id is None else hash(str(old_id)) or 1


def _links(record: Record) -> int:
    """Return what tells the links of a contact's row from those of another; a client's row is like no other."""
    if record.variant != PERSON:
        return record.row
    said = {name: record.values.get(name) for name in entity_named(PERSON).gathers}
    return hash(str(said)) or 1


def _email(values: Mapping[str, JsonValue]) -> int:
    email = values.get("email")
    return 0 if email is None else hash(mailed(email)) or 1


def one_person(people: Mapping[int, Mapping[str, JsonValue]]) -> list[tuple[int, ...]]:
    """Return which of some rows name one person, by row."""
    index = PeopleIndex()
    index.add(
        Record(row, "", {f"{PERSON}.{name}": value for name, value in values.items()})
        for row, values in people.items()
    )
    return united(index.shared())


def travelling(groups: Iterable[Sequence[int]], shared: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the sets of rows that travel together because they name one person, with those of their companies."""
    people = [some for some in shared if len(some) > 1]
    named_twice = {row for some in people for row in some}
    return [some for some in united([*groups, *people]) if not named_twice.isdisjoint(some)]
