"""The import line: read, match, plan, then load what was planned; the journal holds every step.

Nothing is written to Sellsy before the whole file was validated, matched and planned, and its cost is known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from etl.engine.custom_fields import CustomField, pick, read_custom_fields
from etl.engine.cut import batched
from etl.engine.extract import Source, describe, sha256_of
from etl.engine.headers import CUSTOM, attribute_of
from etl.engine.keys import KeyIndex, Twins
from etl.engine.load import Loader
from etl.engine.lookups import Lookups
from etl.engine.observer import Observer
from etl.engine.options import Bill, Confirm, ImportOptions, ReadOptions
from etl.engine.pause import without_collector
from etl.engine.planner import Planner
from etl.engine.reconcile import SETTLE_S, Reconciler
from etl.engine.record import Record
from etl.engine.report import FULL_ROWS, ReportRow, write_report
from etl.engine.resolve import Resolver
from etl.engine.transform import Checked
from etl.engine.verify import verify
from etl.errors import ConfigError, DataError, EtlError
from etl.journal import Journal, NewRow, OperationState, RowState, RunStart, RunStatus, StoredRow
from etl.messages import text
from etl.results import JsonValue, Outcome, Problem, RowResult, RunResult, Severity
from etl.sellsy import Sellsy

_WINDOW = 500
"""Rows matched and planned at a time."""


@dataclass(slots=True)
class ImportRun:
    """One import, from an opened file to its report."""

    source: Source
    read: ReadOptions
    options: ImportOptions
    journal: Journal
    sellsy: Sellsy
    observer: Observer
    new_id: Callable[[], str]
    profile: str | None = None
    report: Path | None = None
    run_id: str = ""
    sleep: Callable[[float], None] = sleep
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    started: float = field(default_factory=perf_counter)
    settle_s: float = SETTLE_S
    calls_before: int = 0
    seconds_before: float = 0.0
    groups: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def run(self, confirm: Confirm | None) -> RunResult:
        """Do the import.

        Raises:
            DataError: a custom field or a match key of the file does not exist; nothing was sent.
            ApiError: Sellsy cannot go on; what was sent is journalled.
            JournalError: the journal cannot be written.
        """
        order = self.match_order()
        custom = self._custom_fields()
        self.run_id = self.journal.start_run(self._start())
        return self._through(lambda: self._work(order, custom, confirm))

    def _through(self, work: Callable[[], RunStatus]) -> RunResult:
        """Hold the run while something works on it, and record how it ended."""
        with self.journal.lock(self.run_id):
            status = RunStatus.FAILED
            try:
                status = work()
            except (EtlError, KeyboardInterrupt):
                status = RunStatus.INTERRUPTED
                raise
            finally:
                result = self._finish(status)
        return result

    def _work(
        self, order: Sequence[str], custom: Mapping[str, CustomField], confirm: Confirm | None
    ) -> RunStatus:
        planner = self._planner(order, custom)
        self._read(order, planner)
        planner.match(self.observer)
        self._plan(planner)
        bill = self._bill()
        if confirm is not None and not confirm(bill):
            self._decline()
            return RunStatus.FINISHED
        if self.options.dry_run:
            verify(
                self.journal,
                self.sellsy,
                self.run_id,
                batch_size=self.options.batch_size,
                observer=self.observer,
            )
            return RunStatus.FINISHED
        written = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)
        self.observer.stage("load", sum(bill.counts[outcome] for outcome in written))
        self._loader().load()
        return RunStatus.FINISHED

    def resume(self, run_id: str, confirm: Confirm | None) -> RunResult:
        """Complete a run that did not finish, or that left rows unknown.

        What was sent is not sent again unless Sellsy surely lacks it. A run that sent nothing begins again.

        Raises:
            DataError: a custom field of the file does not exist any more; nothing was sent.
            ApiError: Sellsy cannot go on; what was sent is journalled.
            JournalError: the journal cannot be written, or another process works on the run.
        """
        self.run_id = run_id
        before = self.journal.run(run_id)
        self.calls_before, self.seconds_before = before.calls, before.duration_s or 0.0

        def complete() -> RunStatus:
            self.journal.resume_run(run_id)
            return self._complete(confirm)

        return self._through(complete)

    def _complete(self, confirm: Confirm | None) -> RunStatus:
        planned = [OperationState.PLANNED]
        if all(one.state in planned for one in self.journal.operations(self.run_id)):
            order, custom = self.match_order(), self._custom_fields()
            self.journal.restart(self.run_id)
            return self._work(order, custom, confirm)
        Reconciler(
            self.journal,
            self.sellsy,
            self.run_id,
            self.observer,
            sleep=self.sleep,
            now=self.now,
            settle_s=self.settle_s,
        ).reconcile()
        left = sum(1 for _ in self.journal.operations(self.run_id, states=planned))
        self.observer.stage("load", left)
        self._loader().load()
        return RunStatus.FINISHED

    def _loader(self) -> Loader:
        return Loader(
            self.journal,
            self.sellsy,
            self.run_id,
            self.options.batch_size,
            self.options.workers,
            self.observer,
        )

    def match_order(self) -> tuple[str, ...]:
        """Return the match keys in force; a key may be said by its header.

        Raises:
            ConfigError: a key is none of the entity's, or the file does not carry it.
        """
        entity, carried = self.source.entity, self.source.headers.attributes
        keys = tuple(self._key(said) for said in self.options.match)
        for key, said in zip(keys, self.options.match, strict=True):
            if key not in entity.match:
                raise ConfigError(
                    "match-key-unknown", key=said, entity=entity.name, accepted=list(entity.match)
                )
            if not entity.carries(key, carried):
                accepted = [one for one in entity.match if entity.carries(one, carried)]
                raise ConfigError("match-key-absent", key=said, accepted=accepted)
        return keys or entity.match

    def _key(self, said: str) -> str:
        entity = self.source.entity
        if said in entity.match:
            return said
        attribute = attribute_of(entity, said) or said
        by_name = entity.key_attribute("name", self.source.headers.attributes)
        return "name" if attribute == by_name else attribute

    def _custom_fields(self) -> dict[str, CustomField]:
        attributes = [a for a in self.source.headers.attributes if a.startswith(CUSTOM)]
        if not attributes:
            return {}
        fields = read_custom_fields(self.sellsy, self.source.entity.related_objects)
        headers = self.source.headers.headers
        return {a: pick(fields, headers[a], a[len(CUSTOM) :]) for a in attributes}

    def _start(self) -> RunStart:
        settings: dict[str, JsonValue] = {
            "mode": self.options.mode,
            "match": list(self.options.match),
            "batch_size": self.options.batch_size,
            "dry_run": self.options.dry_run,
            "create_missing": [*sorted(self.options.create_missing)],
            "reading": self.read.to_json(),
            "report": None if self.report is None else str(self.report),
        }
        return RunStart(
            entity=self.source.entity.name,
            kind=self._kind(),
            mode=self.options.mode,
            profile=self.profile,
            source=str(self.source.path),
            source_sha256=sha256_of(self.source.path),
            source_size=self.source.path.stat().st_size,
            settings=settings,
        )

    def _kind(self) -> str:
        if self.options.dry_run:
            return "dry-run"
        return "delete" if self.options.mode == "delete" else "import"

    def _planner(self, order: Sequence[str], custom: Mapping[str, CustomField]) -> Planner:
        entity = self.source.entity
        resolver = Resolver(
            lookups=Lookups(self.sellsy),
            kinds={c.attribute: c.lookup for c in entity.columns if c.lookup},
            custom=custom,
            headers=self.source.headers.headers,
            options=self.read.codec,
            create_missing=self.options.create_missing,
            new_id=self.new_id,
        )
        return Planner(
            entity=entity,
            headers=self.source.headers.headers,
            resolver=resolver,
            custom=custom,
            order=tuple(order),
            explicit=bool(self.options.match),
            options=self.options,
            sellsy=self.sellsy,
            new_id=self.new_id,
        )

    # read

    def _read(self, order: Sequence[str], planner: Planner) -> None:
        self.observer.stage("read", self.source.table.total_rows)
        index = KeyIndex(order, scope=self.source.entity.scope, people=self.source.headers.has_people)
        for chunk in without_collector(self.source.table.chunks()):
            checked = self.source.transformer.transform(chunk)
            self.journal.add_rows(self.run_id, _new_rows(checked))
            index.add(checked.records)
            planner.want(checked.records)
            self.observer.advance(len(chunk.rows))
        self._settle_twins(index.twins())
        self.journal.set_loaded(self.run_id)

    def _settle_twins(self, twins: Iterable[Twins]) -> None:
        for some in twins:
            if some.people:
                self.groups[some.rows[0]] = some.rows
                self.journal.group_rows(self.run_id, some.rows, f"row {some.rows[0]}")
            else:
                self.journal.settle(self.run_id, rows=self._doubles(some))

    def _doubles(self, some: Twins) -> list[RowResult]:
        headers = self.source.headers.headers
        column = headers.get(self.source.entity.key_attribute(some.key, headers), some.key)
        shown = [str(row) for row in some.rows]
        stored = self.journal.rows_at(self.run_id, some.rows)
        return [
            RowResult(
                row.row,
                Outcome.REJECTED,
                problems=(
                    *row.problems,
                    Problem("duplicate-in-file", row.row, column, params={"rows": shown, "key": column}),
                ),
            )
            for row in stored
        ]

    # plan

    def _plan(self, planner: Planner) -> None:
        self.observer.stage("plan", self.journal.counts(self.run_id)["read"])
        for window in self._windows():
            groups = [[(row, _record(row)) for row in group] for group in window]
            planned = planner.plan([[record for _row, record in group] for group in groups])
            rows = {row.row: row for group in groups for row, _record in group}
            settled: list[RowResult] = []
            expected: list[RowResult] = []
            operations = []
            for plan in planned:
                row = rows[plan.row]
                result = RowResult(
                    plan.row, plan.outcome, plan.sellsy_id, (*row.problems, *plan.problems), plan.changes
                )
                (expected if plan.steps else settled).append(result)
                operations += [step.to_operation() for step in plan.steps]
            self.journal.intend(self.run_id, operations, expected=expected)
            self.journal.settle(self.run_id, rows=settled)
            self.observer.advance(len(rows))

    def _windows(self) -> Iterator[tuple[list[StoredRow], ...]]:
        yield from batched(self._row_groups(), _WINDOW)

    def _row_groups(self) -> Iterator[list[StoredRow]]:
        """Yield the rows to plan, those of one company together, in the order of the file."""
        followers = {row for rows in self.groups.values() for row in rows[1:]}
        position = -1
        while rows := self.journal.next_rows(self.run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            for row in rows:
                if row.state is not RowState.PENDING or row.row in followers:
                    continue
                if row.row in self.groups:
                    yield self.journal.rows_at(self.run_id, self.groups[row.row])
                else:
                    yield [row]

    def _bill(self) -> Bill:
        counts = self.journal.counts(self.run_id)
        operations = 0
        apart = 0
        rows: set[int] = set()
        expected: dict[str, int] = defaultdict(int)
        for operation in self.journal.operations(self.run_id, states=[OperationState.PLANNED]):
            operations += operation.api == "v2"
            apart += operation.api == "v1"
            rows.add(operation.row)
        for some in batched(sorted(rows), _WINDOW):
            for row in self.journal.rows_at(self.run_id, some):
                expected[str(row.outcome)] += 1
        counts |= {name: counts[name] + number for name, number in expected.items()}
        calls = -(-operations // self.options.batch_size) + apart
        limits = self.sellsy.limits
        return Bill(
            counts=counts, calls=calls, minutes=limits.minutes(calls), day_share=limits.day_share(calls)
        )

    def _decline(self) -> None:
        """Settle what was planned as skipped: the user saw the bill and said no."""
        position = -1
        while rows := self.journal.next_rows(self.run_id, after_position=position, limit=_WINDOW):
            position = rows[-1].position
            said = Problem("declined", severity=Severity.WARNING)
            self.journal.settle(
                self.run_id,
                rows=[
                    RowResult(row.row, Outcome.SKIPPED, problems=(*row.problems, replace(said, row=row.row)))
                    for row in rows
                ],
            )

    # end

    def _finish(self, status: RunStatus) -> RunResult:
        counts = self.journal.counts(self.run_id)
        report = self._report(counts) if status is RunStatus.FINISHED else None
        duration = self.seconds_before + perf_counter() - self.started
        calls = self.calls_before + self.sellsy.calls
        self.journal.finish_run(
            self.run_id, status, counts=counts, calls=calls, duration_s=duration, report=report
        )
        return run_result(self.journal, self.run_id)

    def _report(self, counts: Mapping[str, int]) -> str | None:
        """Write the report and return where it is; a place that cannot be written must not hide what was done."""
        if self.report is None:
            return None
        self.observer.stage("report")
        beside = self.report.with_name(f"{self.report.stem}.{self.run_id}{self.report.suffix}")
        for path in (self.report, beside):
            try:
                self._write_report(path, counts)
            except DataError as error:
                self.observer.note("note-report-unwritable", path=path, said=error.message(self.read.lang))
            else:
                return str(path)
        return None

    def _write_report(self, path: Path, counts: Mapping[str, int]) -> None:
        lang = self.read.lang
        summary: dict[str, object] = {
            text("summary-file", lang=lang): str(self.source.path),
            text("summary-detected", lang=lang): describe(self.source.table, self.read),
            text("summary-entity", lang=lang): self.source.entity.label(lang),
            text("summary-mode", lang=lang): self.options.mode,
            text("summary-run", lang=lang): self.run_id,
            **{text(f"count-{name}", lang=lang): number for name, number in counts.items()},
            text("summary-calls", lang=lang): self.sellsy.calls,
            text("summary-seconds", lang=lang): round(perf_counter() - self.started, 1),
        }
        write_report(
            path,
            table=self.source.table,
            results=map(ReportRow.of, self.journal.row_results(self.run_id)),
            summary=summary,
            ignored=self.source.headers.ignored,
            lang=lang,
            full=counts["read"] <= FULL_ROWS,
        )


def _new_rows(checked: Checked) -> Iterator[NewRow]:
    """Yield the rows of a chunk for the journal: rejected ones settled, the others with their record."""
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in checked.problems:
        if problem.row is not None:
            problems[problem.row].append(problem)
    records = {record.row: record for record in checked.records}
    for row in checked.rows:
        record = records.get(row)
        if record is None:
            yield NewRow(row, None, outcome=Outcome.REJECTED, problems=problems[row])
        else:
            yield NewRow(row, record.to_json(), problems=problems.get(row, ()))


def _record(row: StoredRow) -> Record:
    if row.record is None:
        raise TypeError(f"row {row.row} has no record")
    return Record.from_json(row.row, row.record)


def run_result(journal: Journal, run_id: str) -> RunResult:
    """Return how a run ended, as the journal tells it.

    Raises:
        ConfigError: there is no such run.
    """
    run = journal.run(run_id)
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for row in journal.row_results(run.run_id):
        for problem in row.problems:
            (warnings if problem.severity is Severity.WARNING else problems).append(problem)
    return RunResult(
        run_id=run.run_id,
        status="dry-run" if run.kind == "dry-run" and run.status is RunStatus.FINISHED else run.status.value,
        entity=run.entity,
        counts=run.counts or journal.counts(run.run_id),
        calls=run.calls,
        duration_s=run.duration_s or 0.0,
        report=run.report,
        problems=tuple(problems),
        warnings=tuple(warnings),
    )
