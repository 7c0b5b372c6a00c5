"""PostgreSQL: what only it does; all that a journal promises is tested on both databases by the other files."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from etl.core.errors import JournalError
from etl.core.results import Change, Outcome, Problem, RowResult
from etl.journal import Journal, NewOperation, NewRow, OperationOutcome, RowState, RunStart
from etl.journal.idmap import Place

HERE = Place("a", "old", "third")


@pytest.fixture
def url(postgresql):
    """Return the URL of an empty database."""
    return postgresql


def opened(url):
    return Journal.open(url, now=lambda: datetime.now(UTC), new_id=lambda: str(uuid4()), wait_s=2.0)


@pytest.fixture
def journal(url):
    """Return an open, empty journal."""
    with opened(url) as store:
        yield store


def test_odd_characters_and_large_numbers_come_back(journal):
    """NUL, lone surrogates, ids beyond 32 bits: what PostgreSQL's text refuses is kept all the same."""
    op_id, large = str(uuid4()), 2**40
    problem = Problem("x", row=3, value="a\x00b", params={"a": (1,)})
    record = {"name": "L'Étoile", "odd": "\x00\udce9"}
    run_id = journal.runs.start(RunStart(entity="client", source="\udce9.xlsx", source_size=large))
    rows = [NewRow(row=row, record=record, group_key="g\x00") for row in range(2, 2000)]
    journal.rows.add(run_id, rows)
    journal.rows.add(run_id, [NewRow(row=2000, record=None, outcome=Outcome.REJECTED, problems=[problem])])
    new = NewOperation(op_id=op_id, row=2, kind="create", method="POST", path="/", body={"a": [None]})
    journal.operations.intend(run_id, [new], expected=[RowResult(row=2, outcome=Outcome.CREATED)])
    journal.operations.mark_sent(run_id, [op_id])
    assert journal.rows.next(run_id, after_position=-1, limit=1)[0].state is RowState.PLANNED
    created = RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=large, changes=(Change("a", 1, None),))
    journal.operations.settle(run_id, operations=[OperationOutcome(op_id, answer_id=large)], rows=[created])
    assert list(journal.rows.results(run_id)) == [
        created,
        RowResult(row=2000, outcome=Outcome.REJECTED, problems=(problem,)),
    ]
    assert journal.rows.group_ids(run_id, ["g\x00", "other"]) == {"g\\x00": large}
    assert [row.record for row in journal.rows.next(run_id, after_position=2, limit=1)] == [record]


def test_after_a_refusal_the_connection_works_on(journal):
    """A contradiction undoes its whole call and leaves no transaction behind that refuses everything."""
    run_id = journal.runs.start(RunStart(entity="client"))
    for _ in range(30):
        with pytest.raises(JournalError) as caught:
            journal.rows.add(run_id, [NewRow(row=2, record={}), NewRow(row=2, record={})])
        assert caught.value.code == "journal-contradiction"
    assert journal.rows.counts(run_id)["read"] == 0
    journal.rows.add(run_id, [NewRow(row=2, record={})])
    assert journal.rows.counts(run_id)["read"] == 1
    assert in_transaction(journal) == 0


def in_transaction(journal):
    """Return how many other sessions of the database have left a transaction open."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'"
    )
    with journal._store.reading() as connection:
        return connection.exec_driver_sql(query).scalar()


def test_ids_of_another_system_are_learnt_by_the_page(journal):
    """More ids than a page are learnt in one transaction, again and again, and the connection goes on working."""
    run_id = journal.runs.start(RunStart(entity="client", account="a"))
    record = {"variant": "company", "values": {}}
    numbers = range(2, 1_702)
    journal.rows.add(run_id, [NewRow(row=row, record=record, legacy_id=f"A{row}") for row in numbers])
    journal.operations.settle(
        run_id, rows=[RowResult(row, Outcome.CREATED, sellsy_id=row) for row in numbers]
    )
    for _ in range(3):
        journal.ids.learn(run_id, HERE)
        known = journal.ids.known(HERE, [f"A{row}" for row in numbers])
        assert {value.sellsy_id for value in known.values()} == set(numbers)
        journal.runs.set_loaded(run_id)
    assert in_transaction(journal) == 0


def test_an_unreachable_server_hides_the_password():
    """A server that does not answer gives an error without the password."""
    pytest.importorskip("psycopg")
    with pytest.raises(JournalError) as caught:
        opened("postgresql://u:secret@127.0.0.1:9/db")
    assert caught.value.code == "journal-unreachable"
    assert "secret" not in str(caught.value)


def test_many_open_a_new_journal_at_once(url):
    """Sessions that open the same new database together all find it ready."""
    with ThreadPoolExecutor(6) as pool:
        for future in [pool.submit(opened, url) for _ in range(6)]:
            with future.result() as journal:
                assert journal.runs.newest() == []


def test_a_lock_that_was_let_go_is_free_at_once(url, journal):
    """Who comes next never waits for the server to notice that a session has ended."""
    run_id = journal.runs.start(RunStart(entity="client"))
    with opened(url) as other:
        for _ in range(20):
            with journal.lock(run_id):
                assert other.holder(run_id).pid == os.getpid()
            assert other.holder(run_id) is None
            with other.lock(run_id) as dead:
                assert dead is None


def test_a_server_that_ends_every_session_is_told_as_such(journal, url):
    """Sessions that an administrator ends give the journal's own error, and the next call works again."""
    run_id = journal.runs.start(RunStart(entity="client"))
    with opened(url) as other, other._store.reading() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(JournalError) as caught:
        journal.runs.set_loaded(run_id)
    assert caught.value.code == "journal-unreachable"
    journal.runs.set_loaded(run_id)
    assert journal.runs.find(run_id).loaded


def test_the_tables_of_others_are_left_alone(journal, url):
    """Pruning rewrites the journal's tables only, and gives up where another session is in the way."""
    run_id = journal.runs.start(RunStart(entity="client"))
    with opened(url) as other, other._store.reading() as connection:
        connection.exec_driver_sql("LOCK TABLE rows IN ACCESS SHARE MODE")
        with pytest.raises(JournalError) as caught:
            journal.runs.prune([run_id])
    assert caught.value.code == "journal-busy"
    assert journal.runs.newest() == []
    journal.runs.prune([])


@pytest.mark.slow
def test_a_server_without_an_encoding_gives_text(url):
    """A database that declares no encoding (SQL_ASCII) keeps the journal's text all the same."""
    name = f"{make_url(url).database}_ascii"
    with opened(url) as journal:
        engine = journal._store.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        try:
            with opened(make_url(url).set(database=name).render_as_string(hide_password=False)) as plain:
                run_id = plain.runs.start(RunStart(entity="client", source="é€.xlsx"))
                plain.rows.add(run_id, [NewRow(row=2, record={"name": "L’Étoile"}, group_key="été")])
                assert plain.runs.find(run_id).source == "é€.xlsx"
                assert plain.rows.at(run_id, [2])[0].record == {"name": "L’Étoile"}
        finally:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
