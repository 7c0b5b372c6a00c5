"""Open a file: choose its sheet, its entity and the column of each header; errors come before anything is sent."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.entities import Entity, entity_named
from etl.entities.origin import header_of
from etl.mapping import FileMapping
from etl.mapping.headers import HeaderMap, match_headers, require, require_key
from etl.mapping.inference import Choose, Inference, pick_mapping, resolved
from etl.messages import text
from etl.sheets import Chunk, LeftOut, Table, read_mark
from etl.source.apart import apart_problems, marked, untried
from etl.source.detection import (
    Described,
    Detection,
    carried,
    detect,
    read_as_before,
    with_detected,
    with_orders,
)
from etl.source.fixes import with_siren
from etl.source.opened_table import opened_table
from etl.source.options import ReadOptions
from etl.source.own.example import without_example
from etl.source.own.headers import reading_of
from etl.source.own.left_out import is_list
from etl.source.own.report import OwnReport
from etl.source.sieve import Sieve
from etl.source.transform import Transformer

_SHOWN = 5
"""Lines listed in a note."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file and how it is read: `options` hold what was detected and the mapping that fits.

    `whole` are all the headers, `headers` perhaps a part of them: all of them decide which rows are records.
    `own` is what a report of ours remembers, None for any other file. `tried` are the only rows to read, those of a
    trial; None is all.
    """

    path: Path
    table: Table
    entity: type[Entity]
    headers: HeaderMap
    options: ReadOptions
    whole: HeaderMap
    detection: Detection
    own: OwnReport | None = None
    tried: frozenset[int] | None = None

    @property
    def origin(self) -> str | None:
        """The file that a report of ours was made of, None for any other file."""
        return None if self.own is None else self.own.origin or str(self.path)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, hexadecimal."""
        return sha256_of(self.path)

    def accepting_fixes(self) -> "Source":
        """Return the file as it is read with certain fixes made: with a column for the numbers of SIREN among SIRET."""
        options = replace(self.options, accept_fixes=True)
        headers = with_siren(self.entity, self.headers, len(self.table.headers))
        return replace(self, options=options, headers=headers)

    @property
    def layout(self) -> str:
        """What was detected, on a line."""
        return Described(self.table, self.detection, self.options).line

    @property
    def reading(self) -> tuple[str, ...]:
        """The readings that its rows to correct must carry, to be read as the whole file was."""
        return carried(self.options, self.detection, self.whole)

    @property
    def transformer(self) -> Transformer:
        """The transformer of its chunks into records."""
        return Transformer(self.entity, self.headers, self.options)

    def key_header(self, key: str) -> str:
        """Return the user's header of a match key."""
        headers = self.headers.headers
        return header_of(headers, self.entity.key_attribute(key, headers))

    def chunks(self, observer: Observer) -> Iterator[Chunk]:
        """Yield the rows in chunks, those that are not records set apart; lines left out are reported at the end.

        Raises:
            DataError: the file cannot be read to its end, or another table begins below.
        """
        heard: list[LeftOut] = []
        left, spread = _Left(), _Spread()
        sieve = Sieve.of(self.entity, self.table.headers, mapped=self.whole, options=self.options.codec)
        flawed: dict[str, list[int]] = {}
        headers = self.table.headers
        chunks = marked(self.table.chunks(heard.append), headers, self.options.mapping)
        chunks = without_example(chunks, self.path, headers)
        for sifted in untried(sieve.sifted(chunks), self.tried):
            chunk = _without_broken(sifted) if sifted.flaws else sifted
            for row, flaw in chunk.flaws.items():
                if flaw.code.startswith("note-"):
                    flawed.setdefault(flaw.code, []).append(row)
            left.take(chunk)
            if self.own is None and self.table.layout.delimiter:
                spread.take(chunk)
            yield chunk
        for code, rows in flawed.items():
            observer.note(code, count=len(rows), rows=ranges(rows))
        for line in heard:
            left.add(line.kind, line.row, line.text)
        left.tell(observer)
        if spread.first is not None:
            observer.note("note-rows-of-text", row=spread.first, count=spread.more)


