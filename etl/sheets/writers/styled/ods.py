"""The looks of a workbook as an OpenDocument spreadsheet: each sheet is spooled, so that several grow side by side."""

import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr

from etl.core.errors import DataError
from etl.sheets.readers.table import Cell
from etl.sheets.writers.atomic_write import atomic_write
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
from etl.sheets.writers.styled.model import A_SECOND, FONT, PLAIN, Look, PageLook, Styled

_LONG = 'number:style="long"'
_DAY = f"<number:day {_LONG}/><number:text>/</number:text><number:month {_LONG}/><number:text>/</number:text>"
_CLOCK = f"<number:hours {_LONG}/><number:text>:</number:text><number:minutes {_LONG}/>"
_GAP = "<number:text> </number:text>"
_SHOWN = {
    "text": "<number:text-style {}><number:text-content/></number:text-style>",
    "date": f"<number:date-style {{}}>{_DAY}<number:year {_LONG}/></number:date-style>",
    "moment": f"<number:date-style {{}}>{_DAY}<number:year {_LONG}/>{_GAP}{_CLOCK}</number:date-style>",
    "time": f"<number:time-style {{}}>{_CLOCK}</number:time-style>",
    "done": "<number:text-style {}><number:text>✓ </number:text><number:text-content/></number:text-style>",
}
_MONEY = (
    '<number:number-style {}><number:number number:decimal-places="2" number:min-decimal-places="2" '
    'number:min-integer-digits="1" number:grouping="true"/><number:text> {}</number:text></number:number-style>'
)
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+")
_PAPER = (
    '<office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" '
    'style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Wide" style:page-layout-name="wide"/></office:master-styles>'
)
_WIDE = '<style:style style:name="ta" style:family="table" style:master-page-name="Wide"/>'
"""The paper: one page wide, landscape."""

_CM = 0.21
"""Centimetres of a character of a column."""


