"""Match keys: what makes two rows, or a row and a record, the same; and the doubles inside a file.

Only hashes are kept (12 bytes a row), so a file of a million rows stays within a few tens of megabytes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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
"""Keys that mean a record only together with what it hangs on."""

NAMES = (*LOOSE, "called")
"""Keys that are words for people: Sellsy cannot search for all the spellings of one."""

STRONG = ("id", "siret", "siren", "reference", "number")
"""Keys that mean one record whatever it is called."""

EMAIL = "email"
SIREN_LENGTH = 9
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))

_BARE = 0
"""Content hash of a row that says nothing of its company beyond who it is."""

_IDENTITY = frozenset({"id", "siret", "siren", "name", "last_name", "first_name", "type", "client_type"})


def stronger_than(key: str, order: Sequence[str]) -> list[str]:
    """Return the strong keys that come before one in an order."""
    return [one for one in order[: order.index(key)] if one in STRONG]


def norm(value: JsonValue) -> str:
    """Return a value as keys compare it: without case, accents, kinds of apostrophes and of spaces.

    >>> norm(" Réf\u00a0É’12 ")
    "ref e'12"
    """
    text = str(value)
    if not text.isascii():
        decomposed = normalize("NFKD", text.translate(_APOSTROPHES))
        text = "".join(char for char in decomposed if not combining(char))
    return " ".join(text.casefold().split())


def named(value: JsonValue) -> str:
    """Return a name or a text as keys compare it: as words are folded everywhere; signs alone stay as they are.

    >>> named("Garage de l’Étoile "), named("?!")
    ('garage de l etoile', '?!')
    """
    return fold(str(value)) or norm(value)


def mailed(value: JsonValue) -> str:
    """Return an e-mail address as keys compare it: without case; an accent or a hyphen makes it another."""
    return str(value).casefold().strip()


def comparable(key: str, value: JsonValue) -> str:
    """Return the value of a key as it is compared."""
    return named(value) if key in NAMES else mailed(value) if key == EMAIL else norm(value)


def digits_of(reference: str) -> str | None:
    """Return a reference of digits alone without its leading zeros, which a spreadsheet takes; None of any other."""
    return reference.lstrip("0") or "0" if reference.isascii() and reference.isdigit() else None


def same_reference(one: JsonValue, other: JsonValue) -> bool:
    """Tell whether two references are the same but for leading zeros."""
    digits = digits_of(norm(one)) if one is not None and other is not None else None
    return digits is not None and digits == digits_of(norm(other))


def key_of(record: Record, key: str) -> str | None:
    """Return the comparable value of a match key in a record, None where the record has none."""
    values = record.values
    if key == "name":
        return _name_of(record)
    value = values.get(key)
    return comparable(key, value) if value is not None else None


def timed(title: JsonValue, moment: JsonValue) -> str | None:
    """Return the comparable name of what is planned: its title and when it is, to the second."""
    if title is None or moment is None:
        return None
    return f"{named(title)}\x1f{instant(moment)}"


def instant(moment: JsonValue) -> str:
    """Return a moment as comparable text, whatever its offset; what is none as it is."""
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
    """Return the first (key, value) of the order that the record carries."""
    for key in order:
        value = key_of(record, key)
        if value is not None:
            return key, value
    return None


@dataclass(frozen=True, slots=True)
class Duplicates:
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
        self._rows: list[NDArray[np.int32]] = []
        self._groups: list[NDArray[np.int64]] = []
        self._contents: list[NDArray[np.int64]] = []

    def add(self, records: Iterable[Record]) -> None:
        """Take the rows of one chunk."""
        rows, groups, contents = [], [], []
        for record in records:
            group = self._group(record)
            if group is not None:
                rows.append(record.row)
                groups.append(group)
                if self._people:
                    contents.append(_content(record))
        self._rows.append(np.array(rows, dtype=np.int32))
        self._groups.append(np.array(groups, dtype=np.int64))
        self._contents.append(np.array(contents, dtype=np.int64).reshape(-1, 3))

    def _group(self, record: Record) -> int | None:
        found = effective_key(record, self._order)
        if found is None:
            return None
        key, value = found
        # Namesakes that another system knows by two ids are two records.
        names = (*self._scope, LEGACY_ID)
        scope = tuple(_scoped(record, name) for name in names) if key in LOOSE else ()
        # The last digits keep which key it was: the order has fewer than sixteen.
        return hash((record.variant, key, value, *scope)) // 16 * 16 + self._order.index(key)

    def twins(self) -> Iterator[Duplicates]:
        """Yield every set of two rows or more that name the same record, in the order of the file."""
        if not self._rows:
            return
        rows, groups = np.concatenate(self._rows), np.concatenate(self._groups)
        by_group = np.argsort(groups, kind="stable")
        ordered = groups[by_group]
        starts = (
            np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.array([], int)
        )
        sizes = np.diff(np.r_[starts, len(ordered)])
        some = [by_group[s : s + n] for s, n in zip(starts[sizes > 1], sizes[sizes > 1], strict=True)]
        contents = np.concatenate(self._contents) if self._people else None
        for positions in sorted(some, key=lambda one: int(rows[one[0]])):
            yield Duplicates(
                key=self._order[int(groups[positions[0]]) % 16],
                rows=tuple(int(row) for row in rows[positions]),
                people=contents is not None and _differ_by_person(contents[positions]),
            )


def _scoped(record: Record, name: str) -> str:
    value = record.values.get(name)
    return named(value) if name.endswith("_name") else norm(value)


def _content(record: Record) -> tuple[int, int, int]:
    """Return the hashes of what a row says of its company, of its contact's name, and of the contact's e-mail."""
    company = {name: value for name, value in record.values.items() if not name.startswith(f"{PERSON}.")}
    bare = all(name in _IDENTITY for name in company)
    said = {
        name: record.values.get(f"{PERSON}.{name}") for name in ("id", "last_name", "first_name", "email")
    }
    who = [named(said[name] or "") for name in ("id", "last_name", "first_name")]
    person = hash(tuple(who)) or 1 if any(who) else 0
    email = hash(mailed(said["email"])) or 1 if said["email"] is not None else 0
    return _BARE if bare else _digest(company) or 1, person, email


def _digest(values: Mapping[str, JsonValue]) -> int:
    return hash(tuple(sorted((name, str(value)) for name, value in values.items())))


def _differ_by_person(contents: NDArray[np.int64]) -> bool:
    """Tell whether rows are one company with different people; namesakes differ by their e-mails, if both have one."""
    companies = {int(company) for company in contents[:, 0]} - {_BARE}
    emails: dict[int, list[int]] = {}
    for person, email in contents[:, 1:]:
        emails.setdefault(int(person), []).append(int(email))
    if len(companies) > 1 or 0 in emails:
        return False
    return all(len(some) == 1 or (0 not in some and len(set(some)) == len(some)) for some in emails.values())


def chosen_keys(said: Sequence[str], entity: type[Entity], attributes: Collection[str]) -> tuple[str, ...]:
    """Return the match keys that a user chose, by name or header, in that order; else the entity's own.

    Raises:
        ConfigError: a key is none of the entity's, or the file does not carry it.
    """
    keys = tuple(_key_named(one, entity, attributes) for one in said)
    for key, one in zip(keys, said, strict=True):
        if key not in entity.match:
            raise ConfigError("match-key-unknown", key=one, entity=entity.name, accepted=list(entity.match))
        if not entity.carries(key, attributes):
            accepted = [other for other in entity.match if entity.carries(other, attributes)]
            raise ConfigError("match-key-absent", key=one, accepted=accepted)
    return keys or entity.match


def _key_named(said: str, entity: type[Entity], attributes: Collection[str]) -> str:
    if said in entity.match:
        return said
    attribute = attribute_of(entity, said) or said
    return "name" if attribute == entity.key_attribute("name", attributes) else attribute
