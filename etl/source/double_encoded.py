"""Text that was encoded twice: a warning for each cell, a note with an example for the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.codecs import Cell
from etl.core.observer import Observer
from etl.core.results import Problem, Severity
from etl.source.checked import show

_CODES = ("text-double-encoded", "text-encoding-repaired")


def double_encoded(
    header: str, raw: Sequence[Cell], meant: Mapping[int, str], *, rows: Sequence[int], repairs: bool
) -> Iterator[Problem]:
    """Yield a warning for each cell that was encoded twice, with its text as `meant`; it stays so without `repairs`."""
    code = _CODES[1 if repairs else 0]
    for at, repaired in meant.items():
        params, proposed = {"repaired": show(repaired)}, None if repairs else repaired
        yield Problem(code, rows[at], header, show(raw[at]), params, Severity.WARNING, proposed)


@dataclass(slots=True)
class DoubleEncoded:
    """Counts the cells that were encoded twice, and keeps the first."""

    count: int = 0
    first: Problem | None = None

    def take(self, problems: Iterable[Problem]) -> None:
        """Count the cells among these problems."""
        for problem in problems:
            if problem.code in _CODES:
                self.count += 1
                self.first = self.first or problem

    def tell(self, observer: Observer) -> None:
        """Report the count, and the first cell with its repaired text."""
        if self.first is not None:
            code = "note-double-encoded" if self.first.code == _CODES[0] else "note-encoding-repaired"
            repaired = self.first.params["repaired"]
            observer.note(
                code, count=self.count, row=self.first.row, value=self.first.value, repaired=repaired
            )
