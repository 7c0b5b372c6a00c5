"""sellsy-etl: move data between spreadsheets and Sellsy.

Importing this package is cheap: what it lists is loaded on first use.
"""

from typing import TYPE_CHECKING

from etl.core.lazy_names import lazy_names

__version__ = "0.2.0"

if TYPE_CHECKING:
    from etl.commands.api.data import export, run_pipeline
    from etl.commands.api.files import apply_plan, check_file, delete_file, import_file, plan_file
    from etl.commands.api.frames import check_frame, import_frame, read
    from etl.commands.api.runs import prune_runs, resume_run, retry_run, undo_run, verify_run
    from etl.core.errors import EtlError
    from etl.core.results import Outcome, Problem, RowResult, RunResult
    from etl.exports.exporter import ExportResult
    from etl.source.row_change import Row

_MODULES = {
    "etl.commands.api.data": "export run_pipeline",
    "etl.commands.api.files": "apply_plan check_file delete_file import_file plan_file",
    "etl.commands.api.frames": "check_frame import_frame read",
    "etl.commands.api.runs": "prune_runs resume_run retry_run undo_run verify_run",
    "etl.core.errors": "EtlError",
    "etl.core.results": "Outcome Problem RowResult RunResult",
    "etl.exports.exporter": "ExportResult",
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
    "check_frame",
    "delete_file",
    "export",
    "import_file",
    "import_frame",
    "plan_file",
    "prune_runs",
    "read",
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
