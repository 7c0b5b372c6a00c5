"""Certain fixes: shown by a check, made on demand, and the same as the cells typed in by hand."""

import csv
import json

import pytest

from etl import check_file
from etl.commands.run.importing import ImportFileOptions, import_file
from etl.commands.session import Session
from etl.source.options import ReadOptions

HEADERS = [
    "Nom société",
    "SIRET",
    "SIREN",
    "Email",
    "Téléphone",
    "Site web",
    "Code postal",
    "Ville",
    "Adresse",
    "Pays",
]
ROWS = [
    ["Fine SARL", "73282932000074", "", "a@example.com", "01 99 00 10 42", "", "", "", "", ""],
    ["Text SARL", "", "", "", "04 11 01 26 76 (secrétariat)", "", "", "", "", ""],
    ["Spaces SARL", "", "", "b @ example.com", "", "", "", "", "", ""],
    ["Siren SARL", "732 829 320", "", "", "", "", "", "", "", ""],
    ["Siret SARL", "", "55210055400013", "", "", "", "", "", "", ""],
    ["Town SARL", "", "", "", "", "", "75001 Paris", "Paris", "1 rue X", ""],
    ["Elsewhere SARL", "", "", "", "", "", "75001 Paris", "Lyon", "1 rue X", ""],
    ["HÃ©lÃ¨ne SARL", "", "", "", "", "http//www.exemple.fr", "", "", "", ""],
    ["Lost SARL", "", "", "", "01 99 00 1", "", "", "", "", "France"],
    ["Half SARL", "", "", "c @ example.com", "01 99 00 1", "", "", "", "", "France"],
]
FIXED = {"Text SARL", "Spaces SARL", "Siren SARL", "Siret SARL", "Town SARL", "HÃ©lÃ¨ne SARL"}


def written(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *rows])
    return path


def by_hand(rows, problems):
    """Return rows with the proposed cells typed in, those of errors over those of warnings."""
    typed = [list(row) for row in rows]
    for problem in sorted(problems, key=lambda problem: problem.severity, reverse=True):
        if problem.proposed is not None:
            typed[problem.row - 2][HEADERS.index(problem.column)] = problem.proposed
    return typed


def test_a_check_counts_the_rows_that_certain_fixes_would_free(tmp_path):
    """A row counts where every one of its errors has a fix that makes it right; JSON has each fix."""
    result = check_file(written(tmp_path / "a.csv", ROWS), entity="client")
    # The name that was encoded twice is a warning, its website an error.
    assert (result.rejected, result.fixable) == (len(FIXED) + 3, len(FIXED))
    document = result.to_dict("fr")
    assert document["fixable"] == len(FIXED)
    proposed = {(p["row"], p["column"]): p["proposed"] for p in document["problems"] + document["warnings"]}
    assert proposed[3, "Téléphone"] == "04 11 01 26 76"
    assert (proposed[5, "SIRET"], proposed[5, "SIREN"]) == ("", "732829320")
    assert (proposed[6, "SIREN"], proposed[6, "SIRET"]) == ("552100554", "55210055400013")
    assert proposed[8, "Code postal"] is None
    assert proposed[9, "Nom société"] == "Hélène SARL"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_fixes_are_made_on_demand_and_each_is_told(tmp_path, lang):
    """With accept_fixes the rows are right, and a warning names the old cell and the new one."""
    result = check_file(written(tmp_path / "a.csv", ROWS), entity="client", accept_fixes=True, lang=lang)
    assert (result.rejected, result.fixable) == (3, 0)
    told = {
        (p.row, p.column): p for p in result.warnings if p.code in ("cell-fixed", "cell-moved", "cell-filled")
    }
    phone = told[3, "Téléphone"]
    assert (phone.value, phone.proposed) == ("04 11 01 26 76 (secrétariat)", "04 11 01 26 76")
    assert "(secrétariat)" in phone.texts(lang)[0]
    assert "04 11 01 26 76" in phone.texts(lang)[0]
    assert [told[5, column].code for column in ("SIRET", "SIREN")] == ["cell-moved", "cell-filled"]
    assert (11, "Email") in told


