"""What a report says, whatever its form: the rows, their results, and what the report remembers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.account.near_names import near
from etl.core.results import JsonValue, Outcome, Problem, RowResult, Severity
from etl.entities import Entity
from etl.mapping.column_names import OURS
from etl.mapping.headers import Ignored
from etl.matching.near_duplicates import NearDuplicate
from etl.messages import Lang, outcome_text
from etl.sheets import Cell, Table
from etl.sheets.marks.row_state import Kind
from etl.source.apart import CODES
from etl.source.checked import ADDRESS_LEFT_OUT, show

ReportKind = Literal["check", "dry-run", "import", "retry", "delete"]

CORRECTABLE = (Outcome.REJECTED, Outcome.FAILED)
"""Outcomes of rows that were surely not written: corrected, they can be imported again."""

HELD = frozenset(
    {
        "row-ragged",
        "row-delimiter",
        "row-quotes-broken",
        "cell-merged",
        "report-held",
        "report-long",
        "report-twice",
    }
)
"""Problems that cannot be seen in the cells of a report: such a row is not read again before a person changed it."""

_NO_RECORDS = frozenset(CODES.values())
_ACCEPTED = 4
"""Accepted values named in each row; the summary names more."""

_LONGEST = 32_767
"""Characters a cell of a workbook holds."""


_SEVERAL = re.compile(r"[,;|\n]")
_PARTS = re.compile(r"(?<=[.;])\s+")


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

    @property
    def correctable(self) -> bool:
        """Whether it can be imported again once it is corrected."""
        return self.outcome in CORRECTABLE

    @property
    def errors(self) -> list[Problem]:
        """Its errors, without its repairs."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


