"""What the planned writes of a run cost: rows by outcome, calls, minutes at the account's quota, share of the day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.core.batching import batched
from etl.core.results import Outcome
from etl.journal import Journal, OperationRecord, OperationState, RowState, StoredRow
from etl.sellsy import Sellsy
from etl.source.options import Bill

WRITTEN = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)
"""Outcomes of rows that something is sent for."""

_WINDOW = 500


_READ_FIRST = "Opportunities.update"
"""Method of v1 that demands what v2 shows of the record: a call before each one."""


@dataclass(slots=True)
class _Trip:
    """Counts the calls that writes take: full batches of `size`, those of a record together, and those of v1 apart."""

    size: int
    calls: int = 0
    held: int = 0
    batched: bool = False

    def add(self, unit: Sequence[Sequence[OperationRecord]]) -> None:
        """Add the writes of the rows of one record; a unit larger than a batch is cut at its rows."""
        number = sum(map(len, unit))
        if self.held + number > self.size and number <= self.size:
            self._leave()
        for row in unit:
            if self.held and self.held + len(row) > self.size:
                self._leave()
            self.held += len(row)
            for operation in row:
                self.batched |= operation.api == "v2"
                self.calls += _apart(operation)

    def end(self) -> int:
        """Return how many calls there are."""
        self._leave()
        return self.calls

    def _leave(self) -> None:
        self.calls += self.batched
        self.held, self.batched = 0, False


def _apart(operation: OperationRecord) -> int:
    """Return how many calls a write takes beside batches."""
    return 0 if operation.api == "v2" else 1 + (operation.path == _READ_FIRST)


def _planned(
    journal: Journal, run_id: str
) -> Iterator[tuple[Mapping[int, list[OperationRecord]], Mapping[int, StoredRow]]]:
    """Yield the planned writes of some rows, by row in the order of work, and these rows."""
    planned = journal.operations(run_id, states=[OperationState.PLANNED])
    for some in batched(_by_row(planned), _WINDOW):
        operations: dict[int, list[OperationRecord]] = defaultdict(list)
        for number, writes in some:
            operations[number] += writes
        yield operations, {row.row: row for row in journal.rows_at(run_id, sorted(operations))}


def _by_row(planned: Iterable[OperationRecord]) -> Iterator[tuple[int, list[OperationRecord]]]:
    """Yield row -> its writes; those of a row follow each other."""
    for number, some in groupby(planned, key=lambda operation: operation.row):
        yield number, list(some)


def bill_of(journal: Journal, sellsy: Sellsy, run_id: str, *, batch_size: int) -> Bill:
    """Return what sending the planned writes of a run will do and cost; rows it refused cost nothing.

    Raises:
        JournalError: the journal cannot be read.
    """
    counts = journal.counts(run_id)
    # What is settled as created without a write of its own hangs on what an earlier step of a rehearsal would create.
    foreseen = counts[Outcome.CREATED]
    trip = _Trip(batch_size)
    for operations, rows in _planned(journal, run_id):
        writes: dict[str, list[list[OperationRecord]]] = defaultdict(list)
        for number, some in operations.items():
            row = rows[number]
            if row.state is not RowState.SETTLED:
                counts[str(row.outcome)] += 1
            elif row.outcome not in WRITTEN:
                continue
            else:
                foreseen -= row.outcome is Outcome.CREATED
            writes[row.group_key or str(number)].append(some)
        for unit in writes.values():
            trip.add(unit)
    planned = sum(counts[outcome] for outcome in WRITTEN) - foreseen
    calls = trip.end()
    calls += round(foreseen * (calls / planned)) if planned else -(-foreseen // batch_size)
    limits = sellsy.limits
    return Bill(
        counts=counts,
        calls=calls,
        minutes=limits.minutes(calls + sellsy.calls),
        day_share=limits.day_share(calls + sellsy.calls),
        read=sellsy.calls,
    )
