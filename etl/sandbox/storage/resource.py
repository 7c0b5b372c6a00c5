"""What a resource declares so that storing, filtering, ordering and paging it is derived."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.sandbox.storage import times

Record = dict[str, Any]
SqlValue = None | int | str
Clause = tuple[str, Sequence[SqlValue]]
Filter = Callable[[Any], Clause]


@lru_cache(maxsize=8192)
def fold(text: str | None) -> str:
    """Return a text as MySQL's usual collation compares it: no case, no accents, no trailing spaces."""
    if not text:
        return ""
    if text.isascii():
        return text.lower().rstrip(" ")
    plain = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return "".join(plain).casefold().rstrip(" ")


@dataclass(frozen=True, slots=True)
class Column:
    """A value kept beside the JSON body, with its index, for a filter or an order."""

    name: str
    take: Callable[[Record], SqlValue]
    type: str = "TEXT"


def folded(name: str, key: str | None = None) -> Column:
    """Declare a column compared as MySQL would."""
    return Column(name, lambda record: fold(record.get(key or name)))


def plain(name: str, *, type: str = "TEXT") -> Column:  # noqa: A002 - SQL's own word
    """Declare a column compared exactly."""
    return Column(name, lambda record: record.get(name), type)


def moment(name: str) -> Column:
    """Declare a column holding the epoch second of a timestamp."""
    return Column(name, lambda record: times.epoch(record[name]), "INTEGER")


def flag(name: str) -> Column:
    """Declare a column holding 0 or 1."""
    return Column(name, lambda record: int(bool(record.get(name))), "INTEGER")


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of record: `name` is its table and path, `noun` what others call it ("company").

    `orders` maps an accepted `order` to a column ("id" always works), `filters` a filter name to its
    clause. `sequence` and `first_id` give the identifiers: the ranges differ on purpose, so that taking a
    contact's id for a company's is noticed. `updated` is the key that a write stamps, `order` the one of `orders`
    that lists follow unless another is asked, `template` the JSON of a new record where the contract has none.
    """

    name: str
    noun: str
    first_id: int = 1
    sequence: str = ""
    columns: tuple[Column, ...] = ()
    orders: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    updated: str | None = None
    order: str = "id"
    template: str = ""

    def ddl(self) -> str:
        """Return the statements that create its table and indexes."""
        columns = "".join(f', "{column.name}" {column.type}' for column in self.columns)
        table = (
            f'CREATE TABLE IF NOT EXISTS "{self.name}"(id INTEGER PRIMARY KEY, body TEXT NOT NULL{columns});'
        )
        indexes = (
            f'CREATE INDEX IF NOT EXISTS "{self.name}_{column.name}" ON "{self.name}"("{column.name}", id);'
            for column in self.columns
        )
        return table + "".join(indexes)

    def values(self, record: Record) -> list[SqlValue]:
        """Return the row of a record: id, body, columns."""
        body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return [record["id"], body, *(column.take(record) for column in self.columns)]

    def put_sql(self) -> str:
        """Return the statement that writes a whole row."""
        marks = ", ".join("?" * (2 + len(self.columns)))
        return f'INSERT OR REPLACE INTO "{self.name}" VALUES ({marks})'
