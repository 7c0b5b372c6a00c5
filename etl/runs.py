"""The part of the composition root that is about earlier runs: listed, shown, taken up again.

An earlier run is taken up on the account it was made on, and on no other.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from etl.app import account, new_id, open_journal
from etl.engine.extract import open_source, sha256_of
from etl.engine.importing import FileImport
from etl.engine.observer import Observer, SilentObserver
from etl.engine.options import Confirm, ImportOptions, ReadOptions
from etl.engine.reconcile import SETTLE_S
from etl.engine.running import Run, run_result
from etl.errors import ConfigError, DataError
from etl.journal import Journal, RunRecord, RunStatus
from etl.results import RowResult, RunResult
from etl.sellsy import Sellsy
from etl.settings import Settings

__all__ = ["list_runs", "resume_run", "run_rows", "show_run"]


def _own_journal() -> AbstractContextManager[Journal]:
    return open_journal(Settings.load(environ=os.environ, credentials=False))


def list_runs(*, limit: int = 20) -> list[RunResult]:
    """Return past runs, newest first.

    Raises:
        JournalError: the journal cannot be read.
    """
    with _own_journal() as journal:
        return [run_result(journal, run.run_id) for run in journal.runs(limit)]


def show_run(run: str) -> RunResult:
    """Return how a run ended; `run` is its id, the beginning of it, or "last".

    Raises:
        ConfigError: there is no such run.
        JournalError: the journal cannot be read.
    """
    with _own_journal() as journal:
        return run_result(journal, run)


def run_rows(run: str) -> list[RowResult]:
    """Return the results of a run's rows, in the order of the file.

    Raises:
        ConfigError: there is no such run.
    """
    with _own_journal() as journal:
        return list(journal.row_results(journal.run(run).run_id))


def resume_run(
    run: str,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    settle_s: float = SETTLE_S,
) -> RunResult:
    """Complete a run that was interrupted or killed, or that left rows unknown; `run` is its id or "last".

    `settle_s` is how many seconds a creation may stay invisible in Sellsy.

    Raises:
        ConfigError: there is no such run, or nothing of it is left to do.
        DataError: its file is gone or was changed since.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another process works on the run.
    """
    said = observer or SilentObserver()
    with _earlier(run, profile=profile, sandbox=sandbox, settings=settings) as (record, journal, sellsy):
        _resumable(journal, record)
        options = _import_options(record)
        return Run(
            _file_again(record, options, journal, sellsy, said),
            journal,
            sellsy,
            said,
            batch_size=options.batch_size,
            workers=options.workers,
            settle_s=settle_s,
        ).resume(record.run_id, confirm)


@contextmanager
def _earlier(
    run: str, *, profile: str | None, sandbox: bool, settings: Settings | None
) -> Iterator[tuple[RunRecord, Journal, Sellsy]]:
    """Yield an earlier run with its journal and its account, which nobody else writes to meanwhile.

    The run's own profile, or the embedded sandbox, is used where none is said.

    Raises:
        ConfigError: there is no such run, or it was made on another account.
        JournalError: another process writes to the account.
    """
    with ExitStack() as stack:
        home = settings or Settings.load(environ=os.environ, profile=profile, credentials=False)
        journal = stack.enter_context(open_journal(home))
        record = journal.run(run)
        local = sandbox or record.account == str(home.sandbox_db)
        chosen = profile or (None if local else record.profile)
        used, sellsy = stack.enter_context(account(profile=chosen, sandbox=local, settings=settings))
        if record.account is not None and record.account != used.account:
            raise ConfigError(
                "run-other-account", run=record.run_id, account=record.account, used=used.account
            )
        stack.enter_context(journal.lock_account(used.account))
        yield record, journal, sellsy


def _file_again(
    record: RunRecord, options: ImportOptions, journal: Journal, sellsy: Sellsy, observer: Observer
) -> FileImport:
    """Return what prepares the run of a file again.

    Raises:
        DataError: the file is gone or was changed since.
    """
    kept = record.settings
    reading, report = kept.get("reading"), kept.get("report")
    read = ReadOptions.from_json(reading if isinstance(reading, dict) else {})
    keys_only = options.mode == "delete"
    path = _same_source(record)
    return FileImport(
        source=open_source(path, entity=record.entity, options=read, observer=observer, keys_only=keys_only),
        read=read,
        options=options,
        journal=journal,
        sellsy=sellsy,
        observer=observer,
        new_id=new_id,
        profile=record.profile,
        account=record.account,
        parent=record.parent,
        report_path=Path(str(report)) if report else None,
    )


def _resumable(journal: Journal, record: RunRecord) -> None:
    """Refuse a run of which nothing is left to do."""
    unknown = journal.counts(record.run_id)["unknown"]
    if record.kind not in ("import", "delete") or (record.status is RunStatus.FINISHED and not unknown):
        raise ConfigError("resume-nothing", run=record.run_id)


def _import_options(record: RunRecord) -> ImportOptions:
    kept: dict[str, Any] = dict(record.settings)
    return ImportOptions(
        mode=kept["mode"],
        match=tuple(kept["match"]),
        batch_size=int(kept["batch_size"]),
        create_missing=frozenset(kept.get("create_missing") or ()),
    )


def _same_source(record: RunRecord) -> Path:
    """Return the file of a run, unchanged.

    Raises:
        DataError: it is gone, or was changed since the run began.
    """
    path = Path(str(record.source))
    if not path.is_file():
        raise DataError("resume-source-gone", run=record.run_id, path=path)
    if sha256_of(path) != record.source_sha256:
        raise DataError("resume-source-changed", run=record.run_id, path=path)
    return path
