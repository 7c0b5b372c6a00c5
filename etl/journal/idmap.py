"""The ids of other systems: which record of Sellsy each became, by account, system and kind of record.

It is filled from the rows of runs and outlives them and their records; undone creations are forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, Select, delete, insert, or_, select, update

from etl.core.batching import batched
from etl.core.results import Outcome, Problem
from etl.journal.documents import problems_from_json
from etl.journal.runs import UNSENT
from etl.journal.schema import RowState, id_map, rows, runs
from etl.journal.store import Store

_IN_SIZE = 500
MERGED = "merged_legacy_ids"
"""Where a row's record lists the ids of what was merged into it."""

_THERE = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.SKIPPED)
"""Outcomes after which a row's record is in Sellsy, where its id is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """The scope of ids: an account of Sellsy, the other system's name, and a kind of record ("third"...)."""

    account: str
    system: str
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """The record of Sellsy that an id of another system became."""

    legacy_id: str
    variant: str
    sellsy_id: int


@dataclass(frozen=True, slots=True)
class RowEnding:
    """The outcome, or planned outcome, of the last row with an old id; `variant` is "" where it was never read.

    `predicted` is what a dry run knows of its record; see `Record`.
    """

    legacy_id: str
    run_id: str
    source: str | None
    row: int
    outcome: Outcome | None
    problems: tuple[Problem, ...]
    variant: str = ""
    sellsy_id: int | None = None
    predicted: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether it created a record, or will."""
        return self.outcome in _THERE

    @property
    def is_found(self) -> bool:
        """Whether other rows find its record: it is in Sellsy, or this row will create it."""
        there = self.sellsy_id is not None or "id" in self.predicted
        return self.outcome is Outcome.CREATED or (self.is_good and there)


@dataclass(frozen=True, slots=True)
class IdMap:
    """The ids of other systems that a journal knows."""

    store: Store

    def known(self, place: Place, ids: Sequence[str]) -> dict[str, Known]:
        """Return the records of Sellsy for these ids of another system; ids without a record are absent."""
        with self.store.reading() as connection:
            return _known(connection, place, ids)

    def of_records(self, place: Place, variant: str, sellsy_ids: Sequence[int]) -> dict[int, set[str]]:
        """Return the ids of another system for these records; records without an id are absent."""
        legacy_ids: dict[int, set[str]] = {}
        with self.store.reading() as connection:
            for page in batched(sellsy_ids, _IN_SIZE):
                query = select(id_map.c.sellsy_id, id_map.c.legacy_id).where(
                    *_of(place), id_map.c.variant == variant, id_map.c.sellsy_id.in_(page)
                )
                for sellsy_id, legacy_id in connection.execute(query):
                    legacy_ids.setdefault(sellsy_id, set()).add(legacy_id)
        return legacy_ids

    def any_known(self, place: Place, entities: Sequence[str], *, parent: str | None = None) -> bool:
        """Tell whether any id of a kind is known, or would be by the dry runs of `parent`."""
        query = select(id_map.c.legacy_id).where(*_of(place)).limit(1)
        with self.store.reading() as connection:
            if connection.execute(query).first() is not None:
                return True
            if parent is None:
                return False
            to_come = _to_come(select(rows.c.row), entities, parent).limit(1)
            return connection.execute(to_come).first() is not None

    def merged(self, entities: Sequence[str], *, parent: str) -> dict[str, str]:
        """Return the ids of merged records by the dry runs of `parent`, with the id of the record that remains."""
        query = _to_come(select(rows.c.legacy_id, rows.c.record), entities, parent)
        query = query.where(rows.c.record.is_not(None)).order_by(runs.c.started_at, rows.c.row)
        merged: dict[str, str] = {}
        with self.store.reading() as connection:
            for legacy_id, record in connection.execute(query):
                for other in _merged_into(record):
                    merged.setdefault(other, legacy_id)
        return merged

    def every(self, account: str, system: str | None = None) -> list[tuple[str, str, Known]]:
        """Return (system, kind, record) of every id known on an account, of one other system or of all."""
        query = select(id_map).where(id_map.c.account == account)
        if system is not None:
            query = query.where(id_map.c.system == system)
        query = query.order_by(id_map.c.system, id_map.c.kind, id_map.c.legacy_id)
        with self.store.reading() as connection:
            return [
                (line.system, line.kind, Known(line.legacy_id, line.variant, line.sellsy_id))
                for line in connection.execute(query)
            ]

    def fates(
        self, entities: Sequence[str], ids: Sequence[str], *, account: str, parent: str | None = None
    ) -> dict[str, RowEnding]:
        """Return how the newest rows of some entities with these ids ended, of several in one run the good one.

        `parent` asks for a rehearsal: the dry runs of a pipeline's run, or one by itself. Others do not count. What
        a step of it leaves is there until a later one deletes it, whatever becomes of later rows that complete it.
        """
        fates: dict[str, RowEnding] = {}
        with self.store.reading() as connection:
            for page in batched(ids, _IN_SIZE):
                query = _ended(entities, parent).where(rows.c.legacy_id.in_(page), runs.c.account == account)
                for line in connection.execute(query):
                    fate = _fate(line)
                    before = fates.get(fate.legacy_id)
                    if before is None or _is_newer(fate, before, rehearsed=parent is not None):
                        fates[fate.legacy_id] = fate
        return fates

    def learn(self, run_id: str, place: Place) -> None:
        """Store the records of the ids in a run's settled rows."""
        with self.store.writing() as connection:
            for page in _pages(connection, run_id):
                _learn(connection, page, run_id, place=place)

    def forget(self, account: str, kind: str, sellsy_ids: Sequence[int], *, undone: str) -> None:
        """Forget the ids of records that the run `undone` had created; recreated records get their old id back."""
        with self.store.writing() as connection:
            for page in batched(sellsy_ids, _IN_SIZE):
                of_these = (
                    id_map.c.account == account,
                    id_map.c.kind == kind,
                    id_map.c.sellsy_id.in_(page),
                )
                known_as = list(connection.scalars(select(id_map.c.legacy_id).where(*of_these)))
                for legacy_id, sellsy_id in _before(connection, undone, known_as).items():
                    again = update(id_map).where(*of_these, id_map.c.legacy_id == legacy_id)
                    connection.execute(again.values(sellsy_id=sellsy_id))
                connection.execute(delete(id_map).where(*of_these))

    def vanished(self, account: str, now: Sequence[str], before: Sequence[str]) -> list[RowEnding]:
        """Return the rows of the runs `before` whose ids no row of the runs `now` has, of records that are still known.

        An id that the runs `now` merged into another has not vanished.
        """
        there = select(rows.c.legacy_id).where(rows.c.run_id.in_(now), rows.c.legacy_id.is_not(None))
        merged = select(rows.c.record).where(rows.c.run_id.in_(now), rows.c.record.is_not(None))
        known = select(id_map.c.legacy_id).where(
            id_map.c.account == account,
            id_map.c.legacy_id == rows.c.legacy_id,
            id_map.c.sellsy_id == rows.c.sellsy_id,
        )
        query = (
            select(
                rows.c.legacy_id, runs.c.run_id, runs.c.source, rows.c.row, rows.c.outcome, rows.c.problems,
                rows.c.record, rows.c.sellsy_id,
            )
            .join(runs, runs.c.run_id == rows.c.run_id)
            .where(
                rows.c.run_id.in_(before),
                rows.c.legacy_id.is_not(None),
                rows.c.outcome.in_([outcome.value for outcome in _THERE]),
                rows.c.legacy_id.not_in(there),
                known.exists(),
            )
            .order_by(rows.c.run_id, rows.c.row)
        )  # fmt: skip
        gone: dict[str, RowEnding] = {}
        with self.store.reading() as connection:
            for line in connection.execute(query):
                fate = _fate(line)
                gone.setdefault(fate.legacy_id, fate)
            if gone:
                for record in connection.scalars(merged):
                    for other in _merged_into(record):
                        gone.pop(other, None)
        return list(gone.values())

    def move(self, account: str, kind: str, moved: Mapping[int, int]) -> None:
        """Point the ids of recreated records (old -> new) to the new record."""
        with self.store.writing() as connection:
            for old, new in moved.items():
                of_old = (id_map.c.account == account, id_map.c.kind == kind, id_map.c.sellsy_id == old)
                connection.execute(update(id_map).where(*of_old).values(sellsy_id=new))


