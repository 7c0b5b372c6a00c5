"""Conditions for who cleans an account up: records whose columns are `empty`, and those that are `doubled`.

Sellsy filters neither. `empty` looks at each record; `doubled` reads the records once more, before, to know which
values several of them share.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etl.account.columns import needed_fields
from etl.account.scan import Document, Keep, Query
from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.core.json_paths import dig
from etl.entities import Column, Entity
from etl.sellsy import Sellsy

EMPTY, DOUBLED = "empty", "doubled"
TIDINESS = (EMPTY, DOUBLED)
"""The names of the conditions; their value is one column or several, by attribute or header."""

Key = tuple[str, ...]


def columns_of(name: str, value: str, entity: type[Entity]) -> list[Column]:
    """Return the columns that a condition names.

    Raises:
        ConfigError: one is no column that a record has itself; the accepted ones are listed.
    """
    accepted = {column.attribute: column for column in entity.columns if column.paths and not column.part}
    index = entity.header_index()
    found = []
    for said in (one.strip() for one in value.split(",")):
        column = accepted.get(said) or accepted.get(index.get(fold(said), ""))
        if column is None:
            raise ConfigError("filter-value", name=name, value=said, accepted=[*accepted])
        found.append(column)
    return found


def have(columns: list[Column], variant: str) -> bool:
    """Tell whether records of a variant have every one of some columns."""
    return all(variant in column.paths for column in columns)


def emptied(columns: list[Column], variant: str) -> Keep:
    """Return what keeps records none of whose columns holds anything."""
    paths = [column.paths[variant] for column in columns]
    return lambda document: not any(_told(document, path) for path in paths)


def doubling(query: Query, columns: list[Column], sellsy: Sellsy) -> Query:
    """Return a search narrowed to the records that hold the same in every column as another one it finds."""
    doubles = _Doubles(sellsy, query, columns)
    searches = [
        replace(search, keep=(*search.keep, doubles.keep(search.variant))) for search in query.searches
    ]
    return replace(query, searches=tuple(searches), fields=())


@dataclass(slots=True)
class _Doubles:
    """Which values the records of a search share; they are read when the first is asked about."""

    sellsy: Sellsy
    query: Query
    columns: list[Column]
    _shared: frozenset[Key] | None = field(default=None, init=False)

    def keep(self, variant: str) -> Keep:
        """Return what keeps the records of a variant that are not alone."""
        return lambda document: self._key(variant, document) in self.shared

    @property
    def shared(self) -> frozenset[Key]:
        """The values that several records hold."""
        if self._shared is None:
            found = replace(self.query, limit=None, order=None, descending=False, fields=self._fields())
            counted = Counter(self._key(variant, document) for variant, document in found.run(self.sellsy))
            self._shared = frozenset(key for key, count in counted.items() if count > 1 and all(key))
        return self._shared

    def _key(self, variant: str, document: Document) -> Key:
        return tuple(_told(document, column.paths[variant]) for column in self.columns)

    def _fields(self) -> tuple[str, ...]:
        """Return the only fields to read; none is all, which the other conditions need."""
        if any(search.keep for search in self.query.searches):
            return ()
        names: dict[str, None] = {"id": None}
        for search in self.query.searches:
            for column in self.columns:
                names |= dict.fromkeys(needed_fields(column, search.variant) or ())
        return tuple(names)


def _told(document: Mapping[str, object], path: str) -> str:
    value = dig(document, path)  # type: ignore[arg-type]
    return "" if value is None or value == [] else fold(str(value))
