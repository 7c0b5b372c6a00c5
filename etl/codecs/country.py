"""Country cells: ISO codes, or names in French and English (CLDR) and as people write them.

The table is built once, at the first column that needs it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from etl.codecs.base import Cell, Options
from etl.codecs.choice import nearest
from etl.codecs.column import ColumnCodec, Plain, Reading, if_known, refused
from etl.codecs.country_names import ALIASES, SHARED
from etl.codecs.fold import fold
from etl.codecs.text import cell_text
from etl.results import JsonValue

_NOT_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
_ARTICLE = re.compile(r"(?:la|le|les|l|the) ")


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
        # Three letters: ISO 3166-1 alpha-3. An alias of several territories is a country that is no more.
        if len(alias) == 3 and alias.isalpha() and len(territories) == 1 and territories[0].lower() in codes:
            codes[alias.lower()] = territories[0]
    return codes | by_name


def _key(name: str) -> str:
    words = fold(name.replace("&", " et ").replace(".", " "))
    words = re.sub(r"\b(?:st|and)\b", lambda m: {"st": "saint", "and": "et"}[m[0]], words)
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words


_SHARED = {_key(name): [f"{full} ({code})" for code, full in found] for name, found in SHARED.items()}


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
        if code := _countries().codes.get(key):
            return Reading(code)
        if key in _SHARED:
            return refused("country-several", found=_SHARED[key])
        suggestion = nearest(text, _countries().shown)
        return refused("country-near", suggestion=suggestion) if suggestion else refused("country-unknown")
