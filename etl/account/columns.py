"""Columns of records, a hundred records at a time: where each value is found, and how it is shown in a file.

Working by columns costs a tenth of working by cells: what depends on the column is decided once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from etl.account.snapshots import Parts, tags_of
from etl.codecs.moment import PARIS
from etl.core.json_paths import dig
from etl.core.record import PERSON
from etl.core.results import JsonValue
from etl.entities import Column, Entity
from etl.entities.base.resource import COMPANIES
from etl.entities.contact import COMPANY, ROLE_FIELDS, ROLES
from etl.messages import Lang
from etl.sheets.writers import Field, OutputCell

Document = Mapping[str, JsonValue]
Values = list[Any]
Take = Callable[["Records"], Values]
Show = Callable[[Values], list[OutputCell]]

Style = Literal["sheet", "typed", "raw"]
"""How values are shown: as an import reads them, with the types that programs want, or as Sellsy has them."""

ADDRESSES = {"invoicing": "invoicing_address", "delivery": "delivery_address"}
"""Part -> the embed that carries it (API contract 2.264.0)."""

NOTHING: Document = {}
"""Stands for what a record does not have."""

_NONE, _TEXT, _ONCE = {type(None)}, {str}, {str, int, bool}
"""Types of values: that of what is not there, of text, and those whose equals are the same cell."""


@dataclass(frozen=True, slots=True)
class Records:
    """Some records of one variant, with what is read around them; the lists are parallel.

    `v1` is what only API v1 shows of each, by attribute; `parts` are the addresses and main contacts that any of
    them has, `companies` the first one of each; what one of them has not is `NOTHING`.
    """

    variant: str
    documents: Sequence[Document]
    around: Sequence[Parts]
    v1: Sequence[Document]
    parts: Mapping[str, Sequence[Document]]
    companies: Sequence[Document]

    @classmethod
    def of(
        cls, variant: str, documents: Sequence[Document], around: Sequence[Parts], v1: Sequence[Document]
    ) -> "Records":
        """Return the records with their addresses, main contact and first company found."""
        embeds = [_dict(document.get("_embed")) for document in documents]
        addresses = [
            _addresses(embed, one.get("addresses") or ()) for embed, one in zip(embeds, around, strict=True)
        ]
        parts = {part: [one[rank] for one in addresses] for rank, part in enumerate(("main", *ADDRESSES))}
        parts[PERSON] = [_dict(embed.get("main_contact")) for embed in embeds]
        held = {part: found for part, found in parts.items() if any(found)}
        return cls(variant, documents, around, v1, held, [_first(one.get(COMPANIES)) for one in around])

    def of_part(self, part: str, found: Callable[[Sequence[Document]], Values]) -> Values:
        """Return the values that are found in a part of each record."""
        held = self.parts.get(part)
        return found(held) if held else [None] * len(self.documents)


def taker(column: Column, entity: type[Entity], variant: str) -> Take:  # noqa: PLR0911 - one return a kind reads best
    """Return what finds the values of a column in records of a variant.

    Names are ids still, and what Sellsy shows whole stands whole: see `leaves`.
    """
    attribute = column.attribute
    if attribute == "tags":
        return lambda records: [tags_of(parts) for parts in records.around]
    if column.v1:
        return lambda records: [one.get(attribute) for one in records.v1]
    if column.part == PERSON:
        return _of_person(attribute.partition(".")[2], column.paths.get(PERSON, ""))
    if column.part:
        part, in_part = column.part, _at(column.paths.get("address", "id"))
        return lambda records: records.of_part(part, in_part)
    if attribute == COMPANIES:
        return _of_companies
    if attribute.startswith(f"{COMPANY}_") or attribute in ROLES:
        return _of_company(attribute)
    path = column.paths.get(variant)
    if path:
        found = _at(path)
        return lambda records: found(records.documents)
    if column.member is not None:
        return _membership(*column.member)
    if attribute == "id":
        return lambda records: [document["id"] for document in records.documents]
    return lambda records: [entity.derived(attribute, variant, document) for document in records.documents]


def _at(path: str) -> Callable[[Sequence[Document]], Values]:
    """Return what gets a path of many documents; with `leaves` after it, that is `dig` without a call a document."""
    first, _, rest = path.partition(".")
    other = path.removesuffix("_id")
    if "." in rest or rest.endswith("_id"):
        return lambda documents: [dig(document, path) for document in documents]
    if rest:
        return lambda documents: [
            held.get(rest) if isinstance(held := one.get(first), dict) else None for one in documents
        ]
    if path.endswith("_id"):
        # Answers may show a whole thing where requests say its id: `owner_id` and `owner`.
        return lambda documents: [one.get(path) or one.get(other) for one in documents]
    return lambda documents: [one.get(path) for one in documents]


def leaves(values: Values) -> Values:
    """Return values with what `dig` finds in those that are whole things."""
    return [dig({"": one}, "") for one in values] if dict in set(map(type, values)) else values


def _of_person(name: str, path: str) -> Take:
    if name in ROLES:
        holder, ids = _at(ROLE_FIELDS[ROLES[name]]), _at("id")
        return lambda records: _equal(holder(records.documents), records.of_part(PERSON, ids))
    found = _at("id" if name == "id" else path)
    return lambda records: records.of_part(PERSON, found)


def _of_company(attribute: str) -> Take:
    if attribute in ROLES:
        holder, ids = _at(ROLE_FIELDS[ROLES[attribute]]), _at("id")
        return lambda records: _equal(holder(records.companies), ids(records.documents))
    key = attribute.removeprefix(f"{COMPANY}_")
    found = _at("legal_france.siret" if key == "siret" else key)
    return lambda records: found(records.companies)


def _of_companies(records: "Records") -> Values:
    """Return the ids of a contact's companies, where it has several."""
    listed = [parts.get(COMPANIES) or () for parts in records.around]
    return [sorted(int(str(one["id"])) for one in some) if len(some) > 1 else None for some in listed]


