"""Tables of a database kept up to date by dlt: merged by key, new columns added, deleted records marked.

Everything is read before anything is loaded: a run that fails while it reads changes nothing. One that was killed while
it loaded is completed by the next, which reads the same changes again; `_dlt_loads` names the loads that are complete.
"""

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from getpass import getuser
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from etl.core.batching import batched
from etl.core.errors import ConfigError, DataError
from etl.exports.associations import Association, Links
from etl.exports.exporter import EntityExport
from etl.exports.manifest import keys_of
from etl.sheets.writers import Field, OutputCell

DELETED = "_deleted_at"
"""The column that says since when a record is known to be deleted in Sellsy."""

DATASET = "sellsy"
"""The schema of a database that the tables are in, unless another one is named."""

_SCHEMES = {
    "duckdb": "duckdb",
    "postgresql": "postgres",
    "postgres": "postgres",
    "sqlite": "sqlalchemy",
    "mysql": "sqlalchemy",
    "mariadb": "sqlalchemy",
    "mssql": "mssql",
}
"""Scheme of an address -> destination of dlt."""

_TYPES = {
    "text": "text",
    "number": "decimal",
    "decimal": "decimal",
    "integer": "bigint",
    "date": "date",
    "moment": "timestamp",
    "boolean": "bool",
    "list": "json",
    "integers": "json",
}

_OWN = re.compile(r"dlt:(?P<name>[a-z_]+)")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")
_PAGE = 500
"""Records whose links are deleted by one statement."""


def is_warehouse(target: str) -> bool:
    """Tell whether a target is a database: `duckdb:///crm.duckdb`, or a destination of dlt, `dlt:bigquery`."""
    scheme, mark, _rest = target.partition("://")
    return (bool(mark) and scheme in _SCHEMES) or _OWN.fullmatch(target) is not None


def shown_target(target: str) -> str:
    """Return an address without user and password."""
    if "@" not in target:
        return target
    parts = urlsplit(target)
    host = parts.hostname or ""
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


@dataclass(slots=True)
class Warehouse:
    """A database to load: its address, the schema of its tables, and the folder where dlt keeps what it knows of it.

    `now` is the time that deleted records are marked with.
    """

    target: str
    folder: Path
    dataset: str
    now: datetime
    _pipeline: Any = field(init=False)

    def __post_init__(self) -> None:
        """Connect to nothing yet.

        Raises:
            ConfigError: dlt is not installed, or the address or the schema has no name.
            DataError: dlt knows no such destination, or lacks its library.
        """
        if find_spec("dlt") is None:
            raise ConfigError(
                "extra-missing", what=shown_target(self.target), library="dlt", extra="warehouse"
            )
        if not _OWN.fullmatch(self.target) and not urlsplit(self.target).path.strip("/"):
            raise ConfigError("warehouse-nameless", value=self.shown)
        if not _NAME.fullmatch(self.dataset):
            raise ConfigError("dataset-name", value=self.dataset)
        for name, value in _SETTINGS.items():
            os.environ.setdefault(name, value)
        import dlt  # noqa: PLC0415 - two seconds, for those who load a database only

        with self._reported():
            self._pipeline = dlt.pipeline(
                pipeline_name=f"sellsy_{self.identity}",
                pipelines_dir=str(self.folder),
                destination=_destination(dlt, self.target),
                dataset_name="main" if self.target.startswith("sqlite:") else self.dataset,
            )

    @property
    def shown(self) -> str:
        """The address without user and password."""
        return shown_target(self.target)

    @property
    def identity(self) -> str:
        """What tells this database and schema from others."""
        return _digest(self.target, self.dataset)

    @property
    def is_new(self) -> bool:
        """Whether the database has none of these tables yet.

        Raises:
            DataError: it cannot be reached.
        """
        with self._reported(), self._pipeline.destination_client() as client:
            return not client.is_storage_initialized()

    def load(self, parts: Sequence[EntityExport], links: Links, *, whole: bool) -> None:
        """Read the entities and load them; `whole` says that a record that does not come is deleted.

        Raises:
            DataError: the database cannot be reached, or refuses what is loaded.
            ApiError: see `etl.core.errors`.
        """
        import dlt  # noqa: PLC0415 - see above

        for part in parts:
            part.links = links
            links.declare(part.reader)
        with self._reported():
            if self._pipeline.has_pending_data:  # of a run that was killed: all of it is read again
                self._pipeline.drop()
            self._pipeline.sync_destination()
        tables = [_table(dlt, part) for part in parts]
        with self._reported(), warnings.catch_warnings(action="ignore"):
            self._pipeline.extract(tables)
            self._pipeline.extract([_links(dlt, links, table, whole=whole) for table in links.rows])
            self._pipeline.normalize()
            loaded = self._pipeline.load()
            loaded.raise_on_failed_jobs()
            self._tidy(parts, links, [str(load_id) for load_id in loaded.loads_ids], whole=whole)

    def _tidy(
        self, parts: Sequence[EntityExport], links: Links, loads: Sequence[str], *, whole: bool
    ) -> None:
        """Mark what was deleted, and delete the links that records no longer have."""
        ids = ", ".join(f"'{load_id}'" for load_id in loads if load_id.replace(".", "").isdigit())
        with self._pipeline.sql_client() as client:
            for part in parts:
                name = client.make_qualified_table_name(part.reader.entity.name)
                mark = (
                    f"{client.escape_column_name(DELETED)} = '{self.now.astimezone(UTC):%Y-%m-%d %H:%M:%S}'"
                )
                alive = f"{client.escape_column_name(DELETED)} IS NULL"
                if whole:
                    where = f"{client.escape_column_name('_dlt_load_id')} NOT IN ({ids}) AND {alive}"
                    client.execute_sql(f"UPDATE {name} SET {mark} WHERE {where}")  # noqa: S608 - our own names and numbers
                    continue
                for gone in batched(part.gone(), _PAGE):
                    condition = " OR ".join(_same(client, part, *record) for record in gone)
                    client.execute_sql(f"UPDATE {name} SET {mark} WHERE {alive} AND ({condition})")  # noqa: S608 - as above
            for table in links.rows if not whole else ():
                name = client.make_qualified_table_name(table.name)
                column = client.escape_column_name(table.fields[0].header)
                for some_ids in batched(sorted(links.taken(table.variant)), _PAGE):
                    listed = ", ".join(map(str, some_ids))
                    old = f"{client.escape_column_name('_dlt_load_id')} NOT IN ({ids})"
                    client.execute_sql(f"DELETE FROM {name} WHERE {old} AND {column} IN ({listed})")  # noqa: S608 - as above

    def _reported(self) -> "_Reported":
        return _Reported(self.shown)


