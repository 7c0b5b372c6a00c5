"""The result of a run, from the journal."""

from pathlib import Path

from etl.core.results import Problem, RunResult, Severity
from etl.journal import Journal, RunRecord, RunStatus

_PAGED = ("import", "dry-run", "delete", "retry")
"""Kinds of runs that leave a page."""


def _page(run: RunRecord) -> str | None:
    """Return the path of a run's page, where it was written and still is."""
    paged = run.kind in _PAGED and run.status is RunStatus.FINISHED
    page = run.settings.get("page") if paged else None
    return str(page) if page and Path(str(page)).is_file() else None


def _status(run: RunRecord) -> str:
    """Return the outcome of a run; its kind for a run that writes nothing."""
    if run.status is not RunStatus.FINISHED:
        return run.status.value
    if run.rehearsed:
        return "dry-run"
    return "planned" if run.kind == "plan" else run.status.value


def run_result(journal: Journal, run_id: str) -> RunResult:
    """Return how a run ended, as the journal tells it.

    Raises:
        ConfigError: there is no such run.
    """
    run = journal.runs.find(run_id)
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for problem in journal.rows.problems(run.run_id):
        (warnings if problem.severity is Severity.WARNING else problems).append(problem)
    return RunResult(
        run_id=run.run_id,
        kind=run.kind,
        status=_status(run),
        entity=run.entity,
        counts=run.counts or journal.rows.counts(run.run_id),
        calls=run.calls,
        duration_s=run.duration_s or 0.0,
        report=run.report,
        html=_page(run),
        problems=tuple(problems),
        warnings=tuple(warnings),
        file=None if run.source is None else Path(run.source).name,
    )
