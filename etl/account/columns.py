"""Columns of records, a hundred records at a time: where each value is found, and how it is shown in a file.

Working by columns costs a tenth of working by cells: decisions that depend on the column are made once.
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

Style = Literal["sheet", "typed", "raw", "machine"]
"""How values are shown: as an import reads them, typed under our headers, as Sellsy has them, or for programs."""

ADDRESSES = {"invoicing": "invoicing_address", "delivery": "delivery_address"}
"""Part -> the embed that carries it (API contract 2.264.0)."""

NOTHING: Document = {}
"""Stands for a part that a record does not have."""

_NONE, _TEXT, _ONCE = {type(None)}, {str}, {str, int, bool}
"""Types of values: missing ones, text, and types whose equal values give equal cells."""


@dataclass(frozen=True, slots=True)
class Records:
    """Records of one variant with their linked data, in parallel lists.

    `v1` is what only API v1 shows of each, by attribute; `parts` holds addresses and main contacts where any record
    has them, `companies` the first company of each. A missing part is `NOTHING`.
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
        """Return the records with their addresses, main contact and first company."""
        embeds = [_dict(document.get("_embed")) for document in documents]
        addresses = [
            _addresses(embed, listed.get("addresses") or ())
            for embed, listed in zip(embeds, around, strict=True)
        ]
        parts = {
            part: [address[rank] for address in addresses] for rank, part in enumerate(("main", *ADDRESSES))
        }
        parts[PERSON] = [_dict(embed.get("main_contact")) for embed in embeds]
        present = {part: records for part, records in parts.items() if any(records)}
        return cls(
            variant, documents, around, v1, present, [_first(listed.get(COMPANIES)) for listed in around]
        )

    def of_part(self, part: str, values_of: Callable[[Sequence[Document]], Values]) -> Values:
        """Return values from a part of each record, None where no record has that part."""
        records = self.parts.get(part)
        return values_of(records) if records else [None] * len(self.documents)


def taker(column: Column, entity: type[Entity], variant: str) -> Take:  # noqa: PLR0911 - one return a kind reads best
    """Return the function that finds the values of a column in records of a variant.

    Names are still ids, and nested objects are not unpacked yet: see `leaves`.
    """
    attribute = column.attribute
    if attribute == "tags":
        return lambda records: [tags_of(parts) for parts in records.around]
    if column.v1:
        return lambda records: [document.get(attribute) for document in records.v1]
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
        values_at = _at(path)
        return lambda records: values_at(records.documents)
    if column.member is not None:
        return _membership(*column.member)
    if attribute == "id":
        return lambda records: [document["id"] for document in records.documents]
    return lambda records: [entity.derived(attribute, variant, document) for document in records.documents]


def _at(path: str) -> Callable[[Sequence[Document]], Values]:
    """Return a function that reads a path in many documents: followed by `leaves`, it equals `dig`, but faster."""
    first, _, rest = path.partition(".")
    other = path.removesuffix("_id")
    if "." in rest or rest.endswith("_id"):
        return lambda documents: [dig(document, path) for document in documents]
    if rest:
        return lambda documents: [
            inner.get(rest) if isinstance(inner := document.get(first), dict) else None
            for document in documents
        ]
    if path.endswith("_id"):
        # Answers may hold a whole object where requests hold its id: `owner` for `owner_id`.
        return lambda documents: [document.get(path) or document.get(other) for document in documents]
    return lambda documents: [document.get(path) for document in documents]


def leaves(values: Values) -> Values:
    """Return values, with nested objects replaced by what `dig` finds in them."""
    return [dig({"": value}, "") for value in values] if dict in set(map(type, values)) else values


def _of_person(name: str, path: str) -> Take:
    if name in ROLES:
        holder, ids = _at(ROLE_FIELDS[ROLES[name]]), _at("id")
        return lambda records: _equal(holder(records.documents), records.of_part(PERSON, ids))
    values_at = _at("id" if name == "id" else path)
    return lambda records: records.of_part(PERSON, values_at)


def _of_company(attribute: str) -> Take:
    if attribute in ROLES:
        holder, ids = _at(ROLE_FIELDS[ROLES[attribute]]), _at("id")
        return lambda records: _equal(holder(records.companies), ids(records.documents))
    key = attribute.removeprefix(f"{COMPANY}_")
    values_at = _at("legal_france.siret" if key == "siret" else key)
    return lambda records: values_at(records.companies)