class OdsBook:
    """A workbook being written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()
        self._looks: dict[Look, str] = {PLAIN: "c0"}
        self._widths: dict[float, str] = {}
        self._heights: dict[float, str] = {}
        self._pages: list[OdsPage] = []
        self._properties: Mapping[str, str] = {}
        self._target: Path = path

    def __enter__(self) -> Self:
        self._target = self._stack.enter_context(atomic_write(self._path))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._save()
        except OSError as wrong:
            failed = DataError("file-unwritable", path=self._path, said=wrong.strerror or str(wrong))
            self._stack.__exit__(DataError, failed, None)
            raise failed from wrong
        self._stack.__exit__(kind, error, trace)

    def page(self, look: PageLook) -> "OdsPage":
        """Begin a sheet."""
        spool = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - the stack closes it
        page = OdsPage(self, look, self._stack.enter_context(spool))
        self._pages.append(page)
        return page

    def remember(self, properties: Mapping[str, str]) -> None:
        """Keep properties in the file."""
        self._properties = properties

    def look(self, look: Look) -> str:
        """Return the name of a look's style."""
        return self._looks.setdefault(look, f"c{len(self._looks)}")

    def width(self, width: float) -> str:
        """Return the name of the style of a column's width."""
        return self._widths.setdefault(width, f"w{len(self._widths)}")

    def height(self, height: float) -> str:
        """Return the name of the style of a row's height."""
        return self._heights.setdefault(height, f"h{len(self._heights)}")

    def _save(self) -> None:
        now = (datetime.now(tz=UTC) - A_SECOND).strftime("%Y-%m-%dT%H:%M:%S")
        for rank, page in enumerate(self._pages):
            page.finish(rank)
        with zipfile.ZipFile(self._target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
            with archive.open("content.xml", "w", force_zip64=True) as content:
                content.write(self._before().encode())
                for page in self._pages:
                    page.file.seek(0)
                    for block in iter(lambda page=page: page.file.read(1 << 20), ""):  # type: ignore[misc]
                        content.write(block.encode("utf-8", "replace"))
                content.write(self._after().encode())
            styles = "".join(
                _style(f"r{rank}_{number}", rule.look)
                for rank, page in enumerate(self._pages)
                for number, rule in enumerate(page.spec.rules)
            )
            default = (
                '<style:default-style style:family="table-cell"><style:text-properties '
                f'fo:font-family="{FONT}" fo:font-size="{PLAIN.size}pt"/></style:default-style>'
            )
            archive.writestr(
                "styles.xml",
                f'{HEAD}<office:document-styles {NAMES} office:version="1.3"><office:styles>{default}{styles}'
                f"</office:styles>{_PAPER}</office:document-styles>",
            )
            archive.writestr("meta.xml", meta_part(self._properties, written=now))
            archive.writestr("settings.xml", self._settings())
            archive.writestr("META-INF/manifest.xml", MANIFEST)

    def _before(self) -> str:
        columns = "".join(
            f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _CM:.2f}cm"/></style:style>'
            for width, name in self._widths.items()
        )
        rows = "".join(
            f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
            f'style:row-height="{height:.1f}pt" style:use-optimal-row-height="false"/></style:style>'
            for height, name in self._heights.items()
        )
        cells = "".join(_style(name, look) for look, name in self._looks.items())
        return (
            f'{HEAD}<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>'
            f"{_WIDE}{columns}{rows}{cells}</office:automatic-styles><office:body><office:spreadsheet>"
        )

    def _after(self) -> str:
        areas = "".join(
            f'<table:database-range table:name="__Anonymous_Sheet_DB__{rank}" '
            f'table:target-range-address={quoteattr(page.filtered)} table:display-filter-buttons="true"/>'
            for rank, page in enumerate(self._pages)
            if page.filtered
        )
        return (
            f"<table:database-ranges>{areas}</table:database-ranges></office:spreadsheet></office:body>"
            "</office:document-content>"
        )

    def _settings(self) -> str:
        tables = "".join(page.settings() for page in self._pages)
        active = next((page.spec.name for page in self._pages if page.spec.first), self._pages[0].spec.name)
        return (
            f'{HEAD}<office:document-settings {NAMES} office:version="1.3"><office:settings>'
            '<config:config-item-set config:name="ooo:view-settings">'
            '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
            f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
            f'<config:config-item config:name="ActiveTable" config:type="string">{escape(active)}</config:config-item>'
            "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
            "</office:settings></office:document-settings>"
        )


def _style(name: str, look: Look) -> str:
    """Return the style of a look, its number format before it."""
    data = f"n{name}"
    money = _MONEY.format(f'style:name="{data}"', escape(look.currency)) if look.currency else ""
    shown = money or (_SHOWN[look.shown].format(f'style:name="{data}"') if look.shown else "")
    cell = f' fo:background-color="{look.fill}"' if look.fill else ""
    cell += f' fo:border-bottom="0.5pt solid {look.edge}"' if look.edge else ""
    cell += f' fo:border="0.5pt solid {look.box}"' if look.box else ""
    cell += ' fo:wrap-option="wrap"' if look.wrap else ""
    text = f' fo:color="{look.ink}" fo:font-size="{look.size}pt" fo:font-family="{FONT}"'
    text += ' fo:font-weight="bold"' if look.bold else ""
    ends = {"left": "start", "center": "center", "right": "end"}
    align = f'<style:paragraph-properties fo:text-align="{ends[look.align]}"/>' if look.align else ""
    named = f' style:data-style-name="{data}"' if shown else ""
    return (
        f'{shown}<style:style style:name="{name}" style:family="table-cell"{named}>'
        f'<style:table-cell-properties style:vertical-align="middle"{cell}/>{align}'
        f"<style:text-properties{text}/></style:style>"
    )


