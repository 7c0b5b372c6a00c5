"""One run of any kind, from its first line in the journal to its report; kinds differ in how they are prepared.

A run is prepared (its rows and planned writes go to the journal), shown with its estimated cost, loaded and reported.
When it is resumed, the writes without an answer are looked up in Sellsy first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Protocol

from etl.core.errors import EtlError, JournalError
from etl.core.observer import Observer
from etl.core.results import Outcome, Problem, RowResult, RunResult, Severity
from etl.core.stopping import STOPPING, pause
from etl.journal import Journal, OperationState, RunStart, RunStatus
from etl.journal.run_results import run_result
from etl.load.loader import Loader
from etl.load.server_validation import verify
from etl.plan.cost import WRITTEN, ToCome, estimate_cost
from etl.plan.legacy_ids import learn
from etl.recovery.reconcile import Reconciler
from etl.recovery.search import SETTLE_S
from etl.runs.trial import Decision, Trial
from etl.sellsy import Sellsy
from etl.source.options import Confirm

_WINDOW = 500
"""Rows settled at a time."""


class Preparation(Protocol):
    """What a kind of run does before its first write; `to_come` is what it will do later."""

    to_come: ToCome

    def start(self) -> RunStart:
        """Return the first journal entry of the run; its rows are not read yet.

        Raises:
            ConfigError: a key, a column or an option does not exist.
        """

    def prepare(self, run_id: str) -> None:
        """Write the rows of a run and the writes they need to the journal; may be called again after a crash."""

    def again(self, run_id: str) -> None:
        """Plan the unsent writes of a resumed run once more if the CRM has changed meanwhile."""

    def more(self, run_id: str) -> bool:
        """Plan the rows that waited for what was just written; return whether there were any."""

    def report(self, run_id: str, counts: Mapping[str, int], *, calls: int, seconds: float) -> str | None:
        """Write a report of the rows for people, and return its path."""


@dataclass(slots=True)
class Run:
    """A run; `dry` settles its rows as they would end and writes nothing to Sellsy.

    `batch_size` is in writes per request, `workers` in requests in flight, `settle_s` in seconds during which a new
    record may not be visible yet. `trial` writes a few rows first; `decision` is what was decided then.
    """

    preparation: Preparation
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    dry: bool = False
    batch_size: int = 100
    workers: int = 8
    settle_s: float = SETTLE_S
    sleep: Callable[[float], None] = pause
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    trial: Trial | None = None
    decision: Decision | None = None
    run_id: str = ""
    started: float = field(default_factory=perf_counter)
    calls_before: int = 0
    seconds_before: float = 0.0

    def run(self, confirm: Confirm | None) -> RunResult:
        """Prepare, confirm and load the run.

        Raises:
            DataError: what it works on cannot be read; nothing was sent.
            ConfigError: a key, a column or an option does not exist; nothing was sent.
            ApiError: Sellsy cannot go on; what was sent is journalled.
            JournalError: the journal cannot be written.
        """
        start = self.preparation.start()
        if self.trial is not None:
            start = replace(start, settings={**start.settings, "trial": {"most": self.trial.most}})
        self.run_id = self.journal.runs.start(start)
        return self._through(lambda: self._work(confirm))

    def resume(self, run_id: str, confirm: Confirm | None) -> RunResult:
        """Complete a run that did not finish, or that left rows unknown.

        A write that was sent is not sent again unless Sellsy surely lacks it. A run that sent nothing starts over.

        Raises:
            DataError: what it works on cannot be read any more; nothing was sent.
            ApiError: Sellsy cannot go on; what was sent is journalled.
            JournalError: the journal cannot be written, or another process works on the run.
        """
        self.run_id = run_id
        before = self.journal.runs.find(run_id)
        self.calls_before, self.seconds_before = before.calls, before.duration_s or 0.0

        def complete() -> RunStatus:
            self.journal.runs.resume(run_id)
            return self._complete(confirm)

        return self._through(complete)

    def _through(self, work: Callable[[], RunStatus]) -> RunResult:
        """Lock the run during the work, and record how it ended."""
        if not self.dry:
            self.observer.begin(self.run_id)
        with self.journal.lock(self.run_id):
            status = RunStatus.FAILED
            try:
                status = work()
            except (EtlError, KeyboardInterrupt):
                status = RunStatus.INTERRUPTED
                raise
            finally:
                with STOPPING.uninterrupted():  # how a run ended is always recorded
                    result = self._finish(status)
                if status is not RunStatus.FINISHED and not self.dry:
                    self._note_left(result.counts)
        return result

    def _note_left(self, counts: Mapping[str, int]) -> None:
        """Note how far an unfinished run came, and how to complete it."""
        left = counts["read"] - sum(number for name, number in counts.items() if name != "read")
        self.observer.note(
            "note-trial-left" if self.decision == "stop" else "note-left",
            run=self.run_id,
            read=counts["read"],
            done=counts["read"] - left,
            left=left,
        )

    def _work(self, confirm: Confirm | None) -> RunStatus:
        self.preparation.prepare(self.run_id)
        to_come = self.preparation.to_come
        cost = estimate_cost(
            self.journal, self.sellsy, self.run_id, batch_size=self.batch_size, to_come=to_come
        )
        if confirm is not None and not confirm(cost):
            self._decline()
            return RunStatus.FINISHED
        if self.dry:
            verify(self.journal, self.sellsy, self.run_id, batch_size=self.batch_size, observer=self.observer)
            return RunStatus.FINISHED
        return self._write(sum(cost.counts[outcome] for outcome in WRITTEN))

    def _complete(self, confirm: Confirm | None) -> RunStatus:
        planned = [OperationState.PLANNED]
        if all(operation.sent_at is None for operation in self.journal.operations.read(self.run_id)):
            self.journal.restart(self.run_id)
            return self._work(confirm)
        self.reconcile()
        self.preparation.again(self.run_id)
        return self._write(sum(1 for _ in self.journal.operations.read(self.run_id, states=planned)))

    def _write(self, number: int) -> RunStatus:
        """Send what is planned, `number` rows: where there is a trial its rows first, the rest as is decided then."""
        if self.trial is not None:
            rows = self.trial.rows(self.journal, self.run_id)
            if rows:
                self.observer.stage("load", len(rows))
                self._loader(rows).load()
                self.decision = self.trial.told(self.journal, self.run_id, rows)
            if self.decision == "stop":
                return RunStatus.INTERRUPTED
            if self.decision == "undo":
                self._decline("trial-undone")
                return RunStatus.FINISHED
            number -= len(rows)
        self.observer.stage("load", number)
        self._load()
        return RunStatus.FINISHED

    def reconcile(self) -> int:
        """Decide every write of the run without an answer and return how many there were.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        return Reconciler(
            self.journal,
            self.sellsy,
            self.run_id,
            self.observer,
            sleep=self.sleep,
            now=self.now,
            settle_s=self.settle_s,
            batch_size=self.batch_size,
        ).reconcile()

    def _load(self) -> None:
        loader = self._loader()
        loader.load()
        while self.preparation.more(self.run_id):
            loader.load()

    def _loader(self, only: Sequence[int] | None = None) -> Loader:
        return Loader(
            self.journal, self.sellsy, self.run_id, self.batch_size, self.workers, self.observer, only=only
        )

    def _decline(self, code: str = "declined") -> None:
        """Settle the planned rows as skipped: the user saw the estimated cost, or the trial, and declined."""
        position = -1
        problem = Problem(code, severity=Severity.WARNING)
        while rows := self.journal.rows.next(self.run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            skipped = [
                RowResult(row.row, Outcome.SKIPPED, problems=(*row.problems, replace(problem, row=row.row)))
                for row in rows
            ]
            self.journal.operations.settle(self.run_id, rows=skipped)

    def _finish(self, status: RunStatus) -> RunResult:
        learn(self.journal, self.run_id)
        counts = self.journal.rows.counts(self.run_id)
        seconds = perf_counter() - self.started
        report = None
        if status is RunStatus.FINISHED:
            _balance(self.run_id, counts)
            report = self.preparation.report(self.run_id, counts, calls=self.sellsy.calls, seconds=seconds)
        self.journal.runs.finish(
            self.run_id,
            status,
            counts=counts,
            calls=self.calls_before + self.sellsy.calls,
            duration_s=self.seconds_before + seconds,
            report=report,
        )
        return run_result(self.journal, self.run_id)


def _balance(run_id: str, counts: Mapping[str, int]) -> None:
    """Check that every row read ended in exactly one outcome.

    Raises:
        JournalError: rows are missing from the outcomes.
    """
    settled = sum(number for name, number in counts.items() if name != "read")
    if settled != counts["read"]:
        raise JournalError("journal-unbalanced", run=run_id, read=counts["read"], settled=settled)
