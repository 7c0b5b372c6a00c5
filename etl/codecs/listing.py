"""Cells that hold several values, such as tags: "Salon 2026, VIP"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from etl.codecs.base import Cell, CellProblem, Codec, Decoded, Options
from etl.codecs.clean import clean_cell
from etl.codecs.text import Text, cell_text
from etl.results import JsonValue, Severity

_Key = tuple[str, str | None]


class ListOf:
    """Values of one kind behind separators; doubles are dropped, the first place of each is kept.

    Double quotes protect a separator ("Salon, Lyon" is one value when quoted; a quote inside is doubled).
    An empty list is an empty cell. A cell with a refused value is refused whole.
    """

    kind = "list"
    dtype = "object"

    def __init__(self, item: Codec | None = None, separators: str = ",;|\n") -> None:
        self.item: Codec = item or Text()
        self.separators = separators
        self.as_text = self.item.as_text
        marks = re.escape(separators)
        self._marks = re.compile(f"[{marks}]")
        self._items = re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{marks}]|$)|([^{marks}]*))(?:[{marks}]|$)')

    def decode(
        self, cells: Sequence[Cell], *, options: Options, hints: Sequence[str | None] | None = None
    ) -> Decoded:
        """Read a column of lists; a problem of an item is one of its cell. Each distinct list is read once."""
        texts = [cell if type(cell) is str else cell_text(clean_cell(cell)) for cell in cells]
        keys = list(zip(texts, hints if hints is not None else repeat(None), strict=False))
        items = [(key, item) for key in dict.fromkeys(keys) for item in self._split(key[0])]
        decoded = self.item.decode(
            [item for _, item in items],
            options=options,
            hints=None if hints is None else [hint for (_, hint), _ in items],
        )
        found: dict[_Key, dict[str, JsonValue]] = {}
        for (key, _), value in zip(items, decoded.values, strict=True):
            if value is not None:
                found.setdefault(key, {}).setdefault(repr(value), value)
        faults: dict[_Key, list[CellProblem]] = {}
        for problem in decoded.problems:
            key = items[problem.position][0]
            faults.setdefault(key, []).append(problem)
            if problem.severity == Severity.ERROR:
                found[key] = {}
        return Decoded(
            [list(found[key].values()) or None if key in found else None for key in keys],
            [replace(p, position=at) for at, key in enumerate(keys) if key in faults for p in faults[key]],
        )

    def _split(self, text: str) -> list[str]:
        if '"' not in text:
            return [part.strip() for part in self._marks.split(text)]
        return [
            quoted.replace('""', '"') if quoted else bare.strip()
            for quoted, bare in self._items.findall(text)
        ]

    def encode(self, value: JsonValue) -> Cell:
        """Return the values behind commas, quoted where they hold a separator or a quote."""
        if not isinstance(value, list):
            return self.item.encode(value)
        return ", ".join(self._quoted(cell_text(self.item.encode(item))) for item in value) or None

    def _quoted(self, text: str) -> str:
        if '"' in text or any(mark in text for mark in self.separators):
            doubled = text.replace('"', '""')
            return f'"{doubled}"'
        return text
