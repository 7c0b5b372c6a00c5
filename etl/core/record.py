"""A validated row, and the snapshot of its record in Sellsy."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Self

from etl.core.results import JsonValue

RECORD_ID = "id"
"""The attribute of a record's own id: a row that fills it is literal."""

_ADDRESS_IDS = ("main.id", "invoicing.id", "delivery.id")

PERSON = "contact"
"""The part of a row that is a contact person; also the variant of that person's record."""

SATELLITES = ("main", "invoicing", "delivery", PERSON)
"""The parts of a row that are records of their own: three addresses and a contact person."""


_STEP = 10**9
"""Apart by so much are the stand-ins of two runs: more than the rows of a file."""


def is_stand_in(sellsy_id: int) -> bool:
    """Tell whether an id belongs to a record predicted by a dry run; ids of Sellsy are above zero."""
    return sellsy_id < 0


def stand_in(rank: int, row: int) -> int:
    """Return the id that stands for the record of a row until it exists; `rank` is that of its run, from 1."""
    return -(rank * _STEP + row)


def row_of(stand_in_id: int) -> tuple[int, int]:
    """Return the rank of the run and the row for whose record an id stands."""
    return divmod(-stand_in_id, _STEP)


_NOT_MAIN = (*(f"{part}." for part in SATELLITES), "cf:")


@dataclass(frozen=True, slots=True)
class Record:
    """A row that passed validation.

    `variant` names the resource ("company", "individual", "contact"). `values` maps attributes to JSON values:
    an absent attribute keeps what the CRM holds, None clears it. `mapped` tells that its id is no cell: the journal
    knows it as what the row's id in another system became. `aside` are values that are not written: the country, and
    the id, of an address of which the row says nothing else. `words` are the cells that clear, as they
    were typed: what the record holds word for word is not cleared. `pinned` tells that its id is that of
    what the row wrote, which the row itself does not say. `predicted` is what a dry run adds for the steps after it:
    the `id` of the record or the `row` that creates it, the `companies` and what is `related`, by their ids.
    """

    row: int
    variant: str
    values: Mapping[str, JsonValue]
    mapped: bool = False
    aside: Mapping[str, JsonValue] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    unplaced: Mapping[str, str] = field(default_factory=dict)
    pinned: bool = False
    predicted: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def literal(self) -> bool:
        """Whether the row carries the record's own id: its values are those of the record, word for word."""
        return self.values.get(RECORD_ID) is not None and not self.pinned

    def part(self, name: str) -> dict[str, JsonValue]:
        """Return the values of one part ("contact", "invoicing"...) without their prefix; "" is the main one."""
        if not name:
            return {k: v for k, v in self.values.items() if not k.startswith(_NOT_MAIN)}
        prefix = f"{name}."
        return {k[len(prefix) :]: v for k, v in self.values.items() if k.startswith(prefix)}

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the journal keeps."""
        document: dict[str, JsonValue] = {"variant": self.variant, "values": dict(self.values)}
        more: dict[str, JsonValue] = {"aside": dict(self.aside)} if self.aside else {}
        more |= {"words": dict(self.words)} if self.words else {}
        more |= {"unplaced": dict(self.unplaced)} if self.unplaced else {}
        more |= {"predicted": dict(self.predicted)} if self.predicted else {}
        return document | more | ({"mapped": True} if self.mapped else {})

    def without_id(self) -> Self:
        """Return the record without its id, and without those of its addresses, which go with it."""
        ids = {RECORD_ID, *_ADDRESS_IDS}
        return replace(self, values={k: v for k, v in self.values.items() if k not in ids}, mapped=False)

    @classmethod
    def from_json(cls, row: int, document: Mapping[str, JsonValue]) -> Self:
        """Return the record the journal kept.

        Raises:
            TypeError: what was kept is no record.
        """
        values = document["values"]
        if not isinstance(values, dict):
            raise TypeError("a journalled record has values")
        aside, words, unplaced = document.get("aside"), document.get("words"), document.get("unplaced")
        predicted = document.get("predicted")
        return cls(
            row,
            str(document["variant"]),
            values,
            mapped=document.get("mapped") is True,
            aside=aside if isinstance(aside, dict) else {},
            words={name: str(word) for name, word in words.items()} if isinstance(words, dict) else {},
            unplaced={k: str(v) for k, v in unplaced.items()} if isinstance(unplaced, dict) else {},
            predicted=predicted if isinstance(predicted, dict) else {},
        )


_LISTED = {"listed": True}
"""Marks the related lists of a record."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record of Sellsy as the run read it.

    `document` is the record itself; `addresses`, `tags`, `custom` (id -> value), `contacts`, `companies` and
    `v1` (the record as API v1 shows it; of a record about to end, the columns that v1 alone carries) are None when
    they were not read.
    """

    id: int
    variant: str
    document: Mapping[str, JsonValue]
    addresses: tuple[Mapping[str, JsonValue], ...] | None = field(default=None, metadata=_LISTED)
    tags: tuple[str, ...] | None = None
    tag_ids: Mapping[str, int] = field(default_factory=dict)
    custom: Mapping[int, JsonValue] | None = None
    contacts: tuple[Mapping[str, JsonValue], ...] | None = field(default=None, metadata=_LISTED)
    companies: tuple[Mapping[str, JsonValue], ...] | None = field(default=None, metadata=_LISTED)
    v1: Mapping[str, JsonValue] | None = None

    def to_json(self) -> dict[str, JsonValue]:
        """Return a deleted record as the journal stores it."""
        parts: dict[str, JsonValue] = {"variant": self.variant, "document": dict(self.document)}
        for part in (part for part in fields(self) if _LISTED.keys() <= part.metadata.keys()):
            listed: tuple[Mapping[str, JsonValue], ...] | None = getattr(self, part.name)
            if listed is not None:
                parts[part.name] = [dict(document) for document in listed]
        if self.tags is not None:
            parts["tags"] = [*self.tags]
        if self.custom is not None:
            parts["custom"] = [{"id": field_id, "value": value} for field_id, value in self.custom.items()]
        if self.v1:
            parts["v1"] = dict(self.v1)
        return parts
