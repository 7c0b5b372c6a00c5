"""The help: how the workbook is used, in a few lines."""

from etl.reports.workbook import looks
from etl.reports.workbook.sheet_rows import Layout
from etl.sheets.writers.styled import Book, Column, Look, PageLook

_STEPS = ("correct", "proposed", "colours", "anywhere", "add", "save", "again", "locked")
_HEAD = Look(bold=True, size=18)
_LABEL = Look(bold=True, edge=looks.RULE, wrap=True)
_TEXT = Look(edge=looks.RULE, wrap=True)
_WIDTH = 96


def write_help(book: Book, layout: Layout) -> None:
    """Write the sheet."""
    page = book.page(PageLook(layout.report_sheet("help"), [Column(30), Column(_WIDTH)]))
    page.row([(layout.label("help-title"), _HEAD)], height=30)
    page.row([])
    for step in _STEPS:
        if step == "again":
            report = layout.report
            about = layout.label("help-again-all" if report.all_again else "help-again-left")
        else:
            about = layout.label(f"help-{step}-about")
        lines = 1 + (len(about) - 1) // _WIDTH
        page.row([(layout.label(f"help-{step}"), _LABEL), (about, _TEXT)], height=14.0 * lines + 6)
