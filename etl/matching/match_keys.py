"""Match keys, by which two rows or a row and a record are the same, and duplicates inside a file.

Of a row only fingerprints of 128 bits are kept, which no two values share: 21 bytes a row, 69 with contact persons, so
that a file of a million rows takes a few tens of megabytes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray

from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.core.record import PERSON, Record
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.mapping.column_names import attribute_of

LOOSE = ("name", "text")
"""Keys that identify a record only together with its links."""

NAMES = (*LOOSE, "called")
"""Keys that are free text: Sellsy cannot search for all spellings."""

STRONG = ("id", "siret", "siren", "reference", "number")
"""Keys that identify a record whatever its name."""

EMAIL = "email"
SIREN_LENGTH = 9
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))

FINGERPRINT = "S16"
"""The type of an array of fingerprints."""

ABSENT = b""
"""Takes the place of a fingerprint where there is no value."""

_BARE = ABSENT
"""Takes the place of the fingerprint of company columns that only identify the company."""

_IDENTITY = frozenset({"id", "siret", "siren", "name", "last_name", "first_name", "type", "client_type"})


_REMEMBERED = 8_192
"""Texts whose comparable form is remembered: the keys of a row are compared again and again, in one window."""


def fingerprint(*texts: str) -> bytes:
    """Return 16 bytes that stand for texts, which contain no U+001E, and for no others."""
    return blake2b("\x1e".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def stronger_than(key: str, order: Sequence[str]) -> list[str]:
    """Return the strong keys before a key in an order."""
    return [other for other in order[: order.index(key)] if other in STRONG]


def norm(value: JsonValue) -> str:
    """Return a value in comparable form: case, accents, apostrophes and spaces normalised.

    >>> norm(" Réf\u00a0É’12 ")
    "ref e'12"
    """
    return _norm(str(value))


@lru_cache(maxsize=_REMEMBERED)
def _norm(text: str) -> str:
    if not text.isascii():
        decomposed = normalize("NFKD", text.translate(_APOSTROPHES))
        text = "".join(char for char in decomposed if not combining(char))
    return " ".join(text.casefold().split())


def named(value: JsonValue) -> str:
    """Return a name or a text in comparable form: folded, or normalised where it has no letters or digits.

    >>> named("Garage de l’Étoile "), named("?!")
    ('garage de l etoile', '?!')
    """
    return _named(str(value))


@lru_cache(maxsize=_REMEMBERED)
def _named(text: str) -> str:
    return fold(text) or _norm(text)


def mailed(value: JsonValue) -> str:
    """Return an e-mail address in comparable form: only case is ignored."""
    return str(value).casefold().strip()


def comparable(key: str, value: JsonValue) -> str:
    """Return the value of a key in comparable form."""
    return named(value) if key in NAMES else mailed(value) if key == EMAIL else norm(value)


def digits_of(reference: str) -> str | None:
    """Return an all-digit reference without leading zeros, which spreadsheets remove; None for any other."""
    return reference.lstrip("0") or "0" if reference.isascii() and reference.isdigit() else None


def same_reference(reference: JsonValue, other: JsonValue) -> bool:
    """Tell whether two references differ only in leading zeros."""
    digits = digits_of(norm(reference)) if reference is not None and other is not None else None
    return digits is not None and digits == digits_of(norm(other))


def key_of(record: Record, key: str) -> str | None:
    """Return the comparable value of a match key in a record, None where the record has none."""
    values = record.values
    if key == "name":
        return _name_of(record)
    value = values.get(key)
    return comparable(key, value) if value is not None else None


def timed(title: JsonValue, moment: JsonValue) -> str | None:
    """Return the comparable name of a dated record: its title and its moment, to the second."""
    if title is None or moment is None:
        return None
    return f"{named(title)}\x1f{instant(moment)}"


def instant(moment: JsonValue) -> str:
    """Return a moment as comparable text, whatever its offset; any other text unchanged."""
    try:
        return datetime.fromisoformat(str(moment)).astimezone(UTC).isoformat()
    except ValueError:
        return str(moment)


def _name_of(record: Record) -> str | None:
    values = record.values
    resource = RESOURCES.get(record.variant)
    if resource is not None and resource.moment is not None:
        return timed(values.get(resource.named_by[0]), values.get(resource.moment[0]))
    if resource is not None and not resource.is_person:
        return named(values["name"]) if values.get("name") is not None else None
    last = values.get("last_name") or values.get("name")
    if last is None:
        return None
    return f"{named(last)}\x1f{named(values.get('first_name') or '')}"


def effective_key(record: Record, order: Sequence[str]) -> tuple[str, str] | None:
    """Return the first (key, value) of the order that a record has."""
    for key in order:
        value = key_of(record, key)
        if value is not None:
            return key, value
    return None


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Rows of a file that name the same record; with `people`, they differ only by their contact person."""

    key: str
    rows: tuple[int, ...]
    people: bool


