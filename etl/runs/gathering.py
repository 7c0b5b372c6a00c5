"""Several rows of one contact, each with another company: one record, all the links; in the rest they must agree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from etl.core.record import Record
from etl.core.results import JsonValue, Outcome, Problem, RowResult
from etl.entities.origin import LEGACY_ID, header_of
from etl.journal import Journal, RowState, StoredRow
from etl.matching.match_keys import Duplicates, norm
from etl.plan.row_planning import record_of
from etl.source.opening import Source


def united(
    twins: Iterable[Duplicates], shared: Mapping[str, Sequence[int]], people: Iterable[Sequence[int]]
) -> list[Duplicates]:
    """Return sets of rows of one record, by a match key, their old id or their person; sets that meet are one."""
    by_id = (Duplicates(LEGACY_ID, tuple(rows), people=False) for rows in shared.values() if len(rows) > 1)
    by_person = (Duplicates("name", tuple(rows), people=False) for rows in people)
    home: dict[int, Duplicates] = {}
    for one in (*twins, *by_id, *by_person):
        met = [home[row] for row in one.rows if row in home]
        rows = sorted({row for some in (one, *met) for row in some.rows})
        both = Duplicates(met[0].key if met else one.key, tuple(rows), people=False)
        home |= dict.fromkeys(rows, both)
    return sorted(set(home.values()), key=lambda some: some.rows)


def gather(journal: Journal, run_id: str, twins: Iterable[Duplicates], source: Source) -> list[Duplicates]:
    """Group the rows that name one record with different links, reject those that contradict each other elsewhere.

    The rest is returned: rows that say the same.
    """
    same: list[Duplicates] = []
    for some in twins:
        rows = [row for row in journal.rows.at(run_id, some.rows) if row.state is RowState.PENDING]
        records = [record_of(row) for row in rows]
        if len(rows) < 2:
            continue
        wrong = next(_contradictions(records, source, some.key), None)
        if not _differ(records, source.entity.gathers):
            same.append(some)
        elif wrong is None:
            journal.rows.group(run_id, [row.row for row in rows], f"row {rows[0].row}")
        else:
            journal.operations.settle(run_id, rows=list(_rejected(rows, records, source, wrong)))
    return same


def _differ(records: Sequence[Record], attributes: Sequence[str]) -> bool:
    """Tell whether no two rows have the same links."""
    said = [str([record.values.get(name) for name in attributes]) for record in records]
    return len(set(said)) == len(said)


def _contradictions(records: Sequence[Record], source: Source, key: str) -> Iterator[str]:
    """Yield the attributes of which two rows say different things; what one does not say it does not deny."""
    names = dict.fromkeys(name for record in records for name in record.values)
    for name in names:
        if name in source.entity.gathers:
            continue
        said = [record.values[name] for record in records if name in record.values]
        if len({norm(value) if name == key else _compared(value) for value in said}) > 1:
            yield name


def _compared(value: JsonValue) -> str:
    """Return a value as rows of one record are compared: of a text that is only spelled otherwise the first counts."""
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
