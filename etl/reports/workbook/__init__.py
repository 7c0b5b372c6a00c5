"""The report as a workbook: rows to correct, all rows, summary, help; one layout, as xlsx or ods."""

from pathlib import Path

from etl.reports.causes import Causes
from etl.reports.values import Report
from etl.reports.workbook.all_rows import AllRows
from etl.reports.workbook.help_sheet import write_help
from etl.reports.workbook.sheet_rows import Layout
from etl.reports.workbook.summary import Summary
from etl.reports.workbook.to_correct import ToCorrect
from etl.sheets import MARK, styled_book
from etl.sheets.marks.report_mark import memory_properties

__all__ = ["write_workbook"]


def write_workbook(path: Path, report: Report) -> None:
    """Write the workbook, streamed.

    Raises:
        DataError: it cannot be written there, or the file of the rows can no longer be read.
    """
    layout = Layout(report, Causes.of(report.results(), report.lang))
    with styled_book(path) as book:
        to_correct = ToCorrect(book, layout)
        every = AllRows(book, layout) if report.whole else None
        summary = Summary(layout)
        last = 0
        for line in report.lines():
            summary.row(line)
            if every is not None:
                every.row(line)
            if line.row.correctable:
                to_correct.row(line)
            last = line.row.row
        summary.write(book, to_correct.left)
        write_help(book, layout)
        names = {"correct": "to-correct"} | ({"rows": "all-rows"} if every is not None else {})
        book.remember(
            {MARK: report.entity.name}
            | memory_properties(
                {
                    **report.memory,
                    "sheets": {use: layout.report_sheet(name) for use, name in names.items()},
                    "headers": [*report.table.headers],
                    "columns": [*layout.theirs],
                    "beyond": layout.causes.beyond,
                    "rows": layout.causes.rows - to_correct.left,
                    "fine": 0 if every is None else every.fine,
                    "last": last,
                }
            )
        )
