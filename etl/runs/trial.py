"""A trial: a few rows of a run that differ are written and read back first; then somebody decides about the rest.

The rest stays planned in the journal: going on sends it, and nothing that the trial wrote is sent again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, cast

from etl.core.observer import Observer
from etl.core.results import JsonValue, Outcome, Problem
from etl.entities import entity_named
from etl.journal import Journal, OperationState, RowState, RunRecord, StoredRow
from etl.messages import Lang
from etl.plan.resolve import SOURCE
from etl.plan.row_planning import record_of
from etl.runs.verifying import Mark, RowCheck, Verification
from etl.sellsy import Sellsy
from etl.source.options import ImportOptions, ReadOptions

Decision = Literal["go", "undo", "stop"]
"""What becomes of a trial: the rest follows, what it wrote is undone, or the run waits to be resumed or undone."""

MOST_TRIED = 500
"""The most rows of a trial."""

_WINDOW = 500
_KEY = "trial"


@dataclass(frozen=True, slots=True)
class TriedRow:
    """A row of a trial: its record, and its comparison with Sellsy, None where nothing was written."""

    row: int
    outcome: Outcome
    sellsy_id: int | None
    name: str
    check: RowCheck | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether Sellsy has what the row says."""
        return self.check is not None and self.check.mark is Mark.SAME

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the row as JSON."""
        check = None if self.check is None else self.check.to_dict(lang)
        return {
            "row": self.row,
            "outcome": self.outcome.value,
            "id": self.sellsy_id,
            "name": self.name,
            "mark": None if check is None else check["mark"],
            "differences": [] if check is None else check["differences"],
            "problems": [problem.to_dict(lang) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial wrote: its rows in the order of the file, and how many rows of the run are `left`."""

    run_id: str
    entity: str
    rows: tuple[TriedRow, ...]
    left: int

    @property
    def fine(self) -> bool:
        """Whether Sellsy has what every row of the trial says."""
        return all(row.fine for row in self.rows)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the trial as JSON."""
        rows: list[JsonValue] = [row.to_dict(lang) for row in self.rows]
        return {"run_id": self.run_id, "entity": self.entity, "left": self.left, "rows": rows}


Decide = Callable[[Tried], Decision]
"""Receives a trial and decides about it."""


class Tries(Protocol):
    """What the preparation of a run gives to read its rows back."""

    @property
    def read(self) -> ReadOptions:
        """How its rows are read."""

    @property
    def options(self) -> ImportOptions:
        """How they are imported."""

    @property
    def sellsy(self) -> Sellsy:
        """The account."""

    @property
    def observer(self) -> Observer:
        """Receives progress and notes."""

    @property
    def new_id(self) -> Callable[[], str]:
        """Returns a new unique text."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial of at most `most` rows of a run that is `prepared`; without `decide` the run stops after it."""

    most: int
    prepared: Tries
    decide: Decide | None = None

    def rows(self, journal: Journal, run_id: str) -> list[int]:
        """Return the rows of the trial: those that an earlier process chose, else chosen now, and kept."""
        kept = trial_of(journal.runs.find(run_id))
        listed = kept.get("rows")
        if isinstance(listed, list):
            return [int(str(row)) for row in listed]
        chosen = chosen_rows(journal, run_id, self.most)
        journal.runs.keep(run_id, {_KEY: {"most": self.most, "rows": [*chosen]}})
        return chosen

    def told(self, journal: Journal, run_id: str, rows: Sequence[int]) -> Decision:
        """Read the rows of the trial back and return what is decided; from then on, resuming the run means going on.

        Raises:
            ApiError: see `etl.core.errors`.
            JournalError: the journal cannot be written.
        """
        tried = read_back(journal, run_id, rows, self.prepared)
        journal.runs.keep(run_id, {_KEY: {"most": self.most, "rows": [*rows], "told": True}})
        decision = "stop" if self.decide is None else self.decide(tried)
        return decision if decision in ("go", "undo") else "stop"


def trial_of(run: RunRecord) -> Mapping[str, Any]:
    """Return what the journal keeps of a run's trial; empty where it has none."""
    kept = run.settings.get(_KEY)
    return kept if isinstance(kept, dict) else {}


def trial_left(run: RunRecord, prepared: object, decide: Decide | None) -> Trial | None:
    """Return the trial of a run that is resumed; None where it has none, or one that was told already."""
    kept = trial_of(run)
    return None if not kept or kept.get("told") else Trial(int(kept["most"]), cast("Tries", prepared), decide)


