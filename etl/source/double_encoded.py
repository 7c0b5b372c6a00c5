"""Report text that was encoded twice once per file, with an example."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.core.observer import Observer
from etl.core.results import Problem

_CODES = ("text-double-encoded", "text-encoding-repaired")


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
