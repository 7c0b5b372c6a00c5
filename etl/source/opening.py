"""Open a file: choose its sheet, its entity and the column of each header; errors come before anything is sent."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from etl.codecs import fold, repaired_text
from etl.core.errors import DataError
from etl.core.observer import Observer
from etl.entities import ENTITIES, Entity, entity_named
from etl.mapping import FileMapping
from etl.mapping.column_names import OURS, attribute_of
from etl.mapping.headers import HeaderMap, match_headers
from etl.mapping.inference import Choose, Inference, resolved
from etl.mapping.mapped import pick_mapping
from etl.messages import text
from etl.sheets import Block, Chunk, LeftOut, Table, as_typed, list_sheets, open_table, read_mark
from etl.source.apart import apart_problems, marked
from etl.source.detection import Described, Detection, carried, detect, read_as_before, with_detected
from etl.source.options import ReadOptions
from etl.source.own_headers import rejected_sheet
from etl.source.sieve import Sieve
from etl.source.transform import Transformer

_LONGEST_HEADER = 10_000
"""Characters of a text that may be a header."""

CHUNK_ROWS = 10_000
"""Rows in memory at a time: 50,000 would be a tenth faster and take twice the memory."""

_SHOWN = 5
"""Lines listed in a note."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file and how it is read: `options` hold what was detected and the mapping that fits.

    `whole` are all the headers, `headers` perhaps a part of them: all of them decide which rows are records.
    """

    path: Path
    table: Table
    entity: type[Entity]
    headers: HeaderMap
    options: ReadOptions
    whole: HeaderMap
    detection: Detection

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, hexadecimal."""
        return sha256_of(self.path)

    @property
    def layout(self) -> str:
        """What was detected, on a line."""
        return Described(self.table, self.detection, self.options).line

    @property
    def reading(self) -> tuple[str, ...]:
        """The readings that its rows to correct must carry, to be read as the whole file was."""
        return carried(self.options, self.detection)

    @property
    def transformer(self) -> Transformer:
        """The transformer of its chunks into records."""
        return Transformer(self.entity, self.headers, self.options)

    def chunks(self, observer: Observer) -> Iterator[Chunk]:
        """Yield the rows in chunks, those that are not records set apart; lines left out are reported at the end.

        Raises:
            DataError: the file cannot be read to its end, or another table begins below.
        """
        heard: list[LeftOut] = []
        left = _Left()
        sieve = Sieve.of(self.entity, self.table.headers, mapped=self.whole, options=self.options.codec)
        flawed: dict[str, list[int]] = {}
        chunks = marked(self.table.chunks(heard.append), self.table.headers, self.options.mapping)
        for sifted in sieve.sifted(chunks):
            chunk = _without_broken(sifted) if sifted.flaws else sifted
            for row, flaw in chunk.flaws.items():
                if flaw.code.startswith("note-"):
                    flawed.setdefault(flaw.code, []).append(row)
            left.take(chunk)
            yield chunk
        for code, rows in flawed.items():
            observer.note(code, count=len(rows), rows=ranges(rows))
        for line in heard:
            left.add(line.kind, line.row, line.text)
        left.tell(observer)


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
        for kind in ("note", "header", "total", "section", "deleted", "table"):
            count, shown = self.counts[kind], self.first.get(kind, [])
            if count:
                more = [f"+{count - len(shown)}"] if count > len(shown) else []
                observer.note(f"note-left-{kind}", lines=shown + more)


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
    inference = _inference(path, entity, options, observer, choose)
    table = _open(inference, options)
    _ask_hidden(table, options)
    try:
        source = _understood(table, options, inference, keys_only=keys_only)
    except DataError:
        observer.note("note-detected", path=path, layout=Described(table, Detection(), options).line)
        _note_sheets(table, options, path, observer)
        raise
    _note(source, observer)
    return source


def _understood(table: Table, options: ReadOptions, inference: Inference, *, keys_only: bool) -> Source:
    """Return a table with its matched headers, and how its cells are read."""
    path = inference.path
    mapping = pick_mapping(options.mapping, table.headers, entity=inference.named, path=str(path))
    entity = inference.entity(table.headers, mapping, line=table.layout.header_row or 1)
    whole = match_headers(entity, table.headers, mapping=mapping, path=str(path))
    headers = whole.only(entity.identity(whole.attributes)) if keys_only else whole
    _require(entity, headers, table, path)
    detection = detect(table, entity, headers, by_program=mapping.by_program)
    reading = read_as_before(replace(options, mapping=(mapping,)), table)
    used = with_detected(reading, detection, table)
    return Source(path, table, entity, headers, used, whole, detection)


