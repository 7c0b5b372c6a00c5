"""Earlier runs: listed, shown. Only the journal is read: nothing heavy is loaded."""

from etl.commands.session import Session
from etl.core.results import RowResult, RunResult
from etl.journal.run_results import run_result

__all__ = [
    "list_runs",
    "run_rows",
    "show_run",
]


def list_runs(session: Session, *, limit: int = 20) -> list[RunResult]:
    """Return past runs, newest first.

    Raises:
        JournalError: the journal cannot be read.
    """
    return [run_result(session.journal, run.run_id) for run in session.journal.runs.newest(limit)]


def show_run(session: Session, run: str) -> RunResult:
    """Return how a run ended; `run` is its id, the beginning of it, or "last".

    Raises:
        ConfigError: there is no such run.
        JournalError: the journal cannot be read.
    """
    return run_result(session.journal, run)


def run_rows(session: Session, run: str) -> list[RowResult]:
    """Return the results of a run's rows, in the order of the file.

    Raises:
        ConfigError: there is no such run.
    """
    return list(session.journal.rows.results(session.journal.runs.find(run).run_id))
