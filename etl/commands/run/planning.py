"""Planning a file and applying that very plan."""

from dataclasses import replace
from pathlib import Path

from etl.commands.option_checks import check_path
from etl.commands.run.earlier_run import AS_USUAL, AgainOptions, EarlierRun, refuse_twice, take_up
from etl.commands.run.file_options import ImportFileOptions
from etl.commands.run.importing import import_file
from etl.commands.run.reading_options import path_of
from etl.commands.run.undo import undo_trial
from etl.commands.session import Session
from etl.core.errors import ConfigError, DataError
from etl.core.results import RunResult
from etl.journal import RunRecord, RunStatus
from etl.runs.applying import PlanApplication
from etl.runs.plan_file import FilePlan, read_plan, seal_of
from etl.runs.trial import Trial
from etl.sheets import beside
from etl.source.opening import sha256_of

__all__ = ["application_again", "apply_plan", "plan_file"]


def plan_file(session: Session, path: str | Path, options: ImportFileOptions) -> RunResult:
    """Plan an import: every cell that it would change goes into the workbook `report`; see `etl.plan_file`.

    Raises:
        ConfigError: the workbook is none, or as `import_file`.
    """
    place = path_of(options.report) or beside(check_path("path", path), ".plan.xlsx")
    if "\0" in str(place):
        raise ConfigError("path-name", path=place)
    if place.suffix.lower() != ".xlsx":
        raise ConfigError("report-suffix", path=place, accepted=[".xlsx"])
    return import_file(session, path, replace(options, dry_run=True, report=place, preparation=FilePlan))


def apply_plan(session: Session, path: str | Path, options: AgainOptions = AS_USUAL) -> RunResult:
    """Send exactly the writes of a plan, once; see `etl.apply_plan`.

    Raises:
        DataError: the file is no plan, was edited, or does not fit the journal; nothing was sent.
        ConfigError: the plan's run is not in the journal, is of another account, or was applied already.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    plan = Path(path)
    sealed_plan = read_plan(plan)
    with take_up(session, sealed_plan.run, wait_s=options.wait_s, lang=options.lang) as earlier:
        record = earlier.record
        if record.kind != "plan" or record.status is not RunStatus.FINISHED:
            raise ConfigError("plan-unfinished", run=record.run_id)
        if seal_of(earlier.journal, record) != sealed_plan.seal:
            raise DataError("plan-unfit", path=plan, run=record.run_id)
        refuse_twice(earlier, ("apply",), code="plan-applied")
        _note_source(earlier, record)
        earlier.closing().close_unfinished(
            source_sha256=str(record.source_sha256), account=str(record.account)
        )
        place = path_of(options.report) or beside(plan, ".applied.xlsx")
        application = earlier.replanned(PlanApplication, record, report=place)
        trial = None if options.trial is None else Trial(options.trial, application, options.decide)
        run = earlier.run(application, trial=trial)
        result = run.run(options.confirm)
    undo_trial(session, run)
    return result


def application_again(earlier: EarlierRun) -> PlanApplication:
    """Return what prepares the application of a plan again.

    Raises:
        ConfigError: the plan is no longer in the journal.
    """
    report = earlier.record.settings.get("report")
    plan = earlier.journal.runs.find(str(earlier.record.parent))
    return earlier.replanned(PlanApplication, plan, report=Path(str(report)) if report else None)


def _note_source(earlier: EarlierRun, plan: RunRecord) -> None:
    """Report that the file changed since it was planned: what is sent is the plan."""
    path = Path(str(plan.source))
    if path.is_file() and sha256_of(path) != plan.source_sha256:
        earlier.observer.note("note-plan-source", path=path)
