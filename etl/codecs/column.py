"""Decode whole columns: a fast pass for plainly right cells, a careful reading of each distinct other value.

A codec overrides `quick` (never needed for correctness, only for speed) and `read`, which sees cleaned cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Final

from etl.codecs.base import Cell, CellProblem, Decoded, Options
from etl.codecs.clean import clean_cell, is_excel_error
from etl.results import JsonValue, Severity


class _Pending:
    """The type of `PENDING`."""


PENDING: Final = _Pending()
"""What `quick` answers for a cell that must be read with care."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one cell reads: right (no code), repaired (a value and a code) or refused (a code and no value)."""

    value: JsonValue = None
    code: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)


def refused(code: str, **params: object) -> Reading:
    """Return the reading of a cell that keeps its row out."""
    return Reading(None, code, params)


def repaired(value: JsonValue, code: str, **params: object) -> Reading:
    """Return the reading of a cell that is sent otherwise than it was written."""
    return Reading(value, code, params)


EMPTY: Final = Reading()


class ColumnCodec:
    """The walk over a column; see the `Codec` protocol for the attributes.

    `hinted` says that the country of the row matters.
    """

    kind: str
    dtype: str = "str"
    as_text: bool = False
    hinted: ClassVar[bool] = False

    def decode(
        self, cells: Sequence[Cell], *, options: Options, hints: Sequence[str | None] | None = None
    ) -> Decoded:
        """Read a column. `hints` gives each row's country code where the kind depends on it."""
        rows = hints if self.hinted else None
        values = self.quick(cells, options, countries=rows)
        problems: list[CellProblem] = []
        seen: dict[object, Reading] = {}
        for position in [p for p, value in enumerate(values) if value is PENDING]:
            cell = cells[position]
            country = (rows[position] if rows is not None else None) or options.country
            # 1, 1.0, True and Decimal(1) are equal; a signalling NaN has no hash.
            key = (type(cell), str(cell) if isinstance(cell, Decimal) else cell, country)
            reading = seen.get(key)
            if reading is None:
                reading = seen[key] = self.settle(cell, options, country=country)
            values[position] = reading.value
            if reading.code is not None:
                severity = Severity.ERROR if reading.value is None else Severity.WARNING
                problems.append(CellProblem(position, reading.code, reading.params, severity))
        return Decoded(values, problems)

    def settle(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read one cell with care: clean it, let empty through, refuse Excel's errors, then `read`."""
        cleaned = clean_cell(cell)
        if cleaned is None:
            return EMPTY
        if is_excel_error(cleaned):
            return refused("excel-error")
        return self.read(cleaned, options, country=country)

    def quick(
        self, cells: Sequence[Cell], options: Options, *, countries: Sequence[str | None] | None
    ) -> list[Any]:
        """Return one value per cell, or `PENDING`; it must agree with `settle` wherever it answers."""
        del options, countries
        return [None if cell is None else PENDING for cell in cells]

    def read(self, cell: Cell, options: Options, *, country: str) -> Reading:
        """Read a cleaned cell that is neither empty nor an Excel error."""
        raise NotImplementedError

    def encode(self, value: JsonValue) -> Cell:
        """Write a JSON value as a cell such that decode(encode(v)) == v."""
        return written(value)


def written(value: JsonValue) -> Cell:
    """Return a JSON value as a cell: text as it is, a list as its items behind commas."""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value) if isinstance(value, dict) else value
