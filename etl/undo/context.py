"""Shared state of an undo: the writes of the run, the current records, and decisions so far."""

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
from etl.messages import LANGS, word_text
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
"""Payload lists that several columns fill -> the keys of an item in requests."""

_NONE = "∅"
_SHOWN = 120


@dataclass(slots=True)
class UndoContext:
    """The state in which rows are undone.

    `doomed` are records of the run to delete, `kept` those that stay because they were edited since. `recreated` gives
    the new id of a record created again, or the op_id that stands for it. `force` also undoes what was edited since.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    past: History
    present: CurrentState
    writes: Mapping[Key, Sequence[PastWrite]]
    force: bool
    has_v1: bool
    fields: FieldNames
    doomed: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)
    recreated: dict[Key, str] = field(default_factory=dict)

    def snapshot(self, key: Key) -> Snapshot | None:
        """Return the current state of a record, None when it is gone."""
        return self.present.snapshots.get(key)

    def entity_of(self, key: Key) -> type[Entity]:
        """Return the entity of a record: the run's own, or that of its contact persons."""
        return self.entity if key[0] in self.entity.variants else entity_named(PERSON)

    def attribute(self, key: Key, attribute: str) -> str:
        """Return the name of an attribute of a record in the rows of the run."""
        return attribute if key[0] in self.entity.variants else f"{PERSON}.{attribute}"

    def header(self, key: Key, attribute: str, column: Column | None = None) -> str:
        """Return the user's header of an attribute of a record, or the names of its column."""
        named = self.headers.get(self.attribute(key, attribute))
        return named or (column.label if column is not None else part_label(self.entity_of(key), attribute))

    def custom_attribute(self, label: str) -> str:
        """Return the attribute of the custom field with a header, or the header itself."""
        named = (
            attribute
            for attribute, header in self.headers.items()
            if is_custom_attribute(attribute) and header == label
        )
        return next(named, label)

    def on(self, key: Key, *verbs: Verb) -> Iterator[PastWrite]:
        """Yield the writes of the run to a record."""
        return (write for write in self.writes.get(key, ()) if write.verb in verbs)

    def spared(self, key: Key) -> bool:
        """Tell whether linked data of a record needs no undo: the record is deleted, or stays as a whole."""
        return key in self.doomed or key in self.kept or self.snapshot(key) is None


def columns_of(entity: type[Entity], variant: str) -> dict[str, Column]:
    """Return payload path -> column; the first column of a path wins."""
    columns: dict[str, Column] = {}
    for column in entity.columns:
        path = column.paths.get(variant)
        if path is not None:
            columns.setdefault(path, column)
    return columns


def leaves(fields: Mapping[str, JsonValue], prefix: str = "") -> dict[str, JsonValue]:
    """Return dotted path -> value of a payload; lists are values."""
    values: dict[str, JsonValue] = {}
    for key, value in fields.items():
        if isinstance(value, dict):
            values |= leaves(value, f"{prefix}{key}.")
        else:
            values[f"{prefix}{key}"] = value
    return values


def requested(path: str, value: JsonValue) -> JsonValue:
    """Return the value of a field in the form of requests: answers have more keys in the items of some lists."""
    keys = LISTS.get(path)
    if not keys or not isinstance(value, list):
        return value
    return [
        {key: item[key] for key in keys if key in item} if isinstance(item, dict) else item for item in value
    ]


def requested_custom(value: JsonValue) -> JsonValue:
    """Return the value of a custom field in the form of requests: answers have the kind of a record beside its id."""
    if not isinstance(value, list):
        return value
    return [item["id"] if isinstance(item, dict) and "id" in item else item for item in value]


def holds(column: Column | None, now: JsonValue, ours: JsonValue) -> bool:
    """Tell whether the current value equals the one written, as an import would compare them."""
    if is_empty(now) or is_empty(ours):
        return is_empty(now) and is_empty(ours)
    if column is not None:
        return same(column.codec, now, ours)
    return now == ours or same_items(now, ours) or str(now) == str(ours)


def edited(
    draft: Draft, label: str, wrote: JsonValue, now: JsonValue, *, record: str | Mapping[str, str]
) -> None:
    """Report a field that was changed since the run and is kept."""
    params = {"record": record, "wrote": shown(wrote), "now": shown(now)}
    draft.problems.append(Problem("undo-edited", draft.row, label, params=params))


def warn(draft: Draft, code: str, *, column: str | None = None, **params: object) -> None:
    """Add a warning to a row, once."""
    problem = Problem(code, draft.row, column, params=params, severity=Severity.WARNING)
    if problem not in draft.problems:
        draft.problems.append(problem)


def shown(value: JsonValue) -> str:
    """Return a value on one line."""
    if is_empty(value):
        return _NONE
    if isinstance(value, list):
        text = ", ".join(shown(item) for item in value)
    elif isinstance(value, dict):
        text = " ".join(str(part) for part in value.values())
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def named(snapshot: Snapshot | None, key: Key) -> str | Mapping[str, str]:
    """Describe a record for people: by its name, or when it is gone by its kind and id in each language."""
    if snapshot is not None:
        return describe(snapshot.document)
    return {lang: f"{word_text(key[0], lang=lang)} {key[1]}" for lang in LANGS}


def path_of(key: Key) -> str:
    """Return the path of a record."""
    return f"{RESOURCES[key[0]].path}/{key[1]}"
