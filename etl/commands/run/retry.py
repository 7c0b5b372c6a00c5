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
from etl.commands.run.file_options import ImportFileOptions
from etl.commands.run.file_runs import run_file
from etl.commands.run.from_report import (
    import_report,
    merged_options,
    reading_of_run,
    refuse_other_kind,
    report_run,
)
from etl.commands.run.reading_options import path_of
from etl.commands.run.undo import refuse_undone
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import Outcome, Problem, RunResult, Severity
from etl.journal import LOADING, RunStatus
from etl.runs.importing import FileImport
from etl.runs.lifecycle import Preparation
from etl.runs.part import Part
from etl.runs.retrying import Correction, FailedRows, ReportImport
from etl.runs.written_ids import Earlier, failed_ids, family, family_ids, report_ids
from etl.sheets import beside
from etl.source.own.report import OwnReport

__all__ = ["import_again", "import_corrected", "retry_again", "retry_run"]


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
    if path is None and Path(run).is_file():
        alone = ImportFileOptions(report=options.report, confirm=options.confirm, wait_s=options.wait_s)
        return import_corrected(session, Path(run), alone)
    with take_up(session, run, wait_s=options.wait_s, lang=options.lang) as earlier:
        _ready(earlier, options.settle_s)
        if path is None:
            return _as_they_were(earlier, options)
        _close_corrections(earlier, options.settle_s)
    return _corrected(earlier, Path(path), options)


def import_corrected(session: Session, path: Path, options: ImportFileOptions) -> RunResult:
    """Import a file; a report of ours that was corrected is imported as its original file was, and never twice.

    Raises:
        ConfigError: a value is not accepted, or it is the report of a deletion.
        DataError: it cannot be read.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account.
    """
    own = OwnReport.at(path)
    if own is None or options.preparation is not FileImport:
        return run_file(session, path, options, load=options.load(), read=options.values(session.lang))
    if options.trial is not None:
        raise ConfigError("trial-report", path=path)
    record = report_run(session.journal, own) if own.again else None
    if record is None or record.account != session.settings.account:
        return import_report(session, own, options)
    again = AgainOptions(report=options.report, confirm=options.confirm, wait_s=options.wait_s)
    with take_up(session, record.run_id, wait_s=options.wait_s, lang=session.lang) as earlier:
        if not options.dry_run:
            _ready(earlier, again.settle_s)
            _close_corrections(earlier, again.settle_s)
    return _corrected(earlier, path, again, given=options)


def _ready(earlier: EarlierRun, settle_s: float) -> None:
    """Settle the rows of unknown outcome.

    Raises:
        ConfigError: the run did not finish, or is of a kind without rows to retry.
    """
    record = earlier.record
    if record.kind == "undo":
        raise ConfigError("retry-undo", run=record.run_id, parent=record.parent)
    if record.kind not in LOADING:
        raise ConfigError("retry-kind", run=record.run_id, kind=record.kind)
    if record.status is not RunStatus.FINISHED:
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


def _corrected(
    earlier: EarlierRun, path: Path, options: AgainOptions, given: ImportFileOptions | None = None
) -> RunResult:
    """Import the corrected rows with the options of the run, and those given now.

    Raises:
        ConfigError: the file is the report of another run.
    """
    record, own = earlier.record, OwnReport.at(path)
    stated = given or ImportFileOptions()
    load = merged_options(import_options(record), stated.load())
    if own is None:
        read = replace(earlier.reading(record), sheet=None, header_row=None, encoding=None, delimiter=None)
    else:
        refuse_other_kind(own, "import")
        if own.again and own.identity not in family(earlier.journal, record):
            raise ConfigError("retry-other-report", path=path, run=record.run_id, other=own.identity)
        read = reading_of_run(record, own, stated.values(earlier.lang or earlier.session.lang))
    again = replace(
        stated,
        entity=stated.entity or record.entity,
        report=options.report,
        confirm=options.confirm,
        preparation=partial(Correction, written=_written(earlier, own)),
        change=change_again(record),
        part=replace(Part.of(record), parent=record.run_id),
        wait_s=options.wait_s,
    )
    with earlier.session.another() as session:
        return run_file(session, path, again, load=load, read=read)


def _written(earlier: EarlierRun, own: OwnReport | None) -> Earlier:
    """Return what the rows of a corrected file have written already, by row of the earlier run."""
    run_id = earlier.record.run_id
    if own is None:
        return Earlier(failed_ids(earlier.journal, run_id))
    last = own.last or earlier.journal.rows.last(run_id)
    return family_ids(earlier.journal, run_id, last=last, whole=not own.again)


def import_again(earlier: EarlierRun) -> Preparation:
    """Return the preparation that takes up an import; that of a report knows what earlier ones of it wrote.

    Raises:
        DataError: its file is gone or was changed since.
    """
    record, report = earlier.record, earlier.record.settings.get("report_of")
    own = None if report is None else OwnReport.at(Path(str(record.source)))
    if own is None:
        return file_again(earlier)
    written = report_ids(earlier.journal, own.identity, str(record.account), last=own.last)
    return file_again(earlier, partial(ReportImport, written=written))


def retry_again(earlier: EarlierRun) -> Preparation:
    """Return the preparation that takes up a retry.

    Raises:
        ConfigError: the retried run is no longer in the journal.
        DataError: its file is gone or was changed since.
    """
    parent = earlier.journal.runs.find(str(earlier.record.parent))
    if earlier.record.settings.get("corrected"):
        own = OwnReport.at(Path(str(earlier.record.source)))
        above = replace(earlier, record=parent)
        return file_again(earlier, partial(Correction, written=_written(above, own)))
    report = earlier.record.settings.get("report")
    return earlier.replanned(FailedRows, parent, report=Path(str(report)) if report else None)
