"""Measure the area of a sheet of an xlsx from its XML before a reader allocates it."""

import re
from collections.abc import Iterable
from itertools import islice

_CELL = re.compile(rb"<(?:\w+:)?(c|row)\b([^>]*)>")
_HAS_VALUE = re.compile(rb"</(?:\w+:)?c>").search
_NUMBER = re.compile(rb'(?<![\w:])r="(\d{1,7})"')
_PLACED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr\s*=").search
_EMPTY = re.compile(rb"<(?:\w+:)?c\b[^>]*/>").search
_UNPLACED = re.compile(rb"<(?:\w+:)?c\b")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is>(?!<t/>|<t></t>))")
_LOOKED_AT = 4
"""Blocks of a sheet in which rows are searched that are too wide for a header."""

_REFERENCE = re.compile(rb"""(?<![\w:])r\s*=\s*["']([A-Za-z]*)(\d*)["']""")


def last_row(block: bytes, row: int) -> int:
    """Return the number of the last row that a block begins, of rows after one."""
    number = _NUMBER.match(block, block.rfind(b"<row") + len("<row ")) if b"<row" in block else None
    return int(number[1]) if number else row + block.count(b"<row") + block.count(b":row")


def wide_row(blocks: Iterable[bytes], *, rows: int, most: int) -> tuple[int, int] | None:
    """Return (number, filled cells) of the first row with more than `most` filled cells, of the first filled ones."""
    number = count = 0
    for block in islice(blocks, _LOOKED_AT):
        pieces = iter(_ROW.split(block))
        count += len(_FILLED.findall(next(pieces)))
        for tag, cells in zip(pieces, pieces, strict=True):
            if count > most:
                return number, count
            rows -= count > 0
            if not rows:
                return None
            match = _NUMBER.search(tag)
            number = int(match[1]) if match else number + 1
            count = len(_FILLED.findall(cells))
    return (number, count) if count > most else None


class Measure:
    """The area of a sheet's cells: `area` in cells, `filled` how many there are."""

    filled = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        raise NotImplementedError

    @property
    def shown(self) -> str:
        """Columns x rows."""
        raise NotImplementedError

    def take(self, block: bytes, /) -> bool:
        """Measure a block; return False when this measure does not fit it."""
        raise NotImplementedError


class Exact(Measure):
    """Measure every cell; a cell without a reference follows the previous one.

    The reader begins with the first row and the first filled column.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.left = 1 << 62
        self.last = (0, 0)

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        if not self.filled:
            return 0
        return self.last[0] * (self.last[1] - self.left + 1)

    @property
    def shown(self) -> str:
        """Columns x rows."""
        return f"{self.last[1]} x {self.last[0]}"

    def take(self, block: bytes, /) -> bool:
        """Measure a block."""
        if not _HAS_VALUE(block):
            self.row = last_row(block, self.row)
            return True
        if not _PLACED(block) and not _EMPTY(block):
            self._take_unplaced(block)
            return True
        for tag in _CELL.finditer(block):
            match = _REFERENCE.search(tag[2])
            if tag[1] == b"row":
                self.row = int(match[2]) if match and match[2] else self.row + 1
                self.column = 0
                continue
            row, self.column = self.row, self.column + 1
            if match:
                row = int(match[2] or 0) or row
                self.column = column_number(match[1].upper()) or self.column
            if not tag[2].endswith(b"/"):
                self._reach(row, self.column)
        return True

    def _take_unplaced(self, block: bytes) -> None:
        """Measure a block whose cells are all filled and adjacent: a row at a time."""
        pieces = iter(_ROW.split(block))
        self._beside(next(pieces))
        for tag, cells in zip(pieces, pieces, strict=True):
            match = _REFERENCE.search(tag)
            self.row = int(match[2]) if match and match[2] else self.row + 1
            self.column = 0
            self._beside(cells)

    def _beside(self, cells: bytes) -> None:
        count = len(_UNPLACED.findall(cells))
        if count:
            self.filled += count - 1
            self.left = min(self.left, self.column + 1)
            self.column += count
            self._reach(self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        self.filled += 1
        self.left = min(self.left, column)
        self.last = (max(self.last[0], row), max(self.last[1], column))


class Within(Measure):
    """Count cells, and check that none is beyond the columns and digits of rows declared: four times as fast."""

    rows: int

    def __init__(self, columns: int, rows: int) -> None:
        digits = len(str(rows))
        self.columns = columns
        self.rows = 10**digits - 1
        self._beyond = re.compile(rb'<c(?! r="(?:%s)[0-9]{1,%d}")[\s/>]' % (_up_to(columns), digits)).search

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        return self.columns * self.rows

    @property
    def shown(self) -> str:
        """Columns x rows."""
        return f"{self.columns} x {self.rows}"

    def take(self, block: bytes, /) -> bool:
        """Measure a block."""
        self.filled += block.count(b'<c r="')
        return self._beyond(block) is None and b":c " not in block


def _up_to(columns: int) -> bytes:
    """Return the pattern of the letters of the first columns."""
    letters = column_letters(columns)
    ways = [b"[A-Z]{1,%d}" % (len(letters) - 1)] if len(letters) > 1 else []
    for position in range(len(letters)):
        last = position == len(letters) - 1
        highest = letters[position : position + 1]
        if last or highest > b"A":
            top = highest if last else bytes([highest[0] - 1])
            rest = len(letters) - position - 1
            ways.append(letters[:position] + b"[A-%s]" % top + (b"[A-Z]{%d}" % rest if rest else b""))
    return b"|".join(ways)


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, none is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> bytes:
    """Return the letters of a column from its number: 1 is A."""
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters
