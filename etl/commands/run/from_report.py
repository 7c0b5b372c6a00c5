"""Import a report of ours that was corrected: it needs no option, and nothing is written twice."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

from etl.codecs import Options
from etl.commands.run.earlier_run import import_options, read_options
from etl.commands.run.file_options import ImportFileOptions
from etl.commands.run.file_runs import run_file
from etl.commands.session import Session
from etl.core.errors import ConfigError
from etl.core.results import JsonValue, RunResult
from etl.journal import Journal, RunRecord
from etl.runs.part import ALONE, Part
from etl.runs.retrying import ReportImport
from etl.runs.written_ids import report_ids
from etl.source.options import ImportOptions, ReadOptions, stated
from etl.source.own.report import OwnReport, merged_reading
from etl.source.row_change import RowChange, change_named

_LOADED = ("mode", "match", "on_doubt", "create_missing", "tags", "append", "recreate_deleted")
"""Options of an import that its report remembers."""


def report_run(journal: Journal, own: OwnReport) -> RunRecord | None:
    """Return the run that a report is of, None where the journal does not know it (a check has none)."""
    if own.kind == "check":
        return None
    return next((run for run in journal.runs.newest() if run.run_id == own.identity), None)


def import_report(session: Session, own: OwnReport, options: ImportFileOptions) -> RunResult:
    """Import the report of a check or a dry run, or one of an import that this journal does not know.

    Raises:
        ConfigError: it is the report of a deletion.
        DataError: it cannot be read.
        ApiError: see `etl.core.errors`; what was sent is journalled.
        JournalError: the journal cannot be written, or another import works on the account.
    """
    refuse_other_kind(own, "import")
    run = report_run(session.journal, own)
    given = options.values(session.lang)
    last = own.last
    written = report_ids(session.journal, own.identity, session.settings.account, last=last)
    stated = replace(
        options,
        entity=options.entity or own.entity or (None if run is None else run.entity),
        preparation=partial(ReportImport, written=written),
        change=options.change or _change(own.load if run is None else run.settings),
        part=options.part
        if options.part != ALONE or run is None
        else replace(Part.of(run), parent=None, step=None),
    )
    kept = import_options(run) if run is not None else _remembered(own)
    return run_file(
        session,
        own.path,
        stated,
        load=merged_options(kept, options.load()),
        read=given if run is None else reading_of_run(run, own, given),
    )


def refuse_other_kind(own: OwnReport, wanted: str) -> None:
    """Refuse the report of a deletion for an import, and that of an import for a deletion.

    Raises:
        ConfigError: it is the report of another kind.
    """
    if (own.kind == "delete") != (wanted == "delete") and own.kind != "check":
        raise ConfigError("report-other-kind", path=own.path)


def reading_of_run(run: RunRecord, own: OwnReport, given: ReadOptions) -> ReadOptions:
    """Return how the file of a run was read, with what is given now; most reports remember it by themselves."""
    if own.knows_reading:
        return given
    kept = read_options(run)
    if kept.codec.date_order != "ymd":  # the report says which other order was read
        codec = replace(kept.codec, date_order=Options().date_order)
        kept = replace(kept, codec=codec, date_order_said=False)
    return merged_reading(kept, given)


def merged_options(kept: ImportOptions, given: ImportOptions) -> ImportOptions:
    """Return the options of an earlier import, with those of now that are stated or no defaults."""
    of_this_run = {
        field.name: getattr(given, field.name) for field in fields(given) if field.name not in _LOADED
    }
    return replace(kept, **{**of_this_run, **stated(given, ImportOptions(), given.explicit)})


def _remembered(own: OwnReport) -> ImportOptions:
    load: dict[str, Any] = {name: value for name, value in own.load.items() if name in _LOADED and value}
    for name, kind in {"match": tuple, "append": tuple, "create_missing": frozenset}.items():
        if name in load:
            load[name] = kind(load[name])
    return ImportOptions(**load)


def _change(settings: Mapping[str, JsonValue]) -> RowChange | None:
    name = settings.get("transform")
    return None if name is None else change_named(str(name))