def _known(connection: Connection, place: Place, ids: Iterable[str]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for page in batched(ids, _IN_SIZE):
        query = select(id_map.c.legacy_id, id_map.c.variant, id_map.c.sellsy_id).where(
            *_of(place), id_map.c.legacy_id.in_(page)
        )
        known.update((line[0], Known(*line)) for line in connection.execute(query))
    return known


def _to_come(query: Select[Any], entities: Sequence[str], parent: str) -> Select[Any]:
    """Return a query of the rows that the dry runs of `parent` would know by an id of another system."""
    return query.join(runs, runs.c.run_id == rows.c.run_id).where(
        rows.c.legacy_id.is_not(None),
        rows.c.outcome.in_([outcome.value for outcome in _THERE]),
        runs.c.entity.in_(entities),
        or_(runs.c.parent == parent, runs.c.run_id == parent),
    )


def _ended(entities: Sequence[str], parent: str | None) -> Select[Any]:
    """Return the query of the outcomes of these entities' rows, oldest first; `parent` selects a dry run."""
    named = (rows.c.legacy_id, runs.c.run_id, runs.c.source, rows.c.row, rows.c.outcome)
    counts = (
        runs.c.kind.not_in(UNSENT)
        if parent is None
        else or_(runs.c.parent == parent, runs.c.run_id == parent)
    )
    return (
        select(*named, rows.c.problems, rows.c.record, rows.c.sellsy_id)
        .join(runs, runs.c.run_id == rows.c.run_id)
        .where(runs.c.entity.in_(entities), counts)
        .order_by(runs.c.started_at, rows.c.row)
    )


def _fate(line: Row[*tuple[Any, ...]]) -> RowEnding:
    legacy_id, run_id, source, row, outcome, problems, record, sellsy_id = line
    ended, document = outcome and Outcome(outcome), record or {}
    return RowEnding(
        legacy_id, run_id, source, row, ended, problems_from_json(problems), str(document.get("variant") or ""),
        sellsy_id, document.get("predicted") or {},
    )  # fmt: skip


def _is_newer(fate: RowEnding, before: RowEnding, *, rehearsed: bool) -> bool:
    """Tell whether a later row says how a record ended, not an earlier one."""
    if rehearsed and before.run_id != fate.run_id:
        return fate.is_found or fate.outcome is Outcome.DELETED or not before.is_found
    return before.run_id != fate.run_id or fate.is_good or not before.is_good


def _learn(connection: Connection, page: Sequence[RowMapping], run_id: str, *, place: Place) -> None:
    """Store the records of the ids in settled rows."""
    new = {
        line["legacy_id"]: {
            "account": place.account,
            "system": place.system,
            "kind": place.kind,
            "legacy_id": line["legacy_id"],
            "variant": line["record"]["variant"],
            "sellsy_id": line["sellsy_id"],
            "run_id": run_id,
        }
        for line in page
    }
    merged = {
        other: new[line["legacy_id"]]
        for line in page
        for other in _merged_into(line["record"])
        if other not in new
    }
    before = _known(connection, place, [*new, *merged])
    # An id that is a record's own stays so: one that was merged follows the record that it was merged into.
    new |= {
        other: {**row, "legacy_id": other}
        for other, row in merged.items()
        if other not in before or _is_same(before[other], before.get(str(row["legacy_id"])))
    }
    connection.execute(delete(id_map).where(*_of(place), id_map.c.legacy_id.in_(list(new))))
    connection.execute(insert(id_map), list(new.values()))


def _merged_into(record: Mapping[str, Any]) -> list[str]:
    """Return the ids that another system merged into the record of a row."""
    listed = record["values"].get(MERGED)
    return [str(legacy_id) for legacy_id in listed] if isinstance(listed, list) else []


def _is_same(known: Known, other: Known | None) -> bool:
    """Tell whether two ids belonged to the same record."""
    return other is not None and (known.variant, known.sellsy_id) == (other.variant, other.sellsy_id)


def _pages(connection: Connection, run_id: str) -> Iterator[Sequence[RowMapping]]:
    """Yield the settled rows of a run that have an id of another system, each page read whole before it is used."""
    query = (
        select(rows.c.row, rows.c.legacy_id, rows.c.record, rows.c.sellsy_id)
        .where(
            rows.c.run_id == run_id,
            rows.c.legacy_id.is_not(None),
            rows.c.record.is_not(None),
            rows.c.sellsy_id.is_not(None),
            rows.c.state == RowState.SETTLED.value,
            rows.c.outcome.in_([outcome.value for outcome in _THERE]),
        )
        .order_by(rows.c.row)
        .limit(_IN_SIZE)
    )
    after = -1
    while page := connection.execute(query.where(rows.c.row > after)).mappings().all():
        yield page
        after = page[-1]["row"]


def _before(connection: Connection, run_id: str, legacy_ids: Sequence[str]) -> dict[str, int]:
    """Return which records some ids had become before a run created them again."""
    query = select(rows.c.legacy_id, rows.c.record).where(
        rows.c.run_id == run_id, rows.c.legacy_id.in_(legacy_ids), rows.c.record.is_not(None)
    )
    return {
        legacy_id: int(record["values"]["id"])
        for legacy_id, record in connection.execute(query)
        if record.get("mapped") is True
    }


def _of(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        id_map.c.account == place.account,
        id_map.c.system == place.system,
        id_map.c.kind == place.kind,
    )
