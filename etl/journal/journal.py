"""The journal: the intentions of a run, durable before anything is sent, and their outcomes.

It is stores: `runs`, `rows`, `operations`, the `ids` of other systems, and `schedules`. Every method of them that
writes is one durable transaction: when it returns, a crash changes nothing to it; when it raises, nothing of it was
kept. Threads may share a `Journal`; another process opens its own.
"""

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.core.errors import EtlError, JournalError
from etl.core.stopping import STOPPING
from etl.journal import locks, seal
from etl.journal.examination import DamagedError, damage
from etl.journal.failures import translated
from etl.journal.idmap import IdMap
from etl.journal.locks import NO_PATIENCE, Holder, Patience
from etl.journal.memory.exports import ExportMemory, open_memory
from etl.journal.memory.schedules import ScheduleKey, Schedules
from etl.journal.migrations import migrate
from etl.journal.operations import Operations
from etl.journal.operations import forget as forget_operations
from etl.journal.rows import Rows
from etl.journal.rows import forget as forget_rows
from etl.journal.runs import Runs
from etl.journal.store import Store


class Journal:
    """Runs, their rows and operations, and the ids of other systems, in one database; see `Journal.open`."""

    def __init__(self, store: Store, *, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = now
        self.new_id = new_id
        self.runs = Runs(store, self._now, new_id)
        self.rows = Rows(store)
        self.operations = Operations(store, self._now, new_id)
        self.ids = IdMap(store)
        self.schedules = Schedules(store, self._now)

    @classmethod
    def open(
        cls,
        url: str | Path,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        wait_s: float = 10.0,
    ) -> Self:
        """Open a journal, creating or migrating it where needed.

        `url` is a path (SQLite; its folder is created) or an URL (`sqlite:///...`, `postgresql://...`). `now`
        returns an aware time, `new_id` a new unique text. `wait_s` is how many seconds a transaction waits
        for another process.

        Raises:
            JournalError: it cannot be opened, is damaged, is no journal or comes from a newer version.
        """
        with STOPPING.uninterrupted():
            return cls._opened(Store(url, wait_s=wait_s), now=now, new_id=new_id)

    @classmethod
    def _opened(cls, store: Store, *, now: Callable[[], datetime], new_id: Callable[[], str]) -> Self:
        try:
            if store.path is not None and not store.created:
                seal.refuse_emptied(store.path)
            with translated(store.where):
                fresh = migrate(store.engine, where=store.where, now=now().astimezone(UTC))
                store.let_readers_in()
            if fresh and store.path is not None:
                seal.forget(store.path)
        except JournalError:
            store.close()
            raise
        return cls(store, now=now, new_id=new_id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if isinstance(error, Exception) and not isinstance(error, EtlError | OSError):
                self._blame(error)
        finally:
            self.close()

    def _blame(self, error: Exception) -> None:
        """Raise the damage of the journal that caused an unexpected error, if there is any."""
        reason = (
            str(error)
            if isinstance(error, DamagedError)
            else damage(self._store, self.runs, rows=self.rows, operations=self.operations)
        )
        if reason is not None:
            raise JournalError("journal-corrupt", where=self._store.where, said=reason) from error

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    def size(self) -> int:
        """Return the size of the journal on disk, in bytes."""
        return self._store.size()

    def check(self) -> None:
        """Check that the database is whole.

        Raises:
            JournalError: it is damaged, has lost sends, or cannot be read.
        """
        self._store.check()
        seal.refuse_lost(self._store)

    def restart(self, run_id: str) -> None:
        """Delete the rows and the planned writes of a run of which nothing was sent, to read its file again.

        Raises:
            JournalError: something was sent; nothing is forgotten.
        """
        with self._store.writing() as connection:
            forget_operations(connection, run_id)
            forget_rows(connection, run_id)

    # exports

    @contextmanager
    def export(self, key: str) -> Iterator[ExportMemory]:
        """Lock an export, and yield its memory; pending records are forgotten unless it advanced.

        Raises:
            JournalError: another process exports the same (its pid and since when).
        """
        with self._hold(f"export:{key}", code="journal-export-held", params={}):
            memory = open_memory(self._store, key)
            memory.forget_pending()
            try:
                yield memory
            finally:
                with STOPPING.uninterrupted():
                    memory.forget_pending()

    # locks

    def lock(self, run_id: str) -> AbstractContextManager[Holder | None]:
        """Hold a run: one process at a time. Yields the process that died holding it, else None.

        Raises:
            JournalError: another process works on this run (its pid and since when).
        """
        return self._hold(f"run:{run_id}", code="journal-run-held", params={"run": run_id})

    def schedule_holder(self, key: ScheduleKey) -> Holder | None:
        """Return the process that runs a schedule now; None for a RUNNING one means that its process died."""
        return locks.holder(self._store, _schedule_lock(key))

    def lock_schedule(self, key: ScheduleKey) -> AbstractContextManager[Holder | None]:
        """Hold a schedule: one run of it at a time. Yields the process that died holding it, else None.

        Raises:
            JournalError: its last run still goes on (its pid and since when).
        """
        params: dict[str, object] = {"name": key.path}
        return self._hold(_schedule_lock(key), code="journal-schedule-held", params=params)

    def lock_account(
        self, account: str, patience: Patience = NO_PATIENCE
    ) -> AbstractContextManager[Holder | None]:
        """Hold an account: one writer at a time. Yields the process that died holding it, else None.

        Raises:
            JournalError: another process writes to this account (its pid and since when), and waiting was in vain; or
                the journal has lost what it had sent.
        """
        seal.refuse_lost(self._store)
        return self._hold(
            f"account:{account}", code="journal-account-held", params={"account": account}, patience=patience
        )

    def holder(self, run_id: str) -> Holder | None:
        """Return the process that works on a run now; None for a RUNNING run means that its process died."""
        return locks.holder(self._store, f"run:{run_id}")

    def _hold(
        self, name: str, *, code: str, params: dict[str, object], patience: Patience = NO_PATIENCE
    ) -> AbstractContextManager[Holder | None]:
        me = Holder(pid=os.getpid(), host=platform.node(), since=self._now())
        return locks.hold(
            self._store,
            name,
            me=me,
            code=code,
            params={"where": self._store.where, **params},
            patience=patience,
        )

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)


def _schedule_lock(key: ScheduleKey) -> str:
    return f"schedule:{key.account} {key.path}"
