"""Rows that are no records: headers that come again, totals, section lines; and what only looks like them."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from etl import apply_plan, check_file, delete_file, import_file, plan_file, undo_run, verify_run
from etl.core.observer import SilentObserver
from etl.source.opening import open_source
from etl.source.options import ReadOptions

VALUES = Path(__file__).parent / "values"
HEAD = "Nom société;E-mail;SIRET;Téléphone;Code postal;Effectif;Note"
SKIPPED = {"row-header-again", "row-total", "row-total-declared", "row-section"}
DOUBTED = {"row-total-kept", "row-name-only"}


def told(folder, text, *, entity="client", name="file.csv"):
    """Return row -> code of what is said of rows that are no records, or may be none."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    result = check_file(path, entity=entity)
    assert result.skipped == sum(warning.code in SKIPPED for warning in result.warnings)
    assert result.valid + result.rejected + result.skipped == result.read
    return {warning.row: warning.code for warning in result.warnings if warning.code in SKIPPED | DOUBTED}


def lines(*rows, head=HEAD):
    return "\n".join([head, *rows]) + "\n"


FULL = "Alpha;a@example.com;;;;;x"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("csv_totals.csv", {4: "row-total"}),
        ("x_totals_table.xlsx", {4: "row-total-declared"}),
        ("csv_header_again_spaces.csv", {3: "row-header-again"}),
        ("enc_utf8_bom_middle.csv", {3: "row-header-again"}),
    ],
)
def test_what_is_no_record_is_skipped_counted_and_named(account, tmp_path, name, rows):
    """Check, dry run and import leave out the same row, name it, and end with 0; the account holds the others."""
    path = tmp_path / name
    path.write_bytes((VALUES / name).read_bytes())
    checked = check_file(path, entity="client")
    assert {warning.row: warning.code for warning in checked.warnings if warning.code in SKIPPED} == rows
    assert (checked.read, checked.valid, checked.skipped, checked.exit_code) == (3, 2, 1, 0)
    assert checked.to_dict()["counts"]["skipped"] == 1
    for dry in (True, False):
        result = account.load(path, dry_run=dry)
        assert {n: k for n, k in result.counts.items() if k} == {"read": 3, "created": 2, "skipped": 1}
        assert result.exit_code == 0
        assert {warning.row: warning.code for warning in result.warnings if warning.code in SKIPPED} == rows
    assert sorted(company["name"] for company in account.companies()) == ["Alpha", "Bravo"]


@pytest.mark.many
@pytest.mark.parametrize(
    "label",
    ["Total", "TOTAL", "Total :", "TOTAL GÉNÉRAL", "Total général", "Sous-total", "Sous total", "Totaux", "Subtotal",
     "Grand total", "Total : 12 clients", "Total clients", "Total HT", "Total 2026", "Somme", "Moyenne"],
)  # fmt: skip
@pytest.mark.parametrize("amount", ["12", "1 234,50 €", "12 clients", "5,5 %", "=SOMME(F2:F2)"])
def test_a_total_at_the_end_is_skipped(tmp_path, label, amount):
    """Every usual label, beside an amount or a count."""
    assert told(tmp_path, lines(FULL, f"{label};;;;;{amount};")) == {3: "row-total"}


@pytest.mark.many
@pytest.mark.parametrize("row", [
    "Total SA;contact@total.example;;;;;",
    "Total Énergies;;;;;12;",
    "TOTAL;;54205118000066;0147444546;92400;;",
    "TOTAL;;54205118000066;;;;",
    "TOTAL;;;0147444546;;;",
    "TOTAL;;;;92400;;",
    "Total;t@example.com;;;;12;",
    "Total;;;;;12;rappeler",
    "Somme et Oise;;;;;12;",
    "Totalgaz;;;;;3;",
])  # fmt: skip
@pytest.mark.parametrize("place", ["end", "middle", "gap"])
def test_a_company_is_no_total(tmp_path, row, place):
    """A name that only begins like a label, or a cell that is no amount, makes a record of a row in any place."""
    rows = {"end": [FULL, row], "middle": [row, FULL], "gap": [row, "", FULL]}[place]
    assert told(tmp_path, lines(*rows)) == {}


