"""The server's dry run: Sellsy validates planned writes and stores nothing; rows settle as planned or rejected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from etl.core.batching import batched
from etl.core.errors import FatalApiError, OutcomeUnknownError, RetryableApiError
from etl.core.observer import Observer
from etl.core.record import PERSON
from etl.core.results import Outcome, Problem, RowResult
from etl.entities.base.resource import RESOURCES
from etl.journal import Journal, OperationRecord, OperationState
from etl.load.outcomes import Answered, refusals
from etl.plan.resolve import SOURCE
from etl.sellsy import Call, Sellsy, send_batch

_VERIFIABLE = {"create", "update", PERSON, "address", "custom_fields"}
"""Kinds of write that accept `verify=true` (API contract 2.264.0); tags and links do not."""


def verify(journal: Journal, sellsy: Sellsy, run_id: str, *, batch_size: int, observer: Observer) -> None:
    """Ask Sellsy to validate every planned write, then settle the planned rows.

    Raises:
        ApiError: no further call can succeed.
    """
    observer.stage("verify")
    refused: dict[int, list[Problem]] = defaultdict(list)
    for operations in batched(
        _checkable(journal.operations.read(run_id, states=[OperationState.PLANNED])), batch_size
    ):
        calls = [
            Call(o.method, o.path, query={**(o.query or {}), "verify": "true"}, body=o.body, group=i)
            for i, o in enumerate(operations)
        ]
        for operation, answer in zip(operations, send_batch(sellsy, calls), strict=True):
            if isinstance(answer.error, FatalApiError | RetryableApiError | OutcomeUnknownError):
                raise answer.error
            refused[operation.row] += refusals(operation.row, [(operation, Answered.of(answer))], None)
        observer.advance(len(operations))
    if any(refused.values()):
        _refuse_dependants(journal, run_id, refused)
    _settle(journal, run_id, refused)


def _refuse_dependants(journal: Journal, run_id: str, refused: dict[int, list[Problem]]) -> None:
    """Refuse the rows that depend on a refused row; a source is created anyway."""
    lost: set[str] = set()
    for operation in journal.operations.read(run_id, states=[OperationState.PLANNED]):
        if not refused.get(operation.row) and lost.intersection(operation.needs):
            refused[operation.row].append(Problem("parent-failed", operation.row))
        if refused.get(operation.row) and operation.kind != SOURCE:
            lost.add(operation.op_id)


def _checkable(operations: Iterable[OperationRecord]) -> Iterator[OperationRecord]:
    verified = tuple(resource.path for resource in RESOURCES.values() if resource.verified)
    for operation in operations:
        if operation.api != "v2" or operation.kind not in _VERIFIABLE or operation.needs:
            continue
        if operation.method == "DELETE":
            continue  # a deletion does not accept `verify`: it would be executed
        if not operation.path.startswith(verified):
            continue  # a task or an event would really be written
        if operation.kind == "address" and operation.path.startswith(f"{RESOURCES[PERSON].path}/"):
            continue  # addresses of a contact accept no `verify` (API contract 2.264.0)
        yield operation


def _settle(journal: Journal, run_id: str, refused: dict[int, list[Problem]]) -> None:
    position = -1
    while rows := journal.rows.next(run_id, after_position=position, limit=1_000):
        position = rows[-1].position
        journal.operations.settle(
            run_id,
            rows=[
                RowResult(
                    row.row,
                    Outcome.REJECTED if refused.get(row.row) else row.outcome or Outcome.UNCHANGED,
                    row.sellsy_id,
                    (*row.problems, *refused.get(row.row, ())),
                    row.changes,
                )
                for row in rows
            ],
        )
