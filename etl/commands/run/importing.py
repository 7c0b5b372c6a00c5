"""Importing a file into an account, and deleting the records that a file names."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from etl.codecs import Country, Options, is_currency
from etl.commands.session import connected, new_id, only_writer, open_journal, settings_of
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.core.observer import Observer, SilentObserver
from etl.core.results import RunResult
from etl.mapping import read_mappings
from etl.mapping.inference import Choose
from etl.messages import Lang
from etl.recovery.closing import Closing
from etl.reports.run_report import Word, page_path, report_path
from etl.runs.importing import FileImport
from etl.runs.lifecycle import Run
from etl.runs.part import ALONE, Part
from etl.source.opening import open_source
from etl.source.options import Confirm, ImportOptions, ReadOptions
from etl.source.row_change import RowChange

_READ_OPTIONS = (
    "sheet", "header_row", "encoding", "repair_encoding", "delimiter", "hidden", "mapping", "clear_word", "empty",
)  # fmt: skip

_CREATABLE = {"tags": "tag", "sources": "source"}

_CODEC_OPTIONS = ("decimal", "date_order", "country", "currency")


def read_options(lang: Lang, options: dict[str, Any]) -> ReadOptions:
    """Take the reading options out of `options`."""
    said = {name: options.pop(name, None) for name in _CODEC_OPTIONS}
    codec = {name: value for name, value in said.items() if value is not None}
    if "country" in codec:
        codec["country"] = _country(str(codec["country"]))
    if "currency" in codec:
        codec["currency"] = _currency(str(codec["currency"]))
    read = {name: options.pop(name) for name in _READ_OPTIONS if name in options}
    read["mapping"] = read_mappings(read.get("mapping"))
    return ReadOptions(
        **read,
        codec=Options(**codec),
        date_order_said="date_order" in codec,
        currency_said="currency" in codec,
        lang=lang,
    )


def _currency(said: str) -> str:
    """Return the code of a currency said by its code."""
    code = said.strip().upper()
    if not is_currency(code):
        raise ConfigError("currency-unknown", value=said)
    return code


def _country(said: str) -> str:
    """Return the code of a country said by its name or code."""
    code = Country().decode([said], options=Options()).values[0]
    if not isinstance(code, str):
        raise ConfigError("country-unknown", value=said)
    return code


def path_of(said: str | Path | None) -> Path | None:
    """Return a path said as a text or a path, None where none is said."""
    return None if said is None else Path(said)


def import_file(
    path: str | Path,
    *,
    entity: str | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    mode: str = "upsert",
    match: Sequence[str] = (),
    on_doubt: str = "refuse",
    dry_run: bool = False,
    batch_size: int = 100,
    create_missing: Sequence[str] = (),
    tags: str = "add",
    append: Sequence[str] = (),
    find_similar: bool = False,
    recreate_deleted: bool = False,
    report: str | Path | None = None,
    html: bool = True,
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    choose: Choose | None = None,
    preparation: Callable[..., FileImport] = FileImport,
    change: RowChange | None = None,
    part: Part = ALONE,
    wait_s: float = 0.0,
    **reading: Any,
) -> RunResult:
    """Create and update the records of a file in Sellsy.

    Args:
        path: an xlsx, xls, ods, CSV, JSON Lines or Parquet file.
        entity: client, prospect, supplier, contact, opportunity, event, task or comment; None infers it.
        profile: credentials to use; None takes SELLSY_PROFILE or the environment's.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        mode: "upsert", "create" or "update".
        match: match keys in order; empty takes the entity's own order.
        on_doubt: "refuse", "create" or "update": what becomes of a row that may be a record, or another of its name.
        dry_run: do everything but write.
        batch_size: writes per request.
        create_missing: "tags", "sources": names to create where the account lacks them; else they are problems.
        tags: "add" to those a record has, or "replace" them (API v1 takes them off).
        append: columns of custom fields of several choices (cf:CODE) that are added to those a record has.
        find_similar: read the account for near doubles of what would be created; they are told, never merged.
        recreate_deleted: create records again that the file knows by an old id and that were deleted in Sellsy; else
            their rows are skipped.
        report: where the report goes, .xlsx or .csv; None puts it beside the file.
        html: write the page of the run too, beside the report.
        lang: language of the report.
        observer: hears of progress.
        confirm: is shown the bill before the first write and says whether to go on.
        choose: as for `check_file`.
        preparation: what reads the file, plans and reports; a plan writes its own workbook.
        change: the user's own function on the cells of each row; see `etl.source.row_change`.
        part: the pipeline's run and step that this is part of, and the system whose ids the file holds.
        wait_s: seconds to wait for another process that writes to the account.
        reading: as for `check_file`.

    Raises:
        DataError: the file cannot be read or its headers do not fit; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account; nothing
            unjournalled was sent.
    """
    options = ImportOptions(
        mode=_one_of(mode, ("upsert", "create", "update")),
        match=tuple(match),
        on_doubt=_one_of(on_doubt, ("refuse", "create", "update")),
        dry_run=dry_run,
        batch_size=batch_size,
        create_missing=frozenset(_CREATABLE[_one_of(one, tuple(_CREATABLE))] for one in create_missing),
        tags=_one_of(tags, ("add", "replace")),
        append=tuple(append),
        find_similar=find_similar,
        recreate_deleted=recreate_deleted,
    )
    return run_file(
        Path(path),
        options,
        entity=entity,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        report=path_of(report),
        html=html,
        read=read_options(lang, reading),
        observer=observer or SilentObserver(),
        confirm=confirm,
        choose=choose,
        preparation=preparation,
        change=change,
        part=part,
        wait_s=wait_s,
    )


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
    lang: Lang = "en",
    observer: Observer | None = None,
    confirm: Confirm | None = None,
    part: Part = ALONE,
    wait_s: float = 0.0,
    **reading: Any,
) -> RunResult:
    """Delete the records that the rows of a file name, by id or match key; a dry run unless told otherwise.

    The columns that are no keys are not read. What is deleted is journalled first, whole. Arguments and errors
    are those of `import_file`.

    Raises:
        DataError: the file cannot be read or carries no key; nothing was sent.
        ConfigError: settings, a match key or an entity do not exist.
        ApiError: Sellsy refused or did not answer; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    return run_file(
        Path(path),
        ImportOptions(mode="delete", match=tuple(match), dry_run=dry_run, batch_size=batch_size),
        entity=entity,
        profile=profile,
        sandbox=sandbox,
        settings=settings,
        report=path_of(report),
        html=html,
        read=read_options(lang, reading),
        observer=observer or SilentObserver(),
        confirm=confirm,
        part=part,
        wait_s=wait_s,
    )


