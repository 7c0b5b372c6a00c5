"""Paths as people write them: `~` is the home folder."""

import re
from contextlib import suppress
from pathlib import Path


def expanded(path: str | Path) -> Path:
    """Return a path with `~` and `~name` replaced; an unknown name stays as it is, as in a shell."""
    with suppress(RuntimeError, ValueError):
        return Path(path).expanduser()
    return Path(path)


def typed(word: str | Path) -> str:
    """Return a word as it is typed on a command line, in quotes where a shell would cut it or read signs in it."""
    return str(word) if re.fullmatch(r"[\w./:\\,+@%=-]+", str(word)) else f'"{word}"'
