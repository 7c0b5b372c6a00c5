"""What codes mean, on the command line; and that every code can be explained."""

import pytest

from etl.cli.context import language
from etl.messages import text
from etl.messages.catalogue import ERRORS, PROBLEMS, ROOMS, TEXTS
from etl.messages.examples import USUAL
from etl.messages.explaining import explain, families

CODES = sorted({*PROBLEMS, *ERRORS})
DIRTY = "Nom société;Email;SIRET\nAlpha;faux;\nBêta;b@x.example;3,41174E+13\n"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_code_is_explained_with_an_example(lang):
    """Each code has a family, what follows from it, a whole example and what to do, in both languages."""
    for code in CODES:
        explanation = explain(code, lang)
        assert explanation.family
        assert explanation.example.strip()
        assert "{" not in explanation.example
    listed = [code for codes in families(lang).values() for code in codes]
    assert sorted(listed) == CODES
    assert explain("nope", lang) is None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_code_is_in_the_family_of_the_room_that_its_text_is_of(lang):
    """Each room with codes has a family of its own, so that no code of a cell or a file is among those of commands."""
    rooms = {
        room.__name__.rpartition(".")[2]: {*getattr(room, "PROBLEMS", {}), *getattr(room, "ERRORS", {})}
        for room in ROOMS
    }
    by_family = families(lang)
    assert len(by_family) == len({room for room, codes in rooms.items() if codes})
    assert {code for code in TEXTS if code.startswith("family-")} == {
        f"family-{room}" for room, codes in rooms.items() if codes
    }
    under_commands = set(by_family[text("family-commands", lang=lang)])
    assert under_commands & (rooms["codecs"] | rooms["sheets"] | rooms["undo"] | rooms["source"]) == set()


def test_examples_hold_nothing_that_no_code_needs():
    """Every value of an example fills a text."""
    texts = [
        (code, entry.example, f"{entry.en} {entry.hint_en}")
        for kind in (PROBLEMS, ERRORS)
        for code, entry in kind.items()
    ]
    idle = [(code, name) for code, own, english in texts for name in own if f"{{{name}" not in english]
    assert idle == []
    everything = " ".join(english for _, _, english in texts)
    assert [name for name in USUAL if f"{{{name}" not in everything] == []
    whole = [code for code in CODES if "…" not in explain(code, "en").example]
    assert len(whole) > 250


def test_explain_says_what_a_code_means(bare):
    """It prints the meaning, an example and what to do, in the language asked; unknown codes list the nearest."""
    ran = bare("--lang", "fr", "explain", "siret-destroyed")
    assert (ran.code, ran.err) == (0, "")
    assert "3,41174E+13" in ran.out
    assert "Reprenez le SIRET" in ran.out
    assert bare("explain", "email-invalid", "--json").json["fix"].startswith("Write it")
    wrong = bare("explain", "siret-detruit")
    assert (wrong.code, "siret-destroyed" in wrong.err) == (2, True)
    start = bare("explain", "SIRET").err
    assert ("siret-destroyed" in start, "row-quotes" in start) == (True, False)
    everything = bare("explain")
    assert all(f"  {code}\n" in everything.out for code in CODES)
    assert sum(map(len, bare("explain", "--json").json.values())) == len(CODES)


def test_a_table_of_problems_names_what_to_type(bare):
    """Below the problems stands the command that explains them; -v names the code of an error too."""
    bare.write("dirty.csv", DIRTY)
    assert (
        "sellsy-etl explain email-invalid | siret-destroyed"
        in bare("check", "dirty.csv", "--entity", "client").out
    )
    assert "explain file-absent" in bare("-v", "check", "absent.csv").err


def test_the_language_is_that_of_the_locale():
    """The environment decides, then the system; French where either says so."""
    assert language({"LANG": "fr_FR.UTF-8"}) == "fr"
    assert language({"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, system="fr_FR") == "en"
    assert language({"LANGUAGE": "fr:en", "LC_ALL": "en_GB.UTF-8"}) == "fr"
    assert language({"LANGUAGE": "de:en", "LC_ALL": "fr_FR.UTF-8"}) == "en"
    assert language({"LANGUAGE": "", "LANG": "fr_FR.UTF-8"}) == "fr"
    assert language({}, system="French_France") == "fr"
    assert language({}, system=None) == "en"
