"""The light report: a new workbook with the user's rows, streamed, for files of any format and size."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.reports.values import BESIDE, BESIDE_REJECTED, CORRECTABLE, Report, ReportRow, colour
from etl.sheets import Cell, Sheet, SheetBook


def write_light(path: Path, report: Report) -> None:
    """Write the rows with their results, and the rejected ones apart.

    Raises:
        DataError: the report cannot be written there.
    """
    with SheetBook(path, mark=report.entity) as book:
        book.key_values(report.sheet_name("summary"), report.summary)
        _Rows(book, report).write()
        for extra in report.sheets:
            sheet = book.add_sheet(extra.name, extra.headers)
            for row in extra.rows:
                sheet.row(row)


class _Rows:
    """Writes the sheet of all rows and the sheet of rejected ones side by side."""

    def __init__(self, book: SheetBook, report: Report) -> None:
        self._book = book
        self._report = report
        self._theirs = report.theirs
        self._headers = [report.table.headers[i] for i in self._theirs]
        self._rows = self._sheet("rows", report.heads(BESIDE))
        self._rejected: Sheet | None = None

    def _sheet(self, name: str, ours: Mapping[str, int]) -> Sheet:
        widths = [*(min(max(len(header) + 4, 10), 45) for header in self._headers), *ours.values()]
        return self._book.add_sheet(self._report.sheet_name(name), [*self._headers, *ours], widths=widths)

    def write(self) -> None:
        """Write every row to report."""
        for cells, row in self._report.lines():
            self._line([cells[i] for i in self._theirs], row)

    def _line(self, cells: Sequence[Cell], row: ReportRow) -> None:
        problem, fix = self._report.texts_of(row)
        fills, comments = (self._shift(marks) for marks in self._report.marks(row))
        mark = {len(cells): colour(row)}
        ours = [self._report.outcome(row), row.sellsy_id, problem, fix]
        self._rows.row([*cells, *ours], fills=fills | mark, comments=comments)
        if row.outcome in CORRECTABLE:
            self._rejected = self._rejected or self._sheet(
                "rejected", self._report.rejected_heads(BESIDE_REJECTED)
            )
            self._rejected.row([*cells, row.row, problem, fix], fills=fills, comments=comments)

    def _shift(self, marks: Mapping[int, str]) -> dict[int, str]:
        """Return marks by position among the user's own columns."""
        return {self._theirs.index(at): mark for at, mark in marks.items() if at in self._theirs}