@dataclass(frozen=True, slots=True)
class Line:
    """A row to report: its cells, its result, and the currencies that number formats name (row and header position)."""

    cells: tuple[Cell, ...]
    row: ReportRow
    currencies: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a run or a check.

    `results` yields the results of rows, in the order of the file, again at each call; a row without one was
    only checked and is fine. `whole` asks for every row, else only those to correct. `name_at` is the position of the
    header whose cells name the record. `about` says on which account and when, `settings` (label -> value) how.
    """

    table: Table
    entity: type[Entity]
    kind: ReportKind
    results: Callable[[], Iterable[ReportRow]]
    counts: Mapping[str, int]
    lang: Lang
    whole: bool
    file: str
    memory: Mapping[str, JsonValue]
    name_at: int | None = None
    about: Sequence[str] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    ignored: Sequence[Ignored] = ()
    similar: Sequence[NearDuplicate] = ()

    @property
    def dry(self) -> bool:
        """Whether nothing was written: the outcomes are those expected."""
        return self.kind in ("check", "dry-run") or bool(self.memory.get("dry"))

    @property
    def theirs(self) -> list[int]:
        """Positions of the user's own columns, that of the record's name first."""
        places = [i for i, header in enumerate(self.table.headers) if not header.startswith(OURS)]
        return sorted(places, key=lambda place: place != self.name_at)

    @property
    def all_again(self) -> bool:
        """Whether an import of the report imports every row, not only those to correct."""
        return self.dry and self.whole

    def lines(self) -> Iterator["Line"]:
        """Yield the rows to report: their cells, those beyond the headers too, and their results."""
        following, position = iter(self.results()), self._position
        result = next(following, None)
        for number, cells, currencies in _cells(self.table):
            while result is not None and result.row < number:
                result = next(following, None)
            if result is None and not self.whole:
                return
            row = result if result is not None and result.row == number else ReportRow(number, None)
            if self.whole or row.correctable:
                yield Line(cells, _as_typed(row, cells, position), currencies)

    def texts_of(self, row: ReportRow) -> str:
        """Return what to do about a row, a line each problem; that of several columns says which."""
        errors = row.errors
        several = len({problem.column for problem in errors}) > 1
        lines = []
        for problem in errors:
            sentence = to_do(problem, self.lang)
            gap = "\u00a0" if self.lang == "fr" else ""
            lines.append(f"{problem.column}{gap}: {sentence}" if several and problem.column else sentence)
        return "\n".join(dict.fromkeys(lines))

    def remarks_of(self, row: ReportRow) -> str:
        """Return the problems and the repairs of a row, a line each, errors first."""
        worst_first = sorted(row.problems, key=lambda problem: problem.severity is not Severity.ERROR)
        return "\n".join(dict.fromkeys(problem.texts(self.lang)[0] for problem in worst_first))

    def outcome(self, row: ReportRow) -> str:
        """Return the result of a row, in a word."""
        return outcome_text(row.outcome or "valid", lang=self.lang, dry=self.dry)

    @property
    def _position(self) -> dict[str, int]:
        return {header: i for i, header in reversed(list(enumerate(self.table.headers)))}

    def wrong(self, row: ReportRow) -> set[int]:
        """Return the positions of the headers of wrong cells."""
        position = self._position
        return {position[problem.column] for problem in row.errors if problem.column in position}

    def state(self, row: ReportRow, cells: Sequence[Cell]) -> Kind:
        """Return what becomes of a row when the report is read again."""
        if any(isinstance(cell, str) and len(cell) > _LONGEST for cell in cells):
            return "l"
        if row.correctable:
            return "h" if any(problem.code in HELD for problem in row.errors) else "c"
        if row.outcome is Outcome.SKIPPED and any(problem.code in _NO_RECORDS for problem in row.problems):
            return "x"
        return "o" if self.dry else "d"


def _as_typed(row: ReportRow, cells: Sequence[Cell], position: Mapping[str, int]) -> ReportRow:
    """Return a row whose problems show its cells as they were typed, not as they were read and compared."""
    if all(problem.value is None for problem in row.problems):
        return row
    problems = []
    for problem in row.problems:
        at = position.get(problem.column or "")
        typed = None if at is None else show(cells[at])
        is_other = typed is not None and problem.value is not None and problem.value not in typed
        problems.append(
            replace(problem, value=typed) if is_other and problem.code != ADDRESS_LEFT_OUT else problem
        )
    return replace(row, problems=tuple(problems))


def proposals(row: ReportRow) -> list[str]:
    """Return the corrections proposed for a row, each once; one that a person must confirm stands there too."""
    return list(dict.fromkeys(shown for problem in row.errors if (shown := _proposal(problem)) is not None))


def _proposal(problem: Problem) -> str | None:
    if problem.proposed is not None:
        return problem.proposed
    suggestion, accepted = problem.params.get("suggestion"), problem.params.get("accepted")
    if suggestion is None and problem.code == "lookup-unknown" and isinstance(accepted, list):
        suggestion = near(problem.value or "", accepted)
    of_the_cell = isinstance(suggestion, str) and not _SEVERAL.search(problem.value or "")
    return str(suggestion) if of_the_cell else None  # an item of a list is not the whole cell


def to_do(problem: Problem, lang: Lang) -> str:
    """Return what is wrong and what to do about it in a workbook: without options of commands, nor what is proposed."""
    accepted = problem.params.get("accepted")
    if isinstance(accepted, list) and len(accepted) > _ACCEPTED:
        problem = replace(problem, params={**problem.params, "accepted": [*accepted[:_ACCEPTED], "…"]})
    message, fix = problem.texts(lang)
    if problem.proposed:  # one that empties the cell is told in words
        return message
    return " ".join(filter(None, (message, in_words(fix)))).replace("….", "…")


def in_words(fix: str) -> str:
    """Return what to do without the parts of the sentence that name an option of a command."""
    ended = " ".join(part for part in _PARTS.split(fix) if "--" not in part).rstrip(" ;,\u202f\u00a0")
    return ended if not ended or ended.endswith((".", "?", "!")) else f"{ended}."


def _cells(table: Table) -> Iterator[tuple[int, tuple[Cell, ...], Mapping[tuple[int, int], str]]]:
    for chunk in table.chunks():
        for number, cells in zip(chunk.rows, zip(*chunk.columns, strict=True), strict=True):
            yield number, (*cells, *chunk.ragged.get(number, ())), chunk.currencies
