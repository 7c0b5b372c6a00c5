"""The summary: how the rows ended, why some are to be corrected, what is good to know, how the file was read."""

from collections import Counter
from collections.abc import Sequence

from etl.core.results import Outcome
from etl.matching.near_duplicates import reasons_text
from etl.messages import count_text, text
from etl.reports.causes import Cause, by_name
from etl.reports.values import Line, in_words
from etl.reports.workbook import looks
from etl.reports.workbook.sheet_rows import Layout
from etl.sheets.writers.styled import Book, Column, Look, PageLook, Styled

_WIDTHS = (34, 20, 10, 14, 30, 36, 60)
_BAR = 24
"""Blocks of the longest bar."""

_MOST = 200
"""Causes listed."""

_VALUES = 4
"""Wrong cells listed of a cause."""

_COLOURS = {
    "created": "#2e9e5b",
    "updated": "#2f74d0",
    "valid": "#2e9e5b",
    "unchanged": "#7c8899",
    "skipped": "#b8860b",
    "deleted": "#54627a",
    "rejected": "#a3172e",
    "failed": "#a3172e",
    "unknown": "#7d4cc2",
}
_BIG = Look(bold=True, size=18)
_SECTION = Look(bold=True, size=13)
_VERDICT = Look(bold=True, size=12, fill="#fff3d9")
_FINE = Look(bold=True, size=12, fill="#e5f4eb")
_HEAD = Look(bold=True, size=9, ink=looks.SOFT, edge=looks.NAVY)
_HEAD_END = Look(bold=True, size=9, ink=looks.SOFT, edge=looks.NAVY, align="right")
_LABEL = Look(bold=True, edge=looks.RULE, wrap=True)
_PLAIN = Look(edge=looks.RULE, wrap=True)
_SOFT = Look(edge=looks.RULE, ink=looks.SOFT)
_END = Look(edge=looks.RULE, align="right")
_TOTAL = Look(bold=True, edge=looks.NAVY)
_TOTAL_END = Look(bold=True, edge=looks.NAVY, align="right")


