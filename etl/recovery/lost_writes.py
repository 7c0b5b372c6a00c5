"""The writes of a run that have no answer, and the ids of the others, collected in one pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from etl.core.record import PERSON
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.journal import Journal, OperationRecord, OperationState
from etl.v1.written import variant_made

LOST = (OperationState.SENT, OperationState.UNKNOWN)
CREATIONS = frozenset({"create", PERSON})
PARENT_FAILED = "parent-failed"


@dataclass(slots=True)
class Survey:
    """The writes of a run.

    `lost` have no answer; `rows` are their rows and the rows that wait for them. `known` maps an op_id to the id in
    its answer, `given` a record (resource, id) to the op_id that made it. `dead` were refused, or need a write that
    was. `last_sign` is when the run last wrote, by Sellsy's clock; `timeless` means that some of its writes lack it.
    """

    lost: list[OperationRecord] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    known: dict[str, int] = field(default_factory=dict)
    given: dict[tuple[str, int], str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    last_sign: datetime | None = None
    timeless: bool = False

    def know(self, operation: OperationRecord, answer_id: int) -> None:
        """Record the id that a write was answered."""
        self.known[operation.op_id] = answer_id
        if operation.kind in CREATIONS:
            self.given[resource_of(operation), answer_id] = operation.op_id

    def path_of(self, operation: OperationRecord) -> str:
        """Return the path of a write, with the ids that it needs where they are known."""
        path = operation.path
        for need in operation.needs:
            path = path.replace(need, str(self.known.get(need, need)))
        return path


def survey(journal: Journal, run_id: str) -> Survey:
    """Return the survey of the writes of a run.

    Raises:
        JournalError: the journal cannot be read.
    """
    result = Survey()
    waiting: list[OperationRecord] = []
    for operation in journal.operations.read(run_id):
        result.timeless |= operation.sent_at is not None and operation.sellsy_sent_at is None
        signs = (result.last_sign, operation.sellsy_sent_at, operation.sellsy_settled_at)
        result.last_sign = max((sign for sign in signs if sign is not None), default=None)
        if operation.answer_id is not None:
            result.know(operation, operation.answer_id)
        if operation.state in LOST:
            result.lost.append(operation)
        elif waits(operation):
            waiting.append(operation)
        elif operation.error is not None:
            result.dead.add(operation.op_id)
    result.rows = {operation.row for operation in result.lost}
    for operation in waiting:
        if result.dead.isdisjoint(operation.needs):
            result.rows.add(operation.row)
        else:
            result.dead.add(operation.op_id)
    return result


def waits(operation: OperationRecord) -> bool:
    """Return whether a write was never sent because a write it needs had no answer or had failed."""
    return isinstance(operation.error, dict) and operation.error.get("code") == PARENT_FAILED


def resource_of(operation: OperationRecord) -> str:
    """Return the path of the resource in which a creation makes a record; ids are unique within a resource only."""
    made = variant_made(operation.path, body_of(operation))
    return operation.path if made is None else RESOURCES[made].path


def body_of(operation: OperationRecord) -> Mapping[str, JsonValue]:
    """Return the body of a write, empty when there is none or it is a list."""
    return operation.body if isinstance(operation.body, dict) else {}
