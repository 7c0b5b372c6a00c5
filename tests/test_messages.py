"""The two catalogues say the same things, and every thing that is said is there."""

import ast
import re
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


def nodes():
    """Yield (path, node) of every piece of the program's code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


GIVEN = {
    "problem": {"Problem", "Rule", "refused", "repaired", "UnresolvedError"},
    "error": {
        "ConfigError", "DataError", "ApiError", "FatalApiError", "RetryableApiError", "RefusedError",
        "OutcomeUnknownError", "JournalError",
    },
    "text": {"text", "say", "note"},
}  # fmt: skip
"""What is called with a code first, by what the code is of."""

CATALOGUES = {"problem": {*fr.PROBLEMS, *fr.ERRORS}, "error": {*fr.ERRORS}, "text": {*fr.TEXTS}}


def given(path, node):
    """Yield (kind, code) of a string literal that is the first thing given to one of those calls."""
    if "sandbox" in path.parts:
        return  # it knows no catalogue: Sellsy's words are its own
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield from ((kind, first.value) for kind, names in GIVEN.items() if called in names)


def test_the_program_and_the_catalogue_name_the_same_codes():
    """Every code that is given to a problem, an error or a text has its texts, and no text has a code that nobody gives."""
    asked, whole, built = {kind: set() for kind in GIVEN}, set(), set()
    for path, node in nodes():
        if isinstance(node, ast.Call):
            for kind, code in given(path, node):
                asked[kind].add((path.name, code))
        elif path.parent.name == "messages" and path.stem in {"fr", "en"}:
            continue
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if any(re.search("[a-z]-$|^-[a-z]", piece or "") for piece in pieces):
                built.add("".join(".+" if piece is None else re.escape(piece) for piece in pieces))
    for kind, found in asked.items():
        assert len(found) > 40
        assert [(path, code) for path, code in found if code not in CATALOGUES[kind]] == [], kind
    for name in ("PROBLEMS", "ERRORS", "TEXTS", "WORDS"):
        silent = {code for code in getattr(fr, name) if code not in whole}
        assert {code for code in silent if not any(re.fullmatch(one, code) for one in built)} == set(), name


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
