"""Sending what was planned: batches in flight, each journalled before and after; one refused row harms no other.

The journal is the only source: loading a run again sends what is still planned, nothing else.
"""

from collections.abc import Container, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from threading import Event

from etl.core.batching import batched
from etl.core.errors import ApiError, FatalApiError, JournalError, RetryableApiError
from etl.core.json_paths import filled
from etl.core.observer import Observer
from etl.core.results import RowResult
from etl.core.stopping import STOPPING
from etl.journal import Journal, OperationRecord, OperationState, StoredRow
from etl.load.outcomes import Answered, operation_outcome, row_result
from etl.plan.resolve import SOURCE
from etl.sellsy import BatchAnswer, Call, Sellsy, rpc, send_batch
from etl.v1.shapes import completed

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
        with ThreadPoolExecutor(self.workers, thread_name_prefix="load") as pool:
            sources = pool.submit(self._make_sources)
            try:
                while not sources.done():
                    with STOPPING.waiting():
                        wait([sources], timeout=_LOOK_S)
                self._send_all(pool, sources.result())
            except BaseException:
                self.stop.set()
                raise

    def _send_all(self, pool: ThreadPoolExecutor, made: "_Done") -> None:
        """Keep `workers` batches in flight; what some answered and that others leave is journalled at once."""
        chains = self._chains()
        running: set[Future[_Batch]] = set()
        unsettled: set[_Batch] = set()
        ended: list[_Batch] = []
        try:
            while True:
                leaving = self._following(ended, chains, made, room=self.workers - len(running))
                unsettled.update(leaving)
                self._settle(ended, leaving=leaving)
                unsettled.difference_update(ended)
                _raise_stop(ended)
                running.update(pool.submit(self._send, batch) for batch in leaving)
                if not running:
                    return
                STOPPING.check()
                done, running = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
                ended = [future.result() for future in done]
        except BaseException:
            self._drain(pool, running, unsettled)
            raise

    def _following(
        self, ended: Sequence["_Batch"], chains: Iterator[list[list[Unit]]], made: "_Done", *, room: int
    ) -> list["_Batch"]:
        """Return what leaves next: the rest of what ended, then new chains."""
        if self.stop.is_set() or any(batch.stop for batch in ended):
            return []
        leaving = [batch.following() for batch in ended if batch.rest]
        new = islice(chains, room - len(leaving))
        leaving += [_Batch(parts[0], _Done(), parts[1:]) for parts in new]
        known = [made, *(batch.done for batch in ended)]  # of the latter the journal does not tell yet
        for batch in leaving:
            for done in known:
                batch.done.hear(done)
            self._look_up(batch)
        return leaving

    def _drain(
        self, pool: ThreadPoolExecutor, running: set["Future[_Batch]"], unsettled: set["_Batch"]
    ) -> None:
        """Wait for what is in flight and settle what is known of it; what surely never left stays planned."""
        while running:
            running = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)[1]
            known = [batch for batch in unsettled if batch.ended]
            with suppress(JournalError):
                self._settle(known)
                unsettled.difference_update(known)
        pool.shutdown()
        with suppress(JournalError):
            self._settle([batch for batch in unsettled if batch.ended or not batch.begun])

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
            self.journal.mark_sent(self.run_id, [operation.op_id], there=self.sellsy.time)
            try:
                answered = self._send_v1(operation, done)
            except _STOPS:
                self.journal.settle(
                    self.run_id, operations=[operation_outcome(operation, Answered.not_sent())]
                )
                raise
            done.note(operation, answered)
            outcome = operation_outcome(operation, answered)
            self.journal.settle(self.run_id, operations=[outcome], there=self.sellsy.time)
        return done

    def _chains(self) -> Iterator[list[list[Unit]]]:
        """Yield batches to be sent one after the other, mostly a single one."""
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

    def _send(self, batch: "_Batch") -> "_Batch":
        """Send one batch, already journalled, and note what came of it, the error that ends the run included."""
        batch.begun = True
        older = [operation for operation, _row in batch.pairs if operation.api == "v1"]
        try:
            # What v1 creates or writes as a whole, v2 completes; what v2 creates, v1 completes.
            for operation in (one for one in older if one.kind in _FIRST):
                batch.done.note(operation, self._send_v1(operation, batch.done))
            self._send_v2(batch.units, batch.done)
            for operation in (one for one in older if one.kind not in _FIRST):
                batch.done.note(operation, self._send_v1(operation, batch.done))
        except _STOPS as error:
            batch.stop = error
        else:
            answers = (batch.done.of(operation) for operation, _row in batch.pairs)
            batch.stop = next((answer.stop for answer in answers if answer.stop), None)
        batch.ended = True
        return batch

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

    def _settle(self, ended: Sequence["_Batch"], *, leaving: Sequence["_Batch"] = ()) -> None:
        """Journal what is known of batches, what was not answered as planned, and that others leave, in one go."""
        if ended or leaving:
            outcomes = [
                operation_outcome(one, batch.done.of(one)) for batch in ended for one, _ in batch.pairs
            ]
            results = [pair for batch in ended for pair in batch.results()]
            self.journal.settle(
                self.run_id,
                operations=outcomes,
                rows=[result for row, result in results if not _is_as_expected(row, result)],
                as_expected={row.row: end.sellsy_id for row, end in results if _is_as_expected(row, end)},
                leaving=[operation.op_id for batch in leaving for operation, _row in batch.pairs],
                there=self.sellsy.time,
            )
            self.observer.advance(len(results))

    def _look_up(self, batch: "_Batch") -> None:
        """Learn the ids given by operations of an earlier session that these depend on, of any row."""
        done, operations = batch.done, [operation for operation, _row in batch.pairs]
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

    def hear(self, other: "_Done") -> None:
        """Learn the ids of what another chain did."""
        self.ids.update(other.ids)
        self.unsure.update(other.unsure)

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


@dataclass(slots=True, eq=False)
class _Batch:
    """What travels in one call, what its chain knows, and what of the chain comes after it.

    `begun` tells that something of it may have been sent, `ended` that all that will be known of it is; `stop` is
    the error after which no other call can succeed.
    """

    units: list[Unit]
    done: _Done
    rest: list[list[Unit]]
    begun: bool = False
    ended: bool = False
    stop: ApiError | None = None

    @property
    def pairs(self) -> Iterator[tuple[OperationRecord, StoredRow]]:
        """Its operations, each with its row."""
        return chain.from_iterable(self.units)

    def following(self) -> "_Batch":
        """Return the next part of its chain."""
        return _Batch(self.rest[0], self.done, self.rest[1:])

    def results(self) -> Iterator[tuple[StoredRow, RowResult]]:
        """Yield its rows with how they ended, those of which every write was sent."""
        for _number, group in groupby(self.pairs, key=lambda pair: pair[1].row):
            some = list(group)
            answered = [(operation, self.done.of(operation)) for operation, _row in some]
            if all(answer.sent and answer.stop is None for _operation, answer in answered):
                yield some[0][1], row_result(some[0][1], answered, ids=self.done.ids)


def _raise_stop(ended: Sequence[_Batch]) -> None:
    stop = next((batch.stop for batch in ended if batch.stop), None)
    if stop is not None:
        raise stop


def _is_as_expected(row: StoredRow, result: RowResult) -> bool:
    return result.outcome is row.outcome and result.problems == row.problems


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
