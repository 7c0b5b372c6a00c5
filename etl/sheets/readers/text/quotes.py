"""A line of a CSV with misplaced quotes, read where there is only one way to read it.

Two ways of writing are tried, each for the whole line. In one, quotes inside a quoted cell are doubled, or stand as
they are; in the other each follows a backslash. A way counts where the line comes out with as many cells as the
header; where there is no such way, or more than one, nothing is guessed.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["plain", "spaces", "inner", "backslash"]
"""What was undone: nothing, spaces around quotes, quotes that are not doubled, backslashes before quotes."""

QUOTE = '"'
ESCAPED = '\\"'

_MOST_JOINED = 30
"""Delimiters inside the quoted cells of one line that is read piece by piece."""

_MOST_PIECES = 500
"""Pieces of such a line."""

_RANK: tuple[Kind, ...] = ("plain", "spaces", "inner", "backslash")
_OPENERS = " \t([{'«"
_CLOSERS = " \t)]}'».,;:!?"
_WHOLE = re.compile(r'"((?:[^"]|"")*)"[;,\t|]*([\r\n]*)')


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells of a line, and what was undone to get them."""

    cells: tuple[str, ...]
    kind: Kind


_Cell = tuple[str, Kind]


class Quotes:
    """How the lines of a file that are cut by one delimiter are read."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        cut = re.escape(mark)
        quoted, bare = r'"[^"]*(?:""[^"]*)*"', f'[^"{cut}]*'
        self._proper = re.compile(f"(?:{quoted}|{bare})(?:{cut}(?:{quoted}|{bare}))*[\r\n]*").fullmatch
        space = " " if mark == "\t" else "[ \t]"
        self._spaced = re.compile(f'(?:^|{cut}){space}+"').search
        self._touching = re.compile(f'"{cut}(?! )|{cut}"|"{space}*{cut}{space}*"').search
        self._escaped = re.compile(
            rf'{space}*"(?P<quoted>(?:[^"\\]|\\")*)"{space}*(?={cut}|$)|(?P<bare>(?!{space}*")[^{cut}]*)'
        )

    def is_proper(self, line: str) -> bool:
        """Tell whether quotes are around cells only, or doubled inside (RFC 4180)."""
        return self._proper(line) is not None

    def has_spaces(self, line: str) -> bool:
        """Tell whether a cell begins with spaces and a quote."""
        return self._spaced(line) is not None

    def pieces(self, line: str) -> list[str]:
        """Return a line cut at every delimiter, whatever its quotes say."""
        return line.rstrip("\r\n").split(self.mark)

    def hard_width(self, line: str, *, spaced: bool) -> int:
        """Return how many cells a line would have without quotes; a delimiter with a space behind it is prose.

        In a file that writes such a space everywhere (`spaced`) it is not.
        """
        soft = 0 if spaced else line.count(f"{self.mark} ")
        return line.count(self.mark) - soft + 1

    def strict(self, line: str) -> list[str] | None:
        """Return the cells of a line with proper quotes, None where they are not closed as they should be."""
        try:
            return next(csv.reader([line], delimiter=self.mark, strict=True), [])
        except csv.Error:
            return None

    def reading(self, line: str, width: int | None) -> Reading | None:
        """Return the one reading of a line that has so many cells, None where there is none or more than one."""
        line = line.rstrip("\r\n")
        if width is None:
            most = line.count(self.mark) + 1
            widths = range(most, max(most - _MOST_JOINED, 0), -1)
            return next((reading for count in widths if (reading := self.reading(line, count))), None)
        ways = {
            reading.cells: reading for reading in (*self._escaping(line, width), *self._doubling(line, width))
        }
        return next(iter(ways.values())) if len(ways) == 1 else None

    def escaping(self, line: str, width: int) -> Reading | None:
        """Return the reading of a line in which quotes follow a backslash, where it has so many cells."""
        return next(iter(self._escaping(line.rstrip("\r\n"), width)), None)

    def _escaping(self, line: str, width: int) -> Iterator[Reading]:
        if ESCAPED not in line:
            return
        cells: list[str] = []
        at = 0
        while match := self._escaped.match(line, at):
            text = match["bare"] if match["quoted"] is None else match["quoted"]
            cell = text.replace(ESCAPED, QUOTE)
            if "\\" in cell or (ESCAPED in text and text.count(QUOTE) != text.count(ESCAPED)):
                return
            cells.append(cell)
            at = match.end() + 1
            if match.end() == len(line):
                break
        if at > len(line) and len(cells) == width:
            yield Reading(tuple(cells), "backslash")

    def _doubling(self, line: str, width: int) -> Iterator[Reading]:
        """Yield at most two readings: two are enough to show that there is not exactly one."""
        pieces = line.split(self.mark)
        spare = len(pieces) - width
        if not 0 <= spare <= _MOST_JOINED or len(pieces) > _MOST_PIECES:
            return

        @cache
        def rest(at: int, spare: int) -> tuple[tuple[_Cell, ...], ...]:
            if at == len(pieces):
                return ((),) if spare == 0 else ()
            readings: list[tuple[_Cell, ...]] = []
            for joined in range(min(spare, len(pieces) - at - 1) + 1):
                cell = self._cell(pieces[at : at + joined + 1])
                if cell is not None:
                    readings += [(cell, *tail) for tail in rest(at + joined + 1, spare - joined)]
                if len(readings) > 1:
                    break
            return tuple(readings[:2])

        for cells in rest(0, spare):
            kinds = {kind for _, kind in cells}
            yield Reading(tuple(text for text, _ in cells), max(kinds, key=_RANK.index))

    def _cell(self, pieces: Sequence[str]) -> _Cell | None:
        """Return the cell that these pieces make, None where they cannot be a cell."""
        written = self.mark.join(pieces)
        if QUOTE not in written:
            return (written, "plain") if len(pieces) == 1 else None
        bare = written.strip(" \t")
        if not bare.startswith(QUOTE):
            return (written, "plain") if len(pieces) == 1 and ESCAPED not in written else None
        inside = bare[1:-1] if len(bare) > 1 and bare.endswith(QUOTE) else None
        if len(pieces) > 1 and (inside is None or (not _is_doubled(inside) and self._touching(inside))):
            return None
        quoted = None if inside is None else _quoted(inside, spaces=bare != written)
        if quoted is None and len(pieces) == 1 and _has_pairs(bare):
            return written, "inner"
        return quoted


def _quoted(inside: str, *, spaces: bool) -> _Cell | None:
    """Return the text of a quoted cell, None where its quotes can be read in two ways."""
    if inside.endswith("\\"):
        return None
    if _is_doubled(inside):
        return inside.replace(QUOTE * 2, QUOTE), "spaces" if spaces else "plain"
    if QUOTE * 2 in inside or ESCAPED in inside:
        return None
    sides = _sides(inside)
    if sides == "()" * (len(sides) // 2) or _are_inches(inside):
        return inside, "inner"
    return None


def _is_doubled(inside: str) -> bool:
    return QUOTE not in inside.replace(QUOTE * 2, "")


def _has_pairs(text: str) -> bool:
    """Tell whether the quotes of a text open and close words in turn, such as `"Chez Paul" et "Chez Luc"`."""
    sides = _sides(text)
    return QUOTE * 2 not in text and ESCAPED not in text and sides == "()" * (len(sides) // 2)


def _sides(text: str) -> str:
    """Return "(" for each quote that opens a word, ")" for each that closes one, "?" where it is neither."""
    padded = f" {text} "
    sides = ""
    for match in re.finditer(QUOTE, padded):
        before, after = padded[match.start() - 1], padded[match.end()]
        opens = before in _OPENERS and after not in " \t"
        closes = after in _CLOSERS and before not in " \t"
        sides += "?" if opens == closes else "(" if opens else ")"
    return sides


def _are_inches(text: str) -> bool:
    """Tell whether every quote follows a figure: 24" is a length."""
    return not re.search(r'(?<!\d)"|"\w', text)


def whole(line: str) -> str | None:
    """Return the text of a line that is a single quoted cell, None for any other line."""
    match = _WHOLE.fullmatch(line)
    return match[1].replace(QUOTE * 2, QUOTE) + match[2] if match else None
