"""The report workbook, the check, and the way back from a spreadsheet."""

from pathlib import Path

import openpyxl
import pytest

from etl.app import check_file, sample
from etl.errors import ConfigError, DataError
from etl.searching import export_records

TEXT = "Titre;;\n\nNom société;Email;Chiffre\nA;a@x.example;1\nB;faux;2\nC;c@x.example;3\n"


def sheets(path):
    return openpyxl.load_workbook(path)


def test_the_report_holds_the_users_rows_and_what_became_of_them(account):
    """Every row is there in its order, with its outcome, its Sellsy id, its problem and what to do."""
    result = account.load(TEXT)
    book = sheets(result.report)
    assert book.sheetnames == ["Summary", "Rows", "Rejected", "Ignored columns"]
    head, *rows = book["Rows"].iter_rows(values_only=True)
    assert head[:3] == ("Nom société", "Email", "Chiffre")
    assert [(row[0], row[3]) for row in rows] == [("A", "created"), ("B", "rejected"), ("C", "created")]
    assert rows[0][4] == account.company(name="A")["id"]
    cell = book["Rows"]["B3"]
    assert cell.fill.fgColor.rgb == "FFF8CBAD"
    assert "faux" in cell.comment.text
    assert [row[0] for row in book["Ignored columns"].iter_rows(min_row=2, values_only=True)] == ["Chiffre"]


def test_the_rejected_sheet_corrected_touches_only_its_rows(account):
    """The Rejected sheet holds the user's own headers and rows; corrected, the report itself is imported."""
    result = account.load(TEXT)
    book = sheets(result.report)
    assert [row[0] for row in book["Rejected"].iter_rows(min_row=2, values_only=True)] == ["B"]
    book["Rejected"]["B2"] = "b@x.example"
    book.save(result.report)
    again = account.load(Path(result.report))
    assert (again.counts["read"], again.counts["created"]) == (1, 1)
    assert {one["name"] for one in account.companies()} == {"A", "B", "C"}


def test_a_french_report_speaks_french(account):
    """The report's sheets and texts follow the language asked."""
    result = account.load(TEXT, lang="fr")
    assert sheets(result.report).sheetnames == ["Résumé", "Lignes", "Rejetées", "Colonnes ignorées"]


def test_check_finds_every_problem_without_a_network(tmp_path):
    """A check needs no account, counts rows and problems, and writes its report."""
    path = tmp_path / "a.csv"
    path.write_text("Nom société;Email;SIRET\n;faux;123\nB;b@x.example;\n", encoding="utf-8")
    result = check_file(path, entity="client")
    assert (result.read, result.rejected, result.exit_code) == (2, 1, 1)
    assert {problem.column for problem in result.problems} == {"Nom société", "Email", "SIRET"}
    assert sheets(result.report).sheetnames[0] == "Summary"


def test_the_sample_is_dirty_where_it_should_be(tmp_path):
    """The demo's sample has problems of many kinds, and rows to repair."""
    result = check_file(sample("clients_sales.xlsx"), report=tmp_path / "r.xlsx")
    assert result.read == 120
    assert 10 <= result.rejected <= 25
    assert len({problem.code for problem in result.problems}) >= 10
    assert len({warning.code for warning in result.warnings}) >= 3


def test_headers_that_name_nothing_stop_with_what_to_do(tmp_path):
    """A file without a required column, or with two headers for one, stops before anything is sent."""
    path = tmp_path / "a.csv"
    path.write_text("Ville;Note\nParis;x\n", encoding="utf-8")
    with pytest.raises(DataError) as missing:
        check_file(path, entity="client")
    assert missing.value.code == "headers-missing"
    path.write_text("Nom société;Raison sociale\na;b\n", encoding="utf-8")
    with pytest.raises(DataError) as double:
        check_file(path, entity="client")
    assert double.value.code == "headers-ambiguous"


def test_a_mapping_reads_headers_of_ones_own(account):
    """A header of the user's own is read as the column it is mapped to; wrong mappings are refused."""
    text = "account;region\nAlpha;x\n"
    assert account.load(text, mapping={"account": "Nom société"}).counts["created"] == 1
    for mapping, code in (
        ({"account": "n'existe pas"}, "map-unknown-column"),
        ({"nope": "name"}, "map-unknown-header"),
    ):
        with pytest.raises(DataError) as wrong:
            account.load(text, mapping=mapping)
        assert wrong.value.code == code


def test_an_unknown_custom_field_or_key_stops_before_anything(demo):
    """A custom field that the account has not, or a match key that the file has not, stops the run."""
    before = demo.writes()
    with pytest.raises(DataError) as field:
        demo.load("Nom société;cf:secteur\nA;x\n")
    assert field.value.params["accepted"][0] == "cf:secteur-activite"
    for match, code in ((["iban"], "match-key-unknown"), (["siret"], "match-key-absent")):
        with pytest.raises(ConfigError) as key:
            demo.load("Nom société\nA\n", match=match)
        assert key.value.code == code
    assert demo.writes() == before


def exported(account, path):
    return export_records("client", path, settings=account.settings, lang="fr")


def test_a_round_trip_writes_nothing_and_an_edited_cell_one_field(demo, tmp_path):
    """Exporting and importing back makes no write; one edited cell is one update of one field."""
    path = tmp_path / "export.xlsx"
    count = exported(demo, path).rows
    assert count > 3
    writes = demo.writes()
    back = demo.load(path)
    assert (back.counts["unchanged"], back.counts["rejected"]) == (count, 0), back.problems
    assert demo.writes() == writes
    book = openpyxl.load_workbook(path)
    sheet = book.active
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("Note") + 1).value = "Modifié dans Excel"
    book.save(path)
    edited = demo.load(path)
    assert (edited.counts["updated"], edited.counts["unchanged"]) == (1, count - 1)
    with demo.journal() as journal:
        (operation,) = journal.operations(edited.run_id)
    assert operation.body == {"note": "Modifié dans Excel"}


def test_the_export_keeps_digits_as_text(demo, tmp_path):
    """SIRET, postal codes and phones are text cells."""
    path = tmp_path / "export.xlsx"
    exported(demo, path)
    sheet = openpyxl.load_workbook(path).active
    headers = [cell.value for cell in sheet[1]]
    for name in ("SIRET", "Téléphone"):
        values = [row[headers.index(name)] for row in sheet.iter_rows(min_row=2)]
        assert all(cell.data_type == "s" for cell in values if cell.value is not None)
        assert any(cell.value is not None for cell in values)


def test_a_report_that_cannot_be_written_hides_nothing(account, tmp_path):
    """When the report's place is taken the import still ends with its result, and the report goes beside."""
    (tmp_path / "taken.xlsx").mkdir()
    result = account.load(TEXT, report=tmp_path / "taken.xlsx")
    assert result.counts["created"] == 2
    assert Path(result.report).name == f"taken.{result.run_id}.xlsx"
    (tmp_path / "file").write_text("x")
    nowhere = account.load(TEXT, report=tmp_path / "file" / "r.xlsx")
    assert (nowhere.report, nowhere.counts["unchanged"]) == (None, 2)