def _without_broken(chunk: Chunk) -> Chunk:
    """Return a chunk whose unreadable rows are not set apart: they are errors."""
    broken = chunk.broken
    apart = {row: kind for row, kind in chunk.apart.items() if row not in broken}
    doubts = {row: code for row, code in chunk.doubts.items() if row not in broken}
    return replace(chunk, apart=apart, doubts=doubts)


@dataclass(slots=True)
class _Left:
    """The lines left out of a file, by kind: their count, and the first of them."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)

    def take(self, chunk: Chunk) -> None:
        """Count the rows of a chunk that are not records."""
        for problem in apart_problems(chunk) if chunk.apart else ():
            row = problem.row or 0
            if row in chunk.apart:
                self.add(chunk.apart[row], row, problem.value or "")

    def add(self, kind: str, row: int, text: str) -> None:
        """Count one line."""
        kind = "total" if kind == "declared" else kind
        self.counts[kind] += 1
        shown = self.first.setdefault(kind, [])
        if len(shown) < _SHOWN:
            shown.append(f"{row} ({text})")

    def tell(self, observer: Observer) -> None:
        """Report what was left out."""
        for kind in (
            "note",
            "header",
            "total",
            "section",
            "deleted",
            "filtered",
            "untried",
            "example",
            "table",
        ):
            count, shown = self.counts[kind], self.first.get(kind, [])
            if count:
                more = [f"+{count - len(shown)}"] if count > len(shown) else []
                observer.note(f"note-left-{kind}", lines=shown + more)


@dataclass(slots=True)
class _Spread:
    """The rows of a text file with cells of several lines: the first of them, and how many lines more than rows."""

    first: int | None = None
    more: int = 0

    def take(self, chunk: Chunk) -> None:
        """Look at the rows after which a number is left out."""
        for place, (row, following) in enumerate(pairwise(chunk.rows)):
            if following - row > 1:
                cells = (column[place] for column in chunk.columns)
                breaks = sum(len(cell.splitlines()) - 1 for cell in cells if isinstance(cell, str) and cell)
                self.more += min(breaks, following - row - 1)
                self.first = row if self.first is None and breaks else self.first


def open_source(
    path: Path,
    *,
    entity: str | None,
    options: ReadOptions,
    observer: Observer,
    keys_only: bool = False,
    choose: Choose | None = None,
) -> Source:
    """Open a file, match its headers and report what was detected.

    `keys_only` reads only the columns that identify a row's record. `choose` is asked for the entity
    where nothing else decides.

    Raises:
        DataError: the file cannot be read, or its headers do not fit.
        ConfigError: there is no such entity, or the mapping is not for this file.
    """
    refuse_list(path)
    own = OwnReport.at(path)
    if own is not None:
        options, entity = own.reading(options), entity or own.entity
        observer.note("note-report-read", kind=own.kind, file=Path(own.origin or path).name)
    inference = _inference(path, entity, options, observer, choose)
    table = opened_table(inference, options, own)
    _ask_hidden(table, options)
    try:
        source = _understood(table, options, inference, keys_only=keys_only, own=own)
    except DataError:
        observer.note("note-detected", path=path, layout=Described(table, Detection(), options).line)
        _note_sheets(table, options, path, observer)
        raise
    _note(source, observer)
    return source


def _understood(
    table: Table, options: ReadOptions, inference: Inference, *, keys_only: bool, own: OwnReport | None
) -> Source:
    """Return a table with its matched headers, and how its cells are read."""
    path = inference.path
    mapping = pick_mapping(options.mapping, table.headers, entity=inference.named, path=str(path))
    entity = inference.entity(table.headers, mapping, line=table.layout.header_row or 1)
    readings = reading_of(table.headers) if own is None else own.words
    whole = match_headers(entity, table.headers, mapping=mapping, path=str(path))
    whole = with_orders(whole, table, readings)
    headers = whole.only(entity.identity(whole.attributes)) if keys_only else whole
    if keys_only:
        require_key(entity, headers, path=str(path))
    else:
        require(entity, headers, table.headers, line=table.layout.header_row or 1, path=str(path))
    detection = detect(table, entity, headers, by_program=mapping.by_program)
    reading = read_as_before(replace(options, mapping=(mapping,)), readings)
    used = with_detected(reading, detection, table)
    source = Source(path, table, entity, headers, used, whole, detection, own)
    return source.accepting_fixes() if used.accept_fixes and not keys_only else source


def _ask_hidden(table: Table, options: ReadOptions) -> None:
    """Refuse hidden rows until the user decides what to do with them."""
    hidden = table.layout.hidden_rows
    if hidden and options.hidden is None:
        raise DataError("rows-hidden", path=table.layout.path, count=len(hidden), rows=ranges(hidden))


def refuse_list(path: Path) -> None:
    """Refuse the list of what a migration left out: its rows are of several files.

    Raises:
        DataError: it is such a list.
    """
    if is_list(path):
        raise DataError("list-whole", path=path)


def open_rows(
    path: Path, *, entity: str | None, options: ReadOptions, observer: Observer, choose: Choose | None = None
) -> tuple[Table, type[Entity]]:
    """Open a file and return its table and the inference of its entity, whether or not its headers are known.

    Raises:
        DataError: the file cannot be read, or its entity is unclear.
        ConfigError: there is no such entity.
    """
    inference = _inference(path, entity, options, observer, choose)
    table = opened_table(inference, options, OwnReport.at(path))
    return table, inference.entity(table.headers, FileMapping(), line=table.layout.header_row or 1)


def _inference(
    path: Path, entity: str | None, options: ReadOptions, observer: Observer, choose: Choose | None
) -> Inference:
    """Return the inference of a file's entity: the one named, else by the file, else by asking."""
    named = entity_named(entity) if entity else None
    return Inference(path, options.lang, observer, named, resolved(choose) if choose else None)


