"""Gather the rows of one contact with several companies into one record with all links; they must agree otherwise."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from etl.core.record import RECORD_ID, Record
from etl.core.results import JsonValue, Outcome, Problem, RowResult
from etl.entities.origin import LEGACY_ID, header_of
from etl.journal import Journal, RowState, StoredRow
from etl.matching.match_keys import Duplicates, norm
from etl.plan.row_planning import record_of
from etl.source.opening import Source


def united(
    duplicates: Iterable[Duplicates], shared: Mapping[str, Sequence[int]], people: Iterable[Sequence[int]]
) -> list[Duplicates]:
    """Return sets of rows of one record, by a match key, their old id or their person; overlapping sets are joined."""
    by_id = (Duplicates(LEGACY_ID, tuple(rows), people=False) for rows in shared.values() if len(rows) > 1)
    by_person = (Duplicates("name", tuple(rows), people=False) for rows in people)
    home: dict[int, Duplicates] = {}
    for members in (*duplicates, *by_id, *by_person):
        met = [home[row] for row in members.rows if row in home]
        rows = sorted({row for group in (members, *met) for row in group.rows})
        both = Duplicates(met[0].key if met else members.key, tuple(rows), people=False)
        home |= dict.fromkeys(rows, both)
    return sorted(set(home.values()), key=lambda group: group.rows)


def gather(
    journal: Journal,
    run_id: str,
    duplicates: Iterable[Duplicates],
    source: Source,
    *,
    unknown: Callable[[Record], list[Problem]],
) -> list[Duplicates]:
    """Group the rows of one record with different links, and reject rows that contradict each other elsewhere.

    Return the rest: sets of rows with the same links. `unknown` returns a row's problems of names.
    """
    same: list[Duplicates] = []
    for group in duplicates:
        rows = [row for row in journal.rows.at(run_id, group.rows) if row.state is RowState.PENDING]
        records = [record_of(row) for row in rows]
        if len(rows) < 2:
            continue
        wrong = next(_contradictions(records, source, group.key), None)
        if not _differ(records, source.entity.gathers) and not _only_link(records, source.entity.gathers):
            same.append(group)
        elif wrong is None:
            journal.rows.group(run_id, [row.row for row in rows], f"row {rows[0].row}")
        else:
            rejected = _rejected(rows, records, source, wrong)
            journal.operations.settle(
                run_id,
                rows=[
                    replace(result, problems=(*result.problems, *unknown(record)))
                    for result, record in zip(rejected, records, strict=True)
                ],
            )
    return same


def _differ(records: Sequence[Record], attributes: Sequence[str]) -> bool:
    """Return whether no two rows have the same links."""
    values = [str([record.values.get(name) for name in attributes]) for record in records]
    return len(set(values)) == len(values)


def _only_link(records: Sequence[Record], attributes: Sequence[str]) -> bool:
    """Return whether rows say nothing but links, by old ids: a pair that stands twice in a file of associations."""
    bare = {*attributes, LEGACY_ID, RECORD_ID}
    return all(LEGACY_ID in record.values and record.values.keys() <= bare for record in records)


def _contradictions(records: Sequence[Record], source: Source, key: str) -> Iterator[str]:
    """Yield the attributes with different values in two rows; an empty cell contradicts nothing."""
    names = dict.fromkeys(name for record in records for name in record.values)
    for name in names:
        if name in source.entity.gathers:
            continue
        values = [record.values[name] for record in records if name in record.values]
        if len({norm(value) if name == key else _compared(value) for value in values}) > 1:
            yield name


def _compared(value: JsonValue) -> str:
    """Return a value as rows of one record are compared: texts without differences of spelling."""
    return f"text {norm(value)}" if isinstance(value, str) else repr(value)


def _rejected(
    rows: Sequence[StoredRow], records: Sequence[Record], source: Source, name: str
) -> Iterator[RowResult]:
    column = header_of(source.headers.headers, name)
    numbers = [str(row.row) for row in rows]
    for row, record in zip(rows, records, strict=True):
        value = record.values.get(name)
        shown = None if value is None else str(value)
        problem = Problem("rows-contradict", row.row, column, shown, {"rows": numbers})
        yield RowResult(row.row, Outcome.REJECTED, problems=(*row.problems, problem))
