"""The sources of the package as trees, parsed once a process: several tests read all of them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """Return the tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(folder: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield (module, node) of all that a folder's modules are made of; modules are paths from the folder."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        for node in ast.walk(tree(path)):
            yield name, node
