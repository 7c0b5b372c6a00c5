"""Sending what was planned: batches in flight, each journalled before and after; one refused row harms no other.

The journal is the only source: loading a run again sends what is still planned, nothing else.
"""

from collections.abc import Container, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import groupby
from threading import Event

from etl.engine.cut import batched
from etl.engine.fields import filled
from etl.engine.legacy import completed
from etl.engine.observer import Observer
from etl.engine.outcomes import Answered, operation_outcome, row_result
from etl.engine.resolve import SOURCE
from etl.errors import FatalApiError, RetryableApiError
from etl.journal import Journal, OperationRecord, OperationState, StoredRow
from etl.sellsy import BatchAnswer, Call, Sellsy, rpc, send_batch

_WINDOW = 1_000
"""Operations read from the journal at a time."""

_LOOK_S = 0.5
"""Seconds between two looks at what is in flight: a wait without end hears no Ctrl-C on Windows."""

_ABSENT = 404

_FIRST = ("create", "agenda")
"""Kinds of writes of API v1 that v2's complete."""

_STOPS = (FatalApiError, RetryableApiError)
"""Errors after which no other call can succeed; what they hit was surely not executed."""

Unit = list[tuple[OperationRecord, StoredRow]]
"""The operations of one row, or of the rows of one company: they travel together."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Sends the planned operations of a run; `batch_size` in writes, `workers` in requests in flight."""

    journal: Journal
    sellsy: Sellsy
    run_id: str
    batch_size: int
    workers: int
    observer: Observer
    stop: Event = field(default_factory=Event)

    def load(self) -> None:
        """Send everything still planned and settle its rows; interrupted, what is in flight is finished first.

        Raises:
            FatalApiError: the account refuses every call; what was not sent stays planned.
            RetryableApiError: Sellsy cannot be reached; what was not sent stays planned.
            JournalError: the journal cannot be written; nothing unjournalled was sent.
        """
        running: set[Future[int]] = set()
        with ThreadPoolExecutor(self.workers, thread_name_prefix="load") as pool:
            try:
                sources = pool.submit(self._make_sources)
                while not sources.done():
                    wait([sources], timeout=_LOOK_S)
                made = sources.result()
                for chain in self._chains():
                    running.add(pool.submit(self._send_chain, chain, made))
                    if len(running) >= self.workers:
                        running = self._settle_some(running)
                while running:
                    running = self._settle_some(running)
            except BaseException:
                self.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                while running:
                    running = wait(running, timeout=_LOOK_S)[1]
                raise

    def _make_sources(self) -> "_Done":
        """Create what rows of several batches need before any of them: the sources the account lacks.

        Those of an earlier session are read from the journal.
        """
        done = _Done()
        for operation in self.journal.operations(self.run_id, kinds=[SOURCE]):
            if operation.answer_id is not None:
                done.ids[operation.op_id] = operation.answer_id
            elif operation.state in (OperationState.SENT, OperationState.UNKNOWN):
                done.unsure.add(operation.op_id)
            if operation.state is not OperationState.PLANNED or self.stop.is_set():
                continue
            self.journal.mark_sent(self.run_id, [operation.op_id])
            try:
                answered = self._send_v1(operation, done)
            except _STOPS:
                self.journal.settle(
                    self.run_id, operations=[operation_outcome(operation, Answered.not_sent())]
                )
                raise
            done.note(operation, answered)
            self.journal.settle(self.run_id, operations=[operation_outcome(operation, answered)])
        return done

    def _settle_some(self, running: set[Future[int]]) -> set[Future[int]]:
        done, left = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
        for future in done:
            self.observer.advance(future.result())
        return left

    def _chains(self) -> Iterator[list[list[Unit]]]:
        """Yield work for one thread: batches to be sent one after the other, mostly a single one."""
        batch: list[Unit] = []
        for unit in self._units():
            if len(unit) > self.batch_size:
                yield [[part] for part in _cut_at_rows(unit, self.batch_size)]
                continue
            if sum(map(len, batch)) + len(unit) > self.batch_size:
                yield [batch]
                batch = []
            batch.append(unit)
        if batch:
            yield [batch]

    def _units(self) -> Iterator[Unit]:
        for _key, pairs in groupby(self._planned(), key=lambda pair: pair[1].group_key or str(pair[1].row)):
            yield list(pairs)

    def _planned(self) -> Iterator[tuple[OperationRecord, StoredRow]]:
        planned = self.journal.operations(self.run_id, states=[OperationState.PLANNED])
        for window in batched((one for one in planned if one.kind != SOURCE), _WINDOW):
            numbers = sorted({operation.row for operation in window})
            rows = {row.row: row for row in self.journal.rows_at(self.run_id, numbers)}
            for operation in window:
                yield operation, rows[operation.row]

    def _send_chain(self, chain: Sequence[Sequence[Unit]], made: "_Done") -> int:
        done = _Done(dict(made.answers), dict(made.ids), set(made.unsure))
        rows = 0
        for units in chain:
            if self.stop.is_set():
                break
            rows += self._send(units, done)
        return rows

    def _send(self, units: Sequence[Unit], done: "_Done") -> int:
        """Send one batch and settle its rows; return how many."""
        pairs = [pair for unit in units for pair in unit]
        operations = [operation for operation, _row in pairs]
        self._look_up(operations, done)
        self.journal.mark_sent(self.run_id, [operation.op_id for operation in operations])
        older = [operation for operation in operations if operation.api == "v1"]
        try:
            # What v1 creates or writes as a whole, v2 completes; what v2 creates, v1 completes.
            for operation in (one for one in older if one.kind in _FIRST):
                done.note(operation, self._send_v1(operation, done))
            self._send_v2(units, done)
            for operation in (one for one in older if one.kind not in _FIRST):
                done.note(operation, self._send_v1(operation, done))
        except _STOPS:
            self._settle(pairs, done)
            raise
        stop = next((a.stop for o in operations if (a := done.answers[o.op_id]).stop), None)
        settled = self._settle(pairs, done)
        if stop is not None:
            raise stop
        return settled

    def _send_v2(self, units: Sequence[Unit], done: "_Done") -> None:
        calls: list[Call] = []
        sent: list[OperationRecord] = []
        for group, unit in enumerate(units):
            for operation, _row in unit:
                if operation.api != "v2":
                    continue
                if not done.ready(operation, together={one.op_id for one in sent}):
                    done.note(operation, done.parent_failed(operation))
                    continue
                calls.append(_call(operation, done, group=group))
                sent.append(operation)
        for operation, answer in zip(sent, send_batch(self.sellsy, calls) if calls else (), strict=True):
            done.take(operation, answer)

    def _send_v1(self, operation: OperationRecord, done: "_Done") -> Answered:
        if not done.ready(operation):
            return done.parent_failed(operation)
        params = filled(operation.body, done.ids)
        return Answered.of_v1(
            lambda: rpc(self.sellsy, operation.path, completed(self.sellsy, operation.path, params))
        )

    def _settle(self, pairs: Sequence[tuple[OperationRecord, StoredRow]], done: "_Done") -> int:
        """Journal what is known of a batch, what was not answered as planned; return how many rows are settled."""
        outcomes = [operation_outcome(operation, done.of(operation)) for operation, _ in pairs]
        rows = []
        for _number, group in groupby(pairs, key=lambda pair: pair[1].row):
            some = list(group)
            answered = [(operation, done.of(operation)) for operation, _ in some]
            if all(answer.sent and answer.stop is None for _operation, answer in answered):
                rows.append(row_result(some[0][1], answered, ids=done.ids))
        self.journal.settle(self.run_id, operations=outcomes, rows=rows)
        return len(rows)

    def _look_up(self, operations: Sequence[OperationRecord], done: "_Done") -> None:
        """Learn the ids given by operations of an earlier session that these depend on, of any row."""
        ours = {operation.op_id for operation in operations}
        needs = {need for operation in operations for need in operation.needs}
        wanted = sorted(needs - ours - done.ids.keys())
        for some in batched(wanted, _WINDOW):
            for earlier in self.journal.operations(self.run_id, op_ids=some):
                if earlier.answer_id is not None:
                    done.ids[earlier.op_id] = earlier.answer_id
                elif earlier.state in (OperationState.SENT, OperationState.UNKNOWN):
                    done.unsure.add(earlier.op_id)


@dataclass(slots=True)
class _Done:
    """What the operations of a chain answered so far; `unsure` are those of which nobody knows what became."""

    answers: dict[str, Answered] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def of(self, operation: OperationRecord) -> Answered:
        """Return what came of an operation; one without an answer was not sent."""
        return self.answers.get(operation.op_id, Answered.not_sent())

    def take(self, operation: OperationRecord, answer: BatchAnswer) -> None:
        """Keep the answer of an operation; what was to end and is not there has ended."""
        gone = operation.method == "DELETE" and answer.status == _ABSENT
        self.note(operation, Answered(status=_ABSENT) if gone else Answered.of(answer))

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


def _call(operation: OperationRecord, done: _Done, *, group: int) -> Call:
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


def _cut_at_rows(unit: Unit, size: int) -> Iterator[Unit]:
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
