"""The files that travel with the program: samples and ready pipelines, in an installed package or a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def packaged(kind: str) -> Path:
    """Return the folder of a kind of file: "samples" or "pipelines"."""
    installed = _PACKAGE / f"_{kind}"
    return installed if installed.is_dir() else _PACKAGE.parent / kind
