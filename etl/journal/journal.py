"""The journal: what a run intends, durable before anything is sent, and what became of it.

Every method that writes is one durable transaction: when it returns, a crash changes nothing to it; when it
raises, nothing of it was kept. Threads may share a `Journal`; another process opens its own.
"""

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from sqlalchemy import Connection

from etl.core.errors import EtlError, JournalError
from etl.core.results import JsonValue, Outcome, RowResult
from etl.core.stopping import STOPPING
from etl.journal import idmap, locks, operations, rows, runs, seal
from etl.journal.examination import DamagedError, damage
from etl.journal.exports import ExportMemory, open_memory
from etl.journal.failures import translated
from etl.journal.idmap import Fate, Known, Place
from etl.journal.locks import NO_PATIENCE, Holder, Patience
from etl.journal.migrations import migrate
from etl.journal.operations import NewOperation, OperationOutcome, OperationRecord
from etl.journal.operations import intend as intend_operations
from etl.journal.operations import mark_sent as mark_operations_sent
from etl.journal.operations import read as read_operations
from etl.journal.operations import settle as settle_operations
from etl.journal.rows import NewRow, StoredRow, confirm_results, write_results
from etl.journal.runs import RunRecord, RunStart
from etl.journal.schema import OperationState, RowState, RunStatus
from etl.journal.store import Store