class Summary:
    """Gathers what only the rows show (names of examples, cells of columns that are not read), then writes."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        report = layout.report
        self._named = by_name(layout.causes.errors, report.lang)
        self._examples = {cause.examples[0][0] for _, cause in self._named if cause.examples}
        self._names: dict[int, str] = {}
        headers = {column.header for column in report.ignored}
        self._ignored = [place for place in layout.theirs if report.table.headers[place] in headers]
        self._filled: Counter[int] = Counter()

    def row(self, line: Line) -> None:
        """Take a row in."""
        cells, row = line.cells, line.row
        if row.row in self._examples:
            place = self._layout.report.name_at
            self._names[row.row] = str(cells[place]) if place is not None and cells[place] else ""
        for place in self._ignored:
            if cells[place] not in (None, ""):
                self._filled[place] += 1

    def write(self, book: Book, left: int) -> None:
        """Write the sheet; `left` rows to correct had no room."""
        layout, report = self._layout, self._layout.report
        self._page = book.page(
            PageLook(
                layout.report_sheet("summary"),
                [Column(width) for width in _WIDTHS],
                first=not layout.causes.rows,
            )
        )
        self._line([(layout.label(f"title-{report.kind}", file=report.file), _BIG)], height=30)
        self._line([(" · ".join(report.about), looks.NOTE)])
        self._line([])
        verdict = _VERDICT if layout.causes.rows else _FINE
        self._line([(self._verdict(), verdict), *[("", verdict)] * 6], height=24)
        if left:
            self._line([(layout.label("no-room", count=left), looks.BAD)])
        self._outcomes()
        self._causes()
        self._good_to_know()
        self._similar()
        self._pairs("settings", {label: str(value) for label, value in report.settings.items()})

    def _line(self, cells: Sequence[Styled], height: float | None = None) -> None:
        self._page.row(cells, height=height)

    def _section(self, title: str, heads: Sequence[str]) -> None:
        self._line([])
        self._line([(title, _SECTION)], height=22)
        if heads:
            self._line(
                [(head, _HEAD_END if number in (2, 3) else _HEAD) for number, head in enumerate(heads)]
            )

    def _verdict(self) -> str:
        layout, report, rows = self._layout, self._layout.report, self._layout.causes.rows
        read = report.counts.get("read", 0)
        ready = read - rows - report.counts.get("skipped", 0) - report.counts.get("unknown", 0)
        code = f"verdict{'-dry' if report.dry else ''}{'' if rows else '-fine'}"
        return layout.label(code, ready=ready, read=read, count=rows)

    def _outcomes(self) -> None:
        layout, report = self._layout, self._layout.report
        read = report.counts.get("read", 0)
        head = layout.label("head-foreseen" if report.dry else "head-outcome")
        heads = [head, "", layout.label("head-rows"), layout.label("head-share"), "", "", ""]
        self._section(layout.label("fate", count=read), heads)
        for name in ("valid", *map(str, Outcome)):
            count = report.counts.get(name, 0)
            if count:
                label = count_text(name, lang=report.lang, dry=report.dry).capitalize()
                share = layout.label("share", share=count / max(read, 1))
                bar = _bar(count / max(read, 1), _COLOURS[name])
                self._line([(label, _LABEL), ("", _PLAIN), (count, _END), (share, _END), bar, *_rest(2)])
        sums = ((layout.label("total"), _TOTAL), ("", _TOTAL), (read, _TOTAL_END))
        self._line([*sums, (layout.label("share", share=1), _TOTAL_END), *[("", _TOTAL)] * 3])

    def _causes(self) -> None:
        layout, rows = self._layout, self._layout.causes.rows
        if not self._named:
            return
        names = ("cause", "column", "rows", "", "", "example", "to-do")
        heads = [layout.label(f"head-{name}") if name else "" for name in names]
        self._section(layout.label("by-cause", count=rows), heads)
        for title, cause in self._named[:_MOST]:
            row, value = cause.examples[0] if cause.examples else (0, "")
            name = self._names.get(row) or value
            example = (
                layout.label("example", row=row, name=name) if name else layout.label("example-row", row=row)
            )
            to_do = self._to_do(cause)
            self._line(
                [
                    (title, _LABEL),
                    (cause.column, _SOFT),
                    (cause.rows, _END),
                    ("", _END),
                    _bar(cause.rows / self._named[0][1].rows, _COLOURS["rejected"]),
                    (example if row else "", _PLAIN),
                    (to_do, _PLAIN),
                ],
                height=layout.height((title, _WIDTHS[0]), (to_do, _WIDTHS[6])),
            )
        if len(self._named) > _MOST:
            self._line([(layout.label("more-causes", count=len(self._named) - _MOST), looks.NOTE)])
        total: list[Styled] = [(layout.label("to-correct"), _TOTAL), ("", _TOTAL), (rows, _TOTAL_END)]
        self._line(total + [("", _TOTAL)] * 4)

    def _to_do(self, cause: Cause) -> str:
        """Return what to do about a cause: its few corrections one by one, else their count."""
        if not cause.fixes:
            return self._of_values(cause)
        if len(cause.fixes) <= 3:
            listed = " ; ".join(
                f"{old} → {new}" + (f" ({count})" if count > 1 else "")
                for (old, new), count in cause.fixes.most_common()
            )
            return (
                listed
                if cause.proposed == cause.rows
                else f"{listed}. {in_words(cause.fix)}".rstrip(". ") + "."
            )
        return self._layout.label("proposals", count=cause.proposed)

    def _of_values(self, cause: Cause) -> str:
        """Return what to do about a cause without corrections: its most frequent cells, where they come again."""
        if not 1 < len(cause.values) < cause.rows:
            return in_words(cause.fix)
        listed = [f"{value} ({count})" for value, count in cause.values.most_common(_VALUES)]
        more = " ; …" if len(cause.values) > _VALUES else ""
        return f"{' ; '.join(listed)}{more}. {in_words(cause.fix)}".rstrip()

    def _good_to_know(self) -> None:
        layout, report = self._layout, self._layout.report
        facts: dict[str, str] = {}
        if report.ignored:
            counted = {report.table.headers[place]: count for place, count in self._filled.items()}
            listed = ", ".join(
                layout.label("ignored-column", header=column.header, count=counted.get(column.header, 0))
                if report.whole
                else column.header
                for column in report.ignored
            )
            facts[layout.label("ignored")] = listed
        if report.similar:
            facts[layout.label("similar")] = layout.label("similar-about", count=len(report.similar))
        facts[layout.label("remembers")] = layout.label("remembers-about")
        self._pairs("good-to-know", facts)

    def _similar(self) -> None:
        layout, report = self._layout, self._layout.report
        if not report.similar:
            return
        heads = [
            text(f"head-{name}", lang=report.lang) for name in ("name", "row", "similar-name", "reasons")
        ]
        name, row, other, reasons = (head[:1].upper() + head[1:] for head in heads)
        self._section(
            layout.label("similar"), [name, row, "", "", other, reasons, layout.label("head-where")]
        )
        for pair in report.similar:
            code = "example-row" if pair.other_id is None else "example-record"
            where = layout.label(code, row=pair.other_id if pair.other_row is None else pair.other_row)
            cells: list[Styled] = [(pair.name, _LABEL), (pair.row, _SOFT), ("", _SOFT), ("", _SOFT)]
            alike = layout.label("alike", reasons=reasons_text(pair, report.lang), share=pair.score / 100)
            self._line([*cells, (pair.other_name, _PLAIN), (alike, _PLAIN), (where, _PLAIN)])

    def _pairs(self, title: str, values: dict[str, str]) -> None:
        if not values:
            return
        self._section(self._layout.label(title), [])
        for label, value in values.items():
            self._line([(label, _LABEL), (value, Look(edge=looks.RULE)), *[("", Look(edge=looks.RULE))] * 5])


def _bar(share: float, colour: str) -> Styled:
    return "█" * max(round(share * _BAR), 1), Look(ink=colour, edge=looks.RULE, size=8)


def _rest(count: int) -> list[Styled]:
    return [("", _PLAIN)] * count
