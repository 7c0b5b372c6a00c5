"""The problems of a file by cause, counted in one pass over its rows: the most frequent first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from etl.core.results import Problem, Severity
from etl.messages import Lang
from etl.reports.values import HELD, ReportRow

_EXAMPLES = 3
_DISTINCT = 1_000
"""Distinct cells, and corrections, counted of a cause."""


@dataclass(slots=True)
class Cause:
    """Problems of the same code in a column; `values` counts the cells, `fixes` (value, proposed value).

    `message` is that of the first problem, or says "…" for the value where cells differ.
    """

    column: str | None
    code: str
    message: str
    fix: str
    rows: int = 0
    proposed: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)
    values: Counter[str] = field(default_factory=Counter)
    fixes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _last: int | None = None

    def add(self, problem: Problem, lang: Lang) -> None:
        """Count a problem; those of one row come one after the other."""
        if problem.row is None or problem.row != self._last:
            self.rows += 1
            if len(self.examples) < _EXAMPLES and problem.row is not None:
                self.examples.append((problem.row, problem.value or ""))
        self._last = problem.row
        if problem.value and (problem.value in self.values or len(self.values) < _DISTINCT):
            self.values[problem.value] += 1
            if len(self.values) == 2:
                self.message = replace(problem, value="…").texts(lang)[0]
        if problem.proposed is not None:
            self.proposed += 1
            pair = (problem.value or "", problem.proposed)
            if pair in self.fixes or len(self.fixes) < _DISTINCT:
                self.fixes[pair] += 1


@dataclass(slots=True)
class Causes:
    """The causes of a file: `errors` and `warnings`.

    `rows` are to be corrected, of which `proposed` have a correction proposed; `columns` are the headers of wrong
    cells, `first` those of the first row. `beyond` tells that a row has more cells than there are headers.
    """

    errors: list[Cause] = field(default_factory=list)
    warnings: list[Cause] = field(default_factory=list)
    rows: int = 0
    proposed: int = 0
    columns: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    beyond: bool = False

    @classmethod
    def of(cls, rows: Iterable[ReportRow], lang: Lang) -> "Causes":
        """Return the causes of rows."""
        causes = cls()
        groups: dict[tuple[Severity, str | None, str], Cause] = {}
        for row in rows:
            for problem in row.problems:
                key = (problem.severity, problem.column, problem.code)
                if key not in groups:
                    groups[key] = Cause(problem.column, problem.code, *problem.texts(lang))
                groups[key].add(problem, lang)
            if row.correctable:
                causes._take(row)
        ordered = sorted(groups.items(), key=lambda item: -item[1].rows)
        causes.errors = [cause for (severity, *_), cause in ordered if severity is Severity.ERROR]
        causes.warnings = [cause for (severity, *_), cause in ordered if severity is Severity.WARNING]
        return causes

    def _take(self, row: ReportRow) -> None:
        if not self.rows:
            self.first = {problem.column for problem in row.errors if problem.column is not None}
        self.rows += 1
        self.proposed += any(problem.proposed is not None for problem in row.errors)
        for problem in row.errors:
            self.beyond = self.beyond or (problem.code in HELD and problem.column is None)
            if problem.column is not None:
                self.columns.add(problem.column)
