"""Records to files: whole, in place only when everything is, and, where it is asked, only what has changed.

What an increment has seen becomes what is known after its file is in place: a crash between the two writes some
rows again, and loses none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from etl.account.changed_since import OVERLAP, Since, changed_since, has_filter, kept_since
from etl.account.columns import shower
from etl.account.query import VARIANT
from etl.account.scan import Group, Query, Scan
from etl.core.batching import batched
from etl.core.observer import Observer
from etl.core.results import JsonValue
from etl.exports.cost import NONE_TO_COME, ExportCost, ToCome, calls_left, names_unread
from etl.exports.record_rows import Line, RecordReader
from etl.journal import ExportMemory
from etl.messages import text
from etl.sellsy import Sellsy
from etl.sheets.writers import Field, OutputCell, Place, SheetRows, Writer

_IDS = 5_000
"""Ids remembered at a time."""


@dataclass(frozen=True, slots=True)
class ExportedEntity:
    """What was written of one entity; `deleted` is None where it was not asked, `watermark` outside increments."""

    entity: str
    rows: int
    read: int
    deleted: int | None = None
    watermark: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export wrote: its files (the first one is `path`), its rows, and the API calls it took."""

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
                    "entity": one.entity,
                    "rows": one.rows,
                    "read": one.read,
                    "deleted": one.deleted,
                    "watermark": one.watermark.isoformat() if one.watermark else None,
                }
                for one in self.entities
            ],
        }


@dataclass(slots=True)
class EntityExport:
    """One entity being exported.

    `memory` is there where `since` is "last". `compare` reads everything and writes what differs, which an entity
    without a filter by date of change always does; `list_deleted` tells what is gone.
    """

    reader: RecordReader
    query: Query
    observer: Observer
    since: Since = None
    memory: ExportMemory | None = None
    compare: bool = False
    list_deleted: bool = False
    rows: int = 0
    read: int = 0
    deleted: int = 0
    scan: Scan = field(init=False)

    def __post_init__(self) -> None:
        self.scan = Scan(self.reader.sellsy, self._narrowed())

    def _narrowed(self) -> Query:
        """Return the search of what is wanted, as far as Sellsy can narrow it."""
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
        """Return about how many calls are left once it is open, but for the names that rows show."""
        return calls_left(self.scan, self.reader, coming, again=self.list_deleted)

    def names(self, coming: ToCome = NONE_TO_COME) -> set[str]:
        """Return the kinds of names that rows show and that are still to be read."""
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
        """Return the rows that are not as they were written last, and remember them all."""
        digests = [(line.variant, line.id, _digest(line.cells)) for line in lines]
        kept: list[Line] = []
        for variant in dict.fromkeys(one for one, _, _ in digests):
            own = [(one, digest) for kind, one, digest in digests if kind == variant]
            known = memory.known(variant, [one for one, _ in own])
            memory.see(variant, own)
            changed = {one for one, digest in own if known.get(one) != digest}
            kept += [line for line in lines if line.variant == variant and line.id in changed]
        return kept

    def deleted_sheet(self) -> SheetRows:
        """Return the ids that are gone since they were written; its rows may be taken after those of `sheet`."""
        reader = self.reader
        entity, lang = reader.entity, reader.lang
        fields = [Field(entity.column("id").header(lang), "integer")]
        if len(entity.variants) > 1:
            fields.append(Field(entity.column(VARIANT).header(lang)))
        name = text("sheet-deleted", lang=lang, entity=entity.label(lang))
        return SheetRows(name, fields, self._gone(several=len(fields) > 1), sampled=False)

    def _gone(self, *, several: bool) -> Iterator[tuple[OutputCell, ...]]:
        assert self.memory is not None  # noqa: S101 - `list_deleted` goes with "last" only
        for search in self.query.searches:
            ids, _total = self.scan.ids(search)
            for some in batched(ids, _IDS):
                self.memory.there(search.variant, some)
        show = (
            shower(self.reader.entity.column(VARIANT), self.reader.lang, self.reader.style)
            if several
            else None
        )
        for variant, identifier in self.memory.gone():
            self.deleted += 1
            yield (identifier, *(show([variant]) if show else ()))

    def settle(self, now: Callable[[], datetime]) -> ExportedEntity:
        """Record that the file is in place, and return what was written; say which columns could not be filled."""
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
    """Say what an export will cost where records of some entities are still to be created, and return it.

    Raises:
        ApiError: Sellsy refused or did not answer.
    """
    rows = sum(part.open() for part in parts)
    limits = sellsy.shown_limits  # a call, where no answer has shown them
    made = sellsy.calls
    said = [(part, coming.get(part.reader.entity.name, NONE_TO_COME)) for part in parts]
    names = {kind for part, more in said for kind in part.names(more)}
    calls = made + sum(part.calls(more) for part, more in said) + len(names)
    rows += sum(more.number for _part, more in said)
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
    """Return what tells a row from what it was: eight bytes, which a database keeps as a number."""
    told = blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(told.digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write and the entities in it; `beside` is the file of what is gone, None for sheets of the same."""

    place: Place
    parts: Sequence[EntityExport]
    beside: Place | None = None


@dataclass(slots=True)
class Exporter:
    """Writes entities to files; `writer` makes a writer for each file, `now` is the time.

    `sellsy` was opened for this export: all its calls are the export's.
    """

    sellsy: Sellsy
    observer: Observer
    writer: Callable[[], Writer]
    now: Callable[[], datetime]

    def export(self, files: Sequence[OutputFile]) -> ExportResult:
        """Say what it will cost, then write every file.

        Raises:
            ApiError: Sellsy refused or did not answer, or what was read is not what it counts.
            DataError: a file cannot be written. The files that were there are left as they were.
            JournalError: what was seen cannot be remembered.
        """
        parts = [part for file in files for part in file.parts]
        cost = cost_of(self.sellsy, self.observer, parts, {})
        self.observer.stage("export", cost.rows)
        done = [entity for file in files for entity in self._file(file)]
        written = [place.shown for file in files for place in (file.place, file.beside) if place]
        return ExportResult(
            path=written[0],
            rows=sum(one.rows for one in done),
            calls=self.sellsy.calls,
            files=tuple(written),
            entities=tuple(done),
        )

    def _file(self, file: OutputFile) -> list[ExportedEntity]:
        sheets = [part.sheet() for part in file.parts]
        gone = [part.deleted_sheet() for part in file.parts if part.list_deleted]
        self._write(file.place, sheets if file.beside else [*sheets, *gone])
        if file.beside:
            self._write(file.beside, gone)
        return [part.settle(self.now) for part in file.parts]

    def _write(self, place: Place, sheets: Sequence[SheetRows]) -> None:
        writer = self.writer()
        with place.open() as stream:
            writer.write(stream, sheets)
        if writer.cut:
            self.observer.note("note-cut", count=writer.cut, path=place.shown)
