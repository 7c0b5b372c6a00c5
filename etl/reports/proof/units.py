"""Which runs decide about the records of a migration: the newest reading of each file, and earlier ones beside it.

A migration is a pipeline file on an account, run once or again: what a later run or a correction did counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from etl.core.results import Outcome
from etl.journal import LOADING, Journal, RowState, RunRecord, RunStatus, StoredRow
from etl.reports.proof.source_file import SourceRow

_PIPELINE = "pipeline"
_DECIDED = frozenset(Outcome) - {Outcome.SKIPPED}
"""Outcomes of a correction that replace that of the row it corrects."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A file that a step read: `run` read it whole, `again` are its retries and corrections, oldest first.

    Of a reading that a later one replaced only records that the later one no longer has count: it is `earlier`, and
    `replaced` tells that the same file was read again, so that its rows without an old id are surely others now.
    """

    run: RunRecord
    again: tuple[RunRecord, ...] = ()
    earlier: bool = False
    replaced: bool = False

    @property
    def step(self) -> str:
        """The step."""
        return str(self.run.settings.get("step") or self.run.entity)

    @property
    def runs(self) -> tuple[RunRecord, ...]:
        """The run that read the file, and its retries."""
        return (self.run, *self.again)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a row ended: `run_id` is the run that decided, `corrected` tells that it was not the first one."""

    run_id: str
    stored: StoredRow
    corrected: bool = False

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, None where it is not settled."""
        return self.stored.outcome if self.stored.state is RowState.SETTLED else None


def pipeline_runs(journal: Journal, run: RunRecord) -> list[RunRecord]:
    """Return the runs of the same pipeline file on the same account that wrote, oldest first."""
    runs = [
        other
        for other in journal.runs.newest()
        if other.kind == _PIPELINE
        and not other.rehearsed
        and (other.source, other.account) == (run.source, run.account)
    ]
    return sorted(runs, key=lambda other: (other.started_at, other.run_id))


def units_of(journal: Journal, runs: Sequence[RunRecord]) -> list[Unit]:
    """Return the readings that decide, in the order of work of the newest run; undone ones are nothing."""
    units: list[Unit] = []
    read: dict[tuple[object, ...], RunRecord] = {}
    for whole in reversed(runs):
        standing = [unit for unit in _children(journal, whole.run_id) if not is_undone(journal, unit.run)]
        for unit in standing:
            key = _place(unit.run)
            newer = read.get(key)
            if newer is None:
                units.append(Unit(unit.run, unit.again, earlier=whole is not runs[-1]))
            elif newer.source_sha256 != unit.run.source_sha256:
                units.append(Unit(unit.run, unit.again, earlier=True, replaced=True))
        for unit in reversed(standing):
            read.setdefault(_place(unit.run), unit.run)
    return units


def _children(journal: Journal, run_id: str) -> Iterator[Unit]:
    for child in journal.runs.children(run_id):
        if child.kind in LOADING and child.kind != "retry":
            yield Unit(child, tuple(_again(journal, child.run_id)))


def _again(journal: Journal, run_id: str) -> Iterator[RunRecord]:
    for child in journal.runs.children(run_id):
        if child.kind == "retry" and not is_undone(journal, child):
            yield child
            yield from _again(journal, child.run_id)


def is_undone(journal: Journal, run: RunRecord) -> bool:
    """Tell whether what a run wrote was undone."""
    return any(
        child.kind == "undo" and child.status is RunStatus.FINISHED
        for child in journal.runs.children(run.run_id)
    )


def _place(run: RunRecord) -> tuple[object, ...]:
    reading = run.settings.get("reading")
    sheet = reading.get("sheet") if isinstance(reading, dict) else None
    return run.settings.get("step"), run.source, sheet


@dataclass(slots=True)
class Endings:
    """How the rows of a unit ended, by row number; what retries decided replaces what the first run did."""

    journal: Journal
    unit: Unit
    _again: dict[int, Ending] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the retries: they are few beside the rows of the file."""
        for run in self.unit.again:
            for stored in self.journal.rows.every(run.run_id, outcomes=sorted(_DECIDED)):
                self._again[stored.row] = Ending(run.run_id, stored, corrected=True)

    def all(self) -> Iterator[Ending]:
        """Yield the endings of all rows, in the order of their numbers."""
        for stored in self.journal.rows.every(self.unit.run.run_id):
            first = Ending(self.unit.run.run_id, stored)
            again = self._again.get(stored.row)
            yield first if again is None or (again.outcome is None and first.outcome is not None) else again


def paired(
    source: Iterable[SourceRow], endings: Iterator[Ending]
) -> Iterator[tuple[SourceRow | None, Ending | None]]:
    """Yield (row of the file, its ending) of every row that either side has; both are ordered by row number."""
    ending = next(endings, None)
    for row in source:
        while ending is not None and ending.stored.row < row.row:
            yield None, ending
            ending = next(endings, None)
        if ending is not None and ending.stored.row == row.row:
            yield row, ending
            ending = next(endings, None)
        else:
            yield row, None
    while ending is not None:
        yield None, ending
        ending = next(endings, None)
