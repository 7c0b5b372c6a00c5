"""The sheet of the rows to correct: what to do, what is proposed, her cells, the wrong ones red until changed."""

from etl.reports.values import Line, proposals
from etl.reports.workbook import looks
from etl.reports.workbook.sheet_rows import LAST_LINE, OURS, Layout
from etl.sheets.marks.row_state import RowState, digests
from etl.sheets.writers.ods_parts import letters
from etl.sheets.writers.styled import Book, Column, Rule, Styled

_ROW, _TO_DO, _COLUMN = 7, 46, 16
_PROPOSED = (20, 36)
"""The least and the most characters of the column of corrections."""
_MOST_COLUMNS = 40
"""Wrong columns from which the check mark of a finished row is left out: its formula would be too long."""


class ToCorrect:
    """Writes the rows to correct; hidden columns hold the state of a row, its wrong columns, their original cells."""

    def __init__(self, book: Book, layout: Layout) -> None:
        self._layout = layout
        self._left = 0
        self._lines = looks.HEADER
        report, causes = layout.report, layout.causes
        self._wrong = [place for place in layout.theirs if report.table.headers[place] in causes.columns]
        headers = [report.table.headers[place] for place in layout.theirs]
        first = next((i for i, header in enumerate(headers) if header in causes.first), 0)
        self._proposed = min(max(causes.widest + 4, _PROPOSED[0]), _PROPOSED[1])
        self._ours = [Column(width, looks.OURS) for width in (_ROW, _TO_DO, self._proposed, _COLUMN)]
        self._page = book.page(
            layout.page(
                "to-correct",
                self._ours,
                2 + len(self._wrong),
                beyond=causes.beyond,
                rules=self._rules(),
                start=(looks.HEADER, OURS + first) if causes.rows else None,
            )
        )
        heads = [layout.label(f"head-{name}") for name in ("row", "to-do", "proposed", "column")]
        hidden = ["state", "wrong", *(report.table.headers[place] for place in self._wrong)]
        for line, height in zip(
            layout.top(
                self._instruction(),
                self._ours,
                heads,
                hidden,
                layout.label("beyond") if causes.beyond else "",
            ),
            (24, 16, 15, 18),
            strict=True,
        ):
            self._page.row(line, height=height)

    @property
    def left(self) -> int:
        """Rows that a sheet has no room for."""
        return self._left

    def _instruction(self) -> tuple[str, str]:
        layout, report, causes = self._layout, self._layout.report, self._layout.causes
        read = report.counts.get("read", 0)
        if not causes.rows:
            return layout.label("nothing"), layout.label("counts-fine", read=read)
        if report.kind == "delete":
            what = layout.label("do-delete")
        elif report.all_again:
            what = layout.label("do-all", count=read)
        elif report.dry:
            what = layout.label("do-part", count=causes.rows, file=report.file)
        else:
            what = layout.label("do-left", count=causes.rows)
        counts = [layout.label("counts", count=causes.rows, read=read)]
        if causes.proposed:
            counts.append(layout.label("counts-proposed", count=causes.proposed))
        counts.append(layout.label(f"nature-{'dry' if report.dry else 'real'}"))
        return what, " ".join(counts)

    def _rules(self) -> list[Rule]:
        """Return the rules of colour: green where a wrong cell was changed, red where it was not, a check beside."""
        width = OURS + len(self._layout.headers) + self._layout.causes.beyond
        line, flags = looks.HEADER + 1, letters(width + 2)
        rules: list[Rule] = []
        done: list[str] = []
        for number, place in enumerate(self._wrong):
            column = OURS + self._layout.theirs.index(place)
            cell, original = f"{letters(column + 1)}{line}", f"${letters(width + 3 + number)}{line}"
            is_wrong = f'ISNUMBER(FIND(";{place};",${flags}{line}))'
            changed = f"NOT(EXACT({cell},{original}))"
            rules += [
                Rule(column, column, f"AND({is_wrong},{changed})", looks.DONE),
                Rule(column, column, is_wrong, looks.BAD),
            ]
            done.append(f"OR(NOT({is_wrong}),NOT(EXACT(${cell},{original})))")
        if done and len(done) <= _MOST_COLUMNS:
            marked = f"LEN(${flags}{line})>1"
            rules.append(Rule(1, 1, f"AND({marked},{','.join(done)})", looks.DONE_TEXT))
        return rules

    def row(self, taken: Line) -> None:
        """Write a row to correct."""
        cells, row = taken.cells, taken.row
        if self._lines >= LAST_LINE:
            self._left += 1
            return
        layout, report = self._layout, self._layout.report
        wrong = report.wrong(row)
        columns = ", ".join(dict.fromkeys(problem.column for problem in row.errors if problem.column))
        proposed = "\n".join(proposals(row))
        ours = [report.texts_of(row), proposed, columns]
        seen = digests(ours, layout.cells(cells))
        line: list[Styled] = [
            (row.row, looks.NUMBER),
            *zip(ours, (looks.TO_DO, looks.PROPOSED, looks.COLUMN), strict=True),
            *layout.styled(taken),
        ]
        if layout.causes.beyond:
            extra = cells[len(report.table.headers) :]
            line.append((" | ".join(map(str, extra)), looks.OURS))
        flags = f";{';'.join(map(str, sorted(wrong)))};" if wrong else ""
        line += [(RowState(row.row, report.state(row, cells), seen).cell, looks.TEXT), (flags, looks.TEXT)]
        line += [looks.theirs(cells[place] if place in wrong else None) for place in self._wrong]
        wrapped = ((str(ours[0]), _TO_DO), (proposed, self._proposed), (columns, _COLUMN))
        self._page.row(line, height=layout.height(*wrapped))
        self._lines += 1
