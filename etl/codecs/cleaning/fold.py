"""Fold text so that spellings a person takes for the same compare equal.

It serves headers, names, labels and countries alike: one folding, so that they can never disagree.
"""

import re
from unicodedata import combining, normalize

_SEPARATORS = re.compile(r"[\s_'’‘`´ʼ\-‐‑‒–—−]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "°": "o"})


def fold(text: str) -> str:
    """Return the text without case and accents; apostrophes, hyphens, underscores, spaces become one space.

    >>> fold("  Côte d’Ivoire ")
    'cote d ivoire'
    """
    if text.isascii():
        bare = text.lower()
    else:
        # Twice: compatibility forms hide capitals (𝐀), and casefolding yields accents of its own (İ).
        decomposed = normalize("NFKD", normalize("NFKD", text).casefold())
        bare = "".join(char for char in decomposed if not combining(char)).translate(_LETTERS)
    return _SEPARATORS.sub(" ", bare).strip()
