"""OpenDocument spreadsheets, streamed into their zip: memory stays flat, however many rows there are.

The elements are those of OpenDocument 1.3 (OASIS); the libraries that write them keep the whole document in memory.
"""

import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from etl.sheets.marks.entity_mark import MARK
from etl.sheets.writers.ods_parts import (
    HEAD,
    MANIFEST,
    MIME,
    NAMES,
    letters,
    meta_part,
    paragraphs,
    quoted_sheet,
)
from etl.sheets.writers.shape import (
    LAST_ROW,
    Field,
    OutputCell,
    SheetRows,
    in_sheets,
    joined,
    mark_of,
    widths,
)

_DAY = '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
_YEAR = '<number:text>/</number:text><number:year number:style="long"/>'
_CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)
_STYLES = (
    f'<number:date-style style:name="D">{_DAY}{_YEAR}</number:date-style>'
    f'<number:date-style style:name="M">{_DAY}{_YEAR}{_CLOCK}</number:date-style>'
    '<number:text-style style:name="T"><number:text-content/></number:text-style>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="D"/>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="M"/>'
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="T"/>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#1F3864" fo:wrap-option="wrap"/><style:text-properties fo:color="#FFFFFF" '
    'fo:font-weight="bold"/></style:style>'
)
_FREEZE = (
    ("HorizontalSplitMode", "short", 0),
    ("VerticalSplitMode", "short", 2),
    ("VerticalSplitPosition", "int", 1),
    ("ActiveSplitRange", "short", 2),
    ("PositionBottom", "int", 1),
)


class OpenDocumentWriter:
    """Writes ods; a sheet beyond `last_row` goes on in another one."""

    cut = 0

    def __init__(self, *, last_row: int = LAST_ROW) -> None:
        self._last_row = last_row

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write a document."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
            ranges: dict[str, str] = {}
            with archive.open("content.xml", "w", force_zip64=True) as content:
                for part in self._content(sheets, ranges):
                    content.write(part.encode("utf-8", "replace"))
            archive.writestr("styles.xml", f'{HEAD}<office:document-styles {NAMES} office:version="1.3"/>')
            archive.writestr("meta.xml", meta_part({MARK: mark} if (mark := mark_of(sheets)) else {}))
            archive.writestr("settings.xml", _settings(ranges))
            archive.writestr("META-INF/manifest.xml", MANIFEST)

    def _content(self, sheets: Sequence[SheetRows], ranges: dict[str, str]) -> Iterator[str]:
        columns = "".join(
            f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * 0.2:.1f}cm"/></style:style>'
            for width in range(1, 61)
        )
        yield f'{HEAD}<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>'
        yield f"{columns}{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        for sheet in sheets:
            for name, sample, rows in in_sheets(sheet, self._last_row):
                last = yield from _table(name, sheet.fields, sample, rows)
                ranges[name] = (
                    f"{quoted_sheet(name)}.A1:{quoted_sheet(name)}.{letters(len(sheet.fields))}{last}"
                )
        yield "<table:database-ranges>"
        for rank, area in enumerate(ranges.values()):  # named as LibreOffice names the filter of a sheet
            yield (
                f'<table:database-range table:name="__Anonymous_Sheet_DB__{rank}" '
                f'table:target-range-address={quoteattr(area)} table:display-filter-buttons="true"/>'
            )
        yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _table(
    name: str,
    fields: Sequence[Field],
    sample: Sequence[Sequence[OutputCell]],
    rows: Iterator[Sequence[OutputCell]],
) -> Generator[str, None, int]:
    """Yield a table and return its last line."""
    yield f"<table:table table:name={quoteattr(name)}>"
    for field, width in zip(fields, widths(fields, sample), strict=True):
        style = ' table:default-cell-style-name="text"' if field.as_text else ""
        yield f'<table:table-column table:style-name="w{width}"{style}/>'
    heads = "".join(_text(field.header, "head") for field in fields)
    yield f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
    line = 1
    for line, row in enumerate(rows, start=2):  # noqa: B007 - the last line is what is returned
        cells = "".join(map(_cell, row, fields))
        yield f"<table:table-row>{cells}</table:table-row>"
    yield "</table:table>"
    return line


def _cell(cell: OutputCell, field: Field) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
    if isinstance(cell, int | float | Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if isinstance(cell, date):
        kind = "moment" if isinstance(cell, datetime) else "date"
        bare = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
        return (
            f'<table:table-cell table:style-name="{kind}" office:value-type="date" '
            f'office:date-value="{bare.isoformat()}"/>'
        )
    text = joined(cell) if isinstance(cell, list) else cell
    return _text(text, "text" if field.as_text else "")


def _text(text: str, style: str) -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{named} office:value-type="string">{paragraphs(text)}</table:table-cell>'


def _settings(names: Iterable[str]) -> str:
    """Return the settings that freeze the header of each table."""

    def item(name: str, kind: str, value: int) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = "".join(item(*setting) for setting in _FREEZE)
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{frozen}</config:config-item-map-entry>"
        for name in names
    )
    return (
        f'{HEAD}<office:document-settings {NAMES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )
