"""Paths as people write them: `~` is their home."""

from contextlib import suppress
from pathlib import Path


def expanded(said: str | Path) -> Path:
    """Return a path with `~` and `~name` replaced; as a shell does, it stays as it is where nobody has that name."""
    with suppress(RuntimeError, ValueError):
        return Path(said).expanduser()
    return Path(said)
