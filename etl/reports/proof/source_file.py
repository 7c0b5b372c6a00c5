"""Read a file that a run imported once more, for what a customer knows its records by: ids, names, owners, amounts.

Cells are taken as the file has them; nothing here knows how the import went. A file that was changed or removed since
is counted by what the journal kept of its rows, and says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html import unescape
from pathlib import Path

from etl.codecs import Cell as AnyCell
from etl.codecs import Options, cell_text, clean_cell, fold, named_currencies
from etl.core.errors import DataError
from etl.core.observer import SilentObserver
from etl.core.results import JsonValue
from etl.entities import Entity, entity_named
from etl.entities.origin import LEGACY_ID
from etl.journal import Journal, RunRecord, StoredRow
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import OURS
from etl.plan.named_ids import kind_of
from etl.sheets import Apart, Cell, Chunk
from etl.source.opening import Source, open_source, sha256_of
from etl.source.options import ReadOptions

AMOUNT = "amount"
FACETS: Mapping[str, tuple[str, ...]] = {
    "owner": ("owner", "staffs"),
    "step": ("step",),
    "year": ("created",),
}
"""Facet -> the attributes that may hold it, the best first."""

_NAMES = (("name",), ("title",), ("first_name", "last_name"), ("text",), ("email",))
_LONG = 90
_TAG = re.compile(r"<[^>]*>")
_LETTERS = re.compile(r"[^\d\s.,'’()+-]+")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a file: `apart` says why it is no record, `amount` is None for none, `unreadable` for one that is none.

    `facets` are cells as typed, `targets` what the mapping makes of them.
    """

    row: int
    legacy_id: str = ""
    name: str = ""
    owner: str = ""
    amount: Decimal | None = None
    currency: str = ""
    unreadable: bool = False
    facets: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    apart: Apart | None = None
    cells: Sequence[Cell] = ()


@dataclass(slots=True)
class Column:
    """A column that a step does not read: filled cells, the first of them, whether a mapping leaves it out by name."""

    header: str
    chosen: bool
    filled: int = 0
    example: str = ""


