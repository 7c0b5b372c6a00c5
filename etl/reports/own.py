"""The report in the user's own workbook: wrong cells coloured and explained, our columns on the right."""

from pathlib import Path

from etl.reports.values import BESIDE, BESIDE_REJECTED, CORRECTABLE, Report, ReportRow, colour
from etl.sheets import UNCALCULATED, Cell, UserBook

_WIDTH = 40
"""Characters of a column of another sheet."""


def write_own(path: Path, report: Report) -> bool:
    """Write a marked copy of the workbook that was read; False where it cannot be copied.

    Raises:
        DataError: the report cannot be written there.
    """
    layout = report.table.layout
    if layout.sheet is None or len(report.theirs) < len(report.table.headers):
        return False  # a report of a report would have our sheets twice
    book = UserBook.copy_of(
        Path(layout.path), sheet=layout.sheet, header_row=layout.header_row, headers=report.table.headers
    )
    if book is None or not book.add_columns(report.heads(BESIDE)):
        return False
    book.mark_as(report.entity)
    book.key_values(report.sheet_name("summary"), report.summary)
    _mark(book, report)
    for extra in report.sheets:
        name = book.add_sheet(extra.name, dict.fromkeys(extra.headers, _WIDTH))
        for row in extra.rows:
            book.add_row(name, row)
    return book.save(path)


def _mark(book: UserBook, report: Report) -> None:
    rejected: list[tuple[ReportRow, dict[int, Cell]]] = []
    for cells, row in report.lines():
        book.tell(row.row, [report.outcome(row), row.sellsy_id, *report.texts_of(row)], fill=colour(row))
        book.mark(row.row, *report.marks(row))
        if row.outcome in CORRECTABLE:
            unread: dict[int, Cell] = {i: cell for i, cell in enumerate(cells) if cell == UNCALCULATED}
            rejected.append((row, unread))
    if not rejected:
        return
    name = book.add_sheet(
        report.sheet_name("rejected"), report.rejected_heads(BESIDE_REJECTED), after_theirs=True
    )
    for row, unread in rejected:
        book.add_row(name, [row.row, *report.texts_of(row)], like=row.row, instead=unread)
