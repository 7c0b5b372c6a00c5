"""Exports: an account, an entity or all of them, and where the files go."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath

from etl.account.changed_since import Since
from etl.account.columns import Style
from etl.account.lookups import Lookups
from etl.account.query import make_query
from etl.codecs.ago import read_since
from etl.commands.data.export_log import ExportLog
from etl.commands.session import account, open_journal
from etl.config.settings import Settings
from etl.core.errors import ConfigError
from etl.core.observer import Observer, SilentObserver
from etl.entities import ENTITIES, Entity, entity_named
from etl.exports.cost import ExportCost, ToCome
from etl.exports.exporter import EntityExport, Exporter, ExportResult, OutputFile, cost_of
from etl.exports.record_rows import RecordReader
from etl.journal import ExportMemory
from etl.messages import Lang
from etl.sellsy import Sellsy
from etl.sheets.writers import STDOUT, OutputOptions, format_of, is_folder, join, place_for, writer_for
from etl.sheets.writers.formats import Format
from etl.v1.columns import V1Columns

__all__ = ["EVERYTHING", "ExportResult", "export", "export_cost"]

EVERYTHING = "all"
"""Stands for every entity."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an export is asked for."""

    entities: tuple[type[Entity], ...]
    where: tuple[str, ...]
    columns: tuple[str, ...]
    order: str | None
    descending: bool
    limit: int | None
    style: Style
    since: Since
    deleted: bool
    compare: bool
    name: str


def export(
    entity: str,
    output: str | Path,
    *,
    where: Sequence[str] = (),
    since: str | datetime | None = None,
    columns: Sequence[str] = (),
    order: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    raw: bool = False,
    deleted: bool = False,
    compare: bool = False,
    name: str = "",
    format: str | None = None,  # noqa: A002 - the word everybody knows
    delimiter: str = ";",
    encoding: str | None = None,
    fast: bool = False,
    log_json: str | Path | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
) -> ExportResult:
    """Write the records of an entity to a file; it is put in place when it is whole, else nothing is changed.

    Args:
        entity: client, prospect, supplier, contact, opportunity, event, task, comment; "all" for every one.
        output: a file (.xlsx, .csv, .ods, .jsonl, .parquet), "-" for standard output, a folder (ends with /), or
            an URL that fsspec knows (s3://, gs://, sftp://...).
        where: conditions, as for `search_records`.
        since: "last" writes what has changed since the last export with the same account, profile, entity,
            conditions and `name`; a date, a moment or a time ago ("30d", "12h") what has changed since then.
        columns: attributes or headers; none is all of them. Ids stand beside names.
        order: one of Sellsy's orders for the entity; None is the order of ids.
        descending: the other way round.
        limit: most records of each entity.
        raw: attributes as headers, ids in place of names, Sellsy's own words in place of labels.
        deleted: with `since="last"`, tell the ids that are gone since: a sheet of the workbook, else a file
            beside (`contacts.deleted.csv`).
        compare: with `since="last"`, read everything and write what differs, which also finds what Sellsy does not
            date (tags, addresses, a company's name).
        name: tells exports apart that would continue each other's `since="last"`.
        format: instead of the suffix.
        delimiter: of CSV.
        encoding: of CSV; None is UTF-8 with a byte order mark, without it on standard output.
        fast: write xlsx with rustpy-xlsxwriter, the extra `fast`.
        log_json: a file that gets one JSON line more, however the export ends.
        profile: credentials to use.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        lang: language of headers and labels; French writes decimals and dates of CSV as Excel reads them in France.
        observer: hears of the cost, the total and the progress.
        now: the time, where Sellsy does not tell its own.

    Raises:
        ConfigError: an option, a condition, a column or a format does not exist, or a library is missing.
        ApiError: Sellsy refused or did not answer, or its count cannot be reconciled with what was read.
        DataError: a file cannot be written.
        JournalError: what is remembered for `since` cannot be read or written, or the same export is under way.
    """
    log = ExportLog(entity, str(output), now())
    try:
        chosen = _format(str(output), format, several=entity == EVERYTHING)
        wanted = _Wanted(
            entities=_entities(entity),
            where=tuple(where),
            columns=tuple(columns),
            order=order,
            descending=descending,
            limit=limit,
            style="raw" if raw else "typed" if chosen.typed else "sheet",
            since=read_since(since, now()) if isinstance(since, str) else since,
            deleted=deleted,
            compare=compare,
            name=name,
        )
        _check(wanted, str(output), chosen)
        bare = "utf-8" if output == STDOUT else "utf-8-sig"
        options = OutputOptions(delimiter, encoding or bare, french=lang == "fr" and not raw, fast=fast)
        writer_for(chosen, options)  # what is not installed is said before anything is read
        with ExitStack() as stack:
            used, sellsy = stack.enter_context(account(profile=profile, sandbox=sandbox, settings=settings))
            log.sellsy = sellsy
            said = observer or SilentObserver()
            parts = _parts(wanted, used, sellsy, stack, lang=lang, observer=said)
            files = _files(str(output), chosen, parts)
            exporter = Exporter(sellsy, said, lambda: writer_for(chosen, options), now)
            log.result = exporter.export(files)
            return log.result
    except BaseException as error:
        log.error = error
        raise
    finally:
        if log_json is not None:
            log.write(Path(log_json))


