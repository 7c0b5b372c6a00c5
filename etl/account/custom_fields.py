"""Custom fields of the account: which field a `cf:` column means, and its cells as Sellsy takes them."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from etl.account.columns import Style
from etl.account.custom_limits import Limits
from etl.account.lookups import Lookups, Named, Names, UnresolvedError, each_resolved
from etl.account.near_names import nearest
from etl.account.raw_values import cell_of_raw
from etl.codecs import (
    Boolean,
    Codec,
    Date,
    Decimal,
    Email,
    ListOf,
    Options,
    RichText,
    Text,
    Url,
    fold,
    named_currencies,
)
from etl.codecs.numbers.numeral import parted
from etl.core.errors import DataError
from etl.core.results import JsonValue
from etl.entities.parts import YES_NO
from etl.messages import Lang
from etl.sellsy import Sellsy, pages
from etl.sheets.writers import OutputCell
from etl.sheets.writers.shape import Kind

_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])\s*[:hH]\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?")
_QUANTITY = re.compile(
    r"(?P<number>[-+−(]?[\d.,](?:[\d .,'’\u00a0\u202f]*\d)?\)?)\s*(?P<unit>[^\d\s].*)?", re.DOTALL
)
_SHARE = re.compile(
    r"%|\b(?:taux|pourcentages?|remises?|percent(?:age)?|rate|discount|part)\b", re.IGNORECASE
)
"""Matches the names of fields that hold percentages."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A custom field: its `items` are the options of a list, `currency` that of an amount, `unit` of a quantity."""

    id: int
    code: str
    name: str
    type: str
    items: Names
    currency: str = "EUR"
    unit: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def codec(self) -> Codec | None:
        """The codec of its cells, None where it depends on the account (the items of a list, a unit)."""
        return _PLAIN.get(self.type)


