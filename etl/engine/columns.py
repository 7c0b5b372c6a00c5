"""Columns of records, a hundred records at a time: where each value is found, and how it is shown in a file.

Working by columns costs a tenth of working by cells: what depends on the column is decided once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from etl.engine.fields import dig
from etl.engine.people import ROLE_FIELDS, ROLES
from etl.engine.record import Snapshot
from etl.entities import Column, Entity
from etl.messages import Lang
from etl.results import JsonValue
from etl.sheets.output import Field, OutputCell

Document = Mapping[str, JsonValue]
Values = list[Any]
Take = Callable[["Records"], Values]
Show = Callable[[Values], list[OutputCell]]

Style = Literal["sheet", "typed", "raw"]
"""How values are shown: as an import reads them, with the types that programs want, or as Sellsy has them."""

ADDRESSES = {"invoicing": "invoicing_address", "delivery": "delivery_address"}
"""Part -> the embed that carries it (API contract 2.264.0)."""


@dataclass(frozen=True, slots=True)
class Records:
    """Some records of one variant, with what is read around them; the lists are parallel."""

    variant: str
    snapshots: Sequence[Snapshot]
    documents: Sequence[Document]
    parts: Mapping[str, Sequence[Document | None]]
    companies: Sequence[Document | None]

    @classmethod
    def of(cls, variant: str, snapshots: Sequence[Snapshot]) -> "Records":
        """Return the records with their addresses, main contact and first company found."""
        documents = [one.document for one in snapshots]
        embeds = [_embedded(document) for document in documents]
        addresses = [_addresses(embed) for embed in embeds]
        parts: dict[str, Sequence[Document | None]] = {
            part: [one[rank] for one in addresses] for rank, part in enumerate(("main", *ADDRESSES))
        }
        parts["contact"] = [_dict_or_none(embed.get("main_contact")) for embed in embeds]
        return cls(variant, snapshots, documents, parts, [_first(one.companies) for one in snapshots])


def taker(column: Column, entity: type[Entity], variant: str) -> Take:  # noqa: PLR0911 - one return a kind reads best
    """Return what finds the values of a column in records of a variant; names are ids still."""
    attribute = column.attribute
    if attribute == "tags":
        return lambda records: [[*(one.tags or ())] for one in records.snapshots]
    if column.part == "contact":
        return _of_person(attribute.partition(".")[2], column.paths.get("contact", ""))
    if column.part:
        of_part = _at(column.paths["address"])
        return lambda records: of_part(records.parts[column.part])
    if attribute.startswith("company_") or attribute in ROLES:
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


def _at(path: str) -> Callable[[Sequence[Document | None]], Values]:
    """Return `dig` of one path for many documents; the usual shapes of a path take no call a document."""
    first, _, rest = path.partition(".")
    other = path.removesuffix("_id")
    if "." in rest or rest.endswith("_id"):
        return lambda documents: [dig(document, path) if document else None for document in documents]

    def inner(documents: Sequence[Document | None]) -> Values:
        held = [document.get(first) if document else None for document in documents]
        values = [one.get(rest) if isinstance(one, dict) else None for one in held]
        return [_leaf(value) if value.__class__ is dict else value for value in values]

    def top(documents: Sequence[Document | None]) -> Values:
        values = [document.get(path) if document else None for document in documents]
        return [_leaf(value) if value.__class__ is dict else value for value in values]

    def named(documents: Sequence[Document | None]) -> Values:
        """Answers may show a whole thing where requests say its id: `owner_id` and `owner`."""
        values = [(document.get(path) or document.get(other)) if document else None for document in documents]
        return [_leaf(value) if value.__class__ is dict else value for value in values]

    return inner if rest else named if path.endswith("_id") else top


def _leaf(value: JsonValue) -> JsonValue:
    return dig({"it": value}, "it") if isinstance(value, dict) else value


def _of_person(name: str, path: str) -> Take:
    if name in ROLES:
        holder, ids = _at(ROLE_FIELDS[ROLES[name]]), _at("id")
        return lambda records: _equal(holder(records.documents), ids(records.parts["contact"]))
    found = _at("id" if name == "id" else path)
    return lambda records: found(records.parts["contact"])


def _of_company(attribute: str) -> Take:
    if attribute in ROLES:
        holder = _at(ROLE_FIELDS[ROLES[attribute]])
        return lambda records: _equal(holder(records.companies), [one.id for one in records.snapshots])
    key = attribute.removeprefix("company_")
    found = _at("legal_france.siret" if key == "siret" else key)
    return lambda records: found(records.companies)


def _equal(holders: Values, ids: Values) -> Values:
    """Return yes where somebody has a role; who has not is not said."""
    return [
        True if one is not None and holder == one else None for holder, one in zip(holders, ids, strict=True)
    ]


def _membership(path: str, item: str) -> Take:
    return lambda records: [
        item in held if (held := document.get(path)).__class__ is list else None
        for document in records.documents
    ]


def needed_fields(column: Column, variant: str) -> tuple[str, ...] | None:
    """Return the fields of a record that a column takes, None where only the record itself can tell."""
    attribute = column.attribute
    if attribute in {"id", "tags"} or attribute.startswith("company_") or attribute in ROLES:
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
    header = column.attribute if style == "raw" else column.header(lang)
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

    def show(values: Values) -> list[OutputCell]:
        if values.count(None) == len(values):  # most columns of most records
            return values
        return [
            (value or None) if plain and value.__class__ is str else None if value is None else encode(value)
            for value in values
        ]

    plain = not labels and kind not in ("date", "moment", "decimal", "choice", "civility")
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
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value or None


def _number(value: Any) -> OutputCell:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value or None


_TYPED: Mapping[str, Callable[[Any], OutputCell]] = {"date": _day, "moment": _instant, "decimal": _number}


def _embedded(document: Document) -> Document:
    embed = document.get("_embed")
    return embed if isinstance(embed, dict) else {}


def _dict_or_none(value: JsonValue) -> Document | None:
    return value if isinstance(value, dict) else None


def _first(companies: Sequence[Document] | None) -> Document | None:
    """Return the company of a contact; of several, the first by id."""
    if not companies:
        return None
    return companies[0] if len(companies) == 1 else min(companies, key=lambda one: int(str(one["id"])))


def _addresses(embed: Document) -> tuple[Document | None, Document | None, Document | None]:
    """Return the main, the invoicing and the delivery address; one that serves for everything is the main one."""
    invoicing, delivery = (_dict_or_none(embed.get(name)) for name in ADDRESSES.values())
    if invoicing and delivery and invoicing["id"] == delivery["id"]:
        return invoicing, None, None
    return None, invoicing, delivery
