"""Paths as people write them: `~` is the home folder."""

from contextlib import suppress
from pathlib import Path


def expanded(path: str | Path) -> Path:
    """Return a path with `~` and `~name` replaced; an unknown name stays as it is, as in a shell."""
    with suppress(RuntimeError, ValueError):
        return Path(path).expanduser()
    return Path(path)
