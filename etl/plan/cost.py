"""What the planned writes of a run cost: rows by outcome, calls, minutes at the account's quota, share of the day."""

from collections import defaultdict

from etl.core.batching import batched
from etl.core.results import Outcome
from etl.journal import Journal, OperationState, RowState
from etl.sellsy import Sellsy
from etl.source.options import Bill

WRITTEN = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)
"""Outcomes of rows that something is sent for."""

_WINDOW = 500


def bill_of(journal: Journal, sellsy: Sellsy, run_id: str, *, batch_size: int) -> Bill:
    """Return what sending the planned writes of a run will do and cost; rows it refused cost nothing.

    Raises:
        JournalError: the journal cannot be read.
    """
    numbers: dict[int, list[str]] = defaultdict(list)
    for operation in journal.operations(run_id, states=[OperationState.PLANNED]):
        numbers[operation.row].append(operation.api)
    counts = journal.counts(run_id)
    # What is settled as created without a write of its own hangs on what an earlier step of a rehearsal would create.
    foreseen = counts[Outcome.CREATED]
    batched_writes = apart = 0
    for some in batched(sorted(numbers), _WINDOW):
        for row in journal.rows_at(run_id, some):
            if row.state is not RowState.SETTLED:
                counts[str(row.outcome)] += 1
            elif row.outcome not in WRITTEN:
                continue
            else:
                foreseen -= row.outcome is Outcome.CREATED
            batched_writes += numbers[row.row].count("v2")
            apart += numbers[row.row].count("v1")
    planned = sum(counts[outcome] for outcome in WRITTEN) - foreseen
    batched_writes += round(foreseen * (batched_writes / planned if planned else 1))
    calls = -(-batched_writes // batch_size) + apart
    limits = sellsy.limits
    return Bill(
        counts=counts,
        calls=calls,
        minutes=limits.minutes(calls),
        day_share=limits.day_share(calls),
        read=sellsy.calls,
    )
