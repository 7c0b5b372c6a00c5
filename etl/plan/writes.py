"""Turn a record and its current state in Sellsy into the writes that make them equal; pure, nothing is sent.

A row's writes travel in one batch: later ones name earlier ones by their operation id, which Sellsy resolves
inside the batch (API contract 2.264.0, `POST /batch`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from etl.codecs import Codec, ListOf, Options, cell_text, clean_cell
from etl.core.json_paths import dig, is_empty, nest, same_items
from etl.core.results import Change, JsonValue, Outcome, Problem
from etl.entities import Column, Entity
from etl.journal import NewOperation

_STORED = Options(decimal=".", literal=True)
"""How stored values are read: with a decimal point, and literally."""


WAS = "was"
"""Key of the before-image of a creation that restores a deleted record: the path of that record."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The writes of a row, and its outcome when every write succeeds."""

    row: int
    outcome: Outcome
    sellsy_id: int | None = None
    operations: tuple[NewOperation, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Draft:
    """The writes of one row while they are being planned; `target` is the record's id or its op_id."""

    row: int
    new_id: Callable[[], str]
    target: str = ""
    needs: tuple[str, ...] = ()
    operations: list[NewOperation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        columns: Mapping[str, str] | None = None,
    ) -> str:
        """Add a write and return its op_id, which may stand in the path of later ones for an id not known yet."""
        operation = NewOperation(
            op_id=self.new_id(),
            row=self.row,
            kind=kind,
            method=method,
            path=path,
            body=body,
            api=api,
            needs=self.needs if needs is None else needs,
            before=before,
            columns=columns or {},
        )
        self.operations.append(operation)
        return operation.op_id


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What a row states for a resource: payload fields and their columns; `sets` is its entity's."""

    wanted: Mapping[str, JsonValue]
    columns: Mapping[str, Column]
    sets: Mapping[str, str] = field(default_factory=dict)

    def changed(self, document: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the fields (dotted path -> new value) that differ from a record; creation-only ones never do."""
        return {
            path: value
            for path, value in self.wanted.items()
            if not self.columns[path].creatable_only
            and not same(self.columns[path].codec, dig(document, path), value)
        }


def same(codec: Codec, current: JsonValue, wanted: JsonValue) -> bool:
    """Return whether two values mean the same, so that a write would change nothing.

    Sellsy returns phones and VAT numbers as somebody once typed them: the stored value is read with the
    column's own codec before it is compared.
    """
    if is_empty(current) or is_empty(wanted):
        return _shows_nothing(current) and is_empty(wanted)
    if current == wanted or same_items(current, wanted):
        return True
    if isinstance(current, list | dict):
        return False
    decoded = codec.decode([current], options=_STORED).values[0]
    return decoded is not None and decoded == wanted


def same_text(current: JsonValue, wanted: JsonValue) -> bool:
    """Return whether two texts are equal but for spaces and invisible marks; an empty text is one of them."""
    if (type(current) is str and current == wanted) or (is_empty(current) and is_empty(wanted)):
        return True
    return single_spaced(current) == single_spaced(wanted)


def single_spaced(value: JsonValue) -> str:
    """Return a text as it is compared: without invisible marks and with single spaces."""
    return _single_spaced(str(value or ""))


@lru_cache(maxsize=4_096)
def _single_spaced(text: str) -> str:
    return " ".join(cell_text(clean_cell(text, words=False)).split())


def _shows_nothing(current: JsonValue) -> bool:
    """Return whether a field is empty or has only invisible marks, so that its export reads as an empty cell."""
    return is_empty(current) or (isinstance(current, str) and clean_cell(current, words=False) is None)


def field_plan(entity: type[Entity], variant: str, values: Mapping[str, JsonValue]) -> FieldPlan:
    """Return the payload fields that a row states for a resource; the first column of a path wins."""
    wanted: dict[str, JsonValue] = {}
    columns: dict[str, Column] = {}
    for attribute, path, column in _paths(entity, variant):  # type: ignore[arg-type]  # a class is hashable
        if attribute in values and path not in wanted:
            wanted[path] = values[attribute]
            columns[path] = column
    return FieldPlan(wanted, columns, entity.sets)


@lru_cache(maxsize=64)
def _paths(entity: type[Entity], variant: str) -> tuple[tuple[str, str, Column], ...]:
    """Return attribute, payload field and column of each column that a resource has."""
    return tuple(
        (column.attribute, path, column)
        for column in entity.columns
        if (path := column.paths.get(variant)) is not None
    )


def write_record(
    draft: Draft,
    resource: str,
    plan: FieldPlan,
    *,
    document: Mapping[str, JsonValue] | None,
    extra: Mapping[str, JsonValue],
    set_along: Mapping[str, JsonValue] | None = None,
) -> None:
    """Plan the creation of a record, or the update of its changed fields; sets the draft's target.

    `extra` are payload fields that no single column states (a list made of several). A field that Sellsy sets when
    another changes is sent with that one where the row states it; else `set_along` is what Sellsy sets.
    """
    if document is None:
        # An empty list made of several columns says something: no campaign at all, nobody invited.
        stated = {path: value for path, value in plan.wanted.items() if not is_empty(value)}
        body = nest({**stated, **extra})
        draft.target = draft.write("create", "POST", resource, body, columns=_headers(draft, plan))
        draft.needs = (draft.target,)
        draft.changes.extend(created(plan))
        return
    draft.target = str(document["id"])
    changed = plan.changed(document) | {
        path: value for path, value in extra.items() if not _same_list(dig(document, path), value)
    }
    if not changed:
        return
    along = [path for leader, path in plan.sets.items() if leader in changed]
    changed |= {path: plan.wanted[path] for path in along if not is_empty(plan.wanted.get(path))}
    before = {path: dig(document, path) for path in (*changed, *along)}
    body = nest(
        {
            path: cleared(path, plan.columns.get(path)) if value is None else value
            for path, value in changed.items()
        }
    )
    draft.write(
        "update",
        "PUT",
        f"{resource}/{draft.target}",
        body,
        before=nest(before),
        columns=_headers(draft, plan),
    )
    by_itself = {p: v for p, v in (set_along or {}).items() if p in along and p not in changed}
    for path, value in {**changed, **by_itself}.items():
        attribute = plan.columns[path].attribute if path in plan.columns else path
        if path not in along or before[path] != value:
            draft.changes.append(Change(attribute, before[path], value))


def _headers(draft: Draft, plan: FieldPlan) -> dict[str, str]:
    """Return payload field -> the user's header, so that Sellsy's refusals name the user's cells."""
    return {p: draft.headers[c.attribute] for p, c in plan.columns.items() if c.attribute in draft.headers}


def created(plan: FieldPlan) -> list[Change]:
    """Return what the creation of a record states."""
    return [
        Change(plan.columns[path].attribute, None, value)
        for path, value in plan.wanted.items()
        if not is_empty(value)
    ]


def cleared(path: str, column: Column | None) -> JsonValue:
    """Return what empties a field: "" for the note, no item for a list, null else (API contract 2.264.0)."""
    if column is not None and isinstance(column.codec, ListOf):
        return []
    return "" if path == "note" else None


def _same_list(current: JsonValue, wanted: JsonValue) -> bool:
    return same_items(
        current if isinstance(current, list) else [], wanted if isinstance(wanted, list) else []
    )