def _of_companies(records: "Records") -> Values:
    """Return the ids of each contact's companies, None where it has at most one."""
    listed = [parts.get(COMPANIES) or () for parts in records.around]
    return [
        sorted(int(str(company["id"])) for company in companies) if len(companies) > 1 else None
        for companies in listed
    ]


def _equal(holders: Values, ids: Values) -> Values:
    """Return True where the person has the role, None elsewhere."""
    return [
        True if record_id is not None and holder == record_id else None
        for holder, record_id in zip(leaves(holders), leaves(ids), strict=True)
    ]


def _membership(path: str, item: str) -> Take:
    return lambda records: [
        item in values if (values := document.get(path)).__class__ is list else None
        for document in records.documents
    ]


def needed_fields(column: Column, variant: str) -> tuple[str, ...] | None:
    """Return the fields of a record that a column needs, None where any field may be needed."""
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
    """Return a column of the file: its header and the kind of its cells."""
    kind = column.codec.kind
    header = column.raw if style in ("raw", "machine") else column.header(lang)
    if style == "raw" and column.lookup:
        return Field(header, "list" if kind == "list" else "integer")
    known: dict[str, Any] = {"decimal": "number", "integer": "integer", "percent": "integer"}
    known |= {"date": "date", "moment": "moment"}
    if style == "machine":
        known["decimal"] = "decimal"
    if style != "sheet":
        known |= {"boolean": "boolean", "list": "list"}
    return Field(header, known.get(kind, "text"), as_text=column.codec.as_text)


def shower(column: Column, lang: Lang, style: Style) -> Show:
    """Return the function that turns the values of a column into cells."""
    kind = column.codec.kind
    labels: dict[Any, OutputCell] = {}
    if style not in ("raw", "machine") and not (style == "typed" and kind == "boolean"):
        labels = {_choice(value): fr if lang == "fr" else en for value, fr, en in column.choices}
    encode: Callable[[Any], OutputCell] = column.codec.encode if style == "sheet" else _TYPED.get(kind, _same)  # type: ignore[assignment]
    if labels:
        encode = _labelled(labels, encode)

    plain = not labels and kind not in ("date", "moment", "decimal", "choice", "civility")
    machine = style == "machine"  # an empty text is not a missing one

    def show(values: Values) -> list[OutputCell]:
        kinds = {*map(type, values)} - _NONE
        if not kinds:  # most columns of most records
            return values
        if dict in kinds:
            values = leaves(values)
            kinds = {*map(type, values)} - _NONE
        if plain and kinds == _TEXT:
            return values if machine else [value or None for value in values]
        if len(kinds) == 1 and kinds <= _ONCE:  # each distinct value is encoded once
            shown = {value: None if value is None else encode(value) for value in set(values)}
            return [shown[value] for value in values]
        return [
            (value if machine else value or None)
            if plain and value.__class__ is str
            else None
            if value is None
            else encode(value)
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
    """Return the JSON value of a choice that columns declare as text."""
    return {"true": True, "false": False}.get(value, int(value) if value.isdecimal() else value)


def _same(value: Any) -> OutputCell:
    return [*map(str, value)] if isinstance(value, list) else value if value != "" else None


def _day(value: Any) -> OutputCell:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value or None


def _instant(value: Any) -> OutputCell:
    """Return a moment with the offset of Paris, so that its wall clock is the one that Sellsy shows."""
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
    """Return the company of a contact, the one with the lowest id where it has several."""
    if not companies:
        return NOTHING
    return (
        companies[0] if len(companies) == 1 else min(companies, key=lambda company: int(str(company["id"])))
    )


def serves_for_all(document: Document) -> bool:
    """Tell whether one address serves for both invoicing and delivery, which makes it the main one."""
    embed = _dict(document.get("_embed"))
    ids = [_dict(embed.get(name)).get("id") for name in ADDRESSES.values()]
    return ids[0] is not None and ids[0] == ids[1]


def _addresses(embed: Document, every: Sequence[Document]) -> tuple[Document, Document, Document]:
    """Return the main, the invoicing and the delivery address.

    An address with both roles is the main one, else the only address of `every` that has no role.
    """
    invoicing, delivery = _dict(embed.get("invoicing_address")), _dict(embed.get("delivery_address"))
    if invoicing and delivery and invoicing["id"] == delivery["id"]:
        return invoicing, NOTHING, NOTHING
    used = {address.get("id") for address in (invoicing, delivery)}
    bare = [address for address in every if address.get("id") not in used]
    return bare[0] if len(bare) == 1 else NOTHING, invoicing, delivery
