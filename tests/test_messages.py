"""The two catalogues say the same things, and every thing that is said is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import etl
from etl.messages import en, error_text, fr, problem_text, text

SOURCES = sorted(Path(etl.__file__).parent.rglob("*.py"))


def placeholders(entry):
    texts = entry if isinstance(entry, tuple) else (entry,)
    return [sorted(set(re.findall(r"{(\w+)", one))) for one in texts]


@pytest.mark.parametrize("name", ["PROBLEMS", "ERRORS", "TEXTS", "WORDS"])
def test_both_languages_hold_the_same_codes_with_the_same_placeholders(name):
    """French and English have the same codes; what a text shows in one it shows in the other."""
    french, english = getattr(fr, name), getattr(en, name)
    assert set(french) == set(english)
    for code, entry in french.items():
        together = {p for part in placeholders(entry) for p in part}
        assert together == {p for part in placeholders(english[code]) for p in part}, code


@cache
def nodes():
    """Return (path, node) of every piece of the program's code, read once."""
    return [
        (path, node) for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def literals(names):
    """Yield (file, code) of every string literal given first to one of some calls."""
    for path, node in nodes():
        if "sandbox" in path.parts:
            continue  # it knows no catalogue: Sellsy's words are its own
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        if called in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield path.name, first.value


@pytest.mark.xdist_group("sources")
def test_every_problem_that_is_found_has_its_texts():
    """Every code given to a problem is in the catalogue."""
    found = set(literals({"Problem", "Rule", "refused", "repaired", "UnresolvedError"}))
    assert len(found) > 40
    missing = [(path, code) for path, code in found if code not in fr.PROBLEMS and code not in fr.ERRORS]
    assert missing == []


@pytest.mark.xdist_group("sources")
def test_every_error_that_is_raised_has_its_texts():
    """Every code given to an error is in the catalogue."""
    names = {"ConfigError", "DataError", "ApiError", "FatalApiError", "RetryableApiError", "RefusedError"}
    found = set(literals(names | {"OutcomeUnknownError", "JournalError"}))
    assert len(found) > 40
    assert [(path, code) for path, code in found if code not in fr.ERRORS] == []


@pytest.mark.xdist_group("sources")
def test_every_label_that_is_shown_exists():
    """Every text asked by its code is in the catalogue."""
    found = set(literals({"text", "say", "note"}))
    assert [(path, code) for path, code in found if code not in fr.TEXTS] == []


@cache
def spoken():
    """Return the strings of the program, and patterns of those put together from pieces."""
    whole, built = set(), set()
    for path, node in nodes():
        if path.parent.name == "messages" and path.stem in {"fr", "en"}:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if any(re.search("[a-z]-$|^-[a-z]", piece or "") for piece in pieces):
                built.add("".join(".+" if piece is None else re.escape(piece) for piece in pieces))
    return whole, built


@pytest.mark.xdist_group("sources")
@pytest.mark.parametrize("name", ["PROBLEMS", "ERRORS", "TEXTS", "WORDS"])
def test_every_text_of_the_catalogue_is_said_somewhere(name):
    """No catalogue holds a text that no code asks for."""
    whole, built = spoken()
    codes = {code for code in getattr(fr, name) if code not in whole}
    assert {code for code in codes if not any(re.fullmatch(pattern, code) for pattern in built)} == set()


def test_words_of_the_program_are_said_in_the_readers_language():
    """A kind of record or a match key inside a sentence is a word of that language."""
    params = {"record": "12 (Alpha)", "held": "supplier", "wanted": "client"}
    assert "fournisseur" in problem_text("kind-differs", params, lang="fr")[0]
    assert "supplier" in problem_text("kind-differs", params, lang="en")[0]


def test_a_text_survives_a_missing_parameter():
    """Reporting a failure never fails: a missing parameter shows its name."""
    assert "<accepted>" in problem_text("lookup-unknown", {"value": "x", "column": "y"}, lang="fr")[1]
    assert "<path>" in error_text("file-absent", {}, lang="en")[0]
    assert text("report-line", lang="fr", path="a {b}") == "Rapport\u00a0: a {b}"
