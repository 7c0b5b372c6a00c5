"""Earlier runs: completed, or read back and compared with what they sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from etl.commands.option_checks import one_of_or_none
from etl.commands.run.earlier_run import (
    AS_USUAL,
    AgainOptions,
    EarlierRun,
    file_again,
    import_options,
    take_up,
)
from etl.commands.run.planning import application_again
from etl.commands.run.retry import import_again, retry_again
from etl.commands.run.undo import refuse_undone, undo_again, undo_trial
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import RunResult
from etl.journal import LOADING, RunStatus
from etl.messages import LANGS, Lang
from etl.recovery.closing import TAKEN_OVER
from etl.runs.lifecycle import Preparation
from etl.runs.trial import trial_left
from etl.runs.verifying import RunCheck, Verification
from etl.source.opening import sha256_of

_AGAIN: Mapping[str, Callable[[EarlierRun], Preparation]] = {
    "import": import_again,
    "delete": file_again,
    "apply": application_again,
    "retry": retry_again,
    "undo": undo_again,
}
"""Kind of run -> the function that prepares it again; runs of other kinds write nothing."""


def unfinished_run(session: Session, path: str | Path) -> str | None:
    """Return the id of the newest unfinished import of a file into the account, or None.

    Raises:
        JournalError: the journal cannot be read.
    """
    if not Path(path).is_file():
        return None
    runs = session.journal.runs.unfinished(sha256_of(Path(path)))
    return next(
        (run.run_id for run in runs if run.account == session.account and run.kind in TAKEN_OVER), None
    )


def resume_run(session: Session, run: str, options: AgainOptions = AS_USUAL) -> RunResult:
    """Complete a run that was interrupted or killed, or that left rows unknown; see `etl.resume_run`.

    Raises:
        ConfigError: there is no such run, or nothing is left to do.
        DataError: its file is gone or was changed since.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process works on the run.
    """
    with take_up(session, run, wait_s=options.wait_s, lang=options.lang) as earlier:
        preparation = _again(earlier)(earlier)
        trial = trial_left(earlier.record, preparation, options.decide)
        again = earlier.run(preparation, settle_s=options.settle_s, trial=trial)
        result = again.resume(earlier.record.run_id, options.confirm)
    undo_trial(session, again)
    return result


def verify_run(session: Session, run: str, *, lang: Lang | None = None) -> RunCheck:
    """Read every record of a run again and mark its row; see `etl.verify_run`.

    Raises:
        ConfigError: there is no such run, it was made on another account, or it wrote nothing that can be read.
        ApiError: see `etl.core.errors`.
        JournalError: the journal cannot be read, or another process works on the run.
    """
    one_of_or_none(lang, LANGS)
    with take_up(session, run, writes=False, lang=lang) as earlier:
        record = earlier.record
        if record.kind not in LOADING:
            raise ConfigError("verify-kind", run=record.run_id)
        with earlier.journal.lock(record.run_id):
            options = replace(import_options(record), mode="upsert")
            return earlier.replanned(Verification, record, options=options).check()


def _again(earlier: EarlierRun) -> Callable[[EarlierRun], Preparation]:
    """Return the preparation that takes up a run of its kind.

    Raises:
        ConfigError: nothing is left to do.
    """
    record = earlier.record
    refuse_undone(earlier.journal, record)
    unknown = earlier.journal.rows.counts(record.run_id)["unknown"]
    if record.kind not in _AGAIN or (record.status is RunStatus.FINISHED and not unknown):
        raise ConfigError("resume-nothing", run=record.run_id)
    return _AGAIN[record.kind]
