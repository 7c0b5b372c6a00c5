"""The texts of both languages say the same things, and every thing that is said is there."""

import ast
import re
from pathlib import Path

import pytest
from parsed import trees

import etl
from etl.messages import catalogue, error_text, problem_text, text, words

ETL = Path(etl.__file__).parent
KINDS = ("PROBLEMS", "ERRORS", "TEXTS", "WORDS")
FILES = {module.__name__.rpartition(".")[2]: module for module in catalogue.ROOMS}


def placeholders(*parts):
    return {name for part in parts for name in re.findall(r"{(\w+)", part)}


@pytest.mark.parametrize("name", FILES)
def test_what_a_text_shows_in_one_language_it_shows_in_the_other(name):
    """French and English of a code have the same placeholders; a hint in one language has one in the other."""
    for kind in KINDS:
        for code, entry in getattr(FILES[name], kind, {}).items():
            french, english = (entry.fr, entry.hint_fr), (entry.en, entry.hint_en)
            assert placeholders(*french) == placeholders(*english), code
            assert [bool(part) for part in french] == [True, kind in ("PROBLEMS", "ERRORS")], code
            assert [bool(part) for part in french] == [bool(part) for part in english], code


def test_a_code_has_its_text_in_one_place():
    """No two rooms have a text of the same code."""
    for kind in ("PROBLEMS", "ERRORS", "TEXTS"):
        assert sum(len(getattr(room, kind, {})) for room in FILES.values()) == len(
            getattr(catalogue, kind)
        ), kind


def room_of(path):
    """Return the room of a module; what `messages` itself says is among the words."""
    room = path.relative_to(ETL).parts[0]
    return "words" if room == "messages" else room


def nodes():
    """Yield (room, node) of every piece of the program's code that is not a text."""
    for path, tree in trees(ETL).items():
        texts = path.parent.name == "messages" and path.stem in {*FILES, "examples"}
        if not texts and "sandbox" not in path.parts:  # it knows no catalogue: Sellsy's words are its own
            room = room_of(path)
            for node in ast.walk(tree):
                yield room, node


GIVEN = {
    "PROBLEMS": {"Problem", "Rule", "refused", "repaired", "UnresolvedError"},
    "ERRORS": {
        "ConfigError", "DataError", "ApiError", "FatalApiError", "RetryableApiError", "RefusedError",
        "OutcomeUnknownError", "JournalError",
    },
    "TEXTS": {"text", "say", "note"},
}  # fmt: skip
"""What is called with a code first, by what the code is of."""

KNOWN = {
    "PROBLEMS": {*catalogue.PROBLEMS, *catalogue.ERRORS},
    "ERRORS": {*catalogue.ERRORS},
    "TEXTS": {*catalogue.TEXTS},
}


def test_every_code_that_is_given_has_its_texts():
    """What is given to a problem, an error or a text as its code is in the catalogue."""
    asked = {kind: set() for kind in GIVEN}
    for room, node in nodes():
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for kind, names in GIVEN.items():
                if called in names and isinstance(node.args[0].value, str):
                    asked[kind].add((room, node.args[0].value))
    for kind, codes in asked.items():
        assert len(codes) > 40
        assert [(room, code) for room, code in codes if code not in KNOWN[kind]] == [], kind


def named_codes():
    """Return the strings of each room, and the patterns of those that it builds."""
    whole, built = {}, {}
    for room, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.setdefault(room, set()).add(node.value)
        elif isinstance(node, ast.JoinedStr):
            pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if any(re.search("[a-z]-$|^-[a-z]", piece or "") for piece in pieces):
                pattern = "".join(".+" if piece is None else re.escape(piece) for piece in pieces)
                built.setdefault(room, set()).add(pattern)
    return whole, built


def test_a_text_is_in_the_file_of_a_room_that_uses_it():
    """The room that a text's file is named for gives its code, or builds it; nothing is said by nobody."""
    whole, built = named_codes()
    idle = [
        (name, code)
        for name, module in FILES.items()
        for kind in ("PROBLEMS", "ERRORS", "TEXTS")
        for code in getattr(module, kind, {})
        if code not in whole.get(name, ())
        and not any(re.fullmatch(pattern, code) for pattern in built.get(name, ()))
    ]
    assert idle == []
    everywhere = set().union(*whole.values())
    assert [code for code in words.WORDS if code not in everywhere] == []


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
