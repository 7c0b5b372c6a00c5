"""sellsy-etl: move data between spreadsheets and Sellsy.

Importing this package is cheap: the functions below load their room on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from etl.app import check_file, delete_file, import_file
    from etl.errors import EtlError
    from etl.results import Outcome, Problem, RowResult, RunResult

_HOMES = {
    "check_file": "etl.app",
    "delete_file": "etl.app",
    "import_file": "etl.app",
    "EtlError": "etl.errors",
    "Outcome": "etl.results",
    "Problem": "etl.results",
    "RowResult": "etl.results",
    "RunResult": "etl.results",
}

__all__ = [
    "EtlError",
    "Outcome",
    "Problem",
    "RowResult",
    "RunResult",
    "__version__",
    "check_file",
    "delete_file",
    "import_file",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room.

    Raises:
        AttributeError: the package has no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'etl' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
