"""Rows cut into batches, and the answers of a batch's operations."""

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
"""Kinds of v1 writes that v2 writes complete."""

STOPS = (FatalApiError, RetryableApiError)
"""Errors after which no other call can succeed; the failed calls were surely not executed."""

Unit = list[tuple[OperationRecord, StoredRow]]
"""The operations of a row, or of the rows of a company: they travel together."""


@dataclass(slots=True)
class Done:
    """The answers of a chain's operations so far; `unsure` are those with an unknown outcome."""

    answers: dict[str, Answered] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def copy(self) -> "Done":
        """Return a copy, to be continued separately."""
        return Done(dict(self.answers), dict(self.ids), set(self.unsure))

    def hear(self, other: "Done") -> None:
        """Take the ids of another chain's answers."""
        self.ids.update(other.ids)
        self.unsure.update(other.unsure)

    def of(self, operation: OperationRecord) -> Answered:
        """Return the answer of an operation; without an answer it was not sent."""
        return self.answers.get(operation.op_id, Answered.not_sent())

    def take(self, operation: OperationRecord, answer: BatchAnswer) -> None:
        """Record the answer of an operation; deleting a missing record counts as done."""
        gone = operation.method == "DELETE" and answer.status == ABSENT
        self.note(operation, Answered(status=ABSENT) if gone else Answered.of(answer).of_creation(operation))

    def note(self, operation: OperationRecord, answered: Answered) -> None:
        """Record the answer of an operation, and its id."""
        self.answers[operation.op_id] = answered
        if answered.answer_id is not None:
            self.ids[operation.op_id] = answered.answer_id
        if answered.unsure:
            self.unsure.add(operation.op_id)

    def parent_failed(self, operation: OperationRecord) -> Answered:
        """Return the answer of an operation that was not sent because it needs another."""
        return Answered.parent_failed(unsure=not self.unsure.isdisjoint(operation.needs))

    def ready(self, operation: OperationRecord, *, together: Container[str] = ()) -> bool:
        """Tell whether everything the operation needs is done, or comes before it in the same batch."""
        return all(need in self.ids or need in together for need in operation.needs)


@dataclass(slots=True, eq=False)
class Batch:
    """The operations of a call, the answers of its chain, and the next parts of the chain.

    `begun` means that part of it may have been sent, `ended` that its answers are final; `stop` is
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
        """The operations of the batch, each with its row."""
        return chain.from_iterable(self.units)

    def following(self) -> "Batch":
        """Return the next batch of its chain."""
        return Batch(self.rest[0], self.done, self.rest[1:])

    def rest_of_refused(self, new_id: Callable[[], str]) -> "Batch | None":
        """Return the rest of writes of which Sellsy refused some fields, None where there is none."""
        rests: dict[int, list[OperationRecord]] = defaultdict(list)
        for operation, row in self.pairs:
            rest = rest_of(operation, self.done.of(operation), new_id=new_id)
            if rest is not None:
                rests[row.row].append(rest)
        if not rests:
            return None
        ended = [(_ended(row, result), rests[row.row]) for row, result in self.results() if row.row in rests]
        return Batch(
            [[(rest, row) for rest in operations] for row, operations in ended], self.done.copy(), []
        )

    def results(self) -> Iterator[tuple[StoredRow, RowResult]]:
        """Yield the rows whose writes were all sent, with their results."""
        for _number, group in groupby(self.pairs, key=lambda pair: pair[1].row):
            pairs = list(group)
            answered = [(operation, self.done.of(operation)) for operation, _row in pairs]
            if all(answer.sent and answer.stop is None for _operation, answer in answered):
                yield pairs[0][1], row_result(pairs[0][1], answered, ids=self.done.ids)


def _ended(row: StoredRow, result: RowResult) -> StoredRow:
    return replace(
        row,
        state=RowState.SETTLED,
        outcome=result.outcome,
        sellsy_id=result.sellsy_id,
        problems=result.problems,
    )


def raise_stop(ended: Sequence[Batch]) -> None:
    """Raise the error that stops the run, if one of these batches met it.

    Raises:
        ApiError: the error that stops the run.
    """
    stop = next((batch.stop for batch in ended if batch.stop), None)
    if stop is not None:
        raise stop


def is_as_expected(row: StoredRow, result: RowResult) -> bool:
    """Tell whether a row ended as it was planned to."""
    return result.outcome is row.outcome and result.problems == row.problems


def call_of(operation: OperationRecord, done: Done, *, group: int) -> Call:
    """Return the call of a write, with the ids known so far."""
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
