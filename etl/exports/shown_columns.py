"""How the columns of an entity become those of a file: names in place of ids, or beside them in a file for programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from etl.account.columns import Records, Show, Style, Take, Values, field_of, leaves, shower, taker
from etl.account.custom_fields import CustomField, custom_cells, custom_kind
from etl.account.lookups import Lookups
from etl.core.record import PERSON
from etl.core.results import JsonValue
from etl.entities import Column, Entity
from etl.entities.base.machine import Facet, MachineColumn, custom_name, machine_parts
from etl.entities.base.resource import COMPANIES
from etl.mapping.column_names import CUSTOM
from etl.messages import Lang
from etl.sellsy import whole
from etl.sheets.writers import Field, OutputCell

MACHINE: Style = "machine"
"""The style of a file for programs."""

CustomShow = Callable[[Sequence[JsonValue]], list[OutputCell]]
"""Turns the values of a custom field into the cells of one column."""


class Output(NamedTuple):
    """A column of a file: how its values are found in records of a variant, and how they are shown."""

    take: Take
    show: Show


@dataclass(frozen=True, slots=True)
class Names:
    """Puts names in place of ids; none where values are shown raw."""

    lookups: Lookups
    style: Style
    _read: dict[tuple[str, Facet], dict[int, str]] = field(default_factory=dict)

    def taking(self, column: Column, take: Take, variant: str, facet: Facet = Facet.VALUE) -> Take:
        """Return what finds a column's values as `take` does, names in place of ids.

        Contacts keep their ids, which identify them better.
        """
        kind = column.lookup
        if kind is None or kind == PERSON or self.style == "raw":
            return take
        own = (column.paths.get(variant) or "").removesuffix("_id") if facet is not Facet.EMAIL else ""

        def named(records: Records) -> Values:
            return [
                self._shown_name(kind, value, document.get(own), facet)
                for value, document in zip(leaves(take(records)), records.documents, strict=True)
            ]

        return named

    def _shown_name(self, kind: str, value: JsonValue, own: JsonValue, facet: Facet) -> JsonValue:
        if value is None:
            return None
        if isinstance(value, list):
            return [self._name(kind, item, facet) for item in value]
        name = own.get("name") if isinstance(own, dict) else None
        return name or self._name(kind, value, facet)

    def _name(self, kind: str, wanted: Any, facet: Facet) -> str:
        key = (kind, facet)
        if key not in self._read:
            full = facet is Facet.NAME and kind != "step"
            self._read[key] = self.lookups.second_names(kind) if full else self.lookups.shown(kind)
        number = wanted if wanted.__class__ is int else whole(wanted)
        return self._read[key].get(number, str(wanted)) if number is not None else str(wanted)


@dataclass(frozen=True, slots=True)
class ShownColumns:
    """The columns of a file for an entity, in one style and language."""

    entity: type[Entity]
    lang: Lang
    names: Names

    @property
    def style(self) -> Style:
        """How values are shown."""
        return self.names.style

    def fields(self, column: Column) -> list[Field]:
        """Return the fields of a column: one, or its ids and labels in a file for programs."""
        plain = field_of(column, self.lang, self.style)
        if self.style != MACHINE:
            return [plain]
        return [field_of_part(part, plain) for part in machine_parts(column)]

    def outputs(self, column: Column, variant: str) -> list[Output]:
        """Return how each field of a column is filled from records of a variant."""
        take = taker(column, self.entity, variant)
        show = shower(column, self.lang, self.style)
        if self.style != MACHINE:
            return [Output(self.names.taking(column, take, variant), show)]
        return [self._output(part, take, show, variant) for part in machine_parts(column)]

    def _output(self, part: MachineColumn, take: Take, show: Show, variant: str) -> Output:
        if part.column.attribute == COMPANIES:
            return Output(_every_company, _same)
        if part.facet is Facet.IDS:
            return Output(take, _ids)
        if part.facet is Facet.VALUE:
            return Output(take, show)
        return Output(self.names.taking(part.column, take, variant, part.facet), show)

    def custom_fields(self, custom: CustomField) -> list[Field]:
        """Return the fields of a custom field: one, or an amount and its currency in a file for programs."""
        if self.style != MACHINE:
            return [Field(f"{CUSTOM}{custom.code}", custom_kind(custom, self.style))]
        name = custom_name(custom.code or custom.name)
        if custom.type in _TWO_PARTS:
            number, unit = _TWO_PARTS[custom.type]
            del number
            return [Field(name, "decimal"), Field(f"{name}_{unit.removesuffix('_id')}")]
        if custom.type in _OF_IDS:
            return [Field(name, "integers")]
        return [Field(name, "decimal" if custom.type == "numeric" else custom_kind(custom, "typed"))]

    def custom_shows(self, custom: CustomField) -> list[CustomShow]:
        """Return how each field of a custom field is filled from its values."""
        lookups = self.names.lookups
        if self.style == MACHINE and custom.type in _TWO_PARTS:
            number, unit = _TWO_PARTS[custom.type]
            return [_numbers(number), _units(unit, lookups)]
        if self.style == MACHINE and custom.type in _OF_IDS:
            return [_ids_of_things]
        style: Style = "typed" if self.style == MACHINE else self.style
        return [lambda values: custom_cells(custom, values, lookups=lookups, lang=self.lang, style=style)]


def field_of_part(part: MachineColumn, plain: Field) -> Field:
    """Return the field of a machine column, `plain` being that of its declared column."""
    several = part.column.codec.kind == "list"
    if part.facet is Facet.IDS:
        return Field(part.name, "integers" if several else "integer")
    if part.facet is Facet.VALUE:
        return Field(part.name, plain.kind, as_text=plain.as_text)
    return Field(part.name, "list" if several else "text")


def _every_company(records: Records) -> Values:
    """Return the ids of all the companies of each contact."""
    return [
        sorted(int(str(company["id"])) for company in parts.get(COMPANIES) or ()) for parts in records.around
    ]


def _same(values: Values) -> list[OutputCell]:
    return values


def _ids(values: Values) -> list[OutputCell]:
    """Return ids as whole numbers, of lists too."""
    return [
        [whole(item) for item in value] if isinstance(value, list) else whole(value)  # type: ignore[misc]
        for value in leaves(values)
    ]


_TWO_PARTS = {"amount": ("amount", "currency"), "numeric-with-unit": ("number", "unit_id")}
"""Type of a custom field -> the keys of its two parts (API contract 2.264.0)."""

_OF_IDS = frozenset({"staff", "contact", "item", "company-individual"})
"""Types of custom fields whose values are ids."""


def _numbers(key: str) -> CustomShow:
    def shown(values: Sequence[JsonValue]) -> list[OutputCell]:
        return [_decimal(value.get(key)) if isinstance(value, dict) else None for value in values]

    return shown


def _decimal(value: JsonValue) -> Decimal | None:
    try:
        return None if value in (None, "") else Decimal(str(value))
    except InvalidOperation:
        return None


def _units(key: str, lookups: Lookups) -> CustomShow:
    def shown(values: Sequence[JsonValue]) -> list[OutputCell]:
        stated = [value.get(key) if isinstance(value, dict) else None for value in values]
        if not key.endswith("_id"):
            return [None if unit is None else str(unit) for unit in stated]
        names = lookups.shown("unit") if any(unit is not None for unit in stated) else {}
        return [None if unit is None else names.get(int(str(unit)), str(unit)) for unit in stated]

    return shown


def _ids_of_things(values: Sequence[JsonValue]) -> list[OutputCell]:
    return [None if value in (None, "", []) else _whole_ids(value) for value in values]


def _whole_ids(value: JsonValue) -> list[int]:
    items = value if isinstance(value, list) else [value]
    ids = (whole(item["id"] if isinstance(item, dict) and "id" in item else item) for item in items)
    return [number for number in ids if number is not None]
