"""No variable is called `one`, `found`, `held`, `said` or `some`, in the package or in its tests."""

import ast
from pathlib import Path

from parsed import trees

ROOT = Path(__file__).parents[1]
VAGUE = {"one", "found", "held", "said", "some"}


def _vague_names(module: ast.Module) -> list[str]:
    """Return `line: name` of each vague variable, parameter, function or attribute that a module binds."""
    wrong = []
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar
        ):
            name = node.name or ""
        else:
            continue
        if name in VAGUE:
            wrong.append(f"{node.lineno}: {name}")
    return wrong


def test_names_are_not_vague():
    """No variable, parameter or function of the package or its tests has a name that could mean anything."""
    wrong = [
        f"{path.relative_to(ROOT)}:{name}"
        for folder in ("etl", "tests")
        for path, tree in trees(ROOT / folder).items()
        for name in _vague_names(tree)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_vague_name_is_reported():
    """A function, a parameter, a loop variable, an assignment expression and an attribute are each reported."""
    source = "def said(held):\n    return (some := [one for one in held])\nclass Hit:\n    found: int\n"
    assert {name.split(": ")[1] for name in _vague_names(ast.parse(source))} == {
        "said",
        "held",
        "some",
        "one",
        "found",
    }
