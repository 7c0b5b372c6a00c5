"""Which old runs may be forgotten, whole families at a time: nothing that could still be resumed, applied or undone.

A run about another one (the application of a plan, a retry, an undo, a step of a pipeline) is of its family: none goes
before the others, so that what was done once is never done twice for want of memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from etl.core.results import Outcome
from etl.journal.runs import UNSENT, RunRecord
from etl.journal.schema import RunStatus


def prunable(runs: Sequence[RunRecord], before: datetime) -> list[RunRecord]:
    """Return the runs that may be forgotten, oldest first: begun before a moment, finished, without unknown rows."""
    return sorted(
        (run for family in _families(runs) if all(_done(run, before) for run in family) for run in family),
        key=lambda run: (run.started_at, run.run_id),
    )


def _done(run: RunRecord, before: datetime) -> bool:
    # One that writes nothing and was interrupted has nothing left to do.
    stopped = run.kind in UNSENT and run.status is not RunStatus.RUNNING
    finished = run.status is RunStatus.FINISHED and not run.counts.get(Outcome.UNKNOWN)
    return run.started_at < before and (finished or stopped)


def _families(runs: Iterable[RunRecord]) -> list[list[RunRecord]]:
    """Return runs by the eldest of their family; a parent that is not there any more is nobody's."""
    by_id = {run.run_id: run for run in runs}
    families: dict[str, list[RunRecord]] = defaultdict(list)
    for run in by_id.values():
        eldest = run
        while eldest.parent in by_id:
            eldest = by_id[eldest.parent]
        families[eldest.run_id].append(run)
    return list(families.values())
