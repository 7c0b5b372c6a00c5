"""Estimate what the planned writes of a run cost: rows by outcome, calls, minutes at the quota, share of the day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, Self

from etl.core.batching import batched
from etl.core.results import Outcome
from etl.journal import Journal, NewOperation, PlannedWrite, RowState, Standing
from etl.sellsy import Sellsy
from etl.source.options import Cost

WRITTEN = (Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)
"""Outcomes of rows that send writes."""

_WINDOW = 500


_READ_FIRST = "Opportunities.update"
"""Method of v1 that needs values which v2 shows: a read before each call."""


class RowWrites(NamedTuple):
    """The number of writes of a row, whether any of them is in a batch, and the calls that the others take."""

    number: int
    batched: bool
    apart: int

    @classmethod
    def of(cls, writes: Sequence[NewOperation | PlannedWrite]) -> Self:
        """Return the counts of these writes."""
        return cls(len(writes), any(write.api == "v2" for write in writes), sum(map(_apart, writes)))


@dataclass(slots=True)
class ToCome:
    """What a run will do that is not planned yet.

    `reads` counts the calls for records that earlier steps of a rehearsal would have written, `writes` holds the
    writes of rows that name such records. `later` counts the rows that wait for others of their file, `around` the
    parts of each record that are read apart.
    """

    reads: int = 0
    writes: list[RowWrites] = field(default_factory=list)
    later: int = 0
    around: int = 0


@dataclass(slots=True)
class _Trip:
    """Counts the calls that writes take: batches of up to `size`, a record's writes together, and calls of v1."""

    size: int
    calls: int = 0
    queued: int = 0
    batched: bool = False

    def add(self, unit: Sequence[RowWrites]) -> None:
        """Add the writes of the rows of one record; a unit larger than a batch is split between rows."""
        number = sum(row.number for row in unit)
        if self.queued + number > self.size and number <= self.size:
            self._leave()
        for row in unit:
            if self.queued and self.queued + row.number > self.size:
                self._leave()
            self.queued += row.number
            self.batched |= row.batched
            self.calls += row.apart

    def end(self) -> int:
        """Return the number of calls."""
        self._leave()
        return self.calls

    def _leave(self) -> None:
        self.calls += self.batched
        self.queued, self.batched = 0, False


def _apart(operation: NewOperation | PlannedWrite) -> int:
    """Return how many calls a write takes outside batches."""
    return 0 if operation.api == "v2" else 1 + (operation.path == _READ_FIRST)


def _planned(
    journal: Journal, run_id: str
) -> Iterator[tuple[Mapping[int, list[PlannedWrite]], Mapping[int, Standing]]]:
    """Yield windows of planned writes, by row in the order of work, and where their rows stand."""
    by_row = groupby(journal.operations.planned(run_id), key=lambda write: write.row)
    for window in batched(((number, list(writes)) for number, writes in by_row), _WINDOW):
        operations: dict[int, list[PlannedWrite]] = defaultdict(list)
        for number, writes in window:
            operations[number] += writes
        yield operations, journal.rows.standing(run_id, sorted(operations))


def estimate_cost(
    journal: Journal,
    sellsy: Sellsy,
    run_id: str,
    *,
    batch_size: int,
    to_come: ToCome | None = None,
    read: int | None = None,
) -> Cost:
    """Return what sending the planned writes of a run will do and cost; rejected rows cost nothing.

    `to_come` is what is not planned yet, `read` the number of calls that planning took (None: all calls made).

    Raises:
        JournalError: the journal cannot be read.
    """
    counts = journal.rows.counts(run_id)
    to_come = to_come or ToCome()
    limits = sellsy.limits  # a call, the first time
    read = sellsy.calls if read is None else read
    trip = _Trip(batch_size)
    for operations, rows in _planned(journal, run_id):
        writes: dict[str, list[RowWrites]] = defaultdict(list)
        for number, row_operations in operations.items():
            row = rows[number]
            if row.state is not RowState.SETTLED:
                counts[str(row.outcome)] += 1
            elif row.outcome not in WRITTEN:
                continue
            writes[row.group_key or str(number)].append(RowWrites.of(row_operations))
        for unit in writes.values():
            trip.add(unit)
    for row_writes in to_come.writes:
        trip.add([row_writes])
    calls = trip.end() + to_come.reads
    if to_come.later:
        trip = _Trip(batch_size)
        trip.add([RowWrites(1, batched=True, apart=0)] * to_come.later)
        calls += trip.end()
    return Cost(
        counts=counts,
        calls=calls,
        minutes=limits.minutes(calls + read),
        day_share=limits.day_share(calls + read),
        read=read,
        reads=read + to_come.reads,
        around=to_come.around,
    )
