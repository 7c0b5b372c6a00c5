"""Import a file into an account, or delete the records that it names."""

from pathlib import Path

from etl.commands.option_checks import check_path
from etl.commands.run.file_options import DeleteFileOptions, ImportFileOptions
from etl.commands.run.file_runs import run_file
from etl.commands.run.retry import import_corrected
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import RunResult
from etl.source.own.report import OwnReport

__all__ = ["DeleteFileOptions", "ImportFileOptions", "delete_file", "import_file"]


def import_file(session: Session, path: str | Path, options: ImportFileOptions) -> RunResult:
    """Create and update the records of a file; see `etl.import_file`."""
    return import_corrected(session, check_path("path", path), options)


def delete_file(session: Session, path: str | Path, options: DeleteFileOptions) -> RunResult:
    """Delete the records that the rows of a file name; see `etl.delete_file`."""
    file = check_path("path", path)
    own = OwnReport.at(file)
    if own is not None and own.kind not in ("delete", "check"):
        raise ConfigError("report-other-kind", path=file)
    return run_file(session, file, options, load=options.load(), read=options.values(session.lang))
