"""What a report says, whatever its form: the rows, their results, and the words of our columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.core.results import Outcome, Problem, RowResult, Severity
from etl.mapping.column_names import OURS
from etl.messages import Lang, outcome_text, text
from etl.sheets import Cell, Table
from etl.source.own_headers import reading_header

BESIDE = {"outcome": 20, "id": 20, "problem": 60, "fix": 60}
"""Our columns on the right of the rows, and their widths in characters."""

BESIDE_REJECTED = {"row": 18, "problem": 60, "fix": 60}
"""Our columns on the right of the rejected rows."""

CORRECTABLE = (Outcome.REJECTED, Outcome.FAILED)
"""Outcomes of rows that were surely not written: corrected, they can be imported again."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The result of one row; `outcome` is None when it was only checked and is fine."""

    row: int
    outcome: Outcome | None
    sellsy_id: int | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, result: RowResult) -> "ReportRow":
        """Return the report's view of a result."""
        return cls(result.row, result.outcome, result.sellsy_id, result.problems)


@dataclass(frozen=True, slots=True)
class ExtraSheet:
    """A sheet beside the rows: its name, its headers and its lines."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a run or a check.

    `results` yields the results of rows, in the order of the file, again at each call; a row without one was
    only checked and is fine. `entity` names what the rows are. `full` asks for every row, else
    only those with problems, `dry` means that nothing was written.
    """

    table: Table
    entity: str
    results: Callable[[], Iterable[ReportRow]]
    summary: Mapping[str, object]
    lang: Lang
    full: bool
    sheets: Sequence[ExtraSheet] = ()
    reading: Sequence[str] = ()
    dry: bool = False

    @property
    def theirs(self) -> list[int]:
        """Positions of the user's own columns, without those of an earlier report."""
        return [i for i, header in enumerate(self.table.headers) if not header.startswith(OURS)]

    def heads(self, widths: Mapping[str, int]) -> dict[str, int]:
        """Return the headers of our columns, each with its width."""
        return {f"{OURS} {text(f'head-{name}', lang=self.lang)}": width for name, width in widths.items()}

    def rejected_heads(self, widths: Mapping[str, int]) -> dict[str, int]:
        """Return our headers of the rows to correct: one of them holds how the file was read, where that matters."""
        heads = self.heads(widths)
        return heads | {reading_header(self.reading, self.lang): 12} if self.reading else heads

    def lines(self) -> Iterator[tuple[tuple[Cell, ...], ReportRow]]:
        """Yield the rows to report: their cells, those beyond the headers too, and their results."""
        following = iter(self.results())
        result = next(following, None)
        for number, cells in _cells(self.table):
            if result is None and not self.full:
                return
            while result is not None and result.row < number:
                result = next(following, None)
            row = result if result is not None and result.row == number else ReportRow(number, None)
            if self.full or row.problems:
                yield cells, row

    def texts_of(self, row: ReportRow) -> tuple[str, str]:
        """Return (problems of a row, what to do), a line each, errors first."""
        worst_first = sorted(row.problems, key=lambda problem: problem.severity is not Severity.ERROR)
        texts = [problem.texts(self.lang) for problem in worst_first]
        return "\n".join(dict.fromkeys(m for m, _ in texts)), "\n".join(
            dict.fromkeys(fix for _, fix in texts)
        )

    def outcome(self, row: ReportRow) -> str:
        """Return the result of a row, in a word."""
        return outcome_text(row.outcome or "valid", lang=self.lang, dry=self.dry)

    def marks(self, row: ReportRow) -> tuple[dict[int, str], dict[int, str]]:
        """Return (colours, comments) by the position of the header."""
        position = {header: i for i, header in reversed(list(enumerate(self.table.headers)))}
        fills: dict[int, str] = {}
        comments: dict[int, str] = {}
        for problem in row.problems:
            at = position.get(problem.column or "")
            if at is None:
                continue
            if fills.get(at) != Severity.ERROR:
                fills[at] = str(problem.severity)
            message = "\n".join(problem.texts(self.lang))
            comments[at] = f"{comments[at]}\n{message}" if at in comments else message
        return fills, comments

    def sheet_name(self, name: str) -> str:
        """Return the name of a sheet of ours."""
        return text(f"sheet-{name}", lang=self.lang)


def colour(row: ReportRow) -> str:
    """Return the colour of a row's result."""
    if row.outcome in CORRECTABLE:
        return "error"
    return "warning" if row.outcome in (Outcome.UNKNOWN, Outcome.SKIPPED) else "ok"


def _cells(table: Table) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for chunk in table.chunks():
        for number, cells in zip(chunk.rows, zip(*chunk.columns, strict=True), strict=True):
            yield number, (*cells, *chunk.ragged.get(number, ()))
