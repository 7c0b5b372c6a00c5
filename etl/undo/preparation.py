"""Preparing an undo: a run like any other, whose rows and writes come from the journal of an earlier run.

Rows are undone last first, so that dependants are deleted before what they depend on. A record created again may have
to wait for another record of the run: its row is planned once that one exists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.record import PERSON
from etl.core.results import JsonValue, Outcome, Problem, RowResult, Severity
from etl.core.stopping import pause
from etl.entities import entity_named
from etl.journal import (
    Journal,
    NewOperation,
    NewRow,
    OperationState,
    RowState,
    RunRecord,
    RunStart,
    StoredRow,
)
from etl.messages import Lang
from etl.plan.cost import ToCome
from etl.plan.writes import WAS
from etl.recovery.closing import Closing
from etl.recovery.search import SETTLE_S
from etl.reports.display import Shown
from etl.sellsy import Sellsy
from etl.undo.current_state import StateReader
from etl.undo.history import History
from etl.undo.past_write import Key, PastWrite, Verb, key_at
from etl.undo.planning import UndoPlanner
from etl.undo.recreate import waits_for
from etl.undo.report import shown_changes, write_undo

_OPEN = tuple(
    state for state in OperationState if state not in (OperationState.SETTLED, OperationState.RECONCILED)
)
"""States of writes that may still change."""

_WINDOW = 500
"""Rows read, planned and settled at a time."""

_NAMES = ("name", "title", "first_name", "last_name", "text", "siret", "reference", "email", "legacy_id")
"""Values kept of a row to identify its record, for people and for ids of another system."""


@dataclass(slots=True)
class Undo:
    """Prepares the run that undoes `parent`; `force` also undoes what was edited since.

    `beside` are the runs undone together with it: a rehearsal assumes that what they created is gone.
    """

    parent: RunRecord
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    new_id: Callable[[], str]
    force: bool = False
    dry: bool = False
    beside: Sequence[str] = ()
    batch_size: int = 100
    report_path: Path | None = None
    lang: Lang = "en"
    settle_s: float = SETTLE_S
    sleep: Callable[[float], None] = pause
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    to_come: ToCome = field(default_factory=ToCome)
    _reader: StateReader = field(init=False)
    _shown: Shown | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Prepare the reader of the account."""
        self._reader = StateReader(self.sellsy, self.batch_size)

    def start(self) -> RunStart:
        """Return the settings of the run before it starts."""
        kept = self.parent
        settings: dict[str, JsonValue] = {
            "headers": kept.settings.get("headers") or {},
            "system": kept.settings.get("system") or "",
            "batch_size": self.batch_size,
            "force": self.force,
            "beside": [*self.beside],
            "lang": self.lang,
            "report": None if self.report_path is None else str(self.report_path),
        }
        return RunStart(
            entity=kept.entity,
            kind="dry-run" if self.dry else "undo",
            mode="undo",
            profile=kept.profile,
            account=kept.account,
            source=kept.source,
            parent=kept.run_id,
            settings=settings,
        )

    @property
    def headers(self) -> dict[str, str]:
        """Attribute -> the user's header, in the run's file."""
        kept = self.parent.settings.get("headers")
        return {name: str(header) for name, header in kept.items()} if isinstance(kept, dict) else {}

    def prepare(self, run_id: str) -> None:
        """Settle unknown writes of the earlier run, then journal its rows and the writes that undo them.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        self._close()
        past = History.read(self.journal, self.parent.run_id, beside=self.beside if self.dry else ())
        self._add_rows(run_id, past)
        self.observer.stage("read")
        self._reader.expect(past)
        self.observer.stage("plan", self.journal.rows.counts(run_id)["read"])
        self._plan(run_id, past, {}, final=self.dry)
        self._reader.rows.forget()
        self._announce(run_id, past)
        if self.report_path is not None:
            self._shown = self._shown_of(run_id)  # its reads are announced

    def again(self, run_id: str) -> None:
        """Keep the plan as it is: it only undoes what the earlier run left."""

    def more(self, run_id: str) -> bool:
        """Plan the rows whose records had to wait for others, which exist again by now.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        if next(self._pending(run_id), None) is None:
            return False
        past = History.read(self.journal, self.parent.run_id, beside=self.beside if self.dry else ())
        recreated = self._recreated(run_id)
        if not self._plan(run_id, past, recreated, final=False):
            self._plan(run_id, past, recreated, final=True)
        return True

    # the earlier run

    def _close(self) -> None:
        """Settle the writes that the earlier run left open, and close it: unsent writes are never sent."""
        run = self.parent
        if next(self.journal.operations.read(run.run_id, states=_OPEN), None) is None:
            return
        closing = Closing(
            self.journal, self.sellsy, self.observer, sleep=self.sleep, now=self.now, settle_s=self.settle_s
        )
        if self.dry:
            closing.look_up(run)
        else:
            closing.close(run, Outcome.SKIPPED, Problem("undone", severity=Severity.WARNING))

    def _add_rows(self, run_id: str, past: History) -> None:
        groups = {
            row.row: row.group_key for row in self.journal.rows.every(self.parent.run_id) if row.group_key
        }
        position = 0
        for numbers in batched(past.order(groups), _WINDOW):
            rows = {row.row: row for row in self.journal.rows.at(self.parent.run_id, numbers)}
            new = [_new_row(rows[number], position + rank) for rank, number in enumerate(numbers)]
            self.journal.rows.add(run_id, new)
            position += len(new)
        self.journal.runs.set_loaded(run_id)

    # planning

    def _pending(self, run_id: str) -> Iterator[StoredRow]:
        position = -1
        while rows := self.journal.rows.next(run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            yield from (row for row in rows if row.state is RowState.PENDING)

    def _plan(self, run_id: str, past: History, recreated: dict[Key, str], *, final: bool) -> int:
        """Plan the pending groups of rows whose records need not wait, and return how many rows there were."""
        planner = UndoPlanner(
            entity=entity_named(self.parent.entity),
            headers=self.headers,
            past=past,
            reader=self._reader,
            new_id=self.new_id,
            force=self.force,
            dry=self.dry,
        )
        planned = 0
        for window in batched(list(self._groups(run_id)), _WINDOW):
            writes = past.past_writes([row for group in window for row in group])
            ready = [group for group in window if final or not _waits(group, writes, past, recreated)]
            # Records that this window creates again have no id yet: a later window must not name them.
            planner.recreated = dict(recreated)
            planned += self._window(run_id, planner, ready)
        return planned

    def _groups(self, run_id: str) -> Iterator[list[int]]:
        """Yield the pending rows in the order of work, rows of a group together."""
        groups = self.journal.rows.groups(run_id)
        followers = {row for group in groups.values() for row in group[1:]}
        for row in self._pending(run_id):
            if row.row not in followers:
                yield list(groups.get(row.row, (row.row,)))

    def _window(self, run_id: str, planner: UndoPlanner, groups: Sequence[Sequence[int]]) -> int:
        numbers = [row for group in groups for row in group]
        rows = {row.row: row for row in self.journal.rows.at(self.parent.run_id, numbers)}
        expected: list[RowResult] = []
        settled: list[RowResult] = []
        operations: list[NewOperation] = []
        for plan in planner.plan([[rows[number] for number in group] for group in groups]):
            result = RowResult(plan.row, plan.outcome, plan.sellsy_id, plan.problems, plan.changes)
            (expected if plan.operations else settled).append(result)
            operations += plan.operations
        self.journal.operations.intend(run_id, operations, expected=expected)
        self.journal.operations.settle(run_id, rows=settled)
        self.observer.advance(len(numbers))
        return len(numbers)

    def _recreated(self, run_id: str) -> dict[Key, str]:
        """Return the new ids of the records that this run created again."""
        new_ids: dict[Key, str] = {}
        for operation in self.journal.operations.read(run_id, kinds=["create", PERSON]):
            was = operation.before.get(WAS) if isinstance(operation.before, dict) else None
            key = key_at(str(was)) if was else None
            if key is not None and operation.answer_id is not None:
                new_ids[key] = str(operation.answer_id)
        return new_ids

    # reporting

    def _announce(self, run_id: str, past: History) -> None:
        """Report, before anything is written, what stays and what cannot be restored."""
        kept = created = left = 0
        for row in self.journal.rows.every(run_id):
            left += row.state is not RowState.SETTLED
            created += row.outcome is Outcome.CREATED or row.state is RowState.PENDING
            kept += any(problem.severity is Severity.ERROR for problem in row.problems)
        if created and past.ended:
            self.observer.note("note-undo-recreates", count=created)
        if past.tagged:
            self.observer.note("note-undo-tags-stay")
        if self._reader.images.refused:
            self.observer.note("note-undo-no-v1")
        if self._reader.unseen:
            self.observer.note("note-undo-unseen", kinds=", ".join(sorted(self._reader.unseen)))
        if kept:
            self.observer.note("note-undo-kept", count=kept)
        elif not left:
            self.observer.note("note-undo-nothing", run=self.parent.run_id)

    def report(self, run_id: str, counts: Mapping[str, int], *, calls: int, seconds: float) -> str | None:
        """Write the report of what was undone and what was kept, and return its path."""
        if self.report_path is None:
            return None
        return write_undo(
            self.report_path,
            run=replace(self.journal.runs.find(run_id), counts=counts, calls=calls, duration_s=seconds),
            journal=self.journal,
            shown=self._shown or self._shown_of(run_id),
            observer=self.observer,
        )

    def _shown_of(self, run_id: str) -> Shown:
        run = self.journal.runs.find(run_id)
        return shown_changes(run, self.journal, self.sellsy, headers=self.headers, lang=self.lang)


def _waits(
    group: Sequence[int],
    writes: Mapping[int, Sequence[PastWrite]],
    past: History,
    recreated: Mapping[Key, str],
) -> bool:
    """Tell whether a group depends on a record of another group that is not created again yet."""
    back = [write for row in group for write in writes.get(row, ()) if write.verb is Verb.DELETE]
    own = {write.key for write in back}
    return any(
        key in past.ended and key not in recreated and key not in own
        for write in back
        for key in waits_for(write)
    )


def _new_row(row: StoredRow, position: int) -> NewRow:
    values = (row.record or {}).get("values")
    stated: dict[str, JsonValue] = values if isinstance(values, dict) else {}
    record: dict[str, JsonValue] = {
        "variant": (row.record or {}).get("variant"),
        "values": {name: stated[name] for name in _NAMES if name in stated},
    }
    return NewRow(row.row, record, group_key=row.group_key, position=position, sellsy_id=row.sellsy_id)
