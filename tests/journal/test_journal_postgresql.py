"""PostgreSQL: the same journal by URL. Runs where SELLSY_ETL_TEST_POSTGRESQL names an empty database."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from etl.errors import JournalError
from etl.journal import (
    Journal,
    NewOperation,
    NewRow,
    OperationOutcome,
    OperationState,
    Patience,
    RowState,
    RunStart,
    RunStatus,
)
from etl.journal.schema import metadata
from etl.results import Change, Outcome, Problem, RowResult

_URL = os.environ.get("SELLSY_ETL_TEST_POSTGRESQL", "")

pytestmark = [
    pytest.mark.skipif(not _URL, reason="SELLSY_ETL_TEST_POSTGRESQL names no database"),
    pytest.mark.xdist_group("postgresql"),
]


def _open():
    return Journal.open(_URL, now=lambda: datetime.now(UTC), new_id=lambda: str(uuid4()))


def test_a_whole_run():
    """A run is started, read, intended, settled and found again in PostgreSQL as in SQLite."""
    op_id = str(uuid4())
    problem = Problem("x", row=3, value="a\x00b", params={"a": (1,)})
    with _open() as journal:
        run_id = journal.start_run(
            RunStart(entity="client", source="é.xlsx", source_sha256="ab", source_size=2**40)
        )
        record = {"name": "L'Étoile", "odd": "\x00\udce9"}
        journal.add_rows(
            run_id, [NewRow(row=row, record=record, group_key="g\x00") for row in range(2, 2000)]
        )
        journal.add_rows(
            run_id, [NewRow(row=2000, record=None, outcome=Outcome.REJECTED, problems=[problem])]
        )
        journal.set_loaded(run_id)
        new = NewOperation(op_id=op_id, row=2, kind="create", method="POST", path="/", body={"a": [None]})
        journal.intend(run_id, [new], expected=[RowResult(row=2, outcome=Outcome.CREATED)])
        journal.mark_sent(run_id, [op_id])
        assert journal.next_rows(run_id, after_position=-1, limit=1)[0].state is RowState.PLANNED
        created = RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=2**40, changes=(Change("a", 1, None),))
        journal.settle(run_id, operations=[OperationOutcome(op_id, answer_id=2**40)], rows=[created])
        journal.finish_run(run_id, RunStatus.FINISHED, counts={"read": 1999}, calls=1, duration_s=0.5)
    with _open() as journal:
        run = journal.run(run_id)
        assert (run.status, run.loaded, run.counts) == (RunStatus.FINISHED, True, {"read": 1999})
        assert list(journal.row_results(run_id)) == [
            created,
            RowResult(row=2000, outcome=Outcome.REJECTED, problems=(problem,)),
        ]
        assert journal.counts(run_id)["read"] == 1999
        assert journal.group_ids(run_id, ["g\x00", "other"]) == {"g\\x00": 2**40}
        [operation] = journal.operations(run_id, states=[OperationState.SETTLED], rows=[2], newest_first=True)
        assert (operation.op_id, operation.body) == (op_id, {"a": [None]})
        assert [row.record for row in journal.next_rows(run_id, after_position=2, limit=1)] == [record]
        assert journal.size() > 0


def test_refusals_undo_the_whole_call():
    """A contradiction is refused and nothing of its call is kept, in PostgreSQL as in SQLite."""
    with _open() as journal:
        run_id = journal.start_run(RunStart(entity="client"))
        with pytest.raises(JournalError) as caught:
            journal.add_rows(run_id, [NewRow(row=2, record={}), NewRow(row=2, record={})])
        assert caught.value.code == "journal-contradiction"
        journal.add_rows(run_id, [NewRow(row=2, record={}), NewRow(row=3, record={})])
        results = [RowResult(row=2, outcome=Outcome.CREATED), RowResult(row=999, outcome=Outcome.CREATED)]
        with pytest.raises(JournalError) as caught:
            journal.settle(run_id, rows=results)
        assert caught.value.code == "journal-row-missing"
        assert journal.counts(run_id)["created"] == 0


def test_locks_hold_between_sessions():
    """Two sessions do not share a run, and the lock is free again after the first."""
    with _open() as journal, _open() as other:
        run_id = journal.start_run(RunStart(entity="client"))
        with journal.lock(run_id):
            assert other.holder(run_id).pid == os.getpid()
            with pytest.raises(JournalError) as caught, other.lock(run_id):
                pass
            assert caught.value.code == "journal-run-held"
        with other.lock(run_id) as dead:
            assert dead is None


def test_an_unreachable_server_hides_the_password():
    """A server that does not answer gives an error without the password."""
    with pytest.raises(JournalError) as caught:
        Journal.open("postgresql://u:secret@127.0.0.1:9/db", now=lambda: datetime.now(UTC), new_id=str)
    assert caught.value.code == "journal-unreachable"
    assert "secret" not in str(caught.value)


def test_many_open_a_new_journal_at_once():
    """Sessions that open the same new database together all find it ready."""
    with _open() as journal, journal._store.writing() as connection:
        connection.exec_driver_sql(f"DROP TABLE {', '.join(metadata.tables)}")
    with ThreadPoolExecutor(6) as pool:
        for future in [pool.submit(_open) for _ in range(6)]:
            with future.result() as journal:
                assert journal.runs() == []


def test_whoever_has_patience_waits_and_old_runs_are_forgotten():
    """A second session waits for the account, is told for whom, and gives up; a finished run is forgotten whole."""
    told = []
    with _open() as journal, _open() as other:
        run_id = journal.start_run(RunStart(entity="client"))
        journal.add_rows(run_id, [NewRow(2, {"values": {}})])
        journal.finish_run(run_id, RunStatus.FINISHED, counts={"read": 1}, calls=1, duration_s=1.0)
        with journal.lock_account("a"):
            with pytest.raises(JournalError) as caught, other.lock_account("a", Patience(0.5, told.append)):
                pass
            assert (caught.value.code, [one.pid for one in told]) == ("journal-account-held", [os.getpid()])
        old = {one.run_id for one in journal.prunable(datetime.now(UTC))}
        assert run_id in old
        journal.prune([run_id])
        assert run_id not in {one.run_id for one in journal.runs()}


def test_what_exports_remember():
    """Digests, what is gone and the watermark are kept in PostgreSQL as in SQLite."""
    key = str(uuid4())
    at = datetime(2026, 11, 25, 8, tzinfo=UTC)
    with _open() as journal:
        for digests, there in (([(1, 11), (2, -22), (3, 33)], []), ([(2, 99)], [1, 2])):
            with journal.export(key) as memory:
                memory.see("contact", digests)
                memory.there("contact", there)
                gone = list(memory.gone())
                memory.advance(at, now=at, rows=1, listed=True)
        with journal.export(key) as memory:
            assert (gone, memory.watermark) == ([("contact", 3)], at)
            assert memory.known("contact", [1, 2, 3]) == {1: 11, 2: 99}
