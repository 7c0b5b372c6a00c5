"""The sheet of all rows: how each ended, its id in Sellsy, remarks, and the user's cells."""

from collections import defaultdict

from etl.matching.near_duplicates import reasons_text
from etl.reports.values import Line
from etl.reports.workbook import looks
from etl.reports.workbook.sheet_rows import Layout
from etl.sheets.marks.row_state import RowState, digests
from etl.sheets.writers.styled import Book, Column, Look, Styled

_REMARKS = 44
_WIDTHS = (7, 16, 12, _REMARKS)
_OUTCOMES = {
    "created": "#176b3f",
    "updated": "#1d4ea6",
    "rejected": "#b3261e",
    "failed": "#b3261e",
    "unknown": "#6437ad",
    "skipped": "#7a4b00",
}


class AllRows:
    """Writes every row."""

    def __init__(self, book: Book, layout: Layout) -> None:
        self._layout = layout
        self._similar = self._remarks()
        self._fine = 0
        ours = [Column(width, looks.OURS) for width in _WIDTHS]
        self._page = book.page(layout.page("all-rows", ours, 1))
        report = layout.report
        self._looks = {
            name: Look(fill=looks.OURS.fill, edge=looks.RULE, bold=True, ink=ink)
            for name, ink in _OUTCOMES.items()
        }
        what = layout.label(f"all-{'dry' if report.all_again else 'real'}")
        counts = layout.label("counts-all", read=report.counts.get("read", 0))
        nature = layout.label(f"nature-{'dry' if report.dry else 'real'}")
        heads = [layout.label(f"head-{name}") for name in ("row", "outcome", "id", "remarks")]
        top = layout.top((what, f"{counts} {nature}"), ours, heads, ["state"])
        top[0] = top[0][:1]
        for line, height in zip(top, (24, 16, 15, 18), strict=True):
            self._page.row(line, height=height)

    def _remarks(self) -> dict[int, list[str]]:
        """Return the possible duplicates of rows, in words."""
        remarks: dict[int, list[str]] = defaultdict(list)
        for pair in self._layout.report.similar:
            reasons = reasons_text(pair, self._layout.report.lang)
            other = pair.other_id if pair.other_row is None else pair.other_row
            code = "similar-record" if pair.other_row is None else "similar-row"
            remarks[pair.row].append(
                self._layout.label(code, other=other, name=pair.other_name, reasons=reasons)
            )
        return remarks

    @property
    def fine(self) -> int:
        """Rows that are read again as they are, where nobody changes them."""
        return self._fine

    def row(self, taken: Line) -> None:
        """Write a row."""
        cells, row = taken.cells, taken.row
        report = self._layout.report
        remarks = [*filter(None, [report.remarks_of(row)]), *self._similar.get(row.row, ())]
        remark = "\n".join(remarks)
        kind = report.state(row, cells)
        seen = digests(self._layout.cells(cells), ()) if kind == "d" else ()
        state = RowState(row.row, kind, seen)
        self._fine += kind in ("o", "l") and not row.correctable
        line: list[Styled] = [
            (row.row, looks.NUMBER),
            (report.outcome(row), self._looks.get(row.outcome or "", looks.OURS)),
            (row.sellsy_id, looks.NUMBER),
            (remark, looks.TO_DO),
            *self._layout.styled(taken),
            (state.cell, looks.TEXT),
        ]
        self._page.row(line, height=self._layout.height((remark, _REMARKS)) if remark else None)
