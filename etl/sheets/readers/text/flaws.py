"""Lines of a text file that are not written as they should be: what was made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Flaw:
    """How a line is not written as it should be; a `broken` one cannot be read, any other was, in the one way there is.

    `code` names the text, `line` is the line as it is written.
    """

    code: str
    line: str
    broken: bool = False
    params: Mapping[str, str] = field(default_factory=dict)


class FlawedLine(list[str | None]):
    """The cells of a line that has a flaw; of a broken one they are its pieces, then the line as it is written."""

    def __init__(self, cells: Iterable[str | None], flaw: Flaw) -> None:
        super().__init__(cells)
        self.flaw = flaw

    @classmethod
    def broken(cls, pieces: Sequence[str | None], flaw: Flaw, width: int) -> Self:
        """Return a line that cannot be read: what it is made of stays in its place where it fits the headers."""
        return cls([*(pieces if len(pieces) == width else [None] * width), flaw.line], flaw)


def flaws_of(numbers: Sequence[int], rows: Sequence[Sequence[object]]) -> dict[int, Flaw]:
    """Return row number -> flaw of the rows that have one."""
    pairs = zip(numbers, rows, strict=True)
    return {number: cells.flaw for number, cells in pairs if isinstance(cells, FlawedLine)}