def export_cost(
    entity: str,
    *,
    where: Sequence[str] = (),
    since: str | None = None,
    columns: Sequence[str] = (),
    order: str | None = None,
    limit: int | None = None,
    raw: bool = False,
    deleted: bool = False,
    name: str = "",
    coming: Mapping[str, ToCome] | None = None,
    settings: Settings | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
) -> ExportCost:
    """Return what an export would cost, where records of some entities (`coming`) are still to be created.

    The other arguments are those of `export`. Nothing is written, and nothing remembered.

    Raises:
        ConfigError: an option, a condition or a column does not exist.
        ApiError: Sellsy refused or did not answer.
        JournalError: what is remembered for `since` cannot be read, or the same export is under way.
    """
    now = datetime.now(tz=UTC)
    wanted = _Wanted(
        entities=_entities(entity),
        where=tuple(where),
        columns=tuple(columns),
        order=order,
        descending=False,
        limit=limit,
        style="raw" if raw else "sheet",
        since=read_since(since, now) if since is not None else None,
        deleted=deleted,
        compare=False,
        name=name,
    )
    with ExitStack() as stack:
        used, sellsy = stack.enter_context(account(settings=settings))
        said = observer or SilentObserver()
        parts = _parts(wanted, used, sellsy, stack, lang=lang, observer=said)
        return cost_of(sellsy, said, parts, coming or {})


def _entities(entity: str) -> tuple[type[Entity], ...]:
    """Return the entities that a name stands for.

    Raises:
        ConfigError: there is none of that name.
    """
    return tuple(ENTITIES) if entity == EVERYTHING else (entity_named(entity),)


def _parts(
    wanted: _Wanted, used: Settings, sellsy: Sellsy, stack: ExitStack, *, lang: Lang, observer: Observer
) -> list[EntityExport]:
    """Return what is wanted of each entity; `stack` closes what is remembered for `since`."""
    journal = stack.enter_context(open_journal(used)) if wanted.since == "last" else None
    names = Lookups(sellsy)

    def part(entity: type[Entity]) -> EntityExport:
        memory = None if journal is None else stack.enter_context(journal.export(_key(used, entity, wanted)))
        return _part(wanted, entity, names, memory=memory, lang=lang, observer=observer)

    return [part(one) for one in wanted.entities]


def _format(output: str, said: str | None, *, several: bool) -> Format:
    """Return the format of the files.

    Raises:
        ConfigError: there is no such format, or it holds one sheet and there are several entities.
    """
    folder = is_folder(output)
    chosen = format_of(output, said or ("xlsx" if folder else "csv" if output == STDOUT else None))
    if several and not folder and not chosen.sheets:
        raise ConfigError("output-one-sheet", format=chosen.name)
    return chosen


def _check(wanted: _Wanted, output: str, chosen: Format) -> None:
    """Refuse options that contradict each other.

    Raises:
        ConfigError: which ones.
    """
    last = wanted.since == "last"
    if (wanted.deleted or wanted.compare) and not last:
        raise ConfigError("export-needs-last", option="--deleted" if wanted.deleted else "--compare")
    if last and wanted.limit is not None:
        raise ConfigError("since-limit")
    if wanted.deleted and output == STDOUT and not chosen.sheets:
        raise ConfigError("deleted-stdout")


def _key(used: Settings, entity: type[Entity], wanted: _Wanted) -> str:
    """Return the name by which an export is remembered."""
    said = [used.account, used.profile or "", entity.name, sorted(wanted.where), wanted.name]
    return json.dumps(said, ensure_ascii=True)


def _part(
    wanted: _Wanted,
    entity: type[Entity],
    lookups: Lookups,
    *,
    memory: ExportMemory | None,
    lang: Lang,
    observer: Observer,
) -> EntityExport:
    reader = RecordReader(
        sellsy=lookups.sellsy,
        entity=entity,
        lang=lang,
        lookups=lookups,
        style=wanted.style,
        only=wanted.columns,
        v1=V1Columns(lookups.sellsy),
    )
    query = make_query(
        entity,
        wanted.where,
        lookups=lookups,
        order=wanted.order,
        descending=wanted.descending,
        limit=wanted.limit,
        embed=reader.embed(),
        fields=reader.narrowed(),
    )
    return EntityExport(
        reader,
        query,
        observer,
        since=wanted.since,
        memory=memory,
        compare=wanted.compare,
        list_deleted=wanted.deleted,
    )


def _files(output: str, chosen: Format, parts: Sequence[EntityExport]) -> list[OutputFile]:
    """Return the files to write and what goes into them."""
    if not is_folder(output):
        return [_file(output, chosen, parts)]
    return [_file(join(output, f"{one.reader.entity.name}.{chosen.name}"), chosen, [one]) for one in parts]


def _file(target: str, chosen: Format, parts: Sequence[EntityExport]) -> OutputFile:
    apart = any(part.list_deleted for part in parts) and not chosen.sheets
    suffix = PurePath(target).suffix
    beside = f"{target.removesuffix(suffix)}.deleted{suffix}"
    return OutputFile(place_for(target), parts, place_for(beside) if apart else None)
