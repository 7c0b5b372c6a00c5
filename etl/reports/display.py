"""A planned or written value as a person reads it: names in place of ids, labels in place of option ids."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import Lookups
from etl.account.near_names import NONE
from etl.core.json_paths import is_empty
from etl.core.record import PERSON, Record
from etl.core.results import Change, JsonValue
from etl.entities import Entity
from etl.entities.parts import CAMPAIGNS
from etl.mapping.column_names import is_custom_attribute
from etl.messages import Lang, text
from etl.reports.record_names import RecordNames, keys_of

_PARTS = (
    "main",
    "invoicing",
    "delivery",
    "invoicing_role",
    "delivery_role",
    "link",
    "address",
    PERSON,
    "record",
    "related",
    "participants",
    "reminders",
    "assigned_staff_ids",
    CAMPAIGNS,
)
"""Changes of a whole address, a link or a list made of several columns, not of a column."""

_STAFF = "staff"
_THIRD_ONLY = ("third",)

_NAMES = (
    ("name",),
    ("title",),
    ("first_name", "last_name"),
    ("text",),
    ("siret",),
    ("reference",),
    ("email",),
)
"""Columns by which a person recognises a record, the best first."""

_LONG = 60
_OP_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} ?")
"""A placeholder of the id of a record that the row itself creates."""


def without_op_ids(shown: str) -> str:
    """Return a text without the placeholders for ids of records that the row itself creates."""
    return _OP_ID.sub("", shown)


def record_name(record: Record) -> str:
    """Return the readable name of a row's record, "" where the row has none."""
    for names in _NAMES:
        name = " ".join(
            str(record.values[column]) for column in names if not is_empty(record.values.get(column))
        )
        if name:
            return name if len(name) <= _LONG else f"{name[: _LONG - 1]}…"
    return ""


def part_labels(entity: type[Entity], lang: Lang) -> dict[str, str]:
    """Return the labels of changes of no single column; the company of an opportunity is its client."""
    labels = {part: text(f"part-{part}", lang=lang) for part in _PARTS}
    return labels | ({"related": text("part-third", lang=lang)} if entity.relates == _THIRD_ONLY else {})


def part_label(entity: type[Entity], part: str) -> str:
    """Return both labels of a change of no single column, by its stored name; other names unchanged."""
    both = [part_labels(entity, lang).get(part, part) for lang in ("fr", "en")]
    return " / ".join(dict.fromkeys(both))


def holds_names(entity: type[Entity], change: Change) -> bool:
    """Tell whether a change is of ids that have a name or a label in the account, or of items of a list."""
    return (
        is_custom_attribute(change.column)
        or _lookup(entity, change.column) is not None
        or _lists_items(change.old)
        or _lists_items(change.new)
    )


def _lookup(entity: type[Entity], attribute: str) -> str | None:
    """Return the account's list that names an attribute's ids."""
    if attribute == "assigned_staff_ids":
        return _STAFF
    column = entity.by_attribute().get(attribute)
    kind = column.lookup if column is not None else None
    return None if kind == PERSON else kind


def _lists_items(value: JsonValue) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


@dataclass(slots=True)
class Shown:
    """Shows the changes of a run; `created` has the names of records that the run itself creates, by op_id."""

    entity: type[Entity]
    headers: Mapping[str, str]
    custom: Mapping[str, CustomField]
    lookups: Lookups
    lang: Lang
    created: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, dict[int, str]] = field(default_factory=dict)
    _records: RecordNames = field(init=False)

    def __post_init__(self) -> None:
        """Read names from the account of the lookups."""
        self._records = RecordNames(self.lookups.sellsy)

    def read(self, changes: Iterable[Change]) -> None:
        """Read the names of the records that changes name, together.

        Raises:
            ApiError: see `etl.core.errors`.
        """
        lists = (change for change in changes if not is_custom_attribute(change.column))
        self._records.read(
            key for change in lists for value in (change.old, change.new) for key in keys_of(value)
        )

    def column(self, attribute: str) -> str:
        """Return the user's header of an attribute, else the entity's own."""
        bare = attribute.rpartition(".")[2]
        if bare in _PARTS:
            return part_labels(self.entity, self.lang)[bare]
        column = self.entity.by_attribute().get(attribute)
        return self.headers.get(attribute) or (column.header(self.lang) if column else attribute)

    def named(self, change: Change) -> Change:
        """Return a change with names in place of ids; others unchanged.

        Raises:
            ApiError: a list of names cannot be read.
        """
        if not holds_names(self.entity, change):
            return change
        old, new = (self.value(change.column, value) or None for value in (change.old, change.new))
        return Change(change.column, old, new)

    def value(self, attribute: str, value: JsonValue) -> str:
        """Return a value as text, "" for none.

        Raises:
            ApiError: a list of names cannot be read.
        """
        if is_empty(value):
            return ""
        if attribute in self.custom:
            return _plain(custom_cell(self.custom[attribute], value, lookups=self.lookups), self.lang)
        several = value if isinstance(value, list) else [value]
        kind = _lookup(self.entity, attribute)
        if kind is not None:
            return ", ".join(self._name(kind, item) for item in several)
        if _lists_items(value):
            return self._by_columns(attribute, value) or ", ".join(self._item(item) for item in several)
        return without_op_ids(_plain(value, self.lang)) or NONE

    def _by_columns(self, attribute: str, value: JsonValue) -> str:
        """Return a list of items that are not records as the cells of its columns, "" for any other list."""
        if any(
            isinstance(item, dict) and "id" in item for item in (value if isinstance(value, list) else ())
        ):
            return ""
        derived, name = self.entity.derived, self.entity.name
        values = [(c, derived(c.attribute, name, {attribute: value})) for c in self.entity.columns]
        return ", ".join(
            f"{self.column(c.attribute)} ({c.cell(shown, self.lang)})"
            for c, shown in values
            if not is_empty(shown)
        )

    def _item(self, item: JsonValue) -> str:
        """Return an item of a list made of several columns: a record, or a member of staff, by its name."""
        if not isinstance(item, dict):
            return _plain(item, self.lang)
        if keys := keys_of([item]):
            return self._records.name(keys[0])
        if item.get("type") == _STAFF:
            return self._name(_STAFF, item["id"])
        return _plain(item.get("id", item), self.lang)

    def _name(self, kind: str, value: JsonValue) -> str:
        if str(value) in self.created:
            return self.created[str(value)]
        if not str(value).isdecimal():
            return str(value)
        if kind not in self._names:
            self._names[kind] = self.lookups.shown(kind)
        return self._names[kind].get(int(str(value)), str(value))


def _plain(value: JsonValue, lang: Lang) -> str:
    if isinstance(value, bool):
        return text("word-yes" if value else "word-no", lang=lang)
    if isinstance(value, list):
        return ", ".join(_plain(item, lang) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(item, lang)}" for key, item in value.items() if not is_empty(item))
    return "" if value is None else str(value)
