"""The database behind the sandbox: one SQLite connection, one session at a time.

A record is its JSON body plus the columns its filters and orders need; every session is one transaction,
and a batch is one session with a savepoint per pair.
"""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl.sandbox.resource import Resource, SqlValue

_LINKS = """
CREATE TABLE IF NOT EXISTS sequence(name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID; CREATE
TABLE IF NOT EXISTS tag(id INTEGER PRIMARY KEY, family TEXT NOT NULL, value TEXT NOT NULL, folded TEXT NOT
NULL, UNIQUE(family, folded)); CREATE TABLE IF NOT EXISTS tag_link(noun TEXT, owner INTEGER, tag INTEGER,
PRIMARY KEY(noun, owner, tag)) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS tag_link_tag ON tag_link(tag);
CREATE TABLE IF NOT EXISTS custom_value(noun TEXT, owner INTEGER, field INTEGER, value TEXT, PRIMARY
KEY(noun, owner, field)) WITHOUT ROWID; CREATE TABLE IF NOT EXISTS contact_link(noun TEXT, third INTEGER,
contact INTEGER, PRIMARY KEY(noun, third, contact)) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS
contact_link_contact ON contact_link(contact);
"""
_COUNTS_MAX = 1000
_LINK_TABLES = ("sequence", "tag", "tag_link", "custom_value", "contact_link")


class Session:
    """One transaction: statements, fresh identifiers, and the count of what it wrote.

    `now` is the epoch second every record written here is stamped with.
    """

    def __init__(self, db: sqlite3.Connection, now: int, *, counts: dict[Any, int]) -> None:
        self.db = db
        self.now = now
        self.writes: Counter[str] = Counter()
        self._counts = counts

    def rows(self, sql: str, values: Sequence[SqlValue] = ()) -> list[Any]:
        """Return all rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[SqlValue] = ()) -> Any:
        """Return the first row of a query, or None."""
        return self.db.execute(sql, values).fetchone()

    def run(self, sql: str, values: Sequence[SqlValue] = ()) -> int:
        """Run a statement that writes; return the number of rows it touched."""
        self._counts.clear()
        return self.db.execute(sql, values).rowcount

    def count(self, sql: str, values: Sequence[SqlValue]) -> int:
        """Return a total, remembered until the next write: a scan asks for it at every page."""
        key = (sql, *values)
        if key not in self._counts:
            if len(self._counts) > _COUNTS_MAX:
                self._counts.clear()
            self._counts[key] = self.row(sql, values)[0]
        return self._counts[key]

    def next_id(self, sequence: str, first: int) -> int:
        """Return a fresh identifier; they are never used twice, even after a deletion."""
        sql = "INSERT INTO sequence VALUES (?, ?) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
        found: int = self.row(sql, (sequence, first))[0]
        return found

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block wrote when it raises."""
        before = self.writes.copy()
        self.db.execute("SAVEPOINT pair")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK TO pair")
            self.db.execute("RELEASE pair")
            self._counts.clear()
            self.writes = before
            raise
        self.db.execute("RELEASE pair")


class Store:
    """The file (or the private temporary database when `path` is None) and its only connection."""

    def __init__(
        self, path: Path | None, resources: Sequence[Resource], *, clock: Callable[[], float]
    ) -> None:
        self._resources = resources
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[Any, int] = {}
        self._db = sqlite3.connect(
            str(path) if path else "", isolation_level=None, check_same_thread=False, cached_statements=512
        )
        self._prepare(on_disk=path is not None)

    def _prepare(self, *, on_disk: bool) -> None:
        journal = "WAL" if on_disk else "MEMORY"
        self._db.executescript(
            f"PRAGMA journal_mode={journal}; PRAGMA synchronous=OFF; PRAGMA cache_size=-131072;"
            "PRAGMA temp_store=MEMORY;" + _LINKS + "".join(resource.ddl() for resource in self._resources)
        )

    @contextmanager
    def session(self, *, now: int | None = None) -> Iterator[Session]:
        """Open the only session of the moment; committed at the end, undone when the block raises."""
        with self._lock:
            stamp = int(self._clock()) if now is None else now
            session = Session(self._db, stamp, counts=self._counts)
            self._db.execute("BEGIN")
            try:
                yield session
            except BaseException:
                self._db.execute("ROLLBACK")
                self._counts.clear()
                raise
            self._db.execute("COMMIT")

    def is_new(self) -> bool:
        """Tell whether nothing was ever created here."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM sequence LIMIT 1").fetchone() is None

    def clear(self) -> None:
        """Forget every record and every sequence."""
        with self.session() as session:
            for table in (*_LINK_TABLES, *(resource.name for resource in self._resources)):
                session.run(f'DELETE FROM "{table}"')  # noqa: S608 - our own table names

    def close(self) -> None:
        """Close the connection; a private temporary database disappears with it."""
        with self._lock:
            self._db.close()
