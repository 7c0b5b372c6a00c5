"""Group the records left out by what is to be corrected: a dependant stands under the row that keeps it out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_uppercase

from etl.codecs import fold
from etl.core.results import Problem, Severity
from etl.entities import entity_named
from etl.messages import Lang
from etl.plan.named_ids import BELOW, REJECTED, kind_of
from etl.reports.causes import Cause, cause_of, cause_texts
from etl.reports.proof.units import Unit
from etl.reports.proof.values import CauseGroup, LeftOut

_PARENTS = (REJECTED, BELOW)

Key = tuple[str, int]
"""The run that read a row first, and its number."""

Links = Mapping[str, frozenset[str]]
"""Header of a column that names linked records -> their kinds."""


@dataclass(slots=True)
class Roots:
    """Collects the records left out, then finds the row at fault of each."""

    lang: Lang
    _records: dict[Key, LeftOut] = field(default_factory=dict)
    _problems: dict[Key, tuple[Sequence[Problem], Links]] = field(default_factory=dict)
    _runs: dict[str, str] = field(default_factory=dict)
    _named: dict[tuple[str, str], Key] = field(default_factory=dict)

    def name(self, unit: Unit) -> None:
        """Take in which runs decide about the rows of a unit: their row numbers are those of its file."""
        self._runs |= {run.run_id: unit.run.run_id for run in unit.runs}

    def add(self, record: LeftOut, problems: Sequence[Problem], links: Links) -> None:
        """Take in a record left out, with its problems; `links` are the columns of its file that name records."""
        key = (record.run_id, record.row)
        self._records[key] = record
        self._problems[key] = problems, links
        for kind in {kind_of(variant) for variant in entity_named(record.entity).variants}:
            for name in filter(None, (record.legacy_id, record.name)):
                self._named.setdefault((kind, fold(name)), key)

    def groups(self) -> list[CauseGroup]:
        """Return the records by cause: the most frequent cause first, in each the lines to correct by file and row."""
        by_cause: dict[tuple[object, ...], list[LeftOut]] = defaultdict(list)
        for key in self._records:
            record = self._resolved(key)
            by_cause[cause_of(record.problem)].append(record)
        ordered = sorted(by_cause.values(), key=lambda records: (-len(records), records[0].file))
        return [
            self._group(_letter(number), sorted(records, key=_order))
            for number, records in enumerate(ordered)
        ]

    def _group(self, letter: str, records: Sequence[LeftOut]) -> CauseGroup:
        cause = Cause(records[0].problem)
        for record in records:
            cause.add(record.problem)
        message, fix = cause_texts(cause.common, self.lang)
        column, gap = cause.column, "\u00a0" if self.lang == "fr" else ""
        title = message if column is None or column in message else f"{column}{gap}: {message}"
        return CauseGroup(letter, title, fix, records)

    def _resolved(self, key: Key) -> LeftOut:
        """Return a record with the row at fault: itself, or the last one up the chain of what it is linked to."""
        record = self._records[key]
        at, link, passed = key, "", {key}
        while True:
            step = self._above(at)
            if step is None:
                break
            problem, above = step
            link = link or problem.value or ""
            if above is None or above in passed:
                return _by_reason(record, problem, link) if above is None else record
            at = above
            passed.add(at)
        root = self._records[at]
        if at == key:
            return record
        return replace(
            record,
            problem=root.problem,
            cause_file=root.file,
            cause_row=root.row,
            at_fault=False,
            link=link,
        )

    def _above(self, key: Key) -> tuple[Problem, Key | None] | None:
        """Return the problem by which a row hangs on another one left out, and that one; None where it is at fault.

        A row with an error of its own is at fault: correcting the other one would not be enough.
        """
        hanging: list[tuple[Problem, Key | None]] = []
        problems, links = self._problems[key]
        for problem in problems:
            if problem.severity is not Severity.ERROR:
                continue
            above = self._linked(problem, links)
            if above is None:
                return None
            hanging.append((problem, above[0]))
        return hanging[0] if hanging else None

    def _linked(self, problem: Problem, links: Links) -> tuple[Key | None] | None:
        """Return which row left out a problem is about, (None,) for one that is none any more; None for its own."""
        if problem.code in _PARENTS:
            run = self._runs.get(str(problem.params.get("run")))
            key = None if run is None else (run, int(str(problem.params.get("line"))))
            return (key,) if key in self._records else (None,)
        kinds = links.get(problem.column or "", frozenset())
        names = [(kind, fold(problem.value or "")) for kind in kinds]
        found_key = next((self._named[name] for name in names if name in self._named), None)
        return None if found_key is None else (found_key,)


def _by_reason(record: LeftOut, problem: Problem, link: str) -> LeftOut:
    """Return a record whose row at fault is no longer left out: its problem tells of it."""
    first = problem.code == BELOW
    file, row = (
        problem.params.get(name) for name in (("first_file", "first_line") if first else ("file", "line"))
    )
    return replace(
        record,
        problem=_quoted(problem.params.get("reason")) or problem,
        cause_file=Path(str(file)).name,
        cause_row=int(str(row)),
        at_fault=False,
        link=link,
    )


def _quoted(reason: object) -> Problem | None:
    """Return the problem that another one quotes."""
    if not isinstance(reason, Mapping) or "problem" not in reason:
        return None
    own = ("problem", "value", "column", "row")
    params = {str(name): value for name, value in reason.items() if name not in own}
    column, value, row = reason.get("column"), reason.get("value"), reason.get("row")
    return Problem(
        str(reason["problem"]),
        row if isinstance(row, int) else None,
        None if column is None else str(column),
        None if value is None else str(value),
        params,
    )


def _order(record: LeftOut) -> tuple[object, ...]:
    place = entity_named(record.entity).place
    return record.cause_file, record.cause_row, not record.at_fault, place, record.file, record.row


def _letter(number: int) -> str:
    letters = ""
    while number >= 0:
        number, rest = divmod(number, len(ascii_uppercase))
        letters, number = ascii_uppercase[rest] + letters, number - 1
    return letters


def lettered(groups: Sequence[CauseGroup]) -> Iterator[tuple[CauseGroup, LeftOut]]:
    """Yield every record left out with its cause."""
    for group in groups:
        yield from ((group, record) for record in group.records)
