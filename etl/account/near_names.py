"""Names that are near a name that the account does not have."""

from collections.abc import Sequence

from rapidfuzz import process

from etl.codecs import fold

NONE = "∅"
"""Shown where the account has nothing to choose from."""

SHOWN = 12
"""How many names are listed when a name is unknown; the nearest come first."""

_NEAR = 75
"""Similarity, of 100, from which a name is near another."""


def nearest(name: str, accepted: Sequence[str]) -> list[str]:
    """Return the accepted names, nearest first, at most `SHOWN`."""
    ranked = process.extract(fold(name), accepted, processor=fold, limit=SHOWN)
    return [choice for choice, _score, _index in ranked] or [NONE]


def near(name: str, accepted: Sequence[str]) -> str | None:
    """Return the nearest accepted name, None where none is near; of addresses, the domain does not count."""
    match = process.extractOne(name, accepted, processor=_before_domain, score_cutoff=_NEAR)
    return None if match is None else match[0]


def only_near(name: str, accepted: Sequence[str]) -> str | None:
    """Return the only accepted name that is near, None where none is or several are."""
    matches = process.extract(name, accepted, processor=_before_domain, score_cutoff=_NEAR, limit=2)
    return matches[0][0] if len(matches) == 1 else None


def _before_domain(name: str) -> str:
    return fold(name.partition("@")[0])
