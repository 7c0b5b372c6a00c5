"""What a sheet looks like, whatever the format: looks of cells, columns, the frozen part, rules of colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Literal, Protocol, Self

from etl.sheets.readers.table import Cell

FONT = "Calibri"
"""The one font of our workbooks; LibreOffice shows Carlito, of the same widths, where it is missing."""

SIZE = 10.0
INK = "#1b2430"

A_SECOND = timedelta(seconds=1)
"""How long ago a workbook says it was made: whoever saves it again, however soon, leaves a later moment."""

Shown = Literal["", "text", "date", "moment", "time", "done"]
"""How a value is shown: as typed, as text, as a date; "done" puts a check mark before a text."""


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell. `edge` is the colour of its lower edge, `box` that of all its edges.

    `currency` is shown after a number, as it is written.
    """

    bold: bool = False
    size: float = SIZE
    ink: str = INK
    fill: str = ""
    edge: str = ""
    box: str = ""
    wrap: bool = False
    align: Literal["", "left", "center", "right"] = ""
    shown: Shown = ""
    currency: str = ""


PLAIN = Look()

Styled = tuple[Cell, Look]
"""A cell and its look."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in characters, and the look of the cells that nothing was written in."""

    width: float
    look: Look = PLAIN
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A look that the cells of some columns (from 0) take where a formula is true.

    The formula is an Excel one for the first cell below the header; of several rules, the first that is true counts.
    """

    first: int
    last: int
    formula: str
    look: Look


@dataclass(frozen=True, slots=True)
class PageLook:
    """A sheet: its name, its columns, how many lines and columns are frozen, and the line (from 1) of its headers.

    A filter stands on the headers of the first `filtered` columns. `start` is the cell (line, column from 0) that is
    selected; `first` opens the workbook on this sheet.
    """

    name: str
    columns: Sequence[Column]
    frozen: tuple[int, int] = (0, 0)
    header: int = 0
    filtered: int = 0
    rules: Sequence[Rule] = ()
    start: tuple[int, int] = (0, 0)
    first: bool = False


class Page(Protocol):
    """A sheet being written, from its first line down."""

    def row(self, cells: Sequence[Styled], *, height: float | None = None) -> None:
        """Write a line; a height in points, else that of its texts."""


class Book(Protocol):
    """A workbook being written; it replaces its target when complete, and not at all on failure."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def page(self, look: PageLook) -> Page:
        """Begin a sheet; sheets may be written side by side."""

    def remember(self, properties: Mapping[str, str]) -> None:
        """Keep properties in the file, each of at most 255 characters."""