def _note(source: Source, observer: Observer) -> None:
    layout, options = source.table.layout, source.options
    observer.note("note-detected", path=layout.path, layout=source.layout)
    _note_sheets(source.table, options, source.path, observer)
    if layout.hidden_rows:
        rows = ranges(layout.hidden_rows)
        observer.note(f"note-hidden-{options.hidden}", count=len(layout.hidden_rows), rows=rows)
    for ignored in source.headers.ignored:
        code = "note-ignored" if ignored.nearest else "note-ignored-alone"
        observer.note(code, header=ignored.header, nearest=ignored.nearest)
    for refusing in source.headers.refusing:
        code = f"note-refusing-{refusing.stance.kind}"
        observer.note(code, header=refusing.header, columns=refusing.about(source.entity))
    for code, params in source.entity.defaults(source.headers.attributes, options.codec):
        shown = {name: _shown(name, value, options) for name, value in params.items()}
        observer.note(code, **shown)
    detection = source.detection
    if detection.dumped:
        observer.note("note-dump", words=list(detection.words), columns=list(detection.dumped))


def _note_sheets(table: Table, options: ReadOptions, path: Path, observer: Observer) -> None:
    """Report the sheets that are not read, except the hidden ones of our own templates."""
    layout = table.layout
    if layout.other_sheets and options.sheet is None:
        observer.note("note-other-sheets", sheet=layout.sheet, others=list(layout.other_sheets))
    if layout.hidden_sheets and options.sheet is None and read_mark(path) is None:
        observer.note("note-hidden-sheets", sheets=list(layout.hidden_sheets))


def _shown(name: str, value: object, options: ReadOptions) -> object:
    return text(f"variant-{value}", lang=options.lang) if name == "variant" else value


def ranges(rows: Sequence[int]) -> str:
    """Return row numbers as a person writes them: "3, 5-9"; at most ten of them."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in parts[:10]]
    return ", ".join(shown + ["…"] * (len(parts) > len(shown)))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
