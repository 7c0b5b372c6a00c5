"""Translate errors of SQLAlchemy and of the database to `JournalError`, in this place only."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from etl.core.errors import JournalError

SQLITE_CODES = (
    ("SQLITE_FULL", "journal-full"),
    ("SQLITE_BUSY", "journal-busy"),
    ("SQLITE_LOCKED", "journal-busy"),
    ("SQLITE_CORRUPT", "journal-corrupt"),
    ("SQLITE_NOTADB", "journal-foreign"),
    ("SQLITE_READONLY", "journal-denied"),
    ("SQLITE_PERM", "journal-denied"),
    ("SQLITE_CANTOPEN", "journal-denied"),
    ("SQLITE_IOERR", "journal-disk"),
    ("SQLITE_CONSTRAINT", "journal-contradiction"),
)
"""Beginning of SQLite's result code name -> code of our error (https://www.sqlite.org/rescode.html)."""

POSTGRESQL_CODES = (
    ("53100", "journal-full"),
    ("55P03", "journal-busy"),
    ("40", "journal-busy"),
    ("XX00", "journal-corrupt"),
    ("42501", "journal-denied"),
    ("25006", "journal-denied"),
    ("28", "journal-unreachable"),
    ("3D000", "journal-unreachable"),
    ("08", "journal-unreachable"),
    ("57P", "journal-unreachable"),
    ("58", "journal-disk"),
    ("23", "journal-contradiction"),
)
"""Beginning of the SQLSTATE -> code of our error (PostgreSQL documentation, appendix A)."""


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn every database error of the block into a `JournalError` that names the journal.

    Raises:
        JournalError: the database failed.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise journal_error(error, where=where) from error


def journal_error(error: Exception, *, where: str) -> JournalError:
    """Return the journal's error for a database error."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    message = " ".join(str(original).split())
    return JournalError(_code_of(original), where=where, said=message)


def _code_of(error: BaseException) -> str:
    name = getattr(error, "sqlite_errorname", None)
    if name is not None:
        return _first(SQLITE_CODES, str(name))
    if isinstance(error, sqlite3.Error):  # the driver's own: a text that is none any more
        return "journal-corrupt" if "decode" in str(error) else "journal-failed"
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _first(POSTGRESQL_CODES, str(state))
    return "journal-unreachable" if type(error).__name__ == "OperationalError" else "journal-failed"


def _first(table: tuple[tuple[str, str], ...], name: str) -> str:
    return next((code for beginning, code in table if name.startswith(beginning)), "journal-failed")
