"""The rows of a run that failed, again: as they were, or corrected in a file; what they created is updated.

A row whose record was created before something else of it was refused is named by that record's id, and its contact
person by theirs: it cannot be created twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.core.batching import batched
from etl.core.record import Record
from etl.core.results import JsonValue, Outcome, Severity
from etl.journal import Journal, NewRow, RunStart, StoredRow
from etl.load.outcomes import linked_person, makes_person
from etl.mapping.column_names import OURS
from etl.messages import LANGS, text
from etl.plan.planner import Planner
from etl.plan.row_planning import RowPlanning, record_of
from etl.runs.importing import FileImport
from etl.runs.replanning import Replanned
from etl.sheets import Cell, Chunk
from etl.source.checked import Checked

Ids = Mapping[str, JsonValue]
"""Attribute ("id", "contact.id") -> what a row wrote already."""
_ROW_HEADS = frozenset(f"{OURS} {text('head-row', lang=lang)}" for lang in LANGS)
_WINDOW = 500


def written_ids(journal: Journal, run_id: str, rows: Sequence[StoredRow]) -> dict[int, Ids]:
    """Return what some rows wrote already, by row; rows of which nothing was written are absent.

    The contact person of a row may be one that another row made, or one that was there.
    """
    found: dict[int, dict[str, JsonValue]] = {}
    by_number = {row.row: row for row in rows}
    for row in rows:
        if row.sellsy_id is not None:
            found[row.row] = {"id": row.sellsy_id}
    linked: dict[int, str] = {}
    for operation in journal.operations.read(run_id, rows=sorted(by_number)):
        if operation.answer_id is not None and makes_person(by_number[operation.row], operation):
            found.setdefault(operation.row, {})["contact.id"] = operation.answer_id
        elif (person := linked_person(by_number[operation.row], operation)) is not None:
            linked[operation.row] = person
    made = {
        one.op_id: one.answer_id
        for some in batched(sorted({*linked.values()}), _WINDOW)
        for one in journal.operations.read(run_id, op_ids=some)
    }
    for number, person in linked.items():
        known = int(person) if person.isdecimal() else made.get(person)
        if known is not None:
            found.setdefault(number, {}).setdefault("contact.id", known)
    return dict(found)


def failed_ids(journal: Journal, run_id: str) -> dict[int, Ids]:
    """Return what the failed rows of a run wrote already, by row."""
    found: dict[int, Ids] = {}
    for some in batched(journal.rows.every(run_id, outcomes=[Outcome.FAILED]), _WINDOW):
        found |= written_ids(journal, run_id, some)
    return found


def pinned(record: Record, ids: Ids) -> Record:
    """Return a record named by what it wrote already; what it says itself stands."""
    if record.mapped and "id" in ids:
        record = record.without_id()  # what it named was deleted: it made another record
    return replace(
        record, values={**ids, **{k: v for k, v in record.values.items() if v is not None or k not in ids}}
    )


def by_id(order: Sequence[str]) -> tuple[str, ...]:
    """Return match keys with the id first."""
    return ("id", *(key for key in order if key != "id"))


@dataclass(slots=True)
class FailedRows(Replanned):
    """Prepares the run that tries the failed rows of another one again, as they were."""

    @property
    def order(self) -> tuple[str, ...]:
        """The match keys in force."""
        return by_id(super(FailedRows, self).order)

    def start(self) -> RunStart:
        """Return what is known of the run before it begins."""
        return self.run_start("retry")

    def prepare(self, run_id: str) -> None:
        """Copy the failed rows, with what they wrote already, and plan them.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        planner = self.planner()
        failed = self.journal.rows.every(self.earlier.run_id, outcomes=[Outcome.FAILED])
        for some in batched((row for row in failed if row.record is not None), _WINDOW):
            ids = written_ids(self.journal, self.earlier.run_id, some)
            records = [pinned(record_of(row), ids.get(row.row, {})) for row in some]
            self.journal.rows.add(run_id, map(_again, some, records))
            planner.refusals.own.update(ids)
            planner.want(records)
        self.journal.runs.set_loaded(run_id)
        RowPlanning(self.journal, run_id, planner, self.observer).plan()


def _again(row: StoredRow, record: Record) -> NewRow:
    return NewRow(
        row.row,
        record.to_json(),
        group_key=row.group_key,
        problems=[one for one in row.problems if one.severity is Severity.WARNING],
        position=row.position,
    )


@dataclass(slots=True)
class Correction(FileImport):
    """Prepares the run of a file that corrects rows of an earlier run; `ids` is what those wrote already, by row.

    The file says in a column of ours which row of the earlier run a line is.
    """

    ids: Mapping[int, Ids] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)

    def kind(self) -> str:
        """Return the run's kind."""
        return "retry"

    def start(self) -> RunStart:
        """Return what is known of the run before it begins."""
        start = super(Correction, self).start()
        return replace(start, settings={**start.settings, "corrected": True})

    def match_order(self) -> tuple[str, ...]:
        """Return the match keys in force, what a row wrote already first."""
        order = super(Correction, self).match_order()
        return by_id(order) if self.ids else order

    def checked(self, chunk: Chunk) -> Checked:
        """Return the rows of a chunk, each named by what it wrote already."""
        checked = super(Correction, self).checked(chunk)
        rows = self._rows(chunk)
        ids = {line: self.ids[row] for line, row in rows.items() if row in self.ids}
        self.own |= ids.keys()
        records = [pinned(one, ids.get(one.row, {})) for one in checked.records]
        return replace(checked, records=records)

    def planner(self) -> Planner:
        """Return a planner that knows which rows made their record themselves."""
        planner = super(Correction, self).planner()
        planner.refusals.own = self.own
        return planner

    def again(self, run_id: str) -> None:
        """Keep what is planned: which rows wrote something already, only the file tells."""

    def _rows(self, chunk: Chunk) -> dict[int, int]:
        """Return line -> row of the earlier run."""
        at = next((i for i, header in enumerate(self.source.table.headers) if header in _ROW_HEADS), None)
        if at is None:
            return {}
        said = zip(chunk.rows, chunk.columns[at], strict=True)
        return {line: number for line, cell in said if (number := _number(cell)) is not None}


def _number(cell: Cell) -> int | None:
    try:
        return int(float(str(cell)))
    except ValueError:
        return None
