"""Which runs a pipeline's run is made of, from the journal."""

from collections.abc import Collection, Iterator

from etl.commands.session import Session
from etl.core.results import RunResult
from etl.journal import DamagedError, Journal, RunRecord
from etl.journal.run_results import run_result

PIPELINE = "pipeline"
"""Kind of the run that is the parent of the runs of a pipeline's steps."""


def whole_of(session: Session, run: str, *, rehearsals: bool = False) -> str | None:
    """Return the id of the pipeline's run that a name refers to, None where it is a run of another kind.

    "last" is the pipeline's run where the newest run is a step of it or refers to one; without `rehearsals` dry runs
    are skipped.

    Raises:
        ConfigError: there is no such run.
    """
    journal = session.journal
    if run.strip().lower() != "last":
        record = journal.runs.find(run)
        return record.run_id if record.kind == PIPELINE else None
    for newest in journal.runs.newest():
        top = top_of(journal, newest)
        if rehearsals or not top.rehearsed:
            return top.run_id if top.kind == PIPELINE else None
    return None


def top_of(journal: Journal, record: RunRecord) -> RunRecord:
    """Return the pipeline's run that a run is part of or refers to; the run itself where there is none.

    Raises:
        DamagedError: the journal is damaged: runs refer to each other.
    """
    at, passed = record, {record.run_id}
    while at.kind != PIPELINE and at.parent is not None:
        at = journal.runs.find(at.parent)
        if at.run_id in passed:
            raise DamagedError("runs.parent")
        passed.add(at.run_id)
    return at if at.kind == PIPELINE else record


def show_whole(session: Session, run: str) -> tuple[RunResult, list[tuple[str, RunResult]]]:
    """Return the result of a pipeline, and the results of the runs of its steps.

    Raises:
        ConfigError: there is no such run.
    """
    journal = session.journal
    family = list(family_of(journal, journal.runs.find(run).run_id))
    return run_result(journal, run), [(step_of(part), run_result(journal, part.run_id)) for part in family]


def step_of(run: RunRecord) -> str:
    """Return the name of a run's step."""
    return str(run.settings.get("step") or run.entity)


def runs_of(journal: Journal, run: str, kinds: Collection[str]) -> list[RunRecord]:
    """Return the runs of a pipeline's steps that are of these kinds, retries after the runs they retry."""
    return [part for part in family_of(journal, journal.runs.find(run).run_id) if part.kind in kinds]


def family_of(journal: Journal, run_id: str) -> Iterator[RunRecord]:
    """Yield the runs of a pipeline's steps, and the retries of each behind it."""
    for child in journal.runs.children(run_id):
        yield child
        yield from (again for again in family_of(journal, child.run_id) if again.kind == "retry")
