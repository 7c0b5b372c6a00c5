"""A person's whole name in a cell, as French people write it: its civility, given name and family name.

Capitals tell a family name (`GUÉRIN Céline`), and so do particles (`Jean-Marc de la Tour`) and a comma; else a common
given name tells which end is which. What none of these decides is read in the order that the header states or that the
other cells of the column show; without any it is not read at all.
"""

import re
from collections.abc import Iterable, Sequence
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
_BETWEEN = re.compile(r"\s*[/;&+|\n]\s*|\s+(?:et|ou|and|or)\s+", re.IGNORECASE)
"""What stands between the names of several persons."""

_KIN = frozenset({"fils", "fille", "filles", "frere", "freres", "soeurs", "associes", "cie", "co"})
"""Words after "et" that name no person."""

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
    """The parts of a name; `doubtful` tells that a person should look at them.

    A name with a `flaw` is not read: nothing tells the order of its parts, or there are several persons.
    """

    civility: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    doubtful: bool = False
    flaw: Literal["order", "several"] | None = None


def read_name(text: str, order: Order | None = None, usual: Order | None = None) -> PersonName:
    """Return the parts of a whole name.

    `order` is the one that the header of its column states, `usual` the one that the other cells of the column show:
    a name that only it decides is doubtful.

    >>> read_name("Mme GUÉRIN Céline")
    PersonName(civility='Mme', first_name='Céline', last_name='GUÉRIN', doubtful=False, flaw=None)
    """
    words = text.split()
    if _are_several(text):
        return PersonName(last_name=" ".join(words), doubtful=True, flaw="several")
    civilities, titled, rest = _addressed(words)
    if _NO_NAME.search(text) or _AND.intersection(map(str.lower, rest)) or not rest:
        return PersonName(last_name=" ".join(words) or None, doubtful=bool(civilities) or len(words) > 1)
    name = _named(rest, order)
    if name.flaw is not None:
        name = PersonName(last_name=" ".join(rest), flaw="order") if usual is None else _named(rest, usual)
        name = replace(name, doubtful=True)
    unclear = name.doubtful or titled or len(set(civilities)) > 1
    return replace(name, civility=civilities[0] if len(set(civilities)) == 1 else None, doubtful=unclear)


def order_of(texts: Iterable[str]) -> Order | None:
    """Return the order that whole names show: that of all whose parts are certain, None where they differ."""
    orders = {order for text in texts if (order := _certain_order(text))}
    return orders.pop() if len(orders) == 1 else None


def _certain_order(text: str) -> Order | None:
    """Return the order of a name that capitals or a common given name tell."""
    name = read_name(text)
    if name.doubtful or "," in text or not (name.first_name and name.last_name):
        return None
    _, _, rest = _addressed(text.split())
    if not _is_given(name.first_name.split()[0]) and _by_capitals(rest) is None:
        return None
    return "given" if " ".join(rest).startswith(name.first_name) else "family"


def _are_several(text: str) -> bool:
    """Tell whether a text names several persons: names with signs between them, or whole ones with commas."""
    if "," in text and not _BETWEEN.search(text):
        whole = [read_name(part) for part in text.split(",")]
        return all(
            not name.doubtful and name.last_name and (name.civility or name.first_name) for name in whole
        )
    parts = _BETWEEN.split(text)
    return len(parts) > 1 and all(map(_may_be_person, parts))


def _may_be_person(text: str) -> bool:
    """Tell whether a part of a cell may be the name of a person by itself; a civility alone is none."""
    _, _, words = _addressed(text.split())
    names = any(sum(map(str.isalpha, word)) > 1 for word in words)
    return names and not _NO_NAME.search(text) and _KIN.isdisjoint(map(fold, words))


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
    """Return the name with a common given name at one end; in the stated order where there is none, or two."""
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
    flaw: Literal["order"] | None = "order" if order is None else None
    return replace(_cut(words, 1, "given"), doubtful=len(words) > 2, flaw=flaw)


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
