"""Threads: several share one journal."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from etl.core.results import Outcome, RowResult
from etl.journal import NewOperation, NewRow, OperationOutcome, OperationState, RunStart

pytestmark = pytest.mark.databases


@pytest.mark.slow
def test_threads_intend_and_settle_together(journal):
    """Eight threads that work on one run lose nothing, while others read."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, [NewRow(row=row, record={}) for row in range(800)])
    stop = threading.Event()
    sums = []

    def work(thread: int) -> None:
        for start in range(thread * 100, thread * 100 + 100, 10):
            numbers = range(start, start + 10)
            new = [
                NewOperation(op_id=f"op-{row}", row=row, kind="create", method="POST", path="/")
                for row in numbers
            ]
            journal.operations.intend(run_id, new)
            journal.operations.mark_sent(run_id, [operation.op_id for operation in new])
            journal.operations.settle(
                run_id,
                operations=[OperationOutcome(operation.op_id, answer_id=operation.row) for operation in new],
                rows=[RowResult(row=row, outcome=Outcome.CREATED, sellsy_id=row) for row in numbers],
            )

    def watch() -> None:
        while not stop.is_set():
            counts = journal.rows.counts(run_id)
            sums.append((counts["read"], counts["created"]))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    stop.set()
    watcher.join()
    assert [result.sellsy_id for result in journal.rows.results(run_id)] == list(range(800))
    assert {operation.state for operation in journal.operations.read(run_id)} == {OperationState.SETTLED}
    assert {read for read, _ in sums} <= {800}
    assert all(created % 10 == 0 for _, created in sums)
