"""Check a file; an account is only needed to look for near duplicates and for names in it."""

from dataclasses import dataclass, replace
from pathlib import Path

from etl.commands.option_checks import check_path
from etl.commands.run.reading_options import ReadingOptions, path_of
from etl.commands.session import Session
from etl.matching.near_duplicates import account_records
from etl.reports.report import untouched_place
from etl.reports.run_report import page_path, report_path
from etl.runs.checking import CheckResult, Places, check
from etl.source.opening import open_source

__all__ = ["CheckFileOptions", "check_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFileOptions(ReadingOptions):
    """The path of the report, and whether near duplicates and names are looked for in the account too."""

    report: str | Path | None = None
    find_similar: bool = False


def check_file(session: Session, path: str | Path, options: CheckFileOptions) -> CheckResult:
    """Read and validate a file; see `etl.check_file`.

    Raises:
        DataError: the file cannot be read, its headers do not fit, or the account has no such custom field.
        ConfigError: there is no such entity.
        ApiError: the account cannot be read (`find_similar`).
    """
    read = replace(options, hidden=options.hidden or "include").values(session.lang)
    source = open_source(
        check_path("path", path),
        entity=options.entity,
        options=read,
        observer=session.observer,
        choose=options.choose,
    )
    stated = path_of(options.report)
    report = untouched_place(report_path(source, stated, "check"), source.path)
    places = Places(report, page_path(source, stated, "check"))
    if not options.find_similar:
        return check(source, options=source.options, places=places, observer=session.observer)
    from etl.plan.resolve import substitutes_of  # noqa: PLC0415 - the planner comes with an account only
    from etl.plan.row_planning import custom_fields_of, make_resolver  # noqa: PLC0415 - as above

    sellsy, entity, headers = session.sellsy, source.entity, source.headers.headers
    custom = custom_fields_of(sellsy, entity, headers)
    return check(
        source,
        options=source.options,
        places=places,
        observer=session.observer,
        account=account_records(sellsy, entity),
        resolver=replace(
            make_resolver(entity, headers, custom, codec=source.options.codec, sellsy=sellsy),
            substitutes=substitutes_of(source.headers.origins),
        ),
    )
