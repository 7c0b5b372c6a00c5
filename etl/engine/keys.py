"""Match keys: what makes two rows, or a row and a record, the same; and the doubles inside a file.

Only hashes are kept (20 bytes a row), so a file of a million rows stays within a few tens of megabytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.engine.record import Record
from etl.results import JsonValue

_BARE = 0
"""Content hash of a row that says nothing of its company beyond who it is."""

_IDENTITY = frozenset({"id", "siret", "siren", "name", "last_name", "first_name", "type", "client_type"})


def norm(value: JsonValue) -> str:
    """Return a value as keys compare it: case folded, inner spaces reduced to one."""
    return " ".join(str(value).casefold().split())


def key_of(record: Record, key: str) -> str | None:
    """Return the comparable value of a match key in a record, None where the record has none."""
    values = record.values
    if key == "name":
        return _name_of(record)
    value = values.get(key)
    return norm(value) if value is not None else None


def _name_of(record: Record) -> str | None:
    values = record.values
    if record.variant == "company":
        return norm(values["name"]) if values.get("name") is not None else None
    last = values.get("last_name") or values.get("name")
    if last is None:
        return None
    return f"{norm(last)}\x1f{norm(values.get('first_name') or '')}"


def effective_key(record: Record, order: Sequence[str]) -> tuple[str, str] | None:
    """Return the first (key, value) of the order that the record carries."""
    for key in order:
        value = key_of(record, key)
        if value is not None:
            return key, value
    return None


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows of a file that name the same record. `people` tells that they differ only by their contact person."""

    key: str
    rows: tuple[int, ...]
    people: bool


class KeyIndex:
    """Collects the key of every row, then tells which rows are the same record.

    `scope` names attributes that must be equal too for a key to mean the same (a contact's company, when the
    key is a name). `people` says that the file carries contact persons, so that several rows may be one company.
    """

    def __init__(self, order: Sequence[str], *, scope: Sequence[str] = (), people: bool = False) -> None:
        self._order = tuple(order)
        self._people = people
        self._scope = tuple(scope)
        self._chunks: list[NDArray[np.int64]] = []

    def add(self, records: Sequence[Record]) -> None:
        """Take the rows of one chunk."""
        lines = [line for record in records if (line := self._line(record)) is not None]
        if lines:
            self._chunks.append(np.array(lines, dtype=np.int64))

    def _line(self, record: Record) -> tuple[int, int, int, int, int] | None:
        found = effective_key(record, self._order)
        if found is None:
            return None
        key, value = found
        scope = tuple(record.values.get(name) for name in self._scope) if key == "name" else ()
        group = hash((record.variant, key, value, *map(str, scope)))
        content, person = _content(record) if self._people else (_BARE, 0)
        return record.row, self._order.index(key), group, content, person

    def twins(self) -> Iterator[Twins]:
        """Yield every set of two rows or more that name the same record, in the order of the file."""
        if not self._chunks:
            return
        table = np.concatenate(self._chunks)
        table = table[np.argsort(table[:, 2], kind="stable")]
        starts = np.flatnonzero(np.r_[True, table[1:, 2] != table[:-1, 2]])
        sizes = np.diff(np.r_[starts, len(table)])
        found = [table[s : s + n] for s, n in zip(starts[sizes > 1], sizes[sizes > 1], strict=True)]
        for group in sorted(found, key=lambda rows: int(rows[0, 0])):
            yield Twins(
                key=self._order[int(group[0, 1])],
                rows=tuple(int(row) for row in group[:, 0]),
                people=_differ_by_person(group),
            )


def _content(record: Record) -> tuple[int, int]:
    """Return the hashes of what a row says of its company and of its contact person."""
    company: dict[str, JsonValue] = {}
    person: dict[str, JsonValue] = {}
    for name, value in record.values.items():
        (person if name.startswith("contact.") else company)[name] = value
    bare = all(name in _IDENTITY for name in company)
    return _BARE if bare else _digest(company) or 1, _digest(person) if person else 0


def _digest(values: Mapping[str, JsonValue]) -> int:
    return hash(tuple(sorted((name, str(value)) for name, value in values.items())))


def _differ_by_person(group: NDArray[np.int64]) -> bool:
    contents = {int(content) for content in group[:, 3]} - {_BARE}
    people = [int(person) for person in group[:, 4]]
    return len(contents) <= 1 and 0 not in people and len(set(people)) == len(people)