class Journal:
    """Runs, their rows and their operations in one database; see `Journal.open`."""

    def __init__(self, store: Store, *, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = now
        self.new_id = new_id

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
        with STOPPING.held():
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
        """Raise the damage of the journal that an unforeseen error came of, if there is any."""
        said = str(error) if isinstance(error, DamagedError) else damage(self._store)
        if said is not None:
            raise JournalError("journal-corrupt", where=self._store.where, said=said) from error

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    def size(self) -> int:
        """Return what the journal takes on disk, in bytes."""
        return self._store.size()

    def check(self) -> None:
        """Check that the database is whole.

        Raises:
            JournalError: it is damaged, has lost what it had sent, or cannot be read.
        """
        self._store.check()
        seal.refuse_lost(self._store)

    # runs

    def start_run(self, start: RunStart) -> str:
        """Record a run that begins and return its id, such as 20261123-104512-k3f9 (UTC)."""
        with self._store.writing() as connection:
            return runs.start(
                connection, start, now=self._now(), new_id=self.new_id, pid=os.getpid(), host=platform.node()
            )

    def resume_run(self, run_id: str) -> None:
        """Record that this process takes a run up again: its status is RUNNING."""
        with self._store.writing() as connection:
            runs.resume(connection, run_id, pid=os.getpid(), host=platform.node())

    def finish_run(
        self,
        run_id: str,
        status: RunStatus,
        *,
        counts: Mapping[str, int],
        calls: int,
        duration_s: float,
        report: str | None = None,
    ) -> None:
        """Record how a run ended; `calls` and `duration_s` count the resumptions too."""
        with self._store.writing() as connection:
            runs.finish(
                connection,
                run_id,
                status=status,
                counts=counts,
                calls=calls,
                duration_s=duration_s,
                report=report,
                now=self._now(),
            )

    def runs(self, limit: int | None = None) -> list[RunRecord]:
        """Return runs, newest first."""
        with self._store.reading() as connection:
            return runs.newest(connection, limit)

    def run(self, run_id_or_part: str) -> RunRecord:
        """Return the run of an id, of the beginning or end of one, or the newest for "last".

        Raises:
            ConfigError: no run has this name, or several have.
        """
        with self._store.reading() as connection:
            return runs.find(connection, run_id_or_part)

    def open_runs(self, source_sha256: str) -> list[RunRecord]:
        """Return the runs on a file that did not finish, newest first."""
        with self._store.reading() as connection:
            return runs.unfinished(connection, source_sha256)

    def prunable(self, before: datetime) -> list[RunRecord]:
        """Return the runs begun before a moment that may be forgotten, oldest first; whole families at a time."""
        return runs.prunable(self.runs(), before)

    def prune(self, run_ids: Iterable[str]) -> None:
        """Forget runs, their rows and operations, and give the space back; ids of other systems stay known.

        Raises:
            JournalError: another process is in the way; what was forgotten stays forgotten.
        """
        for run_id in run_ids:
            with self._store.writing() as connection:
                runs.delete_whole(connection, run_id)
        self._store.shrink()

    # rows

    def add_rows(self, run_id: str, new: Iterable[NewRow]) -> None:
        """Record rows that were read: all of them or, when `new` raises, none."""
        with self._store.writing() as connection:
            rows.add(connection, run_id, new)

    def restart(self, run_id: str) -> None:
        """Forget the rows and the planned writes of a run of which nothing was sent, to read its file again.

        Raises:
            JournalError: something was sent; nothing is forgotten.
        """
        with self._store.writing() as connection:
            operations.forget(connection, run_id)
            rows.forget(connection, run_id)

    def set_loaded(self, run_id: str) -> None:
        """Record that every row of the source is in the journal."""
        with self._store.writing() as connection:
            runs.set_loaded(connection, run_id)

    def last_row(self, run_id: str) -> int:
        """Return the highest row number added so far, 0 when there is none."""
        with self._store.reading() as connection:
            return rows.last(connection, run_id)

    def next_rows(self, run_id: str, *, after_position: int, limit: int) -> list[StoredRow]:
        """Return the next rows that are not settled, in the order of work, beyond a position (-1: all)."""
        with self._store.reading() as connection:
            return rows.unsettled(connection, run_id, after_position=after_position, limit=limit)

    def group_rows(self, run_id: str, numbers: Sequence[int], key: str) -> None:
        """Record that rows are of one group: the rows of one company, whose writes travel together."""
        with self._store.writing() as connection:
            rows.group(connection, run_id, numbers, key)

    def renew_records(self, run_id: str, records: Mapping[int, Mapping[str, JsonValue]]) -> None:
        """Replace what was read of some rows, by what is known of them since."""
        with self._store.writing() as connection:
            rows.renew(connection, run_id, records)

    def rows_at(self, run_id: str, numbers: Sequence[int]) -> list[StoredRow]:
        """Return the rows of some numbers, in the order of work, settled or not."""
        with self._store.reading() as connection:
            return rows.at(connection, run_id, numbers)

    def every_row(self, run_id: str, *, outcomes: Sequence[Outcome] | None = None) -> Iterator[StoredRow]:
        """Yield rows by row number, settled or not, in flat memory; of some outcomes when they are given."""
        return rows.every(self._store, run_id, outcomes=outcomes)

    def groups(self, run_id: str) -> dict[int, tuple[int, ...]]:
        """Return the groups of rows that are not settled: the numbers of each, by the first of them."""
        with self._store.reading() as connection:
            return rows.groups(connection, run_id)

    def row_results(self, run_id: str, *, outcomes: Sequence[Outcome] | None = None) -> Iterator[RowResult]:
        """Yield the results of settled rows by row number, in flat memory."""
        return rows.results(self._store, run_id, outcomes=outcomes)

    def said(self, run_id: str, attribute: str, *, outcomes: Sequence[Outcome]) -> Iterator[JsonValue]:
        """Yield what the records of settled rows say in an attribute, those that say anything, in flat memory."""
        return rows.said(self._store, run_id, attribute, outcomes=outcomes)

    def counts(self, run_id: str) -> dict[str, int]:
        """Return "read" and the settled rows of every outcome; what is missing from "read" is not settled."""
        with self._store.reading() as connection:
            return rows.counts(connection, run_id)

    def group_ids(self, run_id: str, keys: Sequence[str]) -> dict[str, int]:
        """Return the Sellsy id that a settled row of each group has; groups without one are absent."""
        with self._store.reading() as connection:
            return rows.group_ids(connection, run_id, keys)

    # operations

    def intend(self, run_id: str, new: Sequence[NewOperation], *, expected: Sequence[RowResult] = ()) -> None:
        """Write down operations that will be sent later; their rows become PLANNED.

        `expected` is what the rows become when all goes well: kept with them, given back by `next_rows`.
        """
        with self._store.writing() as connection:
            intend_operations(connection, run_id, new, expected=expected)

    def unplan(self, run_id: str) -> None:
        """Forget the writes of rows of which nothing was sent, nor of their group: they are PENDING again."""
        with self._store.writing() as connection:
            operations.unplan(connection, run_id)

    def mark_sent(self, run_id: str, op_ids: Sequence[str], *, there: datetime | None = None) -> None:
        """Record, before the first byte leaves, that operations are sent; `there` is the time at Sellsy."""
        with self._sending(op_ids) as connection:
            operations.mark_sent(connection, run_id, op_ids, now=self._now(), there=there)

    def settle(
        self,
        run_id: str,
        *,
        operations: Sequence[OperationOutcome] = (),
        rows: Sequence[RowResult] = (),
        expected: Sequence[RowResult] = (),
        as_expected: Mapping[int, int | None] = MappingProxyType({}),
        new: Sequence[NewOperation] = (),
        leaving: Sequence[str] = (),
        there: datetime | None = None,
    ) -> None:
        """Record what became of operations and how rows ended, together.

        A result replaces what the row had: carry its problems on. A row may be settled again (an unknown one
        once reconciled). `expected` is what rows become whose writes are planned again. `as_expected` are rows
        (number -> Sellsy id) that ended as their plan said: the result expected of them is theirs. `new` are
        operations decided only now, `leaving` those sent next: what `mark_sent` does, in the same transaction.
        `there` is the time at Sellsy.
        """
        now = self._now()
        with self._sending(leaving) as connection:
            settle_operations(connection, run_id, operations, now=now, there=there)
            intend_operations(connection, run_id, new, expected=())
            mark_operations_sent(connection, run_id, leaving, now=now, there=there)
            confirm_results(connection, run_id, as_expected)
            write_results(connection, run_id, rows, state=RowState.SETTLED)
            write_results(connection, run_id, expected, state=RowState.PLANNED)

    @contextmanager
    def _sending(self, op_ids: Sequence[str]) -> Iterator[Connection]:
        """Open a write transaction after which operations are sent: they are sealed when the block ends."""
        counted = None
        with self._store.writing() as connection:
            yield connection
            if op_ids and self._store.path is not None:
                counted = seal.count(connection, self.new_id)
        if counted is not None and self._store.path is not None:
            seal.keep(self._store.path, counted)

    def operations(
        self,
        run_id: str,
        *,
        states: Sequence[OperationState] | None = None,
        rows: Sequence[int] | None = None,
        kinds: Sequence[str] | None = None,
        op_ids: Sequence[str] | None = None,
        newest_first: bool = False,
    ) -> Iterator[OperationRecord]:
        """Yield operations in the order of decision, in flat memory: all of them, or those of a few hundred rows."""
        return read_operations(
            self._store,
            run_id,
            states=states,
            numbers=rows,
            kinds=kinds,
            op_ids=op_ids,
            newest_first=newest_first,
        )

    # ids of other systems

    def known_ids(self, place: Place, ids: Sequence[str]) -> dict[str, Known]:
        """Return the records of Sellsy that some ids of another system became; ids without one are absent."""
        with self._store.reading() as connection:
            return idmap.known(connection, place, ids)

    def old_ids(self, place: Place, variant: str, sellsy_ids: Sequence[int]) -> dict[int, set[str]]:
        """Return the ids of another system that became some records; records that none became are absent."""
        with self._store.reading() as connection:
            return idmap.of_records(connection, place, variant, sellsy_ids)

    def knows_any_id(self, place: Place, entities: Sequence[str], *, parent: str | None = None) -> bool:
        """Tell whether any id of a kind is known, or would be by the dry runs of `parent`."""
        with self._store.reading() as connection:
            return idmap.any_known(connection, place) or (
                parent is not None and idmap.any_to_come(connection, entities, parent)
            )

    def merged_ids(self, entities: Sequence[str], *, parent: str) -> dict[str, str]:
        """Return the ids of merged records by the dry runs of `parent`, and the id of what each is now."""
        with self._store.reading() as connection:
            return idmap.merged(connection, entities, parent)

    def every_id(self, account: str, system: str | None = None) -> list[tuple[str, str, Known]]:
        """Return (system, kind, record) of every id known on an account, of one other system or of all."""
        with self._store.reading() as connection:
            return list(idmap.every(connection, account, system))

    def fates(
        self, entities: Sequence[str], ids: Sequence[str], *, account: str, parent: str | None = None
    ) -> dict[str, Fate]:
        """Return how the newest rows with some ids of another system ended; `parent` asks for its own runs only."""
        with self._store.reading() as connection:
            return idmap.fates(connection, entities, ids, account=account, parent=parent)

    def learn_ids(self, run_id: str, place: Place) -> None:
        """Keep which records the ids of a run's settled rows became."""
        with self._store.writing() as connection:
            idmap.learn(connection, run_id, place)

    def forget_ids(self, account: str, kind: str, sellsy_ids: Sequence[int], *, taken_back: str) -> None:
        """Forget the ids of records that a run, which is `taken_back`, had made."""
        with self._store.writing() as connection:
            idmap.forget(connection, account, kind, sellsy_ids, taken_back=taken_back)

    def move_ids(self, account: str, kind: str, moved: Mapping[int, int]) -> None:
        """Let the ids of records that came back under a new id (old -> new) name the new one."""
        with self._store.writing() as connection:
            idmap.move(connection, account, kind, moved)

    def children(self, run_id: str) -> list[RunRecord]:
        """Return the runs whose parent is a run, oldest first."""
        with self._store.reading() as connection:
            return runs.children(connection, run_id)

    # exports

    @contextmanager
    def export(self, key: str) -> Iterator[ExportMemory]:
        """Hold an export, and yield what it remembers; what it saw is forgotten unless it advanced.

        Raises:
            JournalError: another process exports the same (its pid and since when).
        """
        with self._hold(f"export:{key}", code="journal-export-held", params={}):
            memory = open_memory(self._store, key)
            memory.forget_pending()
            try:
                yield memory
            finally:
                with STOPPING.held():
                    memory.forget_pending()

    # locks

    def lock(self, run_id: str) -> AbstractContextManager[Holder | None]:
        """Hold a run: one process at a time. Yields the process that died holding it, else None.

        Raises:
            JournalError: another process works on this run (its pid and since when).
        """
        return self._hold(f"run:{run_id}", code="journal-run-held", params={"run": run_id})

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
        """Return the process that works on a run now; None for a run that says RUNNING tells that it died."""
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
