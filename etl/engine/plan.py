"""From a record and what Sellsy holds to the writes that make them equal; pure, nothing is sent.

A row's writes travel in one batch: later ones name earlier ones by their operation id, which Sellsy resolves
inside the batch (API contract 2.264.0, `POST /batch`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.engine.fields import dig, is_empty, nest, same
from etl.engine.options import Mode
from etl.engine.record import Record, Snapshot
from etl.entities import Column, Entity
from etl.results import Change, JsonValue, Outcome, Problem


@dataclass(frozen=True, slots=True)
class Step:
    """One write: `path` may hold the op_id of an earlier step (`needs`) in place of an id not known yet."""

    op_id: str
    row: int
    kind: str
    method: str
    path: str
    body: JsonValue
    api: str = "v2"
    needs: tuple[str, ...] = ()
    before: JsonValue = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What will be done for a row, and how it ends when every write succeeds."""

    row: int
    outcome: Outcome
    sellsy_id: int | None = None
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How to plan: the mode, whether tags are added or replace the record's, and where op ids come from."""

    new_id: Callable[[], str]
    mode: Mode = "upsert"
    replace_tags: bool = False


@dataclass(slots=True)
class Draft:
    """The writes of one row while they are being planned; `target` is the record's id or its op_id."""

    row: int
    options: PlanOptions
    target: str = ""
    needs: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def write(
        self,
        kind: str,
        method: str,
        path: str,
        body: JsonValue,
        *,
        api: str = "v2",
        needs: tuple[str, ...] | None = None,
        before: JsonValue = None,
    ) -> str:
        """Add a write and return its op_id."""
        op_id = self.options.new_id()
        self.steps.append(
            Step(
                op_id=op_id,
                row=self.row,
                kind=kind,
                method=method,
                path=path,
                body=body,
                api=api,
                needs=self.needs if needs is None else needs,
                before=before,
            )
        )
        return op_id


def wanted_fields(entity: Entity, variant: str, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the payload fields (dotted path -> JSON value) that a row states for a resource."""
    fields: dict[str, JsonValue] = {}
    for column in entity.columns:
        path = column.paths.get(variant)
        if path is not None and column.attribute in values and path not in fields:
            fields[path] = values[column.attribute]
    return fields


def codec_by_path(entity: Entity, variant: str) -> dict[str, Column]:
    """Return the column of every payload path of a resource."""
    return {path: c for c in reversed(entity.columns) if (path := c.paths.get(variant)) is not None}
