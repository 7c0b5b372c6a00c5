"""Write records to files, atomically and, on request, only those that have changed.

An increment is recorded after its file is in place: a crash between the two writes some
rows again, and loses none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import PurePath

from etl.account.changed_since import OVERLAP, Since, changed_since, has_filter, kept_since
from etl.account.columns import field_of, shower
from etl.account.query import VARIANT
from etl.account.scan import Group, Query, Scan
from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.results import JsonValue
from etl.exports.associations import Links
from etl.exports.cost import NONE_TO_COME, ExportCost, ToCome, calls_left, names_unread
from etl.exports.manifest import MANIFEST, manifest_text, table_of, table_of_links
from etl.exports.record_rows import Line, RecordReader
from etl.journal import ExportMemory
from etl.messages import text
from etl.sellsy import Sellsy
from etl.sheets.writers import Field, OutputCell, Place, SheetRows, Writer

_IDS = 5_000
"""Ids remembered at a time."""


@dataclass(frozen=True, slots=True)
class ExportedEntity:
    """The counts of an entity; `deleted` is None where it was not requested, `watermark` outside increments."""

    entity: str
    rows: int
    read: int
    deleted: int | None = None
    watermark: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The result of an export: its files (the first one is `path`), its rows, and its API calls."""

    path: str
    rows: int
    calls: int
    files: tuple[str, ...] = ()
    entities: tuple[ExportedEntity, ...] = ()

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the machine contract of `export --json`."""
        return {
            "files": [*self.files],
            "rows": self.rows,
            "calls": self.calls,
            "entities": [
                {
                    "entity": entity.entity,
                    "rows": entity.rows,
                    "read": entity.read,
                    "deleted": entity.deleted,
                    "watermark": entity.watermark.isoformat() if entity.watermark else None,
                }
                for entity in self.entities
            ],
        }


@dataclass(slots=True)
class EntityExport:
    """An entity being exported.

    `memory` is set where `since` is "last". `compare` reads everything and writes what differs, as an entity
    without a filter by date of change always does; `list_deleted` lists deleted records; `links` keeps what the
    written ones are linked to.
    """

    reader: RecordReader
    query: Query
    observer: Observer
    since: Since = None
    memory: ExportMemory | None = None
    compare: bool = False
    list_deleted: bool = False
    links: Links | None = None
    rows: int = 0
    read: int = 0
    deleted: int = 0
    scan: Scan = field(init=False)

    def __post_init__(self) -> None:
        self.scan = Scan(self.reader.sellsy, self._narrowed())

    def _narrowed(self) -> Query:
        """Return the search of the wanted records, as far as Sellsy can narrow it."""
        entity = self.reader.entity
        filtered = has_filter(entity) and not self.compare
        if isinstance(self.since, datetime):
            if filtered:
                return changed_since(self.query, self.since)
            self.observer.note("note-since-read", entity=entity.label(self.reader.lang))
            return kept_since(self.query, entity, self.since)
        if self.memory is None:
            return self.query
        if self.memory.watermark is None:
            self.observer.note("note-since-first", entity=entity.label(self.reader.lang))
        elif filtered:
            return changed_since(self.query, self.memory.watermark - OVERLAP)
        elif not has_filter(entity):
            self.observer.note("note-since-compare", entity=entity.label(self.reader.lang))
        return self.query

    def calls(self, coming: ToCome = NONE_TO_COME) -> int:
        """Estimate the remaining calls once it is open, without those for names."""
        return calls_left(self.scan, self.reader, coming, again=self.list_deleted)

    def names(self, coming: ToCome = NONE_TO_COME) -> set[str]:
        """Return the kinds of names still to be read for the rows."""
        return names_unread(self.scan, self.reader, coming)

    def open(self) -> int:
        """Return how many records there are."""
        self.reader.number = self.scan.open()
        return self.reader.number

    def sheet(self) -> SheetRows:
        """Return the rows to write."""
        reader = self.reader
        return SheetRows(
            reader.entity.label(reader.lang), reader.fields, self._rows(), mark=reader.entity.name
        )

    def _rows(self) -> Iterator[tuple[OutputCell, ...]]:
        for lines in self.reader.rows(self._counted()):
            kept = lines if self.memory is None else self._changed(self.memory, lines)
            self.rows += len(kept)
            if self.links is not None:
                self.links.take(self.reader, kept)
            for line in kept:
                yield line.cells

    def _counted(self) -> Iterator[Group]:
        for variant, documents in self.scan.groups():
            self.read += len(documents)
            self.observer.advance(len(documents))
            if documents:
                yield variant, documents

    @staticmethod
    def _changed(memory: ExportMemory, lines: Sequence[Line]) -> list[Line]:
        """Return the rows that differ from those written last, and remember them all."""
        digests = [(line.variant, line.id, _digest(line.cells)) for line in lines]
        kept: list[Line] = []
        for variant in dict.fromkeys(record_id for record_id, _, _ in digests):
            own = [(record_id, digest) for kind, record_id, digest in digests if kind == variant]
            known = memory.known(variant, [record_id for record_id, _ in own])
            memory.see(variant, own)
            changed = {record_id for record_id, digest in own if known.get(record_id) != digest}
            kept += [line for line in lines if line.variant == variant and line.id in changed]
        return kept

    def deleted_sheet(self) -> SheetRows:
        """Return the sheet of records deleted since they were written; read its rows after those of `sheet`."""
        reader = self.reader
        entity, lang = reader.entity, reader.lang
        fields = [Field(field_of(entity.column("id"), lang, reader.style).header, "integer")]
        if len(entity.variants) > 1:
            fields.append(field_of(entity.column(VARIANT), lang, reader.style))
        name = text("sheet-deleted", lang=lang, entity=entity.label(lang))
        return SheetRows(name, fields, self._gone(several=len(fields) > 1), sampled=False)

    def gone(self) -> Iterator[tuple[str, int]]:
        """Yield (variant, id) of the records deleted since they were written; nothing without a memory."""
        if self.memory is None:
            return
        for search in self.query.searches:
            ids, _total = self.scan.ids(search)
            for page in batched(ids, _IDS):
                self.memory.there(search.variant, page)
        for variant, identifier in self.memory.gone():
            self.deleted += 1
            yield variant, identifier

    def _gone(self, *, several: bool) -> Iterator[tuple[OutputCell, ...]]:
        show = (
            shower(self.reader.entity.column(VARIANT), self.reader.lang, self.reader.style)
            if several
            else None
        )
        for variant, identifier in self.gone():
            yield (identifier, *(show([variant]) if show else ()))

    def settle(self, now: Callable[[], datetime]) -> ExportedEntity:
        """Record that the file is in place, and return its counts; report columns that could not be filled."""
        self._tell_v1()
        watermark = None
        if self.memory is not None:
            watermark = self.scan.started or now()
            self.memory.advance(watermark, now=now(), rows=self.rows, listed=self.list_deleted)
        deleted = self.deleted if self.list_deleted else None
        return ExportedEntity(self.reader.entity.name, self.rows, self.read, deleted, watermark)

    def _tell_v1(self) -> None:
        v1, entity = self.reader.v1, self.reader.entity.label(self.reader.lang)
        if v1 is not None and v1.refused:
            self.observer.note("note-export-no-v1", entity=entity)
        elif v1 is not None and v1.left:
            self.observer.note("note-export-v1-left", entity=entity, count=v1.left)


def cost_of(
    sellsy: Sellsy, observer: Observer, parts: Sequence[EntityExport], coming: Mapping[str, ToCome]
) -> ExportCost:
    """Estimate and report the cost of an export, with the records still to be created.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    rows = sum(part.open() for part in parts)
    limits = sellsy.shown_limits  # a call, where no answer has shown them
    made = sellsy.calls
    costs = [(part, coming.get(part.reader.entity.name, NONE_TO_COME)) for part in parts]
    names = {kind for part, more in costs for kind in part.names(more)}
    calls = made + sum(part.calls(more) for part, more in costs) + len(names)
    rows += sum(more.number for _part, more in costs)
    share = limits.left_share(calls)
    observer.note(
        "note-export-cost",
        rows=rows,
        calls=calls,
        minutes=limits.minutes(calls),
        share="?" if share is None else share,
    )
    return ExportCost(rows, calls, made)


