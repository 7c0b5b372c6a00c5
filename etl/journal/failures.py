"""The one place where errors of SQLAlchemy and of the database become `JournalError`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from etl.errors import JournalError

SQLITE_CODES = (
    ("SQLITE_FULL", "journal_full"),
    ("SQLITE_BUSY", "journal_busy"),
    ("SQLITE_LOCKED", "journal_busy"),
    ("SQLITE_CORRUPT", "journal_corrupt"),
    ("SQLITE_NOTADB", "journal_foreign"),
    ("SQLITE_READONLY", "journal_denied"),
    ("SQLITE_PERM", "journal_denied"),
    ("SQLITE_CANTOPEN", "journal_denied"),
    ("SQLITE_IOERR", "journal_disk"),
    ("SQLITE_CONSTRAINT", "journal_contradiction"),
)
"""Beginning of SQLite's result code name -> code of our error (https://www.sqlite.org/rescode.html)."""

POSTGRESQL_CODES = (
    ("53100", "journal_full"),
    ("55P03", "journal_busy"),
    ("40", "journal_busy"),
    ("XX00", "journal_corrupt"),
    ("42501", "journal_denied"),
    ("25006", "journal_denied"),
    ("28", "journal_unreachable"),
    ("3D000", "journal_unreachable"),
    ("08", "journal_unreachable"),
    ("57P", "journal_unreachable"),
    ("58", "journal_disk"),
    ("23", "journal_contradiction"),
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
    said = " ".join(str(original).split())
    return JournalError(_code_of(original), where=where, said=said)


def _code_of(error: BaseException) -> str:
    name = getattr(error, "sqlite_errorname", None)
    if name is not None:
        return _first(SQLITE_CODES, str(name))
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _first(POSTGRESQL_CODES, str(state))
    return "journal_unreachable" if type(error).__name__ == "OperationalError" else "journal_failed"


def _first(table: tuple[tuple[str, str], ...], name: str) -> str:
    return next((code for beginning, code in table if name.startswith(beginning)), "journal_failed")
