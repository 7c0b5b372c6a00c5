"""Decode whole columns: a fast pass for plainly valid cells, a careful reading of each distinct other value.

A codec gives `plain` (for speed: it must agree with `read` wherever it answers) and `read`, which sees
cleaned cells. Both are given the options with the country of the row in them. It may give `whole` too, which reads many
texts at once as `plain` reads each of them.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, ClassVar, Final

from etl.codecs.base import Cell, CellProblem, Decoded, Options
from etl.codecs.cleaning.clean import clean_cell, error_code
from etl.codecs.cleaning.words import says_nothing
from etl.core.results import JsonValue, Severity

Plain = Callable[[Cell], Any]
"""Returns the JSON value of a cell that is not None, or `PENDING`."""


class _Pending:
    """The type of `PENDING`."""


PENDING: Final = _Pending()
"""The answer for a cell that must be read with care."""

_FEW = 16
"""Cells of a column that are read one by one."""

_SAMPLE = 200
"""First cells of a column that tell whether its cells repeat."""

_TEXTS = frozenset({str, NoneType})
_DISTINCT = frozenset({str, NoneType, date, int})
"""Types of which equal cells are the same cell: 1, 1.0 and True are equal too."""


def if_matching(match: Callable[[str], object]) -> Plain:
    """Return a pass that lets text through unchanged where `match` accepts it."""
    return lambda cell: cell if type(cell) is str and match(cell) else PENDING


def all_matching(pattern: str) -> Callable[[Sequence[str]], list[str] | None]:
    """Return what finds a pattern in each of many texts: its only group, or the text; None unless it matches them all.

    The pattern must not match a line break.
    """
    find = re.compile(f"^(?:{pattern})$", re.MULTILINE).findall

    def found_in(texts: Sequence[str]) -> list[str] | None:
        joined = "\n".join(texts)
        if joined.count("\n") >= len(texts):
            return None
        matches: list[str] = find(joined)
        return matches if len(matches) == len(texts) else None

    return found_in


def if_known(values: Mapping[str, JsonValue]) -> Plain:
    """Return a pass that lets known texts through as their values."""
    return lambda cell: values.get(cell, PENDING) if type(cell) is str else PENDING


@dataclass(frozen=True, slots=True)
class Reading:
    """How one cell reads.

    It is right (no code), repaired (a value and a code), refused (a code and no value), or `empties`: empty, with a
    warning. `proposed` is the cell that would be right in place of a refused one, where that is certain.
    """

    value: JsonValue = None
    code: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    empties: bool = False
    proposed: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the reading."""
        return Severity.ERROR if self.value is None and not self.empties else Severity.WARNING


def refused(code: str, *, proposed: str | None = None, **params: object) -> Reading:
    """Return the reading of a cell that rejects its row; `proposed` would be right in its place."""
    return Reading(None, code, params, proposed=proposed)


def repaired(value: JsonValue, code: str, **params: object) -> Reading:
    """Return the reading of a cell that is sent otherwise than it was written."""
    return Reading(value, code, params)


def emptied(code: str, **params: object) -> Reading:
    """Return the reading of a cell whose words mean nothing."""
    return Reading(None, code, params, empties=True)


