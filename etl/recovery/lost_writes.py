"""What a run left without an answer, and what it knows: one pass over its writes."""

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

    `lost` have no answer, `rows` are theirs and those that only wait for them. `known` gives the id that each op_id
    was answered, `given` the op_id that made a record (resource, id). `dead` were refused, or hang on one that was.
    `last_sign` is when the run last wrote, by Sellsy's clock; `timeless` tells that it was not always known.
    """

    lost: list[OperationRecord] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    known: dict[str, int] = field(default_factory=dict)
    given: dict[tuple[str, int], str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    last_sign: datetime | None = None
    timeless: bool = False

    def know(self, operation: OperationRecord, answer_id: int) -> None:
        """Keep the id that a write gave."""
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
    """Look through the writes of a run.

    Raises:
        JournalError: the journal cannot be read.
    """
    found = Survey()
    waiting: list[OperationRecord] = []
    for one in journal.operations.read(run_id):
        found.timeless |= one.sent_at is not None and one.sellsy_sent_at is None
        signs = (found.last_sign, one.sellsy_sent_at, one.sellsy_settled_at)
        found.last_sign = max((sign for sign in signs if sign is not None), default=None)
        if one.answer_id is not None:
            found.know(one, one.answer_id)
        if one.state in LOST:
            found.lost.append(one)
        elif waits(one):
            waiting.append(one)
        elif one.error is not None:
            found.dead.add(one.op_id)
    found.rows = {one.row for one in found.lost}
    for one in waiting:
        if found.dead.isdisjoint(one.needs):
            found.rows.add(one.row)
        else:
            found.dead.add(one.op_id)
    return found


def waits(operation: OperationRecord) -> bool:
    """Tell whether a write was never sent because what it needs had not been answered, or had failed."""
    return isinstance(operation.error, dict) and operation.error.get("code") == PARENT_FAILED


def resource_of(operation: OperationRecord) -> str:
    """Return the resource in which a creation makes a record: ids of two resources may be equal."""
    made = variant_made(operation.path, body_of(operation))
    return operation.path if made is None else RESOURCES[made].path


def body_of(operation: OperationRecord) -> Mapping[str, JsonValue]:
    """Return the body of a write, empty where it is none or a list."""
    return operation.body if isinstance(operation.body, dict) else {}
