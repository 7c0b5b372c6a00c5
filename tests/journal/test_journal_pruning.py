"""Old runs are forgotten, whole families at a time; what could still be needed stays."""

import time
from datetime import timedelta

import pytest

from etl.core.results import Outcome
from etl.journal import NewOperation, NewRow, RunStart, RunStatus

pytestmark = pytest.mark.databases

DAY_S = 86_400


def run(journal, kind="import", *, parent=None, status=RunStatus.FINISHED, unknown=0, rows=0):
    """Record a run that ended, with rows and a write of each."""
    started = journal.runs.start(RunStart(entity="client", kind=kind, parent=parent))
    journal.rows.add(started, [NewRow(row, {"values": {"name": "x" * 2_000}}) for row in range(2, 2 + rows)])
    writes = [
        NewOperation(f"{started}-{row}", row, "create", "POST", "/companies") for row in range(2, 2 + rows)
    ]
    journal.operations.intend(started, writes)
    if status is not RunStatus.RUNNING:
        counts = {"read": rows, Outcome.UNKNOWN: unknown}
        journal.runs.finish(started, status, counts=counts, calls=1, duration_s=1.0)
    return started


def prunable(journal, clock):
    return {identifier.run_id for identifier in journal.runs.prunable(clock() - timedelta(days=90))}


def test_only_old_finished_runs_are_forgotten(journal, clock):
    """Unfinished ones and those with unknown rows stay; dry runs and plans that were interrupted are nobody's loss."""
    old = run(journal)
    dry = run(journal, "dry-run", status=RunStatus.INTERRUPTED)
    for kept in ({"status": RunStatus.INTERRUPTED}, {"status": RunStatus.RUNNING}, {"unknown": 1}):
        run(journal, **kept)
    run(journal, "plan", status=RunStatus.RUNNING)
    clock.forward(91 * DAY_S)
    run(journal)
    assert prunable(journal, clock) == {old, dry}


def test_a_family_goes_together_or_stays(journal, clock):
    """A plan and its application, a run and its retry's undo: none is forgotten before the youngest may be."""
    plan = run(journal, "plan")
    application = run(journal, "apply", parent=plan)
    first = run(journal)
    retry = run(journal, "retry", parent=first)
    undo = run(journal, "undo", parent=retry)
    orphan = run(journal, "retry", parent="20200101-000000-gone")
    clock.forward(91 * DAY_S)
    assert prunable(journal, clock) == {plan, application, first, retry, undo, orphan}
    run(journal, "undo", parent=undo)
    run(journal, "apply", parent=plan, status=RunStatus.INTERRUPTED)
    assert prunable(journal, clock) == {orphan}


def test_rows_and_writes_go_too_and_the_file_shrinks(journal, clock, path, database):
    """What is forgotten leaves no row and no write behind, and its space is given back."""
    old = run(journal, rows=1_500)
    kept = run(journal, status=RunStatus.INTERRUPTED, rows=3)
    before = journal.size()
    journal.runs.prune([old])
    until = time.monotonic() + 20
    while database is not None and journal.size() > before / 3:
        assert time.monotonic() < until
        journal.runs.prune(
            []
        )  # a server that is looking through its tables just now keeps what it may still see
    assert journal.size() < before / 3
    wal = path.with_name("journal.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    assert [listed.run_id for listed in journal.runs.newest()] == [kept]
    assert (list(journal.operations.read(old)), list(journal.rows.every(old))) == ([], [])
    assert len(list(journal.operations.read(kept))) == 3
    journal.check()
