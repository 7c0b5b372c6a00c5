"""Check a file: every problem of every row, without any network."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from etl.core.gc_pause import gc_paused
from etl.core.observer import Observer, SilentObserver
from etl.core.results import DROPPED, JsonValue, Outcome, Problem, Severity
from etl.mapping.headers import Ignored
from etl.matching.match_keys import Duplicates, KeyIndex
from etl.matching.near_duplicates import MOST_ROWS, NearDuplicate, NearDuplicateIndex
from etl.messages import Lang
from etl.reports.file_report import FileReport
from etl.reports.report import write_report
from etl.reports.run_report import write_check_page
from etl.reports.values import ReportRow
from etl.runs.unknown_names import tell_names, unnamed
from etl.source.checked import tell_once
from etl.source.double_encoded import DoubleEncoded
from etl.source.open_cells import note_default
from etl.source.opening import Source
from etl.source.options import ReadOptions
from etl.source.row_change import RowChange

if TYPE_CHECKING:
    from etl.plan.resolve import Resolver

KEPT = 100_000
"""Problems kept with their texts; beyond, they are only counted, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of a check.

    `problems` are errors, `warnings` are repairs; at most `KEPT` in all, `left_out` more are counted in `by_code`
    only. `skipped` are rows that are no records, `fixable` counts the rejected rows that certain fixes make right.
    `report` and `html` are the paths of the report and of the page.
    """

    path: str
    entity: str
    layout: str
    read: int
    rejected: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    ignored: tuple[Ignored, ...]
    by_code: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    report: str | None = None
    html: str | None = None
    similar: tuple[NearDuplicate, ...] = ()
    skipped: int = 0
    fixable: int = 0

    @property
    def valid(self) -> int:
        """Rows that are ready to import."""
        return self.read - self.rejected - self.skipped

    @property
    def dropped(self) -> int:
        """The cells, and incomplete addresses, that are left out of rows that are kept."""
        return sum(self.by_code.get(code, 0) for code in DROPPED)

    @property
    def exit_code(self) -> int:
        """0 when every row is ready to import, else 1."""
        return int(self.rejected > 0)

    def to_dict(self, lang: Lang = "en") -> dict[str, JsonValue]:
        """Return the document of `check --json`."""
        return {
            "file": self.path,
            "entity": self.entity,
            "layout": self.layout,
            "counts": {
                "read": self.read,
                "valid": self.valid,
                "skipped": self.skipped,
                "rejected": self.rejected,
            },
            "dropped": self.dropped,
            "fixable": self.fixable,
            "by_code": dict(self.by_code),
            "ignored_columns": [
                {"header": column.header, "nearest": column.nearest} for column in self.ignored
            ],
            "report": self.report,
            "html": self.html,
            "similar": [entry.to_dict() for entry in self.similar],
            "problems": [problem.to_dict(lang) for problem in self.problems],
            "warnings": [problem.to_dict(lang) for problem in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Places:
    """Where the report of a check and its page go."""

    report: Path
    page: Path


@dataclass(slots=True)
class _Tally:
    """Counts problems and keeps the first of them."""

    kept: list[Problem] = field(default_factory=list)
    by_code: Counter[str] = field(default_factory=Counter)
    rejected: set[int] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    freed: set[int] = field(default_factory=set)
    read: int = 0
    told: Counter[str] = field(default_factory=Counter)

    @property
    def valid(self) -> int:
        """Rows that are ready to import."""
        return self.read - len(self.rejected) - len(self.skipped)

    def outcome(self, row: int) -> Outcome | None:
        """Return the outcome of a row, None when the check leaves it open."""
        if row in self.rejected:
            return Outcome.REJECTED
        return Outcome.SKIPPED if row in self.skipped else None

    def take(self, problems: Sequence[Problem]) -> None:
        """Count problems."""
        self.by_code.update(problem.code for problem in problems)
        self.rejected.update(p.row for p in problems if p.severity is Severity.ERROR and p.row is not None)
        self.kept += problems[: max(KEPT - len(self.kept), 0)]


def check(
    source: Source,
    *,
    options: ReadOptions,
    places: Places | None,
    observer: Observer,
    account: Iterable[tuple[str, Mapping[str, JsonValue]]] | None = None,
    resolver: "Resolver | None" = None,
) -> CheckResult:
    """Validate every row of a file, write the report and the page, with near duplicates in the file and in `account`.

    Without an account they are only looked for in files of at most `MOST_ROWS` rows. With a `resolver` the names that
    must exist are looked up.

    Raises:
        DataError: the file cannot be read to its end, or the report cannot be written.
        ApiError: a list of the account cannot be read.
    """
    tally = _Tally()
    double = DoubleEncoded()
    index = KeyIndex(source.entity.match, scope=source.entity.scope, people=source.headers.has_people)
    near = NearDuplicateIndex(source.entity, most=MOST_ROWS if account is None else None)
    observer.stage("read", source.table.total_rows)
    transformer = replace(source.transformer, as_new=True)
    noted = False
    for chunk in gc_paused(source.chunks(observer)):
        checked = transformer.transform(chunk)
        freed = transformer.freed(chunk, checked)
        if resolver is not None:
            checked = resolver.with_names(checked)
            unknown = [problem for record in checked.records for problem in resolver.problems(record)]
            checked = replace(checked, problems=checked.problems + unknown)
            freed -= unnamed(checked.problems)
        noted = noted or note_default(checked.records, options, observer)
        tally.read += len(chunk.rows)
        tally.skipped |= checked.skipped
        tally.take(checked.problems)
        tally.freed |= freed
        tally.told += checked.told
        double.take(checked.problems)
        index.add(checked.records)
        near.add(checked.records)
        observer.advance(len(chunk.rows))
    if resolver is not None:
        tell_names(tally.kept, source, observer)
    tell_once(tally.told, observer)
    double.tell(observer)
    duplicates = list(index.duplicates())
    twice = list(_duplicates(source, duplicates))
    tally.take(twice)
    tally.freed -= {problem.row for problem in twice}
    similar = near.in_file(apart={row for group in duplicates for row in group.rows}) + near.against(
        account or ()
    )
    if near.cut:
        observer.note("note-similar-cut", most=MOST_ROWS)
    written: tuple[str | None, str | None] = (None, None)
    if places is not None:
        observer.stage("report")
        written = _write(source, options, tally, places, similar=similar)
    return _result(source, tally, written, similar)


def count_fixable(source: Source, change: RowChange | None = None) -> int:
    """Return how many rejected rows of a file certain fixes would make right, as a check finds them.

    Raises:
        DataError: the file cannot be read to its end.
    """
    transformer, freed = replace(source.transformer, as_new=True), 0
    for typed in gc_paused(source.chunks(SilentObserver())):
        chunk = (
            typed if change is None else change.applied(typed, source.table.headers, str(source.path)).chunk
        )
        freed += len(transformer.freed(chunk, transformer.transform(chunk)))
    return freed


def _duplicates(source: Source, groups: Iterable[Duplicates]) -> Iterator[Problem]:
    for group in groups:
        if group.people:
            continue
        column = source.key_header(group.key)
        for row in group.rows:
            yield Problem("duplicate-in-file", row, column, params={"rows": list(group.rows), "key": column})


def _result(
    source: Source, tally: _Tally, written: tuple[str | None, str | None], similar: Sequence[NearDuplicate]
) -> CheckResult:
    kept = sorted(tally.kept, key=lambda problem: problem.row or 0)
    return CheckResult(
        path=str(source.path),
        entity=source.entity.name,
        layout=source.layout,
        read=tally.read,
        rejected=len(tally.rejected),
        problems=tuple(p for p in kept if p.severity is Severity.ERROR),
        warnings=tuple(p for p in kept if p.severity is Severity.WARNING),
        ignored=source.headers.ignored,
        by_code=dict(tally.by_code.most_common()),
        left_out=tally.by_code.total() - len(kept),
        report=written[0],
        html=written[1],
        similar=tuple(similar),
        skipped=len(tally.skipped),
        fixable=len(tally.freed),
    )


def _write(
    source: Source, options: ReadOptions, tally: _Tally, places: Places, *, similar: Sequence[NearDuplicate]
) -> tuple[str | None, str | None]:
    """Write the report and the page; return their paths."""
    counts = {
        "read": tally.read,
        "valid": tally.valid,
        "skipped": len(tally.skipped),
        "rejected": len(tally.rejected),
    }
    about = FileReport(
        source,
        options,
        "check",
        token_hex(6),
        counts,
        lambda: _report_rows(tally),
        similar=tuple(similar),
    )
    written = write_report(places.report, about.report())
    write_check_page(places.page, about, written)
    return written, str(places.page)


def _report_rows(tally: _Tally) -> Iterator[ReportRow]:
    by_row: dict[int, list[Problem]] = {}
    for problem in tally.kept:
        if problem.row is not None:
            by_row.setdefault(problem.row, []).append(problem)
    for row in sorted(by_row):
        yield ReportRow(row, tally.outcome(row), problems=tuple(by_row[row]))
