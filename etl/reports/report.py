"""The report of a run or a check: a workbook (xlsx or ods), or the rows of a CSV; its suffix decides.

What a person changed since it was written is never replaced: the next report has another name.
"""

from pathlib import Path

from etl.reports.rows import is_rows_as_written, write_rows
from etl.reports.values import Report
from etl.reports.workbook import write_workbook
from etl.sheets.marks.report_mark import is_as_written

FORMS = (".xlsx", ".ods", ".csv")


def write_report(path: Path, report: Report) -> str | None:
    """Write a report and return its path; None for a CSV without rows to correct.

    Raises:
        DataError: the report cannot be written there.
    """
    if path.suffix.lower() == ".csv":
        return str(path) if write_rows(path, report) else None
    write_workbook(path, report)
    return str(path)


def untouched_place(path: Path, source: Path) -> Path:
    """Return where a report on a source may be written: the path, else the same name with a number.

    A file is only replaced where it is a report of ours, as it was written, and not the source itself.
    """
    place, number = path, 1
    while place == source or (place.exists() and not _is_as_written(place)):
        number += 1
        place = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return place


def _is_as_written(path: Path) -> bool:
    if path.is_dir():
        return True  # writing says why it cannot
    return is_rows_as_written(path) if path.suffix.lower() == ".csv" else is_as_written(path)