def _same(client: Any, part: EntityExport, variant: str, record_id: int) -> str:
    """Return the condition that a row is a record."""
    values = {"id": str(int(record_id))}
    condition = f"{client.escape_column_name('id')} = {values['id']}"
    keys = keys_of(part.reader.entity)
    if len(keys) == 1:
        return condition
    return f"({condition} AND {client.escape_column_name(keys[0])} = '{variant}')"


class _Reported:
    """Turns what dlt raises into a `DataError`; our own errors pass, also where dlt has wrapped them."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or not isinstance(error, Exception):
            return
        cause: BaseException | None = error
        while cause is not None:
            if type(cause).__module__.startswith("etl."):
                raise cause from None
            cause = cause.__cause__ or cause.__context__
        message = re.sub(
            r"://[^\s/@]+@", "://", str(error).splitlines()[0] if str(error) else type(error).__name__
        )
        raise DataError("warehouse-refused", path=self._place, said=message[:300]) from error


_SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "RUNTIME__REQUEST_MAX_ATTEMPTS": "3",
    "LOAD__RAISE_ON_FAILED_JOBS": "true",
}
"""Settings of dlt that its own environment may replace."""


def _destination(dlt: Any, target: str) -> Any:
    """Return the destination of dlt for a target; one named `dlt:NAME` is configured as dlt itself is."""
    own = _OWN.fullmatch(target)
    if own is not None:
        return own["name"]
    scheme = target.partition("://")[0]
    name = _SCHEMES[scheme]
    if name == "duckdb":
        return dlt.destinations.duckdb(target.removeprefix("duckdb:///"))
    return getattr(dlt.destinations, name)(_with_user(target) if name == "postgres" else target)


def _with_user(target: str) -> str:
    """Return an address of PostgreSQL with user and password: dlt wants both, where the server may want neither."""
    parts = urlsplit(target)
    user = parts.username or quote(os.environ.get("PGUSER") or getuser())
    password = parts.password or quote(os.environ.get("PGPASSWORD") or "none", safe="")
    host = f"{parts.hostname or '127.0.0.1'}:{parts.port or 5432}"
    return urlunsplit(("postgresql", f"{user}:{password}@{host}", parts.path, parts.query, ""))


def _digest(target: str, dataset: str) -> str:
    """Return what tells the databases of one computer apart, without what an address says."""
    return blake2b(f"{shown_target(target)} {dataset}".encode(), digest_size=8).hexdigest()


def _columns(fields: Sequence[Field]) -> dict[str, dict[str, object]]:
    return {field.header: {"name": field.header, "data_type": _TYPES[field.kind]} for field in fields}


def _table(dlt: Any, part: EntityExport) -> Any:
    """Return an entity as a resource of dlt."""
    fields = part.reader.fields
    headers = [field.header for field in fields]

    def rows() -> Iterator[Any]:
        yield dlt.mark.materialize_table_schema()
        for page in batched(part.sheet().rows, _PAGE):
            yield [{**dict(zip(headers, row, strict=True)), DELETED: None} for row in page]

    return dlt.resource(
        rows,
        name=part.reader.entity.name,
        primary_key=keys_of(part.reader.entity),
        write_disposition="merge",
        columns={**_columns(fields), DELETED: {"name": DELETED, "data_type": "timestamp"}},
        max_table_nesting=0,
    )


def _links(dlt: Any, links: Links, table: Association, *, whole: bool) -> Any:
    """Return a table of links as a resource of dlt: replaced as a whole, or for each record that was read."""
    first, second = table.fields

    def rows() -> Iterator[Any]:
        yield dlt.mark.materialize_table_schema()
        for page in batched(links.read(table), _PAGE):
            yield [_pair(first, second, row) for row in page]

    return dlt.resource(
        rows,
        name=table.name,
        merge_key=first.header,
        write_disposition="replace" if whole else "merge",
        columns=_columns(table.fields),
        max_table_nesting=0,
    )


def _pair(first: Field, second: Field, row: Sequence[OutputCell]) -> dict[str, OutputCell]:
    return {first.header: row[0], second.header: row[1]}
