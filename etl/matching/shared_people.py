"""Persons that rows of several companies name: which rows name the same person and are written together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from etl.core.record import PERSON, Record
from etl.core.results import JsonValue
from etl.entities import entity_named
from etl.entities.origin import LEGACY_ID
from etl.matching.match_keys import ABSENT, FINGERPRINT, fingerprint, mailed, named, norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ID = ""
"""Takes the place of a name in a key that holds an id."""

_PHONES = ("phone_number", "mobile_number")

_LINE = [
    ("key", FINGERPRINT),
    ("row", np.int32),
    ("email", FINGERPRINT),
    ("old_id", FINGERPRINT),
    ("links", FINGERPRINT),
]
"""What is kept of a row under each key of its person."""


def person_keys(values: Mapping[str, JsonValue]) -> list[tuple[str, ...]]:
    """Return the keys of a person: the id, the name with the e-mail, or first and last name with a phone."""
    last, first = values.get("last_name"), values.get("first_name")
    keys: list[tuple[str, ...]] = [] if values.get("id") is None else [(_ID, norm(values["id"]))]
    if last is None:
        return keys
    name = named(last), named(first or "")
    if values.get("email") is not None:
        keys.append((*name, "email", mailed(values["email"])))
    if first is not None:
        keys += [(*name, "phone", norm(values[phone])) for phone in _PHONES if values.get(phone) is not None]
    return keys


def united(sets: Iterable[Collection[int]]) -> list[tuple[int, ...]]:
    """Merge sets of rows that have a row in common."""
    home: dict[int, set[int]] = {}
    for rows in sets:
        met = {id(home[row]): home[row] for row in rows if row in home}
        both = set(rows).union(*met.values())
        home |= dict.fromkeys(both, both)
    return sorted({tuple(sorted(rows)) for rows in home.values()})


class PeopleIndex:
    """Collects the person of every row, then returns the rows that name the same person; only fingerprints are kept.

    The person is the contact person of a client's row, or the contact of a contact's row. Nothing is collected unless
    `wanted`.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        """Begin without rows."""
        self._wanted = wanted
        self._lines: list[NDArray[np.void]] = []

    def add(self, records: Iterable[Record]) -> None:
        """Add the rows of a chunk."""
        if not self._wanted:
            return
        lines = [
            (fingerprint(*key), record.row, *((ABSENT, ABSENT, _row(record)) if key[0] == _ID else marks))
            for record in records
            if (values := _person_of(record))
            for marks in [(_email(values), _old_id(values), _links(record))]
            for key in person_keys(values)
        ]
        self._lines.append(np.array(lines, dtype=_LINE))

    def shared(self) -> Iterator[list[int]]:
        """Yield the rows that name one person: one id is one person, a shared phone with two e-mails is two.

        Contacts with two ids in another system are two persons too. Rows of contacts with the same links are left out
        as duplicates.
        """
        if not self._lines:
            return
        lines = np.concatenate(self._lines)
        ordered = lines[np.argsort(lines["key"], kind="stable")]
        keys = ordered["key"]
        for block in np.split(ordered, np.flatnonzero(keys[1:] != keys[:-1]) + 1):
            rows = sorted(set(block["row"].tolist()))
            emails, old_ids, links = (
                set(block[name].tolist()) - {ABSENT} for name in ("email", "old_id", "links")
            )
            if 1 < len(rows) == len(links) and len(emails) < 2 and len(old_ids) < 2:
                yield rows


def _person_of(record: Record) -> Mapping[str, JsonValue]:
    """Return the person columns of a row; nothing for a contact that the file identifies by its id in Sellsy."""
    if record.variant != PERSON:
        return record.part(PERSON)
    if record.mapped:
        return {name: value for name, value in record.values.items() if name != "id"}
    return record.values if record.values.get("id") is None else {}


def _old_id(values: Mapping[str, JsonValue]) -> bytes:
    old_id = values.get(LEGACY_ID)
    return ABSENT if old_id is None else fingerprint(str(old_id))


def _links(record: Record) -> bytes:
    """Return a fingerprint of the links of a contact's row; for a client's row, of its own number."""
    if record.variant != PERSON:
        return _row(record)
    links = (str(record.values.get(name)) for name in sorted(entity_named(PERSON).gathers))
    return fingerprint(*links)


def _row(record: Record) -> bytes:
    return str(record.row).encode()


def _email(values: Mapping[str, JsonValue]) -> bytes:
    email = values.get("email")
    return ABSENT if email is None else fingerprint(mailed(email))


def one_person(people: Mapping[int, Mapping[str, JsonValue]]) -> list[tuple[int, ...]]:
    """Return the sets of rows that name one person; `people` are persons by row."""
    index = PeopleIndex()
    index.add(
        Record(row, "", {f"{PERSON}.{name}": value for name, value in values.items()})
        for row, values in people.items()
    )
    return united(index.shared())


def travelling(groups: Iterable[Sequence[int]], shared: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the sets of rows written together because they name one person, with the rows of their companies."""
    people = [rows for rows in shared if len(rows) > 1]
    named_twice = {row for rows in people for row in rows}
    return [rows for rows in united([*groups, *people]) if not named_twice.isdisjoint(rows)]
