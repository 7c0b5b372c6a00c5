"""Rows: added, worked on in order, settled, counted."""

import tracemalloc

import pytest

from etl.core.errors import JournalError
from etl.core.results import Change, Outcome, Problem, RowResult, Severity
from etl.journal import NewRow, RowState, RunStart

pytestmark = pytest.mark.databases

_WARNING = Problem("repaired", row=3, column="Téléphone", value="01", severity=Severity.WARNING)


def _numbers(rows):
    return [row.row for row in rows]


def test_a_record_comes_back_as_it_was(journal):
    """Resuming works from the very record that was read, whatever its values hold."""
    record = {
        "values": {
            "name": "L'Étoile 🌟",
            "none": None,
            "n": 1.5,
            "list": ["a", {"b": [True]}],
            "odd": "\udce9\x00",
        }
    }
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, [NewRow(row=3, record=record, group_key="siret:1", problems=[_WARNING])])
    [row] = journal.rows.next(run_id, after_position=-1, limit=10)
    assert (row.row, row.position, row.record, row.group_key) == (3, 3, record, "siret:1")
    assert (row.state, row.outcome, row.sellsy_id, row.changes) == (RowState.PENDING, None, None, ())
    assert row.problems == (_WARNING,)


def test_rejected_rows_are_settled_at_once(journal, run_id):
    """A row rejected by validation is never work to do, and its problems are kept."""
    problem = Problem(
        "siret-invalid", row=12, column="SIRET", value="1", params={"expected": 14}, proposed="73282932000074"
    )
    journal.rows.add(run_id, [NewRow(row=12, record=None, outcome=Outcome.REJECTED, problems=[problem])])
    assert 12 not in _numbers(journal.rows.next(run_id, after_position=-1, limit=100))
    assert list(journal.rows.results(run_id)) == [
        RowResult(row=12, outcome=Outcome.REJECTED, problems=(problem,))
    ]


def test_work_goes_by_position(journal):
    """Rows are worked on in the order of their positions, from a position on, a few at a time."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, [NewRow(row=row, record={}, position=100 - row) for row in range(2, 8)])
    first = journal.rows.next(run_id, after_position=-1, limit=2)
    assert _numbers(first) == [7, 6]
    assert _numbers(journal.rows.next(run_id, after_position=first[-1].position, limit=9)) == [5, 4, 3, 2]


def test_settled_rows_are_no_longer_work(journal, run_id):
    """What is settled is not given out again after a crash."""
    journal.operations.settle(run_id, rows=[RowResult(row=2, outcome=Outcome.UNCHANGED, sellsy_id=5)])
    assert _numbers(journal.rows.next(run_id, after_position=-1, limit=2)) == [3, 4]


def test_results_stream_by_row(journal, run_id):
    """Results come by row number, only of settled rows, and only of the outcomes asked for."""
    results = [
        RowResult(row=9, outcome=Outcome.CREATED, sellsy_id=2**40),
        RowResult(
            row=2,
            outcome=Outcome.UPDATED,
            sellsy_id=7,
            changes=(Change("name", "A", "B"), Change("t", ["x"], None)),
        ),
        RowResult(
            row=4,
            outcome=Outcome.FAILED,
            problems=(_WARNING, Problem("refused", row=4, params={"said": "non"})),
        ),
    ]
    journal.operations.settle(run_id, rows=results)
    assert list(journal.rows.results(run_id)) == sorted(results, key=lambda result: result.row)
    assert _numbers(journal.rows.results(run_id, outcomes=[Outcome.CREATED, Outcome.FAILED])) == [4, 9]
    assert list(journal.rows.results(run_id, outcomes=[])) == []


def test_results_go_on_across_pages_while_rows_are_settled(journal):
    """A stream of results neither blocks a writer nor loses or repeats a row at a page's edge."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, (NewRow(row=row, record={}, outcome=Outcome.SKIPPED) for row in range(2500)))
    seen = []
    for result in journal.rows.results(run_id):
        seen.append(result.row)
        if result.row == 1500:
            journal.operations.settle(run_id, rows=[RowResult(row=2400, outcome=Outcome.UNKNOWN)])
    assert seen == list(range(2500))


