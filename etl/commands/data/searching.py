"""Search and retrieve records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from etl.account.lookups import Lookups
from etl.account.query import make_query
from etl.account.scan import Query
from etl.codecs import fold
from etl.commands.session import Session
from etl.core.errors import ConfigError, RefusedError
from etl.core.results import JsonValue
from etl.entities import Entity, entity_named
from etl.entities.base.resource import RESOURCES
from etl.exports.record_rows import Line, RecordReader
from etl.sellsy import Sellsy
from etl.sheets.writers import OutputCell
from etl.v1.columns import V1Columns

__all__ = ["Found", "Reading", "SearchOptions", "get_records", "search_records"]

_ABSENT = 404


@dataclass(frozen=True, slots=True)
class Found:
    """Records as rows: `headers` and `rows` are parallel, `documents` are Sellsy's; no record has the `missing` ids."""

    headers: tuple[str, ...]
    rows: tuple[tuple[OutputCell, ...], ...]
    documents: tuple[dict[str, JsonValue], ...]
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """Which records are read.

    `where` are conditions such as "email=a@b.example", "created=2026-01-01..2026-06-30", "step=Devis envoyé". `order`
    is one of Sellsy's orders for the entity, None that of ids. `limit` None is all of them. `columns` are attributes or
    headers, or "all".
    """

    where: Sequence[str] = ()
    columns: Sequence[str] = ()
    order: str | None = None
    descending: bool = False
    limit: int | None = None


@dataclass(slots=True)
class Reading:
    """A session prepared to read the records of one entity."""

    sellsy: Sellsy
    entity: type[Entity]
    reader: RecordReader

    @classmethod
    def of(cls, session: Session, entity: str) -> Self:
        """Return a reading of an entity in the account of a session.

        Raises:
            ConfigError: there are no settings, or no such entity.
        """
        named, sellsy = entity_named(entity), session.sellsy
        return cls(
            sellsy,
            named,
            RecordReader(sellsy=sellsy, entity=named, lang=session.lang, lookups=Lookups(sellsy)),
        )

    def query(self, options: SearchOptions) -> Query:
        """Return the query for the conditions."""
        return make_query(
            self.entity,
            options.where,
            lookups=self.reader.lookups,
            order=options.order,
            descending=options.descending,
            limit=options.limit,
            embed=self.reader.embed(),
        )

    def record(self, identifier: int) -> tuple[str, dict[str, JsonValue]] | None:
        """Return (variant, record) of an id, None when no record of the entity has it."""
        query: dict[str, JsonValue] = {"embed[]": [*self.reader.embed()]}
        for variant in self.entity.variants:
            try:
                answer = self.sellsy.get(f"{RESOURCES[variant].path}/{identifier}", query=query)
            except RefusedError as error:
                if error.status != _ABSENT:
                    raise
                continue
            document: dict[str, JsonValue] = answer.body
            wanted = self.entity.filters.get("type")
            if wanted is None or document.get("type") == wanted:
                return variant, document
        return None

    def show(self, columns: Sequence[str]) -> None:
        """Prepare for the columns to show: those of API v1 take calls of their own.

        Raises:
            ConfigError: a column does not exist; the accepted ones are listed.
        """
        shown = set(self._positions(columns))
        if any(column.v1 and i in shown for i, column in enumerate(self.reader.columns)):
            self.reader.v1 = V1Columns(self.sellsy)

    def records(self, lines: Sequence[Line], columns: Sequence[str], missing: Sequence[int] = ()) -> Found:
        """Return records with the columns asked for: "all", or an empty list for the usual ones."""
        headers = self.reader.headers()
        kept = self._positions(columns)
        rows = [line.cells for line in lines]
        return Found(
            tuple(headers[i] for i in kept),
            tuple(tuple(row[i] for i in kept) for row in rows),
            tuple(dict(line.document) for line in lines),
            tuple(missing),
        )

    def _positions(self, columns: Sequence[str]) -> list[int]:
        headers = self.reader.headers()
        names = [column.attribute for column in self.reader.columns] + headers[len(self.reader.columns) :]
        if list(columns) == ["all"]:
            return [*range(len(headers))]
        index = self.entity.header_index()
        positions = []
        for typed in columns or self.entity.shown:
            name = typed if typed in names else index.get(fold(typed), typed)
            if name not in names:
                raise ConfigError("column-unknown", column=typed, entity=self.entity.name, accepted=names)
            positions.append(names.index(name))
        return positions


def search_records(session: Session, entity: str, options: SearchOptions) -> Found:
    """Return the records that meet every condition.

    Raises:
        ConfigError: a condition, an order or a column does not exist; the accepted ones are listed.
        ApiError: see `etl.core.errors`.
    """
    reading = Reading.of(session, entity)
    query = reading.query(options)
    reading.show(options.columns)
    return reading.records(list(reading.reader.lines(query.run(reading.sellsy))), options.columns)


def get_records(
    session: Session, entity: str, identifiers: Sequence[int], *, columns: Sequence[str] = ("all",)
) -> Found:
    """Return records by their ids, in the order asked; ids without a record of the entity are `missing`.

    Raises:
        ConfigError: there is no such entity or column.
        ApiError: see `etl.core.errors`.
    """
    reading = Reading.of(session, entity)
    reading.show(columns)
    read = {record_id: reading.record(record_id) for record_id in dict.fromkeys(identifiers)}
    lines = list(reading.reader.lines(record for record in read.values() if record is not None))
    return reading.records(
        lines, columns, [record_id for record_id, record in read.items() if record is None]
    )
