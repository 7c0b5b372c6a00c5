"""Rows of a file as the journal keeps them, and how those end that are read twice or not at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from etl.core.results import Outcome, Problem, RowResult
from etl.journal import Journal, NewRow
from etl.matching.match_keys import Duplicates
from etl.source.checked import Checked
from etl.source.opening import Source


def new_rows(checked: Checked, foreseen: Collection[int]) -> Iterator[NewRow]:
    """Yield the rows of a chunk for the journal: rejected and foreseen ones settled, the others with their record."""
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in checked.problems:
        if problem.row is not None:
            problems[problem.row].append(problem)
    records = {record.row: record for record in checked.records}
    for row in checked.rows:
        record = records.get(row)
        if record is None:
            outcome = _without_record(row, checked, foreseen)
            legacy_id = checked.legacy_ids.get(row)
            yield NewRow(row, None, outcome=outcome, problems=problems[row], legacy_id=legacy_id)
        else:
            yield NewRow(row, record.to_json(), problems=problems.get(row, ()))


def _without_record(row: int, checked: Checked, foreseen: Collection[int]) -> Outcome:
    """Return how a row without a record ends: it was left out, hangs on what is to come, or is wrong."""
    if row in checked.skipped:
        return Outcome.SKIPPED
    return Outcome.CREATED if row in foreseen else Outcome.REJECTED


def settle_duplicates(journal: Journal, run_id: str, twins: Iterable[Duplicates], source: Source) -> None:
    """Reject the rows of a file that share a key; those of one company that differ by their person stay together."""
    for some in twins:
        if some.people:
            journal.group_rows(run_id, some.rows, f"row {some.rows[0]}")
        else:
            journal.settle(run_id, rows=_duplicates(journal, run_id, some, source))


def _duplicates(journal: Journal, run_id: str, some: Duplicates, source: Source) -> list[RowResult]:
    headers = source.headers.headers
    column = headers.get(source.entity.key_attribute(some.key, headers), some.key)
    params = {"rows": [str(row) for row in some.rows], "key": column}
    return [
        RowResult(
            row.row,
            Outcome.REJECTED,
            problems=(*row.problems, Problem("duplicate-in-file", row.row, column, params=params)),
        )
        for row in journal.rows_at(run_id, some.rows)
    ]
