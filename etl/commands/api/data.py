"""The public functions on an account's data: export records, run pipelines."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from etl.commands.data import exporting
from etl.commands.data.exporting import ColumnNames, ExportOptions, ExportResult
from etl.commands.pipeline import pipelines
from etl.commands.pipeline.pipelines import Approve, PipelineResult, RunPipelineOptions
from etl.commands.pipeline.trial import DecideWhole
from etl.commands.session import Session
from etl.config.settings import Settings
from etl.core.observer import Observer
from etl.messages import Lang


def export(
    entity: str,
    output: str | Path,
    *,
    where: Sequence[str] = (),
    since: str | date | None = None,
    columns: Sequence[str] = (),
    order: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    raw: bool = False,
    names: ColumnNames | None = None,
    dataset: str = "sellsy",
    deleted: bool = False,
    compare: bool = False,
    name: str = "",
    format: str | None = None,
    delimiter: str = ";",
    encoding: str | None = None,
    fast: bool = False,
    log_json: str | Path | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
) -> ExportResult:
    """Write the records of an entity to a file, which is replaced only once it is complete.

    Args:
        entity: client, prospect, supplier, contact, opportunity, event, task, comment; "all" for every one.
        output: a file (.xlsx, .csv, .ods, .jsonl, .parquet), "-" for standard output, a folder (ends with /), or
            an URL that fsspec knows (s3://, gs://, sftp://...), or a database (duckdb:///crm.duckdb, sqlite:///x.db,
            postgresql://..., dlt:bigquery; extra `warehouse`), whose tables are merged by id.
        where: conditions, as for `search_records`.
        since: "last" writes what has changed since the last export with the same account, profile, entity,
            conditions and `name`; a date, a moment or a time ago ("30d", "12h") what has changed since then.
        columns: attributes or headers; none is all of them. Ids stand beside names.
        order: one of Sellsy's orders for the entity; None is the order of ids.
        descending: the other way round.
        limit: most records of each entity.
        raw: attributes as headers, ids in place of names, Sellsy's own words in place of labels.
        names: "header" names columns as a template does, "machine" by stable names in snake_case that no language
            changes, with ids beside labels and typed values; None is "machine" for .jsonl and .parquet, else "header".
        dataset: the schema of the tables of a database.
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

    Raises:
        ConfigError: an option, a condition, a column or a format does not exist, or a library is missing.
        ApiError: see `etl.core.errors`; also, Sellsy's count cannot be reconciled with what was read.
        DataError: a file cannot be written.
        JournalError: what is remembered for `since` cannot be read or written, or the same export is under way.
    """
    options = ExportOptions(
        where=where,
        since=since,
        columns=columns,
        order=order,
        descending=descending,
        limit=limit,
        raw=raw,
        names=names,
        dataset=dataset,
        deleted=deleted,
        compare=compare,
        name=name,
        format=format,
        delimiter=delimiter,
        encoding=encoding,
        fast=fast,
        log_json=log_json,
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return exporting.export(session, entity, output, options)


def run_pipeline(
    path: str | Path,
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
    parameters: Mapping[str, str] | None = None,
    dry_run: bool = False,
    start: str | None = None,
    lang: Lang = "en",
    observer: Observer | None = None,
    approve: Approve | None = None,
    trial: int | None = None,
    decide: DecideWhole | None = None,
) -> PipelineResult:
    """Run the steps of a pipeline file.

    Args:
        path: the YAML file.
        profile: credentials to use; None takes the file's own, else SELLSY_PROFILE or the environment's.
        sandbox: rehearse on the embedded local Sellsy.
        settings: settings already loaded, instead of `profile` and `sandbox`.
        parameters: values for the file's parameters.
        dry_run: do everything but write; steps see what earlier ones would create.
        start: the step to start from; those before it are passed over.
        lang: language of reports, unless the file says one.
        observer: receives progress.
        approve: receives each step's estimated cost before its first write.
        trial: write this many rows of each step first, with all that they depend on, read them back and prove them.
        decide: receives the trial, a `TriedWhole`, and returns "go" (the whole pipeline is run: what the trial wrote is
            there already), "undo" or "stop"; None stops, and a run without `trial` goes on.

    Raises:
        ConfigError: the file is not a valid pipeline; with the line.
        DataError: a source cannot be read; steps before it are done.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another run works on the account.
    """
    options = RunPipelineOptions(
        parameters=parameters, dry_run=dry_run, start=start, approve=approve, trial=trial, decide=decide
    )
    with Session.open(
        profile=profile, sandbox=sandbox, settings=settings, lang=lang, observer=observer
    ) as session:
        return pipelines.run_pipeline(session, path, options)
