"""Country cells: ISO codes, names in French, English and the country's own languages (CLDR), and as people write them.

Several names of one country are read too ("France (FR)"). The tables are built once, at the first column that needs
them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from etl.codecs.base import Cell, Options
from etl.codecs.choice import nearest
from etl.codecs.cleaning.fold import fold
from etl.codecs.column import ColumnCodec, Plain, Reading, if_known, refused
from etl.codecs.countries.beside import OVERSEAS_WORDS
from etl.codecs.countries.country_names import ALIASES, SHARED
from etl.codecs.countries.own_names import OWN_NAMES
from etl.codecs.countries.postal_forms import OVERSEAS
from etl.codecs.text import cell_text
from etl.core.results import JsonValue

_NOT_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
_ARTICLE = re.compile(r"(?:la|le|les|l|the) ")
_AMPERSAND = re.compile(r"(?<=\w)\s*&\s*(?=\w)")
_SHORT = re.compile(r"(?<=\w )and(?= \w)|\bst(?= \w)")
"""Short words of names, before the words they belong to: alone, AND is Andorra and ST is São Tomé."""

_CAPITALS = frozenset({"and"})
"""Codes (ISO 3166-1 alpha-3) that are ordinary words, unless they are written in capitals."""


@dataclass(frozen=True, slots=True)
class _Countries:
    """`codes` by key, names to show by key, and codes by the very text of a code or a name."""

    codes: dict[str, str]
    shown: dict[str, str]
    exact: dict[str, JsonValue]


@cache
def _countries() -> _Countries:
    meanings: dict[str, set[str]] = {}
    for code, name in _names():
        meanings.setdefault(_key(name), set()).add(code)
    names = [(code, name) for code, name in _names() if len(meanings[_key(name)]) == 1]
    codes = {_key(name): code for code, name in names}
    shown = {_key(name): f"{name} ({code})" for code, name in reversed(names)}
    exact: dict[str, JsonValue] = {name: code for code, name in names}
    exact.update((code, code) for code in codes.values())
    return _Countries(_with_codes(codes), shown, exact)


def _names() -> Iterator[tuple[str, str]]:
    for language in ("fr", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code not in _NOT_COUNTRIES:
                yield code, name
    for code, names in ALIASES.items():
        for name in names:
            yield code, name


def _with_codes(by_name: dict[str, str]) -> dict[str, str]:
    codes = {code.lower(): code for code in set(by_name.values())}
    for alias, territories in get_global("territory_aliases").items():
        # Three letters: ISO 3166-1 alpha-3. An alias of several territories is a former country.
        if len(alias) == 3 and alias.isalpha() and len(territories) == 1 and territories[0].lower() in codes:
            codes[alias.lower()] = territories[0]
    return codes | by_name


def _key(name: str) -> str:
    words = fold(_AMPERSAND.sub(" et ", name).replace(".", " "))
    words = _SHORT.sub(lambda m: {"st": "saint", "and": "et"}[m[0]], words)
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words


SHARED_KEYS = {_key(name): names for name, names in SHARED.items()}
"""Key of a name -> the countries (code, full name) that share it."""


_BETWEEN = re.compile(r"[()\[\],;:/|–—]|\s-\s|-(?=[A-Z]{2,3}\b)|(?<=\b[A-Z]{2})-")
"""Separators between two names of a country, or a name and a code."""


@cache
def _own_names() -> dict[str, str]:
    """Return codes by the names that countries have in their own official languages."""
    return {_key(name): code for code, names in OWN_NAMES.items() for name in names}


def _code(name: str, key: str) -> str | None:
    return None if key in _CAPITALS and not name.isupper() else _countries().codes.get(key)


def _meanings(name: str) -> frozenset[str]:
    """Return the countries that a name or code alone may mean."""
    key = _key(name)
    code = _code(name, key) or _own_names().get(key)
    if code is not None:
        return frozenset((code,))
    return frozenset(code for code, _ in SHARED_KEYS.get(key, ()))


def _together(text: str) -> str | None:
    """Return the country that all the names in a text mean; an overseas territory beside France is itself."""
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    if len(parts) < 2:
        return None
    meanings = [_meanings(part) for part in parts]
    if not all(meanings):
        return None
    overseas = {codes for codes in meanings if codes <= _TERRITORIES}
    left = frozenset.intersection(
        *([codes for codes in meanings if codes != {"FR"}] if overseas else meanings)
    )
    return next(iter(left)) if len(left) == 1 else None


_TERRITORIES = frozenset(OVERSEAS.values())


class Country(ColumnCodec):
    """An ISO 3166-1 alpha-2 code, from a code or a name; written as the code."""

    kind = "country"

    def plain(self, _options: Options, /) -> Plain:
        """Let through upper-case codes and the names as CLDR writes them."""
        return if_known(_countries().exact)

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as a country."""
        text = cell_text(cell)
        key = _key(text)
        if key in OVERSEAS_WORDS:
            return refused("country-overseas")
        if code := _code(text, key):
            return Reading(code)
        if key in SHARED_KEYS:
            choices = [f"{full} ({code})" for code, full in SHARED_KEYS[key]]
            return refused("country-several", found=choices)
        if code := _own_names().get(key) or _together(text):
            return Reading(code)
        suggestion = nearest(text, _countries().shown)
        return refused("country-near", suggestion=suggestion) if suggestion else refused("country-unknown")
