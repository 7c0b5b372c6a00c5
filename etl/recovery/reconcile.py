"""Decide what became of writes whose answer was lost by reading the CRM, and by nothing else.

A write that sets a state (an update, tags, a link) is idempotent and is sent again. A creation is looked for by its
values: with one match it was done, with none it never ran and is sent again, with several it stays unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.results import Outcome, Problem, RowResult
from etl.journal import Journal, OperationOutcome, OperationRecord, OperationState, StoredRow
from etl.load.outcomes import record_id
from etl.matching.choosing import describe
from etl.recovery.identify import Fate, Verdict
from etl.recovery.lost_writes import LOST, PARENT_FAILED, Survey, resource_of, survey, waits
from etl.recovery.search import SETTLE_S, LostWriteSearch
from etl.sellsy import PAGE, Sellsy

_SPENT = ("outcome-unknown", PARENT_FAILED, "reconcile-several", "reconcile-waits")
"""Problems of a row that no longer apply once its writes are decided."""


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Settles the writes of a run that have no answer, or plans them again; `batch_size` is in reads per request."""

    journal: Journal
    sellsy: Sellsy
    run_id: str
    observer: Observer
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    settle_s: float = SETTLE_S
    batch_size: int = PAGE

    def reconcile(self) -> int:
        """Decide every write without an answer and return how many there were.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        lost = survey(self.journal, self.run_id)
        if not lost.rows:
            return 0
        self.observer.stage("reconcile", len(lost.rows))
        seeker = LostWriteSearch(
            self.journal,
            self.sellsy,
            self.run_id,
            lost,
            self.observer,
            sleep=self.sleep,
            now=self.now,
            settle_s=self.settle_s,
            batch_size=self.batch_size,
        )
        decided = Decided(lost, seeker.decide())
        for rows in batched(sorted(lost.rows), PAGE):
            by_row: dict[int, list[OperationRecord]] = defaultdict(list)
            for operation in self.journal.operations.read(self.run_id, rows=rows):
                by_row[operation.row].append(operation)
            for stored in self.journal.rows.at(self.run_id, rows):
                self._settle(decided, stored, by_row[stored.row])
                self.observer.advance()
        return len(lost.lost)

    def _settle(self, decided: "Decided", stored: StoredRow, operations: Sequence[OperationRecord]) -> None:
        """Settle a row whose writes are all decided, or plan it again; leave an unsure row alone as a whole."""
        fates = decided.of_row(operations)
        result = decided.result(stored, operations)
        outcomes = [
            OperationOutcome(op_id, OperationState.RECONCILED, answer_id=fate.answer_id)
            for op_id, fate in fates.items()
            if fate.fate is Fate.DONE
        ]
        if any(fate.fate is Fate.UNSURE for fate in fates.values()):
            doubt = _doubt(stored.row, operations, fates)
            unknown = replace(result, outcome=Outcome.UNKNOWN, problems=(*result.problems, doubt))
            self.journal.operations.settle(self.run_id, operations=outcomes, rows=[unknown])
            return
        outcomes += [
            OperationOutcome(op_id, OperationState.PLANNED)
            for op_id, fate in fates.items()
            if fate.fate is Fate.AGAIN
        ]
        outcomes += [
            OperationOutcome(operation.op_id, error={"code": PARENT_FAILED})
            for operation in operations
            if operation.state in LOST and operation.op_id in decided.survey.dead
        ]
        states = [operation.state for operation in operations] + [outcome.state for outcome in outcomes]
        planned = OperationState.PLANNED in states
        self.journal.operations.settle(
            self.run_id,
            operations=outcomes,
            rows=() if planned else [result],
            expected=[result] if planned else (),
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the lost writes, and the outcomes of their rows."""

    survey: Survey
    fates: dict[str, Verdict]

    def of_row(self, operations: Iterable[OperationRecord]) -> dict[str, Verdict]:
        """Return the verdicts of the writes of a row; when any is unsure, none of them is sent.

        Rows come in the order of work, so a write that needs one that is not sent is not sent either.
        """
        verdicts = {
            operation.op_id: fate for operation in operations if (fate := self._of(operation)) is not None
        }
        if any(fate.fate is Fate.UNSURE for fate in verdicts.values()):
            for op_id, fate in verdicts.items():
                if fate.fate is Fate.AGAIN:
                    verdicts[op_id] = self.fates[op_id] = Verdict(Fate.UNSURE)
        return verdicts

    def _of(self, operation: OperationRecord) -> Verdict | None:
        """Return what became of a write, None when it was known before."""
        verdict = self.fates.get(operation.op_id) if operation.state in LOST else None
        if waits(operation) and operation.op_id not in self.survey.dead:
            verdict = Verdict(Fate.AGAIN)
        if verdict is None or verdict.fate is Fate.DONE:
            return verdict
        needed = (self.fates.get(need) for need in operation.needs)
        if any(verdict is not None and verdict.fate is Fate.UNSURE for verdict in needed):
            verdict = self.fates[operation.op_id] = Verdict(Fate.UNSURE)
        return verdict

    def result(self, stored: StoredRow, operations: Sequence[OperationRecord]) -> RowResult:
        """Return the result of a row once all its writes are done."""
        known = self.survey.known
        created = record_id(stored, operations, known)
        kept = tuple(problem for problem in stored.problems if problem.code not in _SPENT)
        failed = any(operation.op_id in self.survey.dead for operation in operations)
        outcome = Outcome.FAILED if failed else _planned(operations, stored, created)
        return RowResult(stored.row, outcome, stored.sellsy_id or created, kept, stored.changes)


def _planned(operations: Sequence[OperationRecord], stored: StoredRow, created: int | None) -> Outcome:
    """Return the outcome of a row when all its writes are done; `created` is the id of the record made for it."""
    kinds = {operation.kind for operation in operations}
    if "delete" in kinds:
        return Outcome.DELETED
    was_there = stored.sellsy_id is not None and created is None
    return Outcome.CREATED if "create" in kinds and not was_there else Outcome.UPDATED


def _doubt(row: int, operations: Sequence[OperationRecord], fates: Mapping[str, Verdict]) -> Problem:
    """Return why a row stays unknown: the paths of records that it may have written, or another row."""
    records = [
        f"{resource_of(operation)}/{describe(document)}"
        for operation in operations
        if operation.op_id in fates
        for document in fates[operation.op_id].candidates
    ]
    if not records:
        return Problem("reconcile-waits", row)
    return Problem("reconcile-several", row, params={"records": list(dict.fromkeys(records))})