def read_back(journal: Journal, run_id: str, rows: Sequence[int], prepared: Tries) -> Tried:
    """Compare rows that a run wrote with Sellsy.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    run = journal.runs.find(run_id)
    verification = Verification(
        earlier=run,
        read=prepared.read,
        options=replace(prepared.options, mode="upsert"),
        journal=journal,
        sellsy=prepared.sellsy,
        observer=prepared.observer,
        new_id=prepared.new_id,
        numbers=rows,
    )
    wrong = {check.row: check for check in verification.check().rows}
    stored = sorted(journal.rows.at(run_id, rows), key=lambda row: row.row)
    counts = journal.rows.counts(run_id)
    left = counts["read"] - sum(number for name, number in counts.items() if name != "read")
    return Tried(run_id, run.entity, tuple(_tried(row, wrong, run.entity) for row in stored), left)


def _tried(row: StoredRow, wrong: Mapping[int, RowCheck], entity: str) -> TriedRow:
    outcome = row.outcome or Outcome.UNKNOWN
    there = outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED)
    same = RowCheck(row.row, Mark.SAME, outcome, row.sellsy_id) if there else None
    values = record_of(row).values if row.record is not None else {}
    named = (values.get(name) for name in ("name", *entity_named(entity).naming, "title", "text"))
    name = " ".join(dict.fromkeys(str(part) for part in named if part))
    return TriedRow(row.row, outcome, row.sellsy_id, name[:80], wrong.get(row.row, same), row.problems)


# the choice


@dataclass(slots=True)
class _Kind:
    """Rows to write that are alike: of one outcome and variant, with the same columns; `units` are the first."""

    features: frozenset[str]
    units: list[tuple[int, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Kinds:
    """The rows that a run would write, by what they have in common; of each kind only the first `most` are held."""

    most: int
    _kinds: dict[frozenset[str], _Kind] = field(default_factory=dict)

    def add(self, unit: Sequence[StoredRow], writes: Iterable[str] = ()) -> None:
        """Add the rows of one record; `writes` say where its writes go."""
        features = frozenset((*(feature for row in unit for feature in _features(row)), *writes))
        kind = self._kinds.setdefault(features, _Kind(features))
        if len(kind.units) < self.most:
            kind.units.append(tuple(row.row for row in unit))

    def chosen(self, already: Iterable[int] = ()) -> list[int]:
        """Return up to `most` rows that differ as much as possible, those of one record together.

        They differ in what they do (create, update), in their kind of record, in the columns that they fill and in the
        writes they take. The rows of `already` are among them.
        """
        chosen, seen = dict.fromkeys(sorted(already)), self._seen(already)
        kinds = [*self._kinds.values()]
        while kinds and len(chosen) < self.most:
            kind = max(kinds, key=lambda kind: len(kind.features - seen))  # the first of equals
            if kind.features <= seen:
                break
            seen |= kind.features
            self._take(chosen, kind.units.pop(0))
            kinds = [kind for kind in kinds if kind.units]
        for unit in _in_turn(kinds):
            if len(chosen) >= self.most:
                break
            self._take(chosen, unit)
        return sorted(chosen)

    def _seen(self, rows: Iterable[int]) -> set[str]:
        """Return the features of rows that are held."""
        numbers = {*rows}
        kinds = self._kinds.values()
        return {
            name
            for kind in kinds
            if any(numbers.intersection(unit) for unit in kind.units)
            for name in kind.features
        }

    def _take(self, chosen: dict[int, None], unit: Sequence[int]) -> None:
        """Add the rows of a record, unless they are too many beside those that are chosen."""
        if not chosen or len(chosen) + len(unit) <= self.most:
            chosen.update(dict.fromkeys(unit))


def chosen_rows(journal: Journal, run_id: str, most: int) -> list[int]:
    """Return up to `most` planned rows of a run that differ, those of one record together; see `Kinds`.

    Rows that these need are among them, so that there may be more than `most` for a large record.
    """
    groups = journal.rows.groups(run_id)
    followers = {row for group in groups.values() for row in group[1:]}
    writes, kinds = _writes(journal, run_id), Kinds(most)
    position = -1
    while rows := journal.rows.next(run_id, after_position=position, limit=_WINDOW):
        position = rows[-1].position
        for row in rows:
            if row.state is not RowState.PLANNED or row.row in followers or row.record is None:
                continue
            group = groups.get(row.row)
            unit = [row] if group is None else journal.rows.at(run_id, group)
            kinds.add(unit, (write for member in unit for write in writes.get(member.row, ())))
    chosen = kinds.chosen()
    return sorted({*chosen, *_needed(journal, run_id, chosen)})


def _in_turn(kinds: Sequence[_Kind]) -> Iterator[tuple[int, ...]]:
    """Yield units, one of each kind in turn."""
    for rank in range(max((len(kind.units) for kind in kinds), default=0)):
        yield from (kind.units[rank] for kind in kinds if rank < len(kind.units))


def _features(row: StoredRow) -> Iterator[str]:
    if row.record is None:
        return
    record = record_of(row)
    yield f"outcome {row.outcome}"
    yield f"kind {record.variant} {record.values.get('type')}"
    yield from (f"column {name}" for name, value in record.values.items() if value is not None)
    yield from (f"cleared {name}" for name, value in record.values.items() if value is None)


def _writes(journal: Journal, run_id: str) -> dict[int, set[str]]:
    """Return, by row, where its writes go: addresses, tags, custom fields, API v1."""
    kinds: dict[int, set[str]] = {}
    for write in journal.operations.planned(run_id):
        parts = [part for part in write.path.split("/") if not part.isdigit()]
        kinds.setdefault(write.row, set()).add(f"write {write.api} {parts[-1] if parts else ''}")
    return kinds


def _needed(journal: Journal, run_id: str, rows: Sequence[int]) -> Iterable[int]:
    """Return the rows whose writes those of other rows need, beside the sources, which are made first."""
    needed: set[int] = set()
    asked = list(rows)
    while asked:
        needs = {need for write in journal.operations.read(run_id, rows=asked) for need in write.needs}
        earlier = journal.operations.read(run_id, op_ids=sorted(needs)) if needs else ()
        asked = sorted(
            {write.row for write in earlier if write.kind != SOURCE and write.state is OperationState.PLANNED}
            - needed
            - {*rows}
        )
        needed.update(asked)
    return needed
