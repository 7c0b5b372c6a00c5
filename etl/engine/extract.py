"""Opening a file: which sheet, which entity, which header is which column; stops before anything is sent."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.codecs import fold
from etl.engine.headers import HeaderMap, attribute_of, match_headers
from etl.engine.inference import Choose, Inference
from etl.engine.observer import Observer
from etl.engine.options import ReadOptions
from etl.engine.report import OURS, rejected_sheet
from etl.engine.transform import Transformer
from etl.entities import ENTITIES, Entity, entity_named
from etl.errors import DataError
from etl.messages import text
from etl.sheets import Table, list_sheets, open_table

CHUNK_ROWS = 10_000
"""Rows in memory at a time: 50,000 would be a tenth faster and take twice the memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file and how it is read."""

    path: Path
    table: Table
    entity: type[Entity]
    headers: HeaderMap
    transformer: Transformer


def open_source(
    path: Path,
    *,
    entity: str | None,
    options: ReadOptions,
    observer: Observer,
    keys_only: bool = False,
    choose: Choose | None = None,
) -> Source:
    """Open a file and match its headers; what was detected is noted.

    `keys_only` reads the columns that tell which record a row is, and no other. `choose` is asked for the entity
    where nothing tells it.

    Raises:
        DataError: the file cannot be read, or its headers do not fit.
        ConfigError: there is no such entity.
    """
    named = entity_named(entity) if entity else None
    table = _open(path, [named] if named else list(ENTITIES), options, observer)
    inference = Inference(path, options.lang, observer, choose)
    said = named or inference.entity(table.headers, line=table.layout.header_row)
    chosen = entity_named(said) if isinstance(said, str) else said
    headers = match_headers(chosen, table.headers, mapping=options.mapping, path=str(path))
    if keys_only:
        headers = headers.only(chosen.identity(headers.attributes))
    _require(chosen, headers, table, path)
    _note(chosen, headers, table, options, observer)
    return Source(path, table, chosen, headers, Transformer(chosen, headers, options))


def _open(path: Path, entities: Sequence[type[Entity]], options: ReadOptions, observer: Observer) -> Table:
    mapped = {fold(header) for header in options.mapping}

    def known(header: str) -> bool:
        return fold(header) in mapped or any(attribute_of(one, header) is not None for one in entities)

    def opened(sheet: str | None) -> Table:
        return open_table(
            path,
            known=known,
            sheet=sheet,
            header_row=options.header_row,
            encoding=options.encoding,
            delimiter=options.delimiter,
            chunk_rows=CHUNK_ROWS,
        )

    rejected = rejected_sheet(list_sheets(path)) if options.sheet is None else None
    if rejected is not None:
        table = opened(rejected)
        if any(header.startswith(OURS) for header in table.headers):
            observer.note("note-rejected-sheet", sheet=rejected)
            return table
    return opened(options.sheet)


def _require(entity: type[Entity], headers: HeaderMap, table: Table, path: Path) -> None:
    missing = entity.missing(headers.attributes)
    if not missing:
        return
    labels = [" / ".join(dict.fromkeys((column.fr, column.en))) for column in missing]
    raise DataError(
        "headers-missing",
        path=path,
        missing=labels,
        line=table.layout.header_row,
        headers=[h for h in table.headers if h],
        example=missing[0].fr,
        entity=entity.name,
    )


def _note(
    entity: type[Entity], headers: HeaderMap, table: Table, options: ReadOptions, observer: Observer
) -> None:
    observer.note("note-detected", path=table.layout.path, layout=describe(table, options))
    others = table.layout.other_sheets
    if others and table.layout.sheet is not None and options.sheet is None:
        observer.note("note-other-sheets", sheet=table.layout.sheet, others=list(others))
    for one in headers.ignored:
        code = "note-ignored" if one.nearest else "note-ignored-alone"
        observer.note(code, header=one.header, nearest=one.nearest)
    for code, params in entity.defaults(headers.attributes, options.codec):
        shown = {name: _shown(name, value, options) for name, value in params.items()}
        observer.note(code, **shown)


def _shown(name: str, value: object, options: ReadOptions) -> object:
    return text(f"variant-{value}", lang=options.lang) if name == "variant" else value


def describe(table: Table, options: ReadOptions) -> str:
    """Return in one line what was detected of a file."""
    layout = table.layout
    code = "layout-csv" if layout.delimiter else "layout-excel"
    return text(
        code,
        lang=options.lang,
        format=layout.format,
        sheet=layout.sheet,
        encoding=layout.encoding,
        delimiter="tab" if layout.delimiter == "\t" else layout.delimiter,
        header_row=layout.header_row,
        title_lines=layout.title_lines,
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