class ColumnCodec:
    """The walk over a column; see the `Codec` protocol for the attributes.

    `hinted` says that the country of the row matters, `free` that any text may be a value of the kind: in a
    literal cell even a word for nothing.
    """

    kind: str
    dtype: str = "str"
    as_text: bool = False
    hinted: ClassVar[bool] = False
    free: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Keep a codec that has its own `plain` from the `whole` of its base, which may disagree."""
        super().__init_subclass__()
        if "plain" in vars(cls) and "whole" not in vars(cls):
            cls.whole = ColumnCodec.whole  # type: ignore[method-assign]

    def decode(
        self,
        cells: Sequence[Cell],
        *,
        options: Options,
        hints: Sequence[str | None] | None = None,
        literal: Collection[int] = (),
    ) -> Decoded:
        """Read a column; see the `Codec` protocol."""
        cells = cells if options.literal else self.prepared(cells, literal)
        if hints is None or not self.hinted:
            hints = None
            values = self._read_plainly(cells, options)
        elif len(set(hints)) == 1:
            values = self._read_plainly(cells, _in_row(options, hints[0]))
        else:
            plains = {hint: self.plain(_in_row(options, hint)) for hint in set(hints)}
            values = [None if c is None else plains[hint](c) for c, hint in zip(cells, hints, strict=True)]
        problems: list[CellProblem] = []
        seen: dict[object, Reading] = {}
        for position in [p for p, value in enumerate(values) if value is PENDING]:
            hint = hints[position] if hints else None
            as_held = options.literal or position in literal
            reading = self._settle_once(cells[position], options, hint=hint, literal=as_held, seen=seen)
            values[position] = reading.value
            if reading.code is not None:
                problem = CellProblem(
                    position, reading.code, reading.params, reading.severity, reading.proposed
                )
                problems.append(problem)
        return Decoded(values, problems)

    def prepared(self, cells: Sequence[Cell], _literal: Collection[int], /) -> Sequence[Cell]:
        """Return the cells to read, where the meaning of a cell depends on the others."""
        return cells

    def _read_plainly(self, cells: Sequence[Cell], options: Options) -> list[Any]:
        """Return the value of each plainly right cell, None for an empty one, `PENDING` for any other."""
        plain = self.plain(options)
        kinds = set(map(type, cells)) if len(cells) >= _FEW else {object}
        if kinds <= _DISTINCT and 2 * len(set(cells[:_SAMPLE])) < min(len(cells), _SAMPLE):
            known: dict[Cell, Any] = {cell: plain(cell) for cell in set(cells) - {None, ""}}
            known |= dict.fromkeys((None, ""))
            return [known[cell] for cell in cells]
        if kinds <= _TEXTS:
            texts: list[Any] = [cell for cell in cells if cell]
            values = self.whole(texts, options)
            if values is not None:
                following = iter(values)
                return values if len(texts) == len(cells) else [next(following) if c else None for c in cells]
        return [None if cell is None or cell == "" else plain(cell) for cell in cells]

    def _settle_once(
        self, cell: Cell, options: Options, *, hint: str | None, literal: bool, seen: dict[object, Reading]
    ) -> Reading:
        # 1, 1.0, True and Decimal(1) are equal; a signalling NaN has no hash.
        key = (type(cell), str(cell) if isinstance(cell, Decimal) else cell, hint, literal)
        reading = seen.get(key)
        if reading is None:
            reading = seen[key] = self.settle(cell, _in_row(options, hint, literal=literal))
        return reading

    def settle(self, cell: Cell, options: Options) -> Reading:
        """Read a cell carefully: clean it, let empty through, refuse Excel's errors, then `read`."""
        cleaned = clean_cell(cell, words=not (options.literal and self.free))
        if cleaned is None:
            return Reading()
        code = error_code(cleaned)
        if code is not None:
            return refused(code)
        reading = self.read(cleaned, options)
        # Where no word can be a value, a word for nothing is empty; a choice or a country may have that name.
        if reading.value is None and reading.code and not self.free and says_nothing(cleaned):
            return Reading()
        return reading

    def plain(self, _options: Options, /) -> Plain:
        """Return the fast reading of plainly right cells."""
        return lambda _cell: PENDING

    def whole(self, _texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Return what `plain` returns for each of many texts, none of them empty; None where only it can tell."""
        return None

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read a cleaned cell that is neither empty nor an Excel error."""
        raise NotImplementedError

    def encode(self, value: JsonValue) -> Cell:
        """Write a JSON value as a cell such that decode(encode(v)) == v."""
        return written(value)


def _in_row(options: Options, country: str | None, *, literal: bool = False) -> Options:
    if literal == options.literal and not country:
        return options
    return replace(options, country=country or options.country, literal=literal)


def written(value: JsonValue) -> Cell:
    """Return a JSON value as a cell: text as it is, a list as its items separated by commas."""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value) if isinstance(value, dict) else value
