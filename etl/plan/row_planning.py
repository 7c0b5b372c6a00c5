"""Turn rows of the journal into planned writes, a window at a time; rows of one company together.

The rows may come from a file or from an earlier run.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.account.custom_fields import CustomField, pick, read_custom_fields
from etl.account.lookups import Lookups
from etl.codecs import Options, fold
from etl.core.batching import batched
from etl.core.errors import ConfigError
from etl.core.observer import Observer
from etl.core.record import RECORD_ID, Record, is_stand_in
from etl.core.results import JsonValue, Outcome, Problem, RowResult
from etl.entities import Entity
from etl.entities.base.machine import machine_parts
from etl.entities.base.resource import RESOURCES
from etl.journal import DamagedError, Journal, NewOperation, RowState, StoredRow
from etl.mapping.column_names import CUSTOM
from etl.matching.known_records import RowForm
from etl.matching.row_matching import Round
from etl.plan.cost import WRITTEN, RowWrites
from etl.plan.named_ids import FORESEEN
from etl.plan.planner import Planner
from etl.plan.resolve import Resolver
from etl.plan.writes import RowPlan
from etl.sellsy import Sellsy

_ONE = RowWrites(1, batched=True, apart=0)
"""The least that a written row takes."""

_WINDOW = 500
"""Rows matched and planned at a time."""


@dataclass(slots=True)
class RowPlanning:
    """Plans the pending rows of a run, those of one company together; the rows of `later` are left pending.

    Rows of `foreseen` name a record that exists in a rehearsal only: they settle as planned, without writes.
    `known_problems` are problems found earlier, by row.
    """

    journal: Journal
    run_id: str
    planner: Planner
    observer: Observer
    later: Collection[int] = ()
    foreseen: Collection[int] = ()
    known_problems: Mapping[int, Sequence[Problem]] = field(default_factory=dict)

    def plan(self) -> None:
        """Match every pending row, and journal what it needs.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        self.planner.match(self.observer)
        counts = self.journal.rows.counts(self.run_id)
        self.observer.stage("plan", 2 * counts["read"] - sum(counts.values()))  # those that are not settled
        waiting: list[list[int]] = []
        for window in batched(self._row_groups(), _WINDOW):
            self._window(window, "first", waiting)
        self._plan_waiting(waiting)

    def _plan_waiting(self, waiting: Sequence[Sequence[int]]) -> None:
        """Plan the rows that waited for others, in the order of the file, until a round decides none of them."""
        rounds: Round = "again"
        while waiting:
            still: list[list[int]] = []
            for batch in batched(waiting, _WINDOW):
                stored = self.journal.rows.at(self.run_id, [row for group in batch for row in group])
                rows = {row.row: row for row in stored}
                self._window([[rows[row] for row in group] for group in batch], rounds, still)
            rounds = "again" if len(still) < len(waiting) else "last"
            waiting = still

    def _window(self, window: Sequence[Sequence[StoredRow]], rounds: Round, waiting: list[list[int]]) -> None:
        groups = [[record_of(row) for row in group] for group in window]
        rows = {row.row: row for group in window for row in group}
        settled: list[RowResult] = []
        expected: list[RowResult] = []
        operations: list[NewOperation] = []
        known = self.planner.foreseen.known
        plans = self.planner.plan(groups, look=rounds, waiting=waiting)
        for plan in self.checked(plans):
            before = (*rows[plan.row].problems, *self.known_problems.get(plan.row, ()))
            problems = (*before, *(problem for problem in plan.problems if problem not in before))
            result = RowResult(plan.row, plan.outcome, plan.sellsy_id, problems, plan.changes)
            if plan.row in self.foreseen or plan.row in self.planner.foreseen.rows:
                settled.append(_without_stand_ins(result))
                if plan.outcome in WRITTEN:
                    self.planner.to_come.writes.append(
                        RowWrites.of(plan.operations) if plan.operations else _ONE
                    )
                continue
            (expected if plan.operations else settled).append(result)
            operations += plan.operations
        predicted = {
            row: replace(record_of(rows[row]), predicted=known.pop(row)).to_json()
            for row in {plan.row for plan in plans} & known.keys()
        }
        if predicted:
            self.journal.rows.renew(self.run_id, predicted)
        self.journal.operations.intend(self.run_id, operations, expected=expected)
        self.journal.operations.settle(self.run_id, rows=settled)
        self.observer.advance(len(plans))

    def checked(self, plans: Sequence[RowPlan]) -> Sequence[RowPlan]:
        """Return the plans to keep."""
        return plans

    def _row_groups(self) -> Iterator[list[StoredRow]]:
        """Yield the rows to plan, those of one company together, in the order of the file."""
        groups = self.journal.rows.groups(self.run_id)
        followers = {row for group in groups.values() for row in group[1:]}
        position = -1
        while rows := self.journal.rows.next(self.run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            for row in rows:
                if row.state is not RowState.PENDING or row.row in followers or row.row in self.later:
                    continue
                if row.row in groups:
                    group = self.journal.rows.at(self.run_id, groups[row.row])
                    yield [member for member in group if member.row not in self.later]
                else:
                    yield [row]


def _without_stand_ins(result: RowResult) -> RowResult:
    """Return the result of a row that names a record to come, without the ids that stand in for it."""
    changes = [
        change for change in result.changes if change.column != "link" and not _names_stand_in(change.new)
    ]
    problems = result.problems
    if result.outcome is Outcome.REJECTED:
        problems = tuple(problem for problem in problems if problem.code not in FORESEEN)
    return replace(result, problems=problems, changes=tuple(changes))


def _names_stand_in(value: JsonValue) -> bool:
    listed = value if isinstance(value, list) else [value]
    ids = [item.get("id") if isinstance(item, dict) else item for item in listed]
    return any(isinstance(record_id, int) and is_stand_in(record_id) for record_id in ids)


def record_of(row: StoredRow) -> Record:
    """Return the record that the journal stores for a row.

    Raises:
        TypeError: the row was never read as a record.
        DamagedError: the journal is damaged: its record is of an unknown kind.
    """
    if row.record is None:
        raise TypeError(f"row {row.row} has no record")
    record = Record.from_json(row.row, row.record)
    if record.variant not in RESOURCES:
        raise DamagedError("rows.record: variant")
    return record


def custom_fields_of(
    sellsy: Sellsy, entity: type[Entity], headers: Mapping[str, str]
) -> dict[str, CustomField]:
    """Return attribute -> custom field of the account, for the columns that name one.

    Raises:
        DataError: the account has no such field, or one of a kind that is not known.
        ApiError: see `etl.core.errors`.
    """
    attributes = [attribute for attribute in headers if attribute.startswith(CUSTOM)]
    if not attributes:
        return {}
    fields = read_custom_fields(sellsy, entity.related_objects)
    return {attribute: pick(fields, headers[attribute], attribute[len(CUSTOM) :]) for attribute in attributes}


def is_raw(entity: type[Entity], headers: Mapping[str, str]) -> bool:
    """Return whether ids stand where names would: a file with record ids whose columns have their stable headers."""
    known = entity.by_attribute()
    own = {name: header for name, header in headers.items() if name in known}
    return RECORD_ID in own and all(
        header == known[name].raw or header in (part.name for part in machine_parts(known[name]))
        for name, header in own.items()
    )


def appended(
    names: Sequence[str], custom: Mapping[str, CustomField], headers: Mapping[str, str]
) -> frozenset[str]:
    """Return the attributes of the multiple-choice custom fields that are appended to.

    Raises:
        ConfigError: the file has no such column, or its field takes one choice only.
    """
    choices = {attribute: field for attribute, field in custom.items() if field.type == "checkbox"}
    attributes: set[str] = set()
    for name in names:
        meant = {
            attribute
            for attribute, field in choices.items()
            if fold(name) in map(fold, (attribute, headers[attribute], f"{CUSTOM}{field.code}"))
        }
        if not meant and not choices:
            raise ConfigError("append-nowhere", column=name)
        if not meant:
            raise ConfigError("append-unknown", column=name, accepted=[headers[choice] for choice in choices])
        attributes |= meant
    return frozenset(attributes)


def make_planner(form: RowForm, *, codec: Options, sellsy: Sellsy, new_id: Callable[[], str]) -> Planner:
    """Return a planner of rows; the import options name the custom fields that are appended to.

    Raises:
        ConfigError: a custom field to append to does not take several choices.
    """
    resolver = make_resolver(form.entity, form.headers, form.custom, codec=codec, sellsy=sellsy)
    resolver = replace(resolver, create_missing=form.options.create_missing, new_id=new_id)
    form = replace(form, append=appended(form.options.append, form.custom, form.headers))
    return Planner(form, resolver, sellsy, new_id)


def make_resolver(
    entity: type[Entity],
    headers: Mapping[str, str],
    custom: Mapping[str, CustomField],
    *,
    codec: Options,
    sellsy: Sellsy,
) -> Resolver:
    """Return what resolves the names of rows, and creates none."""
    return Resolver(
        lookups=Lookups(sellsy, by_id=is_raw(entity, headers)),
        kinds={c.attribute: c.lookup for c in entity.columns if c.lookup},
        custom=custom,
        headers=headers,
        options=codec,
    )
