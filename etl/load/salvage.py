"""Write the remaining fields of a write of which Sellsy refused some.

A refusal (400) was surely not executed, so the rest is a new write: journalled before it is sent, resumed and
undone like any other. Its row has failed already, with the fields that were refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from etl.core.errors import RefusedError
from etl.core.json_paths import is_empty
from etl.core.record import PERSON
from etl.core.results import JsonValue
from etl.journal import NewOperation, OperationRecord, OperationState
from etl.load.outcomes import Answered

_REFUSED = 400
_KINDS = ("update", "custom_fields", PERSON)
"""Kinds of writes with independent fields."""

_TOGETHER = (
    frozenset({"pipeline", "step"}),
    frozenset({"datetime_start", "datetime_end", "all_day"}),
)
"""Fields that are only valid together."""


def rest_of(
    operation: OperationRecord, answered: Answered, *, new_id: Callable[[], str]
) -> OperationRecord | None:
    """Return the write of the fields that Sellsy did not refuse; None where it refused all, or does not name them."""
    error = answered.error
    if not isinstance(error, RefusedError) or error.status != _REFUSED or not error.details:
        return None
    if (operation.api, operation.method) != ("v2", "PUT") or operation.kind not in _KINDS:
        return None
    if isinstance(operation.body, list):
        return _rest_of_list(operation, operation.body, list(error.details), new_id=new_id)
    if isinstance(operation.body, dict):
        return _rest_of_fields(operation, operation.body, list(error.details), new_id=new_id)
    return None


def new_operation(operation: OperationRecord) -> NewOperation:
    """Return a write as a new operation for the journal."""
    return NewOperation(**{field.name: getattr(operation, field.name) for field in fields(NewOperation)})


def _rest_of_list(
    operation: OperationRecord, body: list[JsonValue], blamed: Sequence[str], *, new_id: Callable[[], str]
) -> OperationRecord | None:
    """Return the rest of custom fields, which Sellsy names by their place: `1.value`."""
    places = [name.partition(".")[0] for name in blamed]
    if not all(place.isdecimal() and int(place) < len(body) for place in places):
        return None
    kept = [at for at in range(len(body)) if str(at) not in places]
    if not kept:
        return None
    before = operation.before
    columns = {
        str(i): operation.columns[str(at)] for i, at in enumerate(kept) if str(at) in operation.columns
    }
    return _again(
        operation,
        new_id(),
        body=[body[at] for at in kept],
        before=[before[at] for at in kept] if isinstance(before, list) else before,
        columns=columns,
    )


def _rest_of_fields(
    operation: OperationRecord,
    body: dict[str, JsonValue],
    blamed: Sequence[str],
    *,
    new_id: Callable[[], str],
) -> OperationRecord | None:
    paths = {*blamed, *(other for group in _TOGETHER if group.intersection(blamed) for other in group)}
    rest, before = body, operation.before if isinstance(operation.before, dict) else {}
    for path in sorted(paths):
        smaller = _without(rest, path.split("."))
        if smaller is None and path in blamed:
            return None
        rest = smaller or rest
        before = _without(before, path.split(".")) or before
    return None if is_empty(rest) or rest == body else _again(operation, new_id(), body=rest, before=before)


def _without(value: dict[str, JsonValue], path: Sequence[str]) -> dict[str, JsonValue] | None:
    """Return fields without the one at a path, None where it is missing; an empty object is removed too."""
    first, rest = path[0], path[1:]
    if first not in value:
        return None
    inner = value[first]
    others = {name: other for name, other in value.items() if name != first}
    if not rest or not isinstance(inner, dict):
        return others
    smaller = _without(inner, rest)
    if smaller is None:
        return None
    return {**others, first: smaller} if smaller else others


def _again(operation: OperationRecord, op_id: str, **changed: Any) -> OperationRecord:
    return replace(
        operation,
        op_id=op_id,
        state=OperationState.PLANNED,
        http_status=None,
        answer_id=None,
        error=None,
        sent_at=None,
        settled_at=None,
        sellsy_sent_at=None,
        sellsy_settled_at=None,
        **changed,
    )
