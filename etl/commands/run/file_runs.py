"""Run a file from its opening to its report."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from etl.commands.run.file_options import RunOptions
from etl.commands.run.reading_options import path_of
from etl.commands.run.undo import undo_trial
from etl.commands.session import Session
from etl.core.results import RunResult
from etl.messages import text
from etl.recovery.closing import Closing
from etl.reports.file_report import Owner
from etl.reports.run_report import Word, page_path, report_path
from etl.runs.checking import count_fixable
from etl.runs.lifecycle import Run
from etl.runs.trial import Trial
from etl.source.opening import open_source
from etl.source.options import ImportOptions, ReadOptions

__all__ = ["run_file"]


def run_file(
    session: Session, path: Path, options: RunOptions, *, load: ImportOptions, read: ReadOptions
) -> RunResult:
    """Run a file with the engine's options `load` and `read`; `options` has the rest.

    Raises:
        DataError: the file cannot be read or its headers do not fit; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account; nothing
            unjournalled was sent.
    """
    keys_only = load.mode == "delete"
    word: Word = "delete" if keys_only else "report"
    report, part, observer = path_of(options.report), options.part, session.observer
    source = open_source(
        path,
        entity=options.entity,
        options=read,
        observer=observer,
        keys_only=keys_only,
        choose=options.choose,
    )
    source = replace(source, tried=part.tried)
    if options.offer_fixes is not None and not read.accept_fixes:
        fixable = count_fixable(source, options.change)
        if fixable and options.offer_fixes(fixable):
            source = source.accepting_fixes()
    account, journal, sellsy = session.settings.account, session.journal, session.sellsy
    with ExitStack() as stack:
        if not load.dry_run:
            # Two simultaneous imports would each find no record and both create one.
            stack.enter_context(session.only_writer(account, wait_s=options.wait_s))
            Closing(journal, sellsy, observer).close_unfinished(source_sha256=source.sha256, account=account)
        prepared = options.preparation(
            source=source,
            read=source.options,
            options=load,
            journal=journal,
            sellsy=sellsy,
            observer=observer,
            new_id=session.new_id,
            profile=session.settings.profile,
            account=account,
            owner=_owner(session),
            part=part,
            change=options.change,
            report_path=report_path(source, report, word, tag=part.tag),
            details=options.details,
            page_path=page_path(source, report, word, tag=part.tag) if options.html else None,
        )
        trial = None if options.trial is None else Trial(options.trial, prepared, options.decide)
        run = Run(
            prepared,
            journal,
            sellsy,
            observer,
            dry=load.dry_run,
            batch_size=load.batch_size,
            workers=load.workers,
            trial=trial,
        )
        result = run.run(options.confirm)
    undo_trial(session, run)
    return result


def _owner(session: Session) -> Owner:
    """Return how people call the account, and who works in it."""
    settings = session.settings
    if settings.local:
        return Owner(text("book-account-local", lang=session.lang))
    return Owner(settings.company or settings.profile, settings.person)
