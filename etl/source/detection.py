"""What the texts of a file show of its numbers and dates: the decimal mark, and whether days or months come first.

Only what cannot be read otherwise is evidence: 13 is no month. Without any, days come first, and that is said. The
decimal mark is shown and never forced: 1.234 stays ambiguous until somebody says it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from etl.codecs.cleaning.words import DUMPED, says_nothing
from etl.core.record import RECORD_ID
from etl.entities import Entity
from etl.mapping.headers import HeaderMap
from etl.mapping.model import SHOWN
from etl.messages import text
from etl.sheets import Chunk, Table
from etl.source.options import ReadOptions
from etl.source.own_headers import reading_of

SAMPLE_ROWS = 1_000
"""Rows that are looked at."""

_ENOUGH = 3
"""Distinct dates that only fit month first, with none that only fits day first: one may be a slip."""

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
    """What the texts show: `decimal` is the mark, "mixed" or None; `dates` is how they show the order.

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
    kinds = {one.attribute: one.codec.kind for one in entity.columns}
    numbers: list[str] = []
    dates: list[str] = []
    for one in headers.origins:
        if len(one.positions) != 1:
            continue
        texts = [cell for cell in chunk.columns[one.positions[0]] if isinstance(cell, str) and cell]
        kind = kinds.get(one.attribute)
        if kind not in _DATES:
            numbers += texts
        if kind in _DATES or kind is None:  # what a custom field is is not known here
            dates += texts
    order = _order(dates, enough=1 if by_program else _ENOUGH)
    if order in ("assumed", "mixed") and any(one.dates == SHOWN for one in headers.origins):
        order = "unclear"
    return Detection(_decimal(numbers), order, *_dumped(chunk, headers))


def _dumped(chunk: Chunk, headers: HeaderMap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headers of columns in which a program wrote its words for nothing, and those words.

    Names count for nothing, as people are called so; rows with a record's id say what Sellsy holds.
    """
    ids = next((one.positions for one in headers.origins if one.attribute == RECORD_ID), ())
    new = [at for at in range(len(chunk.rows)) if all(says_nothing(chunk.columns[p][at]) for p in ids)]
    found: dict[str, set[str]] = {}
    for one in headers.origins:
        if len(one.positions) == 1 and not one.attribute.endswith("name"):
            column = chunk.columns[one.positions[0]]
            said = {cell for at in new if isinstance(cell := column[at], str) and cell in DUMPED}
            if said:
                found[one.header] = said
    if len(found) < _SEVERAL:
        return (), ()
    return tuple(found), tuple(sorted({word for words in found.values() for word in words}))


def _decimal(texts: Sequence[str]) -> Literal[",", ".", "mixed"] | None:
    marks = {found[1] for cell in texts if (found := _DECIMAL.fullmatch(cell.strip()))}
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
        found = _DAY.fullmatch(cell)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
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


def read_as_before(options: ReadOptions, table: Table) -> ReadOptions:
    """Return options by which rows to correct are read as the file was that they come from."""
    said = reading_of(table.headers)
    codec = replace(options.codec, dump=options.codec.dump or "dump" in said)
    order = next((one for one in ("dmy", "mdy") if one in said), None)
    if order is None or options.date_order_said:
        return replace(options, codec=codec)
    return replace(options, codec=replace(codec, date_order=order), date_order_said=True)


def carried(options: ReadOptions, detection: Detection) -> tuple[str, ...]:
    """Return what the rows to correct of a file must carry, to be read as the whole of it was."""
    order = options.codec.date_order
    shown = order if order == "mdy" or detection.dates in ("dmy", "mixed") else None
    return tuple(one for one in (shown, "dump" if options.codec.dump else None) if one is not None)


def with_detected(options: ReadOptions, detection: Detection, table: Table) -> ReadOptions:
    """Return options with what a file shows, where the user said nothing else."""
    dump = options.codec.dump or bool(detection.dumped)
    codec = replace(options.codec, epoch_1904=table.layout.epoch_1904, dump=dump)
    if not options.date_order_said and detection.dates == "mdy":
        codec = replace(codec, date_order="mdy")
    if not options.date_order_said and detection.dates == "unclear":
        codec = replace(codec, date_unclear=True)
    return replace(options, codec=codec)


@dataclass(frozen=True, slots=True)
class Described:
    """How a file is read: what was detected of it, and what was said instead."""

    table: Table
    detection: Detection
    options: ReadOptions

    @property
    def line(self) -> str:
        """All of it in one line, in the language of the options."""
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
