"""What the XML of one sheet of an xlsx holds beside values: error cells, hidden rows, currencies.

Most programs write every cell alike (`<c r="D2" s="1" t="n">`): those sheets are searched. The others (a prefix before
each tag, cells without their place, single quotes) are parsed, four times as slow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.sheets.marks.model import UNCALCULATED, Currencies
from etl.sheets.readers.workbooks.measure import column_number, last_row

_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>(?:(?!</c>).){0,2000}?<v>([^<]{2,20})</v>', re.DOTALL
)
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"((?:(?!\bt="str")[^>])*)>'
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_ROW = re.compile(rb"<row\b([^>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'(?<![\w:])r="(\d{1,7})"')
_CELL = re.compile(rb"<c[\s/>]")
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_PREFIXED = re.compile(rb"<\w+:worksheet\b")
_SAID = re.compile(r"([A-Za-z]*)(\d*)")
_TRUE = ("1", "true")


@dataclass(slots=True)
class Found:
    """What was read so far; `styles` maps the number of each cell style whose format names a currency to it."""

    styles: Mapping[bytes, str]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    currencies: Currencies = field(default_factory=Currencies)
    row: int = 0


@dataclass(slots=True)
class Quick(Found):
    """Search blocks that begin where a cell begins."""

    def take(self, block: bytes) -> bool:
        """Search one more block; False when this way of searching does not fit it."""
        if self.row == 0 and _PREFIXED.search(block):
            return False
        placed = block.count(b'<c r="')
        if block.count(b"<c") != placed and len(_CELL.findall(block)) != placed:
            return False
        self.errors.update(_errors(block))
        if b'hidden="1"' in block or b'hidden="true"' in block:
            self.row = _hide(block, self.row, self.hidden)
        else:
            self.row = last_row(block, self.row)
        if b"<v" in block:
            for number, currency in self.styles.items():
                self._look_for(number, currency, block)
        return True

    def _look_for(self, style: bytes, currency: str, block: bytes) -> None:
        """Note the cells of a style that are not empty: their tags are not closed at once."""
        for end in (b' s="%s">' % style, b' s="%s" ' % style):
            for before in block.split(end)[:-1]:
                match = _PLACE.match(before, max(before.rfind(b"<"), 0))
                if match:
                    row = int(match[2])
                    self.currencies.add(column_number(match[1]), row, row, currency)


def _errors(block: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b't="e"' in block:
        for match in _ERROR.finditer(block):
            yield (int(match[2]), column_number(match[1])), match[3].decode("utf-8", "replace")
    if b"<f" in block:
        for match in _UNCALCULATED.finditer(block):
            yield (int(match[2]), column_number(match[1])), UNCALCULATED


def _hide(block: bytes, row: int, hidden: set[int]) -> int:
    for match in _ROW.finditer(block):
        number = _NUMBER.search(match[1])
        row = int(number[1]) if number else row + 1
        if _HIDDEN.search(match[1]):
            hidden.add(row)
    return row


def exactly(styles: Mapping[bytes, str], blocks: Iterable[bytes]) -> Found:
    """Return what parsing finds; `blocks` are the whole XML.

    Raises:
        expat.ExpatError: it is damaged.
    """
    reader = _Reader(Found(styles))
    for block in blocks:
        reader.parser.Parse(block)
    reader.parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place
    return reader.found


class _Reader:
    """Handles the tags of a sheet; a cell without a reference follows the previous one."""

    def __init__(self, result: Found) -> None:
        self.found = result
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.buffer_text = True
        self._column = 0
        self._kind = ""
        self._formula = False
        self._value: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.found.row = (
                int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.found.row + 1
            )
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                self.found.hidden.add(self.found.row)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self._formula = True
        elif tag == "v":
            self.parser.CharacterDataHandler = self._value.append

    def _cell(self, attributes: dict[str, str]) -> None:
        place = _SAID.fullmatch(attributes.get("r", ""))
        self._column = column_number(place[1].upper().encode()) if place and place[1] else self._column + 1
        self._kind, self._formula = attributes.get("t", "n"), False
        self._value.clear()
        currency = self.found.styles.get(attributes.get("s", "").encode())
        if currency:
            self.found.currencies.add(self._column, self.found.row, self.found.row, currency)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "v":
            self.parser.CharacterDataHandler = None
        elif tag == "c":
            value = "".join(self._value)
            at = (self.found.row, self._column)
            if self._kind == "e" and value:
                self.found.errors[at] = value[:20]
            elif self._formula and not value and self._kind != "str":
                self.found.errors[at] = UNCALCULATED
