"""Verify that Sellsy still has what a run wrote: read every row again and mark it; nothing is written.

A row is planned again against the record it wrote; when no write is needed it is as sent. Values that only a creation
can set (a creation date, a parent comment) are not compared: no update could restore them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from etl.account.lookups import Lookups
from etl.core.batching import batched
from etl.core.errors import ApiError, FatalApiError, RefusedError
from etl.core.record import Record
from etl.core.results import JsonValue, Outcome, Problem
from etl.entities.base.resource import RESOURCES
from etl.journal import OperationState, RowState, StoredRow
from etl.matching.directory import Directory
from etl.messages import Lang, text
from etl.plan.addresses import roles_of
from etl.plan.planner import Planner
from etl.plan.row_planning import custom_fields_of, record_of
from etl.plan.writes import RowPlan
from etl.reports.display import Shown
from etl.runs.replanning import Replanned
from etl.sellsy import Call, send_batch

_WINDOW, _BATCH, _ABSENT = 500, 100, 404
PENDING = "pending"
"""State, beside the outcomes, of rows of which nothing was sent yet."""

_AS_SENT = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
_KEPT = (*_AS_SENT, Outcome.FAILED)
_CHANGED = {"kind-differs": "type", "related-fixed": "related", "postal-code-record": "main.country"}
"""Refusals that mean that the record is no longer what was sent -> the attribute that differs."""


class Mark(StrEnum):
    """The state of a row in Sellsy now."""

    SAME = "="
    DIFFERS = "*"
    GONE = "-"
    UNREAD = "!"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field: the value that the run wrote and the value now, as a person reads them."""

    field: str
    sent: str
    now: str


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A row: its mark, what differs (`*`), why it could not be read (`!`)."""

    row: int
    mark: Mark
    outcome: Outcome
    sellsy_id: int | None
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the row as JSON."""
        return {
            "row": self.row,
            "mark": self.mark.value,
            "outcome": self.outcome.value,
            "id": self.sellsy_id,
            "differences": [{"field": d.field, "sent": d.sent, "now": d.now} for d in self.differences],
            "problems": [problem.to_dict(lang) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class RunCheck:
    """A run compared with Sellsy: rows by mark, and `apart` the rows that left nothing there, by outcome.

    Those of an unfinished run of which nothing was sent yet are `apart` as "pending". `rows` are those that are not
    as sent; `calls` counts HTTP requests.
    """

    run_id: str
    entity: str
    counts: Mapping[str, int]
    apart: Mapping[str, int]
    rows: tuple[RowCheck, ...]
    calls: int

    @property
    def exit_code(self) -> int:
        """0 when every row is as sent, else 1; a row that is not sent yet counts as different."""
        differs = any(number for mark, number in self.counts.items() if mark != Mark.SAME)
        return int(differs or self.pending > 0)

    @property
    def pending(self) -> int:
        """Number of rows that were not sent yet."""
        return self.apart.get(PENDING, 0)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the machine contract of `runs verify --json`."""
        return {
            "run_id": self.run_id,
            "entity": self.entity,
            "counts": dict(self.counts),
            "apart": dict(self.apart),
            "calls": self.calls,
            "rows": [row.to_dict(lang) for row in self.rows],
        }


@dataclass(slots=True)
class Verification(Replanned):
    """Compares the rows of a run with Sellsy; `numbers` are some of its rows, None all of them."""

    numbers: Sequence[int] | None = None
    _unread: dict[int, Problem] = field(default_factory=dict)
    _apart: Counter[str] = field(default_factory=Counter)

    @property
    def order(self) -> tuple[str, ...]:
        """The match keys: a row is the very record it wrote."""
        return ("id",)

    def check(self) -> RunCheck:
        """Read the records of every row again.

        Raises:
            ApiError: the account refuses every call, or lists that rows need cannot be read.
            JournalError: the journal cannot be read.
        """
        counts = dict.fromkeys(map(str, Mark), 0)
        bad: list[RowCheck] = []
        for check in self._checks():
            counts[check.mark] += 1
            if check.mark is not Mark.SAME:
                bad.append(check)
            self.observer.advance()
        return RunCheck(
            self.earlier.run_id,
            self.earlier.entity,
            counts,
            dict(self._apart),
            tuple(sorted(bad, key=lambda check: check.row)),
            self.sellsy.calls,
        )

    def _checks(self) -> Iterator[RowCheck]:
        self.observer.stage("verify", self.journal.rows.counts(self.earlier.run_id)["read"])
        yield from self._unsettled()
        for row in self._settled():
            known = row.sellsy_id is not None
            if row.outcome is Outcome.UNKNOWN or (row.outcome in _AS_SENT and not known):
                yield _mark(row, Mark.UNREAD, problems=(Problem("verify-unknown", row.row),))
            elif row.outcome in (Outcome.SKIPPED, Outcome.REJECTED) or not known:
                self._apart[str(row.outcome)] += 1
        yield from self._deleted()
        yield from self._written()

    def _settled(self, *outcomes: Outcome) -> Iterator[StoredRow]:
        """Yield the settled rows, with these outcomes or any; other rows are only planned."""
        for row in self._every(outcomes):
            if row.state is RowState.SETTLED:
                yield row

    def _every(self, outcomes: Sequence[Outcome] = ()) -> Iterator[StoredRow]:
        if self.numbers is None:
            return iter(self.journal.rows.every(self.earlier.run_id, outcomes=outcomes or None))
        rows = self.journal.rows.at(self.earlier.run_id, self.numbers)
        return (row for row in rows if not outcomes or row.outcome in outcomes)

    def _unsettled(self) -> Iterator[RowCheck]:
        """Yield the rows with a write that has no answer; rows that were not sent yet are counted."""
        for rows in batched((row for row in self._every() if row.state is not RowState.SETTLED), _WINDOW):
            numbers = [row.row for row in rows]
            writes = self.journal.operations.read(self.earlier.run_id, rows=numbers)
            sent = {write.row for write in writes if write.state is not OperationState.PLANNED}
            for row in rows:
                if row.row in sent:
                    yield _mark(row, Mark.UNREAD, problems=(Problem("verify-unknown", row.row),))
                else:
                    self._apart[PENDING] += 1

    # deletions

    def _deleted(self) -> Iterator[RowCheck]:
        """Yield the rows of deleted records: a missing record is as sent."""
        for rows in batched(self._settled(Outcome.DELETED), _BATCH):
            calls = [Call("GET", self._path(record_of(row).variant, row.sellsy_id)) for row in rows]
            for row, answer in zip(rows, send_batch(self.sellsy, calls), strict=True):
                if answer.error is None:
                    there = Difference(text("head-record", lang=self.read.lang), "", str(row.sellsy_id))
                    yield _mark(row, Mark.DIFFERS, differences=(there,))
                elif _absent(answer.error):
                    yield _mark(row, Mark.SAME)
                else:
                    yield _mark(row, Mark.UNREAD, problems=(_unreadable(row.row, answer.error),))

    def _path(self, variant: str, sellsy_id: int | None) -> str:
        return f"{RESOURCES[variant].path}/{sellsy_id}"

    # what was written

    def _shown(self) -> Shown:
        custom = custom_fields_of(self.sellsy, self.entity, self.headers)
        return Shown(self.entity, self.headers, custom, Lookups(self.sellsy), self.read.lang)

    def _written(self) -> Iterator[RowCheck]:
        if next(self._kept(), None) is None:
            return  # a refused run left nothing to compare, and may lack what comparing needs
        planner, shown = self.planner(), self._shown()
        directories: dict[str, Directory] = {}
        groups: dict[tuple[str, int], list[int]] = defaultdict(list)
        for batch in batched(self._kept(), _BATCH):
            records = [_pinned(row) for row in batch]
            for row, record in zip(batch, records, strict=True):
                groups[record.variant, row.sellsy_id or 0].append(row.row)
            planner.want(records)
            self._read(records, directories, planner.query())
        if directories:
            planner.match(self.observer, directories=directories)
        for window in batched(groups.values(), _WINDOW):
            numbers = [number for group in window for number in group]
            rows = {row.row: row for row in self.journal.rows.at(self.earlier.run_id, numbers)}
            yield from self._window([[rows[number] for number in group] for group in window], planner, shown)

    def _kept(self) -> Iterator[StoredRow]:
        """Yield the rows that wrote a record in Sellsy."""
        for row in self._settled(*_KEPT):
            if row.sellsy_id is not None:
                yield row

    def _read(
        self, records: Sequence[Record], directories: dict[str, Directory], query: Mapping[str, JsonValue]
    ) -> None:
        """Read records by their ids; unreadable ones are recorded, deleted ones are absent."""
        for record in records:
            directories.setdefault(record.variant, Directory(RESOURCES[record.variant]))
        calls = [
            Call("GET", self._path(record.variant, int(str(record.values["id"]))), query=query)
            for record in records
        ]
        for record, answer in zip(records, send_batch(self.sellsy, calls), strict=True):
            if answer.error is None:
                directories[record.variant].add(answer.body, ("id",))
            elif isinstance(answer.error, FatalApiError):
                raise answer.error
            elif not _absent(answer.error):
                self._unread[record.row] = _unreadable(record.row, answer.error)

    def _window(
        self, groups: Sequence[Sequence[StoredRow]], planner: Planner, shown: Shown
    ) -> Iterator[RowCheck]:
        there: list[Sequence[StoredRow]] = []
        for group in groups:
            if planner.known.has(_pinned(group[0])):
                there.append(group)
                continue
            problem = next((self._unread[row.row] for row in group if row.row in self._unread), None)
            for row in group:
                yield (
                    _mark(row, Mark.UNREAD, problems=(replace(problem, row=row.row),))
                    if problem
                    else _mark(row, Mark.GONE)
                )
        rows = {row.row: row for group in there for row in group}
        planner.record.roles = self._roles(sorted(rows))
        plans = list(self._plans(there, planner))
        shown.read(change for plan in plans if isinstance(plan, RowPlan) for change in plan.changes)
        for plan in plans:
            yield (
                _judged(rows[plan.row], plan, shown)
                if isinstance(plan, RowPlan)
                else _mark(rows[plan.row or 0], Mark.UNREAD, problems=(plan,))
            )

    def _roles(self, numbers: Sequence[int]) -> dict[int, set[str]]:
        """Return the roles that rows gave to addresses: one that another address has now is not as sent."""
        roles: dict[int, set[str]] = defaultdict(set)
        for write in self.journal.operations.read(self.earlier.run_id, rows=numbers, kinds=["address"]):
            if isinstance(write.body, dict) and write.error is None:
                roles[write.row].update(roles_of(write.body))
        return roles

    def _plans(self, groups: Sequence[Sequence[StoredRow]], planner: Planner) -> Iterator[RowPlan | Problem]:
        """Yield the plan of every row, or its problem when what surrounds its record cannot be read."""
        try:
            yield from planner.plan([[_pinned(row) for row in group] for group in groups])
        except FatalApiError:
            raise
        except ApiError as error:
            if len(groups) == 1:
                yield from (_unreadable(row.row, error) for row in groups[0])
                return
            for group in groups:
                yield from self._plans([group], planner)


def _pinned(row: StoredRow) -> Record:
    """Return the record of a row with the id of what it wrote, read as the import read it."""
    record = record_of(row)
    return replace(record, values={**record.values, "id": row.sellsy_id}, pinned=not record.literal)


def _judged(row: StoredRow, plan: RowPlan, shown: Shown) -> RowCheck:
    """Return the check of a row from the writes that would make its record as sent."""
    if plan.outcome is Outcome.REJECTED:
        differs = [problem for problem in plan.problems if problem.code in _CHANGED]
        if len(differs) < len(plan.problems):
            return _mark(row, Mark.UNREAD, problems=plan.problems)
        sides = [(p.code, str(p.params.get("wanted", "")), str(p.params.get("held", ""))) for p in differs]
        differences = tuple(Difference(shown.column(_CHANGED[code]), sent, now) for code, sent, now in sides)
        return _mark(row, Mark.DIFFERS, differences=differences)
    if not plan.operations:
        return _mark(row, Mark.SAME)
    differences = tuple(
        Difference(
            shown.column(change.column),
            shown.value(change.column, change.new),
            shown.value(change.column, change.old),
        )
        for change in plan.changes
        if change.column not in shown.entity.sets.values() or change.column in record_of(row).values
    )
    return _mark(row, Mark.DIFFERS, differences=differences)


def _mark(
    row: StoredRow,
    mark: Mark,
    *,
    differences: tuple[Difference, ...] = (),
    problems: tuple[Problem, ...] = (),
) -> RowCheck:
    return RowCheck(row.row, mark, row.outcome or Outcome.UNKNOWN, row.sellsy_id, differences, problems)


def _absent(error: ApiError) -> bool:
    return isinstance(error, RefusedError) and error.status == _ABSENT


def _unreadable(row: int, error: ApiError) -> Problem:
    return Problem("verify-unread", row, params={"said": error.said or error.message()})
