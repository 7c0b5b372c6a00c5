"""The report in the user's own workbook."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from etl import check_file
from etl.core.packaged import packaged

HEADERS = ["Nom société", "E-mail", "SIRET", "Date de création", "Note", "Pays"]
ROWS = [
    ["Alpha SAS", "a@x.example", "73282932000074", dt.date(2024, 4, 3), "@ami", "France"],
    ["Béta", "faux", "3,41174E+13", dt.date(2024, 4, 4), "vu", "Frnace"],
    ["Gamma", "g@x.example", None, dt.date(2024, 4, 5), "suite", "Belgique"],
]


def workbook(path):
    """Write a workbook as people make them: title, colours, hidden columns, other sheets, a filter."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mes clients"
    sheet["B2"] = "Clients 2026"
    sheet["B2"].font = Font(size=20, bold=True)
    sheet.merge_cells("B2:F2")
    for column, header in enumerate(HEADERS, start=2):
        sheet.cell(4, column, header).fill = PatternFill("solid", fgColor="70AD47")
    for line, row in enumerate(ROWS, start=5):
        for column, value in enumerate(row, start=2):
            sheet.cell(line, column, value)
        sheet.cell(line, 5).number_format = "DD/MM/YYYY"
    sheet["C6"].comment = Comment("à vérifier", "moi")
    sheet["F7"].hyperlink = "file:///etc/passwd"
    sheet.column_dimensions["B"].width = 31
    rest = sheet.column_dimensions["I"]
    rest.min, rest.max, rest.hidden = 8, 16_384, True
    sheet.freeze_panes, sheet.auto_filter.ref = "C5", "B4:G7"
    for formula, cells in (('"France,Belgique"', "G5:G7"), ("'[1]Autre'!$A$1:$A$3", "C5:C7")):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(cells)
        sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("B5:B7", FormulaRule(formula=['LEFT(B5)="A"']))
    sheet.conditional_formatting.add("C5:C7", FormulaRule(formula=['WEBSERVICE("http://x.example")="A"']))
    other = book.create_sheet("Calculs")
    for line, formula in enumerate(("=1+1", '=WEBSERVICE("http://x.example")', "=cmd|'/c calc'!A0"), start=1):
        other.cell(line, 1).value = formula
    book.defined_names["ailleurs"] = DefinedName("ailleurs", attr_text="[1]X!$A$1")
    book.defined_names["ici"] = DefinedName("ici", attr_text="Calculs!$A$1:$A$3")
    book.create_sheet("Cachée").sheet_state = "hidden"
    book.create_sheet("Résumé")["A1"] = "à moi"
    book.save(path)
    return path


@pytest.fixture
def report(account, tmp_path):
    """The report of an import of such a workbook."""
    return account.load(workbook(tmp_path / "mes clients.xlsx"), lang="fr").report


def test_the_report_is_the_users_own_workbook(report):
    """Its sheets, formats, widths and comments are kept; wrong cells are coloured and explained, our columns beside."""
    assert Path(report).name == "mes clients.report.xlsx"
    book = openpyxl.load_workbook(report)
    assert book.sheetnames == [
        "Mes clients",
        "Calculs",
        "Cachée",
        "Résumé",
        "Résumé1",
        "À corriger",
        "Doublons possibles",
    ]
    assert (book["Cachée"].sheet_state, book["Résumé"]["A1"].value) == ("hidden", "à moi")
    sheet = book["Mes clients"]
    assert (sheet["B2"].font.size, sheet["B4"].fill.fgColor.rgb, sheet.freeze_panes) == (20, "0070AD47", "C5")
    assert (sheet.column_dimensions["B"].width, str(sheet.merged_cells)) == (31, "B2:F2")
    assert sheet.auto_filter.ref == "B4:K7"
    assert [cell.value for cell in sheet[4]][7:] == [
        f"sellsy-etl: {name}" for name in ("résultat", "ID Sellsy", "problème", "que faire")
    ]
    assert [sheet.cell(row, 8).value for row in (5, 6, 7)] == ["créée", "à corriger", "créée"]
    assert [sheet.cell(row, 9).value is None for row in (5, 6, 7)] == [False, True, False]
    assert "«\u00a0faux\u00a0» n'est pas une adresse" in sheet["J6"].value
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in ("C6", "D6", "G6", "C5", "F6")} == {
        "C6": "00F8CBAD", "D6": "00F8CBAD", "G6": "00F8CBAD", "C5": "00000000", "F6": "00000000",
    }  # fmt: skip
    assert sheet["C6"].comment.text.startswith("à vérifier\n\n«\u00a0faux\u00a0»")
    assert sheet["E6"].number_format == "DD/MM/YYYY"
    shown = [(d.min, d.max, d.hidden) for d in sheet.column_dimensions.values()]
    assert all(low > 11 or high < 8 or not hidden for low, high, hidden in shown)