class SourceFile:
    """The file of a run, read again. `columns` (those no step reads) are known once `rows` was exhausted."""

    def __init__(self, run: RunRecord, read: ReadOptions, journal: Journal) -> None:
        self.run, self.journal = run, journal
        self.entity: type[Entity] = entity_named(run.entity)
        self.source = _opened(run, read)
        self.lines = 0
        self.columns: list[Column] = []
        self.carried: frozenset[str] = frozenset()

    @property
    def is_file(self) -> bool:
        """Whether the file is still there as it was imported."""
        return self.source is not None

    @property
    def link(self) -> str:
        """What the rows link records to, by prefix, where they are links and no records; else ""."""
        if self.source is None or self.run.mode != "update":
            return ""
        others = self.source.whole.attributes - {LEGACY_ID}
        targets = [name.removesuffix(f"_{LEGACY_ID}") for name in others if name.endswith(f"_{LEGACY_ID}")]
        bare = all(name.endswith(f"_{LEGACY_ID}") or name.startswith("is_") for name in others)
        return targets[0] if bare and len(targets) == 1 else ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(str(self.run.source)).name

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the file, none where it is gone."""
        return () if self.source is None else self.source.table.headers

    @property
    def reading(self) -> str:
        """The readings that rows to correct carry, "-" for none."""
        return "-" if self.source is None else "+".join(self.source.reading) or "-"

    def rows(self) -> Iterator[SourceRow]:
        """Yield the rows by number.

        Raises:
            DataError: the file cannot be read to its end.
        """
        rows = self._of_journal() if self.source is None else _Reader(self, self.source).rows()
        for row in rows:
            self.lines += 1
            yield row

    def _of_journal(self) -> Iterator[SourceRow]:
        for stored in self.journal.rows.every(self.run.run_id):
            yield row_of_journal(stored, self.run)

    def links(self) -> dict[str, frozenset[str]]:
        """Return the headers of columns that name linked records -> the kinds of these."""
        kinds = {prefix: frozenset(map(kind_of, variants)) for prefix, variants in self.entity.links.items()}
        origins = () if self.source is None else self.source.whole.origins
        own = frozenset(map(kind_of, self.entity.variants))
        begins = {self.own_id: own} if self.link and self.own_id else {}
        return begins | {
            origin.header: kinds[prefix]
            for origin in origins
            for prefix in kinds
            if origin.attribute.startswith(f"{prefix}_")
        }

    @property
    def own_id(self) -> str | None:
        """The header of the old ids of the rows."""
        return None if self.source is None else self.source.whole.headers.get(LEGACY_ID)

    def fields(self, row: SourceRow) -> Iterator[tuple[str, str, str, bool]]:
        """Yield (attribute, header, text, whether a mapping replaces it) of the filled cells of a row that are read."""
        if self.source is None:
            return
        chunk = Chunk([row.row], [[cell] for cell in row.cells])
        for origin in self.source.whole.origins:
            text = _text(origin.raw(chunk, clear_word=self.source.options.clear_word)[0])
            if text and origin.positions:
                yield origin.attribute, origin.header, text, fold(text) in origin.values


def row_of_journal(stored: StoredRow, run: RunRecord) -> SourceRow:
    """Return a row as the journal kept it."""
    values = (stored.record or {}).get("values")
    known: Mapping[str, JsonValue] = values if isinstance(values, dict) else {}
    amount = known.get(AMOUNT)
    return SourceRow(
        stored.row,
        stored.legacy_id or "",
        _name_of({name: _shown(value) for name, value in known.items()}),
        _shown(known.get("owner")),
        None if amount is None else Decimal(str(amount)),
        "" if amount is None else _currency_of(run),
    )


def _opened(run: RunRecord, read: ReadOptions) -> Source | None:
    path = Path(str(run.source))
    try:
        if not path.is_file() or sha256_of(path) != run.source_sha256:
            return None
        return open_source(path, entity=run.entity, options=read, observer=SilentObserver())
    except (DataError, OSError):
        return None


class _Reader:
    """Reads the rows of one opened file."""

    def __init__(self, file: SourceFile, source: Source) -> None:
        self._file, self._source = file, source
        self._word = source.options.clear_word
        self._origins = {origin.attribute: origin for origin in source.whole.origins}
        self._columns = self._unread()
        self._link = f"{file.link}_{LEGACY_ID}" if file.link else LEGACY_ID

    def _unread(self) -> dict[int, Column]:
        source, headers = self._source, self._source.table.headers
        read = {position for origin in source.whole.origins for position in origin.positions}
        read |= {opt_out.position for opt_out in source.whole.refusing}
        mapping = source.options.mapping[0] if source.options.mapping else None
        used = {fold(header) for header in mapping.headers} if mapping else set()
        chosen = {fold(header) for header in mapping.ignore} if mapping else set()
        self._file.carried = frozenset(
            header for at, header in enumerate(headers) if at in read or fold(header) in used - chosen
        )
        return {
            at: Column(header, fold(header) in chosen or source.entity.is_ignored(header))
            for at, header in enumerate(headers)
            if header and header not in self._file.carried and not header.startswith(OURS)
        }

    def rows(self) -> Iterator[SourceRow]:
        for chunk in self._source.chunks(SilentObserver()):
            yield from self._chunk(chunk)
        self._file.columns = list(self._columns.values())

    def _chunk(self, chunk: Chunk) -> Iterator[SourceRow]:
        texts = {
            attribute: self._texts(attribute, chunk)
            for attribute in dict.fromkeys(
                (
                    LEGACY_ID,
                    self._link,
                    *(name for names in _NAMES for name in names),
                    *sum(FACETS.values(), ()),
                )
            )
            if attribute in self._origins
        }
        facets = {facet: self._facet(names, texts) for facet, names in FACETS.items()}
        targets = {facet: self._targets(names, chunk) for facet, names in FACETS.items() if facet != "year"}
        amounts = self._amounts(chunk)
        lines = list(zip(*chunk.columns, strict=True))
        for at, row in enumerate(chunk.rows):
            apart = chunk.apart.get(row)
            if apart is None:
                self._count(lines[at])
            amount, currency, unreadable = amounts[at]
            yield SourceRow(
                row,
                texts[LEGACY_ID][at] if LEGACY_ID in texts else "",
                f"→ {texts[self._link][at]}"
                if self._link != LEGACY_ID
                else _name_of({name: values[at] for name, values in texts.items()}),
                facets["owner"][at] if facets["owner"] else "",
                amount,
                currency,
                unreadable,
                {facet: values[at] for facet, values in facets.items() if values},
                {facet: values[at] for facet, values in targets.items() if values},
                apart,
                lines[at],
            )

    def _count(self, cells: Sequence[Cell]) -> None:
        for at, column in self._columns.items():
            text = _text(cells[at])
            if text:
                column.filled += 1
                column.example = column.example or text[:_LONG]

    def _texts(self, attribute: str, chunk: Chunk) -> list[str]:
        return [_text(cell) for cell in self._origins[attribute].raw(chunk, clear_word=self._word)]

    def _facet(self, names: Sequence[str], texts: Mapping[str, list[str]]) -> list[str]:
        name = next((name for name in names if name in texts), None)
        if name is None:
            return []
        return self._years(name, texts[name]) if name == "created" else texts[name]

    def _years(self, name: str, cells: Sequence[str]) -> list[str]:
        codec = self._file.entity.column(name).codec
        options = self._origins[name].options(self._source.options.codec)
        decoded = codec.decode(cells, options=options)
        return [str(value)[:4] if value is not None else "" for value in decoded.values]

    def _targets(self, names: Sequence[str], chunk: Chunk) -> list[str]:
        origin = next((self._origins[name] for name in names if name in self._origins), None)
        if origin is None or not origin.values:
            return []
        raw = origin.raw(chunk, clear_word=self._word)
        return [_text(cell) for cell in origin.cells(raw, clear_word=self._word)]

    def _amounts(self, chunk: Chunk) -> list[tuple[Decimal | None, str, bool]]:
        origin = self._origins.get(AMOUNT)
        if origin is None:
            return [(None, "", False)] * len(chunk.rows)
        raw = origin.raw(chunk, clear_word=self._word)
        cells = origin.cells(raw, clear_word=self._word)
        places = origin.positions[:1]
        shown = [chunk.currencies.get((row, places[0])) if places else None for row in chunk.rows]
        return [self._amount(origin, cell, mark) for cell, mark in zip(cells, shown, strict=True)]

    def _amount(
        self, origin: CellSource, cell: AnyCell, shown: str | None
    ) -> tuple[Decimal | None, str, bool]:
        """Return the amount of a cell, the currency that it names (else the file's), and whether it is none."""
        usual = origin.options(self._source.options.codec)
        text = _text(cell)
        if not text:
            return None, "", False
        options = replace(usual, currency=_named(shown or text) or usual.currency)
        codec = self._file.entity.column(AMOUNT).codec
        (value,) = codec.decode([cell], options=options).values
        amount = None if value is None else Decimal(str(value))
        return amount, options.currency, amount is None


def _named(text: str) -> str:
    """Return the currency that an amount names, "" for none."""
    for word in _LETTERS.findall(text):
        codes = named_currencies(word)
        if codes and len(codes) == 1:
            return next(iter(codes))
    return ""


def _currency_of(run: RunRecord) -> str:
    reading = run.settings.get("reading")
    codec = reading.get("codec") if isinstance(reading, dict) else None
    return str(codec.get("currency") if isinstance(codec, dict) else Options().currency)


def _name_of(texts: Mapping[str, str]) -> str:
    for names in _NAMES:
        name = " ".join(texts[part] for part in names if texts.get(part))
        if name:
            bare = " ".join(unescape(_TAG.sub(" ", name)).split())
            return bare if len(bare) <= _LONG else f"{bare[: _LONG - 1]}…"
    return ""


def _text(cell: AnyCell) -> str:
    cleaned = clean_cell(cell)
    return "" if cleaned is None else cell_text(cleaned)


def _shown(value: JsonValue) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
