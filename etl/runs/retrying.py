"""Retry the failed rows of a run, as they were or corrected in a file; records they created are updated.

When the record of a row was created before another of its writes was refused, the row is given the id of that record,
and its contact person theirs: nothing can be created twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.core.batching import batched
from etl.core.record import Record
from etl.core.results import Outcome, Severity
from etl.journal import NewRow, RunStart, StoredRow
from etl.mapping.column_names import OURS
from etl.messages import LANGS, text
from etl.plan.planner import Planner
from etl.plan.row_planning import RowPlanning, record_of
from etl.runs.importing import FileImport
from etl.runs.replanning import Replanned
from etl.runs.written_ids import Earlier, Ids, written_ids
from etl.sheets import Cell, Chunk
from etl.source.checked import Checked

_ROW_HEADS = frozenset(f"{OURS} {text('head-row', lang=lang)}" for lang in LANGS)
_WINDOW = 500


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
    """Prepares the run of a file that corrects rows of an earlier run; `written` holds what those wrote.

    A column of ours in the file says which row of the earlier run a line is.
    """

    written: Earlier = field(default_factory=Earlier)
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
        return by_id(order) if self.written.ids or self.written.added else order

    def checked(self, chunk: Chunk) -> Checked:
        """Return the rows of a chunk with the ids they have already written."""
        checked = super(Correction, self).checked(chunk)
        rows = self._rows(chunk)
        known = self.written.ids
        ids = {line: known[row] for line, row in rows.items() if row in known}
        if self.source.own is not None and self.written.added:
            added = [record for record in checked.records if record.row > self.source.own.last]
            ids |= self.written.of_added(added, self.source.entity.naming)
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
    """Prepares the import of the report of a check or a dry run; `written` holds what earlier imports of it wrote."""

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
