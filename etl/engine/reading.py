"""Records of the CRM as rows of the entity's own columns: names in place of ids, addresses and people beside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.codecs import Cell
from etl.engine.custom_fields import CustomField, custom_cell, read_custom_fields
from etl.engine.cut import batched
from etl.engine.fields import dig
from etl.engine.headers import CUSTOM
from etl.engine.lookups import Lookups
from etl.engine.match import RESOURCES
from etl.engine.people import held_roles
from etl.engine.record import Snapshot
from etl.engine.snapshots import Matched, Needs, read_snapshots
from etl.entities import Column, Entity
from etl.messages import Lang
from etl.results import JsonValue
from etl.sellsy import Sellsy

Document = Mapping[str, JsonValue]

_PAGE = 100
_ADDRESSES = {"invoicing": "invoicing_address", "delivery": "delivery_address"}
"""Part -> the embed that carries it (API contract 2.264.0)."""

_ROLES = {"is_main": "main", "is_invoicing": "invoicing", "is_dunning": "dunning"}


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a row: cells by attribute; empty ones are left out."""

    variant: str
    document: Document
    values: Mapping[str, JsonValue]


@dataclass(slots=True)
class RecordReader:
    """Turns records into rows; what they hang on is read a hundred records at a time."""

    sellsy: Sellsy
    entity: type[Entity]
    lang: Lang
    lookups: Lookups
    _custom: list[CustomField] | None = None
    _names: dict[str, dict[int, str]] = field(default_factory=dict)

    @property
    def columns(self) -> list[Column]:
        """The columns a row may have: not those that only API v1 shows, nor an individual's link, which v2 lost."""
        return [c for c in self.entity.columns if not c.v1 and not c.attribute.startswith("individual_")]

    @property
    def custom(self) -> list[CustomField]:
        """The custom fields of the entity.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        if self._custom is None:
            kinds = [self.entity.name] if self.entity.name in self.entity.related_objects else None
            related = kinds or self.entity.related_objects
            self._custom = read_custom_fields(self.sellsy, related) if related else []
        return self._custom

    def headers(self) -> list[str]:
        """Return the headers of `columns`, then those of the custom fields."""
        return [c.header(self.lang) for c in self.columns] + [f"{CUSTOM}{one.code}" for one in self.custom]

    def embed(self) -> tuple[str, ...]:
        """Return what a search must bring along."""
        parts = {column.part for column in self.columns}
        addresses = tuple(_ADDRESSES.values()) if "main" in parts else ()
        people = ("main_contact",) if "contact" in parts else ()
        needed = self._needs().query().get("embed[]", [])
        own = tuple(map(str, needed)) if isinstance(needed, list) else ()
        return (*self.entity.embeds, *addresses, *people, *own)

    def _needs(self) -> Needs:
        attributes = self.entity.by_attribute()
        return Needs(
            tags="tags" in attributes,
            custom=tuple(one.id for one in self.custom),
            companies="company_id" in attributes,
        )

    def lines(self, found: Iterable[tuple[str, Document]]) -> Iterator[Line]:
        """Yield a row for each record, in the same order.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        for some in batched(found, _PAGE):
            matched = [Matched(variant, RESOURCES[variant].path, document) for variant, document in some]
            snapshots = read_snapshots(self.sellsy, matched, self._needs(), batch_size=_PAGE)
            for one in matched:
                snapshot = snapshots[one.variant, one.id]
                yield Line(one.variant, one.document, self._values(snapshot))

    def cells(self, line: Line) -> list[Cell]:
        """Return the cells of a row, in the order of `headers`."""
        cells: list[Cell] = []
        for column in self.columns:
            value = line.values.get(column.attribute)
            cells.append(None if value is None else column.cell(value, self.lang))
        values = (line.values.get(f"{CUSTOM}{one.code}") for one in self.custom)
        return cells + [value if isinstance(value, str | int | float | bool) else None for value in values]

    def _values(self, snapshot: Snapshot) -> dict[str, JsonValue]:
        values: dict[str, JsonValue] = {}
        for column in self.columns:
            value = self._value(column, snapshot)
            if value not in (None, "", []):
                values[column.attribute] = value
        for one in self.custom:
            cell = custom_cell(one, (snapshot.custom or {}).get(one.id), lookups=self.lookups)
            if cell is not None:
                values[f"{CUSTOM}{one.code}"] = cell
        return values

    def _value(self, column: Column, snapshot: Snapshot) -> JsonValue:
        if column.attribute == "tags":
            return [*(snapshot.tags or ())]
        if column.part == "contact":
            return self._of_person(column, snapshot)
        if column.part:
            address = _address(column.part, _embedded(snapshot.document))
            return dig(address, column.paths["address"]) if address else None
        if column.attribute.startswith("company_") or column.attribute in _ROLES:
            return _of_company(column.attribute, snapshot)
        value = self.entity.derived(column.attribute, snapshot.variant, snapshot.document)
        path = column.paths.get(snapshot.variant)
        if value is None and path:
            value = dig(snapshot.document, path)
        return self._named(column, value, snapshot.document, path) if column.lookup else value

    def _of_person(self, column: Column, snapshot: Snapshot) -> JsonValue:
        """Return a column of the main contact of a company or individual."""
        person = _embedded(snapshot.document).get("main_contact")
        if not isinstance(person, dict):
            return None
        name = column.attribute.partition(".")[2]
        if name in _ROLES:
            return _ROLES[name] in held_roles(snapshot.document, int(str(person["id"]))) or None
        return person.get("id") if name == "id" else dig(person, column.paths["contact"])

    def _named(self, column: Column, value: JsonValue, document: Document, path: str | None) -> JsonValue:
        """Return names in place of ids; contacts keep their ids, which say more surely who they are."""
        if column.lookup == "contact" or value is None:
            return value
        if isinstance(value, list):
            return [self._name(str(column.lookup), one) for one in value]
        own = document.get((path or "").removesuffix("_id"))
        name = own.get("name") if isinstance(own, dict) else None
        return name or self._name(str(column.lookup), value)

    def _name(self, kind: str, wanted: JsonValue) -> JsonValue:
        if kind not in self._names:
            self._names[kind] = self.lookups.shown(kind)
        return self._names[kind].get(int(str(wanted)), str(wanted))


def _embedded(document: Document) -> Document:
    embed = document.get("_embed")
    return embed if isinstance(embed, dict) else {}


def _address(part: str, embed: Document) -> Document | None:
    """Return the address of a part; one that serves for everything is the main one."""
    invoicing, delivery = (embed.get(name) for name in _ADDRESSES.values())
    both = isinstance(invoicing, dict) and isinstance(delivery, dict) and invoicing["id"] == delivery["id"]
    if part == "main":
        return invoicing if both and isinstance(invoicing, dict) else None
    found = embed.get(_ADDRESSES[part])
    return found if isinstance(found, dict) and not both else None


def _of_company(attribute: str, snapshot: Snapshot) -> JsonValue:
    """Return what a contact's row says of its company; of several, the first by id."""
    companies: Sequence[Document] = sorted(snapshot.companies or (), key=lambda one: int(str(one["id"])))
    if not companies:
        return None
    if attribute in _ROLES:
        return _ROLES[attribute] in held_roles(companies[0], snapshot.id) or None
    key = attribute.removeprefix("company_")
    return (
        companies[0]["id"]
        if key == "id"
        else dig(companies[0], "legal_france.siret" if key == "siret" else key)
    )
