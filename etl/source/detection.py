"""Detect the decimal mark of a file, and whether its dates have the day or the month first.

Only what has a single reading is evidence: 13 is not a month. Without any, days come first, and that is reported. The
decimal mark is reported and never assumed: 1.234 stays ambiguous until the user states the mark.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from etl.codecs.cleaning.words import DUMPED, says_nothing
from etl.codecs.french.person_names import Order, order_of
from etl.core.record import RECORD_ID
from etl.entities import Entity
from etl.mapping.cell_sources import CellSource
from etl.mapping.headers import HeaderMap
from etl.mapping.model import SHOWN
from etl.messages import text
from etl.sheets import Chunk, Table
from etl.source.options import ReadOptions

SAMPLE_ROWS = 1_000
"""Rows that are sampled."""

_ENOUGH = 3
"""Distinct dates that only fit month first, with none that only fits day first: a single one may be a slip."""

_SEVERAL = 2
"""Columns with a program's words for nothing from which on the file is a dump."""

_DATES = frozenset({"date", "moment"})
_DECIMAL = re.compile(
    r"[-+€$£ ]{0,3}"
    r"(?:\d+|\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))"
    r"([.,])(?:\d{1,2}|\d{4,})[ \u00a0\u202f]?[%€$£]?"
)
_DAY = re.compile(r"\s*(\d{1,2})([-/. ])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Detection:
    """What the texts show: `decimal` is the mark, "mixed" or None; `dates` is the evidence of the order.

    `dumped` are the headers of columns in which a program wrote its words for nothing, where several are, and
    `words` what it wrote.
    "assumed" is for dates that read either way, "mixed" for some that fit month first only beside others that fit day
    first only, "unclear" for one or two that fit month first only and none that fits day first only, and where nothing
    may be assumed: what reads either way is then refused.
    """

    decimal: Literal[",", ".", "mixed"] | None = None
    dates: Literal["dmy", "mdy", "assumed", "mixed", "unclear"] | None = None
    dumped: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def detect(table: Table, entity: type[Entity], headers: HeaderMap, *, by_program: bool = False) -> Detection:
    """Return what the first rows of a table show; where a program wrote it, no date is a slip.

    Where a mapping lets a column be read only as the file shows, no order is assumed.
    """
    chunk = next(table.chunks(size=SAMPLE_ROWS), None)
    if chunk is None:
        return Detection()
    kinds = {column.attribute: column.codec.kind for column in entity.columns}
    numbers: list[str] = []
    dates: list[str] = []
    for source in headers.origins:
        if len(source.positions) != 1:
            continue
        texts = [cell for cell in chunk.columns[source.positions[0]] if isinstance(cell, str) and cell]
        kind = kinds.get(source.attribute)
        if kind not in _DATES:
            numbers += texts
        if kind in _DATES or kind is None:  # the type of a custom field is not known here
            dates += texts
    order = _order(dates, enough=1 if by_program else _ENOUGH)
    if order in ("assumed", "mixed") and any(source.dates == SHOWN for source in headers.origins):
        order = "unclear"
    return Detection(_decimal(numbers), order, *_dumped(chunk, headers))


def with_orders(headers: HeaderMap, table: Table, readings: Collection[str]) -> HeaderMap:
    """Return the headers with the order of names that each column of whole names shows in its first rows.

    Rows of a report are read in the order that their original file showed, if any.
    """
    if all(source.person is None for source in headers.origins) or "names-unclear" in readings:
        return headers
    orders: tuple[Order, ...] = ("given", "family")
    order = next((order for order in orders if f"names-{order}" in readings), None)
    if order is not None:
        return replace(headers, origins=tuple(replace(source, usual=order) for source in headers.origins))
    chunk = next(table.chunks(size=SAMPLE_ROWS), None)
    if chunk is None:
        return headers
    return replace(headers, origins=tuple(_ordered(source, chunk) for source in headers.origins))


def _ordered(source: CellSource, chunk: Chunk) -> CellSource:
    if source.person is None:
        return source
    cells = source.raw(chunk, clear_word="")
    return replace(source, usual=order_of(cell for cell in cells if isinstance(cell, str)))


def _dumped(chunk: Chunk, headers: HeaderMap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headers of columns in which a program wrote its words for nothing, and those words.

    Columns of names do not count, as people have such names, nor rows with a record's id, which repeat Sellsy's values.
    """
    ids = next((source.positions for source in headers.origins if source.attribute == RECORD_ID), ())
    new = [at for at in range(len(chunk.rows)) if all(says_nothing(chunk.columns[p][at]) for p in ids)]
    dumped: dict[str, set[str]] = {}
    for source in headers.origins:
        if len(source.positions) == 1 and not source.attribute.endswith("name"):
            column = chunk.columns[source.positions[0]]
            words = {cell for at in new if isinstance(cell := column[at], str) and cell in DUMPED}
            if words:
                dumped[source.header] = words
    if len(dumped) < _SEVERAL:
        return (), ()
    return tuple(dumped), tuple(sorted({word for words in dumped.values() for word in words}))


def _decimal(texts: Sequence[str]) -> Literal[",", ".", "mixed"] | None:
    marks = {match[1] for cell in texts if (match := _DECIMAL.fullmatch(cell.strip()))}
    if len(marks) > 1:
        return "mixed"
    return None if not marks else "," if "," in marks else "."


def _order(
    texts: Sequence[str], *, enough: int
) -> Literal["dmy", "mdy", "assumed", "mixed", "unclear"] | None:
    days: set[str] = set()
    months: set[str] = set()
    either = False
    for cell in texts:
        match = _DAY.fullmatch(cell)
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        either = True
        if first > 12 >= second:
            days.add(cell)
        elif second > 12 >= first:
            months.add(cell)
    if months:
        if days:
            return "mixed"
        return "mdy" if len(months) >= enough else "unclear"
    if days:
        return "dmy"
    return "assumed" if either else None


def read_as_before(options: ReadOptions, readings: Collection[str]) -> ReadOptions:
    """Return options that read the rows of a report as their original file was read."""
    unclear = "unclear" in readings and not options.date_order_said
    codec = replace(options.codec, dump=options.codec.dump or "dump" in readings, date_unclear=unclear)
    orders: tuple[Literal["dmy", "mdy"], ...] = ("dmy", "mdy")
    order = next((order for order in orders if order in readings), None)
    if order is None or options.date_order_said:
        return replace(options, codec=codec)
    return replace(options, codec=replace(codec, date_order=order), date_order_said=True)


def carried(options: ReadOptions, detection: Detection, headers: HeaderMap) -> tuple[str, ...]:
    """Return the readings that rows to correct must carry, to be read as the whole file was."""
    order = options.codec.date_order
    shown = order if order == "mdy" or detection.dates in ("dmy", "mixed") else None
    unclear = "unclear" if options.codec.date_unclear else None
    dump = "dump" if options.codec.dump else None
    usual = {source.usual for source in headers.origins if source.person is not None}
    names = None if not usual else f"names-{usual.pop() or 'unclear'}" if len(usual) == 1 else "names-unclear"
    return tuple(reading for reading in (shown, unclear, dump, names) if reading is not None)


def with_detected(options: ReadOptions, detection: Detection, table: Table) -> ReadOptions:
    """Return options with what a file shows, where the user stated nothing else."""
    dump = options.codec.dump or bool(detection.dumped)
    codec = replace(options.codec, epoch_1904=table.layout.epoch_1904, dump=dump)
    if not options.date_order_said and detection.dates == "mdy":
        codec = replace(codec, date_order="mdy")
    if not options.date_order_said and detection.dates == "unclear":
        codec = replace(codec, date_unclear=True)
    return replace(options, codec=codec)


@dataclass(frozen=True, slots=True)
class Described:
    """How a file is read: as detected, or as the user stated."""

    table: Table
    detection: Detection
    options: ReadOptions

    @property
    def line(self) -> str:
        """The reading on a line, in the language of the options."""
        layout, options, detection = self.table.layout, self.options, self.detection
        lang = options.lang
        parts = [layout.encoding] if layout.delimiter and layout.encoding else [layout.format]
        if layout.format == "jsonl" and layout.encoding:
            parts.append(layout.encoding)
        if layout.delimiter:
            parts.append("tab" if layout.delimiter == "\t" else f"`{layout.delimiter}`")
        if layout.sheet is not None:
            parts.append(text("layout-sheet", lang=lang, sheet=layout.sheet))
        decimal = options.codec.decimal or detection.decimal
        if decimal:
            parts.append(text(f"layout-decimal-{decimal}", lang=lang))
        dates = options.codec.date_order if options.date_order_said else detection.dates
        if dates:
            parts.append(text(f"layout-dates-{dates}", lang=lang))
        if layout.epoch_1904:
            parts.append(text("layout-1904", lang=lang))
        if layout.wrapped:
            parts.append(text("layout-wrapped", lang=lang))
        if layout.header_row:
            parts.append(text("layout-header", lang=lang, header_row=layout.header_row))
        if layout.title_lines:
            code = "layout-title-one" if layout.title_lines == 1 else "layout-title-many"
            parts.append(text(code, lang=lang, title_lines=layout.title_lines))
        return ", ".join(parts)
