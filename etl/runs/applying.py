"""Apply a plan: plan its rows again on the current CRM, and send only those that come out the same.

The file is not read again: the journal has the plan.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.batching import batched
from etl.core.results import Change, Outcome, Problem
from etl.journal import NewOperation, NewRow, OperationRecord, RunStart, StoredRow
from etl.plan.cost import WRITTEN
from etl.plan.resolve import SOURCE
from etl.plan.row_planning import RowPlanning, record_of
from etl.plan.writes import RowPlan
from etl.reports.display import Shown
from etl.runs.plan_file import Writes, created_names, seal_of
from etl.runs.replanning import Replanned

_WINDOW = 500
_NONE = "∅"


@dataclass(slots=True)
class PlanApplication(Replanned):
    """Prepares the run that applies a plan."""

    def start(self) -> RunStart:
        """Return the first journal entry of the run."""
        start = self.run_start("apply")
        return replace(start, settings={**start.settings, "seal": seal_of(self.journal, self.earlier)})

    def prepare(self, run_id: str) -> None:
        """Copy the plan's rows, plan those with writes again, and reject those that come out differently.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        planner = self.planner()
        for rows in batched(self.journal.rows.every(self.earlier.run_id), _WINDOW):
            self.journal.rows.add(run_id, map(_again, rows))
            planner.want(record_of(row) for row in rows if row.outcome in WRITTEN)
        self.journal.runs.set_loaded(run_id)
        SamePlanning(
            self.journal,
            run_id,
            planner,
            self.observer,
            plan_id=self.earlier.run_id,
            shown=Shown(
                self.entity,
                self.headers,
                planner.form.custom,
                planner.resolver.lookups,
                self.read.lang,
                created_names(self.journal, self.earlier.run_id),
            ),
        ).plan()


def _again(row: StoredRow) -> NewRow:
    """Return a row of the plan for its application; a row without writes is settled as it was."""
    return NewRow(
        row.row,
        row.record,
        group_key=row.group_key,
        outcome=None if row.outcome in WRITTEN else row.outcome,
        sellsy_id=None if row.outcome in WRITTEN else row.sellsy_id,
        problems=row.problems,
        position=row.position,
    )


@dataclass(slots=True, kw_only=True)
class SamePlanning(RowPlanning):
    """Plans rows again and keeps those that equal an earlier plan; `shown` words the differences."""

    plan_id: str
    shown: Shown
    _dropped: dict[str, NewOperation] = field(default_factory=dict)

    def checked(self, plans: Sequence[RowPlan]) -> Sequence[RowPlan]:
        """Return the plans that come out as they were, and rejections that say what drifted for the others."""
        rows: dict[int, StoredRow] = {}
        before: dict[int, list[OperationRecord]] = defaultdict(list)
        for numbers in batched([plan.row for plan in plans], _WINDOW):
            rows |= {row.row: row for row in self.journal.rows.at(self.plan_id, numbers)}
            for operation in self.journal.operations.read(self.plan_id, rows=numbers):
                before[operation.row].append(operation)
        then = Writes(created_names(self.journal, self.plan_id))
        now = Writes(dict(self.planner.resolver.missing.values()))
        wanted = {
            number: _side(then, rows[number].changes, before[number])
            for number in sorted(rows, key=lambda number: _first(before[number]))
        }
        return [
            self._kept(
                plan,
                Drift(
                    rows[plan.row],
                    plan,
                    wanted[plan.row],
                    _side(now, plan.changes, plan.operations),
                    self.shown,
                ),
            )
            for plan in plans
        ]

    def _kept(self, plan: RowPlan, drift: "Drift") -> RowPlan:
        problems = list(drift.problems())
        plan = self._with_sources(plan)
        if not problems and any(need in self._dropped for write in plan.operations for need in write.needs):
            problems = [Problem("plan-needs", plan.row)]
        if not problems:
            return plan
        self._dropped |= {write.op_id: write for write in plan.operations}
        return RowPlan(plan.row, Outcome.REJECTED, plan.sellsy_id, problems=tuple(problems))

    def _with_sources(self, plan: RowPlan) -> RowPlan:
        """Give a row the creation of its source when the row that had it was rejected."""
        mine = {need for write in plan.operations for need in write.needs}
        taken = [write for op_id, write in self._dropped.items() if op_id in mine and write.kind == SOURCE]
        for write in taken:
            del self._dropped[write.op_id]
        return replace(
            plan, operations=(*(replace(write, row=plan.row) for write in taken), *plan.operations)
        )


def _first(operations: Sequence[OperationRecord]) -> int:
    return operations[0].seq if operations else 0


@dataclass(frozen=True, slots=True)
class Side:
    """The changes and writes of a row at one moment, comparable: without generated ids."""

    changes: Mapping[str, Change]
    writes: tuple[str, ...]


def _side(
    writes: Writes, changes: Sequence[Change], operations: Sequence[OperationRecord | NewOperation]
) -> Side:
    """Return one side of the comparison, without the creation of a source, which any row may have."""
    texts = [(write.kind, writes.plain(write)) for write in operations]
    needs = {need for write in operations for need in write.needs}
    plain = [
        replace(change, new=writes.without_ids(change.new, needs)) if isinstance(change.new, str) else change
        for change in changes
    ]
    return Side(
        {change.column: change for change in plain}, tuple(text for kind, text in texts if kind != SOURCE)
    )


@dataclass(frozen=True, slots=True)
class Drift:
    """How a row differs from its plan."""

    then: StoredRow
    now: RowPlan
    wanted: Side
    actual: Side
    shown: Shown

    def problems(self) -> Iterator[Problem]:
        """Yield what drifted: the record, the fields (then and now), or only the writes."""
        row, now = self.then, self.now
        if now.outcome is Outcome.REJECTED:
            yield from now.problems
        elif (row.outcome, row.sellsy_id) != (now.outcome, now.sellsy_id) and not self._only_fields():
            yield Problem(
                "plan-record", row.row, params={"then": _id(row.sellsy_id), "now": _id(now.sellsy_id)}
            )
        else:
            yield from self._fields()

    def _only_fields(self) -> bool:
        """Return whether the record is the same and only needs a write now, or no longer."""
        return self.then.sellsy_id is not None and self.then.sellsy_id == self.now.sellsy_id

    def _fields(self) -> Iterator[Problem]:
        row = self.then.row
        then, now = self.wanted.changes, self.actual.changes
        differ = [name for name in {**then, **now} if then.get(name) != now.get(name)]
        for name in differ:
            params = {
                "field": self.shown.column(name),
                "then": self._value(name, then.get(name), now.get(name)),
                "now": self._value(name, now.get(name), then.get(name)),
            }
            yield Problem("plan-drifted", row, self.shown.headers.get(name), params=params)
        if not differ and self.wanted.writes != self.actual.writes:
            yield Problem("plan-writes", row)

    def _value(self, name: str, mine: Change | None, other: Change | None) -> str:
        """Return the CRM's value at one moment; a field without a change had the value that the row wants."""
        value = mine.old if mine is not None else other.new if other is not None else None
        return self.shown.value(name, value) or _NONE


def _id(sellsy_id: int | None) -> str:
    return _NONE if sellsy_id is None else str(sellsy_id)
