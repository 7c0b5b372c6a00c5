"""Rows: every line of the source, the values read from it, and its outcome.

A row's `position` gives the order of work; it is the row number unless the caller wants another order
(rows of one company together).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from etl.core.batching import batched
from etl.core.results import Change, JsonValue, Outcome, Problem, RowResult
from etl.journal.documents import changes_from_json, changes_to_json, problems_from_json, problems_to_json
from etl.journal.many import update_lines
from etl.journal.schema import RowState, rows
from etl.journal.store import Store

_INSERT_SIZE = 5_000
_PAGE = 1_000
_IN_SIZE = 500


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that was read.

    `record` is what resuming works from (None when nothing could be read). `group_key` is shared by the rows
    of one company. With an `outcome` (a row rejected by validation) the row is settled at once. `legacy_id` is
    the id the record has in the system it comes from, `sellsy_id` the one it has in Sellsy, where it is known already.
    """

    row: int
    record: Mapping[str, JsonValue] | None
    group_key: str | None = None
    outcome: Outcome | None = None
    problems: Sequence[Problem] = ()
    position: int | None = None
    legacy_id: str | None = None
    sellsy_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as the journal knows it.

    Until `state` is SETTLED, `outcome`, `sellsy_id` and `changes` are what the plan expects.
    """

    row: int
    position: int
    state: RowState
    record: Mapping[str, JsonValue] | None
    group_key: str | None
    outcome: Outcome | None
    sellsy_id: int | None
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    legacy_id: str | None = None


class Standing(NamedTuple):
    """Where a row stands, and the group that it is of."""

    state: RowState
    outcome: Outcome | None
    group_key: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the runs of a journal."""

    store: Store

    def add(self, run_id: str, new: Iterable[NewRow]) -> None:
        """Record rows that were read: all of them or, when `new` raises, none."""
        stream = iter(new)
        with self.store.writing() as connection:
            while values := [_new_values(run_id, row) for row in islice(stream, _INSERT_SIZE)]:
                connection.execute(insert(rows), values)

    def group(self, run_id: str, numbers: Sequence[int], key: str) -> None:
        """Record that rows are of one group: the rows of one company, whose writes travel together."""
        with self.store.writing() as connection:
            _update(connection, run_id, (), [(number,) for number in numbers], common={"group_key": key})

    def renew(self, run_id: str, records: Mapping[int, Mapping[str, JsonValue]]) -> None:
        """Replace what was read of some rows, by what is known of them since."""
        with self.store.writing() as connection:
            _update(connection, run_id, ("record",), list(records.items()), common={})

    def last(self, run_id: str) -> int:
        """Return the highest row number added so far, 0 when there is none."""
        with self.store.reading() as connection:
            return connection.scalar(select(func.max(rows.c.row)).where(rows.c.run_id == run_id)) or 0

    def next(self, run_id: str, *, after_position: int, limit: int) -> list[StoredRow]:
        """Return the next rows that are not settled, in the order of work, beyond a position (-1: all)."""
        beyond = rows.c.position > after_position
        query = select(rows).where(rows.c.run_id == run_id, beyond, rows.c.state != RowState.SETTLED.value)
        with self.store.reading() as connection:
            return [_stored(row) for row in connection.execute(query.order_by(rows.c.position).limit(limit))]

    def at(self, run_id: str, numbers: Sequence[int]) -> list[StoredRow]:
        """Return the rows of some numbers, in the order of work, settled or not."""
        rows_at: list[StoredRow] = []
        with self.store.reading() as connection:
            for page in batched(numbers, _IN_SIZE):
                query = select(rows).where(rows.c.run_id == run_id, rows.c.row.in_(page))
                rows_at += [_stored(row) for row in connection.execute(query)]
        return sorted(rows_at, key=lambda row: row.position)

    def standing(self, run_id: str, numbers: Sequence[int]) -> dict[int, Standing]:
        """Return where rows stand, by number, without what they hold."""
        standing: dict[int, Standing] = {}
        with self.store.reading() as connection:
            for page in batched(numbers, _IN_SIZE):
                query = select(rows.c.row, rows.c.state, rows.c.outcome, rows.c.group_key)
                for row, state, outcome, group_key in connection.execute(
                    query.where(rows.c.run_id == run_id, rows.c.row.in_(page))
                ):
                    standing[row] = Standing(RowState(state), outcome and Outcome(outcome), group_key)
        return standing

    def every(self, run_id: str, *, outcomes: Sequence[Outcome] | None = None) -> Iterator[StoredRow]:
        """Yield rows by row number, settled or not, in flat memory; of some outcomes when they are given."""
        yield from map(_stored, self._read(_of(select(rows), run_id, outcomes)))

    def problems(self, run_id: str) -> Iterator[Problem]:
        """Yield the problems of settled rows by row number, in flat memory; rows without one are not read."""
        query = select(rows.c.row, rows.c.problems).where(rows.c.problems.is_not(None))
        query = query.where(rows.c.state == RowState.SETTLED.value)
        for _row, problems in self._read(_of(query, run_id, None)):
            yield from problems_from_json(problems)

    def results(self, run_id: str, *, outcomes: Sequence[Outcome] | None = None) -> Iterator[RowResult]:
        """Yield the results of settled rows by row number, in flat memory."""
        query = select(rows.c.row, rows.c.outcome, rows.c.sellsy_id, rows.c.problems, rows.c.changes)
        query = query.where(rows.c.state == RowState.SETTLED.value)
        for row, outcome, sellsy_id, problems, changes in self._read(_of(query, run_id, outcomes)):
            yield RowResult(
                row=row,
                outcome=Outcome(outcome),
                sellsy_id=sellsy_id,
                problems=problems_from_json(problems),
                changes=changes_from_json(changes),
            )

    def attribute_values(
        self, run_id: str, attribute: str, *, outcomes: Sequence[Outcome]
    ) -> Iterator[JsonValue]:
        """Yield the values of an attribute in the records of settled rows, where it is set, in flat memory."""
        query = select(rows.c.row, rows.c.record)
        query = query.where(rows.c.record.is_not(None), rows.c.state == RowState.SETTLED.value)
        for _row, record in self._read(_of(query, run_id, outcomes)):
            values = record.get("values")
            value = values.get(attribute) if isinstance(values, dict) else None
            if value is not None:
                yield value

    def _read(self, query: Select[Any]) -> Iterator[Row[*tuple[Any, ...]]]:
        """Yield rows of the database by row number, a page at a time, each in a short transaction."""
        query = query.order_by(rows.c.row).limit(_PAGE)
        after = -1
        while True:
            with self.store.reading() as connection:
                page = connection.execute(query.where(rows.c.row > after)).all()
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].row

    def groups(self, run_id: str) -> dict[int, tuple[int, ...]]:
        """Return the groups of rows that are not settled: the numbers of each, in the order of work, by the first."""
        query = select(rows.c.group_key, rows.c.row).where(
            rows.c.run_id == run_id, rows.c.group_key.is_not(None), rows.c.state != RowState.SETTLED.value
        )
        groups: dict[str, list[int]] = defaultdict(list)
        with self.store.reading() as connection:
            for key, row in connection.execute(query.order_by(rows.c.position)):
                groups[key].append(row)
        return {group[0]: tuple(group) for group in groups.values()}

    def counts(self, run_id: str) -> dict[str, int]:
        """Return "read" and the settled rows of every outcome; what is missing from "read" is not settled."""
        query = (
            select(rows.c.state, rows.c.outcome, func.count())
            .where(rows.c.run_id == run_id)
            .group_by(rows.c.state, rows.c.outcome)
        )
        counts = {"read": 0, **{outcome.value: 0 for outcome in Outcome}}
        with self.store.reading() as connection:
            for state, outcome, number in connection.execute(query):
                counts["read"] += number
                if state == RowState.SETTLED:
                    counts[outcome] += number
        return counts

    def group_ids(self, run_id: str, keys: Sequence[str]) -> dict[str, int]:
        """Return the Sellsy id that a settled row of each group has; groups without one are absent."""
        settled = (rows.c.state == RowState.SETTLED.value, rows.c.sellsy_id.is_not(None))
        ids: dict[str, int] = {}
        with self.store.reading() as connection:
            for page in batched(keys, _IN_SIZE):
                query = (
                    select(rows.c.group_key, func.min(rows.c.sellsy_id))
                    .where(rows.c.run_id == run_id, rows.c.group_key.in_(page), *settled)
                    .group_by(rows.c.group_key)
                )
                ids.update({key: sellsy_id for key, sellsy_id in connection.execute(query)})  # noqa: C416 - rows are not pairs to mypy
        return ids


