"""Send planned writes in batches, each journalled before and after; a refused row affects no other.

The journal is the only source: loading a run again sends what is still planned, nothing else.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby, islice
from threading import Event

from etl.core.batching import batched
from etl.core.errors import JournalError
from etl.core.json_paths import filled
from etl.core.observer import Observer
from etl.core.stopping import STOPPING
from etl.journal import Journal, OperationRecord, OperationState, RowState, StoredRow
from etl.load.batches import FIRST, STOPS, Batch, Done, Unit, call_of, cut_at_rows, is_as_expected, raise_stop
from etl.load.outcomes import Answered, operation_outcome
from etl.load.salvage import new_operation
from etl.plan.resolve import SOURCE
from etl.sellsy import Call, Sellsy, rpc, send_batch
from etl.v1.records import completed

_WINDOW = 1_000
"""Operations read from the journal at a time."""

_LOOK_S = 0.5
"""Seconds between two checks of calls in flight: an endless wait ignores Ctrl-C on Windows."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Sends the planned operations of a run; `batch_size` in writes, `workers` in requests in flight.

    `only` are the rows whose operations are sent, None all of them.
    """

    journal: Journal
    sellsy: Sellsy
    run_id: str
    batch_size: int
    workers: int
    observer: Observer
    stop: Event = field(default_factory=Event)
    only: Sequence[int] | None = None

    def load(self) -> None:
        """Send everything still planned and settle its rows; on interruption, finish the calls in flight first.

        Raises:
            FatalApiError: the account refuses every call; unsent writes stay planned.
            RetryableApiError: Sellsy cannot be reached; unsent writes stay planned.
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

    def _send_all(self, pool: ThreadPoolExecutor, made: "Done") -> None:
        """Keep `workers` batches in flight; answers and departures are journalled in the same transaction."""
        chains = self._chains()
        running: set[Future[Batch]] = set()
        unsettled: set[Batch] = set()
        ended: list[Batch] = []
        try:
            while True:
                leaving = self._following(ended, chains, made, room=self.workers - len(running))
                rests = self._rests(ended)
                leaving += rests
                unsettled.update(leaving)
                self._settle(ended, leaving=leaving, new=rests)
                unsettled.difference_update(ended)
                raise_stop(ended)
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
        self, ended: Sequence["Batch"], chains: Iterator[list[list[Unit]]], made: "Done", *, room: int
    ) -> list["Batch"]:
        """Return the batches to send next: the rest of ended ones, then new chains."""
        if self.stop.is_set() or any(batch.stop for batch in ended):
            return []
        leaving = [batch.following() for batch in ended if batch.rest]
        new = islice(chains, room - len(leaving))
        leaving += [Batch(parts[0], Done(), parts[1:]) for parts in new]
        known = [made, *(batch.done for batch in ended)]  # the journal does not have the latter yet
        for batch in leaving:
            for done in known:
                batch.done.hear(done)
            self._look_up(batch)
        return leaving

    def _rests(self, ended: Sequence["Batch"]) -> list["Batch"]:
        """Return the rests of writes of which Sellsy refused some fields; a stopping run sends none."""
        if self.stop.is_set() or any(batch.stop for batch in ended):
            return []
        rests = (batch.rest_of_refused(self.journal.new_id) for batch in ended)
        return [batch for batch in rests if batch is not None]

    def _drain(
        self, pool: ThreadPoolExecutor, running: set["Future[Batch]"], unsettled: set["Batch"]
    ) -> None:
        """Wait for the calls in flight and settle their answers; unsent writes stay planned."""
        while running:
            running = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)[1]
            known = [batch for batch in unsettled if batch.ended]
            with suppress(JournalError):
                self._settle(known)
                unsettled.difference_update(known)
        pool.shutdown()
        with suppress(JournalError):
            self._settle([batch for batch in unsettled if batch.ended or not batch.begun])

    def _make_sources(self) -> "Done":
        """Create first what rows of several batches need: the sources the account lacks.

        Those of an earlier session are read from the journal.
        """
        done, needed = Done(), self._needed()
        for operation in self.journal.operations.read(self.run_id, kinds=[SOURCE]):
            if operation.answer_id is not None:
                done.ids[operation.op_id] = operation.answer_id
            elif operation.state in (OperationState.SENT, OperationState.UNKNOWN):
                done.unsure.add(operation.op_id)
            if operation.state is not OperationState.PLANNED or self.stop.is_set():
                continue
            if needed is not None and operation.op_id not in needed:
                continue
            self.journal.operations.mark_sent(self.run_id, [operation.op_id], there=self.sellsy.time)
            try:
                answered = self._send_v1(operation, done)
            except STOPS:
                self.journal.operations.settle(
                    self.run_id, operations=[operation_outcome(operation, Answered.not_sent())]
                )
                raise
            done.note(operation, answered)
            outcome = operation_outcome(operation, answered)
            self.journal.operations.settle(self.run_id, operations=[outcome], there=self.sellsy.time)
        return done

    def _needed(self) -> set[str] | None:
        """Return the operations that those of the only rows need, None where all rows are sent."""
        if self.only is None:
            return None
        return {
            need
            for operation in self.journal.operations.read(self.run_id, rows=self.only)
            for need in operation.needs
        }

    def _chains(self) -> Iterator[list[list[Unit]]]:
        """Yield chains: batches to be sent one after the other, mostly a single one."""
        batch: list[Unit] = []
        for unit in self._units():
            if len(unit) > self.batch_size:
                yield [[part] for part in cut_at_rows(unit, self.batch_size)]
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
        planned = self.journal.operations.read(self.run_id, states=[OperationState.PLANNED], rows=self.only)
        for window in batched((operation for operation in planned if operation.kind != SOURCE), _WINDOW):
            numbers = sorted({operation.row for operation in window})
            rows = {row.row: row for row in self.journal.rows.at(self.run_id, numbers)}
            for operation in window:
                yield operation, rows[operation.row]

    def _send(self, batch: "Batch") -> "Batch":
        """Send a batch, already journalled, and record its answers, or the error that ends the run."""
        batch.begun = True
        older = [operation for operation, _row in batch.pairs if operation.api == "v1"]
        try:
            # v2 completes the records that v1 creates or writes as a whole; v1 completes those that v2 creates.
            for operation in (operation for operation in older if operation.kind in FIRST):
                batch.done.note(operation, self._send_v1(operation, batch.done))
            self._send_v2(batch.units, batch.done)
            for operation in (operation for operation in older if operation.kind not in FIRST):
                batch.done.note(operation, self._send_v1(operation, batch.done))
        except STOPS as error:
            batch.stop = error
        else:
            answers = (batch.done.of(operation) for operation, _row in batch.pairs)
            batch.stop = next((answer.stop for answer in answers if answer.stop), None)
        batch.ended = True
        return batch

    def _send_v2(self, units: Sequence[Unit], done: "Done") -> None:
        calls: list[Call] = []
        sent: list[OperationRecord] = []
        for group, unit in enumerate(units):
            for operation, _row in unit:
                if operation.api != "v2":
                    continue
                if not done.ready(operation, together={earlier.op_id for earlier in sent}):
                    done.note(operation, done.parent_failed(operation))
                    continue
                calls.append(call_of(operation, done, group=group))
                sent.append(operation)
        for operation, answer in zip(sent, send_batch(self.sellsy, calls) if calls else (), strict=True):
            done.take(operation, answer)

    def _send_v1(self, operation: OperationRecord, done: "Done") -> Answered:
        if not done.ready(operation):
            return done.parent_failed(operation)
        params = filled(operation.body, done.ids)
        return Answered.of_v1(
            lambda: rpc(self.sellsy, operation.path, completed(self.sellsy, operation.path, params))
        ).of_creation(operation)

    def _settle(
        self, ended: Sequence["Batch"], *, leaving: Sequence["Batch"] = (), new: Sequence["Batch"] = ()
    ) -> None:
        """Journal the answers of ended batches, and the departure of others, in a single transaction.

        Of the leaving batches, `new` hold writes that the journal does not have yet.
        """
        if ended or leaving:
            outcomes = [
                operation_outcome(operation, batch.done.of(operation))
                for batch in ended
                for operation, _ in batch.pairs
            ]
            results = [pair for batch in ended for pair in batch.results()]
            self.journal.operations.settle(
                self.run_id,
                operations=outcomes,
                rows=[result for row, result in results if not is_as_expected(row, result)],
                as_expected={row.row: end.sellsy_id for row, end in results if is_as_expected(row, end)},
                new=[new_operation(operation) for batch in new for operation, _row in batch.pairs],
                leaving=[operation.op_id for batch in leaving for operation, _row in batch.pairs],
                there=self.sellsy.time,
            )
            self.observer.advance(sum(row.state is not RowState.SETTLED for row, _end in results))

    def _look_up(self, batch: "Batch") -> None:
        """Read the ids from operations of an earlier session that these depend on, of any row.

        The journal may not have the outcomes of its own chain yet.
        """
        done, operations = batch.done, [operation for operation, _row in batch.pairs]
        ours = {operation.op_id for operation in operations}
        needs = {need for operation in operations for need in operation.needs}
        wanted = sorted(needs - ours - done.ids.keys() - done.answers.keys())
        for ids in batched(wanted, _WINDOW):
            for earlier in self.journal.operations.read(self.run_id, op_ids=ids):
                if earlier.answer_id is not None:
                    done.ids[earlier.op_id] = earlier.answer_id
                elif earlier.state in (OperationState.SENT, OperationState.UNKNOWN):
                    done.unsure.add(earlier.op_id)
