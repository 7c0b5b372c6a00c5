"""A person's whole name in a cell, as French people write it: its civility, given name and family name.

Capitals tell a family name (`GUÉRIN Céline`), and so do particles (`Jean-Marc de la Tour`) and a comma; else a common
given name tells which end is which. What none of these decides is read in the usual order and reported as doubtful.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from etl.codecs.cleaning.fold import fold

Order = Literal["given", "family"]
"""Which name comes first."""

_CIVILITIES = {
    **dict.fromkeys(("m", "mr", "monsieur"), "M."),
    **dict.fromkeys(("mme", "madame", "mrs"), "Mme"),
    **dict.fromkeys(("mlle", "melle", "mademoiselle", "ms", "miss"), "Mlle"),
}
_TITLES = frozenset({"dr", "docteur", "pr", "prof", "professeur", "me", "maitre"})
_AND = frozenset({"et", "&", "ou", "and"})
_PARTICLES = frozenset(
    {
        "d", "da", "dal", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "l", "la", "le",
        "les", "ten", "ter", "van", "vom", "von", "zu",
    }
)  # fmt: skip
_NO_NAME = re.compile(
    r"[\d@/;()\[\]|+:?!\"]|\b(?:service|direction|comptabilit|accueil|standard|secr[ée]tariat)", re.IGNORECASE
)
"""What no name has: figures and signs, or the words of a department."""

_APOSTROPHE = re.compile(r"^([dl])['’]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name; `doubtful` tells that a person should look at them."""

    civility: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    doubtful: bool = False


def read_name(text: str, order: Order | None = None) -> PersonName:
    """Return the parts of a whole name; `order` is the one that the header of its column states.

    >>> read_name("Mme GUÉRIN Céline")
    PersonName(civility='Mme', first_name='Céline', last_name='GUÉRIN', doubtful=False)
    """
    words = text.split()
    civilities, titled, rest = _addressed(words)
    if _NO_NAME.search(text) or _AND.intersection(map(str.lower, rest)) or not rest:
        return PersonName(last_name=" ".join(words) or None, doubtful=bool(civilities) or len(words) > 1)
    name = _named(rest, order)
    unclear = name.doubtful or titled or len(set(civilities)) > 1
    return replace(name, civility=civilities[0] if len(set(civilities)) == 1 else None, doubtful=unclear)


def _addressed(words: Sequence[str]) -> tuple[list[str], bool, list[str]]:
    """Return the civilities before or after a name, whether it has a title such as Dr, and the words of the name."""
    civilities: list[str] = []
    rest = list(words)
    titled = False
    for word in words:
        bare = fold(word).rstrip(".")
        if bare in _CIVILITIES:
            civilities.append(_CIVILITIES[bare])
        elif bare in _TITLES:
            titled = True
        elif not (word.lower() in _AND and civilities):
            break
        rest.pop(0)
    last = fold(rest[-1]).rstrip(".") if len(rest) > 1 else ""
    if last in _CIVILITIES and last != "m" and not civilities:
        civilities.append(_CIVILITIES[last])
        rest.pop()
    return civilities, titled, rest


def _named(words: Sequence[str], order: Order | None) -> PersonName:
    if any("," in word for word in words):
        last, _, first = (part.strip() for part in " ".join(words).partition(","))
        both = bool(last and first) and "," not in first
        return PersonName(None, first, last) if both else PersonName(last_name=" ".join(words), doubtful=True)
    if len(words) == 1:
        return PersonName(last_name=words[0], doubtful=_is_given(words[0]))
    name = _by_capitals(words)
    if name is not None:
        return name
    scattered = any(map(_is_capital, words)) and not all(map(_is_family, words))
    name = _by_particle(words) or _by_given_name(words, order)
    return replace(name, doubtful=name.doubtful or scattered)


def _by_capitals(words: Sequence[str]) -> PersonName | None:
    """Return the name whose family name alone is in capitals, at one end, with its particles."""
    capitals = [_is_capital(word) for word in words]
    if all(capitals) or not any(capitals):
        return None
    start, end = capitals.index(True), len(words) - capitals[::-1].index(True)
    while start > 0 and _is_particle(words[start - 1]):
        start -= 1
    family, given = words[start:end], [*words[:start], *words[end:]]
    if (start and end < len(words)) or not given or not all(map(_is_family, family)):
        return None
    return PersonName(None, " ".join(given), " ".join(family))


def _by_particle(words: Sequence[str]) -> PersonName | None:
    """Return the name whose family name begins with a particle."""
    at = next((at for at, word in enumerate(words) if _is_particle(word)), None)
    if at is None or (at == len(words) - 1 and not _APOSTROPHE.match(words[at])):
        return None
    if at > 0:
        if not _is_given(words[0]) and _is_given(words[-1]):
            return PersonName(None, words[-1], " ".join(words[:-1]))
        certain = at == 1 or _is_given(words[0])
        return PersonName(None, " ".join(words[:at]), " ".join(words[at:]), doubtful=not certain)
    ends = (at + 1 for at, word in enumerate(words) if not _is_particle(word) or _APOSTROPHE.match(word))
    end = next(ends, len(words))
    given = words[end:]
    if not given:
        return PersonName(last_name=" ".join(words), doubtful=all(map(_is_particle, words[-1:])))
    return PersonName(None, " ".join(given), " ".join(words[:end]), doubtful=not _is_given(given[0]))


def _by_given_name(words: Sequence[str], order: Order | None) -> PersonName:
    """Return the name with a common given name at one end; in the stated or usual order where there is none, or two."""
    before = next((at for at, word in enumerate(words) if not _is_given(word)), len(words))
    behind = next((at for at, word in enumerate(reversed(words)) if not _is_given(word)), len(words))
    if before and not behind:
        return _cut(words, before, "given")
    if behind and not before:
        return _cut(words, len(words) - behind, "family")
    if order is None and all(map(_is_family, words)) and not before:
        return PersonName(last_name=" ".join(words), doubtful=True)
    if order == "family":
        return replace(_cut(words, len(words) - 1, order), doubtful=len(words) > 2)
    return replace(_cut(words, 1, "given"), doubtful=order is None or len(words) > 2)


def _cut(words: Sequence[str], at: int, order: Order) -> PersonName:
    first, second = " ".join(words[:at]), " ".join(words[at:])
    return PersonName(None, first, second) if order == "given" else PersonName(None, second, first)


def _is_capital(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and word.isupper() and "." not in word


def _is_family(word: str) -> bool:
    return _is_capital(word) or _is_particle(word)


def _is_particle(word: str) -> bool:
    return fold(word) in _PARTICLES or _APOSTROPHE.match(word) is not None


def _is_given(word: str) -> bool:
    return fold(word).partition(" ")[0] in _given_names()


@cache
def _given_names() -> frozenset[str]:
    """Return given names common in France, folded, but those that are more often family names (Martin, Bernard)."""
    listed = files("etl.codecs.french").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
