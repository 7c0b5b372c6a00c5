"""The seal: how many times a journal in SQLite has sent, kept in a small file beside it as well.

What was committed may vanish with the file that held it (a truncated or deleted -wal, a backup put back). The seal is
made durable after the commit and before anything leaves, so a journal that holds fewer sends than it says has lost
some: what they created would be created again. A journal that was copied or moved without its seal gets a new one.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout
from sqlalchemy import Connection, insert, select, update

from etl.core.errors import JournalError
from etl.journal.schema import seals
from etl.journal.store import Store

_SHAPE = "{journal:<64.64} {sends:020d}\n"
_SIZE = len(_SHAPE.format(journal="", sends=0))
_COUNT = update(seals).values(sends=seals.c.sends + 1).returning(seals.c.journal, seals.c.sends)
_WAIT_S = 10.0
"""Seconds another process may take to write its own."""

_TURN = Lock()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says: the journal's own name, and how many times it has sent."""

    journal: str
    sends: int


def count(connection: Connection, new_id: Callable[[], str]) -> Sealed:
    """Count a send, in the transaction that marks it."""
    row = connection.execute(_COUNT).one_or_none()
    if row is None:
        made = Sealed(new_id(), 1)
        connection.execute(insert(seals).values(journal=made.journal, sends=made.sends))
        return made
    return Sealed(*row)


def keep(journal: Path, counted: Sealed) -> None:
    """Make a count durable beside the journal, unless another process has kept a later one.

    Raises:
        JournalError: the file cannot be written.
    """
    path = _path(journal)
    try:
        with _alone(journal):
            kept = _read(path)
            if kept is not None and kept.journal == counted.journal and kept.sends >= counted.sends:
                return
            _write(path, counted)
    except OSError as error:
        raise _failed(path, error) from error


def _write(path: Path, counted: Sealed) -> None:
    fresh = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(file, _SHAPE.format(journal=counted.journal, sends=counted.sends).encode())
        os.fsync(file)
    finally:
        os.close(file)
    if fresh and hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def forget(journal: Path) -> None:
    """Delete the seal of a deleted journal: a new journal begins in its place.

    Raises:
        JournalError: it cannot be deleted.
    """
    try:
        _path(journal).unlink(missing_ok=True)
    except OSError as error:
        raise _failed(_path(journal), error) from error


def refuse_emptied(journal: Path) -> None:
    """Refuse a journal without a byte that is known to have sent: it was emptied, a deleted one is not there at all.

    Raises:
        JournalError: its seal tells of sends.
    """
    kept = _read(_path(journal))
    if kept is not None and kept.sends and journal.is_file() and journal.stat().st_size == 0:
        raise JournalError("journal-behind", where=str(journal), lost=kept.sends)


def refuse_lost(store: Store) -> None:
    """Refuse a journal that has lost what it was known to have sent; where there is no seal nothing is known.

    Raises:
        JournalError: it holds fewer sends than its seal says.
    """
    kept = _read(_path(store.path)) if store.path is not None else None
    if kept is None:
        return
    with store.reading() as connection:
        row = connection.execute(select(seals)).one_or_none()
    sends = 0 if row is None else row.sends
    if (row is None or row.journal == kept.journal) and sends < kept.sends:
        raise JournalError("journal-behind", where=store.where, lost=kept.sends - sends)


def _read(path: Path) -> Sealed | None:
    """Return the content of a seal, None where there is none, or it is incomplete."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed(path, error) from error
    with suppress(ValueError):
        journal, sends = content.decode("ascii").split()
        if len(content) == _SIZE and sends.isdecimal():
            return Sealed(journal, int(sends))
    return None


@contextmanager
def _alone(journal: Path) -> Iterator[None]:
    """Hold the seal of a journal: several processes, and threads, may write to several accounts at once."""
    with _TURN:
        lock = _lock(journal)
        try:
            lock.acquire()
        except Timeout as error:
            raise TimeoutError(str(error)) from error
        try:
            yield
        finally:
            lock.release()


@lru_cache(maxsize=8)
def _lock(journal: Path) -> FileLock:
    folder = journal.with_name(f"{journal.name}-locks")
    folder.mkdir(exist_ok=True)
    return FileLock(folder / "seal.lock", timeout=_WAIT_S, thread_local=False)


def _path(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}-seal")


def _failed(path: Path, error: OSError) -> JournalError:
    return JournalError("journal-denied", where=str(path), said=error.strerror or str(error))
