"""What the two sheets of rows share: the user's columns, in their place beside ours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from etl.messages import text
from etl.reports.causes import Causes
from etl.reports.values import Line, Report
from etl.reports.workbook import looks
from etl.sheets import Cell
from etl.sheets.writers.styled import Column, PageLook, Rule, Styled
from etl.source.own.headers import state_header

OURS = 4
"""Our columns before the user's, in each sheet of rows."""

_SAMPLE = 200
LAST_LINE = 1_048_576

_LEGEND = 12
"""Characters of a column that has room for a word of the legend."""

_TITLE_CHARACTER = 1.3
"""Characters of a column that one of a title takes: it is larger and bold, in whatever font is there."""


@dataclass(slots=True)
class Layout:
    """Where the columns are: ours, the user's (that of the record's name first), then the hidden ones."""

    report: Report
    causes: Causes
    theirs: list[int] = field(init=False)
    headers: list[str] = field(init=False)
    widths: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Judge the widths by the first rows."""
        report = self.report
        self.theirs = report.theirs
        self.headers = [report.table.headers[place] for place in self.theirs]
        chunk = next(report.table.chunks(size=_SAMPLE), None)
        rows = list(islice(zip(*chunk.columns, strict=True), _SAMPLE)) if chunk is not None else []
        self.widths = looks.widths(self.headers, [[row[place] for place in self.theirs] for row in rows])

    @property
    def frozen(self) -> tuple[int, int]:
        """Lines and columns that stay in view: ours, and that of the record's name."""
        return looks.HEADER, OURS + (self.report.name_at is not None)

    def label(self, code: str, **params: object) -> str:
        """Return a text of the workbook."""
        return text(f"book-{code}", lang=self.report.lang, **params)

    def cells(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return the cells of the user's own columns, in the order of the sheet."""
        return [cells[place] for place in self.theirs]

    def styled(self, line: Line) -> list[Styled]:
        """Return the cells of a row with their looks."""
        cells, money = line.cells, line.currencies
        if not money:
            return [looks.theirs(cells[place]) for place in self.theirs]
        return [looks.theirs(cells[place], money.get((line.row.row, place), "")) for place in self.theirs]

    def page(
        self,
        name: str,
        ours: Sequence[Column],
        hidden: int,
        *,
        beyond: bool = False,
        rules: Sequence[Rule] = (),
        start: tuple[int, int] | None = None,
    ) -> PageLook:
        """Return the look of a sheet of rows; it opens the workbook where it says on which cell."""
        more = [Column(looks.MOST, looks.OURS)] if beyond else []
        secret = [Column(10, hidden=True)] * hidden
        columns = [*ours, *looks.text_columns(self.widths), *more, *secret]
        return PageLook(
            self.report_sheet(name),
            columns,
            frozen=self.frozen,
            header=looks.HEADER,
            filtered=len(columns),
            rules=rules,
            start=start or (looks.HEADER, 0),
            first=start is not None,
        )

    @staticmethod
    def height(*texts: tuple[str, float]) -> float:
        """Return the height of a line in points, of texts that wrap in columns of so many characters."""
        lines = max(
            sum(1 + int(max(len(part) - 1, 0) // width) for part in text.split("\n")) for text, width in texts
        )
        return 16.0 if lines <= 1 else 13.5 * lines + 4

    def report_sheet(self, name: str) -> str:
        """Return the name of a sheet of ours."""
        return text(f"sheet-{name}", lang=self.report.lang)

    def _legend_at(self, title: str, ours: Sequence[Column]) -> int:
        """Return the position of the first two columns that have room for the legend, beyond a title."""
        widths = [*(column.width for column in ours), *self.widths]
        free, places = len(title) * _TITLE_CHARACTER, range(self.frozen[1], len(widths))
        beyond = [place for place in places if sum(widths[:place]) >= free]
        roomy = [place for place in beyond if min(widths[place : place + 2]) >= _LEGEND]
        return next(iter([*roomy, *beyond]), len(widths))

    def top(
        self,
        lines: Sequence[str],
        ours: Sequence[Column],
        heads: Sequence[str],
        hidden: Sequence[str],
        beyond: str = "",
    ) -> list[list[Styled]]:
        """Return the four lines above the rows: what to do, the counts, the bands, the headers."""
        count = len(self.headers) + bool(beyond)
        file = self.label("file-sheet", file=self.report.file, sheet=self.report.table.layout.sheet)
        if self.report.table.layout.sheet is None:
            file = self.report.file
        frozen = self.report.name_at is not None
        band: list[Styled] = [(self.label("ours"), looks.BAND_OURS), *[("", looks.BAND_OURS)] * (OURS - 1)]
        places = [self.label("theirs"), file] if frozen else [file]
        band += [(place, looks.BAND_THEIRS) for place in places][:count]
        band += [("", looks.BAND_THEIRS)] * (count - min(len(places), count))
        header: list[Styled] = [(head, looks.HEAD_OURS) for head in heads]
        header += [(head, looks.HEAD_THEIRS) for head in self.headers]
        header += [(beyond, looks.HEAD_OURS)] if beyond else []
        header += [(state_header(name), looks.HEAD_OURS) for name in hidden]
        legend: list[Styled] = [("", looks.NOTE)] * (self._legend_at(lines[0], ours) - 1)
        legend += [
            (self.label("legend-wrong"), looks.LEGEND_BAD),
            (self.label("legend-done"), looks.LEGEND_DONE),
        ]
        return [[(lines[0], looks.TITLE), *legend], [(lines[1], looks.NOTE)], band, header]
