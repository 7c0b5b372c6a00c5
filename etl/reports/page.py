"""The HTML page of a run: one self-contained file that shows the results of the rows, and why, on any screen.

Values of files and of Sellsy are escaped by the template engine; the page runs no script and may load nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from jinja2 import Environment, StrictUndefined, Template

from etl.core.results import Outcome
from etl.matching.near_duplicates import NearDuplicate, reasons_text
from etl.messages import Lang, count_text, text
from etl.reports.causes import Causes
from etl.reports.values import ReportKind, ReportRow
from etl.sheets import atomic_write

if TYPE_CHECKING:
    from etl.sellsy import CallStats, Limits

GROUPS = 200
"""Kinds of problems listed; a file with more has the others in its report."""

_SIMILAR = 50
"""Possible duplicates listed."""

_LABELS = (
    "rows", "dry", "correct-all", "correct-left", "correct-part", "correct-delete", "unknown", "problems", "warnings",
    "none", "column", "what", "count", "examples", "row",
    "whole-row", "more", "calls", "made", "mean", "waits", "lost", "day-left", "pace", "pace-about", "pace-limit",
    "slowest", "no-answer", "after", "settings", "by", "similar",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The HTTP requests of a run and the limits of the account."""

    stats: "CallStats"
    limits: "Limits"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts of the page beside the rows. `settings` are label -> value; no secret is among them.

    `report` is the name of the report beside the page, None without one; `about` says on which account and when.
    `run_id` is None for a check, `calls` where nobody asked for them.
    """

    title: str
    subtitle: str
    run_id: str | None
    about: Sequence[str]
    counts: Mapping[str, int]
    kind: ReportKind
    dry: bool
    report: str | None
    settings: Mapping[str, object]
    whole: bool = True
    similar: Sequence[NearDuplicate] = ()
    calls: CallFacts | None = None


def write_page(path: Path, facts: PageFacts, rows: Iterable[ReportRow], *, lang: Lang) -> None:
    """Write the page of a run.

    Raises:
        DataError: it cannot be written there.
    """
    causes = Causes.of(rows, lang)
    page = page_template("etl.reports", "page.html.jinja").render(
        lang=lang,
        facts=facts,
        say={name.replace("-", "_"): text(f"page-{name}", lang=lang) for name in _LABELS},
        number=lambda value, digits=0: _number(value, lang, digits),
        outcomes=_outcomes(facts.counts, lang, dry=facts.dry),
        correct=_correct(facts),
        correctable=causes.rows,
        unknown=facts.counts.get(Outcome.UNKNOWN, 0),
        problems=causes.errors,
        warnings=causes.warnings,
        similar=[(pair, reasons_text(pair, lang)) for pair in facts.similar[:_SIMILAR]],
        groups=GROUPS,
        pace=None if facts.calls is None else _pace(facts.calls.stats, facts.calls.limits),
    )
    with atomic_write(path) as place:
        place.write_text(page, encoding="utf-8")


@cache
def page_template(package: str, name: str) -> Template:
    """Return the template of a page, read from a package of ours; values are escaped, a missing one is an error."""
    source = files(package).joinpath(name).read_text(encoding="utf-8")
    machine = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return machine.from_string(source)


def _correct(facts: PageFacts) -> str:
    """Return which sentence says what to do with the report."""
    if facts.kind == "delete":
        return "correct_delete"
    if not facts.dry:
        return "correct_left"
    return "correct_all" if facts.whole else "correct_part"


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
        for outcome in ("valid", *Outcome)
        if counts.get(outcome)
    ]


def _pace(stats: "CallStats", limits: "Limits") -> dict[str, Any]:
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
