"""What to export: the options, and the exports of the entities that they mean."""

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Self, get_args

from etl.account.changed_since import Since
from etl.account.columns import Style
from etl.account.lookups import Lookups
from etl.account.query import make_query
from etl.codecs.ago import read_since
from etl.commands.data.searching import SearchOptions
from etl.commands.option_checks import check_count, delimiter_of, listed, names_of
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.entities import ENTITIES, Entity, entity_named
from etl.exports.exporter import EntityExport
from etl.exports.record_rows import RecordReader
from etl.journal import ExportMemory
from etl.v1.columns import V1Columns

ColumnNames = Literal["header", "machine"]
"""What the columns of a file are called: as in a template, or by stable names for programs."""

EVERYTHING = "all"
"""Stands for every entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(SearchOptions):
    """What to export, and how to write it; see `etl.export`."""

    since: str | date | None = None
    raw: bool = False
    names: ColumnNames | None = None
    dataset: str = "sellsy"
    deleted: bool = False
    compare: bool = False
    name: str = ""
    format: str | None = None
    delimiter: str = ";"
    encoding: str | None = None
    fast: bool = False
    log_json: str | Path | None = None

    def checked(self) -> Self:
        """Return the options with lists as tuples.

        Raises:
            ConfigError: a value is not accepted.
        """
        if self.limit is not None:
            check_count("limit", self.limit, least=0)
        if self.names is not None and self.names not in get_args(ColumnNames):
            raise ConfigError(
                "filter-value", name="names", value=self.names, accepted=list(get_args(ColumnNames))
            )
        if self.raw and self.names is not None:
            raise ConfigError("names-raw")
        if not isinstance(self.since, str | date | None):
            raise ConfigError("since-shape", value=self.since)
        return replace(
            self,
            where=listed(self.where),
            columns=names_of(self.columns),
            delimiter=delimiter_of(self.delimiter),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of an export with its names and times resolved."""

    entities: tuple[type[Entity], ...]
    options: ExportOptions
    style: Style
    since: Since

    @classmethod
    def of(cls, entity: str, options: ExportOptions, *, typed: bool, now: datetime) -> Self:
        """Resolve the options of an export to a format that is `typed` or not.

        Raises:
            ConfigError: an option is not accepted, there is no such entity, or `since` is not a time.
        """
        options = options.checked()
        since = options.since
        if since is not None and not isinstance(since, datetime):
            since = read_since(str(since), now)
        return cls(
            tuple(ENTITIES) if entity == EVERYTHING else (entity_named(entity),),
            options,
            _style(options, typed=typed),
            since,
        )


def _style(options: ExportOptions, *, typed: bool) -> Style:
    """Return how values are shown: for programs where the format is typed, unless the options say otherwise."""
    if options.raw:
        return "raw"
    names = options.names or ("machine" if typed else "header")
    return "machine" if names == "machine" else "typed" if typed else "sheet"


def parts_of(wanted: Wanted, session: Session, stack: ExitStack, *, anew: bool = False) -> list[EntityExport]:
    """Return the export of each entity; `stack` closes what is remembered for `since`, `anew` writes it all again."""
    names = Lookups(session.sellsy)
    account = session.settings

    def part(entity: type[Entity]) -> EntityExport:
        last = wanted.since == "last"
        memory = session.journal.export(_key(account, entity, wanted.options)) if last else None
        kept = None if memory is None else stack.enter_context(memory)
        if kept is not None and anew:
            kept.watermark = None
        return _part(wanted, entity, names, memory=kept, session=session)

    return [part(entity) for entity in wanted.entities]


def _key(used: Settings, entity: type[Entity], options: ExportOptions) -> str:
    """Return the name by which an export is remembered."""
    parts = [used.account, used.profile or "", entity.name, sorted(options.where), options.name]
    return json.dumps(parts, ensure_ascii=True)


def _part(
    wanted: Wanted,
    entity: type[Entity],
    lookups: Lookups,
    *,
    memory: ExportMemory | None,
    session: Session,
) -> EntityExport:
    options = wanted.options
    reader = RecordReader(
        sellsy=lookups.sellsy,
        entity=entity,
        lang=session.lang,
        lookups=lookups,
        style=wanted.style,
        only=tuple(options.columns),
        v1=V1Columns(lookups.sellsy),
    )
    query = make_query(
        entity,
        tuple(options.where),
        lookups=lookups,
        order=options.order,
        descending=options.descending,
        limit=options.limit,
        embed=reader.embed(),
        fields=reader.narrowed(),
    )
    return EntityExport(
        reader,
        query,
        session.observer,
        since=wanted.since,
        memory=memory,
        compare=options.compare,
        list_deleted=options.deleted,
    )
