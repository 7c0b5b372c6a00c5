"""Export an entity, or all of them, to files."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from os import PathLike
from pathlib import Path, PurePath

from etl.commands.data.export_log import ExportLog
from etl.commands.data.export_options import EVERYTHING, ColumnNames, ExportOptions, Wanted, parts_of
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.entities import entity_named
from etl.exports.associations import Links
from etl.exports.cost import ExportCost, ToCome
from etl.exports.exporter import EntityExport, Exporter, ExportResult, Folder, OutputFile, cost_of
from etl.exports.shown_columns import MACHINE
from etl.exports.warehouse import Warehouse, is_warehouse
from etl.sheets.writers import STDOUT, OutputOptions, format_of, is_folder, join, place_for, writer_for
from etl.sheets.writers.formats import Format
from etl.sheets.writers.shape import SheetRows

__all__ = ["EVERYTHING", "ColumnNames", "ExportOptions", "ExportResult", "export", "export_cost"]


def export(session: Session, entity: str, output: str | Path, options: ExportOptions) -> ExportResult:
    """Write the records of an entity to a file; see `etl.export`.

    Raises:
        ConfigError: an option, a condition, a column or a format does not exist, or a library is missing.
        ApiError: see `etl.core.errors`; also, Sellsy's count cannot be reconciled with what was read.
        DataError: a file cannot be written.
        JournalError: what is remembered for `since` cannot be read or written, or the same export is under way.
    """
    if not isinstance(output, str | PathLike):
        raise ConfigError("export-output", value=type(output).__name__)
    log = ExportLog(entity, str(output), session.now())
    try:
        if is_warehouse(str(output)):
            log.result = _load(session, entity, str(output), options, log)
            return log.result
        chosen = _format(str(output), options.format, several=entity == EVERYTHING)
        wanted = Wanted.of(entity, options, typed=chosen.typed, now=session.now())
        _check(wanted, str(output), chosen)
        bare = "utf-8" if output == STDOUT else "utf-8-sig"
        french = session.lang == "fr" and wanted.style in ("sheet", "typed")
        mark, encoding = wanted.options.delimiter, options.encoding or bare
        written = OutputOptions(mark, encoding, french=french, fast=options.fast)
        writer_for(chosen, written)  # a missing library is reported before anything is read
        log.sellsy = sellsy = session.sellsy
        with ExitStack() as stack:
            parts = parts_of(wanted, session, stack)
            folder = _folder(str(output), chosen, wanted, parts, stack)
            files = _files(str(output), chosen, parts)
            exporter = Exporter(sellsy, session.observer, lambda: writer_for(chosen, written), session.now)
            log.result = exporter.export(files, folder)
            return log.result
    except BaseException as error:
        log.error = error
        raise
    finally:
        if options.log_json is not None:
            log.write(Path(options.log_json))


def read_records(session: Session, entity: str, options: ExportOptions) -> SheetRows:
    """Return the records of an entity as the typed rows of a file; they are read as they are taken.

    Raises:
        ConfigError: an option, a condition or a column does not exist.
        ApiError: see `etl.core.errors`; also while the rows are taken.
    """
    entity_named(entity)
    wanted = Wanted.of(entity, options, typed=True, now=session.now())
    with ExitStack() as stack:
        (part,) = parts_of(wanted, session, stack)
    rows = cost_of(session.sellsy, session.observer, [part], {}).rows
    session.observer.stage("export", rows)
    return part.sheet()


def _load(session: Session, entity: str, target: str, options: ExportOptions, log: ExportLog) -> ExportResult:
    """Bring the tables of a database up to date; see `etl.exports.warehouse`.

    Raises:
        ConfigError: an option does not go with a database, or dlt is not installed.
        DataError: the database cannot be reached, or refuses what is loaded.
        ApiError, JournalError: see `export`.
    """
    last = options.since == "last"
    if options.since is not None and not last:
        raise ConfigError("warehouse-since", since=options.since)
    own = {
        option: getattr(options, option)
        for option in ("columns", "limit", "format", "raw")
        if getattr(options, option) not in (None, (), [], False)
    }
    if own or options.names == "header":
        raise ConfigError("warehouse-option", option=next(iter(own), "names"))
    now = session.now()
    warehouse = Warehouse(target, session.settings.home / "warehouse", options.dataset, now)
    options = replace(options, names="machine", deleted=last, name=f"{options.name}\n{warehouse.identity}")
    wanted = Wanted.of(entity, options, typed=True, now=now)
    log.sellsy = sellsy = session.sellsy
    is_new = warehouse.is_new
    with ExitStack() as stack:
        parts = parts_of(wanted, session, stack, anew=is_new)
        rows = cost_of(sellsy, session.observer, parts, {}).rows
        session.observer.stage("export", rows)
        warehouse.load(parts, Links(stack), whole=not last and not options.where)
        done = [part.settle(session.now) for part in parts]
    return ExportResult(
        path=warehouse.shown,
        rows=sum(part.rows for part in done),
        calls=sellsy.calls,
        files=(warehouse.shown,),
        entities=tuple(done),
    )


def export_cost(
    session: Session, entity: str, options: ExportOptions, *, coming: Mapping[str, ToCome]
) -> ExportCost:
    """Return what an export would cost, with the records that are still to be created (`coming`), by entity.

    Nothing is written or remembered.

    Raises:
        ConfigError: an option, a condition or a column does not exist.
        ApiError: see `etl.core.errors`.
        JournalError: what is remembered for `since` cannot be read, or the same export is under way.
    """
    wanted = Wanted.of(entity, options, typed=False, now=session.now())
    with ExitStack() as stack:
        return cost_of(session.sellsy, session.observer, parts_of(wanted, session, stack), coming)


def _format(output: str, name: str | None, *, several: bool) -> Format:
    """Return the format of the files.

    Raises:
        ConfigError: there is no such format, or it takes a single sheet and there are several entities.
    """
    folder = is_folder(output)
    chosen = format_of(output, name or ("xlsx" if folder else "csv" if output == STDOUT else None))
    if several and not folder and not chosen.sheets:
        raise ConfigError("output-one-sheet", format=chosen.name)
    return chosen


def _check(wanted: Wanted, output: str, chosen: Format) -> None:
    """Refuse options that contradict each other.

    Raises:
        ConfigError: they do; the options are named.
    """
    last = wanted.since == "last"
    options = wanted.options
    if (options.deleted or options.compare) and not last:
        raise ConfigError("export-needs-last", option="--deleted" if options.deleted else "--compare")
    if last and options.limit is not None:
        raise ConfigError("since-limit")
    if options.deleted and output == STDOUT and not chosen.sheets:
        raise ConfigError("deleted-stdout")


def _files(output: str, chosen: Format, parts: Sequence[EntityExport]) -> list[OutputFile]:
    """Return the files to write and what goes into them."""
    if not is_folder(output):
        return [_file(output, chosen, parts)]
    return [_file(join(output, f"{part.reader.entity.name}.{chosen.name}"), chosen, [part]) for part in parts]


def _folder(
    output: str, chosen: Format, wanted: Wanted, parts: Sequence[EntityExport], stack: ExitStack
) -> Folder | None:
    """Return a folder for programs, whose tables of links the exports fill; None for any other output."""
    if not is_folder(output) or wanted.style != MACHINE:
        return None
    links = Links(stack)
    for part in parts:
        links.declare(part.reader)
        part.links = links
    since = wanted.options.since
    return Folder(
        lambda name: place_for(join(output, name)), chosen.name, links, None if since is None else str(since)
    )


def _file(target: str, chosen: Format, parts: Sequence[EntityExport]) -> OutputFile:
    apart = any(part.list_deleted for part in parts) and not chosen.sheets
    suffix = PurePath(target).suffix
    beside = f"{target.removesuffix(suffix)}.deleted{suffix}"
    return OutputFile(place_for(target), parts, place_for(beside) if apart else None)
