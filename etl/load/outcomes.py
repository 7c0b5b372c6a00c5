"""Translate answers into outcomes: of an operation in the journal, and of its row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from etl.core.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.core.record import PERSON
from etl.core.results import JsonValue, Outcome, Problem, RowResult
from etl.entities.base.resource import RESOURCES
from etl.journal import OperationOutcome, OperationRecord, OperationState, StoredRow
from etl.sellsy import BatchAnswer, whole

_MAIN = ("create", "update", "delete")
"""Kinds of operation that write the row's own record."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer of an operation; `stop` is the error that ends the run, `sent` False when nothing was sent.

    `parent` means that an operation it needs was not done, or (`waits`) has an unknown outcome.
    """

    status: int | None = None
    answer_id: int | None = None
    error: ApiError | None = None
    parent: bool = False
    sent: bool = True
    waits: bool = False

    @classmethod
    def of(cls, answer: BatchAnswer) -> Self:
        """Read the answer of a pair of a batch."""
        if answer.waits:
            return cls.parent_failed(unsure=True)
        body = answer.body
        record_id = whole(body.get("id")) if isinstance(body, dict) else None
        return cls(
            status=answer.status,
            answer_id=record_id if answer.error is None else None,
            error=answer.error,
        )

    @classmethod
    def of_v1(cls, call: Callable[[], JsonValue]) -> Self:
        """Make a v1 call and read its answer; errors that end the run are raised."""
        try:
            response = call()
        except (RefusedError, OutcomeUnknownError) as error:
            return cls(status=error.status, error=error)
        return cls(status=200, answer_id=_v1_id(response))

    def of_creation(self, operation: OperationRecord) -> Self:
        """Return the answer for its operation: a creation without an id in its answer is unknown."""
        if operation.kind != "create" or not self.fine or self.answer_id is not None:
            return self
        error = OutcomeUnknownError(
            "api-no-answer", method=operation.method, path=operation.path, status=self.status, said="id"
        )
        return replace(self, error=error)

    @classmethod
    def parent_failed(cls, *, unsure: bool) -> Self:
        """Return the answer of an operation that is not sent: one it needs was refused, or is unknown."""
        return cls(parent=True, waits=unsure)

    @classmethod
    def not_sent(cls) -> Self:
        """Return the answer of an operation that surely was not executed: it stays planned."""
        return cls(sent=False)

    @property
    def fine(self) -> bool:
        """Whether Sellsy did it."""
        return self.sent and not self.parent and self.error is None

    @property
    def unsure(self) -> bool:
        """Whether its outcome is unknown, or depends on an unknown outcome."""
        return self.waits or isinstance(self.error, OutcomeUnknownError)

    @property
    def stop(self) -> ApiError | None:
        """The error after which no other call can succeed."""
        return self.error if isinstance(self.error, FatalApiError | RetryableApiError) else None


def _v1_id(response: JsonValue) -> int | None:
    """Return the id of a v1 creation: bare, as text, or under a name such as `taskid` (Sellsy's v1 reference)."""
    if isinstance(response, dict):
        response = next((value for key, value in response.items() if key.endswith("id")), None)
    return whole(response)


def operation_outcome(operation: OperationRecord, answered: Answered) -> OperationOutcome:
    """Return the outcome of an operation as the journal stores it."""
    if not answered.sent or answered.stop is not None:
        return OperationOutcome(operation.op_id, state=OperationState.PLANNED)
    unknown = isinstance(answered.error, OutcomeUnknownError)
    return OperationOutcome(
        operation.op_id,
        state=OperationState.UNKNOWN if unknown else OperationState.SETTLED,
        http_status=answered.status,
        answer_id=answered.answer_id,
        error=_error(answered),
    )


def _error(answered: Answered) -> JsonValue:
    if answered.parent:
        return {"code": "parent-failed"}
    if answered.error is None:
        return None
    details: dict[str, JsonValue] = dict(answered.error.details)
    return {"code": answered.error.code, "said": answered.error.said, "details": details}


def row_result(
    row: StoredRow,
    answered: Sequence[tuple[OperationRecord, Answered]],
    *,
    ids: Mapping[str, int],
) -> RowResult:
    """Return the result of a row: as planned when every write succeeded, unknown or failed otherwise."""
    sellsy_id = row.sellsy_id or record_id(row, [operation for operation, _ in answered], ids)
    problems = (*row.problems, *refusals(row.row, answered, sellsy_id))
    if any(answer.unsure for _, answer in answered):
        outcome = Outcome.UNKNOWN
    elif any(not answer.fine for _, answer in answered):
        outcome = Outcome.FAILED
    else:
        outcome = row.outcome or Outcome.UNCHANGED
    return RowResult(row.row, outcome, sellsy_id=sellsy_id, problems=problems, changes=row.changes)


def record_id(row: StoredRow, operations: Sequence[OperationRecord], ids: Mapping[str, int]) -> int | None:
    """Return the id of the record that a row's writes are about, where they show it; `ids` is op_id -> id.

    It is the record the row creates, or else the company that another row of its group creates, which a link needs.
    """
    mine = [operation.op_id for operation in operations if _makes_record(row, operation)]
    own = {operation.op_id for operation in operations}
    named = [
        operation.needs[0] for operation in operations if operation.needs and operation.needs[0] not in own
    ]
    return next((ids[op_id] for op_id in mine or named if op_id in ids), None)


def _makes_record(row: StoredRow, operation: OperationRecord) -> bool:
    """Tell whether a write creates the row's own record."""
    return operation.kind == "create" and not makes_person(row, operation)


def makes_person(row: StoredRow, operation: OperationRecord) -> bool:
    """Tell whether a write creates the contact person beside the row's own record."""
    made = operation.method == "POST" and operation.path == RESOURCES[PERSON].path
    return made and (row.record or {}).get("variant") != PERSON


def linked_person(row: StoredRow, operation: OperationRecord) -> str | None:
    """Return the contact person that a write links to the row's own record: an id, or the op_id of its creation."""
    if operation.kind != "link" or (row.record or {}).get("variant") == PERSON:
        return None
    if operation.api == "v2":
        return operation.path.rpartition("/")[2]
    return str(operation.body["id"]) if isinstance(operation.body, dict) else None


def refusals(
    row: int, answered: Sequence[tuple[OperationRecord, Answered]], record: int | None
) -> Iterator[Problem]:
    """Yield why the writes of a row did not succeed; `record` is the id of the record when it exists."""
    main_done = (
        all(answer.fine for operation, answer in answered if operation.kind in _MAIN) and record is not None
    )
    refused = [(operation, answer.error) for operation, answer in answered if answer.error is not None]
    for operation, error in refused:
        if isinstance(error, OutcomeUnknownError):
            yield Problem("outcome-unknown", row=row, params={"said": error.message()})
            continue
        for column, message in _said(operation, error):
            params = {"said": message, "record": record, "part": operation.kind}
            beside = main_done and operation.kind not in _MAIN
            yield Problem(
                _refusal_beside(answered) if beside else "refused", row=row, column=column, params=params
            )
    if not refused and any(answer.parent for _, answer in answered):
        waits = any(answer.waits for _, answer in answered)
        yield Problem("reconcile-waits" if waits else "parent-failed", row=row)


def _refusal_beside(answered: Sequence[tuple[OperationRecord, Answered]]) -> str:
    """Return the code for a refused write beside an existing record: whether the rest of the row was written."""
    done = [operation for operation, answer in answered if answer.fine]
    if any(operation.kind == "create" for operation in done):
        return "refused-after"
    return "refused-update" if done else "refused-part"


def header_of(operation: OperationRecord, field: str) -> str | None:
    """Return the user's header of a field that Sellsy names: whole, by its end, or its place in a list (`1.value`)."""
    first, last = field.partition(".")[0], field.rpartition(".")[2]
    return next((operation.columns[name] for name in (field, last, first) if name in operation.columns), None)


def _said(operation: OperationRecord, error: ApiError) -> Iterator[tuple[str | None, str]]:
    """Yield (user's header, Sellsy's message) for each field it names; a single custom field has its header."""
    alone = operation.kind == "custom_fields" and len(operation.columns) == 1
    only = next(iter(operation.columns.values())) if alone else None
    if not error.details:
        yield only, error.said or error.message()
    for field, message in error.details.items():
        header = header_of(operation, field)
        yield header or only, message if header else f"{field}: {message}"
