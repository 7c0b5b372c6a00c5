"""Close a run that will not be completed: look up what it sent, and never send the rest.

A later run takes its rows over. Nothing of the closed run can be sent afterwards, so nothing is written twice.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.results import Outcome, Problem, RowResult, Severity
from etl.core.stopping import pause
from etl.journal import Journal, OperationOutcome, OperationRecord, OperationState, RunRecord, RunStatus
from etl.load.outcomes import record_id
from etl.plan.legacy_ids import learn
from etl.recovery.reconcile import Reconciler
from etl.recovery.search import SETTLE_S
from etl.sellsy import Sellsy

TAKEN_OVER = ("import", "apply", "retry")
"""Kinds of run whose rows a later run on the same file takes over."""

_GIVEN_UP = "given-up"
_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Closing:
    """Closes runs of an account that this process has locked; `settle_s` is in seconds."""

    journal: Journal
    sellsy: Sellsy
    observer: Observer
    sleep: Callable[[float], None] = pause
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    settle_s: float = SETTLE_S

    def close_unfinished(self, *, source_sha256: str, account: str) -> None:
        """Close the runs on a file that did not finish; the caller takes their rows over.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        for run in self.journal.runs.unfinished(source_sha256):
            if run.kind in TAKEN_OVER and run.account == account:
                self.observer.note("note-unfinished", run=run.run_id)
                self.close(run, Outcome.SKIPPED, Problem("taken-over", severity=Severity.WARNING))

    def close(self, run: RunRecord, outcome: Outcome, problem: Problem) -> None:
        """Look up what a run sent, and settle the rows it did not send with an outcome and a problem.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        with self.journal.lock(run.run_id):
            self._reconcile(run)
            give_up(self.journal, run.run_id, outcome, problem)
            self._finish(run, RunStatus.FINISHED)

    def look_up(self, run: RunRecord) -> None:
        """Look up what a run sent, and close it unless writes are left to send.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        with self.journal.lock(run.run_id):
            self._reconcile(run)
            left = next(self.journal.operations.read(run.run_id, states=[OperationState.PLANNED]), None)
            self._finish(run, RunStatus.FINISHED if left is None else RunStatus.INTERRUPTED)

    def _reconcile(self, run: RunRecord) -> None:
        Reconciler(
            self.journal,
            self.sellsy,
            run.run_id,
            self.observer,
            sleep=self.sleep,
            now=self.now,
            settle_s=self.settle_s,
        ).reconcile()

    def _finish(self, run: RunRecord, status: RunStatus) -> None:
        learn(self.journal, run.run_id)
        self.journal.runs.finish(
            run.run_id,
            status,
            counts=self.journal.rows.counts(run.run_id),
            calls=run.calls,
            duration_s=run.duration_s or 0.0,
            report=run.report,
        )


def give_up(journal: Journal, run_id: str, outcome: Outcome, problem: Problem) -> None:
    """Settle every planned write as never sent, and its row with an outcome and a problem."""
    planned = journal.operations.read(run_id, states=[OperationState.PLANNED])
    for operations in batched(planned, _WINDOW):
        journal.operations.settle(
            run_id,
            operations=[
                OperationOutcome(operation.op_id, error={"code": _GIVEN_UP}) for operation in operations
            ],
        )
    position = -1
    while rows := journal.rows.next(run_id, after_position=position, limit=_WINDOW):
        position = rows[-1].position
        done: dict[int, list[OperationRecord]] = defaultdict(list)
        for operation in journal.operations.read(run_id, rows=[row.row for row in rows]):
            if operation.error is None:
                done[operation.row].append(operation)
        results = []
        for row in rows:
            ids = {
                operation.op_id: operation.answer_id
                for operation in done[row.row]
                if operation.answer_id is not None
            }
            created = record_id(row, done[row.row], ids)
            problems = (*row.problems, replace(problem, row=row.row))
            results.append(RowResult(row.row, outcome, row.sellsy_id or created, problems, row.changes))
        journal.operations.settle(run_id, rows=results)
