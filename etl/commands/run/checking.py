"""Checking a file: no account is needed, but to look for near duplicates in one."""

from pathlib import Path
from typing import Any

from etl.commands.run.importing import path_of, read_options
from etl.commands.session import account
from etl.config.settings import Settings
from etl.core.observer import Observer, SilentObserver
from etl.mapping.inference import Choose
from etl.matching.near_duplicates import account_records
from etl.messages import Lang
from etl.reports.run_report import report_path
from etl.runs.checking import CheckResult, check
from etl.source.opening import open_source


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
        observer: hears of progress.
        choose: is shown the entities the rows may be, where the file does not tell, and names one.
        find_similar: read the account, whose records may be near doubles too.
        profile: credentials to use then, as for `import_file`; so `sandbox` and `settings`.
        sandbox: see `profile`.
        settings: see `profile`.
        reading: sheet, header_row, encoding, repair_encoding, delimiter, hidden, clear_word, empty, decimal,
            date_order, country, and
            mapping: header -> column, a YAML file, the name of a mapping that ships, or several of these.

    Raises:
        DataError: the file cannot be read or its headers do not fit.
        ConfigError: there is no such entity.
        ApiError: the account cannot be read (`find_similar`).
    """
    said = observer or SilentObserver()
    options = read_options(lang, reading | {"hidden": reading.get("hidden") or "include"})
    source = open_source(Path(path), entity=entity, options=options, observer=said, choose=choose)
    place = report_path(source, path_of(report), "check")
    if not find_similar:
        return check(source, options=source.options, report=place, observer=said)
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_used, sellsy):
        records = account_records(sellsy, source.entity)
        return check(source, options=source.options, report=place, observer=said, account=records)