def test_nothing_in_the_report_acts(report):
    """Formulas are values, links and what looks into other files are gone; what starts like a formula is text."""
    book = openpyxl.load_workbook(report)
    assert list(book.defined_names) == ["ici"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    sheet = book["Mes clients"]
    assert (sheet["F5"].value, sheet["F5"].quotePrefix, sheet["F5"].data_type) == ("@ami", True, "s")
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"France,Belgique"']
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B5:B7"]
    with zipfile.ZipFile(report) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert not [
        word for word in (b"WEBSERVICE", b"calc'!", b"passwd", b"externalLink", b"[1]") if word in text
    ]


def test_macros_links_and_tables_with_formulas_stay_behind(account, tmp_path):
    """An .xlsm is answered by an .xlsx without its macros; values of formulas are those that were read."""
    path = tmp_path / "macros.xlsm"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_vba_project(_vba(tmp_path))
        sheet = book.add_worksheet("Clients")
        sheet.add_table(
            "A1:C3",
            {
                "columns": [
                    {"header": "Nom société"},
                    {"header": "E-mail"},
                    {"header": "Note", "formula": "=A2&B2"},
                ],
                "data": [["Alpha", "a@x.example"], ["Béta", "faux"]],
            },
        )
        sheet.write_formula("C2", "=1+1", None, "lu")
        sheet.write_formula("C3", "='[autre.xlsx]Feuil1'!A1", None, "ailleurs")
    result = account.load(path)
    assert Path(result.report).suffix == ".xlsx"
    with zipfile.ZipFile(result.report) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    book = openpyxl.load_workbook(result.report)
    assert [cell.value for cell in book["Clients"]["C"]] == ["Note", "lu", "ailleurs"]
    assert book["Rejected"]["C2"].value == "ailleurs"
    assert account.company(name="Alpha")["note"] == "lu"


def _vba(folder):
    path = folder / "vbaProject.bin"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return path


def test_the_rejected_sheet_of_ones_own_workbook_is_imported(account, report):
    """Corrected, it alone is read, though the user has a sheet named like ours; nothing else is touched."""
    book = openpyxl.load_workbook(report)
    rejected = book["À corriger"]
    assert [cell.value for cell in rejected[1]][:6] == HEADERS
    assert rejected["A1"].fill.fgColor.rgb == "0070AD47"
    assert (rejected["D2"].number_format, rejected["G2"].value) == ("DD/MM/YYYY", 6)
    rejected["B2"], rejected["C2"], rejected["F2"] = "b@x.example", None, "France"
    book.save(report)
    again = account.load(Path(report))
    assert (again.counts["read"], again.counts["created"]) == (1, 1)
    assert {one["name"] for one in account.companies()} == {"Alpha SAS", "Béta", "Gamma"}


def test_the_sample_is_answered_in_itself(tmp_path):
    """The demo's workbook comes back with its own sheets, its rejected rows apart."""
    path = tmp_path / "r.xlsx"
    result = check_file(packaged("samples") / "clients_sales.xlsx", report=path)
    theirs = openpyxl.load_workbook(packaged("samples") / "clients_sales.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[: len(theirs.sheetnames)] == theirs.sheetnames
    assert book["Rejected"].max_row == result.rejected + 1


def test_what_cannot_be_copied_gets_the_light_report(tmp_path):
    """A workbook that openpyxl does not read, or whose headers it sees elsewhere, is answered all the same."""
    path = workbook(tmp_path / "a.xlsx")
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<sz val="11"', b'<sz val="onze"'))
    result = check_file(broken, entity="client", report=tmp_path / "r.xlsx")
    assert openpyxl.load_workbook(result.report).sheetnames == [
        "Summary",
        "Rows",
        "Rejected",
        "Possible duplicates",
    ]


def test_a_users_sheets_named_like_ours_are_theirs(tmp_path):
    """A workbook with sheets named Summary and Rejected that are not ours is read as any other."""
    book = openpyxl.Workbook()
    book.active.title = "Summary"
    book.create_sheet("Rejected").append(["x", "y"])
    book["Rejected"].append([1, 2])
    data = book.create_sheet("Data")
    data.append(["Nom société", "E-mail"])
    data.append(["Alpha", "a@x.example"])
    book.save(tmp_path / "mine.xlsx")
    result = check_file(tmp_path / "mine.xlsx", entity="client")
    assert (result.read, "Data" in result.layout) == (1, True)


def test_a_formula_without_a_result_stays_in_the_row_to_correct(account, tmp_path):
    """Imported again uncorrected, a rejected row with a formula that no program has calculated is rejected again."""
    path = tmp_path / "formule.xlsx"
    book = openpyxl.Workbook()
    for row in (["Nom société", "Note", "E-mail"], ["Alpha", "=1+1", "a@x.example"]):
        book.active.append(row)
    book.save(path)
    for _ in range(2):
        result = account.load(path)
        assert [(one.row, one.code) for one in result.problems] == [(2, "formula-uncalculated")]
        path = Path(result.report)


def test_what_keeps_a_row_out_stands_before_what_was_repaired(account, tmp_path):
    """The first line beside a rejected row is the reason, whatever columns were repaired before it."""
    book = openpyxl.Workbook()
    for row in (["Nom société", "Site web", "Pays"], ["Alpha", "www.x.example", "Frnace"]):
        book.active.append(row)
    book.save(tmp_path / "deux.xlsx")
    report = account.load(tmp_path / "deux.xlsx", lang="fr").report
    problem, fix = (openpyxl.load_workbook(report).active.cell(2, column).value for column in (6, 7))
    assert "Frnace" in problem.splitlines()[0]
    assert "https" in problem.splitlines()[1]
    assert "France" in fix.splitlines()[0]
