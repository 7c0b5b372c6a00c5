"""The problems of a file by cause, counted in one pass over its rows: the most frequent first."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from etl.core.results import Problem, Severity
from etl.messages import Lang, text
from etl.reports.values import HELD, ReportRow, proposals

_VARIES = "…"
"""Stands for what differs among the problems of a cause."""

_REASONS = frozenset({"why", "key", "part", "held", "wanted"})
"""Parameters that say what is wrong: problems with other ones are another cause."""

_ACCEPTED = 12
"""Accepted values listed of a cause."""

_NAMES = {
    "address-lacks": "address",
    "birth": "date",
    "boolean": "choice",
    "choice": "choice",
    "country": "country",
    "date": "date",
    "duplicate-in-file": "duplicate",
    "email": "email",
    "email-several": "several",
    "last-name-missing": "missing",
    "link-doubtful": "doubtful",
    "links-several": "records",
    "lookup-unknown": "unknown",
    "match-doubtful": "doubtful",
    "match-several": "records",
    "moment": "date",
    "naf": "naf",
    "name-missing": "missing",
    "number": "number",
    "opportunity-unnamed": "missing",
    "percent": "number",
    "person-name-missing": "missing",
    "phone": "phone",
    "phone-several": "several",
    "postal-code": "postal-code",
    "refusal": "choice",
    "same-record": "duplicate",
    "siren": "siren",
    "siret": "siret",
    "siret-is-siren": "siret-is-siren",
    "siret-siren-differ": "differ",
    "source-unknown": "unknown",
    "step-unknown": "unknown",
    "tag-unknown": "unknown",
    "text-missing": "missing",
    "title-missing": "missing",
    "url": "url",
    "vat": "vat",
    "vat-siren-differ": "differ",
    "word-missing": "missing",
}
"""The beginning of codes -> the short name of the cause that they are; the others have their message."""

_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_EXAMPLES = 3
_DISTINCT = 1_000
"""Distinct cells, and corrections, counted of a cause."""


def cause_of(problem: Problem) -> tuple[str | None, str, *tuple[object, ...]]:
    """Return what is equal for the problems of a cause: their column, code and reason."""
    reason = problem.params.get("reason")
    inner = (reason.get("problem"), reason.get("why")) if isinstance(reason, dict) else ()
    reasons = (str(problem.params[name]) for name in sorted(_REASONS & problem.params.keys()))
    return (problem.column, problem.code, *reasons, *inner)


def merged(problem: Problem, other: Problem) -> Problem:
    """Return what is common to two problems of a cause: "…" stands for what differs, accepted values are gathered."""
    params = {"row": problem.row, **problem.params}
    for name, value in {"row": other.row, **other.params}.items():
        params[name] = _merged(name, params.get(name), value)
    value = problem.value if problem.value == other.value else _VARIES
    if value == problem.value and all(params[name] == problem.params.get(name) for name in params):
        return problem
    return replace(problem, value=value, params=params)


def _merged(name: str, value: object, other: object) -> object:
    if value in (other, _VARIES):
        return value
    if name == "accepted" and isinstance(value, list) and isinstance(other, list):
        return value + [choice for choice in other if choice not in value][: max(_ACCEPTED - len(value), 0)]
    if isinstance(value, dict) and isinstance(other, dict):
        return {key: _merged(key, value[key], other.get(key)) for key in value}
    return _VARIES


def cause_texts(common: Problem, lang: Lang) -> tuple[str, str]:
    """Return what is wrong and what to do of what problems have in common, without what differs from row to row."""
    message, fix = common.texts(lang)
    other = {name: "‥" if value == _VARIES else value for name, value in common.params.items()}
    marked = replace(common, params=other).texts(lang)[1]
    pairs = zip(_SENTENCES.split(fix), _SENTENCES.split(marked), strict=False)
    return message, " ".join(sentence for sentence, same in pairs if sentence == same)


@dataclass(slots=True)
class Cause:
    """Problems of one reason in a column; `values` counts the cells, `fixes` (value, proposed value).

    `common` is what the problems have in common: see `merged`.
    """

    common: Problem
    message: str = ""
    fix: str = ""
    rows: int = 0
    proposed: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)
    values: Counter[str] = field(default_factory=Counter)
    fixes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _last: int | None = None

    @property
    def column(self) -> str | None:
        """The header of the cells."""
        return self.common.column

    @property
    def code(self) -> str:
        """The code of the problems."""
        return self.common.code

    def join(self, other: "Cause") -> None:
        """Count the problems of another cause too; what to do is that of cells without a correction."""
        if self.proposed == self.rows:
            self.fix = other.fix
        self.rows += other.rows
        self.proposed += other.proposed
        self.values += other.values
        self.fixes += other.fixes

    def add(self, problem: Problem) -> None:
        """Count a problem; those of one row come one after the other."""
        self.common = merged(self.common, problem)
        if problem.row is None or problem.row != self._last:
            self.rows += 1
            if len(self.examples) < _EXAMPLES and problem.row is not None:
                self.examples.append((problem.row, problem.value or ""))
        self._last = problem.row
        if problem.value and (problem.value in self.values or len(self.values) < _DISTINCT):
            self.values[problem.value] += 1
        if problem.proposed:
            self.proposed += 1
            pair = (problem.value or "", problem.proposed)
            if pair in self.fixes or len(self.fixes) < _DISTINCT:
                self.fixes[pair] += 1


def cause_name(code: str, message: str, lang: Lang) -> str:
    """Return the name of a cause in a few words, its message where it has none."""
    parts = code.split("-")
    beginnings = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    name = next((_NAMES[beginning] for beginning in beginnings if beginning in _NAMES), None)
    return message if name is None else text(f"cause-{name}", lang=lang)


def by_name(causes: Iterable[Cause], lang: Lang) -> list[tuple[str, Cause]]:
    """Return causes with their names, those of one name and column as one."""
    named: dict[tuple[str, str | None], Cause] = {}
    for cause in causes:
        key = (cause_name(cause.code, cause.message, lang), cause.column)
        if key in named:
            named[key].join(cause)
        else:
            named[key] = replace(
                cause, examples=[*cause.examples], values=Counter(cause.values), fixes=Counter(cause.fixes)
            )
    return sorted(((name, cause) for (name, _), cause in named.items()), key=lambda item: -item[1].rows)


@dataclass(slots=True)
class Causes:
    """The causes of a file: `errors` and `warnings`.

    `rows` are to be corrected, of which `proposed` have a correction proposed; `columns` are the headers of wrong
    cells, `first` those of the first row, `widest` are the characters of the longest correction. `beyond` tells that a
    row has more cells than there are headers.
    """

    errors: list[Cause] = field(default_factory=list)
    warnings: list[Cause] = field(default_factory=list)
    rows: int = 0
    proposed: int = 0
    columns: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    widest: int = 0
    beyond: bool = False

    @classmethod
    def of(cls, rows: Iterable[ReportRow], lang: Lang) -> "Causes":
        """Return the causes of rows."""
        causes = cls()
        groups: dict[tuple[Severity, *tuple[object, ...]], Cause] = {}
        for row in rows:
            for problem in row.problems:
                key = (problem.severity, *cause_of(problem))
                if key not in groups:
                    groups[key] = Cause(problem)
                groups[key].add(problem)
            if row.correctable:
                causes._take(row)
        for cause in groups.values():
            cause.message, cause.fix = cause_texts(cause.common, lang)
        ordered = sorted(groups.items(), key=lambda item: -item[1].rows)
        causes.errors = [cause for (severity, *_), cause in ordered if severity is Severity.ERROR]
        causes.warnings = [cause for (severity, *_), cause in ordered if severity is Severity.WARNING]
        return causes

    def _take(self, row: ReportRow) -> None:
        if not self.rows:
            self.first = {problem.column for problem in row.errors if problem.column is not None}
        self.rows += 1
        self.proposed += any(problem.proposed for problem in row.errors)
        self.widest = max(self.widest, *map(len, proposals(row)), 0)
        for problem in row.errors:
            self.beyond = self.beyond or (problem.code in HELD and problem.column is None)
            if problem.column is not None:
                self.columns.add(problem.column)