def test_accepted_fixes_equal_the_cells_typed_by_hand(start, tmp_path):
    """An import that accepts fixes and one of the file with the proposed cells typed in agree row by row, record by record."""
    ours, theirs = start(), start()
    path = written(tmp_path / "a.csv", ROWS)
    checked = check_file(path, entity="client")
    typed = written(tmp_path / "b.csv", by_hand(ROWS, [*checked.problems, *checked.warnings]))
    dry = ours.load(path.read_text(encoding="utf-8"), entity="client", accept_fixes=True, dry_run=True)
    run = ours.load(path.read_text(encoding="utf-8"), entity="client", accept_fixes=True)
    other = theirs.load(typed.read_text(encoding="utf-8"), entity="client")
    assert (dry.counts, run.counts) == (other.counts, other.counts)
    assert [(p.row, p.code, p.value) for p in run.problems] == [
        (p.row, p.code, p.value) for p in other.problems
    ]

    def stored(account):
        fields = ("name", "email", "phone_number", "website", "legal_france")
        return sorted(json.dumps({f: company.get(f) for f in fields}) for company in account.companies())

    assert len(stored(ours)) == len(FIXED) + 1
    assert stored(ours) == stored(theirs)


def test_a_cell_of_a_record_by_its_id_is_not_fixed(tmp_path):
    """A row with its record's id may hold what Sellsy holds: none of its cells has a certain fix."""
    path = tmp_path / "a.csv"
    path.write_text("ID;Nom société;Téléphone\n12;Text SARL;04 11 01 26 76 (secrétariat)\n", encoding="utf-8")
    result = check_file(path, entity="client", accept_fixes=True)
    assert {p.proposed for p in (*result.problems, *result.warnings)} <= {None}


def test_pieces_of_a_cell_have_no_fix(tmp_path):
    """Where a column of the file fills several, or a part of one, the whole cell that would be right is not known."""
    path = tmp_path / "a.csv"
    path.write_text("Nom société;Tel|Mail\nText SARL;01 99 00 10 42 (x)|a @ b.fr\n", encoding="utf-8")
    mapping = {"splits": {"Tel|Mail": {"into": ["phone", "email"], "at": "|"}}}
    result = check_file(path, entity="client", mapping=mapping, delimiter=";")
    assert {p.proposed for p in result.problems} == {None}
    assert result.fixable == 0


def test_the_choice_is_kept_with_the_run():
    """The options a run is read with again say whether fixes are made, and what becomes of unreadable cells."""
    options = ReadOptions(accept_fixes=True, on_bad_cell="drop")
    again = ReadOptions.from_json(options.to_json())
    assert (again.accept_fixes, again.on_bad_cell) == (True, "drop")


def test_a_problem_shows_the_cell_as_it_was_typed(tmp_path):
    """What rules find wrong in cells that were read otherwise shows what stands in the file."""
    path = tmp_path / "a.csv"
    path.write_text("Nom société;SIRET;SIREN\nA;732 829 320 00074;552 100 554\n", encoding="utf-8")
    (problem,) = check_file(path, entity="client").problems
    assert problem.code == "siret-siren-differ"
    assert problem.value in ("732 829 320 00074", "552 100 554")


@pytest.mark.parametrize("offered", [True, False])
def test_a_siren_among_sirets_is_one_where_the_file_has_no_column_for_it(account, tmp_path, offered):
    """The number is the company's SIREN; imported again, nothing is created. What a check counts, an import frees."""
    path = tmp_path / "c.csv"
    path.write_text("Nom société;SIRET\nUn;732 829 320\nDeux;55210055400013\nTrois;12\n", "utf-8")
    checked = check_file(path, entity="client")
    assert (checked.rejected, checked.fixable) == (2, 1)
    accept = {"offer_fixes": lambda count: count == 1} if offered else {"accept_fixes": True}
    assert wholly(account, path, **accept) == (2, 1)
    company = account.company(name="Un")
    assert (company["legal_france"]["siren"], company["legal_france"]["siret"]) == ("732829320", None)
    assert wholly(account, path, **accept) == (0, 1)
    assert len(account.companies()) == 2


def wholly(account, path, **options):
    """Import a file as the command line does; return how many rows were created and rejected."""
    with Session.open(settings=account.settings) as session:
        done = import_file(session, path, ImportFileOptions(entity="client", **options))
    return done.counts["created"], done.counts["rejected"]
