"""The trial of a pipeline: some rows of each step, with all that they depend on, are really written and read back.

A dry run says which rows would be written and on which others they depend; the trial is a run of its own, restricted
to these. A run after it finds what the trial wrote, and writes nothing twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from etl.commands.run.earlier_run import import_options, read_options
from etl.commands.session import Session
from etl.core.observer import Observer
from etl.core.record import is_stand_in, row_of
from etl.core.results import JsonValue
from etl.journal import LOADING, Journal, RunRecord, StoredRow
from etl.matching.coming import ranks
from etl.messages import Lang
from etl.plan.cost import WRITTEN
from etl.plan.named_ids import FORESEEN
from etl.runs.trial import Decision, Kinds, Tried, read_back
from etl.sellsy import Sellsy
from etl.source.options import ImportOptions, ReadOptions

__all__ = ["DecideWhole", "TriedWhole", "place_key", "read_back_whole", "rows_to_try"]


@dataclass(frozen=True, slots=True)
class TriedWhole:
    """The trial of a pipeline: its run, what each step wrote, and the page of its proof."""

    run_id: str
    parts: tuple[tuple[str, Tried], ...]
    report: str | None = None

    @property
    def fine(self) -> bool:
        """Whether Sellsy has what every row of the trial says."""
        return all(tried.fine for _step, tried in self.parts)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the trial as JSON."""
        steps: list[JsonValue] = [{"name": step, **tried.to_dict(lang)} for step, tried in self.parts]
        return {"run_id": self.run_id, "report": self.report, "steps": steps}


DecideWhole = Callable[[TriedWhole], Decision]
"""Receives the trial of a pipeline and decides about it."""


def place_key(step: str, source: str, sheet: str | None) -> str:
    """Return what names a file, or a sheet, of a step in the settings of a trial."""
    return "\0".join((step, source, sheet or ""))


Line = tuple[str, int]
"""A run and one of its rows."""


def rows_to_try(journal: Journal, rehearsal: str, most: int) -> dict[str, list[int]]:
    """Return the rows of a trial by `place_key`, from the dry run of its pipeline: up to `most` of each file.

    They differ as much as possible. The rows on which they depend are among them, and count; only where these alone
    are more, there are more.
    """
    runs = journal.runs.children(rehearsal)
    order = {rank: run_id for run_id, rank in ranks(journal, rehearsal).items()}
    lines = _Lines(journal, order)
    for run in reversed(runs):
        if run.kind != "dry-run":
            continue
        kinds = Kinds(most)
        for unit in lines.of(run):
            kinds.add(unit)
        lines.need((run.run_id, row) for row in kinds.chosen(already=lines.needed[run.run_id]))
    return {_key(run): sorted(lines.needed[run.run_id]) for run in runs if lines.needed.get(run.run_id)}


@dataclass(slots=True)
class _Lines:
    """The rows of a rehearsal, and those that are `needed`, by run; `order` gives the run of a rank."""

    journal: Journal
    order: Mapping[int, str]
    needed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _groups: dict[str, dict[int, list[int]]] = field(default_factory=dict)

    def of(self, run: RunRecord) -> Iterable[list[StoredRow]]:
        """Return the rows that a run would write, those of one record together, in the order of the file."""
        units: dict[object, list[StoredRow]] = {}
        for row in self.journal.rows.every(run.run_id, outcomes=WRITTEN):
            if row.record is not None:
                units.setdefault(row.group_key or row.row, []).append(row)
        self._groups[run.run_id] = {
            row.row: [member.row for member in unit] for unit in units.values() for row in unit
        }
        return units.values()

    def need(self, lines: Iterable[Line]) -> None:
        """Add rows, those of their records, and all on which they depend."""
        waiting = [line for line in lines if line[1] not in self.needed[line[0]]]
        while waiting:
            run_id, number = waiting.pop()
            if number in self.needed[run_id]:
                continue
            self.needed[run_id].add(number)
            together = self._groups.get(run_id, {}).get(number, ())
            waiting += [(run_id, other) for other in together]
            for row in self.journal.rows.at(run_id, [number]):
                waiting += self._parents(row)

    def _parents(self, row: StoredRow) -> list[Line]:
        """Return the rows that create what a row names, or is."""
        named = [
            (str(problem.params["run"]), int(str(problem.params["line"])))
            for problem in row.problems
            if problem.code in FORESEEN
        ]
        predicted = (row.record or {}).get("predicted")
        for record_id in _ids(predicted):
            rank, number = row_of(record_id)
            if rank in self.order:
                named.append((self.order[rank], number))
        return named


def _ids(value: object) -> list[int]:
    """Return the stand-in ids in what a rehearsal keeps of a row's record."""
    if isinstance(value, Mapping):
        return [record_id for name, part in value.items() if name != "row" for record_id in _ids(part)]
    if isinstance(value, list):
        return [record_id for part in value for record_id in _ids(part)]
    return [value] if isinstance(value, int) and is_stand_in(value) else []


def _key(run: RunRecord) -> str:
    reading = run.settings.get("reading")
    sheet = reading.get("sheet") if isinstance(reading, dict) else None
    return place_key(str(run.settings.get("step")), str(run.source), None if sheet is None else str(sheet))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What reading a run back takes."""

    read: ReadOptions
    options: ImportOptions
    sellsy: Sellsy
    observer: Observer
    new_id: Callable[[], str]


def read_back_whole(session: Session, run_id: str, report: str | None) -> TriedWhole:
    """Compare all that the trial of a pipeline wrote with Sellsy; `report` is the page of its proof.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    journal = session.journal
    parts = []
    for run in journal.runs.children(run_id):
        if run.kind not in LOADING:
            continue
        prepared = _Prepared(
            read_options(run), import_options(run), session.sellsy, session.observer, session.new_id
        )
        rows = run.settings.get("tried")
        numbers = [int(str(row)) for row in rows] if isinstance(rows, list) else []
        parts.append((str(run.settings.get("step")), read_back(journal, run.run_id, numbers, prepared)))
    return TriedWhole(run_id, tuple(parts), report)


def decided(tried: TriedWhole, decide: DecideWhole | None) -> Decision:
    """Return what becomes of a trial; it stops where nobody decides."""
    decision = "stop" if decide is None else decide(tried)
    return decision if decision in ("go", "undo") else "stop"
