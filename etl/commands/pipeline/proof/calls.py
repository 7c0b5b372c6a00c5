"""What a proof costs: the calls that read the totals of an account, the records of runs and the samples again."""

from collections.abc import Iterable, Mapping
from math import ceil

from etl.core.results import JsonValue, Outcome
from etl.journal import RunRecord
from etl.reports.proof import read_totals
from etl.reports.proof.totals import TOTALLED
from etl.sellsy import PAGE, Sellsy, total_of
from etl.source.options import Cost

_KEPT = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED)
"""Outcomes of rows that are read again."""

_SEARCHED = 2
"""Calls of planning that reading back does not make: the search for the records, the quota."""

_LISTS = 3
"""Lists of names that the rows of a run usually need again."""

_WHO = 1
"""The call that says whose account and whose access it is."""

_OF_SAMPLES = 2
"""Calls for the samples of an entity: all of its records in a batch, a list of names."""


def totals_now(sellsy: Sellsy) -> list[JsonValue]:
    """Return the totals of the account's opportunities, as the journal stores them.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    return [total.to_json() for total in read_totals(sellsy)]


def count_now(sellsy: Sellsy) -> int:
    """Return how many opportunities the account has, in one call.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    path = "/opportunities/search"
    return total_of(sellsy.search(path, {}, query={"limit": 1}).body, path=path)


def calls_to_total(opportunities: int) -> int:
    """Return the calls that `totals_now` takes: the staff, and a hundred opportunities a call."""
    return 1 + max(1, ceil(opportunities / PAGE))


def calls_to_prove(runs: Iterable[RunRecord], opportunities: int, costs: Mapping[str, Cost]) -> int:
    """Return the estimated number of calls to read runs back, in an account that had `opportunities`.

    `costs` are the estimated costs that were shown, by `cost_key`: reading back takes the same lists again, and each
    record in place of the search for it.
    """
    calls, sampled = _WHO, set[str]()
    for run in runs:
        counts = run.counts or {}
        kept = sum(counts.get(outcome, 0) for outcome in _KEPT)
        cost = costs.get(cost_key(str(run.settings.get("step")), run.source))
        around, lists = (cost.around, cost.reads - _SEARCHED) if cost is not None else (0, _LISTS)
        calls += ceil(kept / PAGE) + ceil(kept * around / PAGE) + lists if kept else 0
        sampled |= {run.entity} if kept else set()
        opportunities += counts.get(Outcome.CREATED, 0) if run.entity == TOTALLED else 0
    return calls + _OF_SAMPLES * len(sampled) + calls_to_total(opportunities)


def cost_key(step: str, source: str | None) -> str:
    """Return the key of the estimated cost of a step's file."""
    return f"{step}\0{source}"
