"""Problems, changes and row results <-> the JSON of the journal, without loss."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from etl.core.results import Change, JsonValue, Problem, Severity

_KINDS = {
    "$tuple": lambda packed: tuple(_unpack(item) for item in packed),
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$decimal": Decimal,
}


def problems_to_json(problems: Sequence[Problem]) -> list[JsonValue] | None:
    """Return problems as JSON, None when there are none."""
    return [_problem_to_json(problem) for problem in problems] or None


def problems_from_json(documents: Sequence[Mapping[str, Any]] | None) -> tuple[Problem, ...]:
    """Return the problems of stored JSON."""
    return tuple(
        Problem(
            code=document["code"],
            row=document.get("row"),
            column=document.get("column"),
            value=document.get("value"),
            params={name: _unpack(value) for name, value in document.get("params", {}).items()},
            severity=Severity(document.get("severity", Severity.ERROR)),
            proposed=document.get("proposed"),
        )
        for document in documents or ()
    )


def changes_to_json(changes: Sequence[Change]) -> list[JsonValue] | None:
    """Return changes as JSON, None when there are none."""
    return [[change.column, change.old, change.new] for change in changes] or None


def changes_from_json(documents: Sequence[Sequence[Any]] | None) -> tuple[Change, ...]:
    """Return the changes of stored JSON."""
    return tuple(Change(column=column, old=old, new=new) for column, old, new in documents or ())


def _problem_to_json(problem: Problem) -> dict[str, JsonValue]:
    """Return a problem as JSON without its default values: there may be millions of problems."""
    document: dict[str, JsonValue] = {"code": problem.code}
    places: dict[str, JsonValue] = {"row": problem.row, "column": problem.column, "value": problem.value}
    document.update({name: place for name, place in places.items() if place is not None})
    if problem.params:
        document["params"] = {name: _pack(value) for name, value in problem.params.items()}
    if problem.severity is not Severity.ERROR:
        document["severity"] = problem.severity.value
    if problem.proposed is not None:
        document["proposed"] = problem.proposed
    return document


def _pack(value: object) -> JsonValue:  # noqa: PLR0911 - one return a kind reads best
    """Return a parameter as JSON; types that JSON lacks are marked by their kind, other values become text."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [_pack(item) for item in value]
        case tuple():
            return {"$tuple": [_pack(item) for item in value]}
        case Mapping():
            return {str(name): _pack(item) for name, item in value.items()}
        case datetime():
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case Decimal():
            return {"$decimal": str(value)}
        case _:
            return str(value)


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(kind, packed)] = value.items()
        if kind in _KINDS:
            return _KINDS[kind](packed)
    return {name: _unpack(item) for name, item in value.items()}