def test_total_alone_is_a_total_only_where_a_group_ends(tmp_path):
    """Before a blank line, a section, headers again, another total or the end; amid others it is kept and flagged."""
    bare = "Total;;;;;2;"
    head = "Rubrique;Nom société;E-mail;SIRET;Téléphone;Code postal;Effectif;Note"
    for below in (["", f";{FULL}"], ["Région Sud;;;;;;;", f";{FULL}"], [head, f";{FULL}"],
                  [";Sous-total;;;;;4;", f";{FULL}"], []):  # fmt: skip
        problems = told(tmp_path, lines(f";{FULL}", f";{bare}", *below, head=head))
        assert problems[3] == "row-total"
    assert told(tmp_path, lines(bare, FULL)) == {2: "row-total-kept"}


def test_a_label_in_the_first_cell_makes_a_total(tmp_path):
    """Outside the name column too; beside a name it is a category."""
    head = "Rubrique;Nom société;Effectif"
    assert told(tmp_path, lines("A;Alpha;2", "Total;;2", head=head)) == {3: "row-total"}
    assert told(tmp_path, lines("A;Alpha;2", "Total;Bravo;2", head=head)) == {}


@pytest.mark.parametrize("count", ["2", "2 sociétés", "150"])
@pytest.mark.parametrize("label", ["TOTAL", "Total :", "Nombre de clients"])
def test_a_count_in_the_name_column_is_no_name(tmp_path, label, count):
    """The label stands in another column, first in its row, and every other cell is an amount or a count."""
    head = "Référence;Nom société;Effectif;Note"
    rows = ["R1;Alpha;5;x", "R2;Beta;6;y", f"{label};{count};11;"]
    assert told(tmp_path, lines(*rows, head=head)) == {4: "row-total"}


@pytest.mark.parametrize("row", [
    "R3;2;11;", "TOTAL;2;11;rappeler", "TOTAL;3 Suisses;11;", "TOTAL;Gamma;11;", "TOTAL;1001000;11;", "TOTAL;007;11;",
])  # fmt: skip
def test_a_company_may_be_named_by_a_number(tmp_path, row):
    """A reference that is no label, another cell that is no amount, a name that is no plain count: records."""
    head = "Référence;Nom société;Effectif;Note"
    assert told(tmp_path, lines("R1;Alpha;5;x", row, head=head)) == {}


@pytest.mark.parametrize(
    "name", ["Moyenne Entreprise", "Compte Client", "Nombre Contact", "Somme Transports"]
)
@pytest.mark.parametrize("amount", ["12", "1 234,50 €"])
def test_a_word_for_totals_before_one_thing_is_a_name(tmp_path, name, amount):
    """What counts or adds up says things in the plural."""
    assert told(tmp_path, lines(FULL, f"{name};;;;;{amount};")) == {}


@pytest.mark.parametrize("label", [
    "Total clients : 12", "Nombre de clients", "Nombre clients", "Moyenne générale", "Nombre client :", "Total client",
    "Somme montant", "Moyenne des ventes",
])  # fmt: skip
def test_a_word_for_totals_with_a_plural_or_a_colon_is_a_label(tmp_path, label):
    """So is "Total" before anything that is counted, at the end."""
    assert told(tmp_path, lines(FULL, f"{label};;;;;12;")) == {3: "row-total"}


@pytest.mark.parametrize("label", ["Total général", "TOTAUX", "Nombre de clients", "Sous-total"])
def test_a_sure_label_alone_is_a_total_at_the_end_of_the_file(tmp_path, label):
    """Amid others it is a name and flagged, as names that may be companies' are at the end."""
    assert told(tmp_path, lines(FULL, f"{label};;;;;;")) == {3: "row-total"}
    assert told(tmp_path, lines(FULL, f"{label};;;;;;", FULL)) == {3: "row-name-only"}
    for name in ("Total", "Total Énergies", "Moyenne Entreprise"):
        assert told(tmp_path, lines(FULL, f"{name};;;;;;")) == {3: "row-name-only"}


