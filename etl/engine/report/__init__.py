"""The report of a run or a check: in the user's own workbook, as rows of a CSV, or light; and the HTML page.

The suffix of its path decides the form; what cannot be told in the user's own workbook is told in a light one.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from etl.engine.report.light import write_light
from etl.engine.report.own import write_own
from etl.engine.report.page import PageFacts, write_page
from etl.engine.report.rows import write_rows
from etl.engine.report.values import OURS, ExtraSheet, Ignored, Report, ReportRow
from etl.messages import Lang, text

__all__ = [
    "FULL_ROWS",
    "OURS",
    "ExtraSheet",
    "Ignored",
    "PageFacts",
    "Report",
    "ReportRow",
    "ignored_sheet",
    "rejected_sheet",
    "write_page",
    "write_report",
]  # fmt: skip

FULL_ROWS = 50_000
"""Rows from which a report only tells of those that have something to say."""


def write_report(path: Path, report: Report) -> str | None:
    """Write a report and return where it is; None when there is nothing to correct and the form says only that.

    Raises:
        DataError: the report cannot be written there.
    """
    if path.suffix.lower() == ".csv":
        return str(path) if write_rows(path, report) else None
    own = report.full and report.table.layout.format == "xlsx"
    if not (own and write_own(path, report)):
        write_light(path, report)
    return str(path)


def ignored_sheet(ignored: Sequence[Ignored], lang: Lang) -> tuple[ExtraSheet, ...]:
    """Return the sheet of columns that were not read, if any."""
    if not ignored:
        return ()
    headers = [text(f"head-{name}", lang=lang) for name in ("ignored", "nearest")]
    return (
        ExtraSheet(text("sheet-ignored", lang=lang), headers, [(one.header, one.nearest) for one in ignored]),
    )


def rejected_sheet(names: Sequence[str]) -> str | None:
    """Return the sheet of corrected rows when a workbook may be one of our reports, in any language.

    A user's own workbook may have sheets of these names: theirs hold no column of ours.
    """
    for lang in ("fr", "en"):
        summary, rejected = (_named(f"sheet-{name}", lang, names) for name in ("summary", "rejected"))
        if summary and rejected:
            return rejected
    return None


def _named(code: str, lang: Lang, names: Sequence[str]) -> str | None:
    """Return the last sheet of a name; a number follows it where the user had one already."""
    pattern = re.compile(re.escape(text(code, lang=lang)) + r"\d*")
    return next((name for name in reversed(names) if pattern.fullmatch(name)), None)
