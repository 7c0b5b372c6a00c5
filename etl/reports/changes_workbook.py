"""The workbook of a run's changes, cell by cell: for a plan, and for a run whose file is not available.

A line is a cell: row, record, column, old, new, outcome. Rows that are left out are on a second sheet with their
reasons. The lines have a digest that does not depend on their order, so that sorting is no edit.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.core.batching import batched
from etl.core.results import Outcome
from etl.journal import Journal, StoredRow
from etl.messages import outcome_text, text
from etl.plan.cost import WRITTEN
from etl.plan.row_planning import record_of
from etl.reports.display import Shown, record_name
from etl.sheets import Cell, Sheet, SheetBook

MAX_LINES = 1_048_575
"""Lines a sheet holds below its header."""

_LEFT_OUT = (Outcome.REJECTED, Outcome.SKIPPED, Outcome.FAILED, Outcome.UNKNOWN)
_HEADS = ("row", "id", "record", "column", "old", "new", "outcome")
_LEFT_HEADS = ("row", "record", "outcome", "column", "value", "problem", "fix")
_WIDTHS = (8, 12, 34, 26, 40, 40, 14)
_LEFT_WIDTHS = (8, 34, 14, 24, 30, 60, 60)
_BYTES = 32
_WINDOW = 500


@dataclass(slots=True)
class LinesDigest:
    """The digest of lines in any order, computed while they are written; flat in memory."""

    total: int = 0

    def take(self, cells: Sequence[object]) -> None:
        """Add a line; empty cells at its end do not count."""
        shown = "\x1f".join(map(_cell_text, cells)).rstrip("\x1f")
        if shown:
            line = hashlib.sha256(shown.encode("utf-8", "backslashreplace")).digest()
            self.total = (self.total + int.from_bytes(line)) % (1 << 8 * _BYTES)

    def hexdigest(self) -> str:
        """Return the digest, hexadecimal."""
        return self.total.to_bytes(_BYTES).hex()


def _cell_text(cell: object) -> str:
    """Return a cell as text, the same before it is written and after a spreadsheet program saved it again."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


@dataclass(slots=True)
class ChangesBook:
    """Writes the changes of a run; `sheet` names the text of its first sheet's name."""

    journal: Journal
    run_id: str
    shown: Shown
    sheet: str
    digest: LinesDigest = field(default_factory=LinesDigest)

    def write(self, path: Path, summary: Mapping[str, object], *, seal: str | None = None) -> None:
        """Write the workbook; the digest of its lines is in the summary, labelled `seal`.

        Raises:
            DataError: it cannot be written there.
            ApiError: a list of names cannot be read.
        """
        lang = self.shown.lang
        with SheetBook(path) as book:
            say = book.key_values(text("sheet-summary", lang=lang), summary)
            self._changes(book)
            if seal is not None:
                say(seal, self.digest.hexdigest())
            left = book.add_sheet(
                text("sheet-left-out", lang=lang), self._titles(_LEFT_HEADS), widths=_LEFT_WIDTHS
            )
            for row in self.journal.rows.every(self.run_id, outcomes=_LEFT_OUT):
                self._left_out(left, row)

    def _titles(self, heads: Iterable[str]) -> list[str]:
        return [text(f"head-{head}", lang=self.shown.lang) for head in heads]

    def _changes(self, book: SheetBook) -> None:
        sheet, lines, number = self._sheet(book, 1), 0, 1
        for cells in self._every_line():
            if lines == MAX_LINES:
                number, lines = number + 1, 0
                sheet = self._sheet(book, number)
            sheet.row(cells)
            self.digest.take(cells)
            lines += 1

    def _every_line(self) -> Iterator[list[Cell]]:
        for rows in batched(self.journal.rows.every(self.run_id, outcomes=WRITTEN), _WINDOW):
            self.shown.read(change for row in rows for change in row.changes)
            for row in rows:
                yield from self._lines(row)

    def _sheet(self, book: SheetBook, number: int) -> Sheet:
        name = sheet_name(text(self.sheet, lang=self.shown.lang), number)
        return book.add_sheet(name, self._titles(_HEADS), widths=_WIDTHS, text_columns=frozenset({4, 5}))

    def _lines(self, row: StoredRow) -> Iterator[list[Cell]]:
        """Yield a line for each cell that changes, one without columns where a row only sends linked records."""
        name = record_name(record_of(row))
        outcome = outcome_text(str(row.outcome), lang=self.shown.lang, dry=self.sheet == "sheet-plan")
        for change in row.changes:
            column = self.shown.column(change.column)
            old, new = (self.shown.value(change.column, value) for value in (change.old, change.new))
            yield [row.row, row.sellsy_id, _clean(name), _clean(column), _clean(old), _clean(new), outcome]
        if not row.changes:
            yield [row.row, row.sellsy_id, _clean(name), None, None, None, outcome]

    def _left_out(self, sheet: Sheet, row: StoredRow) -> None:
        name = record_name(record_of(row)) if row.record is not None else ""
        outcome = outcome_text(str(row.outcome), lang=self.shown.lang, dry=self.sheet == "sheet-plan")
        for problem in row.problems:
            texts = problem.texts(self.shown.lang)
            sheet.row([row.row, _clean(name), outcome, problem.column, problem.value, *texts])


def sheet_name(name: str, number: int) -> str:
    """Return the name of the first, second... sheet of lines."""
    return name if number == 1 else f"{name} {number}"


def _clean(text: str) -> str | None:
    """Return a text without control characters, which a workbook returns unchanged."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text) or None
