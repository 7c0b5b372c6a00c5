"""What travels together: rows cut into batches, and what is known once a batch is answered."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from etl.core.errors import ApiError, FatalApiError, RetryableApiError
from etl.core.json_paths import filled
from etl.core.results import RowResult
from etl.journal import OperationRecord, RowState, StoredRow
from etl.load.outcomes import Answered, row_result
from etl.load.salvage import rest_of
from etl.sellsy import BatchAnswer, Call

ABSENT = 404

FIRST = ("create", "agenda")
"""Kinds of writes of API v1 that v2's complete."""

STOPS = (FatalApiError, RetryableApiError)
"""Errors after which no other call can succeed; what they hit was surely not executed."""

Unit = list[tuple[OperationRecord, StoredRow]]
"""The operations of one row, or of the rows of one company: they travel together."""


@dataclass(slots=True)
class Done:
    """What the operations of a chain answered so far; `unsure` are those of which nobody knows what became."""

    answers: dict[str, Answered] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def copy(self) -> "Done":
        """Return the same, to be continued apart."""
        return Done(dict(self.answers), dict(self.ids), set(self.unsure))

    def hear(self, other: "Done") -> None:
        """Learn the ids of what another chain did."""
        self.ids.update(other.ids)
        self.unsure.update(other.unsure)

    def of(self, operation: OperationRecord) -> Answered:
        """Return what came of an operation; one without an answer was not sent."""
        return self.answers.get(operation.op_id, Answered.not_sent())

    def take(self, operation: OperationRecord, answer: BatchAnswer) -> None:
        """Keep the answer of an operation; what was to end and is not there has ended."""
        gone = operation.method == "DELETE" and answer.status == ABSENT
        self.note(operation, Answered(status=ABSENT) if gone else Answered.of(answer).told_by(operation))

    def note(self, operation: OperationRecord, answered: Answered) -> None:
        """Keep what came of an operation, and the id it gave."""
        self.answers[operation.op_id] = answered
        if answered.answer_id is not None:
            self.ids[operation.op_id] = answered.answer_id
        if answered.unsure:
            self.unsure.add(operation.op_id)

    def parent_failed(self, operation: OperationRecord) -> Answered:
        """Return the answer of an operation that was not sent because of another."""
        return Answered.parent_failed(unsure=not self.unsure.isdisjoint(operation.needs))

    def ready(self, operation: OperationRecord, *, together: Container[str] = ()) -> bool:
        """Tell whether all the operation needs was done, or travels before it in the same batch."""
        return all(need in self.ids or need in together for need in operation.needs)


@dataclass(slots=True, eq=False)
class Batch:
    """What travels in one call, what its chain knows, and what of the chain comes after it.

    `begun` tells that something of it may have been sent, `ended` that all that will be known of it is; `stop` is
    the error after which no other call can succeed.
    """

    units: list[Unit]
    done: Done
    rest: list[list[Unit]]
    begun: bool = False
    ended: bool = False
    stop: ApiError | None = None

    @property
    def pairs(self) -> Iterator[tuple[OperationRecord, StoredRow]]:
        """Its operations, each with its row."""
        return chain.from_iterable(self.units)

    def following(self) -> "Batch":
        """Return the next part of its chain."""
        return Batch(self.rest[0], self.done, self.rest[1:])

    def rest_of_refused(self, new_id: Callable[[], str]) -> "Batch | None":
        """Return what is still to be sent of writes of which Sellsy refused some fields, None where nothing is."""
        rests: dict[int, list[OperationRecord]] = defaultdict(list)
        for operation, row in self.pairs:
            rest = rest_of(operation, self.done.of(operation), new_id=new_id)
            if rest is not None:
                rests[row.row].append(rest)
        if not rests:
            return None
        ended = [(_ended(row, result), rests[row.row]) for row, result in self.results() if row.row in rests]
        return Batch([[(rest, row) for rest in some] for row, some in ended], self.done.copy(), [])

    def results(self) -> Iterator[tuple[StoredRow, RowResult]]:
        """Yield its rows with how they ended, those of which every write was sent."""
        for _number, group in groupby(self.pairs, key=lambda pair: pair[1].row):
            some = list(group)
            answered = [(operation, self.done.of(operation)) for operation, _row in some]
            if all(answer.sent and answer.stop is None for _operation, answer in answered):
                yield some[0][1], row_result(some[0][1], answered, ids=self.done.ids)


def _ended(row: StoredRow, result: RowResult) -> StoredRow:
    return replace(
        row,
        state=RowState.SETTLED,
        outcome=result.outcome,
        sellsy_id=result.sellsy_id,
        problems=result.problems,
    )


def raise_stop(ended: Sequence[Batch]) -> None:
    """Raise what stops the run, where one of some batches met it."""
    stop = next((batch.stop for batch in ended if batch.stop), None)
    if stop is not None:
        raise stop


def is_as_expected(row: StoredRow, result: RowResult) -> bool:
    """Tell whether a row ended as it was planned to."""
    return result.outcome is row.outcome and result.problems == row.problems


def call_of(operation: OperationRecord, done: Done, *, group: int) -> Call:
    """Return the call of a write, with the ids that are known by now."""
    path = operation.path
    for need in operation.needs:
        if need in done.ids:
            path = path.replace(need, str(done.ids[need]))
    return Call(
        method=operation.method,
        path=path,
        query=operation.query,
        body=filled(operation.body, done.ids),
        uuid=operation.op_id,
        group=group,
    )


def cut_at_rows(unit: Unit, size: int) -> Iterator[Unit]:
    """Cut the rows of a large company into parts of about `size` writes, never inside a row."""
    part: Unit = []
    for _row, pairs in groupby(unit, key=lambda pair: pair[1].row):
        row = list(pairs)
        if part and len(part) + len(row) > size:
            yield part
            part = []
        part.extend(row)
    if part:
        yield part