class OdsPage:
    """A sheet being written."""

    def __init__(self, book: OdsBook, look: PageLook, file: IO[str]) -> None:
        self.spec = look
        self.file = file
        self._book = book
        self._line = 0
        file.write(f'<table:table table:name={quoteattr(look.name)} table:style-name="ta">')
        for column in look.columns:
            hidden = ' table:visibility="collapse"' if column.hidden else ""
            file.write(
                f'<table:table-column table:style-name="{book.width(column.width)}"{hidden} '
                f'table:default-cell-style-name="{book.look(column.look)}"/>'
            )

    @property
    def filtered(self) -> str:
        """The area of the filter, "" without one."""
        if not self.spec.filtered:
            return ""
        name = quoted_sheet(self.spec.name)
        last = max(self._line, self.spec.header + 1)
        return f"{name}.A{self.spec.header}:{name}.{letters(self.spec.filtered)}{last}"

    def row(self, cells: Sequence[Styled], *, height: float | None = None) -> None:
        """Write a line."""
        style = "" if height is None else f' table:style-name="{self._book.height(height)}"'
        look = self._book.look
        inside = "".join(_cell(cell, look(shown)) for cell, shown in cells) or "<table:table-cell/>"
        self.file.write(f"<table:table-row{style}>{inside}</table:table-row>")
        self._line += 1

    def finish(self, rank: int) -> None:
        """Write the rules, and end the sheet; `rank` is its place in the workbook."""
        spec, last = self.spec, max(self._line, self.spec.header + 1)
        name = quoted_sheet(spec.name)
        rules: dict[tuple[int, int], list[str]] = {}
        for number, rule in enumerate(spec.rules):
            base = f"{name}.{letters(rule.first + 1)}{spec.header + 1}"
            formula = _ADDRESS.sub(lambda match: f"[.{match[0]}]", rule.formula).replace(",", ";")
            rules.setdefault((rule.first, rule.last), []).append(
                f'<calcext:condition calcext:apply-style-name="r{rank}_{number}" '
                f"calcext:value={quoteattr(f'formula-is({formula})')} calcext:base-cell-address={quoteattr(base)}/>"
            )
        if rules:
            self.file.write("<calcext:conditional-formats>")
            for (first, end), conditions in rules.items():
                area = f"{name}.{letters(first + 1)}{spec.header + 1}:{name}.{letters(end + 1)}{last}"
                self.file.write(
                    f"<calcext:conditional-format calcext:target-range-address={quoteattr(area)}>"
                    f"{''.join(conditions)}</calcext:conditional-format>"
                )
            self.file.write("</calcext:conditional-formats>")
        self.file.write("</table:table>")

    def settings(self) -> str:
        """Return how the sheet is viewed: its selected cell, its frozen part, no grid."""
        (line, column), (lines, columns) = self.spec.start, self.spec.frozen
        items = [("CursorPositionX", "int", column), ("CursorPositionY", "int", line)]
        if lines or columns:
            items += [
                ("HorizontalSplitMode", "short", 2 if columns else 0),
                ("VerticalSplitMode", "short", 2 if lines else 0),
                ("HorizontalSplitPosition", "int", columns),
                ("VerticalSplitPosition", "int", lines),
                ("ActiveSplitRange", "short", 3 if columns else 2),
                ("PositionRight", "int", columns),
                ("PositionBottom", "int", lines),
            ]
        shown = "".join(
            f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
            for name, kind, value in items
        )
        grid = '<config:config-item config:name="ShowGrid" config:type="boolean">false</config:config-item>'
        return (
            f"<config:config-item-map-entry config:name={quoteattr(self.spec.name)}>{shown}{grid}"
            "</config:config-item-map-entry>"
        )


def _cell(cell: Cell, style: str) -> str:
    start = f'<table:table-cell table:style-name="{style}"'
    if cell is None or cell == "":
        return f"{start}/>"
    if isinstance(cell, str):
        return f'{start} office:value-type="string">{paragraphs(cell)}</table:table-cell>'
    return f"{start} {_typed(cell)}/>"


def _typed(cell: float | date | time) -> str:
    """Return the attributes of a value that is no text."""
    if isinstance(cell, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    if isinstance(cell, int | float):
        return f'office:value-type="float" office:value="{cell!r}"'
    if isinstance(cell, time):
        return f'office:value-type="time" office:time-value="{cell:PT%HH%MM%SS}"'
    bare = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
    return f'office:value-type="date" office:date-value="{bare.isoformat()}"'
