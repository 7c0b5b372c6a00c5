"""The database behind the sandbox: one SQLite connection, one session at a time.

A record is its JSON body plus the columns its filters and orders need; every session is one transaction,
and a batch is one session with a savepoint per pair.
"""

import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.sandbox.storage.lag import Lag
from etl.sandbox.storage.resource import Resource, SqlValue

_LINKS = """
CREATE TABLE IF NOT EXISTS sequence(name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID; CREATE
TABLE IF NOT EXISTS tag(id INTEGER PRIMARY KEY, family TEXT NOT NULL, value TEXT NOT NULL, folded TEXT NOT
NULL, UNIQUE(family, folded)); CREATE TABLE IF NOT EXISTS tag_link(noun TEXT, owner INTEGER, tag INTEGER,
PRIMARY KEY(noun, owner, tag)) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS tag_link_tag ON tag_link(tag);
CREATE TABLE IF NOT EXISTS custom_value(noun TEXT, owner INTEGER, field INTEGER, value TEXT, PRIMARY
KEY(noun, owner, field)) WITHOUT ROWID; CREATE TABLE IF NOT EXISTS contact_link(noun TEXT, third INTEGER,
contact INTEGER, PRIMARY KEY(noun, third, contact)) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS
contact_link_contact ON contact_link(contact); CREATE TABLE IF NOT EXISTS extra(noun TEXT, owner INTEGER,
body TEXT NOT NULL, PRIMARY KEY(noun, owner)) WITHOUT ROWID;
"""
_COUNTS_MAX = 1000
_LINK_TABLES = ("sequence", "tag", "tag_link", "custom_value", "contact_link", "extra")


@dataclass(frozen=True, slots=True)
class Change:
    """A record written: its resource, its JSON before (None: created) and after (None: deleted)."""

    resource: str
    before: str | None
    after: str | None


class Session:
    """One transaction: statements, fresh identifiers, and the count of what it wrote.

    `now` is the epoch second every record written here is stamped with. `changes` are kept only while a
    webhook is enabled, else they are None. `created` are the (resource, id) of new records; while `lags` is set,
    reading does not find those that `lag` keeps unseen.
    """

    def __init__(
        self, db: sqlite3.Connection, now: int, *, counts: dict[Any, int], lag: Lag, watched: bool = False
    ) -> None:
        self.db = db
        self.now = now
        self.writes: Counter[str] = Counter()
        self.changes: list[Change] | None = [] if watched else None
        self.created: list[tuple[str, int]] = []
        self.lag = lag
        self.lags = False
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
        number: int = self.row(sql, (sequence, first))[0]
        return number

    def note(self, resource: Resource, identifier: int, *, after: str | None) -> None:
        """Keep how a record is about to change, when a webhook is enabled."""
        if self.changes is not None:
            row = self.row(f'SELECT body FROM "{resource.name}" WHERE id = ?', (identifier,))
            self.changes.append(Change(resource.name, row[0] if row else None, after))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block wrote when it raises."""
        before = self.writes.copy()
        noted, created = len(self.changes or ()), len(self.created)
        self.db.execute("SAVEPOINT pair")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK TO pair")
            self.db.execute("RELEASE pair")
            self._counts.clear()
            self.writes = before
            del self.created[created:]
            if self.changes is not None:
                del self.changes[noted:]
            raise
        self.db.execute("RELEASE pair")


class Store:
    """The file (or the private temporary database when `path` is None) and its only connection.

    `listener` is called with every session once it is committed, before the next begins; `watched` makes
    sessions keep their changes for it.
    """

    def __init__(
        self, path: Path | None, resources: Sequence[Resource], *, clock: Callable[[], float]
    ) -> None:
        self._resources = resources
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[Any, int] = {}
        self.listener: Callable[[Session], None] | None = None
        self.watched = False
        self.lag = Lag(clock)
        if path is not None:
            _create(path)
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
            session = Session(self._db, stamp, counts=self._counts, lag=self.lag, watched=self.watched)
            self._db.execute("BEGIN")
            try:
                yield session
            except BaseException:
                self._db.execute("ROLLBACK")
                self._counts.clear()
                raise
            self._db.execute("COMMIT")
            self.lag.hide(session.created)
            if self.listener is not None:
                self.listener(session)

    def is_new(self) -> bool:
        """Tell whether nothing was ever created here."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM sequence LIMIT 1").fetchone() is None

    def clear(self) -> None:
        """Forget every record and every sequence."""
        self.lag.clear()
        with self.session() as session:
            for table in (*_LINK_TABLES, *(resource.name for resource in self._resources)):
                session.run(f'DELETE FROM "{table}"')
                session.writes[table] += 1

    def close(self) -> None:
        """Close the connection; a private temporary database disappears with it."""
        with self._lock:
            self._db.close()


def _create(path: Path) -> None:
    """Create the file, readable by its owner alone: it may be a copy of a real account; SQLite says what fails."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
