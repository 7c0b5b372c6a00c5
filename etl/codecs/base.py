"""The codec contract: whole columns of cells in, JSON values and problems out, and back to a cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, Protocol

from etl.core.results import JsonValue, Severity

Cell = None | bool | int | float | str | date | datetime | time | Decimal
"""What a spreadsheet reader yields. Empty is None or ""."""


UNSTATED = "ZZ"
"""The country (CLDR's unknown territory) of a row that states none, until it is known which record the row is."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read what is ambiguous in a whole file.

    `decimal` is the decimal mark when the user stated it (None: "1.234" is ambiguous and refused).
    `date_order` is the order of day and month in text dates. `epoch_1904` is the epoch of serials.
    `country` is the default ISO 3166-1 alpha-2 code for phones, postal codes and addresses.
    `currency` is the ISO 4217 code of the currency that amounts are in.
    `literal` says that cells are what a record holds, as in a row with the record's id: nothing in them is a
    word for nothing, an escape of another program or a slip of Excel's where the kind can hold it as it is.
    `date_unclear` says that the file shows the other order, if barely, or that none may be assumed: a date that reads
    either way is refused.
    `dump` says that a program wrote its words for nothing ("nan", "None") all over the file.
    """

    decimal: Literal[",", "."] | None = None
    date_order: Literal["dmy", "mdy", "ymd"] = "dmy"
    epoch_1904: bool = False
    country: str = "FR"
    currency: str = "EUR"
    literal: bool = False
    date_unclear: bool = False
    dump: bool = False


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem at a position (0-based) of a decoded column; the engine adds row, column and value.

    `proposed` is the whole cell that would be right, where there is one certain fix.
    """

    position: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """`values` has a JSON value per cell (None: empty or refused), `problems` what was refused or repaired."""

    values: list[JsonValue]
    problems: list[CellProblem]


class Codec(Protocol):
    """One kind of cell, both ways."""

    kind: str
    """Name of the kind: "siret", "date"..."""
    dtype: str
    """pandas dtype of decoded values: "str", "Int64", "boolean" or "object" (lists)."""
    as_text: bool
    """True where a spreadsheet must keep the cell as text (leading zeros, long digits, +33...)."""

    def decode(
        self,
        cells: Sequence[Cell],
        *,
        options: Options,
        hints: Sequence[str | None] | None = None,
        literal: Collection[int] = (),
    ) -> Decoded:
        """Read a column.

        `hints` gives each row's country code where the kind depends on it; cells at the positions of `literal`
        are read as `Options.literal` says.
        """
        ...

    def encode(self, value: JsonValue) -> Cell:
        """Write a JSON value as a cell such that decode(encode(v)) == v."""
        ...
