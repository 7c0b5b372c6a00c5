"""The connection to the journal's database: durable transactions, one writer at a time, errors translated.

In SQLite, WAL lets readers go on while the one writer writes, and synchronous=FULL makes every commit survive
a power cut.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError

from etl.core.errors import JournalError
from etl.core.stopping import STOPPING
from etl.core.user_paths import expanded
from etl.journal.failures import translated
from etl.journal.schema import metadata


class Store:
    """A database, one writer at a time; threads may share it.

    `url` is a path (SQLite) or an URL (`sqlite:///...`, `postgresql://...`); `wait_s` is how many seconds a
    transaction waits for another process. `where` names the database in messages, without its password, `created` tells
    that there was no file.

    Raises:
        JournalError: the URL is not one of ours, its driver is missing, or the file cannot be created.
    """

    def __init__(self, url: str | Path, *, wait_s: float) -> None:
        target = _target(url)
        self.path = Path(target.database or "") if target.get_backend_name() == "sqlite" else None
        self.where = str(self.path) if self.path else target.render_as_string(hide_password=True)
        self.created = self.path is not None and _create(self.path)
        self.wait_s = wait_s
        self.engine = _engine(target, where=self.where)
        self._writer = self.engine.execution_options(writes=True)
        self._lock = threading.RLock()
        if self.path is not None:
            _tune(self.engine, wait_s=wait_s)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a write transaction: durable when the block ends, undone when it raises.

        Raises:
            JournalError: the database failed; nothing of the block was kept.
        """
        STOPPING.check()
        with STOPPING.uninterrupted(), self._lock, translated(self.where), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a read transaction.

        Raises:
            JournalError: the database failed.
        """
        STOPPING.check()
        with STOPPING.uninterrupted(), translated(self.where), self.engine.begin() as connection:
            yield connection

    def let_readers_in(self) -> None:
        """Switch SQLite to WAL, which the file remembers; called once the file is known to be a journal.

        Another process may be in the way, or the disk too simple for WAL: slower, but as safe.
        """
        if self.path is None:
            return
        with closing(self.engine.raw_connection()) as connection, suppress(sqlite3.OperationalError):
            connection.cursor().execute("PRAGMA journal_mode = WAL")

    def size(self) -> int:
        """Return the size of the journal on disk, in bytes."""
        if self.path is None:
            sizes = [func.pg_total_relation_size(name) for name in metadata.tables]
            with self.reading() as connection:
                return sum(connection.execute(select(*sizes)).one())
        parts = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())

    def shrink(self) -> None:
        """Give the space of what was deleted back to the disk.

        Raises:
            JournalError: another process reads or writes, or the disk has no room for the copy that SQLite makes.
        """
        with translated(self.where):
            if self.path is None:
                self._rewrite()
                return
            with closing(self.engine.raw_connection()) as raw:
                for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.cursor().execute(statement)

    def _rewrite(self) -> None:
        """Have PostgreSQL write the journal's tables anew, without what was deleted; others are left alone."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(select(func.set_config("lock_timeout", f"{int(self.wait_s * 1000)}", False)))  # noqa: FBT003 - SQL's own
            try:
                connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(metadata.tables)}")
            finally:
                connection.invalidate()  # the session keeps the setting

    def check(self) -> None:
        """Let SQLite check its pages and indexes; PostgreSQL checks itself.

        Raises:
            JournalError: it is damaged, or cannot be read.
        """
        if self.path is None:
            return
        with self.reading() as connection:
            result = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if result != "ok":
            raise JournalError("journal-corrupt", where=self.where, said=result)

    def close(self) -> None:
        """Close every connection."""
        with STOPPING.uninterrupted(), translated(self.where):
            self.engine.dispose()


def _target(url: str | Path) -> URL:
    """Return the database URL of a path or an URL.

    Raises:
        JournalError: neither SQLite with a file nor PostgreSQL.
    """
    if isinstance(url, Path) or "://" not in url:
        return _file(str(url))
    try:
        target = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise JournalError("journal-url") from None
    backend = target.get_backend_name()
    if backend not in {"sqlite", "postgresql"} or not target.database or target.database == ":memory:":
        raise JournalError("journal-url")
    if backend == "sqlite":
        return _file(target.database)
    return target.set(drivername="postgresql+psycopg") if target.drivername == "postgresql" else target


def _file(path: str) -> URL:
    """Return the URL of a file by its one true path: the locks beside it depend on it.

    Raises:
        JournalError: no file can have that name.
    """
    try:
        return URL.create("sqlite", database=str(expanded(path).resolve()))
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle; a NUL
        raise JournalError("journal-denied", where=path, said=str(error)) from error


def _create(path: Path) -> bool:
    """Create the file unless it is there, readable by its owner alone: rows hold personal data; tell whether it was.

    Raises:
        JournalError: the folder or the file cannot be created.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise JournalError(
            "journal-denied", where=str(path), said=error.strerror or type(error).__name__
        ) from error
    return True


def _engine(target: URL, *, where: str) -> Engine:
    # What a server that declares no encoding sends would be bytes to the driver.
    options = {"client_encoding": "utf8"} if target.get_backend_name() == "postgresql" else {}
    try:
        return create_engine(target, hide_parameters=True, connect_args=options)
    except ModuleNotFoundError as error:
        raise JournalError("journal-driver", where=where, driver=error.name) from error


def _tune(engine: Engine, *, wait_s: float) -> None:
    """Set SQLite's pragmas, and begin transactions ourselves: the driver would not begin one before DDL."""

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(wait_s * 1000)}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