def read_custom_fields(sellsy: Sellsy, related: Sequence[str]) -> list[CustomField]:
    """Return the custom fields of some kinds of object ("client", "contact"...), in the account's order.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    wanted = set(related)
    documents = (document for page in pages(sellsy, "/custom-fields") for document in page.data)
    return [_field(document) for document in documents if objects_of(document) & wanted]


def objects_of(document: Mapping[str, JsonValue]) -> set[str]:
    """Return the kinds of object that a custom field is for.

    The key is `related_objects` (a list) in recorded answers, `related_object` (one kind) in the contract (2.264.0).
    """
    stated = [document.get(key) for key in ("related_objects", "related_object")]
    return {str(kind) for kinds in stated for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind}


def _field(document: Mapping[str, JsonValue]) -> CustomField:
    parameters = document.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    items = parameters.get("items")
    by_name: dict[str, tuple[Named, ...]] = {}
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            label = str(item["label"])
            by_name[fold(label)] = (*by_name.get(fold(label), ()), Named(int(str(item["id"])), label))
    return CustomField(
        id=int(str(document["id"])),
        code=str(document.get("code") or ""),
        name=str(document.get("name") or ""),
        type=str(document["type"]),
        items=Names(by_name),
        currency=str(parameters.get("currency") or "EUR").strip("* ") or "EUR",
        unit=str(parameters.get("unit") or "").strip("* "),
        limits=Limits(str(document["type"]), parameters, mandatory=document.get("mandatory") is True),
    )


def pick(fields: Sequence[CustomField], header: str, wanted: str) -> CustomField:
    """Return the custom field that a column means, by code or by name.

    Raises:
        DataError: no field or several have that code or name, or the type of the field is unknown.
    """
    matches = [f for f in fields if f.code == wanted] or [
        f for f in fields if fold(wanted) in (fold(f.code), fold(f.name))
    ]
    if len(matches) == 1:
        if matches[0].type not in {*_PLAIN, *_SPECIAL}:
            raise DataError("custom-field-kind", header=header, said=matches[0].type)
        return matches[0]
    if matches:
        raise DataError("custom-field-several", header=header, found=[f"{f.code} ({f.id})" for f in matches])
    accepted = [f"cf:{f.code}" for f in fields if f.code]
    raise DataError("custom-field-unknown", header=header, accepted=nearest(f"cf:{wanted}", accepted))


def wire_value(field: CustomField, cell: JsonValue, *, options: Options, lookups: Lookups) -> JsonValue:
    """Return a cell as `PUT .../custom-fields` takes it (API contract 2.264.0).

    Raises:
        UnresolvedError: the cell is not a value of the field; code and params are those of a problem.
        SeveralUnresolvedError: it is a list, and some of its names are no values of the field.
    """
    if field.type in _PLAIN and field.type not in _SPECIAL:
        return _decoded(_PLAIN[field.type], cell, options)
    if lookups.by_id:
        field = replace(field, items=replace(field.items, by_id=True))
        cell = cell_of_raw(cell, lookups)
    return _SPECIAL[field.type](field, cell, options, lookups)


_PLAIN: Mapping[str, Codec] = {
    "simple-text": Text(max_length=250),
    "rich-text": RichText(65_000),
    "email": Email(),
    "url": Url(),
    "numeric": Decimal(),
    "date": Date(),
    "boolean": Boolean(),
}


def _decoded(codec: Codec, cell: JsonValue, options: Options) -> JsonValue:
    if isinstance(cell, list | dict):
        raise UnresolvedError("custom-value", accepted=codec.kind)
    decoded = codec.decode([cell], options=options)
    for problem in decoded.problems:
        if problem.severity == "error":
            raise UnresolvedError(problem.code, **problem.params)
    return decoded.values[0]


def _time(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    match = _TIME.fullmatch(str(cell).strip())
    if match is None:
        raise UnresolvedError("custom-value", accepted="HH:MM")
    return f"{int(match['hour']):02d}:{match['minute']}"


def _amount(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    number, beside = parted(cell) if isinstance(cell, str) else (cell, "")
    currency = _currency(field, beside, options, lookups)
    return {"amount": _decoded(Decimal(), number, options), "currency": currency}


def _currency(field: CustomField, beside: str, options: Options, lookups: Lookups) -> str:
    """Return the currency of an amount: the field's or the account's where the cell allows it, else the named one."""
    named = named_currencies(beside)
    if named is not None and not named:
        return field.currency
    for usual in (field.currency, options.currency):
        if named is not None and usual in named:
            return usual
    return lookups.names("currency").only(next(iter(named)) if named and len(named) == 1 else beside).shown


def _item(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    return field.items.id_of(str(cell))


def _items(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    return _each(field.items, cell, options)


def _staffs(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    return _each(lookups.names("staff"), cell, options)


def _each(names: Names, cell: JsonValue, options: Options) -> JsonValue:
    return each_resolved(_several(cell, options), names.id_of)


def _ids(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    ids = [str(value) for value in _several(cell, options)]
    if not all(record_id.isdecimal() for record_id in ids):
        raise UnresolvedError("custom-value", accepted="123, 456")
    return [int(record_id) for record_id in ids]


def _several(cell: JsonValue, options: Options) -> list[JsonValue]:
    values = _decoded(ListOf(), cell if isinstance(cell, str) else str(cell), options)
    return values if isinstance(values, list) else []


def _unit(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    match = _QUANTITY.fullmatch(str(cell).strip())
    names = lookups.names("unit")
    unit = (match["unit"] or field.unit) if match else ""
    if match is None or not unit:
        raise UnresolvedError("custom-value", accepted=[f"12 {unit}" for unit in names.all()])
    number = _decoded(Decimal(), match["number"], options)
    return {"number": number, "unit_id": names.id_of(unit)}


def _numeric(field: CustomField, cell: JsonValue, options: Options, lookups: Lookups) -> JsonValue:
    """Return a number; "12,5 %" is 12.5 where the field holds percentages."""
    share = (
        isinstance(cell, str) and cell.rstrip().endswith("%") and _SHARE.search(f"{field.name} {field.code}")
    )
    return _decoded(
        Decimal(), cell.rstrip()[:-1].rstrip() if share and isinstance(cell, str) else cell, options
    )


_Reader = Callable[[CustomField, JsonValue, Options, Lookups], JsonValue]
_SPECIAL: Mapping[str, _Reader] = {
    "time": _time,
    "amount": _amount,
    "numeric": _numeric,
    "numeric-with-unit": _unit,
    "radio": _item,
    "select": _item,
    "checkbox": _items,
    "staff": _staffs,
    "contact": _ids,
    "item": _ids,
    "company-individual": _ids,
}


def custom_cell(field: CustomField, value: JsonValue, *, lookups: Lookups) -> JsonValue:
    """Return a value as a cell that reads back as the same value: labels in place of item ids.

    Raises:
        ApiError: a list of names cannot be read.
    """
    if value in (None, "", []):
        return None
    if field.type in ("radio", "select", "checkbox"):
        return _labels(field, value if isinstance(value, list) else [value])
    if isinstance(value, bool):
        return str(Boolean().encode(value))
    if isinstance(value, dict):
        return _two_parts(value, lookups)
    return _listed(field, value, lookups) if isinstance(value, list) else value


def _listed(field: CustomField, value: Sequence[JsonValue], lookups: Lookups) -> str:
    ids = [item["id"] if isinstance(item, dict) else item for item in value]
    return ", ".join(_shown(ids, lookups.names("staff") if field.type == "staff" else Names({})))


def _labels(field: CustomField, ids: Sequence[JsonValue]) -> str:
    labels: list[JsonValue] = [*_item_labels(field, ids)]
    return str(ListOf().encode(labels)) if field.type == "checkbox" else str(labels[0])


def _two_parts(value: Mapping[str, JsonValue], lookups: Lookups) -> str:
    """Return "12.50 EUR" or "12 kg"."""
    if "unit_id" in value:
        (unit,) = _shown([value["unit_id"]], lookups.names("unit"))
        return f"{value.get('number')} {unit}"
    return f"{value.get('amount')} {value.get('currency') or ''}".strip()


_KINDS: Mapping[str, Kind] = {"numeric": "number", "date": "date"}
_TYPED: Mapping[str, Kind] = {**_KINDS, "boolean": "boolean", "checkbox": "list"}
_SAID = {value == "true": {"fr": fr, "en": en} for value, fr, en in YES_NO}


def custom_kind(field: CustomField, style: Style) -> Kind:
    """Return the kind of the cells of a custom field."""
    return (_KINDS if style == "sheet" else _TYPED).get(field.type, "text")


def custom_cells(
    field: CustomField, values: Sequence[JsonValue], *, lookups: Lookups, lang: Lang, style: Style
) -> list[OutputCell]:
    """Return values as cells: typed numbers and dates, labels in place of item ids unless `style` is raw.

    Raises:
        ApiError: a list of names cannot be read.
    """

    def cell(value: JsonValue) -> OutputCell:
        if field.type in _KINDS:
            encoded = _PLAIN[field.type].encode(value)
            return encoded.isoformat() if isinstance(encoded, time) else encoded
        if isinstance(value, bool):
            return _SAID[value][lang] if style == "sheet" else value
        if isinstance(value, list) and custom_kind(field, style) == "list":
            return [str(item) for item in value] if style == "raw" else _item_labels(field, value)
        if style == "raw":
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        shown = custom_cell(field, value, lookups=lookups)
        return shown if isinstance(shown, str | int | float) else None

    return [None if value in (None, "", []) else cell(value) for value in values]


def _item_labels(field: CustomField, ids: Sequence[JsonValue]) -> list[str]:
    return _shown(ids, field.items)


def _shown(ids: Sequence[JsonValue], names: Names) -> list[str]:
    """Return names in place of ids; an id without a name (a deleted option) is kept."""
    shown = {str(thing.id): thing.shown for thing in names.things()}
    return [shown.get(str(item_id), str(item_id)) for item_id in ids]
