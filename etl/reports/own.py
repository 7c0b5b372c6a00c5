"""The report in the user's own workbook: wrong cells coloured and explained, our columns beside."""

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
        return False  # a report of a report: its sheets of ours would stand beside the new ones
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
    for cells, said in report.lines():
        book.tell(said.row, [report.outcome(said), said.sellsy_id, *report.said(said)], fill=colour(said))
        book.mark(said.row, *report.marks(said))
        if said.outcome in CORRECTABLE:
            unread: dict[int, Cell] = {i: cell for i, cell in enumerate(cells) if cell == UNCALCULATED}
            rejected.append((said, unread))
    if not rejected:
        return
    name = book.add_sheet(
        report.sheet_name("rejected"), report.rejected_heads(BESIDE_REJECTED), after_theirs=True
    )
    for said, unread in rejected:
        book.add_row(name, [said.row, *report.said(said)], like=said.row, instead=unread)
