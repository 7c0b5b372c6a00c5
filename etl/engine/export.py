"""Search results back into a spreadsheet, in the entity's own columns, so that the file can be imported again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from etl.engine.fields import dig
from etl.engine.lookups import Lookups
from etl.engine.match import RESOURCES
from etl.engine.observer import Observer
from etl.entities import Column, Entity
from etl.messages import Lang
from etl.results import JsonValue
from etl.sellsy import Sellsy, pages
from etl.sheets import Cell, SheetBook

Document = Mapping[str, JsonValue]

_ADDRESSES = {"invoicing": "invoicing_address", "delivery": "delivery_address"}
"""Part -> the embed that carries it (API contract 2.264.0)."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export wrote: its file, its rows, and the API calls it took."""

    path: str
    rows: int
    calls: int


@dataclass(slots=True)
class Exporter:
    """Writes the records of an entity to a workbook."""

    sellsy: Sellsy
    entity: type[Entity]
    lang: Lang
    observer: Observer
    _names: dict[str, dict[int, str]] = field(default_factory=dict)

    def export(self, path: Path, *, filters: Mapping[str, JsonValue]) -> ExportResult:
        """Search every variant of the entity and write what is found, in the order of ids.

        Raises:
            ApiError: Sellsy refused or did not answer; no file is left.
            DataError: the file cannot be written.
        """
        before = self.sellsy.calls
        columns = self._columns()
        rows = 0
        self.observer.stage("export")
        with SheetBook(path) as book:
            headers = [column.header(self.lang) for column in columns]
            as_text = frozenset(i for i, column in enumerate(columns) if column.codec.as_text)
            sheet = book.add_sheet(self.entity.label(self.lang), headers, text_columns=as_text)
            for variant in self.entity.variants:
                for document in self._documents(variant, filters):
                    sheet.row([self._cell(column, variant, document) for column in columns])
                    rows += 1
                    self.observer.advance()
        return ExportResult(str(path), rows, self.sellsy.calls - before)

    def _columns(self) -> list[Column]:
        parts = ("main.", "contact.")
        return [c for c in self.entity.columns if not c.attribute.startswith(parts)]

    def _documents(self, variant: str, filters: Mapping[str, JsonValue]) -> Iterator[Document]:
        embed: list[JsonValue] = ["smart_tags", *_ADDRESSES.values()]
        path = f"{RESOURCES[variant].path}/search"
        wanted = {**self.entity.filters, **filters}
        for page in pages(self.sellsy, path, filters=wanted, query={"embed[]": embed}):
            yield from page.data

    def _cell(self, column: Column, variant: str, document: Document) -> Cell:
        value = self._value(column, variant, document)
        cell = None if value is None else column.codec.encode(value)
        return float(cell) if isinstance(cell, Decimal) else cell

    def _value(self, column: Column, variant: str, document: Document) -> JsonValue:
        part, _, _name = column.attribute.partition(".")
        embedded = document.get("_embed")
        embed = embedded if isinstance(embedded, dict) else {}
        if column.attribute == "tags":
            return self._tags(embed)
        if part in _ADDRESSES:
            address = embed.get(_ADDRESSES[part])
            path = column.paths.get("address")
            return dig(address, path) if isinstance(address, dict) and path else None
        value = self.entity.derived(column.attribute, variant, document)
        if value is None and variant in column.paths:
            value = dig(document, column.paths[variant])
        if column.lookup and isinstance(value, int):
            return self._name(column.lookup, value)
        return value if value not in ("", []) else None

    def _tags(self, embed: Mapping[str, JsonValue]) -> JsonValue:
        tags = embed.get("smart_tags")
        if not isinstance(tags, list) or not tags:
            return None
        return [str(tag["value"]) for tag in tags if isinstance(tag, dict)]

    def _name(self, kind: str, wanted: int) -> str | None:
        if kind not in self._names:
            names = Lookups(self.sellsy).names(kind)
            self._names[kind] = {one.id: one.shown for some in names.by_name.values() for one in some}
        return self._names[kind].get(wanted)
