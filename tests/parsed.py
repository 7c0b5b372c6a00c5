"""The sources of the package as trees, parsed once a process: several tests read all of them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from etl.core.gc_pause import gc_paused


@cache
def trees(folder: Path) -> dict[Path, ast.Module]:
    """Return the tree of each module of a folder; looking for garbage meanwhile would take three times as long."""
    paths = gc_paused(sorted(folder.rglob("*.py")))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def nodes(folder: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield (module, node) of all that a folder's modules are made of; modules are paths from the folder."""
    for path, tree in trees(folder).items():
        name = path.relative_to(folder).as_posix()
        for node in ast.walk(tree):
            yield name, node