def test_the_total_of_the_group_above_is_one(tmp_path):
    """Spreadsheets write "Total Nord" below the rows of Nord; a company of that name elsewhere is none."""
    head = "Nom société;Secteur;Effectif"
    rows = ["Alpha;Nord;2", "Total Nord;;2", "Bravo;Sud;1", "Total Gabon;;1"]
    assert told(tmp_path, lines(*rows, head=head)) == {3: "row-total"}


def test_section_lines_are_skipped_and_lone_names_kept(tmp_path):
    """One cell outside the name column titles a section; one in the name column is a record, and flagged."""
    head = "Région;Nom société;E-mail;Note"
    rows = ["Région Nord;;;", ";Alpha;a@example.com;", "Région Sud;;;", ";Bravo;;"]
    assert told(tmp_path, lines(*rows, head=head)) == {
        2: "row-section", 4: "row-section", 5: "row-name-only"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "flagged"), [("Bravo;Durand;Anne;", False), (";Durand;Anne;", True), ("Bravo;;;", True)]
)
def test_a_company_with_its_person_is_more_than_a_name(tmp_path, row, flagged):
    """A row of a company and its person alone is not flagged as one that only has a name."""
    head = "Nom société;Nom;Prénom;Note"
    doubts = told(tmp_path, lines("Alpha;Petit;Luc;x", row, head=head))
    assert doubts == ({3: "row-name-only"} if flagged else {})


@pytest.mark.parametrize("row", [";;seul@example.com;;", ";;;Rappeler lundi;", "75001;;;;", ";;;;Dupont"])
def test_a_lone_value_is_no_title(tmp_path, row):
    """An e-mail, a note, a number or a person without a company are refused, not taken for a title."""
    head = "Code;Nom société;E-mail;Note;Nom contact"
    assert told(tmp_path, lines("1;Alpha;a@example.com;;", row, "2;Bravo;b@example.com;;", head=head)) == {}


def test_names_alone_are_flagged_only_beside_fuller_rows(tmp_path):
    """A list of names is a list of names; Total without an amount is a name."""
    assert told(tmp_path, lines("Alpha;;;;;;", "Bravo;;;;;;")) == {}
    assert told(tmp_path, lines(FULL, "Total;;;;;;")) == {3: "row-name-only"}
    assert told(tmp_path, lines(FULL, "Bravo;;;;;;")) == {3: "row-name-only"}


def test_a_row_with_an_id_is_never_left_out(tmp_path):
    """What carries a Sellsy id is a record, whatever it is called; a label in the column of ids is no id."""
    head = "ID Sellsy;Nom société;Effectif"
    assert told(tmp_path, lines("12;Alpha;3", "13;Total;3", head=head)) == {}
    assert told(tmp_path, lines("12;Alpha;3", "Total;;3", head=head)) == {3: "row-total"}


@pytest.mark.parametrize("again", [
    "Nom société;E-mail;SIRET;Téléphone;Code postal;Effectif;Note",
    "NOM SOCIÉTÉ;E-MAIL;SIRET;TÉLÉPHONE;CODE POSTAL;EFFECTIF;NOTE",
    "  nom societe ; e-mail ;siret;telephone;code postal;effectif; note",
    "\ufeffNom société;E-mail;SIRET;Téléphone;Code postal;Effectif;Note",
    '\ufeff"Nom société";"E-mail";SIRET;Téléphone;Code postal;Effectif;Note',
    "Nom société;E-mail;SIRET;Téléphone;;;",
])  # fmt: skip
def test_headers_again_are_skipped(tmp_path, again):
    """In any case, without accents, with spaces around, behind the mark of a second file, a few cells missing."""
    assert told(tmp_path, lines(FULL, again, "Bravo;b@example.com;;;;;y")) == {3: "row-header-again"}