def _equal(holders: Values, ids: Values) -> Values:
    """Return yes where somebody has a role; who has not is not said."""
    return [
        True if one is not None and holder == one else None
        for holder, one in zip(leaves(holders), leaves(ids), strict=True)
    ]


def _membership(path: str, item: str) -> Take:
    return lambda records: [
        item in held if (held := document.get(path)).__class__ is list else None
        for document in records.documents
    ]


def needed_fields(column: Column, variant: str) -> tuple[str, ...] | None:
    """Return the fields of a record that a column takes, None where only the record itself can tell."""
    attribute = column.attribute
    if (
        column.v1
        or attribute in {"id", "tags", COMPANIES}
        or attribute.startswith(f"{COMPANY}_")
        or attribute in ROLES
    ):
        return ()
    if column.part:
        return tuple(ROLE_FIELDS.values()) if attribute.partition(".")[2] in ROLES else ()
    path = column.paths.get(variant) or (column.member or ("",))[0]
    if not path:
        return None
    first = path.partition(".")[0]
    return (first, first.removesuffix("_id")) if first.endswith("_id") else (first,)


def field_of(column: Column, lang: Lang, style: Style) -> Field:
    """Return a column of the file: its header, and what its cells are."""
    kind = column.codec.kind
    header = column.raw if style == "raw" else column.header(lang)
    if style == "raw" and column.lookup:
        return Field(header, "list" if kind == "list" else "integer")
    known: dict[str, Any] = {"decimal": "number", "integer": "integer", "percent": "integer"}
    known |= {"date": "date", "moment": "moment"}
    if style != "sheet":
        known |= {"boolean": "boolean", "list": "list"}
    return Field(header, known.get(kind, "text"), as_text=column.codec.as_text)


def shower(column: Column, lang: Lang, style: Style) -> Show:
    """Return what turns the values of a column into cells."""
    kind = column.codec.kind
    labels: dict[Any, OutputCell] = {}
    if style != "raw" and not (style == "typed" and kind == "boolean"):
        labels = {_choice(value): fr if lang == "fr" else en for value, fr, en in column.choices}
    encode: Callable[[Any], OutputCell] = column.codec.encode if style == "sheet" else _TYPED.get(kind, _same)  # type: ignore[assignment]
    if labels:
        encode = _labelled(labels, encode)

    plain = not labels and kind not in ("date", "moment", "decimal", "choice", "civility")

    def show(values: Values) -> list[OutputCell]:
        kinds = {*map(type, values)} - _NONE
        if not kinds:  # most columns of most records
            return values
        if dict in kinds:
            values = leaves(values)
            kinds = {*map(type, values)} - _NONE
        if plain and kinds == _TEXT:
            return [value or None for value in values]
        if len(kinds) == 1 and kinds <= _ONCE:  # each value once: many records share them
            shown = {value: None if value is None else encode(value) for value in set(values)}
            return [shown[value] for value in values]
        return [
            (value or None) if plain and value.__class__ is str else None if value is None else encode(value)
            for value in values
        ]

    return show


def _labelled(
    labels: Mapping[Any, OutputCell], encode: Callable[[Any], OutputCell]
) -> Callable[[Any], OutputCell]:
    def shown(value: Any) -> OutputCell:
        return labels[value] if value.__class__ in (str, bool, int) and value in labels else encode(value)

    return shown


def _choice(value: str) -> JsonValue:
    """Return the JSON value of a choice, which columns write as text."""
    return {"true": True, "false": False}.get(value, int(value) if value.isdecimal() else value)


def _same(value: Any) -> OutputCell:
    return [*map(str, value)] if isinstance(value, list) else value if value != "" else None


def _day(value: Any) -> OutputCell:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value or None


def _instant(value: Any) -> OutputCell:
    """Return a moment with the offset of Paris, in which its wall clock is the one that Sellsy shows."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value or None
    local = moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
    return moment if moment.utcoffset() == local.utcoffset() else datetime.fromisoformat(local.isoformat())


def _number(value: Any) -> OutputCell:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value or None


_TYPED: Mapping[str, Callable[[Any], OutputCell]] = {"date": _day, "moment": _instant, "decimal": _number}


def _dict(value: JsonValue) -> Document:
    return value if isinstance(value, dict) else NOTHING


def _first(companies: Sequence[Document] | None) -> Document:
    """Return the company of a contact; of several, the first by id."""
    if not companies:
        return NOTHING
    return companies[0] if len(companies) == 1 else min(companies, key=lambda one: int(str(one["id"])))


def serves_for_all(document: Document) -> bool:
    """Tell whether one address of a record is for invoicing and for delivery: it is the main one."""
    embed = _dict(document.get("_embed"))
    held = [_dict(embed.get(name)).get("id") for name in ADDRESSES.values()]
    return held[0] is not None and held[0] == held[1]


def _addresses(embed: Document, every: Sequence[Document]) -> tuple[Document, Document, Document]:
    """Return the main, the invoicing and the delivery address.

    One that serves for everything is the main one, else the only one of `every` that serves for nothing.
    """
    invoicing, delivery = _dict(embed.get("invoicing_address")), _dict(embed.get("delivery_address"))
    if invoicing and delivery and invoicing["id"] == delivery["id"]:
        return invoicing, NOTHING, NOTHING
    used = {one.get("id") for one in (invoicing, delivery)}
    bare = [one for one in every if one.get("id") not in used]
    return bare[0] if len(bare) == 1 else NOTHING, invoicing, delivery
