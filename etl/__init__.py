"""sellsy-etl: move data between spreadsheets and Sellsy.

Importing this package is cheap: what it lists is loaded on first use.
"""

from typing import TYPE_CHECKING

from etl.core.lazy_names import lazy_names

__version__ = "0.2.0"

if TYPE_CHECKING:
    from etl.commands.data.exporting import ExportResult, export
    from etl.commands.pipeline.pipelines import run_pipeline
    from etl.commands.run.checking import check_file
    from etl.commands.run.importing import delete_file, import_file
    from etl.commands.run.planning import apply_plan, plan_file
    from etl.commands.run.resume import resume_run, verify_run
    from etl.commands.run.retry import retry_run
    from etl.commands.run.runs import prune_runs
    from etl.commands.run.undo import undo_run
    from etl.core.errors import EtlError
    from etl.core.results import Outcome, Problem, RowResult, RunResult
    from etl.source.row_change import Row

_MODULES = {
    "etl.commands.data.exporting": "ExportResult export",
    "etl.commands.pipeline.pipelines": "run_pipeline",
    "etl.commands.run.checking": "check_file",
    "etl.commands.run.importing": "delete_file import_file",
    "etl.commands.run.planning": "apply_plan plan_file",
    "etl.commands.run.resume": "resume_run verify_run",
    "etl.commands.run.retry": "retry_run",
    "etl.commands.run.runs": "prune_runs",
    "etl.commands.run.undo": "undo_run",
    "etl.core.errors": "EtlError",
    "etl.core.results": "Outcome Problem RowResult RunResult",
    "etl.source.row_change": "Row",
}

__all__ = [
    "EtlError",
    "ExportResult",
    "Outcome",
    "Problem",
    "Row",
    "RowResult",
    "RunResult",
    "__version__",
    "apply_plan",
    "check_file",
    "delete_file",
    "export",
    "import_file",
    "plan_file",
    "prune_runs",
    "resume_run",
    "retry_run",
    "run_pipeline",
    "undo_run",
    "verify_run",
]


def __dir__() -> list[str]:
    """Return what `help(etl)` shows, which loads it."""
    return [*__all__, "__doc__", "__file__", "__name__", "__path__"]


if not TYPE_CHECKING:
    __getattr__ = lazy_names(__name__, _MODULES)
