"""The HTML page of a run: one self-contained file that shows the results of the rows, and why, on any screen.

Values of files and of Sellsy are escaped by the template engine; the page runs no script and may load nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, StrictUndefined, Template

from etl.core.results import Outcome, Problem, Severity
from etl.messages import Lang, count_text, text
from etl.reports.values import CORRECTABLE, ReportRow
from etl.sellsy import CallStats, Limits
from etl.sheets import atomic_write

GROUPS = 200
"""Kinds of problems listed; a file with more has the others in its report."""

_EXAMPLES = 3
_LABELS = (
    "rows", "dry", "correct", "unknown", "problems", "warnings", "none", "column", "what", "count", "examples", "row",
    "whole-row", "more", "calls", "made", "mean", "waits", "lost", "day-left", "pace", "pace-about", "pace-limit",
    "slowest", "no-answer", "after", "settings", "by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts of the page beside the rows. `settings` are label -> value; no secret is among them.

    `report` is the path of the report beside the page, None without one.
    """

    title: str
    subtitle: str
    run_id: str
    started: datetime
    seconds: float
    counts: Mapping[str, int]
    dry: bool
    report: str | None
    settings: Mapping[str, object]
    stats: CallStats
    limits: Limits


@dataclass(slots=True)
class _Group:
    """Problems of the same code in a column."""

    column: str | None
    code: str
    message: str
    fix: str
    rows: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.rows += 1
        if len(self.examples) < _EXAMPLES and problem.row is not None:
            self.examples.append((problem.row, problem.value or ""))


def write_page(path: Path, facts: PageFacts, rows: Iterable[ReportRow], *, lang: Lang) -> None:
    """Write the page of a run.

    Raises:
        DataError: it cannot be written there.
    """
    problems, warnings = _grouped(rows, lang)
    page = page_template("etl.reports", "page.html.jinja").render(
        lang=lang,
        facts=facts,
        say={name.replace("-", "_"): text(f"page-{name}", lang=lang) for name in _LABELS},
        started=format_datetime(facts.started, "long", locale=lang, tzinfo=facts.started.tzinfo),
        number=lambda value, digits=0: _number(value, lang, digits),
        outcomes=_outcomes(facts.counts, lang, dry=facts.dry),
        correctable=sum(facts.counts.get(outcome, 0) for outcome in CORRECTABLE),
        unknown=facts.counts.get(Outcome.UNKNOWN, 0),
        problems=problems,
        warnings=warnings,
        groups=GROUPS,
        pace=_pace(facts.stats, facts.limits),
    )
    with atomic_write(path) as place:
        place.write_text(page, encoding="utf-8")


@cache
def page_template(package: str, name: str) -> Template:
    """Return the template of a page, read from a package of ours; values are escaped, a missing one is an error."""
    source = files(package).joinpath(name).read_text(encoding="utf-8")
    machine = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return machine.from_string(source)


def _grouped(rows: Iterable[ReportRow], lang: Lang) -> tuple[Sequence[_Group], Sequence[_Group]]:
    """Return (errors, warnings) by column and code, the most frequent first."""
    groups: dict[tuple[Severity, str | None, str], _Group] = {}
    for row in rows:
        for problem in row.problems:
            key = (problem.severity, problem.column, problem.code)
            if key not in groups:
                groups[key] = _Group(problem.column, problem.code, *problem.texts(lang))
            groups[key].add(problem)
    ordered = sorted(groups.items(), key=lambda item: -item[1].rows)
    return tuple(
        [group for (severity, *_), group in ordered if severity is wanted]
        for wanted in (Severity.ERROR, Severity.WARNING)
    )  # type: ignore[return-value]


def _outcomes(counts: Mapping[str, int], lang: Lang, *, dry: bool) -> list[dict[str, Any]]:
    """Return the outcomes that have rows, each with its share of a hundred."""
    read = max(counts.get("read", 0), 1)
    return [
        {
            "name": str(outcome),
            "label": count_text(outcome, lang=lang, dry=dry),
            "rows": counts[outcome],
            "share": 100 * counts[outcome] / read,
        }
        for outcome in Outcome
        if counts.get(outcome)
    ]


def _pace(stats: CallStats, limits: Limits) -> dict[str, Any]:
    """Return the bars of calls per second (0 to 100), the line of the limit, and the highest rate."""
    rates = [count / stats.slot_s for count in stats.slots]
    top = max([*rates, limits.per_second or 0, 1])
    return {
        "bars": [100 * rate / top for rate in rates],
        "limit": 100 * limits.per_second / top if limits.per_second else None,
        "top": top,
        "minutes": len(rates) * stats.slot_s / 60,
    }


def _number(value: float, lang: Lang, digits: int) -> str:
    return str(format_decimal(round(value, digits), locale=lang, decimal_quantization=False))
