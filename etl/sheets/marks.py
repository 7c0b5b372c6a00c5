"""What the reader of workbooks leaves out: error cells, formulas never calculated, hidden rows, how serials count."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UNCALCULATED = "#UNCALCULATED!"
"""The text of a formula that no program has calculated yet: its value is not in the file."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of a sheet beside its values; rows and columns are counted from 1.

    `errors` maps (row, column) to the text of an error cell, which is read as empty otherwise. `hidden` are the
    rows that nobody sees. `merged` are the ranges (first row, first column, last row, last column).
    """

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    epoch_1904: bool = False
