"""A user's function on rows that fails, or answers what is no row."""

import sys

import pytest

from etl.core.errors import ConfigError
from etl.sheets import Chunk
from etl.source.row_change import change_named, named_with

BODIES = {
    "int": "return 3",
    "text": "return 'abc'",
    "list": "return [1]",
    "object": "return {'Email': object()}",
    "nested": "return {'Email': [1]}",
    "endless number": "return {'Email': 10 ** 5000}",
    "bytes": "return {'Email': b'x'}",
    "number as header": "return {3: 'x'}",
    "generator": "yield 1",
    "exit": "raise SystemExit(5)",
    "interrupt": "raise KeyboardInterrupt",
    "endless": "return f(row)",
    "memory": "raise MemoryError",
    "unreadable error": "raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})",
}


def changed(folder, monkeypatch, body):
    (folder / "odd_rules.py").write_text(f"def f(row):\n    {body}\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "odd_rules", raising=False)
    return change_named("odd_rules:f").applied(
        Chunk([2, 3], [["A", "B"], ["a", "b"]]), ["Nom", "Email"], "a.csv"
    )


@pytest.mark.parametrize("name", BODIES)
def test_whatever_a_function_does_concerns_its_row_only(tmp_path, monkeypatch, name):
    """What it raises or answers rejects the row, with its name and what is wrong; the run goes on."""
    after = changed(tmp_path, monkeypatch, BODIES[name])
    assert [(problem.code, problem.row, problem.params["name"]) for problem in after.problems] == [
        ("transform-failed", row, "odd_rules:f") for row in (2, 3)
    ]


def test_what_a_function_prints_or_does_to_its_input_harms_nothing(tmp_path, monkeypatch, capsys):
    """Its prints go to stderr, and the row it is given is its own."""
    after = changed(tmp_path, monkeypatch, "print('x'); row.clear(); return {'Email': 'new'}")
    assert (after.chunk.columns, after.problems) == ([["A", "B"], ["new", "new"]], [])
    assert capsys.readouterr() == ("", "x\nx\n")


@pytest.mark.parametrize("body", ["raise SystemExit(4)", "raise KeyboardInterrupt", "def"])
def test_a_module_that_does_not_load_is_said(tmp_path, monkeypatch, body):
    """Whatever its import raises is one message with the name."""
    (tmp_path / "odd_module.py").write_text(body + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigError) as wrong:
        change_named("odd_module:f")
    assert wrong.value.code == "transform-import"


def test_an_asynchronous_function_is_refused(tmp_path, monkeypatch, recwarn):
    """`async def` is named before anything is read; what answers a coroutine all the same rejects its row, unheard of else."""
    (tmp_path / "later_rules.py").write_text(
        "async def clean(row):\n    return row\n\n\ndef hidden(row):\n    return clean(row)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigError) as wrong:
        change_named("later_rules:clean")
    assert (wrong.value.code, wrong.value.exit_code) == ("transform-async", 2)
    chunk = Chunk((2,), [["x"]])
    (problem,) = change_named("later_rules:hidden").applied(chunk, ["Nom"], "f.csv").problems
    assert problem.code == "transform-failed"
    assert not [error for error in recwarn if "never awaited" in str(error.message)]


def test_a_function_takes_the_parameters_of_its_name(tmp_path, monkeypatch):
    """Parameters follow the row, as the name that the journal keeps gives them; one it does not take is refused at once."""
    (tmp_path / "fair_rules.py").write_text(
        'def tag(row, fair, sep="-"):\n    return {"Nom": f"{row[\'Nom\']}{sep}{fair}"}\n', encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    name = named_with("fair_rules:tag", {"fair": "Lyon & Nice", "sep": " "})
    change = change_named(name)
    after = change.applied(Chunk((2,), [["A"]]), ["Nom"], "f.csv")
    assert (change.name, after.chunk.columns) == (name, [["A Lyon & Nice"]])
    for wrong in ("fair_rules:tag?place=Lyon", "fair_rules:tag?fair=Lyon&row=x"):
        with pytest.raises(ConfigError) as refused:
            change_named(wrong)
        assert refused.value.code == "transform-parameters"
