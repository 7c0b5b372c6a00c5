"""The public functions on files: check, import, delete, plan, and apply a plan."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from etl.commands.api.run_rows import with_rows
from etl.commands.run import checking, importing, planning
from etl.commands.run.checking import CheckFileOptions
from etl.commands.run.earlier_run import AgainOptions
from etl.commands.run.importing import DeleteFileOptions, ImportFileOptions
from etl.commands.run.reading_options import ReadingOptions
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.observer import Observer
from etl.core.results import RunResult
from etl.mapping.inference import Choose
from etl.messages import Lang
from etl.runs.checking import CheckResult
from etl.runs.trial import Decide
from etl.source.options import Confirm
from etl.source.row_change import RowChange

_READING = frozenset(field.name for field in fields(ReadingOptions)) - {"explicit"}
_PLANNING = frozenset(field.name for field in fields(ImportFileOptions)) - {
    "dry_run",
    "offer_fixes",
    "part",
    "preparation",
    "report",
    "explicit",
    "trial",
    "decide",
}


def check_file(
    path: str | Path,
    *,
    entity: str | None = None,
    report: str | Path | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    choose: Choose | None = None,
    find_similar: bool = False,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    **reading: Any,
) -> CheckResult:
    """Read and validate a file; nothing is sent. See `ReadOptions` for `reading`.

    Args:
        path: an xlsx, xls, ods, CSV, JSON Lines or Parquet file.
        entity: client, prospect, supplier, contact, opportunity, event, task or comment; None infers it.
        report: where the report goes, .xlsx or .csv; None puts it beside the file.
        lang: language of the report.
        observer: receives progress.
        choose: receives the possible entities of the rows, where the file is ambiguous, and returns a name.
        find_similar: read the account, whose records may be near duplicates too, and which must have the names of the
            rows (staff, steps, sources, tags…).
        profile: credentials to use then, as for `import_file`; so `sandbox` and `settings`.
        sandbox: see `profile`.
        settings: see `profile`.
        reading: sheet, header_row, encoding, repair_encoding, delimiter, hidden, clear_word, empty, on_bad_cell,
            accept_fixes, decimal, date_order, country, currency, and
            mapping: header -> column, a YAML file, the name of a mapping that ships, or several of these.

    Raises:
        DataError: the file cannot be read or its headers do not fit.
        ConfigError: there is no such entity.
        ApiError: the account cannot be read (`find_similar`).
    """
    _check_keywords("check_file", reading, _READING)
    options = CheckFileOptions(
        entity=entity,
        report=report,
        choose=choose,
        find_similar=find_similar,
        explicit=frozenset(reading),
        **reading,
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return checking.check_file(session, path, options)


def import_file(
    path: str | Path,
    *,
    entity: str | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    mode: str | None = None,
    match: Sequence[str] = (),
    on_doubt: str | None = None,
    dry_run: bool = False,
    batch_size: int = 100,
    create_missing: Sequence[str] = (),
    tags: str | None = None,
    append: Sequence[str] = (),
    find_similar: bool = False,
    recreate_deleted: bool = False,
    report: str | Path | None = None,
    html: bool = True,
    details: bool = False,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    choose: Choose | None = None,
    change: RowChange | None = None,
    wait_s: float = 0.0,
    trial: int | None = None,
    decide: Decide | None = None,
    **reading: Any,
) -> RunResult:
    """Create and update the records of a file in Sellsy.

    Args:
        path: an xlsx, xls, ods, CSV, JSON Lines or Parquet file.
        entity: client, prospect, supplier, contact, opportunity, event, task or comment; None infers it.
        profile: credentials to use; None takes SELLSY_PROFILE or the environment's.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        mode: "upsert", "create" or "update"; None is "upsert", of a report of ours what it remembers.
        match: match keys in order; empty takes the entity's own order.
        on_doubt: "refuse", "create" or "update": what becomes of a row that may be a record, or another of its name;
            None is "refuse", or what a report of ours remembers.
        dry_run: do everything but write.
        batch_size: writes per request.
        create_missing: "tags", "sources": names to create where the account lacks them; else they are problems.
        tags: "add" to those a record has, or "replace" them (API v1 takes them off); None is "add", or what a report
            of ours remembers.
        append: columns of custom fields of several choices (cf:CODE) that are added to those a record has.
        find_similar: read the account for near duplicates of what would be created; they are reported, never merged.
        recreate_deleted: create records again that the file knows by an old id and that were deleted in Sellsy; else
            their rows are skipped.
        report: where the report goes, .xlsx or .csv; None puts it beside the file.
        html: write the page of the run too, beside the report.
        details: show the HTTP requests of the run on its page.
        lang: language of the report.
        observer: receives progress.
        confirm: receives the estimated cost before the first write and returns whether to go on.
        choose: as for `check_file`.
        change: the user's own function on the cells of each row; see `etl.source.row_change`.
        wait_s: seconds to wait for another process that writes to the account.
        trial: write this many rows that differ first, and read them back; see `etl.runs.trial`.
        decide: receives the trial, a `Tried`, and returns "go" (the rest follows), "undo" or "stop"; None stops: the
            run is then unfinished, `resume_run` goes on with it, `undo_run` undoes the trial.
        reading: as for `check_file`.

    Raises:
        DataError: the file cannot be read or its headers do not fit; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account; nothing
            unjournalled was sent.
    """
    _check_keywords("import_file", reading, _READING)
    chosen = {"mode": mode, "on_doubt": on_doubt, "tags": tags}
    reading |= {name: value for name, value in chosen.items() if value is not None}
    options = ImportFileOptions(
        entity=entity,
        match=match,
        dry_run=dry_run,
        batch_size=batch_size,
        create_missing=create_missing,
        append=append,
        find_similar=find_similar,
        recreate_deleted=recreate_deleted,
        report=report,
        html=html,
        details=details,
        confirm=confirm,
        choose=choose,
        change=change,
        wait_s=wait_s,
        trial=trial,
        decide=decide,
        explicit=frozenset(reading),
        **reading,
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return with_rows(session, importing.import_file(session, path, options))


def delete_file(
    path: str | Path,
    *,
    entity: str,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    match: Sequence[str] = (),
    dry_run: bool = True,
    batch_size: int = 100,
    report: str | Path | None = None,
    html: bool = True,
    details: bool = False,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    wait_s: float = 0.0,
    **reading: Any,
) -> RunResult:
    """Delete the records that the rows of a file name, by id or match key; a dry run by default.

    The columns that are no keys are not read. What is deleted is journalled first, whole. Arguments and errors
    are those of `import_file`.

    Raises:
        DataError: the file cannot be read or carries no key; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    _check_keywords("delete_file", reading, _READING)
    options = DeleteFileOptions(
        entity=entity,
        match=match,
        dry_run=dry_run,
        batch_size=batch_size,
        report=report,
        html=html,
        details=details,
        confirm=confirm,
        wait_s=wait_s,
        explicit=frozenset(reading),
        **reading,
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return with_rows(session, importing.delete_file(session, path, options))


def plan_file(
    path: str | Path,
    *,
    output: str | Path | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    **options: Any,
) -> RunResult:
    """Plan an import and write every cell it would change, old and new, into a workbook; nothing is sent.

    Args:
        path: an xlsx, xls, ods or CSV file.
        output: where the plan goes; None puts it beside the file, as NAME.plan.xlsx.
        profile: as for `import_file`; so `sandbox`, `settings`, `lang` and `observer`.
        sandbox: see `profile`.
        settings: see `profile`.
        lang: see `profile`.
        observer: see `profile`.
        options: the other ones of `import_file`, but for `dry_run` and `report`.

    Raises:
        DataError: the file cannot be read or its headers do not fit.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: see `etl.core.errors`.
        JournalError: the journal cannot be written.
    """
    _check_keywords("plan_file", options, _PLANNING)
    wanted = ImportFileOptions(report=output, explicit=frozenset(options), **options)
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return with_rows(session, planning.plan_file(session, path, wanted))


def apply_plan(
    path: str | Path,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    report: str | Path | None = None,
    lang: Lang | None = None,
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    wait_s: float = 0.0,
    trial: int | None = None,
    decide: Decide | None = None,
) -> RunResult:
    """Send exactly the writes of a plan, once; rows whose record has drifted are rejected with field, then and now.

    Args:
        path: the workbook that `plan_file` wrote.
        profile: credentials to use; None takes those of the plan.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        report: where the report workbook goes; None puts it beside the plan.
        lang: language of the report; None is that of the plan.
        observer: receives progress.
        confirm: receives the estimated cost before the first write and returns whether to go on.
        wait_s: seconds to wait for another process that writes to the account.
        trial: as for `import_file`, of the rows of the plan; so is `decide`.
        decide: see `trial`.

    Raises:
        DataError: the file is no plan, was edited, or does not fit the journal; nothing was sent.
        ConfigError: the plan's run is not in the journal, is of another account, or was applied already.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another process writes to the account.
    """
    options = AgainOptions(
        report=report, lang=lang, confirm=confirm, wait_s=wait_s, trial=trial, decide=decide
    )
    with Session.open(profile=profile, sandbox=sandbox, settings=settings, observer=observer) as session:
        return with_rows(session, planning.apply_plan(session, path, options))


def _check_keywords(function: str, given: Iterable[str], accepted: Collection[str]) -> None:
    """Refuse a keyword that a public function does not take.

    Raises:
        TypeError: as Python does for any function.
    """
    for name in given:
        if name not in accepted:
            raise TypeError(f"{function}() got an unexpected keyword argument '{name}'")
