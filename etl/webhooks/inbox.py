"""The durable inbox of a receiver: a SQLite file beside the output, with each body once, in order of arrival.

A delivery is on disk before it is answered. Its processing is recorded too, so that a restart
continues where the last run stopped.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.core.errors import ConfigError, DataError
from etl.webhooks.delivery import Delivery, digest_of, read_delivery
from etl.webhooks.outlet import Handled

_APPLICATION = 0x53454C44
"""Mark of our files in SQLite's header."""

_TABLES = """
CREATE TABLE IF NOT EXISTS delivery(
    n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, received TEXT NOT NULL, body BLOB NOT NULL,
    record TEXT, problem TEXT);
CREATE TABLE IF NOT EXISTS done(one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL);
INSERT OR IGNORE INTO done VALUES (1, 0);
"""


class Inbox:
    """The deliveries kept; `path` None keeps them in memory, as long as the program runs."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._db: sqlite3.Connection

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            ConfigError: another program has it open, or it is a foreign file.
            DataError: it cannot be read or written.
        """
        try:
            self._make()
            self._db = sqlite3.connect(
                str(self.path or ":memory:"), isolation_level=None, check_same_thread=False, timeout=0.5
            )
            self._prepare()
        except sqlite3.OperationalError as error:
            self._close()
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise ConfigError("inbox-busy", path=self.path) from error
            raise DataError("file-unwritable", path=self.path, said=str(error)) from error
        except sqlite3.DatabaseError as error:
            self._close()
            raise ConfigError("inbox-foreign", path=self.path) from error
        except ConfigError:
            self._close()
            raise
        except OSError as error:
            raise DataError("file-unwritable", path=self.path, said=error.strerror or str(error)) from error
        return self

    def _make(self) -> None:
        """Create the file, readable by its owner only: it holds names of customers, as do the files SQLite adds."""
        if self.path is not None:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with suppress(OSError):  # a file of another owner, or a disk without modes
                self.path.chmod(0o600)

    def _prepare(self) -> None:
        # One program only: two receivers of one file would both append to the output.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        mark = self._db.execute("PRAGMA application_id").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if mark != _APPLICATION and tables:
            raise ConfigError("inbox-foreign", path=self.path)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN EXCLUSIVE")
        self._db.execute(f"PRAGMA application_id = {_APPLICATION}")
        for statement in filter(str.strip, _TABLES.split(";")):
            self._db.execute(statement)
        self._db.execute("COMMIT")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        with suppress(AttributeError, sqlite3.Error), self._lock:
            self._db.close()

    def add(self, body: bytes, *, received: datetime) -> bool:
        """Store a body; return False when it was already stored. It is on disk when this returns.

        Raises:
            DataError: it cannot be written.
        """
        sql = "INSERT OR IGNORE INTO delivery(digest, received, body) VALUES (?, ?, ?)"
        stamp = received.astimezone(UTC).isoformat(timespec="milliseconds")
        try:
            with self._lock:
                return self._db.execute(sql, (digest_of(body), stamp, body)).rowcount > 0
        except sqlite3.Error as error:
            raise DataError("file-unwritable", path=self.path, said=str(error)) from error

    def following(self, n: int) -> tuple[int, Delivery] | None:
        """Return the first delivery after number `n`, with its own number."""
        sql = "SELECT n, received, body FROM delivery WHERE n > ? ORDER BY n LIMIT 1"
        with self._lock:
            row = self._db.execute(sql, (n,)).fetchone()
        if row is None:
            return None
        return row[0], read_delivery(row[2], received=datetime.fromisoformat(row[1]))

    def number_of(self, digest: str) -> int:
        """Return the number of the delivery with a digest, 0 when there is none."""
        with self._lock:
            row = self._db.execute("SELECT n FROM delivery WHERE digest = ?", (digest,)).fetchone()
        return int(row[0]) if row else 0

    @property
    def done(self) -> int:
        """The number of the last processed delivery."""
        with self._lock:
            return int(self._db.execute("SELECT n FROM done").fetchone()[0])

    def mark_done(self, n: int, handled: Handled) -> None:
        """Record that everything up to number `n` was processed, and the result of `n`.

        Raises:
            DataError: it cannot be written.
        """
        record = None if handled.record is None else json.dumps(handled.record)
        problem = None if handled.problem is None else str(handled.problem)
        try:
            with self._lock:
                self._db.execute("BEGIN")
                if record is not None or problem is not None:
                    sql = "UPDATE delivery SET record = ?, problem = ? WHERE n = ?"
                    self._db.execute(sql, (record, problem, n))
                self._db.execute("UPDATE done SET n = ?", (n,))
                self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise DataError("file-unwritable", path=self.path, said=str(error)) from error

    def every(self) -> Iterator[Handled]:
        """Yield every processed delivery, in order."""
        n = 0
        sql = "SELECT n, received, body, record, problem FROM delivery WHERE n > ? AND n <= ? ORDER BY n LIMIT 500"
        while True:
            with self._lock:
                last = self._db.execute("SELECT n FROM done").fetchone()[0]
                rows = self._db.execute(sql, (n, last)).fetchall()
            if not rows:
                return
            for n, received, body, record, problem in rows:  # noqa: B007 - the last one is where to continue
                delivery = read_delivery(body, received=datetime.fromisoformat(received))
                yield Handled(delivery, None if record is None else json.loads(record), problem)

    def count_after(self, n: int) -> int:
        """Return how many deliveries came after number `n`."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM delivery WHERE n > ?", (n,)).fetchone()[0])