def test_counts_add_up(journal, run_id):
    """Counts are those of the rows table: read, every outcome, and what is missing is not settled."""
    journal.operations.settle(
        run_id, rows=[RowResult(row=2, outcome=Outcome.CREATED), RowResult(row=3, outcome=Outcome.SKIPPED)]
    )
    counts = journal.rows.counts(run_id)
    assert counts == {"read": 10, **dict.fromkeys(Outcome, 0), "created": 1, "skipped": 1}
    assert all(type(name) is str for name in counts)
    assert sum(counts.values()) - counts["read"] == 2


def test_settling_again_replaces(journal, run_id):
    """A row that was unknown takes the outcome that reconciling found; it is still one row."""
    journal.operations.settle(run_id, rows=[RowResult(row=2, outcome=Outcome.UNKNOWN, problems=(_WARNING,))])
    journal.operations.settle(run_id, rows=[RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=9)])
    assert list(journal.rows.results(run_id)) == [RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=9)]
    assert journal.rows.counts(run_id)["unknown"] == 0


def test_a_row_that_was_never_read_cannot_be_settled(journal, run_id):
    """Settling an unknown row is refused, and nothing of the same call is kept."""
    with pytest.raises(JournalError) as caught:
        journal.operations.settle(
            run_id,
            rows=[RowResult(row=2, outcome=Outcome.CREATED), RowResult(row=999, outcome=Outcome.CREATED)],
        )
    assert caught.value.code == "journal-row-missing"
    assert list(journal.rows.results(run_id)) == []


def test_a_row_is_added_once(journal, run_id):
    """Adding a row twice is refused, and nothing of the same call is kept."""
    with pytest.raises(JournalError) as caught:
        journal.rows.add(run_id, [NewRow(row=50, record={}), NewRow(row=2, record={})])
    assert caught.value.code == "journal-contradiction"
    assert journal.rows.counts(run_id)["read"] == 10


def test_rows_of_an_unknown_run_are_refused(journal):
    """Rows belong to a run."""
    with pytest.raises(JournalError) as caught:
        journal.rows.add("20000101-000000-aaaa", [NewRow(row=2, record={})])
    assert caught.value.code == "journal-contradiction"


def test_a_reader_that_fails_leaves_no_half_chunk(journal, run_id):
    """When reading the source fails midway, its chunk is not kept, and the last row tells where to go on."""

    def source():
        yield NewRow(row=12, record={})
        raise ValueError("unreadable")

    with pytest.raises(ValueError, match="unreadable"):
        journal.rows.add(run_id, source())
    assert journal.rows.last(run_id) == 11
    assert not journal.runs.find(run_id).loaded


def test_groups_know_the_id_they_got(journal):
    """The rows of a company find the id that another of its rows already got, even 10,000 groups at once."""
    run_id = journal.runs.start(RunStart(entity="client"))
    journal.rows.add(run_id, [NewRow(row=row, record={}, group_key=f"g{row // 2}") for row in range(2, 8)])
    journal.operations.settle(
        run_id,
        rows=[
            RowResult(row=2, outcome=Outcome.CREATED, sellsy_id=77),
            RowResult(row=4, outcome=Outcome.FAILED),
        ],
    )
    assert journal.rows.group_ids(run_id, [f"g{number}" for number in range(10_000)]) == {"g1": 77}
    assert journal.rows.group_ids(run_id, []) == {}


@pytest.mark.slow
@pytest.mark.databases(slow=True)
def test_memory_stays_flat_while_results_stream(journal):
    """Reading 20,000 results holds a page of them, not all."""
    run_id = journal.runs.start(RunStart(entity="client"))
    problem = [Problem("wrong", row=1, value="x" * 500)]
    journal.rows.add(
        run_id,
        (NewRow(row=row, record={}, outcome=Outcome.REJECTED, problems=problem) for row in range(20_000)),
    )
    tracemalloc.start()
    assert sum(1 for _ in journal.rows.results(run_id)) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000
