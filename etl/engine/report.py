"""The report workbook: the user's own rows, in their order, with what became of each and what to do.

Files above `FULL_ROWS` rows get the light report: only the rows that have something to say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.messages import Lang, text
from etl.results import Outcome, Problem, RowResult, Severity
from etl.sheets import Cell, SheetBook, Table

FULL_ROWS = 50_000
OURS = "sellsy-etl:"
"""Headers that begin so are ours; reading a report back ignores them."""

_CORRECTABLE = (Outcome.REJECTED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that was not read: its header and the nearest known one."""

    header: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What became of one row; `outcome` is None when it was only checked and is fine."""

    row: int
    outcome: Outcome | None
    sellsy_id: int | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, result: RowResult) -> "ReportRow":
        """Return the report's view of a result."""
        return cls(result.row, result.outcome, result.sellsy_id, result.problems)


def rejected_sheet(names: Sequence[str]) -> str | None:
    """Return the sheet of corrected rows when a workbook is one of our reports, in any language."""
    for lang in ("fr", "en"):
        if {_sheet("summary", lang), _sheet("rejected", lang)} <= set(names):
            return _sheet("rejected", lang)
    return None


def _sheet(name: str, lang: Lang) -> str:
    return text(f"sheet-{name}", lang=lang)


def write_report(
    path: Path,
    *,
    table: Table,
    results: Iterable[ReportRow],
    summary: Mapping[str, object],
    ignored: Sequence[Ignored],
    lang: Lang,
    full: bool,
) -> None:
    """Write the report of a run.

    `results` come in the order of the file; a row without one was only checked and is fine. `full` asks for
    every row.

    Raises:
        DataError: the report cannot be written there.
    """
    with SheetBook(path) as book:
        book.key_values(_sheet("summary", lang), summary)
        _Writer(book, table, lang).write(results, full=full)
        headers = [text("head-ignored", lang=lang), text("head-nearest", lang=lang)]
        sheet = book.add_sheet(_sheet("ignored", lang), headers)
        for one in ignored:
            sheet.row([one.header, one.nearest])


class _Writer:
    """Writes the sheet of all rows and the sheet of rejected ones side by side."""

    def __init__(self, book: SheetBook, table: Table, lang: Lang) -> None:
        self._table = table
        self._lang = lang
        self._position = {header: i for i, header in reversed(list(enumerate(table.headers)))}
        ours = [self._head(name) for name in ("outcome", "id", "problem", "fix")]
        self._rows = book.add_sheet(_sheet("rows", lang), [*table.headers, *ours])
        self._rejected = book.add_sheet(_sheet("rejected", lang), [*table.headers, *ours[2:]])

    def _head(self, name: str) -> str:
        return f"{OURS} {text(f'head-{name}', lang=self._lang)}"

    def write(self, results: Iterable[ReportRow], *, full: bool) -> None:
        """Join the results to the rows of the file."""
        following = iter(results)
        result = next(following, None)
        for number, cells in _lines(self._table):
            if result is None and not full:
                return
            while result is not None and result.row < number:
                result = next(following, None)
            said = result if result is not None and result.row == number else ReportRow(number, None)
            if full or said.problems:
                self._line(cells, said)

    def _line(self, cells: Sequence[Cell], said: ReportRow) -> None:
        texts = [problem.texts(self._lang) for problem in said.problems]
        problem = "\n".join(dict.fromkeys(message for message, _ in texts))
        fix = "\n".join(dict.fromkeys(what for _, what in texts))
        outcome = text(f"count-{said.outcome}" if said.outcome else "row-valid", lang=self._lang)
        fills, comments = self._marks(said.problems)
        mark = len(cells)
        fills[mark] = _colour(said.outcome)
        self._rows.row([*cells, outcome, said.sellsy_id, problem, fix], fills=fills, comments=comments)
        if said.outcome in _CORRECTABLE:
            del fills[mark]
            self._rejected.row([*cells, problem, fix], fills=fills, comments=comments)

    def _marks(self, problems: Sequence[Problem]) -> tuple[dict[int, str], dict[int, str]]:
        fills: dict[int, str] = {}
        comments: dict[int, str] = {}
        for problem in problems:
            at = self._position.get(problem.column or "")
            if at is None:
                continue
            if fills.get(at) != Severity.ERROR:
                fills[at] = str(problem.severity)
            said = "\n".join(problem.texts(self._lang))
            comments[at] = f"{comments[at]}\n{said}" if at in comments else said
        return fills, comments


def _colour(outcome: Outcome | None) -> str:
    if outcome in (Outcome.REJECTED, Outcome.FAILED):
        return "error"
    return "warning" if outcome in (Outcome.UNKNOWN, Outcome.SKIPPED) else "ok"


def _lines(table: Table) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for chunk in table.chunks():
        yield from zip(chunk.rows, zip(*chunk.columns, strict=True), strict=True)
