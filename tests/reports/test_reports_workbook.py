"""The report workbook, the check, and the way back from a spreadsheet."""

import csv
from pathlib import Path

import openpyxl
import pytest

from etl import check_file, export
from etl.core.errors import ConfigError, DataError
from etl.core.observer import SilentObserver
from etl.core.packaged import packaged
from etl.source.opening import open_source
from etl.source.options import ReadOptions

TEXT = "Titre;;\n\nNom société;Email;Chiffre\nA;a@x.example;1\nB;faux;2\nC;c@x.example;3\n"


class Notes(SilentObserver):
    def __init__(self):
        self.codes = []

    def note(self, code, **_params):
        self.codes.append(code)


def sheets(path):
    return openpyxl.load_workbook(path)


def test_the_report_of_a_csv_is_its_rows_to_correct(account):
    """They keep the CSV's own encoding, delimiter and cells, with what to do before them; corrected, they are imported."""
    rows = [f"S{n};s{n}@x.example;Sète" for n in range(100)]
    for n in (7, 21, 22, 40, 41, 63, 99):
        rows[n] = f'"S {n};é";faux{n};=Sète'
    path = account.folder / "clients.csv"
    path.write_bytes(("Clients\r\nNom société;Email;Note\r\n" + "\r\n".join(rows)).encode("cp1252"))
    result = account.load(path, lang="fr")
    assert (result.counts["created"], result.counts["rejected"]) == (93, 7)
    report = account.folder / "clients.report.csv"
    assert result.report == str(report)
    head, *bad = report.read_bytes().decode("cp1252").splitlines(keepends=True)
    ours = [f"sellsy-etl: {name}" for name in ("ligne", "à faire", "correction proposée", "colonne")]
    assert head.startswith(";".join(ours) + f";sellsy-etl: import {result.run_id} ")
    assert head.endswith(";Nom société;Email;Note\r\n")
    assert bad[0].startswith("10;«\u00a0faux7\u00a0» n")
    assert bad[0].endswith(';Email;;"S 7;é";faux7;\'=Sète\r\n')
    assert len(bad) == 7
    content = report.read_bytes().decode("cp1252")
    for n in (7, 21, 22, 40, 41, 63, 99):
        content = content.replace(f";faux{n};'=", f";ok{n}@x.example;'=", 1)
    report.write_bytes(content.encode("cp1252"))
    fixed = account.load(report)
    assert (fixed.counts["read"], fixed.counts["created"], fixed.report) == (7, 7, None)
    assert len({company["name"] for company in account.companies()}) == 100
    assert account.load(report).counts["unchanged"] == 7


def test_without_a_row_to_correct_a_csv_leaves_no_report(account):
    """The report of an earlier run is removed; what a person changed, or wrote, is left alone."""
    report = account.folder / "file.report.csv"
    assert account.load(TEXT).report == str(report)
    assert account.load(TEXT.replace("faux", "b@x.example")).report is None
    assert not report.exists()
    account.load(TEXT)
    changed = report.read_text(encoding="utf-8-sig").replace("faux", "fausse")
    for mine in ("mine;too\n1;2\n", changed):
        report.write_text(mine, encoding="utf-8")
        account.load(TEXT.replace("faux", "b@x.example"))
        assert report.read_text(encoding="utf-8") == mine


def test_a_row_with_cells_too_many_keeps_them(account):
    """What stands beyond the headers stays in its row, so that the row is refused again until it is corrected."""
    account.load("Nom société;Email\nA;a@x.example;too;many\nB;b@x.example\n")
    errors = account.folder / "file.report.csv"
    assert ";A;a@x.example;too;many\n" in errors.read_text(encoding="utf-8")
    assert account.load(errors).counts["rejected"] == 1


def test_what_a_file_tells_its_rejected_rows_tell_too(account):
    """Columns of ours are no headers of the user's: what the rows are is told as it was."""
    text = "Nom société;E-mail;SIRET;Téléphone\nA;faux;;\n"
    account.load(text, entity=None)
    errors = account.folder / "file.report.csv"
    errors.write_text(errors.read_text(encoding="utf-8").replace("faux;;", "a@x.example;;"), encoding="utf-8")
    assert account.load(errors, entity=None).counts["created"] == 1


