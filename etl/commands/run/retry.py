"""Retry the failed rows of a run, as they were or corrected."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from etl.commands.run.earlier_run import (
    AS_USUAL,
    AgainOptions,
    EarlierRun,
    change_again,
    file_again,
    import_options,
    refuse_twice,
    take_up,
)
from etl.commands.run.file_options import ImportFileOptions, path_of
from etl.commands.run.importing import run_file
from etl.commands.run.undo import refuse_undone
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import Outcome, Problem, RunResult, Severity
from etl.journal import LOADING, RunStatus
from etl.runs.lifecycle import Preparation
from etl.runs.part import Part
from etl.runs.retrying import Correction, FailedRows, failed_ids
from etl.sheets import beside

__all__ = ["retry_again", "retry_run"]


def retry_run(
    session: Session, run: str, path: str | Path | None = None, options: AgainOptions = AS_USUAL
) -> RunResult:
    """Retry the rows of a run that failed or whose outcome is unknown; see `etl.retry_run`.

    Raises:
        ConfigError: there is no such run, it did not finish, or its rows were retried already.
        DataError: the file cannot be read.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    with take_up(session, run, wait_s=options.wait_s, lang=options.lang) as earlier:
        _ready(earlier, options.settle_s)
        if path is None:
            return _as_they_were(earlier, options)
        _close_corrections(earlier, options.settle_s)
    return _corrected(earlier, Path(path), options)


def _ready(earlier: EarlierRun, settle_s: float) -> None:
    """Settle the rows of unknown outcome.

    Raises:
        ConfigError: the run did not finish, or is of a kind without rows to retry.
    """
    record = earlier.record
    if record.kind not in LOADING or record.status is not RunStatus.FINISHED:
        raise ConfigError("retry-unfinished", run=record.run_id)
    refuse_undone(earlier.journal, record)
    if earlier.journal.rows.counts(record.run_id)[Outcome.UNKNOWN]:
        earlier.closing(settle_s).close(record, Outcome.FAILED, Problem("not-done"))
        left = earlier.journal.rows.counts(record.run_id)[Outcome.UNKNOWN]
        if left:
            earlier.observer.note("note-still-unknown", run=record.run_id, count=left)


def _close_corrections(earlier: EarlierRun, settle_s: float) -> None:
    """Close the unfinished corrections of a run; the file given now takes their rows over.

    Raises:
        ConfigError: a retry of the rows as they were is unfinished, and can be completed.
    """
    for child in earlier.journal.runs.children(earlier.record.run_id):
        if child.kind != "retry" or child.status is RunStatus.FINISHED:
            continue
        if not child.settings.get("corrected"):
            raise ConfigError("child-unfinished", run=earlier.record.run_id, child=child.run_id)
        earlier.observer.note("note-unfinished", run=child.run_id)
        earlier.closing(settle_s).close(
            child, Outcome.SKIPPED, Problem("taken-over", severity=Severity.WARNING)
        )


def _as_they_were(earlier: EarlierRun, options: AgainOptions) -> RunResult:
    record = earlier.record
    refuse_twice(earlier, ("retry",), code="retry-done")
    if not earlier.journal.rows.counts(record.run_id)[Outcome.FAILED]:
        return _nothing(earlier)
    earlier.closing(options.settle_s).close_unfinished(
        source_sha256=str(record.source_sha256), account=str(record.account)
    )
    source = Path(str(record.source))
    place = path_of(options.report) or (beside(source, ".retry.xlsx") if source.parent.is_dir() else None)
    again = earlier.replanned(FailedRows, record, report=place)
    return earlier.run(again, settle_s=options.settle_s).run(options.confirm)


def _nothing(earlier: EarlierRun) -> RunResult:
    """Report that no row can be retried as it was; rows whose outcome is still unknown are counted."""
    run_id = earlier.record.run_id
    counts = earlier.journal.rows.counts(run_id)
    rejected, unknown = counts[Outcome.REJECTED], counts[Outcome.UNKNOWN]
    if not unknown:
        code = "note-retry-corrections" if rejected else "note-retry-nothing"
        earlier.observer.note(code, run=run_id, count=rejected)
    return RunResult(
        run_id=run_id,
        kind="retry",
        status=RunStatus.FINISHED.value,
        entity=earlier.record.entity,
        counts={"read": unknown, **{outcome.value: 0 for outcome in Outcome}, "unknown": unknown},
        calls=earlier.sellsy.calls,
        duration_s=0.0,
    )


def _corrected(earlier: EarlierRun, path: Path, options: AgainOptions) -> RunResult:
    """Import the corrected rows with the options of the run; the layout of the file is detected anew."""
    record = earlier.record
    read = replace(earlier.reading(record), sheet=None, header_row=None, encoding=None, delimiter=None)
    again = ImportFileOptions(
        entity=record.entity,
        report=options.report,
        html=False,
        confirm=options.confirm,
        preparation=partial(Correction, ids=failed_ids(earlier.journal, record.run_id)),
        change=change_again(record),
        part=replace(Part.of(record), parent=record.run_id),
        wait_s=options.wait_s,
    )
    with earlier.session.another() as own:
        return run_file(own, path, again, load=import_options(record), read=read)


def retry_again(earlier: EarlierRun) -> Preparation:
    """Return the preparation that takes up a retry.

    Raises:
        ConfigError: the retried run is no longer in the journal.
        DataError: its file is gone or was changed since.
    """
    parent = earlier.journal.runs.find(str(earlier.record.parent))
    if earlier.record.settings.get("corrected"):
        ids = failed_ids(earlier.journal, parent.run_id)
        return file_again(earlier, partial(Correction, ids=ids))
    report = earlier.record.settings.get("report")
    return earlier.replanned(FailedRows, parent, report=Path(str(report)) if report else None)
