"""Operations: every write to Sellsy, written down before it is sent, and what became of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from etl.core.batching import batched
from etl.core.errors import JournalError
from etl.core.results import JsonValue, RowResult
from etl.journal import seal
from etl.journal.many import update_lines
from etl.journal.rows import confirm_results, renounce, set_state, untouched, write_results
from etl.journal.schema import OperationState, RowState, operations
from etl.journal.store import Store

_PAGE = 1_000
_IN_SIZE = 500
_TIMES = ("sent_at", "settled_at", "sellsy_sent_at", "sellsy_settled_at")
_KEY = ("op_id",)
"""What names an operation among those of all runs."""


@dataclass(frozen=True, slots=True)
class NewOperation:
    """One write that was decided.

    `op_id` is unique among all runs; in a batch it is the request's uuid, so `path` and `body` may name the
    `op_id` of an operation of `needs`. `kind` is "create", "update", "address", "tags"... `columns` maps an
    API field to the user's header. `before` is what the CRM held of what the write changes.
    """

    op_id: str
    row: int
    kind: str
    method: str
    path: str
    body: JsonValue = None
    query: Mapping[str, JsonValue] | None = None
    api: str = "v2"
    needs: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    before: JsonValue = None


@dataclass(frozen=True, slots=True)
class OperationOutcome:
    """What became of a write.

    `state` is SETTLED, UNKNOWN or RECONCILED. `answer_id` is the id Sellsy gave, `error` what it refused.
    """

    op_id: str
    state: OperationState = OperationState.SETTLED
    http_status: int | None = None
    answer_id: int | None = None
    error: JsonValue = None


@dataclass(frozen=True, slots=True)
class OperationRecord:
    """A write as the journal knows it; `seq` grows in the order of decision. Times are aware, in UTC.

    `sellsy_sent_at` and `sellsy_settled_at` are the same moments by Sellsy's clock, None where it was not known
    (no answer had told it, or a journal of 0.1.0).
    """

    seq: int
    op_id: str
    row: int
    kind: str
    api: str
    method: str
    path: str
    query: Mapping[str, JsonValue] | None
    body: JsonValue
    needs: tuple[str, ...]
    columns: Mapping[str, str]
    before: JsonValue
    state: OperationState
    http_status: int | None
    answer_id: int | None
    error: JsonValue
    sent_at: datetime | None
    settled_at: datetime | None
    sellsy_sent_at: datetime | None = None
    sellsy_settled_at: datetime | None = None


_FIELDS = [column.name for column in fields(OperationRecord)]
_READ = [operations.c[name] for name in _FIELDS]
"""What is read of an operation, in the order of its record."""


class PlannedWrite(NamedTuple):
    """What a planned write costs depends on these of its columns alone."""

    row: int
    api: str
    path: str


@dataclass(frozen=True, slots=True)
class Operations:
    """The writes of the runs of a journal; `now` returns an aware time, `new_id` a new unique text."""

    store: Store
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def intend(self, run_id: str, new: Sequence[NewOperation], *, expected: Sequence[RowResult] = ()) -> None:
        """Write down operations that will be sent later; their rows become PLANNED.

        `expected` is what the rows become when all goes well: kept with them, given back by `Rows.next`.
        """
        with self.store.writing() as connection:
            _intend(connection, run_id, new, expected=expected)

    def unplan(self, run_id: str) -> None:
        """Forget the writes of rows of which nothing was sent, nor of their group: they are PENDING again."""
        of_run = operations.c.run_id == run_id
        sent = select(operations.c.row).where(of_run, operations.c.state != OperationState.PLANNED.value)
        with self.store.writing() as connection:
            numbers = untouched(connection, run_id, sent)
            for page in batched(numbers, _IN_SIZE):
                connection.execute(delete(operations).where(of_run, operations.c.row.in_(page)))
            renounce(connection, run_id, numbers)

    def mark_sent(self, run_id: str, op_ids: Sequence[str], *, there: datetime | None = None) -> None:
        """Record, before the first byte leaves, that operations are sent; `there` is the time at Sellsy."""
        with self._sending(op_ids) as connection:
            _mark_sent(connection, run_id, op_ids, now=self.now(), there=there)

    def settle(
        self,
        run_id: str,
        *,
        operations: Sequence[OperationOutcome] = (),
        rows: Sequence[RowResult] = (),
        expected: Sequence[RowResult] = (),
        as_expected: Mapping[int, int | None] = MappingProxyType({}),
        new: Sequence[NewOperation] = (),
        leaving: Sequence[str] = (),
        there: datetime | None = None,
    ) -> None:
        """Record what became of operations and how rows ended, together.

        A result replaces what the row had: carry its problems on. A row may be settled again (an unknown one
        once reconciled). `expected` is what rows become whose writes are planned again. `as_expected` are rows
        (number -> Sellsy id) that ended as their plan said: the result expected of them is theirs. `new` are
        operations decided only now, `leaving` those sent next: what `mark_sent` does, in the same transaction.
        `there` is the time at Sellsy.
        """
        now = self.now()
        with self._sending(leaving) as connection:
            _settle(connection, run_id, operations, now=now, there=there)
            _intend(connection, run_id, new, expected=())
            _mark_sent(connection, run_id, leaving, now=now, there=there)
            confirm_results(connection, run_id, as_expected)
            write_results(connection, run_id, rows, state=RowState.SETTLED)
            write_results(connection, run_id, expected, state=RowState.PLANNED)

    @contextmanager
    def _sending(self, op_ids: Sequence[str]) -> Iterator[Connection]:
        """Open a write transaction after which operations are sent: they are sealed when the block ends."""
        counted = None
        with self.store.writing() as connection:
            yield connection
            if op_ids and self.store.path is not None:
                counted = seal.count(connection, self.new_id)
        if counted is not None and self.store.path is not None:
            seal.keep(self.store.path, counted)

    def read(
        self,
        run_id: str,
        *,
        states: Sequence[OperationState] | None = None,
        rows: Sequence[int] | None = None,
        kinds: Sequence[str] | None = None,
        op_ids: Sequence[str] | None = None,
        newest_first: bool = False,
    ) -> Iterator[OperationRecord]:
        """Yield operations in the order of decision, in flat memory: all of them, or those of a few hundred rows."""
        seq = operations.c.seq
        query = select(*_READ).where(operations.c.run_id == run_id)
        in_states = None if states is None else [state.value for state in states]
        asked = {"state": in_states, "row": rows, "kind": kinds, "op_id": op_ids}
        for name, values in asked.items():
            if values is not None:
                query = query.where(operations.c[name].in_(values))
        query = query.order_by(seq.desc() if newest_first else seq).limit(_PAGE)
        edge: int | None = None
        while True:
            beyond = query if edge is None else query.where(seq < edge if newest_first else seq > edge)
            with self.store.reading() as connection:
                page = connection.execute(beyond).all()
            yield from map(_record, page)
            if len(page) < _PAGE:
                return
            edge = page[-1].seq

    def planned(self, run_id: str) -> Iterator[PlannedWrite]:
        """Yield the planned writes in the order of decision, without their contents, in flat memory."""
        query = select(operations.c.seq, *(operations.c[name] for name in PlannedWrite._fields))
        query = query.where(operations.c.run_id == run_id, operations.c.state == OperationState.PLANNED.value)
        query = query.order_by(operations.c.seq).limit(_PAGE)
        edge = -1
        while True:
            with self.store.reading() as connection:
                page = connection.execute(query.where(operations.c.seq > edge)).all()
            yield from (PlannedWrite(*line[1:]) for line in page)
            if len(page) < _PAGE:
                return
            edge = page[-1].seq


def _intend(
    connection: Connection, run_id: str, new: Sequence[NewOperation], *, expected: Sequence[RowResult]
) -> None:
    if new:
        connection.execute(insert(operations), [_new_values(run_id, operation) for operation in new])
    write_results(connection, run_id, expected, state=RowState.PLANNED)
    expected_rows = {result.row for result in expected}
    set_state(
        connection, run_id, {operation.row for operation in new} - expected_rows, state=RowState.PLANNED
    )


def _new_values(run_id: str, operation: NewOperation) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "op_id": operation.op_id,
        "row": operation.row,
        "kind": operation.kind,
        "api": operation.api,
        "method": operation.method,
        "path": operation.path,
        "query": operation.query,
        "body": operation.body,
        "needs": list(operation.needs) or None,
        "columns": dict(operation.columns) or None,
        "before": operation.before,
        "state": OperationState.PLANNED.value,
    }


def _mark_sent(
    connection: Connection, run_id: str, op_ids: Sequence[str], *, now: datetime, there: datetime | None
) -> None:
    common = {
        "state": OperationState.SENT.value,
        "sent_at": now.timestamp(),
        "sellsy_sent_at": _seconds(there),
    }
    lines = [(op_id,) for op_id in op_ids]
    update_lines(connection, operations, _KEY, lines, keys=1, common=common, run_id=run_id)


def _settle(
    connection: Connection,
    run_id: str,
    outcomes: Sequence[OperationOutcome],
    *,
    now: datetime,
    there: datetime | None,
) -> None:
    lines = [
        (outcome.op_id, outcome.state.value, outcome.http_status, outcome.answer_id, outcome.error)
        for outcome in outcomes
    ]
    columns = (*_KEY, "state", "http_status", "answer_id", "error")
    common = {"settled_at": now.timestamp(), "sellsy_settled_at": _seconds(there)}
    update_lines(connection, operations, columns, lines, keys=1, common=common, run_id=run_id)


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def forget(connection: Connection, run_id: str) -> None:
    """Delete the writes of a run, all of them only planned.

    Raises:
        JournalError: one was sent.
    """
    of_run = operations.c.run_id == run_id
    sent = connection.scalar(
        select(operations.c.op_id).where(of_run, operations.c.state != OperationState.PLANNED.value).limit(1)
    )
    if sent is not None:
        raise JournalError("journal-contradiction", where=run_id, said=sent)
    connection.execute(delete(operations).where(of_run))


def _record(row: Row[*tuple[Any, ...]]) -> OperationRecord:
    values = dict(zip(_FIELDS, row, strict=True))
    values["state"] = OperationState(values["state"])
    values["needs"] = tuple(values["needs"] or ())
    values["columns"] = values["columns"] or {}
    for name in _TIMES:
        values[name] = None if values[name] is None else datetime.fromtimestamp(values[name], tz=UTC)
    return OperationRecord(**values)