def test_what_explains_a_row_is_no_formula(account):
    """A value that a spreadsheet would compute is shown as text in our columns."""
    result = account.load("Nom société;Email\nA;=cmd|calc\n")
    line = Path(result.report).read_text(encoding="utf-8").splitlines()[1]
    assert line.startswith("2;")
    assert line.endswith(";Email;;A;'=cmd|calc")


def test_rows_to_correct_hold_no_formula_and_say_what_they_said(account):
    """What would begin a formula is text in them, headers too; imported again every cell is the very one it was."""
    cells = [
        "=1+1",
        "+33 1 99 00 12 34",
        "-12,5",
        "@SUM(A1)",
        "'=x",
        "''-",
        "'007",
        "'abc",
        "\t=1",
        "\r=1",
        "-",
        "''",
    ]
    lines = "".join(f'A{n};faux;"{cell}"\n' for n, cell in enumerate(cells))
    result = account.load(f"Nom société;Email;=Hors sujet\n{lines}")
    errors = Path(result.report)
    with errors.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";")
    starts = ("=", "+", "-", "@", "\t", "\r")
    assert not [cell for row in (head, *rows) for cell in row if cell.startswith(starts)]
    options, quiet = ReadOptions(), SilentObserver()
    read = open_source(errors, entity="client", options=options, observer=quiet)
    assert read.table.headers[2] == "=Hors sujet"
    assert [cell for chunk in read.chunks(quiet) for cell in chunk.columns[2]] == cells


def test_check_finds_every_problem_without_a_network(tmp_path):
    """A check needs no account, counts rows and problems, and writes its report."""
    path = tmp_path / "a.csv"
    path.write_text("Nom société;Email;SIRET\n;faux;123\nB;b@x.example;\n", encoding="utf-8")
    result = check_file(path, entity="client")
    assert (result.read, result.rejected, result.exit_code) == (2, 1, 1)
    assert {problem.column for problem in result.problems} == {"Nom société", "Email", "SIRET"}
    assert Path(result.report).name == "a.check.csv"
    in_full = check_file(path, entity="client", report=tmp_path / "r.xlsx")
    assert sheets(in_full.report).sheetnames == ["To correct", "All rows", "Summary", "Help"]
    assert Path(result.html).name == "a.check.html"


def test_the_sample_is_dirty_where_it_should_be(tmp_path):
    """The demo's sample has problems of many kinds, and rows to repair."""
    result = check_file(packaged("samples") / "clients_sales.xlsx", report=tmp_path / "r.xlsx")
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
    assert "il manque Nom société. En-têtes" in missing.value.message("fr")
    assert "Company name missing. Headers" in missing.value.message("en")
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


@pytest.mark.both_wires
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
    return export("client", path, settings=account.settings, lang="fr")


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
        (operation,) = journal.operations.read(edited.run_id)
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


def test_a_report_is_announced_only_where_it_is_written(account):
    """The import of a corrected report of a CSV, which leaves no row to correct, names no new report."""
    heard = Notes()
    first = account.load("Nom société;E-mail\nAlpha;faux\n")
    report = Path(first.report)
    corrected = report.read_text(encoding="utf-8-sig").replace("faux", "a@x.example")
    report.write_text(corrected, encoding="utf-8-sig")
    again = account.load(report, entity=None, observer=heard)
    assert (again.counts["created"], again.report) == (1, None)
    assert "note-report-kept" not in heard.codes
    second = account.load("Nom société;E-mail\nBêta;faux\n", name="other.csv")
    other = Path(second.report)
    wrong = other.read_text(encoding="utf-8-sig").replace(";faux", ";encore faux")
    other.write_text(wrong, encoding="utf-8-sig")
    left = account.load(other, entity=None, observer=heard)
    assert Path(left.report).exists()
    assert heard.codes.count("note-report-kept") == 1


def test_a_suggestion_is_never_applied_with_the_certain_fixes(account):
    """A near choice stands in the report as a question, and --accept-fixes leaves its row to be corrected."""
    content = "Nom société;Client, prospect ou fournisseur\nAlpha;prospet\n"
    result = account.load(content, accept_fixes=True)
    assert result.counts["rejected"] == 1
    assert "prospect" in Path(result.report).read_text(encoding="utf-8-sig").casefold()
