"""What became of writes whose answer was lost: the CRM is read, and only it decides.

A write that sets a state (an update, tags, a link) is sent again: done twice it is done once. A creation is looked
for by what it says; found once it is done, found nowhere it never was and is sent again, found several times it stays
unknown.
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
"""Problems of a row that say nothing any more once its writes are decided."""


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Settles what a run left without an answer, or plans it again; `batch_size` is in reads per request."""

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
        found = survey(self.journal, self.run_id)
        if not found.rows:
            return 0
        self.observer.stage("reconcile", len(found.rows))
        seeker = LostWriteSearch(
            self.journal,
            self.sellsy,
            self.run_id,
            found,
            self.observer,
            sleep=self.sleep,
            now=self.now,
            settle_s=self.settle_s,
            batch_size=self.batch_size,
        )
        decided = Decided(found, seeker.decide())
        for some in batched(sorted(found.rows), PAGE):
            by_row: dict[int, list[OperationRecord]] = defaultdict(list)
            for operation in self.journal.operations.read(self.run_id, rows=some):
                by_row[operation.row].append(operation)
            for stored in self.journal.rows.at(self.run_id, some):
                self._settle(decided, stored, by_row[stored.row])
                self.observer.advance()
        return len(found.lost)

    def _settle(self, decided: "Decided", stored: StoredRow, operations: Sequence[OperationRecord]) -> None:
        """Settle a row whose writes are all decided, or plan it again; one that is not sure is left alone, whole."""
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
            OperationOutcome(one.op_id, error={"code": PARENT_FAILED})
            for one in operations
            if one.state in LOST and one.op_id in decided.survey.dead
        ]
        states = [one.state for one in operations] + [one.state for one in outcomes]
        planned = OperationState.PLANNED in states
        self.journal.operations.settle(
            self.run_id,
            operations=outcomes,
            rows=() if planned else [result],
            expected=[result] if planned else (),
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the lost writes, and what that makes of the rows."""

    survey: Survey
    fates: dict[str, Verdict]

    def of_row(self, operations: Iterable[OperationRecord]) -> dict[str, Verdict]:
        """Return the fates of the writes of a row; where one is unsure, none of them is sent.

        Rows come in the order of work: what hangs on a write that is not sent is not sent either.
        """
        found = {one.op_id: fate for one in operations if (fate := self._of(one)) is not None}
        if any(fate.fate is Fate.UNSURE for fate in found.values()):
            for op_id, fate in found.items():
                if fate.fate is Fate.AGAIN:
                    found[op_id] = self.fates[op_id] = Verdict(Fate.UNSURE)
        return found

    def _of(self, operation: OperationRecord) -> Verdict | None:
        """Return what became of a write, None where that was known before."""
        verdict = self.fates.get(operation.op_id) if operation.state in LOST else None
        if waits(operation) and operation.op_id not in self.survey.dead:
            verdict = Verdict(Fate.AGAIN)
        if verdict is None or verdict.fate is Fate.DONE:
            return verdict
        needed = (self.fates.get(need) for need in operation.needs)
        if any(one is not None and one.fate is Fate.UNSURE for one in needed):
            verdict = self.fates[operation.op_id] = Verdict(Fate.UNSURE)
        return verdict

    def result(self, stored: StoredRow, operations: Sequence[OperationRecord]) -> RowResult:
        """Return how a row ends once everything of it is done."""
        known = self.survey.known
        created = record_id(stored, operations, known)
        kept = tuple(one for one in stored.problems if one.code not in _SPENT)
        failed = any(one.op_id in self.survey.dead for one in operations)
        outcome = Outcome.FAILED if failed else _planned(operations, stored, created)
        return RowResult(stored.row, outcome, stored.sellsy_id or created, kept, stored.changes)


def _planned(operations: Sequence[OperationRecord], stored: StoredRow, created: int | None) -> Outcome:
    """Return what a row becomes when all its writes are done; `created` is the record that the run created for it."""
    kinds = {one.kind for one in operations}
    if "delete" in kinds:
        return Outcome.DELETED
    was_there = stored.sellsy_id is not None and created is None
    return Outcome.CREATED if "create" in kinds and not was_there else Outcome.UPDATED


def _doubt(row: int, operations: Sequence[OperationRecord], fates: Mapping[str, Verdict]) -> Problem:
    """Return what keeps a row unknown: records that may be what it wrote, by their paths, or another row."""
    records = [
        f"{resource_of(one)}/{describe(document)}"
        for one in operations
        if one.op_id in fates
        for document in fates[one.op_id].candidates
    ]
    if not records:
        return Problem("reconcile-waits", row)
    return Problem("reconcile-several", row, params={"records": list(dict.fromkeys(records))})
