"""sellsy-etl: move data between spreadsheets and Sellsy.

Importing this package is cheap: the functions below load their room on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from etl.app import check_file, delete_file, import_file
    from etl.engine.change import Row
    from etl.errors import EtlError
    from etl.exporting import ExportResult, export
    from etl.pipelines import run_pipeline
    from etl.plans import apply_plan, plan_file
    from etl.results import Outcome, Problem, RowResult, RunResult
    from etl.retries import retry_run
    from etl.runs import prune_runs, resume_run, verify_run
    from etl.undoing import undo_run

_HOMES = {
    "apply_plan": "etl.plans",
    "check_file": "etl.app",
    "delete_file": "etl.app",
    "import_file": "etl.app",
    "plan_file": "etl.plans",
    "prune_runs": "etl.runs",
    "resume_run": "etl.runs",
    "retry_run": "etl.retries",
    "verify_run": "etl.runs",
    "run_pipeline": "etl.pipelines",
    "undo_run": "etl.undoing",
    "EtlError": "etl.errors",
    "ExportResult": "etl.exporting",
    "export": "etl.exporting",
    "Outcome": "etl.results",
    "Problem": "etl.results",
    "Row": "etl.engine.change",
    "RowResult": "etl.results",
    "RunResult": "etl.results",
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
