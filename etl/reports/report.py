"""The report of a run or a check: in the user's own workbook, as rows of a CSV, or light; and the HTML page.

The extension of its path decides the form; what the user's own workbook cannot show goes to a light one.
"""

from collections.abc import Sequence
from pathlib import Path

from etl.mapping.headers import Ignored
from etl.matching.near_duplicates import NearDuplicate, reasons_text
from etl.messages import Lang, text
from etl.reports.light import write_light
from etl.reports.own import write_own
from etl.reports.page import PageFacts, write_page
from etl.reports.rows import write_rows
from etl.reports.values import ExtraSheet, Report, ReportRow

__all__ = [
    "FULL_ROWS",
    "ExtraSheet",
    "PageFacts",
    "Report",
    "ReportRow",
    "ignored_sheet",
    "similar_sheets",
    "write_page",
    "write_report",
]  # fmt: skip

FULL_ROWS = 50_000
"""Rows from which a report lists only rows with problems."""


def write_report(path: Path, report: Report) -> str | None:
    """Write a report and return its path; None for a CSV without rows to correct.

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
        ExtraSheet(
            text("sheet-ignored", lang=lang), headers, [(column.header, column.nearest) for column in ignored]
        ),
    )


def similar_sheets(pairs: Sequence[NearDuplicate], lang: Lang) -> tuple[ExtraSheet, ...]:
    """Return the sheet that lists possible duplicates side by side, if there are any."""
    if not pairs:
        return ()
    names = ("row", "name", "similar-row", "similar-id", "similar-name", "reasons", "score")
    headers = [text(f"head-{name}", lang=lang) for name in names]
    rows = [
        (
            pair.row,
            pair.name,
            pair.other_row,
            pair.other_id,
            pair.other_name,
            reasons_text(pair, lang),
            pair.score,
        )
        for pair in pairs
    ]
    return (ExtraSheet(text("sheet-similar", lang=lang), headers, rows),)
