"""Names that must exist in Sellsy: looked up for every row in one round, and proposed once each."""

import pytest
import yaml

from etl import check_file
from etl.core.observer import SilentObserver
from etl.messages import text

HEAD = "Nom de l'opportunité;Client;Pipeline;Étape;Source;Commercial;Montant potentiel;Smart tags"
ROWS = [
    "Fine;Acme;Ventes;Qualification;Salon;a.martin@example.com;10;",
    "Amount;Acme;Ventes;Qualif;Salons;M. Personne;10 $;Inconnu, Autre",
    "Name;Acme;Ventes;Qualif;Salons;M. Personne;10;",
]


class Hearing(SilentObserver):
    def __init__(self):
        self.notes = []

    def note(self, code, **params):
        self.notes.append((code, params))


def unknown(result):
    return {
        (problem.row, problem.code, problem.value)
        for problem in result.problems
        if problem.code in ("lookup-unknown", "step-unknown", "source-unknown", "tag-unknown")
    }


def sold(account):
    account.api("POST", "/companies", {"type": "client", "name": "Acme"})
    pipeline = account.api("GET", "/opportunities/pipelines")["data"][0]
    step = account.api("GET", f"/opportunities/pipelines/{pipeline['id']}/steps")["data"][0]
    source = account.api("GET", "/opportunities/sources")["data"][0]
    staff = account.api("GET", "/staffs")["data"][0]
    names = {
        "Ventes": pipeline["name"],
        "Salon;": source["name"] + ";",
        "a.martin@example.com": staff["email"],
    }
    content = "\n".join([HEAD, *ROWS]) + "\n"
    content = content.replace("Qualification", step["name"])
    for ours, theirs in names.items():
        content = content.replace(ours, theirs)
    return content


def test_names_of_rows_rejected_for_something_else_are_looked_up_in_the_same_round(demo):
    """A row with a wrong amount has all its unknown names in the same report, and dry run and import agree."""
    content = sold(demo)
    dry = demo.load(content, entity="opportunity", create_missing=(), dry_run=True)
    run = demo.load(content, entity="opportunity", create_missing=())
    assert unknown(dry) == unknown(run)
    assert {row for row, _, _ in unknown(run)} == {3, 4}
    assert {code for row, code, _ in unknown(run) if row == 3} == {
        "lookup-unknown", "step-unknown", "source-unknown", "tag-unknown",
    }  # fmt: skip
    assert {value for row, code, value in unknown(run) if code == "tag-unknown"} == {"Inconnu", "Autre"}


def test_a_check_with_an_account_finds_the_same_names(demo, tmp_path):
    """`check` that may read the account names what the import would refuse."""
    content = sold(demo)
    path = tmp_path / "deals.csv"
    path.write_text(content, encoding="utf-8")
    checked = check_file(path, entity="opportunity", find_similar=True, settings=demo.settings)
    assert unknown(checked) == unknown(
        demo.load(content, entity="opportunity", create_missing=(), dry_run=True)
    )
    assert not unknown(check_file(path, entity="opportunity"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_unknown_names_are_proposed_once_each_as_a_mapping_to_paste(demo, lang):
    """A note for each column has its unknown names with the nearest, as a line of a mapping that is read as such."""
    heard = Hearing()
    content = sold(demo)
    demo.load(content, entity="opportunity", create_missing=(), dry_run=True, observer=heard)
    notes = [
        (code, params)
        for code, params in heard.notes
        if code.startswith(("note-unknown-n", "note-unknown-l"))
    ]
    by_column = {params["column"]: (code, params) for code, params in notes}
    assert set(by_column) == {"Étape", "Source", "Commercial", "Smart tags"}
    assert len(notes) == len(by_column)
    assert all(by_column[column][1]["count"] == 1 for column in ("Étape", "Source", "Commercial"))
    texts = {column: text(code, lang=lang, **params) for column, (code, params) in by_column.items()}
    assert "--create-missing sources" in texts["Source"]
    assert "--create-missing tags" in texts["Smart tags"]
    lines = [by_column[column][1]["mapping"] for column in ("Étape", "Source", "Commercial")]
    mapping = yaml.safe_load("columns:\n" + "\n".join(f"  {line}" for line in lines))
    assert set(mapping["columns"]) == {"Étape", "Source", "Commercial"}
    again = demo.load(content, entity="opportunity", create_missing=(), dry_run=True, mapping=mapping)
    assert {code for row, code, _ in unknown(again)} == {"tag-unknown", "lookup-unknown"}


def test_a_name_without_a_near_one_is_left_out_of_the_mapping_to_paste(demo):
    """Pasted as it stands, the mapping leaves the row of an unknown salesman rejected; the name is listed after it."""
    heard = Hearing()
    content = "Nom société;Commercial\nA;Xavier Qwzrt\n"
    demo.load(content, entity="client", dry_run=True, observer=heard)
    notes = dict(heard.notes)
    assert notes["note-unknown-unfilled"]["names"] == ['"Xavier Qwzrt"']
    mapping = yaml.safe_load(f"columns:\n  {notes['note-unknown-names']['mapping']}")
    again = demo.load(content, entity="client", mapping=mapping)
    assert unknown(again) == {(2, "lookup-unknown", "Xavier Qwzrt")}
    assert again.counts["created"] == 0


def test_the_cells_that_a_mapping_empties_are_named(demo):
    """A mapping may empty filled cells: each is a warning, and the row goes without the value."""
    mapping = {"columns": {"Commercial": {"column": "owner", "values": {"Personne": ""}}}}
    content = "Nom société;Commercial\nA;personne\nB;\n"
    run = demo.load(content, entity="client", mapping=mapping)
    assert run.counts["created"] == 2
    assert [(w.row, w.column, w.value) for w in run.warnings if w.code == "cell-emptied"] == [
        (2, "Commercial", "personne")
    ]


def test_a_row_that_is_twice_in_the_file_has_its_unknown_names_too(demo):
    """Duplicates are refused, and their names are looked up all the same."""
    content = (
        "Nom société;SIRET;Commercial\n" + "A;73282932000074;M. Personne\nB;73282932000074;M. Personne\n"
    )
    run = demo.load(content, entity="client", dry_run=True)
    assert {(problem.row, problem.code) for problem in run.problems} == {
        (row, code) for row in (2, 3) for code in ("duplicate-in-file", "lookup-unknown")
    }


def test_every_unknown_choice_of_a_custom_field_is_named(demo):
    """A cell of several choices names each that the field does not have, not the first alone."""
    run = demo.load("Nom société;cf:interets\nA;Conseil, Bronze, Fer\n", entity="client", dry_run=True)
    assert [(p.code, p.value) for p in run.problems] == [
        ("lookup-unknown", "Bronze"),
        ("lookup-unknown", "Fer"),
    ]


def test_phones_of_rejected_rows_are_read_as_a_check_reads_them(account, tmp_path):
    """A row that is refused for its SIRET has its wrong phone and VAT number in the same report, in check and import."""
    content = (
        "Nom société;SIRET;Téléphone;TVA intracommunautaire\nA;12;01 99 00 1 (x);FR123\nB;;01 99 00 10 42;\n"
    )
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    told = lambda result: sorted((p.row, p.column, p.code) for p in (*result.problems, *result.warnings))  # noqa: E731
    run = account.load(content, entity="client")
    assert told(run) == told(check_file(path, entity="client"))
    assert {column for row, column, _ in told(run)} == {"SIRET", "Téléphone", "TVA intracommunautaire"}
