"""What a mapping makes of a cell: a short closed list of functions, applied in a fixed order to each distinct cell.

A cell that a function cannot read stays as it is and is a problem; nothing is lost without a word.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from etl.codecs import Cell, cell_text, clean_cell, fold, html_text
from etl.core.results import Severity

OTHERS = "*"
"""The key of a mapping's values that stands for every other filled cell."""

_SECONDS = {"epoch_ms": 0.001, "epoch_s": 1.0}
"""Seconds of the unit that dates since 1970 are written in."""

_PLACE = re.compile(r"\{(\d+)\}")
_BRACKETS = re.compile(r"\s*(?:\(\{(\d+)\}\)|\[\{(\d+)\}\])")

_LAST_SECOND = 4_102_444_800
"""The year 2100, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a function: its code and parameters."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class CellFunctions:
    """The functions of a column; see `etl.mapping.model.Made` for their order and meaning.

    `epoch` is "epoch_ms" or "epoch_s", `table` maps folded cells of a lookup to their meaning (None: no lookup).
    """

    json_path: tuple[str, ...] = ()
    html: bool = False
    epoch: str | None = None
    split: str | None = None
    table: Mapping[str, str] | None = None
    prefix: str = ""
    truncate: int | None = None

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self != CellFunctions()

    def read(self, text: str) -> tuple[str, list[Fault]]:
        """Return the text that a cell holds: taken out of JSON or HTML, or a number since 1970 as a moment."""
        faults: list[Fault] = []
        if self.json_path and text:
            text, fault = _in_json(text, self.json_path)
            faults += [fault] if fault else []
        if self.html:
            text = html_text(text)
        if self.epoch and text:
            text, fault = _moment(text, self.epoch)
            faults += [fault] if fault else []
        return text, faults

    def meant(self, text: str, values: Mapping[str, str]) -> str:
        """Return what a text means by the values of a mapping (folded), else by the lookup, else as all others."""
        known = values.get(fold(text))
        if known is not None:
            return known
        if self.table is not None and text:
            listed = self.table.get(fold(text))
            if listed is not None:
                return listed
        return values[OTHERS] if text and OTHERS in values else text

    def ended(self, text: str) -> tuple[str, list[Fault]]:
        """Return a text with its prefix, cut to its greatest length."""
        text = f"{self.prefix}{text}" if text else text
        if self.truncate is None or len(text) <= self.truncate:
            return text, []
        kept = text[: self.truncate].rstrip()
        lost = {"limit": self.truncate, "length": len(text), "lost": text[len(kept) :].strip()}
        return kept, [Fault("cell-truncated", lost, Severity.WARNING)]

    def items(self, text: str) -> list[str]:
        """Return the values of a list, the whole text where it is none."""
        if self.split is None:
            return [text]
        return [part for piece in text.split(self.split) if (part := piece.strip())] or [""]

    def list_of(self, items: Sequence[str]) -> str:
        """Return values as a cell of several: one a line, quoted where one has a mark that separates others."""
        return (
            items[0]
            if len(items) == 1 and self.split is None
            else "\n".join(map(_quoted, filter(None, items)))
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """The cells of a column for which a rule applies: folded texts, "*" any filled one, "" a blank one."""

    position: int
    accepted: frozenset[str]

    def holds(self, cells: Sequence[Cell]) -> list[bool]:
        """Tell of each cell whether it is among them."""
        known = {cell: self._accepts(cell) for cell in {*map(_text, cells)}}
        return [known[_text(cell)] for cell in cells]

    def _accepts(self, text: str) -> bool:
        return fold(text) in self.accepted or (bool(text) and OTHERS in self.accepted)


def folded(cells: Sequence[str]) -> frozenset[str]:
    """Return cells as conditions compare them."""
    return frozenset(cell if cell == OTHERS else fold(cell) for cell in cells)


def written(template: Sequence[str], cells: Sequence[str]) -> str:
    """Return the texts of a template with cells in their places, "" where all of them are blank.

    A text has "{0}" where the first cell stands; one whose cells are all blank is left out.
    """
    filled = []
    for text in template:
        places = [int(place) for place in _PLACE.findall(text)]
        if not places or any(cells[place] for place in places):
            filled.append(_without_empty(text, cells))
    return "".join(filled) if any(cells) else ""


def _without_empty(text: str, cells: Sequence[str]) -> str:
    """Return a text with its cells, without the brackets that a blank one leaves empty."""

    def bracket(match: re.Match[str]) -> str:
        return match[0] if cells[int(match[1] or match[2])] else ""

    return _PLACE.sub(lambda match: cells[int(match[1])], _BRACKETS.sub(bracket, text))


def _text(cell: Cell) -> str:
    cleaned = clean_cell(cell)
    return "" if cleaned is None else cell_text(cleaned)


def _quoted(item: str) -> str:
    if any(mark in item for mark in ',;|\n"'):
        doubled = item.replace('"', '""')
        return f'"{doubled}"'
    return item


def _in_json(text: str, path: Sequence[str]) -> tuple[str, Fault | None]:
    """Return the value at a path of a JSON text, "" where there is none; a list is its values, one a line."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text, Fault("cell-json", {"path": ".".join(path)})
    for name in path:
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            value = None
    many = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) for item in many):
        return text, Fault("cell-json", {"path": ".".join(path)})
    shown = [_plain(item) for item in many if item is not None]
    return (shown[0] if len(shown) == 1 else "\n".join(map(_quoted, shown))), None


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _moment(text: str, unit: str) -> tuple[str, Fault | None]:
    """Return a number since 1970 as ISO 8601 in UTC; a cell that is no number stays: a date of its own."""
    try:
        seconds = float(text) * _SECONDS[unit]
    except ValueError:
        return text, None
    if not -_LAST_SECOND < seconds < _LAST_SECOND:
        return text, Fault("cell-epoch", {"unit": "ms" if unit == "epoch_ms" else "s"})
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), None
