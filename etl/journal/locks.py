"""Locks between processes: one process a run, one writer an account.

The actual lock is that of the operating system (a file beside the SQLite journal) or of the PostgreSQL session,
so it ends with its process whatever happens. The `holders` table only shows people who has it; an entry present
after the lock was acquired is that of a process that died.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from etl.core.errors import JournalError
from etl.core.stopping import STOPPING, pause
from etl.journal.failures import translated
from etl.journal.schema import holders
from etl.journal.store import Store

_WAIT_S = 0.3
"""Long enough for a process that only checks the lock to release it."""

_BETWEEN_S = 0.05
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has a lock, and since when (aware, UTC)."""

    pid: int
    host: str
    since: datetime


class _TakenError(Exception):
    """Another process has the lock."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a lock, in seconds; `told` hears once who is waited for (None: who cannot be told)."""

    seconds: float = 0.0
    told: Callable[[Holder | None], None] = lambda _holder: None


NO_PATIENCE = Patience()


@contextmanager
def hold(
    store: Store, name: str, *, me: Holder, code: str, params: dict[str, object], patience: Patience
) -> Iterator[Holder | None]:
    """Hold a lock; yield the process that died holding it, None when it was released properly.

    Raises:
        JournalError: `code`, another process has it.
    """
    with ExitStack() as stack:
        _acquire(stack, store, name, code=code, params=params, patience=patience)
        with store.writing() as connection:
            dead = _read(connection, name)
            connection.execute(delete(holders).where(holders.c.name == name))
            connection.execute(insert(holders).values(name=name, **_values(me)))
        try:
            yield dead
        finally:
            with STOPPING.uninterrupted(), suppress(JournalError), store.writing() as connection:
                connection.execute(delete(holders).where(holders.c.name == name))


def _acquire(
    stack: ExitStack, store: Store, name: str, *, code: str, params: dict[str, object], patience: Patience
) -> None:
    """Try to acquire a lock until it is free, or until the patience ends."""
    started, told = monotonic(), False
    while True:
        try:
            stack.enter_context(_native(store, name))
        except _TakenError:
            waited = monotonic() - started
            if waited > max(patience.seconds, _WAIT_S):
                raise _taken(store, name, code=code, params=params) from None
            if waited > _WAIT_S and not told:
                told = True
                with store.reading() as connection:
                    patience.told(_read(connection, name))
            pause(_BETWEEN_S)
        else:
            return


def holder(store: Store, name: str) -> Holder | None:
    """Return the process that holds a lock now, None when no process does.

    A dead process holds nothing: the lock itself is tried.
    """
    with store.reading() as connection:
        process = _read(connection, name)
    if process is None:
        return None
    try:
        with _native(store, name):
            return None
    except _TakenError:
        return process


def _taken(store: Store, name: str, *, code: str, params: dict[str, object]) -> JournalError:
    with store.reading() as connection:
        other = _read(connection, name)
    if other is None:
        return JournalError(code, pid="?", host="?", since="?", **params)
    return JournalError(
        code, pid=other.pid, host=other.host, since=f"{other.since:%Y-%m-%d %H:%M:%S} UTC", **params
    )


def _native(store: Store, name: str) -> AbstractContextManager[None]:
    return _file_lock(store.path, name) if store.path is not None else _session_lock(store, name)


@contextmanager
def _file_lock(journal: Path, name: str) -> Iterator[None]:
    folder = journal.with_name(f"{journal.name}-locks")
    lock = FileLock(folder / f"{_digest(name).hex()}.lock", timeout=0, thread_local=False)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise _TakenError from None
    except OSError as error:
        raise JournalError("journal-denied", where=str(folder), said=error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _session_lock(store: Store, name: str) -> Iterator[None]:
    key = int.from_bytes(_digest(name), "big", signed=True)
    with STOPPING.uninterrupted(), translated(store.where):
        connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with STOPPING.uninterrupted(), translated(store.where):
            won = connection.scalar(select(func.pg_try_advisory_lock(key)))
        if not won:
            raise _TakenError
        try:
            yield
        finally:
            # An abandoned session ends only when the server notices; the next process should not have to wait.
            with STOPPING.uninterrupted(), suppress(SQLAlchemyError):
                connection.execute(select(func.pg_advisory_unlock(key)))
    finally:
        with STOPPING.uninterrupted():
            connection.invalidate()
            connection.close()


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "backslashreplace")).digest()[:8]


def _read(connection: Connection, name: str) -> Holder | None:
    row = connection.execute(select(holders).where(holders.c.name == name)).one_or_none()
    return None if row is None else _holder(row)


def _holder(row: Row[tuple[object, ...]]) -> Holder:
    return Holder(pid=row.pid, host=row.host, since=datetime.fromisoformat(row.since))


def _values(me: Holder) -> dict[str, object]:
    return {"pid": me.pid, "host": me.host, "since": me.since.isoformat()}
