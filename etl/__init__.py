"""sellsy-etl: move data between spreadsheets and Sellsy.

Importing this package is cheap: the functions below load their room on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "apply_plan": "etl.commands.run.planning",
    "check_file": "etl.commands.run.checking",
    "delete_file": "etl.commands.run.importing",
    "import_file": "etl.commands.run.importing",
    "plan_file": "etl.commands.run.planning",
    "prune_runs": "etl.commands.run.runs",
    "resume_run": "etl.commands.run.resume",
    "retry_run": "etl.commands.run.retry",
    "verify_run": "etl.commands.run.resume",
    "run_pipeline": "etl.commands.pipeline.pipelines",
    "undo_run": "etl.commands.run.undo",
    "EtlError": "etl.core.errors",
    "ExportResult": "etl.commands.data.exporting",
    "export": "etl.commands.data.exporting",
    "Outcome": "etl.core.results",
    "Problem": "etl.core.results",
    "Row": "etl.source.row_change",
    "RowResult": "etl.core.results",
    "RunResult": "etl.core.results",
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


def __getattr__(name: str) -> Any:
    """Load a public name from its room.

    Raises:
        AttributeError: the package has no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'etl' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
