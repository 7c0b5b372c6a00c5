"""Words for nothing: what programs write where they have no value, and what people write where they know none.

`Null`, `Nan`, `None` and `So` are names too: columns of names and notes keep such a word, unless the file is a dump.
"""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from etl.codecs.base import Cell
from etl.codecs.cleaning.clean import clean_cell


def _spellings(words: Iterable[str]) -> frozenset[str]:
    """Return words in small letters, capitals and with one capital, with and without their accents."""
    bare = ("".join(c for c in normalize("NFD", word) if not combining(c)) for word in words)
    known = {form for word, plain in zip(words, bare, strict=True) for form in (word, plain)}
    return frozenset(form for word in known for form in (word, word.lower(), word.upper(), word.capitalize()))


_AGREEING = ("renseigné", "communiqué", "précisé", "défini", "connu", "fourni", "indiqué")
_PROGRAMS = ("nan", "none", "null", "undefined")
_PEOPLE = (
    "sans objet", "non disponible", "non applicable",
    "not available", "not applicable", "not provided", "not specified",
    *(f"{no} {word}{end}" for no in ("non", "pas") for word in _AGREEING for end in ("", "e", "s", "es")),
)  # fmt: skip
_VAGUE = ("inconnu", "inconnue", "unknown")
_SHORT = ("nc", "nd", "nr", "na", "so", "ras", "n/d", "n/r", "s/o", "n.d.", "n.r.", "s.o.")

WORDS = _spellings((*_PROGRAMS, *_PEOPLE)) | {"NaN", "NaT"}
"""Words that mean nothing by themselves."""

INITIALS = frozenset(form for word in _SHORT for form in (word, word.upper())) | _spellings(_VAGUE)
"""What means nothing where it cannot mean anything else: SO is a surname, NC a country, "Inconnu" may be a label."""

DUMPED = frozenset({"nan", "NaN", "NAN", "NaT", "None", "null", "NULL", "undefined", "<NA>"})
"""What programs write, letter for letter: never "Null", "Nan" or "none", which people do."""

PHRASES = WORDS - _spellings(_PROGRAMS) - DUMPED
"""What only people write."""

_no_day = re.compile(r"0{1,4}([-/. ])0{1,2}\1[0]{1,4}(?:[ T]00?:00(?::00(?:\.0+)?)?)?Z?|0{8}").fullmatch


def is_no_day(cell: Cell) -> bool:
    """Tell whether a cell is a database's empty date, such as 0000-00-00."""
    return isinstance(cell, str) and cell[:1] == "0" and _no_day(cell) is not None


def says_nothing(cell: Cell) -> bool:
    """Tell whether a cell is empty, or only contains a word for nothing."""
    cleaned = clean_cell(cell)
    return cleaned is None or (
        isinstance(cleaned, str) and (cleaned in WORDS or cleaned in INITIALS or is_no_day(cleaned))
    )