def _digest(cells: tuple[OutputCell, ...]) -> int:
    """Return the digest of a row: eight bytes, which a database stores as a number."""
    digest = blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write and the entities in it; `beside` is the file of deleted records, None for a sheet of it."""

    place: Place
    parts: Sequence[EntityExport]
    beside: Place | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder for programs: `place_of` returns the place of a file in it, `ending` is that of its tables.

    `links` are kept while records are read, `since` is what the export continues, for the manifest.
    """

    place_of: Callable[[str], Place]
    ending: str
    links: Links
    since: str | None

    def name_of(self, table: str) -> str:
        """Return the name of a table's file."""
        return f"{table}.{self.ending}"


@dataclass(slots=True)
class Exporter:
    """Writes entities to files; `writer` makes a writer for each file, `now` is the time.

    `sellsy` was opened for this export: all its calls are the export's.
    """

    sellsy: Sellsy
    observer: Observer
    writer: Callable[[], Writer]
    now: Callable[[], datetime]

    def export(self, files: Sequence[OutputFile], folder: Folder | None = None) -> ExportResult:
        """Report the cost, then write every file; in a `folder` for programs, its tables of links and its manifest too.

        Raises:
            ApiError: Sellsy refused or did not answer, or what was read is not what it counts.
            DataError: a file cannot be written. Existing files are left as they were.
            JournalError: the increment cannot be recorded.
        """
        began = self.now()
        parts = [part for file in files for part in file.parts]
        cost = cost_of(self.sellsy, self.observer, parts, {})
        self.observer.stage("export", cost.rows)
        for file in files:
            self._file(file)
        written = [place.shown for file in files for place in (file.place, file.beside) if place]
        if folder is not None:
            written += self._beside(files, folder, began)
        done = [part.settle(self.now) for part in parts]
        return ExportResult(
            path=written[0],
            rows=sum(entity.rows for entity in done),
            calls=self.sellsy.calls,
            files=tuple(written),
            entities=tuple(done),
        )

    def _file(self, file: OutputFile) -> None:
        sheets = [part.sheet() for part in file.parts]
        gone = [part.deleted_sheet() for part in file.parts if part.list_deleted]
        self._write(file.place, sheets if file.beside else [*sheets, *gone])
        if file.beside:
            self._write(file.beside, gone)

    def _beside(self, files: Sequence[OutputFile], folder: Folder, began: datetime) -> list[str]:
        """Write the tables of links and the manifest of a folder; return where they are."""
        tables = [
            table_of(
                part.reader.entity,
                part.reader.fields,
                file=folder.name_of(part.reader.entity.name),
                rows=part.rows,
                deleted=None if file.beside is None else PurePath(file.beside.shown).name,
            )
            for file in files
            for part in file.parts
        ]
        places = []
        for table, rows in folder.links.rows.items():
            places.append(folder.place_of(folder.name_of(table.name)))
            self._write(places[-1], [SheetRows(table.name, table.fields, folder.links.read(table))])
            tables.append(table_of_links(table, file=folder.name_of(table.name), rows=rows))
        places.append(folder.place_of(MANIFEST))
        with places[-1].open() as stream:
            stream.write(manifest_text(tables, began=began, ended=self.now(), since=folder.since))
        return [place.shown for place in places]

    def _write(self, place: Place, sheets: Sequence[SheetRows]) -> None:
        writer = self.writer()
        with place.open() as stream:
            writer.write(stream, sheets)
        if writer.cut:
            self.observer.note("note-cut", count=writer.cut, path=place.shown)
