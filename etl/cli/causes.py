"""Problems by cause, for a terminal: what is wrong in which column, in which rows, and what to do."""

from __future__ import annotations

import shutil
import textwrap
from functools import reduce
from typing import TYPE_CHECKING

from etl.cli.terminal import printable
from etl.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from etl.core.results import Problem
    from etl.messages import Lang

LINES = 12
"""Lines of causes; more are in the report."""

_FIRST = 3
"""Rows and values named of a cause."""

_TOGETHER = 2
"""Lines that a message, what to do, or both at once take."""

_LONGEST = 28
"""Characters of a name or a value."""

_WIDEST = 100
_NAMED = 4
"""Names of causes that are not shown."""

_HINTED = 4
"""Codes whose explanation is offered."""

Names = dict[int, str]
"""The names of rows, by number."""


def width() -> int:
    """Return how many characters a line of the terminal takes."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def wrapped(line: str, *, indent: str = "", most: int | None = None) -> list[str]:
    """Return a text as lines of whole words, at most so many of them; those after the first are indented."""
    return textwrap.wrap(
        line,
        width(),
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_long_words=False,
        break_on_hyphens=False,
        max_lines=most,
        placeholder=" …",
    )


def shortened(line: str, most: int) -> str:
    """Return a text of at most so many characters, cut at a word."""
    return textwrap.shorten(
        line, max(most, 2), placeholder=" …", break_long_words=False, break_on_hyphens=False
    )


def first_rows(problems: Iterable[Problem]) -> list[int]:
    """Return the rows that the causes of problems name: the first of each."""
    return sorted({row for cause in _by_cause(problems) for row in _rows(cause)[:_FIRST]})


def causes_text(
    problems: Sequence[Problem], *, names: Mapping[int, str], lang: Lang, report: str | None
) -> str:
    """Return problems by cause, those of most rows first, then where the others are."""
    causes = sorted(_by_cause(problems), key=lambda cause: -len(_rows(cause)))
    lines: list[str] = []
    shown = 0
    for cause in causes:
        block = _block(cause, names, lang)
        if shown and len(lines) + len(block) > LINES:
            break
        lines += block
        shown += 1
    if shown < len(causes):
        left = sum(len(_rows(cause)) for cause in causes[shown:])
        code = "more-causes-report" if report else "more-causes"
        names_left = _names_of(causes[shown:], lang)
        lines += wrapped(
            text(code, lang=lang, causes=len(causes) - shown, rows=left, names=names_left, path=report or "")
        )
    codes = list(dict.fromkeys(cause[0].code for cause in causes[:shown]))
    lines += wrapped(text("explain-hint", lang=lang, codes=" | ".join(codes[:_HINTED])))
    return "\n".join(lines)


def _names_of(causes: Sequence[Sequence[Problem]], lang: Lang) -> str:
    """Return the names of causes, each once, with their rows: those of most rows."""
    from etl.reports.causes import cause_name  # noqa: PLC0415 - as below

    rows: dict[str, set[int]] = {}
    for cause in causes:
        name = cause_name(cause[0].code, "", lang)
        if name:
            rows.setdefault(name, set()).update(_rows(cause))
    counted = sorted(((name, len(numbers)) for name, numbers in rows.items()), key=lambda item: -item[1])
    more = ", …" if len(counted) > _NAMED else ""
    listed = ", ".join(f"{name} ({count})" for name, count in counted[:_NAMED])
    return text("more-causes-names", lang=lang, names=f"{listed}{more}") if listed else ""


def _by_cause(problems: Iterable[Problem]) -> list[list[Problem]]:
    from etl.reports.causes import cause_of  # noqa: PLC0415 - help stays light

    causes: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        causes.setdefault(cause_of(problem), []).append(problem)
    return list(causes.values())


def _rows(cause: Iterable[Problem]) -> list[int]:
    return list(dict.fromkeys(problem.row for problem in cause if problem.row is not None))


def _block(cause: Sequence[Problem], names: Mapping[int, str], lang: Lang) -> list[str]:
    """Return the lines of a cause: its column and rows, what is wrong, other values, what to do."""
    from etl.reports.causes import cause_texts, merged  # noqa: PLC0415 - as above

    rows, (message, fix) = _rows(cause), cause_texts(reduce(merged, cause), lang)
    values = list(dict.fromkeys(problem.value for problem in cause if problem.value))
    lines = []
    if rows:
        listed = [f"{row} ({_cut(names[row])})" if names.get(row) else str(row) for row in rows[:_FIRST]]
        more = "…" if len(rows) > _FIRST else ""
        head = text("cause-rows", lang=lang, count=len(rows), rows=", ".join(listed) + more)
        lines += wrapped(f"{cause[0].column} · {head}" if cause[0].column else head)
    shown = values[0] if len(values) == 1 and values[0] not in message else ""
    message = f"{_cut(shown)} · {message}" if shown else message
    together = wrapped(printable(f"{message} → {fix}"), indent="  ")
    if len(values) < 2 and fix and len(together) <= _TOGETHER:
        return [*lines, *together]
    lines += wrapped(printable(message), indent="  ", most=_TOGETHER)
    if len(values) > 1:
        listed = [_cut(value) for value in values[:_FIRST]]
        more = "…" if len(values) > _FIRST else ""
        lines += wrapped(
            text("cause-values", lang=lang, count=len(values), values=", ".join(listed) + more), indent="  "
        )
    return [*lines, *wrapped(printable(f"→ {fix}"), indent="  ", most=_TOGETHER)] if fix else lines


def _cut(value: str) -> str:
    value = printable(" ".join(value.split()))
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
