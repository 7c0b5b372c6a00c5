"""Durability: a process killed at any moment leaves a journal that is whole and up to date."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import event

import etl
from etl.core.errors import JournalError
from etl.core.results import Outcome, RowResult
from etl.journal import Journal, NewOperation, NewRow, OperationOutcome, OperationState, RowState, RunStart

_WORK = """
import sys, uuid
from datetime import UTC, datetime
from etl.journal import Journal, NewOperation, NewRow, OperationOutcome, RunStart
from etl.core.results import Outcome, RowResult

now, new_id = lambda: datetime.now(UTC), lambda: str(uuid.uuid4())
journal = Journal.open(sys.argv[1], now=now, new_id=new_id)
run_id = journal.runs.start(RunStart(entity="client"))
journal.rows.add(run_id, (NewRow(row=row, record={"name": "x" * 300}) for row in range(5000)))
print(run_id, flush=True)
outcomes, results = [], []
for start in range(0, 5000, 5):
    new = [
        NewOperation(f"{row}-{n}", row, "create", "POST", "/", body={"name": "y" * 300})
        for row in range(start, start + 5)
        for n in range(3)
    ]
    journal.operations.intend(run_id, new)
    journal.operations.settle(run_id, operations=outcomes, rows=results, leaving=[operation.op_id for operation in new])
    print("sent", start, flush=True)
    outcomes = [OperationOutcome(operation.op_id, answer_id=1) for operation in new]
    results = [RowResult(row=row, outcome=Outcome.CREATED, sellsy_id=1) for row in range(start, start + 5)]
"""


def _run_and_kill(path: str | Path, after_s: float) -> tuple[str, dict[str, int]]:
    """Let a process work a little, kill it; return its run and the last start of each word."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WORK, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(etl.__file__).parents[1])},
    )
    run_id = process.stdout.readline().strip()
    time.sleep(after_s)
    process.kill()
    output = process.stdout.read().rsplit("\n", 1)[0]
    process.wait()
    process.stdout.close()
    words = [line.split() for line in output.splitlines()]
    return run_id, {word: int(start) for word, start in words}


def _wait_until_still(journal: Journal, run_id: str) -> None:
    """Wait until a server has ended what the killed process had begun."""
    before = None
    while (now := [operation.state for operation in journal.operations.read(run_id)]) != before:
        before = now
        time.sleep(0.3)


@pytest.mark.many
@pytest.mark.databases
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_process_loses_and_tears_nothing(place, clock, new_id, seed):
    """What a killed process said was written is there, and every batch is there as a whole or not at all."""
    run_id, output = _run_and_kill(place, random.Random(seed).uniform(0.02, 0.3))
    with Journal.open(place, now=clock, new_id=new_id) as journal:
        _wait_until_still(journal, run_id)
        operations: dict[int, list[OperationState]] = {}
        for operation in journal.operations.read(run_id):
            operations.setdefault(operation.row, []).append(operation.state)
        settled = {result.row for result in journal.rows.results(run_id)}
        pending = {row.row: row.state for row in journal.rows.next(run_id, after_position=-1, limit=5000)}
    sent = output.get("sent", -5) + 5
    assert len(operations) in {sent, sent + 5}
    assert len(settled) in {max(sent - 5, 0), sent}
    for row in range(5000):
        states = operations.get(row, [])
        if row in settled:
            assert states == [OperationState.SETTLED] * 3
        elif states:
            assert len(set(states)) == 1
            in_flight = row < len(settled) + 5
            if in_flight and not sent:  # killed within the first batch: its writes had left, or had not
                assert states[0] in {OperationState.PLANNED, OperationState.SENT}
            else:
                assert states[0] is (OperationState.SENT if in_flight else OperationState.PLANNED)
            assert (len(states), pending[row]) == (3, RowState.PLANNED)
        else:
            assert pending[row] is RowState.PENDING


def test_what_was_committed_is_on_disk_without_closing(path, journal, run_id, tmp_path, clock):
    """A copy of the files of an open journal, as a power cut would leave them, holds every commit."""
    journal.operations.intend(
        run_id, [NewOperation(op_id="a", row=2, kind="create", method="POST", path="/")]
    )
    copy = tmp_path / "copy"
    copy.mkdir()
    for part in path.parent.glob("journal.db*"):
        if part.is_file() and not part.name.endswith("-shm"):
            shutil.copy(part, copy)
    with Journal.open(copy / path.name, now=clock, new_id=str) as other:
        assert [operation.op_id for operation in other.operations.read(run_id)] == ["a"]


def test_a_full_disk_stops_cleanly(journal, run_id):
    """On a full disk a write is refused as a whole, what was there is read, and with space it goes on."""
    journal.operations.settle(run_id, rows=[RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=1)])
    with journal._store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
    big = [NewRow(row=row, record={"name": "x" * 1000}) for row in range(100, 200)]
    with pytest.raises(JournalError) as caught:
        journal.rows.add(run_id, big)
    assert caught.value.code == "journal-full"
    assert "runs resume" in caught.value.hint()
    assert journal.rows.counts(run_id)["read"] == 10
    with journal._store.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    journal.rows.add(run_id, big)
    assert journal.rows.counts(run_id)["read"] == 110


def test_adding_rows_is_one_transaction(journal):
    """However many rows are added at once, they are one transaction of few statements."""
    run_id = journal.runs.start(RunStart(entity="client"))
    record = {"values": {f"field_{number}": f"value {number} é" for number in range(20)}}
    rows = [NewRow(row=row, record=record) for row in range(20_000)]
    statements: list[str] = []
    event.listen(journal._store.engine, "before_cursor_execute", lambda *heard: statements.append(heard[2]))
    journal.rows.add(run_id, rows)
    assert statements.count("BEGIN IMMEDIATE") == 1
    assert len(statements) < 30, statements[:30]
    assert journal.rows.last(run_id) == 19_999


def test_a_row_with_four_operations_stays_small(journal):
    """A row of twenty fields and its four operations take less than 6 kB on disk."""
    run_id = journal.runs.start(RunStart(entity="client"))
    fields = {f"field_{number}": f"some value {number}" for number in range(20)}
    journal.rows.add(run_id, [NewRow(row=row, record=fields) for row in range(500)])
    for start in range(0, 500, 25):
        new = [
            NewOperation(
                op_id=f"00000000-0000-0000-0000-{row:08d}{n:04d}",
                row=row,
                kind="create",
                method="POST",
                path="/v2/companies",
                body=dict(list(fields.items())[:5]),
            )
            for row in range(start, start + 25)
            for n in range(4)
        ]
        journal.operations.intend(run_id, new)
        journal.operations.mark_sent(run_id, [operation.op_id for operation in new])
        journal.operations.settle(
            run_id,
            operations=[OperationOutcome(operation.op_id, http_status=201, answer_id=1) for operation in new],
            rows=[RowResult(row=row, outcome=Outcome.CREATED) for row in range(start, start + 25)],
        )
    journal.close()
    assert journal.size() < 500 * 6_000