def _ask_hidden(table: Table, options: ReadOptions) -> None:
    """Refuse hidden rows until the user decides what to do with them."""
    hidden = table.layout.hidden_rows
    if hidden and options.hidden is None:
        raise DataError("rows-hidden", path=table.layout.path, count=len(hidden), rows=ranges(hidden))


def open_rows(
    path: Path, *, entity: str | None, options: ReadOptions, observer: Observer, choose: Choose | None = None
) -> tuple[Table, type[Entity]]:
    """Open a file and return its table and the inference of its entity, whether or not its headers are known.

    Raises:
        DataError: the file cannot be read, or its entity is unclear.
        ConfigError: there is no such entity.
    """
    inference = _inference(path, entity, options, observer, choose)
    table = _open(inference, options)
    return table, inference.entity(table.headers, FileMapping(), line=table.layout.header_row or 1)


def _inference(
    path: Path, entity: str | None, options: ReadOptions, observer: Observer, choose: Choose | None
) -> Inference:
    """Return the inference of a file's entity: the one named, else by the file, else by asking."""
    named = entity_named(entity) if entity else None
    return Inference(path, options.lang, observer, named, resolved(choose) if choose else None)


def _open(inference: Inference, options: ReadOptions) -> Table:
    path, observer, named = inference.path, inference.observer, inference.named
    entities = [named] if named else ENTITIES
    mapped = {fold(header) for mapping in options.mapping for header in mapping.headers}

    @cache
    def known(header: str) -> bool:
        if len(header) > _LONGEST_HEADER:
            return False
        return fold(header) in mapped or any(attribute_of(entity, header) is not None for entity in entities)

    def meant(header: str) -> str:
        return repaired_text(header) or header

    def opened(sheet: str | None) -> Table:
        table = open_table(
            path,
            known=(lambda header: known(meant(header))) if options.repair_encoding else known,
            sheet=sheet,
            header_row=options.header_row,
            encoding=options.encoding,
            delimiter=options.delimiter,
            skip_hidden=options.hidden == "skip",
            chunk_rows=CHUNK_ROWS,
        )
        table = _as_typed(table)
        if options.repair_encoding:
            return replace(table, reread=tuple(map(meant, table.headers)))
        _refuse_double_encoded(table, known)
        return table

    rejected = rejected_sheet(list_sheets(path)) if options.sheet is None else None
    if rejected is not None:
        table = opened(rejected)
        if any(header.startswith(OURS) for header in table.headers):
            observer.note("note-rejected-sheet", sheet=rejected)
            return table
    return opened(options.sheet)


def _as_typed(table: Table) -> Table:
    """Return a table with the cells the user typed: our own rows to correct are escaped (`as_plain_text`)."""
    if not table.layout.delimiter or not any(header.startswith(OURS) for header in table.headers):
        return table

    def blocks(size: int) -> Iterator[Block]:
        for numbers, rows in table.blocks(size):
            lines: Any = rows  # those of a CSV are lists
            for cells in lines:
                for at, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("'"):
                        cells[at] = as_typed(cell)
            yield numbers, rows

    return replace(table, blocks=blocks, reread=tuple(map(as_typed, table.headers)))


def _refuse_double_encoded(table: Table, known: Callable[[str], bool]) -> None:
    """Refuse a header that is known except for its encoding: its column would be ignored."""
    for header in table.headers:
        repaired = repaired_text(header)
        if repaired and known(repaired) and not known(header):
            layout = table.layout
            raise DataError(
                "headers-double-encoded",
                path=layout.path,
                line=layout.header_row or 1,
                header=header,
                repaired=repaired,
            )


def _require(entity: type[Entity], headers: HeaderMap, table: Table, path: Path) -> None:
    missing = entity.missing(headers.attributes)
    if not missing:
        return
    labels = [{"fr": column.fr, "en": column.en} for column in missing]
    raise DataError(
        "headers-missing",
        path=path,
        missing=labels,
        line=table.layout.header_row or 1,
        headers=[h for h in table.headers if h],
        example=labels[0],
        entity=entity.name,
    )


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
