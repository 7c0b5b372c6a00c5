"""Retry the failed rows of a run, as they were or corrected in a file; records they created are updated.

When the record of a row was created before another of its writes was refused, the row is given the id of that record,
and its contact person theirs: nothing can be created twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.batching import batched
from etl.core.record import PERSON, Record
from etl.core.results import JsonValue, Outcome, Severity
from etl.journal import Journal, NewRow, RunRecord, RunStart, StoredRow
from etl.load.outcomes import linked_person, makes_person
from etl.mapping.column_names import OURS
from etl.messages import LANGS, text
from etl.plan.planner import Planner
from etl.plan.row_planning import RowPlanning, record_of
from etl.runs.importing import FileImport
from etl.runs.replanning import Replanned
from etl.sheets import Cell, Chunk
from etl.source.checked import Checked
from etl.undo.history import History
from etl.undo.past_write import Key

Ids = Mapping[str, JsonValue]
"""Attribute ("id", "contact.id") -> what a row wrote already."""
_ROW_HEADS = frozenset(f"{OURS} {text('head-row', lang=lang)}" for lang in LANGS)
_WINDOW = 500
_WROTE = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.FAILED)


def written_ids(journal: Journal, run_id: str, rows: Sequence[StoredRow]) -> dict[int, Ids]:
    """Return the ids that rows have already written, by row; rows that wrote nothing are absent.

    The contact person of a row may have been made by another row, or have existed before.
    """
    ids: dict[int, dict[str, JsonValue]] = {}
    by_number = {row.row: row for row in rows}
    for row in rows:
        if row.sellsy_id is not None:
            ids[row.row] = {"id": row.sellsy_id}
    linked: dict[int, str] = {}
    for operation in journal.operations.read(run_id, rows=sorted(by_number)):
        if operation.answer_id is not None and makes_person(by_number[operation.row], operation):
            ids.setdefault(operation.row, {})["contact.id"] = operation.answer_id
        elif (person := linked_person(by_number[operation.row], operation)) is not None:
            linked[operation.row] = person
    made = {
        operation.op_id: operation.answer_id
        for numbers in batched(sorted({*linked.values()}), _WINDOW)
        for operation in journal.operations.read(run_id, op_ids=numbers)
    }
    for number, person in linked.items():
        known = int(person) if person.isdecimal() else made.get(person)
        if known is not None:
            ids.setdefault(number, {}).setdefault("contact.id", known)
    return dict(ids)


def failed_ids(journal: Journal, run_id: str) -> dict[int, Ids]:
    """Return the ids that the failed rows of a run have already written, by row."""
    return _ids_of(journal, run_id, [Outcome.FAILED])


def family(journal: Journal, run: RunRecord) -> set[str]:
    """Return the ids of a run, and of the retries of it."""
    known, waiting = {run.run_id}, [run.run_id]
    while waiting:
        children = [child for child in journal.runs.children(waiting.pop(0)) if child.kind == "retry"]
        known |= {child.run_id for child in children}
        waiting += [child.run_id for child in children]
    return known


def family_ids(journal: Journal, run_id: str, *, last: int, whole: bool = False) -> dict[int, Ids]:
    """Return the ids that rows have written in a run, in those it retries and in its own retries, by row.

    Of the run itself only its failed rows count, unless `whole`. Rows beyond the `last` of the file were added by
    people: their numbers say nothing. What was undone since counts as not written.
    """
    line = [journal.runs.find(run_id)]
    while line[0].kind == "retry" and line[0].parent is not None:
        line.insert(0, journal.runs.find(line[0].parent))
    later = sorted(family(journal, line[-1]) - {run_id})
    gone = _undone(journal, [*(run.run_id for run in line), *later])
    ids: dict[int, Ids] = {}
    for run in line[:-1]:
        ids |= _ids_of(journal, run.run_id, [Outcome.FAILED], gone)
    ids |= _ids_of(journal, run_id, _WROTE if whole else [Outcome.FAILED], gone)
    for child in later:
        ids |= _ids_of(journal, child, _WROTE, gone)
    return {row: known for row, known in ids.items() if row <= last}


def report_ids(journal: Journal, report: str, account: str, *, last: int) -> dict[int, Ids]:
    """Return the ids that earlier imports of a report have written, by row; what was undone since does not count."""
    runs = [
        member
        for run in reversed(journal.runs.newest())
        if run.account == account and run.settings.get("report_of") == report and not run.rehearsed
        for member in (run.run_id, *sorted(family(journal, run) - {run.run_id}))
    ]
    gone = _undone(journal, runs)
    ids: dict[int, Ids] = {}
    for run_id in runs:
        ids |= _ids_of(journal, run_id, _WROTE, gone)
    return {row: known for row, known in ids.items() if row <= last}


def _undone(journal: Journal, run_ids: Iterable[str]) -> set[Key]:
    """Return the records that undos of runs have deleted; one whose undo was undone has another id."""
    return {
        key
        for run_id in run_ids
        for undo in _undos(journal, run_id)
        for key in (
            *History.read(journal, undo).ended,
            *_undone(journal, _undos(journal, undo)),
        )
    }


def _undos(journal: Journal, run_id: str) -> list[str]:
    return [child.run_id for child in journal.runs.children(run_id) if child.kind == "undo"]


def _ids_of(
    journal: Journal, run_id: str, outcomes: Sequence[Outcome], gone: Collection[Key] = ()
) -> dict[int, Ids]:
    """Return the ids that rows of a run have written, by row, without those `gone`, with those recreated since."""
    ids: dict[int, Ids] = {}
    for rows in batched(journal.rows.every(run_id, outcomes=outcomes), _WINDOW):
        kinds = {row.row: str((row.record or {}).get("variant")) for row in rows}
        for number, written in written_ids(journal, run_id, rows).items():
            left = {
                name: value for name, value in written.items() if _key(name, value, kinds[number]) not in gone
            }
            if left:
                ids[number] = left
    for undo in _undos(journal, run_id):
        for redo in _undos(journal, undo):
            ids |= _ids_of(journal, redo, [Outcome.CREATED], gone)
    return ids


def _key(name: str, value: JsonValue, variant: str) -> Key:
    """Return the record of an id that a row has written."""
    return PERSON if name == f"{PERSON}.id" else variant, int(str(value))


def pinned(record: Record, ids: Ids) -> Record:
    """Return a record with the ids it has already written; its own values stay."""
    if record.mapped and "id" in ids:
        record = record.without_id()  # the record it named was deleted: it made another
    return replace(
        record, values={**ids, **{k: v for k, v in record.values.items() if v is not None or k not in ids}}
    )


def by_id(order: Sequence[str]) -> tuple[str, ...]:
    """Return match keys with the id first."""
    return ("id", *(key for key in order if key != "id"))


@dataclass(slots=True)
class FailedRows(Replanned):
    """Prepares the run that retries the failed rows of another run as they were."""

    @property
    def order(self) -> tuple[str, ...]:
        """The match keys in force."""
        return by_id(super(FailedRows, self).order)

    def start(self) -> RunStart:
        """Return what is known of the run before it begins."""
        return self.run_start("retry")

    def prepare(self, run_id: str) -> None:
        """Copy the failed rows with the ids they have already written, and plan them.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        planner = self.planner()
        failed = self.journal.rows.every(self.earlier.run_id, outcomes=[Outcome.FAILED])
        for rows in batched((row for row in failed if row.record is not None), _WINDOW):
            ids = written_ids(self.journal, self.earlier.run_id, rows)
            records = [pinned(record_of(row), ids.get(row.row, {})) for row in rows]
            self.journal.rows.add(run_id, map(_again, rows, records))
            planner.refusals.own.update(ids)
            planner.want(records)
        self.journal.runs.set_loaded(run_id)
        RowPlanning(self.journal, run_id, planner, self.observer).plan()


