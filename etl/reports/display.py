"""A planned or written value as a person reads it: names in place of ids, labels in place of option ids."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import NONE, Lookups
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
"""Changes that are about a whole address, a link or a list that several columns make together, not a column."""

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
"""What a row may say of who its record is, the best first."""

_LONG = 60
_OP_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} ?")
"""What stands for the id of a record that the row itself creates."""


def without_op_ids(shown: str) -> str:
    """Return a text without the placeholders for ids of records that the row itself creates."""
    return _OP_ID.sub("", shown)


def record_name(record: Record) -> str:
    """Return how a person recognises the record of a row, "" where the row does not say."""
    for names in _NAMES:
        said = " ".join(str(record.values[one]) for one in names if not is_empty(record.values.get(one)))
        if said:
            return said if len(said) <= _LONG else f"{said[: _LONG - 1]}…"
    return ""


def part_labels(entity: type[Entity], lang: Lang) -> dict[str, str]:
    """Return how the changes are called that are about no single column; what an opportunity is for is its client."""
    labels = {part: text(f"part-{part}", lang=lang) for part in _PARTS}
    return labels | ({"related": text("part-third", lang=lang)} if entity.relates == _THIRD_ONLY else {})


def part_label(entity: type[Entity], part: str) -> str:
    """Return how a change of no single column is called in both languages, for what is kept of it; else as it is."""
    both = [part_labels(entity, lang).get(part, part) for lang in ("fr", "en")]
    return " / ".join(dict.fromkeys(both))


def holds_names(entity: type[Entity], change: Change) -> bool:
    """Tell whether a change is of ids that the account gives a name or a label, as custom fields may, or of items."""
    return (
        is_custom_attribute(change.column)
        or _lookup(entity, change.column) is not None
        or _lists_items(change.old)
        or _lists_items(change.new)
    )


def _lookup(entity: type[Entity], attribute: str) -> str | None:
    """Return the list of the account that an attribute's ids are of."""
    if attribute == "assigned_staff_ids":
        return _STAFF
    column = entity.by_attribute().get(attribute)
    kind = column.lookup if column is not None else None
    return None if kind == PERSON else kind


def _lists_items(value: JsonValue) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


@dataclass(slots=True)
class Shown:
    """Shows the changes of one run; `created` gives the names of what the run itself creates, by op_id."""

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
            ApiError: Sellsy refuses every call, or cannot be reached.
        """
        lists = (one for one in changes if not is_custom_attribute(one.column))
        self._records.read(key for one in lists for value in (one.old, one.new) for key in keys_of(value))

    def column(self, attribute: str) -> str:
        """Return the user's header of an attribute, else the entity's own."""
        bare = attribute.rpartition(".")[2]
        if bare in _PARTS:
            return part_labels(self.entity, self.lang)[bare]
        column = self.entity.by_attribute().get(attribute)
        return self.headers.get(attribute) or (column.header(self.lang) if column else attribute)

    def named(self, change: Change) -> Change:
        """Return a change with names in place of ids; one whose values are no ids as it is.

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
            return ", ".join(self._name(kind, one) for one in several)
        if _lists_items(value):
            return self._by_columns(attribute, value) or ", ".join(self._item(one) for one in several)
        return without_op_ids(_plain(value, self.lang)) or NONE

    def _by_columns(self, attribute: str, value: JsonValue) -> str:
        """Return a list whose items are no records as the cells of the columns that make it, "" of any other."""
        if any(isinstance(one, dict) and "id" in one for one in (value if isinstance(value, list) else ())):
            return ""
        derived, name = self.entity.derived, self.entity.name
        held = [(c, derived(c.attribute, name, {attribute: value})) for c in self.entity.columns]
        return ", ".join(
            f"{self.column(c.attribute)} ({c.cell(one, self.lang)})" for c, one in held if not is_empty(one)
        )

    def _item(self, item: JsonValue) -> str:
        """Return an item of a list that several columns make: a record, or a member of staff, by its name."""
        if not isinstance(item, dict):
            return _plain(item, self.lang)
        if keys := keys_of([item]):
            return self._records.name(keys[0])
        if item.get("type") == _STAFF:
            return self._name(_STAFF, item["id"])
        return _plain(item.get("id", item), self.lang)

    def _name(self, kind: str, one: JsonValue) -> str:
        if str(one) in self.created:
            return self.created[str(one)]
        if not str(one).isdecimal():
            return str(one)
        if kind not in self._names:
            self._names[kind] = self.lookups.shown(kind)
        return self._names[kind].get(int(str(one)), str(one))


def _plain(value: JsonValue, lang: Lang) -> str:
    if isinstance(value, bool):
        return text("word-yes" if value else "word-no", lang=lang)
    if isinstance(value, list):
        return ", ".join(_plain(one, lang) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(one, lang)}" for key, one in value.items() if not is_empty(one))
    return "" if value is None else str(value)
