"""What a hidden cell of our reports knows of its row: its number in the original file, how it ended, and its cells.

It is sorted along with its row. `seen` are short digests, one a cell: they tell which cells a person changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Literal, Self

from etl.sheets.readers.table import Cell

Kind = Literal["c", "h", "o", "d", "x", "l"]
"""To correct; held (never read unchanged); other; done (written to Sellsy); no record; too long to be kept whole."""

_HEX = 6
"""Characters of the digest of a cell: where two differ, one in 16 million would pass for unchanged."""

_WRITTEN = re.compile(r"(\d+)([chodxl])((?:[0-9a-f]{6})*)")


@dataclass(frozen=True, slots=True)
class RowState:
    """The state of a row; `seen` are the digests of our own cells together, then of each of the user's.

    In the sheet of all rows, a row that is done has one digest of all the user's cells.
    """

    row: int
    kind: Kind
    seen: tuple[str, ...] = ()

    @property
    def cell(self) -> str:
        """The text of the hidden cell."""
        return f"{self.row}{self.kind}{''.join(self.seen)}"

    @classmethod
    def read(cls, cell: Cell) -> Self | None:
        """Return the state that a hidden cell holds, None where it holds none."""
        match = _WRITTEN.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            return None
        digests = match[3]
        seen = tuple(digests[at : at + _HEX] for at in range(0, len(digests), _HEX))
        return cls(int(match[1]), match[2], seen)  # type: ignore[arg-type]


def digests(ours: Sequence[Cell], theirs: Sequence[Cell]) -> tuple[str, ...]:
    """Return what `RowState.seen` keeps of a row."""
    return (digest("\x1f".join(map(cell_key, ours))), *(digest(cell_key(cell)) for cell in theirs))


def digest(text: str) -> str:
    """Return the short digest of a text."""
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=_HEX // 2).hexdigest()


def cell_key(cell: Cell) -> str:
    """Return a cell as a text that is the same before it is written and after a spreadsheet program saved it again."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return f"b{cell:d}"
    if isinstance(cell, int | float):
        return f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0).isoformat()
    if isinstance(cell, date):
        return datetime.combine(cell, time()).isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").rstrip()
