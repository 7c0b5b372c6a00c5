"""Malformed lines of a text file, and how they were read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Flaw:
    """How a line is malformed; a `broken` one cannot be read, any other was read in the only possible way.

    `code` names the text, `line` is the line as it is written.
    """

    code: str
    line: str
    broken: bool = False
    params: Mapping[str, str] = field(default_factory=dict)


class FlawedLine(list[str | None]):
    """The cells of a line with a flaw; for a broken line, its pieces, then the line as written."""

    def __init__(self, cells: Iterable[str | None], flaw: Flaw) -> None:
        super().__init__(cells)
        self.flaw = flaw

    @classmethod
    def broken(cls, pieces: Sequence[str | None], flaw: Flaw, width: int) -> Self:
        """Return a line that cannot be read: its pieces keep their place where they fit the headers."""
        return cls([*(pieces if len(pieces) == width else [None] * width), flaw.line], flaw)


def flaws_of(numbers: Sequence[int], rows: Sequence[Sequence[object]]) -> dict[int, Flaw]:
    """Return row number -> flaw of the rows that have one."""
    pairs = zip(numbers, rows, strict=True)
    return {number: cells.flaw for number, cells in pairs if isinstance(cells, FlawedLine)}
