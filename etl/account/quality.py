"""Conditions for cleaning an account up: records with `empty` columns, and duplicates (`doubled`).

Sellsy has no filter for either. `empty` looks at each record; `doubled` first reads all records once, to find the
values that several of them share.
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
CONDITIONS = (EMPTY, DOUBLED)
"""The names of the conditions; their value lists columns, by attribute or header."""

Key = tuple[str, ...]


def columns_of(name: str, value: str, entity: type[Entity]) -> list[Column]:
    """Return the columns that a condition names.

    Raises:
        ConfigError: a name is not a column of the record itself; the accepted ones are listed.
    """
    accepted = {column.attribute: column for column in entity.columns if column.paths and not column.part}
    index = entity.header_index()
    columns = []
    for header in (part.strip() for part in value.split(",")):
        column = accepted.get(header) or accepted.get(index.get(fold(header), ""))
        if column is None:
            raise ConfigError("filter-value", name=name, value=header, accepted=[*accepted])
        columns.append(column)
    return columns


def have(columns: list[Column], variant: str) -> bool:
    """Tell whether records of a variant have all of the columns."""
    return all(variant in column.paths for column in columns)


def only_empty(columns: list[Column], variant: str) -> Keep:
    """Return the filter that keeps records whose columns are all empty."""
    paths = [column.paths[variant] for column in columns]
    return lambda document: not any(_folded(document, path) for path in paths)


def only_duplicates(query: Query, columns: list[Column], sellsy: Sellsy) -> Query:
    """Return a search narrowed to records that share the values of all columns with another record of the search."""
    duplicates = _Duplicates(sellsy, query, columns)
    searches = [
        replace(search, keep=(*search.keep, duplicates.keep(search.variant))) for search in query.searches
    ]
    return replace(query, searches=tuple(searches), fields=())


@dataclass(slots=True)
class _Duplicates:
    """The values that records of a search share; they are read on first use."""

    sellsy: Sellsy
    query: Query
    columns: list[Column]
    _shared: frozenset[Key] | None = field(default=None, init=False)

    def keep(self, variant: str) -> Keep:
        """Return the filter that keeps the duplicates of a variant."""
        return lambda document: self._key(variant, document) in self.shared

    @property
    def shared(self) -> frozenset[Key]:
        """The values that several records have."""
        if self._shared is None:
            every = replace(self.query, limit=None, order=None, descending=False, fields=self._fields())
            counted = Counter(self._key(variant, document) for variant, document in every.run(self.sellsy))
            self._shared = frozenset(key for key, count in counted.items() if count > 1 and all(key))
        return self._shared

    def _key(self, variant: str, document: Document) -> Key:
        return tuple(_folded(document, column.paths[variant]) for column in self.columns)

    def _fields(self) -> tuple[str, ...]:
        """Return the fields to read; none stands for all, which the other conditions need."""
        if any(search.keep for search in self.query.searches):
            return ()
        names: dict[str, None] = {"id": None}
        for search in self.query.searches:
            for column in self.columns:
                names |= dict.fromkeys(needed_fields(column, search.variant) or ())
        return tuple(names)


def _folded(document: Mapping[str, object], path: str) -> str:
    value = dig(document, path)  # type: ignore[arg-type]
    return "" if value is None or value == [] else fold(str(value))