def run_file(
    path: Path,
    options: ImportOptions,
    *,
    entity: str | None,
    profile: str | None,
    sandbox: bool,
    settings: Settings | None,
    report: Path | None,
    html: bool,
    read: ReadOptions,
    observer: Observer,
    confirm: Confirm | None,
    choose: Choose | None = None,
    preparation: Callable[..., FileImport] = FileImport,
    change: RowChange | None = None,
    part: Part = ALONE,
    wait_s: float = 0.0,
) -> RunResult:
    """Run a file with options that are values already; see `import_file` for arguments and errors."""
    keys_only = options.mode == "delete"
    word: Word = "delete" if keys_only else "report"
    source = open_source(
        path, entity=entity, options=read, observer=observer, keys_only=keys_only, choose=choose
    )
    with ExitStack() as stack:
        used = settings or stack.enter_context(settings_of(profile=profile, sandbox=sandbox))
        journal = stack.enter_context(open_journal(used))
        sellsy = stack.enter_context(connected(used))
        if not options.dry_run:
            # Two imports at once would each find nothing and both create.
            stack.enter_context(only_writer(journal, used.account, observer, wait_s=wait_s))
            Closing(journal, sellsy, observer).close_unfinished(
                source_sha256=source.sha256, account=used.account
            )
        prepared = preparation(
            source=source,
            read=source.options,
            options=options,
            journal=journal,
            sellsy=sellsy,
            observer=observer,
            new_id=new_id,
            profile=used.profile,
            account=used.account,
            part=part,
            change=change,
            report_path=report_path(source, report, word, tag=part.tag),
            page_path=page_path(source, report, word, tag=part.tag) if html else None,
        )
        return Run(
            prepared,
            journal,
            sellsy,
            observer,
            dry=options.dry_run,
            batch_size=options.batch_size,
            workers=options.workers,
        ).run(confirm)


def _one_of(value: str, accepted: Sequence[str]) -> Any:
    if value not in accepted:
        raise ConfigError("option-unknown", value=value, accepted=list(accepted))
    return value
