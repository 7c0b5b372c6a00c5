"""What is said of a row whose linked record is not in Sellsy: which row that is, and which is to be corrected first."""

from collections.abc import Sequence

from etl.core.results import Outcome, Problem, Severity
from etl.journal import Fate
from etl.messages import Lang, outcome_text

_LANGS: tuple[Lang, ...] = ("fr", "en")

_CIRCLE = "parent-circle"
REJECTED, BELOW = "parent-rejected", "parent-below-rejected"
"""Codes of the problem of a row whose parent is rejected: for itself, or because of its own parent."""


def go_round(problems: Sequence[Problem]) -> bool:
    """Tell whether all that is wrong with a row is that what it is linked to waits too."""
    return all(one.code == _CIRCLE for one in problems)


def not_imported(row: int, column: str | None, legacy_id: str, fate: Fate | None) -> Problem:
    """Return why what a row is linked to is not in Sellsy; `fate` is how the row of that ended."""
    if fate is None:
        return Problem("parent-unknown", row, column, legacy_id)
    if fate.outcome is None:
        return Problem(_CIRCLE, row, column, legacy_id, place_of(fate))
    params = {**place_of(fate), "reason": _reason(fate), **(first := _first(fate))}
    return Problem(BELOW if first else REJECTED, row, column, legacy_id, params)


def place_of(fate: Fate) -> dict[str, object]:
    """Return where the row of a parent is."""
    return {"run": fate.run_id, "file": fate.source or "-", "line": fate.row}


def _why(fate: Fate) -> Problem | None:
    """Return the problem that kept a row out; of one that was skipped, what was said last: repairs come before."""
    errors = [problem for problem in fate.problems if problem.severity is Severity.ERROR]
    return next(iter(errors or fate.problems[-1:]), None)


def _reason(fate: Fate) -> object:
    """Return why a parent is not there: its own problem, or that of the first parent above it."""
    why = _why(fate)
    if why is None:
        outcome = str(fate.outcome or Outcome.UNKNOWN)
        return {lang: outcome_text(outcome, lang=lang) for lang in _LANGS}
    if why.code in (REJECTED, BELOW):
        return why.params["reason"]
    return why.as_reason()


def _first(fate: Fate) -> dict[str, object]:
    """Return which row above a parent is to be corrected first; nothing where it is the parent itself."""
    why = _why(fate)
    if why is None or why.code not in (REJECTED, BELOW):
        return {}
    if why.code == REJECTED:
        return {"first": why.value, "first_line": why.params["line"], "first_file": why.params["file"]}
    return {name: why.params[name] for name in ("first", "first_line", "first_file")}