def _of(query: Select[Any], run_id: str, outcomes: Sequence[Outcome] | None) -> Select[Any]:
    """Return a query of the rows of a run, of some outcomes when they are given."""
    query = query.where(rows.c.run_id == run_id)
    return (
        query
        if outcomes is None
        else query.where(rows.c.outcome.in_([outcome.value for outcome in outcomes]))
    )


def _new_values(run_id: str, row: NewRow) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "row": row.row,
        "position": row.row if row.position is None else row.position,
        "state": (RowState.PENDING if row.outcome is None else RowState.SETTLED).value,
        "outcome": row.outcome and row.outcome.value,
        "sellsy_id": row.sellsy_id,
        "group_key": row.group_key,
        "record": row.record,
        "problems": problems_to_json(row.problems),
        "legacy_id": row.legacy_id or _legacy_id(row.record),
    }


def _legacy_id(record: Mapping[str, JsonValue] | None) -> str | None:
    """Return the id of another system in a record."""
    values = record.get("values") if record is not None else None
    legacy_id = values.get("legacy_id") if isinstance(values, dict) else None
    return None if legacy_id is None else str(legacy_id)


def forget(connection: Connection, run_id: str) -> None:
    """Delete the rows of a run."""
    connection.execute(delete(rows).where(rows.c.run_id == run_id))


