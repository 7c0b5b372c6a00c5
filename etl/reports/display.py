"""A planned or written value as a person reads it: names in place of ids, labels in place of option ids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.account.custom_fields import CustomField, custom_cell
from etl.account.lookups import NONE, Lookups
from etl.core.json_paths import is_empty
from etl.core.record import Record
from etl.core.results import Change, JsonValue
from etl.entities import Entity
from etl.mapping.column_names import is_custom_attribute
from etl.messages import Lang, text

_PARTS = (
    "main",
    "invoicing",
    "delivery",
    "invoicing_role",
    "delivery_role",
    "link",
    "address",
    "contact",
    "record",
)
"""Changes that are about a whole address or a link, not a column."""

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
    """Return a text without what stands for ids of records that the row itself creates."""
    return _OP_ID.sub("", shown)


def record_name(record: Record) -> str:
    """Return how a person recognises the record of a row, "" where the row does not say."""
    for names in _NAMES:
        said = " ".join(str(record.values[one]) for one in names if not is_empty(record.values.get(one)))
        if said:
            return said if len(said) <= _LONG else f"{said[: _LONG - 1]}…"
    return ""


def holds_names(entity: type[Entity], attribute: str) -> bool:
    """Tell whether values of an attribute are ids that the account gives a name or a label, as custom fields may."""
    column = entity.by_attribute().get(attribute)
    kind = column.lookup if column is not None else None
    return is_custom_attribute(attribute) or (kind is not None and kind != "contact")


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

    def column(self, attribute: str) -> str:
        """Return the user's header of an attribute, else the entity's own."""
        bare = attribute.rpartition(".")[2]
        if bare in _PARTS:
            return text(f"part-{bare}", lang=self.lang)
        column = self.entity.by_attribute().get(attribute)
        return self.headers.get(attribute) or (column.header(self.lang) if column else attribute)

    def named(self, change: Change) -> Change:
        """Return a change with names in place of ids; one whose values are no ids as it is.

        Raises:
            ApiError: a list of names cannot be read.
        """
        if not holds_names(self.entity, change.column):
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
        column = self.entity.by_attribute().get(attribute)
        kind = column.lookup if column is not None else None
        if kind and kind != "contact":
            several = value if isinstance(value, list) else [value]
            return ", ".join(self._name(kind, one) for one in several)
        return without_op_ids(_plain(value, self.lang)) or NONE

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
