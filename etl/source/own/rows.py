"""The rows of a report that was corrected: those of the sheet to correct, and of the sheet of all rows, as one table.

A row keeps the number that it had in the original file. A correction counts in either sheet; a cell that was changed
differently in both makes its row unreadable, and so do two rows of one number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.core.results import JsonValue
from etl.messages import LANGS, text
from etl.sheets import Cell, Flaw, FlawedLine, Layout, Table, sheet_lines, table_of
from etl.sheets.marks.row_state import RowState, cell_key, digest, digests
from etl.source.own.headers import state_header
from etl.source.own.report import OwnReport

_OURS = {"correct": ("row", "to-do", "proposed", "column"), "rows": ("row", "outcome", "id", "remarks")}
_SEARCHED = 30
"""Lines among which the headers of a sheet are searched."""

_Cells = list[Cell]


@dataclass(slots=True)
class _Row:
    """A row of a sheet: its state, None where a person added it, and the user's cells by position of their header."""

    state: RowState | None
    cells: dict[int, Cell]
    ours: tuple[Cell, ...]


def _is_filled(row: _Row) -> bool:
    return any(cell_key(cell) for cell in row.cells.values())


@dataclass(slots=True)
class _Sheet:
    """A sheet of a report: its rows, by number, those that a person added, and numbers that stand there twice."""

    rows: dict[int, _Row] = field(default_factory=dict)
    added: list[_Row] = field(default_factory=list)
    twice: set[int] = field(default_factory=set)

    def take(self, row: _Row) -> None:
        """Take a row in."""
        if row.state is None:
            if _is_filled(row):
                self.added.append(row)
        elif row.state.row in self.rows:
            self.twice.add(row.state.row)
        else:
            self.rows[row.state.row] = row


