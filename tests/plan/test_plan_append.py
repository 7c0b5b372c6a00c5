"""`--append`: the choices of a row are added to those the record has."""

import pytest

from etl import undo_run, verify_run
from etl.core.errors import ConfigError

HEAD = "Nom société;cf:interets\n"


def interests(account):
    """Return the choices that the company has, by their labels."""
    path = f"/companies/{account.company(name='Neuve')['id']}/custom-fields?limit=100"
    (field,) = [entry for entry in account.api("GET", path)["data"] if entry["code"] == "interets"]
    labels = {record["id"]: record["label"] for record in field["parameters"]["items"]}
    return [labels[item] for item in field["value"] or ()]


@pytest.mark.both_wires
@pytest.mark.parametrize("column", ["cf:interets", "CF:INTERETS"])
def test_choices_are_added_once_and_undone_to_the_letter(demo, column):
    """What the record had stays; the same file again changes nothing; the undo takes off what was added alone."""
    demo.load(f"{HEAD}Neuve;Conseil\n")
    text = f"{HEAD}Neuve;Formation, Conseil\n"
    assert demo.load(text, append=[column]).counts["updated"] == 1
    assert interests(demo) == ["Conseil", "Formation"]
    assert verify_run("last", settings=demo.settings).exit_code == 0
    writes = demo.writes()
    assert demo.load(f"{HEAD}Neuve;Formation\n", append=[column]).counts["unchanged"] == 1
    assert demo.writes() == writes
    with demo.journal() as journal:
        run = next(
            listed.run_id for listed in journal.runs.newest() if journal.rows.counts(listed.run_id)["updated"]
        )
    undo_run(run, settings=demo.settings, dry_run=False, settle_s=1.0)
    assert interests(demo) == ["Conseil"]


def test_without_it_choices_are_replaced_and_the_word_clears_them_all(demo):
    """A file replaces the choices of a record unless it is asked to add; the clear word empties them either way."""
    demo.load(f"{HEAD}Neuve;Conseil\n")
    demo.load(f"{HEAD}Neuve;Formation\n")
    assert interests(demo) == ["Formation"]
    demo.load(f"{HEAD}Neuve;EFFACER\n", append=["cf:interets"])
    assert interests(demo) == []


def test_a_column_of_one_choice_is_not_added_to(demo):
    """A field of one choice, or one that the file does not have, is refused before anything is read of its rows."""
    for column in ("cf:origine", "cf:remise"):
        with pytest.raises(ConfigError) as wrong:
            demo.load("Nom société;cf:interets;cf:origine\nNeuve;Conseil;Salon\n", append=[column])
        assert (wrong.value.code, wrong.value.params["accepted"]) == ("append-unknown", ["cf:interets"])
    with pytest.raises(ConfigError) as nowhere:
        demo.load("Nom société;Note\nNeuve;x\n", append=["Note"])
    assert "aucune colonne" in nowhere.value.hint("fr")
    assert "no column" in nowhere.value.hint("en")
    assert demo.writes() == 0
    with demo.journal() as journal:
        assert journal.runs.newest() == [], "nothing is left that somebody would be asked to resume"


def test_an_unknown_choice_among_known_ones_is_named_alone(demo):
    """Of a list of choices the problem names the one that the field lacks, not the whole cell."""
    result = demo.load(
        'Nom société;cf:interets;cf:referent\nNeuve;"Conseil, Jardinage";Luc Bertin, Jean Parti\n'
    )
    assert [(problem.code, problem.value) for problem in result.problems] == [
        ("lookup-unknown", "Jardinage"),
        ("lookup-unknown", "Jean Parti"),
    ]