def set_state(connection: Connection, run_id: str, numbers: Iterable[int], *, state: RowState) -> None:
    """Set the state of rows."""
    lines = [(number,) for number in sorted(set(numbers))]
    _update(connection, run_id, (), lines, common={"state": state.value})


def untouched(connection: Connection, run_id: str, sent: Select[tuple[int]]) -> list[int]:
    """Return the planned rows that are not among those `sent`, nor in a group with one of them."""
    of_run = rows.c.run_id == run_id
    touched = select(rows.c.group_key).where(of_run, rows.c.group_key.is_not(None), rows.c.row.in_(sent))
    apart = rows.c.group_key.is_(None) | rows.c.group_key.not_in(touched)
    planned = rows.c.state == RowState.PLANNED.value
    return list(connection.scalars(select(rows.c.row).where(of_run, planned, rows.c.row.not_in(sent), apart)))


def renounce(connection: Connection, run_id: str, numbers: Sequence[int]) -> None:
    """Delete the plan of rows: they are pending again."""
    common = {"state": RowState.PENDING.value, "outcome": None, "sellsy_id": None, "changes": None}
    _update(connection, run_id, (), [(number,) for number in numbers], common=common)


def confirm_results(connection: Connection, run_id: str, results: Mapping[int, int | None]) -> None:
    """Settle rows (number -> Sellsy id) with the result that was expected of them."""
    _update(
        connection, run_id, ("sellsy_id",), list(results.items()), common={"state": RowState.SETTLED.value}
    )


def write_results(
    connection: Connection, run_id: str, results: Sequence[RowResult], *, state: RowState
) -> None:
    """Set the state and the result (or, before SETTLED, the expected result) of rows."""
    lines = [
        (
            result.row,
            result.outcome.value,
            result.sellsy_id,
            problems_to_json(result.problems),
            changes_to_json(result.changes),
        )
        for result in results
    ]
    columns = ("outcome", "sellsy_id", "problems", "changes")
    _update(connection, run_id, columns, lines, common={"state": state.value})


def _update(
    connection: Connection,
    run_id: str,
    columns: tuple[str, ...],
    lines: Sequence[tuple[Any, ...]],
    *,
    common: Mapping[str, Any],
) -> None:
    """Set columns of rows: each line is a row number and what `columns` become, all get `common`."""
    update_lines(
        connection,
        rows,
        ("run_id", "row", *columns),
        [(run_id, *line) for line in lines],
        keys=2,
        common=common,
        run_id=run_id,
    )


def _stored(row: Row[*tuple[Any, ...]]) -> StoredRow:
    return StoredRow(
        row=row.row,
        position=row.position,
        state=RowState(row.state),
        record=row.record,
        group_key=row.group_key,
        outcome=row.outcome and Outcome(row.outcome),
        sellsy_id=row.sellsy_id,
        problems=problems_from_json(row.problems),
        changes=changes_from_json(row.changes),
        legacy_id=row.legacy_id,
    )
