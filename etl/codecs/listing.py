"""Cells that hold several values, such as tags: "Salon 2026, VIP"."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from etl.codecs.base import Cell, CellProblem, Codec, Decoded, Options
from etl.codecs.cleaning.clean import clean_cell
from etl.codecs.text import Text, cell_text
from etl.core.results import JsonValue, Severity

_Key = tuple[str, str | None, bool]


class ListOf:
    """Values of a kind between separators; duplicates are dropped, the first of each is kept.

    Double quotes protect a separator ("Salon, Lyon" is one value when quoted; a quote inside is doubled).
    An empty list is an empty cell. A cell with one refused value is refused, and that value is named.
    """

    kind = "list"
    dtype = "object"

    def __init__(self, item: Codec | None = None, separators: str = ",;|\n") -> None:
        self.item: Codec = item or Text()
        self.separators = separators
        self.as_text = self.item.as_text
        self._between = ", " if "," in separators else f"{separators[0]} "
        marks = re.escape(separators)
        self._marks = re.compile(f"[{marks}]")
        self._unsafe = re.compile(f'["{marks}]')
        self._items = re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{marks}]|$)|([^{marks}]*))(?:[{marks}]|$)')

    def decode(
        self,
        cells: Sequence[Cell],
        *,
        options: Options,
        hints: Sequence[str | None] | None = None,
        literal: Collection[int] = (),
    ) -> Decoded:
        """Read a column of lists, each distinct one once; a problem of an item is one of its cell."""
        if hints is None and not literal and set(map(type, cells)) <= {str}:
            distinct = [*dict.fromkeys(cells)]
            if len(distinct) < len(cells):
                return _spread(self.decode(distinct, options=options), distinct, cells)
        texts = [cell if type(cell) is str else cell_text(clean_cell(cell)) for cell in cells]
        keys = [
            (text, hints[at] if hints else None, options.literal or at in literal)
            for at, text in enumerate(texts)
        ]
        items = [(key, item) for key in dict.fromkeys(keys) for item in self._split(key[0])]
        owners = [key for key, _ in items]
        decoded = self.item.decode(
            [item for _, item in items],
            options=options,
            hints=None if hints is None else [hint for _, hint, _ in owners],
            literal={at for at, (_, _, as_held) in enumerate(owners) if as_held},
        )
        faults = self._faults(items, decoded.problems)
        lists = _lists(owners, decoded.values, faults)
        return Decoded(
            [list(lists[key]) or None for key in keys],
            [replace(fault, position=at) for at, key in enumerate(keys) for fault in faults.get(key, ())],
        )

    def _faults(
        self, items: Sequence[tuple[_Key, str]], problems: Sequence[CellProblem]
    ) -> dict[_Key, list[CellProblem]]:
        """Return the problems of each cell; a problem names its item, but proposes the whole list."""
        faults: dict[_Key, list[CellProblem]] = {}
        fixed: dict[int, str | None] = {}
        for problem in problems:
            owner, item = items[problem.position]
            about = replace(problem, params={"value": item, **problem.params})
            faults.setdefault(owner, []).append(about)
            if problem.severity is Severity.ERROR:
                fixed[problem.position] = problem.proposed
        if any(fixed.values()):
            lists: dict[_Key, list[str | None]] = {}
            for at, (owner, item) in enumerate(items):
                if item:
                    lists.setdefault(owner, []).append(fixed.get(at, item))
            return {owner: self._proposing(lists[owner], about) for owner, about in faults.items()}
        return faults

    def _proposing(self, items: Sequence[str | None], faults: Sequence[CellProblem]) -> list[CellProblem]:
        """Return the problems of a cell with its list as it would be right, None where an item has no certain fix."""
        known = [item for item in items if item is not None]
        whole = self._between.join(map(self._quoted, known)) if len(known) == len(items) else None
        return [
            replace(fault, proposed=whole if fault.severity is Severity.ERROR else None) for fault in faults
        ]

    def _split(self, text: str) -> list[str]:
        if '"' not in text:
            return [part.strip() for part in self._marks.split(text)]
        return [
            quoted.replace('""', '"') if quoted else bare.strip()
            for quoted, bare in self._items.findall(text)
        ]

    def encode(self, value: JsonValue) -> Cell:
        """Return the values separated by commas, quoted where they contain a separator or a quote."""
        if not isinstance(value, list):
            return self.item.encode(value)
        return self._between.join(self._quoted(self.item.encode(item)) for item in value) or None

    def _quoted(self, cell: Cell) -> str:
        # A Decimal shows by its zeros that it is not a thousand (1.2340).
        text = cell if type(cell) is str else str(cell) if isinstance(cell, Decimal) else cell_text(cell)
        if self._unsafe.search(text):
            doubled = text.replace('"', '""')
            return f'"{doubled}"'
        return text


def _spread(decoded: Decoded, distinct: Sequence[Cell], cells: Sequence[Cell]) -> Decoded:
    """Return what distinct cells read as for all cells."""
    values: dict[Cell, JsonValue] = dict(zip(distinct, decoded.values, strict=True))
    problems: dict[Cell, list[CellProblem]] = {}
    for problem in decoded.problems:
        problems.setdefault(distinct[problem.position], []).append(problem)
    return Decoded(
        [[*value] if isinstance(value := values[cell], list) else value for cell in cells],
        [
            replace(problem, position=at)
            for at, cell in enumerate(cells if problems else ())
            for problem in problems.get(cell, ())
        ],
    )


def _lists(
    owners: Sequence[_Key], values: Sequence[JsonValue], faults: Mapping[_Key, Sequence[CellProblem]]
) -> dict[_Key, list[JsonValue]]:
    lists: dict[_Key, list[JsonValue]] = {}
    for owner, value in zip(owners, values, strict=True):
        kept = lists.setdefault(owner, [])
        if value is not None and value not in kept:
            kept.append(value)
    for owner, problems in faults.items():
        if any(problem.severity is Severity.ERROR for problem in problems):
            lists[owner] = []
    return lists
