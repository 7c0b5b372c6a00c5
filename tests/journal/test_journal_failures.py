"""Database errors: each becomes a JournalError with texts in both languages."""

import sqlite3

import pytest
from sqlalchemy.exc import (
    InterfaceError,
    InvalidRequestError,
    NoSuchTableError,
    OperationalError,
    SQLAlchemyError,
)

from etl.core.errors import EtlError, JournalError
from etl.journal import Journal, NewOperation, NewRow, Patience, RunStart
from etl.journal.failures import POSTGRESQL_CODES, SQLITE_CODES, journal_error, translated
from etl.messages.catalogue import ERRORS


class _StateError(Exception):
    """An error as PostgreSQL's driver gives it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("it\n  failed")
        self.sqlstate = sqlstate


def _wrapped(original):
    return OperationalError("INSERT", {}, original)


@pytest.mark.parametrize(
    ("name", "code"),
    [*SQLITE_CODES, ("SQLITE_IOERR_FSYNC", "journal-disk"), ("SQLITE_ERROR", "journal-failed")],
)
def test_sqlite_codes(name, code):
    """Every SQLite result code that says what to do has its own error."""
    original = sqlite3.OperationalError("it failed")
    original.sqlite_errorname = name
    for error in (original, _wrapped(original)):
        error_read = journal_error(error, where="j.db")
        assert (error_read.code, error_read.params["where"], error_read.params["said"]) == (
            code,
            "j.db",
            "it failed",
        )


@pytest.mark.parametrize(
    ("state", "code"), [*POSTGRESQL_CODES, ("23505", "journal-contradiction"), ("42P01", "journal-failed")]
)
def test_postgresql_codes(state, code):
    """Every SQLSTATE that says what to do has its own error, told on one line."""
    error_read = journal_error(_wrapped(_StateError(state)), where="db")
    assert (error_read.code, error_read.params["said"]) == (code, "it failed")


@pytest.mark.parametrize(
    "error",
    [
        NoSuchTableError("x"),
        InvalidRequestError("x"),
        InterfaceError("s", {}, Exception("x")),
        SQLAlchemyError("x"),
        sqlite3.Error("x"),
    ],
)
def test_no_database_error_gets_through(error):
    """Whatever SQLAlchemy or SQLite raises becomes a JournalError, the original kept as its cause."""
    with pytest.raises(JournalError) as caught, translated("j.db"):
        raise error
    assert caught.value.__cause__ is error
    assert caught.value.exit_code == 5


def test_other_errors_pass(journal):
    """An error that is not the database's is not dressed up as one."""
    with pytest.raises(KeyError), translated("j.db"):
        raise KeyError


def test_a_fault_beside_a_whole_journal_stays_what_it_is(path, clock, new_id):
    """Only a journal that is damaged is blamed for an error: one with runs, rows and writes in it is not."""
    write = NewOperation(
        op_id="op", row=2, kind="create", method="POST", path="/companies", body={"name": "é"}
    )
    with (
        pytest.raises(ValueError, match="ours"),
        Journal.open(path, now=clock, new_id=new_id) as journal,
    ):
        run_id = journal.runs.start(
            RunStart(entity="client", account="a", source="/a.csv", settings={"a": 1})
        )
        journal.rows.add(run_id, [NewRow(row=2, record={"values": {}})])
        journal.operations.intend(run_id, [write])
        with journal.lock_account("a", Patience()):
            raise ValueError("ours")


@pytest.mark.parametrize("name", ["a\0b.db", "\ud800.db", "sqlite:///a\0b.db"])
def test_a_name_that_no_file_can_have(name, clock, new_id):
    """A journal whose name holds a NUL or half a character cannot be opened, and that is said."""
    with pytest.raises(JournalError) as caught:
        Journal.open(name, now=clock, new_id=new_id)
    assert caught.value.code == "journal-denied"


def test_a_read_only_journal(journal, run_id):
    """A journal that cannot be written says so."""
    with journal._store.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(JournalError) as caught:
        journal.runs.set_loaded(run_id)
    assert caught.value.code == "journal-denied"


_CODES = sorted(code for code in ERRORS if code.startswith(("journal-", "run-")))


@pytest.mark.parametrize("code", _CODES)
def test_texts_leave_no_blank(code):
    """Each error of this room reads in full in both languages."""
    params = dict.fromkeys(
        [
            "where",
            "said",
            "found",
            "known",
            "name",
            "driver",
            "expected",
            "run",
            "pid",
            "host",
            "since",
            "account",
            "read",
            "settled",
            "used",
            "lost",
        ],
        "x",
    )
    error = EtlError(code, **params)
    for lang in ("fr", "en"):
        assert "<" not in error.message(lang) + error.hint(lang)
        assert error.hint(lang).endswith((".", "!"))
