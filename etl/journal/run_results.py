"""How a run ended, as the journal tells it."""

from pathlib import Path

from etl.core.results import Problem, RunResult, Severity
from etl.journal import Journal, RunRecord, RunStatus

_PAGED = ("import", "dry-run", "delete")
"""Kinds of runs that leave a page."""

_UNSENT = {"dry-run": "dry-run", "plan": "planned"}
"""Kinds of run that write nothing -> the status of one that is finished."""


def _page(run: RunRecord) -> str | None:
    """Return the path of a run's page, where it was written and still is."""
    told = run.kind in _PAGED and run.status is RunStatus.FINISHED
    page = run.settings.get("page") if told else None
    return str(page) if page and Path(str(page)).is_file() else None


def run_result(journal: Journal, run_id: str) -> RunResult:
    """Return how a run ended, as the journal tells it.

    Raises:
        ConfigError: there is no such run.
    """
    run = journal.run(run_id)
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for row in journal.row_results(run.run_id):
        for problem in row.problems:
            (warnings if problem.severity is Severity.WARNING else problems).append(problem)
    return RunResult(
        run_id=run.run_id,
        kind=run.kind,
        status=_UNSENT[run.kind]
        if run.kind in _UNSENT and run.status is RunStatus.FINISHED
        else run.status.value,
        entity=run.entity,
        counts=run.counts or journal.counts(run.run_id),
        calls=run.calls,
        duration_s=run.duration_s or 0.0,
        report=run.report,
        html=_page(run),
        problems=tuple(problems),
        warnings=tuple(warnings),
    )
