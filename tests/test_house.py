"""The house: its rooms and floors are as CONTRIBUTING says, and a wrong import is caught wherever it is written."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

from parsed import nodes, trees

ROOT = Path(__file__).parent.parent
ETL = ROOT / "etl"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
FLOORS = [
    [room.strip() for room in floor.split("|")]
    for contract in CONTRACTS
    if contract["type"] == "layers"
    for floor in contract["layers"]
]
"""Floors from the top down, each with its rooms."""

APART = {"sandbox"}
MOST_NAMES, MOST_MODULES, MOST_LINES, MOST_METHODS = 32, 16, 350, 20

DECLARATIONS = re.compile(r"^(messages/|entities/|sandbox/storage/tables\.py|mapping/ready/)")
"""Data rather than logic: texts and declarations have the length of what they say."""


def modules(folder):
    """Return what counts in a folder: its modules and its subfolders, one each; the texts of a room are data."""
    return [
        file.name
        for file in folder.iterdir()
        if ((file.suffix == ".py" and file.name != "__init__.py") or (file / "__init__.py").is_file())
        and not (folder.name == "messages" and (ETL / file.stem).is_dir())
    ]


def test_the_top_of_the_package_is_rooms_only():
    """`etl` holds rooms, no loose module, and few enough names to read at a glance."""
    names = [path.name for path in ETL.iterdir() if not path.name.startswith("__pycache__")]
    assert len(names) <= MOST_NAMES
    assert [name for name in names if name.endswith(".py")] == ["__init__.py"]


def test_every_room_has_a_floor():
    """The floors of the import contract name every room there is, and no other; the sandbox stands apart."""
    rooms = {path.name for path in ETL.iterdir() if (path / "__init__.py").is_file()}
    assert {room for floor in FLOORS for room in floor} | APART == rooms
    (sandbox,) = (contract for contract in CONTRACTS if contract.get("source_modules") == ["etl.sandbox"])
    assert set(sandbox["forbidden_modules"]) == {f"etl.{room}" for room in rooms - APART}


def test_contributing_lists_the_rooms_as_the_contract_does():
    """Read from bottom to top, the list of rooms is a row's way; it is the contract's own order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `etl/([a-z0-9_]+)`", text, re.MULTILINE)
    assert [room for room in listed if room not in APART] == [room for floor in FLOORS for room in floor]


def test_no_room_is_crowded():
    """No room and no folder in one holds more than sixteen modules."""
    crowded = {
        str(folder.relative_to(ROOT)): len(modules(folder))
        for folder in [ETL, *(path.parent for path in ETL.rglob("__init__.py"))]
        if folder != ETL and len(modules(folder)) > MOST_MODULES
    }
    assert crowded == {}


def test_no_module_is_long():
    """No module is longer than 350 lines, but for texts and declarations."""
    long = {
        name: lines
        for path in ETL.rglob("*.py")
        if not DECLARATIONS.match(name := path.relative_to(ETL).as_posix())
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def wrong_imports():
    """Yield (room, what it may not import) for every rule: each floor upwards, beside, the sandbox, the libraries."""
    for above, below in pairwise(FLOORS):
        yield below[0], f"etl.{above[0]}"
    for floor in FLOORS:
        for first, second in pairwise(floor):
            yield first, f"etl.{second}"
    yield "messages", "etl.cli"
    for room in sorted({room for floor in FLOORS for room in floor}):
        yield "sandbox", f"etl.{room}"
    yield "load", "etl.sandbox"
    yield "runs", "pandas"
    yield "load", "pandera"
    yield "journal", "httpx"
    yield "plan", "sqlalchemy"
    yield "commands", "click"
    yield "runs", "tqdm"
    yield "load", "logging"


def test_every_planted_import_is_caught(tmp_path):
    """In a copy of the package with wrong imports, one a rule, the import rules name each module that has one."""
    shutil.copytree(ETL, tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__", "*.json", "*.yaml"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = list(enumerate(wrong_imports()))
    for number, (room, wrong) in planted:
        (tmp_path / "etl" / room / f"planted_{number}.py").write_text(f"import {wrong}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": ""}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    verdict = " ".join(done.stdout.split())
    assert len(planted) > 50
    assert [
        (room, wrong)
        for number, (room, wrong) in planted
        if f"etl.{room}.planted_{number} -> {wrong}" not in verdict
    ] == []


def test_the_rules_hold_for_the_package_as_it_is():
    """Nothing in the package imports what it may not: the same command as contributors run."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_every_module_says_what_it_is():
    """Each module begins with one sentence on what it does."""
    silent = [
        path.relative_to(ROOT).as_posix() for path, tree in trees(ETL).items() if not ast.get_docstring(tree)
    ]
    assert silent == []


def test_no_class_has_many_methods():
    """No class has more than twenty methods, its private ones counted: what is more than that is several things."""
    wide = {
        f"{module} {node.name}": number
        for module, node in nodes(ETL)
        if isinstance(node, ast.ClassDef)
        and (
            number := sum(isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) for member in node.body)
        )
        > MOST_METHODS
    }
    assert wide == {}


PUBLIC = "commands/api/"
"""The page of the public Python API: functions with keywords."""

MOST_PARAMETERS = 8


def functions():
    """Yield (module, function) of the whole package."""
    for module, node in nodes(ETL):
        if isinstance(node, ast.FunctionDef):
            yield module, node


def parameters(function):
    """Return the names of a function's parameters, but for the object it belongs to."""
    args = function.args
    every = [*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg]
    return [
        parameter.arg for parameter in every if parameter is not None and parameter.arg not in ("self", "cls")
    ]


def test_only_the_public_api_takes_many_parameters():
    """No function takes more than eight values, but for the keywords of the public Python API."""
    many = {
        f"{module} {function.name}"
        for module, function in functions()
        if len(parameters(function)) > MOST_PARAMETERS and not module.startswith(PUBLIC)
    }
    assert many == set()


def test_an_account_is_named_by_the_command_line_and_the_public_api_only():
    """Everything else is given the session that they open: no other function takes a profile and the sandbox."""
    named = {module for module, function in functions() if "sandbox" in parameters(function)}
    assert {module for module in named if not module.startswith(PUBLIC)} == {
        "cli/main.py",
        "commands/session.py",
    }


def test_nothing_is_identified_by_its_hash():
    """Two values may share a `hash()`: a row would be refused for another; a fingerprint stands for one value."""
    called = {
        (module, node.lineno)
        for module, node in nodes(ETL)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    }
    assert called == set()
