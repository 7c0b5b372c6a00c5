"""Text cells: names, cities, notes; and how any cell looks as text."""

import re
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from etl.codecs.base import Cell, Options
from etl.codecs.cleaning.clean import (
    PLACEHOLDERS,
    all_ordinary,
    clean_cell,
    length_text,
    ordinary,
    ordinary_prose,
)
from etl.codecs.cleaning.markup import unescaped, untagged
from etl.codecs.cleaning.mojibake import as_cp1252
from etl.codecs.cleaning.words import DUMPED, INITIALS, PHRASES, WORDS
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, refused, repaired
from etl.core.results import JsonValue

MARKUP = "text-markup"
"""The code of undone markup; it is reported once per file, not once per row."""

_CAREFUL = PLACEHOLDERS | WORDS | INITIALS
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE = re.compile(r"\s*[\t\n]\s*")


class Text(ColumnCodec):
    """Text of `min_length` to `max_length` characters, on one line unless `multiline`: a long text, as notes are.

    A whole number loses its ".0", a boolean reads VRAI or FAUX as French Excel shows it, and a date (Excel
    turns "1-2" into one) is kept as ISO text with a warning. Line breaks and tabs of a single-line text
    become spaces, with a warning too. What a web page does to text is undone (`etl.codecs.cleaning.markup`). A word for
    nothing may be a name, so it is kept with a warning, unless the file is a dump; none of these in a literal cell.
    """

    kind = "text"
    as_text = True
    free = True
    named: ClassVar[bool] = True
    """Whether a word for nothing may be a value: it may be a name."""
    escaped: ClassVar[bool] = True
    """Whether a web page may have written the text."""

    def __init__(
        self, max_length: int | None = None, min_length: int = 0, *, multiline: bool = False
    ) -> None:
        self.max_length = max_length
        self.min_length = min_length
        self.multiline = multiline

    def plain(self, _options: Options, /) -> Plain:
        """Let through ordinary text of the right length."""
        lengths = self._lengths
        usual = ordinary_prose if self.escaped else ordinary
        return lambda cell: (
            cell
            if type(cell) is str and len(cell) in lengths and usual(cell) and cell not in _CAREFUL
            else PENDING
        )

    def whole(self, texts: Sequence[str], _options: Options, /) -> list[Any] | None:
        """Let through ordinary texts of the right lengths."""
        lengths = self._lengths
        is_right = (
            all(length in lengths for length in set(map(len, texts)))
            and _CAREFUL.isdisjoint(texts)
            and all_ordinary(texts, prose=self.escaped)
        )
        return list(texts) if is_right else None

    @property
    def _lengths(self) -> range:
        return range(self.min_length, (self.max_length or sys.maxsize - 1) + 1)

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as text."""
        text = cell_text(cell)
        code = "text-from-date" if isinstance(cell, date | time) else None
        if _CONTROL.search(text):
            meant = as_cp1252(text)
            # Cleaning takes one of these signs, \x85, for a line break.
            return refused("text-control", proposed=None if "\n" in text or _CONTROL.search(meant) else meant)
        if isinstance(cell, str) and not options.literal:
            if self._is_nothing(text, options):
                return Reading()
            code = "text-word-kept" if text in WORDS else None
            plain = self._without_markup(text)
            if plain is None:
                return Reading()
            text, code = plain, code if plain == text else MARKUP
        return self._within_bounds(text, code)

    def _within_bounds(self, text: str, code: str | None) -> Reading:
        if not self.multiline and ("\n" in text or "\t" in text):
            text, code = _LINE.sub(" ", text), "text-line-joined"
        if "\ufffd" in text:
            code = "text-damaged"
        if self.max_length is not None and len(text) > self.max_length:
            return refused("text-too-long", length=len(text), limit=self.max_length)
        if len(text) < self.min_length:
            return refused("text-too-short", length=len(text), limit=self.min_length)
        return repaired(text, code) if code else Reading(text)

    def _is_nothing(self, text: str, options: Options) -> bool:
        """Tell whether a text means nothing: in a dump, words of programs and of people do."""
        if not self.named:
            return text in WORDS or (options.dump and text in INITIALS)
        return options.dump and (text in DUMPED or text in PHRASES or (self.multiline and text in INITIALS))

    def _without_markup(self, text: str) -> str | None:
        """Return a text without its markup, None where nothing is left."""
        if not self.escaped:
            return text
        plain = unescaped(untagged(text) if self.multiline else text)
        if plain == text:
            return text
        cleaned = clean_cell(plain)
        return cleaned if isinstance(cleaned, str) else None

    def encode(self, value: JsonValue) -> Cell:
        """Return the text."""
        return value if value is None or isinstance(value, str) else str(super().encode(value))


class RichText(Text):
    """A long text of which markup is part."""

    escaped = False

    def __init__(self, max_length: int | None = None) -> None:
        super().__init__(max_length, multiline=True)


class Listed(Text):
    """A name from a list, such as a tag, a step or a legal form: a word for nothing is not a value."""

    named = False


class Code(Listed):
    """A reference or a code: a word for nothing is not a value, and apparent markup is part of it."""

    escaped = False


def cell_text(cell: Cell) -> str:
    """Return a cell as a person would type it: whole numbers without ".0", no exponent, ISO dates, 09:30, 30:00:00."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float | Decimal):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, time | timedelta):
        return _clock_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _clock_text(cell: time | timedelta) -> str:
    if isinstance(cell, timedelta):
        return length_text(cell)
    return cell.isoformat("seconds" if cell.second else "minutes")


def _number_text(number: float | Decimal) -> str:
    exact = Decimal(repr(number)) if isinstance(number, float) else number
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
