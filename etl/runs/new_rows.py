"""Turn rows of a file into rows of the journal, and settle those that are duplicates or cannot be read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from etl.core.record import Record
from etl.core.results import Outcome, Problem, RowResult
from etl.journal import Journal, NewRow, RowState
from etl.matching.match_keys import Duplicates
from etl.matching.shared_people import PeopleIndex, travelling
from etl.plan.row_planning import record_of
from etl.source.checked import Checked
from etl.source.opening import Source


def by_row(problems: Iterable[Problem]) -> dict[int, list[Problem]]:
    """Return the problems of rows by row."""
    grouped: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.row is not None:
            grouped[problem.row].append(problem)
    return grouped


def new_rows(checked: Checked) -> Iterator[NewRow]:
    """Yield the rows of a chunk for the journal; rows without a record are settled."""
    problems = by_row(checked.problems)
    records = {record.row: record for record in checked.records}
    for row in checked.rows:
        record = records.get(row)
        if record is None:
            outcome = Outcome.SKIPPED if row in checked.skipped else Outcome.REJECTED
            legacy_id = checked.legacy_ids.get(row)
            yield NewRow(row, None, outcome=outcome, problems=problems.get(row, ()), legacy_id=legacy_id)
        else:
            yield NewRow(row, record.to_json(), problems=problems.get(row, ()))


def settle_duplicates(
    journal: Journal,
    run_id: str,
    duplicates: Iterable[Duplicates],
    source: Source,
    people: PeopleIndex,
    *,
    unknown: Callable[[Record], list[Problem]],
) -> None:
    """Reject the rows of a file that share a key, but group those of one company that differ by their person.

    Rows of several companies that name the same person are grouped too. `unknown` returns a row's problems of names.
    """
    for group in duplicates:
        if group.people:
            journal.rows.group(run_id, group.rows, f"row {group.rows[0]}")
        else:
            journal.operations.settle(run_id, rows=_duplicates(journal, run_id, group, source, unknown))
    _group_people(journal, run_id, people.shared())


def _group_people(journal: Journal, run_id: str, shared: Iterable[Sequence[int]]) -> None:
    """Group the rows that name one contact person with those of their companies: one row creates the person."""
    pending = (
        [row.row for row in journal.rows.at(run_id, rows) if row.state is RowState.PENDING] for rows in shared
    )
    for rows in travelling(journal.rows.groups(run_id).values(), pending):
        journal.rows.group(run_id, rows, f"row {rows[0]}")


def _duplicates(
    journal: Journal,
    run_id: str,
    group: Duplicates,
    source: Source,
    unknown: Callable[[Record], list[Problem]],
) -> list[RowResult]:
    column = source.key_header(group.key)
    params = {"rows": [str(row) for row in group.rows], "key": column}
    return [
        RowResult(
            row.row,
            Outcome.REJECTED,
            problems=(
                *row.problems,
                Problem("duplicate-in-file", row.row, column, params=params),
                *(unknown(record_of(row)) if row.record is not None else ()),
            ),
        )
        for row in journal.rows.at(run_id, group.rows)
    ]


def created_by(journal: Journal, run_id: str) -> set[tuple[str, int]]:
    """Return the variant and id of the records that the run created so far."""
    made = journal.rows.every(run_id, outcomes=[Outcome.CREATED])
    return {(record_of(row).variant, row.sellsy_id) for row in made if row.sellsy_id is not None}
