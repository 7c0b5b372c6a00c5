"""The dry run of a pipeline is the run: row by row, reason by reason, over generated exports with faults planted in them."""

import pytest
from generated_exports import Exports

from etl import run_pipeline

WHERE = ("file", "line", "first", "first_line", "rows", "accepted")
"""What a problem names beside its cell, without ids of runs and records, which exist only once they were made."""

FORETOLD = ("parent-foreseen", "legacy-foreseen")
"""Warnings that only a dry run has: the record is still to come."""


def ends(account, pipeline_run):
    """Return, by step and row, the outcome of each row of a pipeline's run and all that is said of it."""
    with account.journal() as journal:
        return {
            (str(run.settings["step"]), row.row): (
                str(row.outcome),
                sorted(
                    (problem.code, str(problem.column), str(problem.value), repr(_where(problem)))
                    for problem in row.problems
                    if problem.code not in FORETOLD
                ),
            )
            for run in journal.runs.children(pipeline_run)
            for row in journal.rows.every(run.run_id)
        }


def _where(problem):
    return {name: problem.params[name] for name in WHERE if name in problem.params}


@pytest.mark.parametrize(
    "number",
    [28, *(pytest.param(number, marks=pytest.mark.slow) for number in (*range(24), 25, 44, 53, 147))],
)
def test_a_dry_run_ends_each_row_as_the_run_does(demo, number):
    """Unknown names, orphans, repeated ids, persons and records that several steps complete: outcome and reasons agree."""
    path = Exports(number).written(demo.folder / "exports")
    foretold = run_pipeline(path, settings=demo.settings, dry_run=True)
    done = run_pipeline(path, settings=demo.settings)
    expected, actual = ends(demo, foretold.run_id), ends(demo, done.run_id)
    differing = {row: (expected.get(row), end) for row, end in actual.items() if expected.get(row) != end}
    assert (differing, len(expected)) == ({}, len(actual))


def test_generated_exports_have_rows_of_every_outcome(demo):
    """The faults are planted: what is compared has rows that are created, updated and rejected, for many reasons."""
    path = Exports(28).written(demo.folder / "exports")
    done = ends(demo, run_pipeline(path, settings=demo.settings).run_id)
    outcomes = {outcome for outcome, _problems in done.values()}
    assert {"created", "updated", "unchanged", "rejected"} <= outcomes
    assert len({code for _outcome, problems in done.values() for code, *_ in problems}) > 8