def _again(row: StoredRow, record: Record) -> NewRow:
    return NewRow(
        row.row,
        record.to_json(),
        group_key=row.group_key,
        problems=[problem for problem in row.problems if problem.severity is Severity.WARNING],
        position=row.position,
    )


@dataclass(slots=True)
class Correction(FileImport):
    """Prepares the run of a file that corrects rows of an earlier run; `ids` holds what those wrote, by row.

    A column of ours in the file says which row of the earlier run a line is.
    """

    ids: Mapping[int, Ids] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)

    def kind(self) -> str:
        """Return the run's kind."""
        return "dry-run" if self.options.dry_run else "retry"

    def start(self) -> RunStart:
        """Return what is known of the run before it begins."""
        start = super(Correction, self).start()
        return replace(start, settings={**start.settings, "corrected": True})

    def match_order(self) -> tuple[str, ...]:
        """Return the match keys in force, ids already written first."""
        order = super(Correction, self).match_order()
        return by_id(order) if self.ids else order

    def checked(self, chunk: Chunk) -> Checked:
        """Return the rows of a chunk with the ids they have already written."""
        checked = super(Correction, self).checked(chunk)
        rows = self._rows(chunk)
        ids = {line: self.ids[row] for line, row in rows.items() if row in self.ids}
        self.own |= ids.keys()
        records = [pinned(record, ids.get(record.row, {})) for record in checked.records]
        return replace(checked, records=records)

    def planner(self) -> Planner:
        """Return a planner that knows which rows made their record themselves."""
        planner = super(Correction, self).planner()
        planner.refusals.own = self.own
        return planner

    def again(self, run_id: str) -> None:
        """Keep the plan: only the file says which rows have already written."""

    def _rows(self, chunk: Chunk) -> dict[int, int]:
        """Return line -> row of the earlier run; those of a report have the numbers of its file."""
        if self.source.own is not None:
            return {row: row for row in chunk.rows}
        at = next((i for i, header in enumerate(self.source.table.headers) if header in _ROW_HEADS), None)
        if at is None:
            return {}
        cells = zip(chunk.rows, chunk.columns[at], strict=True)
        return {line: number for line, cell in cells if (number := _number(cell)) is not None}


@dataclass(slots=True)
class ReportImport(Correction):
    """Prepares the import of the report of a check or a dry run; `ids` holds what earlier imports of it wrote."""

    def kind(self) -> str:
        """Return the run's kind."""
        return FileImport.kind(self)

    def start(self) -> RunStart:
        """Return what is known of the run before it begins."""
        start = FileImport.start(self)
        report = None if self.source.own is None else self.source.own.identity
        return replace(start, settings={**start.settings, "report_of": report})


def _number(cell: Cell) -> int | None:
    try:
        return int(float(str(cell)))
    except ValueError:
        return None
