"""What taking rows back works on: what the run did, what Sellsy holds now, and what is decided so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.core.json_paths import is_empty, same_items
from etl.core.record import PERSON, Snapshot
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Column, Entity, entity_named
from etl.entities.base.resource import RESOURCES
from etl.entities.parts import CAMPAIGNS
from etl.mapping.column_names import is_custom_attribute
from etl.matching.choosing import describe
from etl.plan.writes import Draft, same
from etl.reports.display import part_label
from etl.undo.current_state import CurrentState
from etl.undo.field_names import FieldNames
from etl.undo.history import History
from etl.undo.past_write import Key, PastWrite, Verb

LISTS: Mapping[str, tuple[str, ...]] = {
    "related": ("type", "id"),
    "participants": ("type", "id"),
    "reminders": ("medium", "delay"),
    "assigned_staff_ids": (),
    CAMPAIGNS: (),
}
"""Payload lists that several columns make together -> what a request says of an item."""

_NONE = "∅"
_SHOWN = 120


@dataclass(slots=True)
class UndoContext:
    """What is known while some rows are taken back.

    `doomed` are records of the run that end, `kept` those that stay because somebody changed them. `reborn` gives, for
    a record that comes back, its new id or the op_id that stands for it; `force` takes back what was changed too.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    past: History
    present: CurrentState
    deeds: Mapping[Key, Sequence[PastWrite]]
    force: bool
    has_v1: bool
    fields: FieldNames
    doomed: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)
    reborn: dict[Key, str] = field(default_factory=dict)

    def snapshot(self, key: Key) -> Snapshot | None:
        """Return what Sellsy holds of a record, None when it is gone."""
        return self.present.snapshots.get(key)

    def entity_of(self, key: Key) -> type[Entity]:
        """Return the entity of a record: the run's own, or that of its contact persons."""
        return self.entity if key[0] in self.entity.variants else entity_named(PERSON)

    def attribute(self, key: Key, attribute: str) -> str:
        """Return how the run's rows name an attribute of a record."""
        return attribute if key[0] in self.entity.variants else f"{PERSON}.{attribute}"

    def header(self, key: Key, attribute: str, column: Column | None = None) -> str:
        """Return the user's header of an attribute of a record, else the column's own names."""
        named = self.headers.get(self.attribute(key, attribute))
        return named or (column.label if column is not None else part_label(self.entity_of(key), attribute))

    def custom_attribute(self, label: str) -> str:
        """Return how the run's rows name a custom field, by the header its column has; else the header itself."""
        named = (one for one, header in self.headers.items() if is_custom_attribute(one) and header == label)
        return next(named, label)

    def on(self, key: Key, *verbs: Verb) -> Iterator[PastWrite]:
        """Yield what the run did to a record."""
        return (deed for deed in self.deeds.get(key, ()) if deed.verb in verbs)

    def spared(self, key: Key) -> bool:
        """Tell whether what hangs on a record needs no care: it ends with it, or all of it stays."""
        return key in self.doomed or key in self.kept or self.snapshot(key) is None


def columns_of(entity: type[Entity], variant: str) -> dict[str, Column]:
    """Return payload path -> column; the first column of a path wins."""
    found: dict[str, Column] = {}
    for column in entity.columns:
        path = column.paths.get(variant)
        if path is not None:
            found.setdefault(path, column)
    return found


def leaves(fields: Mapping[str, JsonValue], prefix: str = "") -> dict[str, JsonValue]:
    """Return dotted path -> value of a payload; lists are values."""
    found: dict[str, JsonValue] = {}
    for key, value in fields.items():
        if isinstance(value, dict):
            found |= leaves(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


def requested(path: str, value: JsonValue) -> JsonValue:
    """Return the value of a field as requests say it: answers show more of the items of some lists."""
    keys = LISTS.get(path)
    if not keys or not isinstance(value, list):
        return value
    return [{key: one[key] for key in keys if key in one} if isinstance(one, dict) else one for one in value]


def requested_custom(value: JsonValue) -> JsonValue:
    """Return the value of a custom field as requests say it: answers show the kind of a record beside its id."""
    if not isinstance(value, list):
        return value
    return [one["id"] if isinstance(one, dict) and "id" in one else one for one in value]


def holds(column: Column | None, now: JsonValue, ours: JsonValue) -> bool:
    """Tell whether Sellsy holds a value of ours, as an import would compare it."""
    if is_empty(now) or is_empty(ours):
        return is_empty(now) and is_empty(ours)
    if column is not None:
        return same(column.codec, now, ours)
    return now == ours or same_items(now, ours) or str(now) == str(ours)


def edited(draft: Draft, label: str, wrote: JsonValue, now: JsonValue, *, record: str) -> None:
    """Say that a field was changed since the run, and is kept."""
    params = {"record": record, "wrote": shown(wrote), "now": shown(now)}
    draft.problems.append(Problem("undo-edited", draft.row, label, params=params))


def warn(draft: Draft, code: str, *, column: str | None = None, **params: object) -> None:
    """Say something of a row, once, that does not keep it out."""
    problem = Problem(code, draft.row, column, params=params, severity=Severity.WARNING)
    if problem not in draft.problems:
        draft.problems.append(problem)


def shown(value: JsonValue) -> str:
    """Return a value on one line."""
    if is_empty(value):
        return _NONE
    if isinstance(value, list):
        text = ", ".join(shown(one) for one in value)
    elif isinstance(value, dict):
        text = " ".join(str(one) for one in value.values())
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def named(snapshot: Snapshot | None, key: Key) -> str:
    """Return a record as a person recognises it."""
    return describe(snapshot.document) if snapshot is not None else f"{key[0]} {key[1]}"


def path_of(key: Key) -> str:
    """Return the path of a record."""
    return f"{RESOURCES[key[0]].path}/{key[1]}"
