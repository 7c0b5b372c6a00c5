"""The public functions on earlier runs: resume, retry, verify, undo, prune."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.commands.api.run_rows import with_rows
from etl.commands.run import pruning, resume, retry, undo
from etl.commands.run.earlier_run import AgainOptions
from etl.commands.run.pruning import Pruned
from etl.commands.run.undo import UndoRunOptions
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.observer import Observer
from etl.core.results import RunResult
from etl.messages import Lang
from etl.recovery.search import SETTLE_S
from etl.runs.trial import Decide
from etl.runs.verifying import RunCheck
from etl.source.options import Confirm


def resume_run(
    run: str,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang | None = None,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    settle_s: float = SETTLE_S,
    wait_s: float = 0.0,
    decide: Decide | None = None,
) -> RunResult:
    """Complete a run that was interrupted or killed, or that left rows unknown; `run` is its id or "last".

    `lang` is the language of the report, None that of the run. `settle_s` is how many seconds a creation may stay
    invisible in Sellsy, `wait_s` how many another process that writes to the account is waited for. A run that stopped
    after its trial goes on; of one that was cut short in its trial, `decide` receives this first (see `import_file`).

    Raises:
        ConfigError: there is no such run, or nothing is left to do.
        DataError: its file is gone or was changed since.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process works on the run.
    """
    options = AgainOptions(lang=lang, confirm=confirm, settle_s=settle_s, wait_s=wait_s, decide=decide)
    with Session.open(profile=profile, sandbox=sandbox, settings=settings, observer=observer) as session:
        return with_rows(session, resume.resume_run(session, run, options))


def retry_run(
    run: str,
    path: str | Path | None = None,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    report: str | Path | None = None,
    lang: Lang | None = None,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    settle_s: float = SETTLE_S,
    wait_s: float = 0.0,
) -> RunResult:
    """Retry the rows of a run that failed or whose outcome is unknown; nothing is written twice.

    What has no known outcome is looked up first: what was done is settled in that run, what surely was not is tried
    again. A row whose record was created already updates it. Where nothing is to be tried again no run is made:
    the result has no rows, under the id of the run itself, and the observer hears of it.

    Args:
        run: id of the run, the beginning of it, or "last".
        path: the corrected rows, as the run's report has them; None tries the rows as they were.
        profile: credentials to use; None takes those of the run.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        report: where the report goes; None puts it beside the file.
        lang: language of the report; None is that of the run.
        observer: receives progress.
        confirm: receives the estimated cost before the first write and returns whether to go on.
        settle_s: seconds during which a creation may not be seen yet.
        wait_s: seconds to wait for another process that writes to the account.

    Raises:
        ConfigError: there is no such run, it did not finish, or its rows were retried already.
        DataError: the file cannot be read.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    options = AgainOptions(report=report, lang=lang, confirm=confirm, settle_s=settle_s, wait_s=wait_s)
    with Session.open(profile=profile, sandbox=sandbox, settings=settings, observer=observer) as session:
        return with_rows(session, retry.retry_run(session, run, path, options))


def verify_run(
    run: str,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang | None = None,
    observer: Observer | None = None,
) -> RunCheck:
    """Read every record of a run again and mark its row: as sent, different, gone, or not readable; nothing is written.

    `lang` is the language of what is shown, None that of the run.

    Raises:
        ConfigError: there is no such run, it was made on another account, or it wrote nothing that can be read.
        ApiError: see `etl.core.errors`.
        JournalError: the journal cannot be read, or another process works on the run.
    """
    with Session.open(profile=profile, sandbox=sandbox, settings=settings, observer=observer) as session:
        return resume.verify_run(session, run, lang=lang)


def undo_run(
    run: str,
    *,
    dry_run: bool = True,
    force: bool = False,
    beside: Sequence[str] = (),
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    batch_size: int = 100,
    report: str | Path | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    settle_s: float = SETTLE_S,
    wait_s: float = 0.0,
) -> RunResult:
    """Undo a run: delete what it created, restore what it changed, recreate what it deleted; a dry run by default.

    Only what Sellsy still holds as the run left it is undone; what somebody changed since, and records of the run
    that somebody added to, are kept and listed. The undo is a run of its own: it can be resumed, and undone.

    Args:
        run: the id, or the beginning of it, of an import, a deletion, a retry, an applied plan or an undo; "last" is
            the newest run that wrote.
        dry_run: say what would be done, write nothing to Sellsy.
        force: undo what was changed since, too.
        beside: the runs that are undone together with it; a dry run supposes that what they made is gone.
        profile: credentials to use; None takes those of the run.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        batch_size: writes per request.
        report: where the report workbook goes; None puts it beside the file of the run, as NAME.undo.xlsx.
        lang: language of the report.
        observer: receives progress, and of what cannot be undone.
        confirm: receives the estimated cost before the first write and returns whether to go on.
        settle_s: seconds during which a creation without an answer may stay invisible in Sellsy.
        wait_s: seconds during which another process that writes to the account is waited for.

    Raises:
        ConfigError: there is no such run, it wrote nothing, its undo did not finish, or was itself undone.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    options = UndoRunOptions(
        dry_run=dry_run,
        force=force,
        beside=beside,
        batch_size=batch_size,
        report=report,
        confirm=confirm,
        settle_s=settle_s,
        wait_s=wait_s,
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return with_rows(session, undo.undo_run(session, run, options))


def prune_runs(
    older_than: str, *, dry_run: bool = True, settings: Settings | None = None, now: datetime | None = None
) -> Pruned:
    """Delete old finished runs from the journal and free their space; unfinished runs and unknown rows stay.

    `older_than` is a time ago (90d, 12w) or a date. A run stays as long as one of its family does (the plan it
    applies, the run it retries or undoes). By default nothing is forgotten, only listed.

    Raises:
        ConfigError: `older_than` is neither.
        JournalError: the journal cannot be written, or another process is in the way.
    """
    with Session.open(settings=settings) as session:
        return pruning.prune_runs(session, older_than, dry_run=dry_run, now=now)
