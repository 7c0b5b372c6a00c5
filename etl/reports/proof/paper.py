"""Lay the lists of the proof out on pages of paper: what stays together, where a page ends, what it carries over.

Heights are in CSS pixels (96 an inch). Texts that wrap are measured by their length, generously: a page that is a line
short looks better than one that runs over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from etl.reports.proof.values import CauseGroup, LeftOut, Sample

WIDE = 680
"""Width of a page between its margins: A4 less 15 mm on each side."""

ROOM = 935
"""Height of a page for lists: A4 less margins, running head and foot."""

PER_CAUSE = 20
PAPER = 500
"""Beyond so many records left out, paper shows the first `PER_CAUSE` of each cause."""

_TITLE, _AGAIN, _HEAD, _GROUP, _ROW, _LINE, _TOTAL, _CARRY = 66, 36, 30, 30, 18.7, 13.0, 25, 26
_CHARACTER = 5.2
_KEPT = 3
"""Rows that stay with the title of their cause."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The columns of the list of what was left out, in pixels: fixed, so that the same column stands on every page."""

    kind: int
    legacy: int
    name: int
    owner: int
    amount: int
    reason: int
    file: int
    row: int

    @classmethod
    def of(cls, records: Sequence[LeftOut]) -> "Widths":
        """Return the widths for records: ids and numbers never wrap, names take what is left."""
        legacy = _needed((record.legacy_id for record in records), 64, 150)
        file = _needed((record.cause_file for record in records), 66, 110)
        amount = _needed((f"{record.amount or 0:,.2f}" for record in records), 58, 90)
        owner = 92 if any(record.owner for record in records) else 62
        kind, row = 80, 38
        left = WIDE - legacy - file - amount - kind - owner - row
        name = round(left * 0.52)
        return cls(kind, legacy, name, owner, amount, left - name, file, row)


def _needed(texts: Iterator[str], least: int, most: int) -> int:
    longest = max((len(text) for text in texts), default=0)
    return min(max(least, round(longest * 6.3) + 12), most)


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the list on paper: the head of a cause, a record, a subtotal, or what paper leaves out of a cause."""

    kind: Literal["group", "record", "subtotal", "more"]
    group: CauseGroup
    record: LeftOut | None = None
    reason: str = ""
    again: bool = False
    count: int = 0


@dataclass(slots=True)
class ListPage:
    """A page of the list. `shown` are the records up to its end, those that paper leaves out included."""

    first: bool
    lines: list[ListLine] = field(default_factory=list)
    records: list[LeftOut] = field(default_factory=list)
    open_group: CauseGroup | None = None
    """The cause that goes on on the next page."""


def list_pages(groups: Sequence[CauseGroup], reasons: dict[int, str]) -> list[ListPage]:
    """Return the pages of the list; `reasons` are the texts of the records by `id`."""
    records = [record for group in groups for record in group.records]
    widths = Widths.of(records)
    short = len(records) > PAPER
    pager = _Pager(widths, reasons)
    for group in groups:
        shown = group.records[:PER_CAUSE] if short else group.records
        pager.group(group, shown)
    return pager.pages


class _Pager:
    """Fills pages with lines."""

    def __init__(self, widths: Widths, reasons: dict[int, str]) -> None:
        self._widths, self._reasons = widths, reasons
        self.pages: list[ListPage] = []
        self._left = 0.0

    def _turn(self, again: CauseGroup | None = None) -> None:
        first = not self.pages
        if again is not None and self.pages:
            self.pages[-1].open_group = again
        self.pages.append(ListPage(first))
        self._left = ROOM - (_TITLE if first else _AGAIN) - _HEAD - _CARRY
        if again is not None:
            self._add(ListLine("group", again, again=True), self._head(again, whole=False))

    def _add(self, line: ListLine, height: float) -> None:
        self.pages[-1].lines.append(line)
        self._left -= height

    def group(self, group: CauseGroup, shown: Sequence[LeftOut]) -> None:
        """Lay out a cause."""
        heights = [self._height(record) for record in shown]
        few = len(shown) <= _KEPT
        head = self._head(group)
        start = head + sum(heights[:_KEPT]) + (_TOTAL if few else 0)
        if not self.pages or self._left < start:
            self._turn()
        self._add(ListLine("group", group), head)
        rest = len(group.records) - len(shown)
        for number, (record, height) in enumerate(zip(shown, heights, strict=True)):
            last = number == len(shown) - 1
            if self._left < height + (_TOTAL * (1 + bool(rest)) if last else 0):
                self._turn(again=group)
            self._add(ListLine("record", group, record, self._reasons.get(id(record), "")), height)
            self.pages[-1].records.append(record)
        if rest:
            self._add(ListLine("more", group, count=rest), _TOTAL)
            self.pages[-1].records += group.records[len(shown) :]
        self._add(ListLine("subtotal", group), _TOTAL)

    def _head(self, group: CauseGroup, *, whole: bool = True) -> float:
        """Return the height of the head of a cause; what to do about it stands there once."""
        title = wrapped(f"{group.title} (continued)", 440, bold=True)
        return _GROUP + 16 * (title - 1) + (14 * wrapped(group.fix, 640) if whole and group.fix else 0)

    def _height(self, record: LeftOut) -> float:
        widths = self._widths
        lines = max(
            wrapped(record.name, widths.name, bold=record.at_fault),
            wrapped(record.owner, widths.owner),
            wrapped(self._reasons.get(id(record), ""), widths.reason),
            wrapped(record.cause_file, widths.file),
            wrapped(record.legacy_id, widths.legacy),
        )
        return _ROW + (lines - 1) * _LINE


def wrapped(text: str, width: float, *, bold: bool = False) -> int:
    """Return on how many lines a text stands in a column of a width."""
    characters = max((width - 14) / (_CHARACTER * (1.08 if bold else 1)), 1)
    lines, used = 1, 0.0
    for word in text.split():
        length = len(word) + (1 if used else 0)
        if used + length <= characters:
            used += length
            continue
        whole = ceil(len(word) / characters)
        lines += whole - (0 if used else 1)
        used = len(word) - (whole - 1) * characters
    return lines


def cut(heights: Sequence[float], *, first: float, room: float = ROOM) -> list[tuple[int, int]]:
    """Return (start, end) of what stands on each page; `first` is taken on every page by titles and heads."""
    pages: list[tuple[int, int]] = []
    start, used = 0, first
    for place, height in enumerate(heights):
        if used + height > room and place > start:
            pages.append((start, place))
            start, used = place, first
        used += height
    if start < len(heights):
        pages.append((start, len(heights)))
    return pages


def sample_height(sample: Sample) -> float:
    """Return the height of a sampled record."""
    return 26 + sum(
        21 + 13 * (max(wrapped(part.source, 210), wrapped(part.sellsy, 210)) - 1) for part in sample.fields
    )