@pytest.mark.parametrize("row", ["Nom société;n@example.com;;;;;", "Note;;;;;;x", "E-mail;Nom société;;;;;x"])
def test_a_row_that_holds_anything_else_is_no_header(tmp_path, row):
    """A value among the headers' words makes a record of the row."""
    assert "row-header-again" not in told(tmp_path, lines(FULL, row)).values()


def test_the_mark_of_a_second_file_goes_from_cells(account):
    """A record right behind the mark is stored without it."""
    account.load("Nom société;Note\nAlpha;x\n\ufeffBravo;y\n")
    assert sorted(company["name"] for company in account.companies()) == ["Alpha", "Bravo"]


def test_a_group_may_end_with_a_chunk(tmp_path):
    """What follows the last row of a chunk is known before the row is judged."""
    path = tmp_path / "a.csv"
    path.write_text(lines(FULL, "Total;;;;;2;", "", FULL, "Total;;;;;2;", FULL), encoding="utf-8")
    source = open_source(path, entity="client", options=ReadOptions(), observer=SilentObserver())
    for size in (1, 2, 3, 10):
        chunked = replace(source, table=replace(source.table, chunk_rows=size))
        chunks = list(chunked.chunks(SilentObserver()))
        assert {row: kind for chunk in chunks for row, kind in chunk.apart.items()} == {3: "total"}
        assert {row: code for chunk in chunks for row, code in chunk.doubts.items()} == {6: "row-total-kept"}


def test_a_total_below_a_blank_line_is_a_row(tmp_path):
    """One cell with its count is a total; another lone line below the table stays a note."""
    assert told(tmp_path, lines(FULL, "", "Total : 12 clients;;;;;;")) == {4: "row-total"}
    assert told(tmp_path, lines(FULL, "", "Source : compta;;;;;;")) == {}


def test_a_declared_total_row_needs_no_label(tmp_path):
    """What the workbook itself calls its totals is none of its records, whatever it is labelled."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.add_table(0, 0, 3, 2, {"total_row": True, "columns": [
            {"header": "Nom société", "total_string": "Ensemble"}, {"header": "E-mail"},
            {"header": "Note", "total_string": "2 fiches en tout"}]})  # fmt: skip
        sheet.write_row(1, 0, ["Alpha", "a@example.com", "x"])
        sheet.write_row(2, 0, ["Bravo", "b@example.com", "y"])
    result = check_file(path, entity="client")
    assert {warning.row: warning.code for warning in result.warnings} == {4: "row-total-declared"}
    assert result.exit_code == 0


def test_the_report_of_a_workbook_names_what_was_left_out(account, tmp_path):
    """The row is marked with its outcome and the reason, and stands not among the rejected ones."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (["Nom société", "E-mail"], ["Alpha", "a@example.com"], ["Total", 1]):
        book.active.append(row)
    book.save(path)
    result = account.load(path)
    report = openpyxl.load_workbook(result.report)
    cells = [cell for line in report["All rows"].iter_rows(values_only=True) for cell in line if cell]
    assert "skipped" in cells
    assert any("is a total (Total)" in str(cell) for cell in cells)
    assert "is a total (Total)" in Path(result.html).read_text(encoding="utf-8")


def test_a_total_is_skipped_for_every_entity(account, tmp_path):
    """The column of names is that of the entity."""
    assert told(
        tmp_path, "Nom de l'opportunité;Étape;Montant\nA;Devis;5\nTotal;;5\n", entity="opportunity"
    ) == {3: "row-total"}
    assert told(tmp_path, "Nom;Prénom;E-mail\nA;B;a@example.com\nTotal;;1\n", entity="contact") == {
        3: "row-total"
    }
    assert told(
        tmp_path, "Titre;Début;Fin;Rang\nA;01/01/2027 10:00;01/01/2027 11:00;\nTotal;;;1\n", entity="event"
    ) == {3: "row-total"}


