"""What the texts of a file show of its numbers and dates: the decimal mark, and whether days or months come first.

Only what cannot be read otherwise is evidence: 13 is no month. Without any, days come first, and that is said. The
decimal mark is shown and never forced: 1.234 stays ambiguous until somebody says it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.engine.headers import HeaderMap
from etl.entities import Entity
from etl.sheets import Cell, Table

SAMPLE_ROWS = 1_000
"""Rows that are looked at."""

_ENOUGH = 3
"""Distinct dates that only fit month first, with none that only fits day first: one may be a slip."""

_NUMBERS = frozenset({"decimal", "integer", "percent"})
_DATES = frozenset({"date", "moment"})
_DECIMAL = re.compile(r"\D{0,4}\d[\d \u00a0\u202f.,'’]*?([.,])(\d{1,2}|\d{4,})\D{0,4}")
_DAY = re.compile(r"\s*(\d{1,2})([-/. ])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Detection:
    """What the texts show: `decimal` is the mark, "mixed" or None; `dates` is how they show the order.

    "assumed" is for dates that read either way, "mixed" for some that fit month first only beside others.
    """

    decimal: Literal[",", ".", "mixed"] | None = None
    dates: Literal["dmy", "mdy", "assumed", "mixed"] | None = None


def detect(table: Table, entity: type[Entity], headers: HeaderMap) -> Detection:
    """Return what the first rows of a table show."""
    numbers: list[str] = []
    dates: list[str] = []
    for kind, cells in _columns(table, entity, headers):
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if kind not in _DATES:
            numbers += texts
        if kind not in _NUMBERS:
            dates += texts
    return Detection(_decimal(numbers), _order(dates))


def _columns(
    table: Table, entity: type[Entity], headers: HeaderMap
) -> Iterator[tuple[str | None, Sequence[Cell]]]:
    """Yield (kind, cells) of the columns of numbers and dates; a custom field's kind is not known here."""
    kinds = {one.attribute: one.codec.kind for one in entity.columns}
    wanted = [
        (one.positions[0], kinds.get(one.attribute))
        for one in headers.origins
        if len(one.positions) == 1 and kinds.get(one.attribute) in (*_NUMBERS, *_DATES, None)
    ]
    chunk = next(table.chunks(size=SAMPLE_ROWS), None) if wanted else None
    if chunk is not None:
        yield from ((kind, chunk.columns[position]) for position, kind in wanted)


def _decimal(texts: Sequence[str]) -> Literal[",", ".", "mixed"] | None:
    marks = {found[1] for text in texts if (found := _DECIMAL.fullmatch(text.strip()))}
    if len(marks) > 1:
        return "mixed"
    return None if not marks else "," if "," in marks else "."


def _order(texts: Sequence[str]) -> Literal["dmy", "mdy", "assumed", "mixed"] | None:
    days: set[str] = set()
    months: set[str] = set()
    either = False
    for text in texts:
        found = _DAY.fullmatch(text)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        either = True
        if first > 12 >= second:
            days.add(text)
        elif second > 12 >= first:
            months.add(text)
    if months:
        return "mdy" if len(months) >= _ENOUGH and not days else "mixed"
    if days:
        return "dmy"
    return "assumed" if either else None