@dataclass(slots=True)
class ReportRows:
    """Reads the rows of a report; `headers` are the user's, those that a person added at the end."""

    report: OwnReport
    format: str
    observer: Observer
    headers: list[str] = field(init=False)
    _shown: list[int] = field(init=False)
    _told: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Take what the report remembers of its columns."""
        memory = self.report.memory
        self.headers = [str(header) for header in _list(memory.get("headers"))]
        self._shown = [int(str(place)) for place in _list(memory.get("columns"))]
        if any(not 0 <= place < len(self.headers) for place in self._shown):
            raise DataError("report-memory-damaged", path=self.report.path)

    def table(self, chunk_rows: int) -> Table:
        """Return the table of the rows that are to be read.

        Raises:
            DataError: a sheet of the report is gone, or the workbook cannot be read.
        """
        sheets = self.report.memory.get("sheets")
        names = sheets if isinstance(sheets, dict) else {}
        correct = self._sheet(str(names.get("correct")), "correct")
        every = self._sheet(str(names["rows"]), "rows") if "rows" in names else _Sheet()
        lines = self._lines(correct, every, whole="rows" in names)
        if not lines:
            raise DataError("report-nothing", path=self.report.path)
        for code, count in self._told.items():
            self.observer.note(code, count=count, file=self.report.origin)
        layout = Layout(
            path=str(self.report.path),
            format=self.format,
            header_row=0,
            title_lines=0,
            sheet=_text(self.report.memory.get("sheet")),
            size=self.report.path.stat().st_size,
        )
        return table_of(layout, self.headers, lines, chunk_rows)

    # sheets

    def _sheet(self, name: str, use: str) -> _Sheet:
        lines = sheet_lines(self.report.path, format=self.format, sheet=name)
        at = next(
            (i for i, (_, cells) in enumerate(lines[:_SEARCHED]) if state_header("state") in cells), None
        )
        if at is None:
            raise DataError("report-sheet-gone", path=self.report.path, sheet=name)
        heads = [_text(cell) or "" for cell in lines[at][1]]
        state, places, ours = heads.index(state_header("state")), *self._places(heads, use)
        sheet = _Sheet()
        for _, cells in lines[at + 1 :]:
            row = list(cells)
            sheet.take(
                _Row(
                    RowState.read(row[state]) if state < len(row) else None,
                    {place: row[column] if column < len(row) else None for column, place in places.items()},
                    tuple(row[column] if column < len(row) else None for column in ours),
                )
            )
        return sheet

    def _places(self, heads: Sequence[str], use: str) -> tuple[dict[int, int], list[int]]:
        """Return column of the sheet -> position of its header, and the columns of ours that were digested.

        Columns that a person moved beside others, deleted or added are found by their headers.
        """
        visible = heads[: heads.index(state_header("state"))]
        beyond = [text("book-beyond", lang=lang) for lang in LANGS]
        ours = [[text(f"book-head-{name}", lang=lang) for lang in LANGS] for name in _OURS[use]]
        wanted = ["", "", "", "", *(self.headers[place] for place in self._shown)]
        actual = ["" if i < len(ours) and head in ours[i] else head for i, head in enumerate(visible)]
        places: dict[int, int] = {}
        own: list[int] = []
        matched: set[int] = set()
        for block in SequenceMatcher(None, wanted, actual, autojunk=False).get_matching_blocks():
            for step in range(block.size):
                column, slot = block.b + step, block.a + step
                matched.add(column)
                if slot >= len(ours):
                    places[column] = self._shown[slot - len(ours)]
                elif slot > 0:
                    own.append(column)
        for column, head in enumerate(actual):
            if column not in matched and head and head not in beyond:
                if head not in self.headers:
                    self.headers.append(head)
                places.setdefault(column, self.headers.index(head))
        return places, own

    # rows

    def _lines(self, correct: _Sheet, every: _Sheet, *, whole: bool) -> list[tuple[int, _Cells]]:
        """Return (number, cells) of the rows to read, by number; the added ones follow."""
        lines: dict[int, _Cells] = {}
        for number, row in correct.rows.items():
            if _is_filled(row):
                lines[number] = self._corrected(number, row, every.rows.get(number))
        fine = 0
        for number, row in every.rows.items():
            kind = row.state.kind if row.state is not None else "x"
            if number in correct.rows:
                continue
            if kind in ("o", "l") and not self.report.again and _is_filled(row):
                lines[number] = self._line(number, row.cells, "report-long" if kind == "l" else "")
                fine += 1
            elif kind == "d" and (number in every.twice or self._is_changed(row)):
                self._told["note-report-done"] += 1
        doubled = every.twice & correct.rows.keys() if self.report.again else every.twice
        for number in correct.twice | doubled:
            first = correct.rows.get(number) or every.rows[number]
            lines[number] = flawed(self._cells(first.cells), "report-twice", row=number)
        last = max([self.report.last, *lines])
        added = [*correct.added, *every.added]
        for row in added:
            last += 1
            lines[last] = self._cells(row.cells)
        corrected = sum(_is_filled(row) for row in correct.rows.values())
        self._tell(len(added), corrected, fine, whole=whole)
        return sorted(lines.items())

    def _tell(self, added: int, corrected: int, fine: int, *, whole: bool) -> None:
        """Count what is to be said of the report."""
        if added:
            self._told["note-report-added"] = added
        deleted = max(self._count("rows") - corrected, 0)
        if whole and not self.report.again:
            deleted += max(self._count("fine") - fine, 0)
        if deleted:
            self._told["note-report-deleted"] = deleted
        if not whole and not self.report.again:
            self._told["note-report-part"] = corrected

    def _count(self, name: str) -> int:
        return int(str(self.report.memory.get(name) or 0))

    def _is_changed(self, row: _Row) -> bool:
        """Tell whether a person changed the cells of a row of the sheet of all rows; earlier reports do not know."""
        if row.state is None or not row.state.seen:
            return False
        cells = [row.cells.get(place) for place in self._shown]
        beyond = any(cell_key(cell) for place, cell in row.cells.items() if place not in self._shown)
        return beyond or digests(cells, ())[0] != row.state.seen[0]

    def _corrected(self, number: int, row: _Row, other: _Row | None) -> _Cells:
        """Return a row to correct, with what was changed in either sheet."""
        assert row.state is not None  # noqa: S101 - rows without one are added ones
        seen = row.state.seen
        before = dict(zip(self._shown, seen[1:], strict=False))
        if seen and digests(row.ours, ())[0] != seen[0]:
            self._told["note-report-ours"] += 1
        cells, changed = dict(row.cells), False
        for place, was in before.items():
            mine = cells.get(place)
            is_changed = place in row.cells and digest(cell_key(mine)) != was
            if other is not None and place in other.cells:
                theirs = other.cells[place]
                if digest(cell_key(theirs)) != was and cell_key(theirs) != cell_key(mine):
                    if is_changed:
                        return self._conflict(cells, place, theirs)
                    cells[place], is_changed = theirs, True
            changed = changed or is_changed
        for place, theirs in () if other is None else other.cells.items():
            mine = cells.get(place)
            if place in before or not cell_key(theirs) or cell_key(theirs) == cell_key(mine):
                continue
            if cell_key(mine):
                return self._conflict(cells, place, theirs)
            cells[place], changed = theirs, True
        if row.state.kind == "l":
            return self._line(number, cells, "report-long")
        return self._line(number, cells, "report-held" if row.state.kind == "h" and not changed else "")

    def _conflict(self, cells: Mapping[int, Cell], place: int, theirs: Cell) -> _Cells:
        first, second = cell_key(cells.get(place)), cell_key(theirs)
        header = self.headers[place]
        return flawed(self._cells(cells), "report-conflict", column=header, first=first, second=second)

    def _line(self, number: int, cells: Mapping[int, Cell], flaw: str) -> _Cells:
        line = self._cells(cells)
        return flawed(line, flaw, row=number) if flaw else line

    def _cells(self, cells: Mapping[int, Cell]) -> _Cells:
        return [cells.get(place) for place in range(len(self.headers))]


def flawed(cells: Sequence[Cell], code: str, **params: object) -> _Cells:
    """Return a line that is refused, with its cells; `code` says why."""
    shown = next((str(cell) for cell in cells if cell not in (None, "")), "")
    flaw = Flaw(code, shown, broken=True, params={name: str(value) for name, value in params.items()})
    return FlawedLine(cells, flaw)  # type: ignore[arg-type,return-value]


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return None if value is None else str(value)
