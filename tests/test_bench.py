"""The benches and the table of what they measured: it names every measure that a bench declares, and no other."""

import ast
import re
from pathlib import Path

BENCH = Path(__file__).parent / "bench"
README = (BENCH / "README.md").read_text(encoding="utf-8")


def declared(path):
    """Return the names of a bench's measures, without running it."""
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="MEASURES")], value=ast.Dict(keys=keys)):
                return [ast.literal_eval(key) for key in keys]
    return []


def test_the_table_names_what_the_benches_measure():
    """README of the benches lists each measure of each bench once, as `run_all.py` writes them."""
    (table,) = re.findall(r"<!-- measured -->\n(.*?)\n<!-- /measured -->", README, re.DOTALL)
    names = [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()[2:]]
    assert names == sorted(name for path in BENCH.glob("bench_*.py") for name in declared(path))


def test_every_bench_is_explained():
    """README of the benches says of each script of which something is wanted what it compares."""
    listed = set(re.findall(r"`(bench_\w+)\.py`", README))
    assert {path.stem for path in BENCH.glob("bench_*.py") if declared(path)} <= listed
