"""The Python API, and what importing it costs."""

import ast
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import etl
import etl.commands
import etl.config
import etl.journal
from etl.core.results import Outcome, Problem, RunResult, Severity


def test_the_public_names_are_there():
    """Every name of `etl.__all__` can be had; another one is an AttributeError."""
    assert all(getattr(etl, name) is not None for name in etl.__all__)
    with pytest.raises(AttributeError):
        _ = etl.nothing_of_the_kind


def test_the_functions_load_their_room_when_they_are_asked():
    """`import etl` alone loads no room; asking for `etl.import_file` loads the one that holds it."""
    code = (
        "import sys, etl\n"
        "assert not {'etl.commands', 'etl.runs', 'pandas'} & set(sys.modules)\n"
        "assert etl.import_file.__module__ == 'etl.commands.api.files'\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_lists_the_functions_with_their_first_lines():
    """`help(etl)` shows every function of the public page with what it does."""
    done = subprocess.run([sys.executable, "-m", "pydoc", "etl"], capture_output=True, text=True, check=False)
    functions = [name for name in etl.__all__ if name.islower() and not name.startswith("_")]
    assert len(functions) >= 12
    for name in functions:
        assert f"    {name}(" in done.stdout
        assert getattr(etl, name).__doc__.splitlines()[0] in done.stdout


@pytest.mark.parametrize("page", [etl, etl.commands, etl.config, etl.journal])
def test_a_lazy_page_loads_what_it_says_it_imports(page):
    """The imports that only type checkers see and the table that the interpreter uses name the same things."""
    seen = {
        (statement.module, name.name)
        for block in ast.parse(Path(page.__file__).read_text(encoding="utf-8")).body
        if isinstance(block, ast.If)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for name in statement.names
    }
    listed = {(module, name) for module, names in page._MODULES.items() for name in names.split()}
    assert seen == listed
    assert all(getattr(page, name) is not None for _, name in listed)


def test_the_installed_version_is_the_package_s():
    """The version of the distribution is the one that `etl.__version__` tells."""
    assert version("sellsy-etl") == etl.__version__


def test_importing_the_package_is_cheap():
    """`import etl` loads no library beyond Python's own."""
    code = "import sys, etl; sys.exit(len({'pandas', 'pandera', 'httpx', 'click', 'sqlalchemy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_result_counts_and_tells_its_exit_code():
    """A run is fine when no row was rejected, failed or is unknown."""
    fine = dict.fromkeys(["read", *Outcome], 0) | {"read": 1, "created": 1}
    result = RunResult("r", "finished", "client", fine, calls=1, duration_s=0.12345)
    assert result.exit_code == 0
    assert result.to_dict()["duration_s"] == 0.123
    bad = RunResult("r", "finished", "client", fine | {"unknown": 1}, calls=1, duration_s=0.1)
    assert bad.exit_code == 1


def test_a_problem_shows_the_seven_keys_of_the_contract():
    """A problem as JSON has row, column, code, value, message, fix and what is proposed, in the language asked."""
    problem = Problem("match-id-unknown", 3, "ID", "12", {"key": "id"}, Severity.ERROR)
    assert list(problem.to_dict("fr")) == ["row", "column", "code", "value", "message", "fix", "proposed"]
    assert "12" in problem.to_dict("fr")["message"]
