"""The results of a run: plain frozen values, without behaviour beyond counting and formatting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from etl.core.errors import ConfigError
from etl.messages import Lang, problem_text

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Outcome(StrEnum):
    """The outcome of an input row. Every row has exactly one."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REJECTED = "rejected"
    DELETED = "deleted"
    FAILED = "failed"
    UNKNOWN = "unknown"


DROPPED = frozenset({"cell-left-out", "address-left-out"})
"""Codes of the warnings on what is left out of a row that is kept."""


class Severity(StrEnum):
    """An error rejects the row; a warning reports a repair."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """An error, or a repair, of a cell, a row (column None) or the whole file (row None).

    `row` is the line as a spreadsheet shows it (header of a plain file = 1), `column` the user's own header,
    `value` the cell as read, `code` and `params` name the text in `etl.messages`. `proposed` is the whole cell that
    would be right, as text, where there is one certain fix; None where a person must decide.
    """

    code: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    proposed: str | None = None

    def texts(self, lang: Lang = "en") -> tuple[str, str]:
        """Return (message, what to do)."""
        params = {"value": self.value, "column": self.column, "row": self.row, **self.params}
        return problem_text(self.code, params, lang=lang)

    def as_reason(self) -> dict[str, object]:
        """Return the problem as a parameter of another problem, whose text quotes its message."""
        return {
            **self.params,
            "problem": self.code,
            "value": self.value,
            "column": self.column,
            "row": self.row,
        }

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the seven keys of the machine contract."""
        message, fix = self.texts(lang)
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "value": self.value,
            "message": message,
            "fix": fix,
            "proposed": self.proposed,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a write sets: `column` is the entity's attribute, old and new are JSON values."""

    column: str
    old: JsonValue
    new: JsonValue


@dataclass(frozen=True, slots=True)
class RowResult:
    """The outcome of an input row, and its reasons."""

    row: int
    outcome: Outcome
    sellsy_id: int | None = None
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()


class RowSource(Protocol):
    """Where the rows of a run are read from."""

    def rows(self) -> tuple[RowResult, ...]:
        """Return the results of the rows, in the order of the file."""

    def frame(self) -> Any:
        """Return them as a DataFrame."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run.

    `kind` is import, delete, dry-run, plan, apply, retry, undo, pipeline, export or call. `counts` has "read" and every
    `Outcome`; read is their sum. `calls` counts HTTP requests to the API, `duration_s` is in seconds, `report` the path
    of the report and `html` that of the page, None where there is none; `file` is the name of the file of an earlier
    run. `problems` are errors, `warnings` what was repaired.
    """

    run_id: str
    status: str
    entity: str
    counts: Mapping[str, int]
    calls: int
    duration_s: float
    kind: str = "import"
    report: str | None = None
    html: str | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    file: str | None = None
    source: RowSource | None = field(default=None, repr=False, compare=False)

    @property
    def rows(self) -> tuple[RowResult, ...]:
        """The results of the rows (row, outcome, id, problems), in the order of the file, read from the journal now.

        Raises:
            ConfigError: the run is in the journal no more, or its result does not say in which.
            JournalError: the journal cannot be read.
        """
        return self._source().rows()

    def to_frame(self) -> Any:
        """Return the rows as a DataFrame: row, outcome, id, codes and messages of the problems.

        Raises:
            ConfigError, JournalError: see `rows`.
        """
        return self._source().frame()

    def _source(self) -> RowSource:
        if self.source is None:
            raise ConfigError("rows-nowhere", run=self.run_id)
        return self.source

    @property
    def dropped(self) -> int:
        """The cells, and incomplete addresses, that were left out of rows that were kept."""
        return sum(warning.code in DROPPED for warning in self.warnings)

    @property
    def predicted(self) -> bool:
        """Whether the outcomes are those expected: a plan, or a dry run, of a file or of a whole pipeline."""
        return self.kind in ("dry-run", "plan") or self.status == "dry-run"

    @property
    def exit_code(self) -> int:
        """0 when every row is fine, 1 when some were rejected, failed or are unknown."""
        bad = (Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN)
        return int(any(self.counts.get(outcome, 0) for outcome in bad))

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the machine contract of `import --json`."""
        return {
            "run_id": self.run_id,
            "kind": self.kind,
            "status": self.status,
            "entity": self.entity,
            "counts": dict(self.counts),
            "dropped": self.dropped,
            "calls": self.calls,
            "duration_s": round(self.duration_s, 3),
            "report": self.report,
            "html": self.html,
            "problems": [problem.to_dict(lang) for problem in self.problems],
            "warnings": [problem.to_dict(lang) for problem in self.warnings],
        }
