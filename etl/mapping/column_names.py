"""Names of columns: what a header means to an entity, and which known ones are near an unknown one."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from etl.codecs import fold
from etl.entities import Entity
from etl.entities.base.column import says_id

CUSTOM = "cf:"
"""Prefix of a custom-field column: cf:CODE or cf:name."""

OURS = "sellsy-etl:"
"""Prefix of the headers of our own reports; reading a report back ignores them."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a header such as postalCode begins a new word."""

_WORD = "(?:champ |field )?(?:obligatoire|requise?|required|mandatory|facultati(?:f|ve)|optionnel(?:le)?|optional)"
_STAR = "[*＊✱✻﹡⁎∗]"
_MARKED = re.compile(
    rf"^(?:\s*{_STAR})+\s*|(?:\s*(?:{_STAR}|[:：]|\((?:{_STAR}+|{_WORD})\)|\[(?:{_STAR}+|{_WORD})\]))+\s*$",
    re.IGNORECASE,
)
"""Marks that forms put around the name of a field: of a required field, and a colon."""

_NEAR = 78.0
"""Similarity (0-100) from which a known header is worth suggesting."""

_SHOWN = 12


def is_custom(header: str) -> bool:
    """Tell whether a header names a custom field."""
    return header.lower().startswith(CUSTOM) and len(header) > len(CUSTOM)


def is_custom_attribute(attribute: str) -> bool:
    """Tell whether an attribute is that of a custom field."""
    return attribute.startswith(CUSTOM)


def spaced(header: str) -> str:
    """Return a header such as postalCode with a space where each of its words begins."""
    return _CAMEL.sub(" ", header)


def attribute_of(entity: type[Entity], header: str) -> str | None:
    """Return the attribute a header names, None when it is unknown; a star (`Nom société *`) or a colon may follow."""
    if is_custom(header):
        return CUSTOM + header[len(CUSTOM) :].strip()
    index = entity.header_index()
    attribute = index.get(fold(header)) or index.get(fold(spaced(header)))
    return attribute or index.get(fold(_MARKED.sub("", header)))


def nearest(entity: type[Entity], header: str) -> str | None:
    """Return the known header nearest to an unknown one, if one is near; that of an id only to one that says so."""
    labels = _labels(entity, ids=says_id(spaced(header)))
    match = process.extractOne(header, labels, processor=fold, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return match[0] if match else None


def nearest_few(entity: type[Entity], header: str) -> list[str]:
    """Return the known headers nearest to an unknown one, the nearest first."""
    return [label for label, _, _ in process.extract(header, _labels(entity), processor=fold, limit=_SHOWN)]


def _labels(entity: type[Entity], *, ids: bool = True) -> list[str]:
    columns = [column for column in entity.columns if ids or not column.holds_id]
    return [label for column in columns for label in dict.fromkeys((column.fr, column.en))]


def positions_of(headers: Sequence[str]) -> dict[str, int]:
    """Return folded header -> position; BillingCity is Billing City too, unless another header is."""
    positions: dict[str, int] = {}
    for names in (headers, map(spaced, headers)):
        for position, name in enumerate(names):
            if name:
                positions.setdefault(fold(name), position)
    return positions
