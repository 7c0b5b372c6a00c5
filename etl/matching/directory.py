"""Records of the CRM indexed by match keys, and the key values that rows look for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import count
from math import ceil, gcd
from typing import TYPE_CHECKING

from etl.account.snapshots import Parts
from etl.core.record import Record
from etl.entities.base.resource import Resource
from etl.entities.origin import LEGACY_ID
from etl.matching.document_keys import (
    REFERENCE,
    Document,
    Written,
    contradicts,
    document_keys,
    outranks,
    stated_attribute,
)
from etl.matching.match_keys import EMAIL, NAMES, STRONG, digits_of, key_of, stronger_than
from etl.sellsy import PAGE

if TYPE_CHECKING:
    from etl.core.results import JsonValue

_GOLDEN = 0.618
"""The share of a file's rows after which the next is looked at: new rows often stand together, at its end."""

_DIGITS = "reference's digits"
"""Name of the index of references without their leading zeros."""


@dataclass(slots=True)
class Directory:
    """The records of one resource that share a key with a row of the file.

    `around` holds linked data read for some of them, by id: addresses, companies. `old_ids` are their ids in another
    system, where known. After a full scan, `scanned` is the number of records read and `instead` the number of
    calls that searches would have taken, where possible. `written` holds the records that rows of the file change or
    create, as the rows leave them; they are matched in that state, new ones only with `sees_new`.
    """

    resource: Resource
    documents: dict[int, Document] = field(default_factory=dict)
    around: dict[int, Parts] = field(default_factory=dict)
    old_ids: dict[int, set[str]] = field(default_factory=dict)
    by_key: dict[str, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(dict))
    scanned: int | None = None
    instead: int | None = None
    written: dict[int, Written] = field(default_factory=dict)
    sees_new: bool = False

    def grown(self, number: int) -> int:
        """Return how many more calls reading would have taken with `number` more records."""
        if self.scanned is None:
            return 0
        more = max(1, ceil((self.scanned + number) / PAGE)) - max(1, ceil(self.scanned / PAGE))
        return more if self.instead is None else min(more, self.instead)

    def add(self, document: Document, keys: Iterable[str]) -> None:
        """Index a record by the keys that rows use."""
        record_id = int(str(document["id"]))
        self.documents[record_id] = document
        for key, value in self.indexed(document, keys):
            self.by_key[key].setdefault(value, set()).add(record_id)

    def forget(self, document: Document, keys: Iterable[str]) -> None:
        """Remove a record and its keys."""
        record_id = int(str(document["id"]))
        self.documents.pop(record_id, None)
        for key, value in self.indexed(document, keys):
            self.by_key[key].get(value, set()).discard(record_id)

    def indexed(self, document: Document, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the (index, value) entries of a record."""
        for key in keys:
            for value in document_keys(self.resource.variant, key, document):
                yield from Wanted.indexes(key, value)

    def write(self, record_id: int, written: Written | None, keys: Sequence[str]) -> set[tuple[str, str]]:
        """Set the state in which a row leaves a record (None: unchanged); return its old and new (index, value)."""
        before, after = self.now(record_id), self.documents.get(record_id)
        if written is None:
            self.written.pop(record_id, None)
        else:
            self.written[record_id] = written
            after = written.document
        touched: set[tuple[str, str]] = set()
        for document in (before, after):
            places = set() if document is None else {*self.indexed(document, keys)}
            for index, value in places:
                ids = self.by_key[index].setdefault(value, set())
                (ids.add if document is after else ids.discard)(record_id)
            touched |= places
        return touched

    def now(self, record_id: int) -> Document | None:
        """Return a record in the state in which the rows of the file leave it."""
        written = self.written.get(record_id)
        return self.documents.get(record_id) if written is None else written.document

    def knows_otherwise(self, record: Record, document: Document) -> bool:
        """Tell whether a record's ids in another system are known and differ from the one that a row states."""
        record_id, stated = int(str(document["id"])), record.values.get(LEGACY_ID)
        known = {*self.old_ids.get(record_id, ())}
        if (written := self.written.get(record_id)) is not None and written.old_id is not None:
            known.add(written.old_id)
        return stated is not None and bool(known) and str(stated) not in known

    def leave_out(self, ids: AbstractSet[int]) -> None:
        """Remove records, so that no row matches them."""
        if ids:
            self.documents = {key: document for key, document in self.documents.items() if key not in ids}
            for values in self.by_key.values():
                for indexed in values.values():
                    indexed.difference_update(ids)

    def with_key(self, key: str, value: str) -> list[Document]:
        """Return the records whose key has a value, lowest id first."""
        ids = sorted(self.by_key.get(key, {}).get(value, ()))
        documents = (self.now(record_id) for record_id in ids if record_id in self.documents or self.sees_new)
        return [document for document in documents if document is not None]

    def with_digits(self, key: str, value: str) -> list[Document]:
        """Return the records whose reference differs only in leading zeros, lowest id first."""
        digits = digits_of(value) if key == REFERENCE else None
        return [] if digits is None else self.with_key(_DIGITS, digits)

    def fitting(self, record: Record, key: str) -> list[Document]:
        """Return the records that have a row's value of a key, lowest id first; a SIREN is ignored beside a SIRET."""
        value = key_of(record, key)
        if value is None or (key == "siren" and record.values.get("siret")):
            return []
        return self.with_key(key, value) or self.with_digits(key, value)


class Wanted:
    """The key values of the rows, by key: comparable value -> value as the row states it.

    `shared` are the (key, value) pairs that several rows state. With `chosen`, the user chose the keys, and the first
    that a row states decides.
    """

    def __init__(self, order: Sequence[str], *, chosen: bool = False) -> None:
        self.order = tuple(order)
        self.values: dict[str, dict[str, JsonValue]] = {key: {} for key in order}
        self.shared: set[tuple[str, str]] = set()
        self.digits: set[str] = set()
        self._chosen = chosen
        self._names = {*NAMES} & {*order}
        self._named: list[tuple[str | None, ...]] = []
        self.bare = False
        """Whether some row has a name but no other key."""

    def add(self, record: Record) -> None:
        """Add the keys of a row; a SIREN counts only without a SIRET."""
        keys = tuple(key_of(record, key) for key in self.order)
        for key, value in zip(self.order, keys, strict=True):
            if value is None or (key == "siren" and record.values.get("siret")):
                continue
            if value in self.values[key]:
                self.shared.add((key, value))
            self.values[key].setdefault(value, record.values.get(stated_attribute(record, key)))
            if key == REFERENCE and (digits := digits_of(value)) is not None:
                if digits in self.digits:
                    self.shared.add((_DIGITS, digits))
                self.digits.add(digits)
        stated = {key for key, value in zip(self.order, keys, strict=True) if value is not None}
        if stated <= self._names:
            self.bare = self.bare or bool(stated)
        elif stated & self._names:
            self._named.append(keys)

    def scattered(self) -> Iterator[Mapping[str, str | None]]:
        """Yield the keys of each row that has a name beside other keys, the first of them from all over the file."""
        number = len(self._named)
        step = next(step for step in count(int(number * _GOLDEN) + 1) if gcd(step, number) == 1)
        for rank in range(number):
            yield dict(zip(self.order, self._named[rank * step % number], strict=True))

    def leaves_open(self, directory: Directory) -> bool:
        """Tell whether names are needed: the other keys of some row do not identify its record."""
        return not all(self.is_settled(keys, directory) for keys in self.scattered())

    def is_settled(self, keys: Mapping[str, str | None], directory: Directory) -> bool:
        """Tell whether the keys of a row identify its record without its name."""
        if self._chosen:
            first = next(key for key in self.order if keys[key] is not None)
            return first not in self._names and bool(_having(directory, first, keys))
        variant = directory.resource.variant
        for key in keys:
            if key in STRONG and (having := _having(directory, key, keys)):
                stronger = {other: keys[other] for other in stronger_than(key, self.order)}
                return not any(outranks(stronger, variant, document) for document in having)
        strong = {key: value for key, value in keys.items() if key in STRONG}
        return any(
            keys[name] in document_keys(variant, name, document)
            and not contradicts(strong, variant, document)
            for document in (_having(directory, EMAIL, keys) if EMAIL in keys else ())
            for name in self._names & keys.keys()
        )

    def has(self, variant: str, document: Document) -> bool:
        """Tell whether a record shares a key with a row."""
        return any(
            value in known or (key == REFERENCE and digits_of(value) in self.digits)
            for key, known in self.values.items()
            if known
            for value in document_keys(variant, key, document)
        )

    def states(self, index: str, value: str) -> bool:
        """Tell whether a row states a value of an index."""
        return value in (self.digits if index == _DIGITS else self.values[index])

    @staticmethod
    def indexes(key: str, value: str) -> list[tuple[str, str]]:
        """Return the (index, value) entries of a value of a key."""
        digits = digits_of(value) if key == REFERENCE else None
        return [(key, value)] if digits is None else [(key, value), (_DIGITS, digits)]

    def used(self) -> list[str]:
        """Return the keys that rows state."""
        return [key for key in self.order if self.values[key]]


def _having(directory: Directory, key: str, keys: Mapping[str, str | None]) -> list[Document]:
    value = keys[key]
    return [] if value is None else directory.with_key(key, value) or directory.with_digits(key, value)