def test_a_deletion_leaves_the_same_rows_out(account, tmp_path):
    """What a file holds beside names tells what its rows are, where only names are read."""
    path = tmp_path / "a.csv"
    path.write_text(lines("Alpha;a@example.com;;;;;x", "Total;;;;;1;", "", "Bravo;;;;;;y"), encoding="utf-8")
    import_file(path, entity="client", settings=account.settings)
    result = delete_file(path, entity="client", settings=account.settings, dry_run=False)
    assert {n: k for n, k in result.counts.items() if k} == {"read": 3, "deleted": 2, "skipped": 1}


def test_a_cell_merged_over_the_table_titles_the_rows_below(tmp_path):
    """Whatever its column; where the row holds more, or the merged cell is small, it is a record."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (
        ["Nom société", "E-mail", "Note", "Secteur"], ["Région Nord"], ["Alpha", "a@example.com", "x"],
        ["Bravo"], ["Charlie", None, None, "Bois"],
    ):  # fmt: skip
        book.active.append(row)
    for area in ("A2:D2", "A4:B4", "A5:C5"):
        book.active.merge_cells(area)
    book.save(path)
    result = check_file(path, entity="client")
    assert {warning.row: warning.code for warning in result.warnings} == {
        2: "row-section",
        4: "row-name-only",
    }
    assert (result.valid, result.skipped, result.exit_code) == (3, 1, 0)


def test_a_plan_a_verification_and_an_undo_live_with_skipped_rows(account, tmp_path):
    """What was planned is applied, verified and taken back; the skipped row is counted each time and never written."""
    path = tmp_path / "a.csv"
    path.write_bytes((VALUES / "csv_totals.csv").read_bytes())
    plan = tmp_path / "p.xlsx"
    planned = plan_file(path, output=plan, entity="client", settings=account.settings)
    assert (planned.counts["created"], planned.counts["skipped"]) == (2, 1)
    applied = apply_plan(plan, settings=account.settings)
    assert (applied.counts["created"], applied.counts["skipped"], applied.exit_code) == (2, 1, 0)
    assert verify_run(applied.run_id, settings=account.settings).apart == {"skipped": 1}
    undone = undo_run(applied.run_id, settings=account.settings, dry_run=False)
    assert undone.counts["deleted"] == 2
    assert account.companies() == []


def test_a_corrected_file_leaves_the_same_rows_out(account, tmp_path):
    """Imported again, what was rejected is created, what was created unchanged, the total skipped once more."""
    path = tmp_path / "a.csv"
    path.write_text(lines("Alpha;a@example.com;;;;;x", "Bravo;faux;;;;;y", "Total;;;;;2;"), encoding="utf-8")
    first = account.load(path)
    assert (first.counts["created"], first.counts["rejected"], first.counts["skipped"]) == (1, 1, 1)
    path.write_text(path.read_text("utf-8").replace("faux", "b@example.com"), encoding="utf-8")
    again = account.load(path)
    assert {n: k for n, k in again.counts.items() if k} == {
        "read": 3,
        "created": 1,
        "unchanged": 1,
        "skipped": 1,
    }


def test_an_old_id_alone_is_a_record_without_a_name(account):
    """A row with nothing but its old id is refused, its name missing; a title of several words there is skipped."""
    text = "ID d'origine;Nom société;E-mail\nC1;Un;a@a.example\nALPHA;;\nC 3;;\nClients du Nord;;\nC4;Deux;\n"
    result = account.load(text, dry_run=True)
    assert [(problem.row, problem.code) for problem in result.problems] == [
        (3, "name-missing"),
        (4, "name-missing"),
    ]
    assert (result.counts["skipped"], result.counts["created"]) == (1, 2)


def test_a_word_for_nothing_in_place_of_a_name_is_shown(account):
    """A required name that says N/C is refused with that word; an empty one is missing, and Nan is a name."""
    result = account.load(
        "Nom société;E-mail\nN/C;a@a.example\n;b@b.example\nNan;c@c.example\n", dry_run=True
    )
    assert [(problem.row, problem.code, problem.value) for problem in result.problems] == [
        (2, "word-missing", "N/C"), (3, "name-missing", None),
    ]  # fmt: skip
    assert "N/C" in result.problems[0].texts("fr")[0]
    assert result.counts["created"] == 1
