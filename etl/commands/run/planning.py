"""Planning a file and applying that very plan."""

from pathlib import Path
from typing import Any

from etl.commands.run.earlier_run import EarlierRun, refuse_twice, take_up
from etl.commands.run.importing import import_file
from etl.config.settings import Settings
from etl.core.errors import ConfigError, DataError
from etl.core.observer import Observer, SilentObserver
from etl.core.results import RunResult
from etl.journal import RunRecord, RunStatus
from etl.runs.applying import PlanApplication
from etl.runs.plan_file import FilePlan, read_plan, seal_of
from etl.sheets import beside
from etl.source.opening import sha256_of
from etl.source.options import Confirm

__all__ = ["application_again", "apply_plan", "plan_file"]


def plan_file(path: str | Path, *, output: str | Path | None = None, **options: Any) -> RunResult:
    """Plan an import and write every cell it would change, old and new, into a workbook; nothing is sent.

    Args:
        path: an xlsx, xls, ods or CSV file.
        output: where the plan goes; None puts it beside the file, as NAME.plan.xlsx.
        options: those of `import_file`, but for `dry_run` and `report`.

    Raises:
        DataError: the file cannot be read or its headers do not fit.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: Sellsy refused or did not answer.
        JournalError: the journal cannot be written.
    """
    place = Path(output) if output is not None else beside(Path(path), ".plan.xlsx")
    if "\0" in str(place):
        raise ConfigError("path-name", path=place)
    if place.suffix.lower() != ".xlsx":
        raise ConfigError("report-suffix", path=place, accepted=[".xlsx"])
    return import_file(path, dry_run=True, report=place, preparation=FilePlan, **options)


def apply_plan(
    path: str | Path,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    report: str | Path | None = None,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    wait_s: float = 0.0,
) -> RunResult:
    """Send exactly what a plan says, once; rows whose record drifted since are rejected, naming field, then and now.

    Args:
        path: the workbook that `plan_file` wrote.
        profile: credentials to use; None takes those of the plan.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        report: where the report workbook goes; None puts it beside the plan.
        observer: hears of progress.
        confirm: is shown the bill before the first write and says whether to go on.
        wait_s: seconds to wait for another process that writes to the account.

    Raises:
        DataError: the file is no plan, was edited, or does not fit the journal; nothing was sent.
        ConfigError: the plan's run is not in the journal, is of another account, or was applied already.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    plan = Path(path)
    said = read_plan(plan)
    with take_up(
        said.run,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        observer=observer or SilentObserver(),
        wait_s=wait_s,
    ) as earlier:
        record = earlier.record
        if record.kind != "plan" or record.status is not RunStatus.FINISHED:
            raise ConfigError("plan-unfinished", run=record.run_id)
        if seal_of(earlier.journal, record) != said.seal:
            raise DataError("plan-unfit", path=plan, run=record.run_id)
        refuse_twice(earlier, ("apply",), code="plan-applied")
        _note_source(earlier, record)
        earlier.closing().close_unfinished(
            source_sha256=str(record.source_sha256), account=str(record.account)
        )
        place = Path(report) if report is not None else beside(plan, ".applied.xlsx")
        return earlier.run(earlier.replanned(PlanApplication, record, report=place)).run(confirm)


def application_again(earlier: EarlierRun) -> PlanApplication:
    """Return what prepares the application of a plan again.

    Raises:
        ConfigError: the plan is not in the journal any more.
    """
    report = earlier.record.settings.get("report")
    plan = earlier.journal.runs.find(str(earlier.record.parent))
    return earlier.replanned(PlanApplication, plan, report=Path(str(report)) if report else None)


def _note_source(earlier: EarlierRun, plan: RunRecord) -> None:
    """Say that the file changed since it was planned: what is sent is the plan."""
    path = Path(str(plan.source))
    if path.is_file() and sha256_of(path) != plan.source_sha256:
        earlier.observer.note("note-plan-source", path=path)