class KeyIndex:
    """Collects the key of every row, then returns the rows that are the same record.

    `scope` lists attributes that must be equal too where the key is loose (a contact's company, when the key is a
    name). `people` says that the file has contact persons, so that several rows may be one company.
    """

    def __init__(self, order: Sequence[str], *, scope: Sequence[str] = (), people: bool = False) -> None:
        self._order = tuple(order)
        self._people = people
        self._scope = tuple(scope)
        self._rows: list[NDArray[np.int32]] = []
        self._keys: list[NDArray[np.int8]] = []
        self._groups: list[NDArray[np.bytes_]] = []
        self._contents: list[NDArray[np.bytes_]] = []

    def add(self, records: Iterable[Record]) -> None:
        """Add the rows of a chunk."""
        rows, keys, groups, contents = [], [], [], []
        for record in records:
            effective = effective_key(record, self._order)
            if effective is not None:
                rows.append(record.row)
                keys.append(self._order.index(effective[0]))
                groups.append(self._group(record, *effective))
                if self._people:
                    contents.append(_content(record))
        self._rows.append(np.array(rows, dtype=np.int32))
        self._keys.append(np.array(keys, dtype=np.int8))
        self._groups.append(np.array(groups, dtype=FINGERPRINT))
        self._contents.append(np.array(contents, dtype=FINGERPRINT).reshape(-1, 3))

    def _group(self, record: Record, key: str, value: str) -> bytes:
        # Namesakes with two ids in another system are two records.
        names = (*self._scope, LEGACY_ID)
        scope = tuple(_scoped(record, name) for name in names) if key in LOOSE else ()
        return fingerprint(record.variant, key, value, *scope)

    def duplicates(self) -> Iterator[Duplicates]:
        """Yield each set of two or more rows that name the same record, in the order of the file."""
        if not self._rows:
            return
        rows, groups = np.concatenate(self._rows), np.concatenate(self._groups)
        by_group = np.argsort(groups, kind="stable")
        ordered = groups[by_group]
        starts = (
            np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.array([], int)
        )
        sizes = np.diff(np.r_[starts, len(ordered)])
        blocks = [by_group[s : s + n] for s, n in zip(starts[sizes > 1], sizes[sizes > 1], strict=True)]
        keys = np.concatenate(self._keys)
        contents = np.concatenate(self._contents) if self._people else None
        for positions in sorted(blocks, key=lambda block: int(rows[block[0]])):
            yield Duplicates(
                key=self._order[int(keys[positions[0]])],
                rows=tuple(int(row) for row in rows[positions]),
                people=contents is not None and _differ_by_person(contents[positions]),
            )


def _scoped(record: Record, name: str) -> str:
    value = record.values.get(name)
    return named(value) if name.endswith("_name") else norm(value)


def _content(record: Record) -> tuple[bytes, bytes, bytes]:
    """Return fingerprints of the company columns of a row, of its contact's name and of the contact's e-mail."""
    company = {name: value for name, value in record.values.items() if not name.startswith(f"{PERSON}.")}
    bare = all(name in _IDENTITY for name in company)
    person_values = {
        name: record.values.get(f"{PERSON}.{name}") for name in ("id", "last_name", "first_name", "email")
    }
    who = [named(person_values[name] or "") for name in ("id", "last_name", "first_name")]
    person = fingerprint(*who) if any(who) else ABSENT
    email = ABSENT if person_values["email"] is None else fingerprint(mailed(person_values["email"]))
    pieces = (text for name in sorted(company) for text in (name, str(company[name])))
    return _BARE if bare else fingerprint(*pieces), person, email


def _differ_by_person(contents: NDArray[np.bytes_]) -> bool:
    """Tell whether rows are one company with different people; namesakes must have different e-mails."""
    companies = set(contents[:, 0].tolist()) - {_BARE}
    emails: dict[bytes, list[bytes]] = {}
    for person, email in contents[:, 1:].tolist():
        emails.setdefault(person, []).append(email)
    if len(companies) > 1 or ABSENT in emails:
        return False
    return all(
        len(addresses) == 1 or (ABSENT not in addresses and len(set(addresses)) == len(addresses))
        for addresses in emails.values()
    )


def chosen_keys(names: Sequence[str], entity: type[Entity], attributes: Collection[str]) -> tuple[str, ...]:
    """Return the match keys that a user chose by name or header, in that order, or the entity's own.

    Raises:
        ConfigError: a key is unknown for the entity, or absent from the file.
    """
    if by_old_id(names, entity):
        if len(names) > 1 or LEGACY_ID not in attributes:
            accepted = [other for other in entity.match if entity.carries(other, attributes)]
            raise ConfigError(
                "match-key-absent", key=LEGACY_ID, accepted=[LEGACY_ID] if len(names) > 1 else accepted
            )
        return ("id",)
    keys = tuple(_key_named(name, entity, attributes) for name in names)
    for key, name in zip(keys, names, strict=True):
        if key not in entity.match:
            raise ConfigError("match-key-unknown", key=name, entity=entity.name, accepted=list(entity.match))
        if not entity.carries(key, attributes):
            accepted = [other for other in entity.match if entity.carries(other, attributes)]
            raise ConfigError("match-key-absent", key=name, accepted=accepted)
    return keys or entity.match


def by_old_id(names: Sequence[str], entity: type[Entity]) -> bool:
    """Tell whether the user chose the id of the other system as a key: alone, rows with two old ids are two records."""
    return any(LEGACY_ID in (name, attribute_of(entity, name)) for name in names)


def _key_named(name: str, entity: type[Entity], attributes: Collection[str]) -> str:
    if name in entity.match:
        return name
    attribute = attribute_of(entity, name) or name
    return "name" if attribute == entity.key_attribute("name", attributes) else attribute
