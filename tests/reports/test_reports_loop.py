"""The way from rows to correct to corrected rows: the report workbook, as xlsx and ods, in both languages."""

import csv
import datetime as dt
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from etl import check_file, delete_file, import_file, retry_run, undo_run
from etl.core.errors import ConfigError, DataError
from etl.core.packaged import packaged
from etl.messages import text
from etl.sheets.marks.report_mark import read_memory

HEADERS = ["SIRET", "Nom société", "E-mail", "Pays", "Date de création", "Note", "Budget"]
ROWS = [
    [None, "Alpha", "a@x.example", "France", dt.date(2024, 4, 3), "=1+1 ?", 12.5],
    [None, "Béta", "faux", "Frnace", dt.date(2024, 4, 4), "@ami", 7],
    ["3,41174E+13", "Gamma", "g@x.example", "Belgique", dt.date(2024, 4, 5), "-suite", None],
    [None, None, "d@x.example", "France", None, "007", None],
    [None, "Epsilon", "e@x.example", "France", None, "vu", 3],
]


def workbook(path):
    """Write five rows as people do: three of them have a wrong cell, one has two."""
    book = openpyxl.Workbook()
    book.active.title = "Mes clients"
    book.active.append(HEADERS)
    for line, row in enumerate(ROWS, start=2):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(line, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    return path


def sheet_of(book, name, lang="fr"):
    return book[text(f"sheet-{name}", lang=lang)]


def change(path, changes, *, sheet="to-correct", lang="fr"):
    """Change cells of a report: (row of the original file, header) -> value."""
    book = openpyxl.load_workbook(path)
    page = sheet_of(book, sheet, lang)
    heads = {cell.value: cell.column for cell in page[4]}
    lines = {page.cell(line, 1).value: line for line in range(5, page.max_row + 1)}
    for (row, header), value in changes.items():
        page.cell(lines[row], heads[header]).value = value
    book.save(path)


FIXED = {(3, "E-mail"): "b@x.example", (3, "Pays"): "France", (4, "SIRET"): None, (5, "Nom société"): "Delta"}


def names(account):
    return sorted(company["name"] for company in account.companies())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report_opens_on_the_first_wrong_cell(account, tmp_path, lang):
    """Our four columns and the name are frozen, hers follow in file order; wrong cells are red until they change."""
    result = account.load(workbook(tmp_path / "c.xlsx"), lang=lang, dry_run=True)
    assert Path(result.report).name == "c.report.xlsx"
    book = openpyxl.load_workbook(result.report)
    names_of_sheets = [
        text(f"sheet-{name}", lang=lang) for name in ("to-correct", "all-rows", "summary", "help")
    ]
    assert book.sheetnames == names_of_sheets
    page = sheet_of(book, "to-correct", lang)
    assert book.active == page
    shown = [cell.value for cell in page[4] if not str(cell.value).startswith("sellsy-etl:")]
    assert shown[4:] == ["Nom société", "SIRET", "E-mail", "Pays", "Date de création", "Note", "Budget"]
    assert (page.freeze_panes, page.merged_cells.ranges) == ("F5", set())
    assert [page.cell(line, 1).value for line in range(5, page.max_row + 1)] == [3, 4, 5]
    assert page.sheet_view.selection[-1].activeCell == "G5"
    assert page.auto_filter.ref.startswith("A4:")
    assert page["B5"].value.count("\n") == 1
    hidden = [letter for letter, dimension in page.column_dimensions.items() if dimension.hidden]
    assert hidden
    rules = [rule for area in page.conditional_formatting for rule in area.rules]
    assert {rule.dxf.fill.bgColor.rgb for rule in rules if rule.dxf.fill} == {"FFE5F4EB", "FFFDECEB"}
    assert page.protection.sheet is False


def test_a_report_without_a_row_to_correct_opens_on_its_summary(account, tmp_path):
    """The summary counts every row once."""
    book = openpyxl.Workbook()
    book.active.append(["Nom société"])
    book.active.append(["Alpha"])
    book.save(tmp_path / "c.xlsx")
    report = openpyxl.load_workbook(account.load(tmp_path / "c.xlsx", lang="fr").report)
    assert report.active.title == "Résumé"
    cells = [row for row in report.active.iter_rows(values_only=True) if row[0]]
    assert ("Total = lignes du fichier", None, 1) in [row[:3] for row in cells]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_report_of_a_simulation_imports_every_row(account, tmp_path, form):
    """Corrected, it is imported without any option: the good rows go too, each cell as it was in the file."""
    path = workbook(tmp_path / "c.xlsx")
    dry = account.load(path, lang="fr", dry_run=True, report=tmp_path / f"c.report.{form}")
    assert (dry.counts["created"], dry.counts["rejected"]) == (2, 3)
    report = Path(dry.report)
    if form == "ods":
        report = converted(report, "xlsx", tmp_path)
    change(report, FIXED)
    done = account.load(report, entity=None)
    assert (done.counts["read"], done.counts["created"]) == (5, 5), done.problems
    assert names(account) == ["Alpha", "Béta", "Delta", "Epsilon", "Gamma"]
    assert account.company(name="Alpha")["note"] == "=1+1 ?"
    assert account.company(name="Delta")["note"] == "007"
    assert account.company(name="Béta")["created"].startswith("2024-04-04")
    again = account.load(report, entity=None)
    assert again.counts["unchanged"] == 5


def converted(path, form, folder):
    """Return a report as LibreOffice saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    target = folder / "saved"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", form,
         "--outdir", str(target), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target / f"{path.stem}.{form}"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_spreadsheet_program_keeps_what_the_report_remembers(account, tmp_path, form):
    """Saved by LibreOffice, it is read with the same options, as the same rows."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), dry_run=True, report=tmp_path / "c.report.xlsx")
    saved = converted(Path(dry.report), form, tmp_path)
    before, after = read_memory(Path(dry.report)), read_memory(saved)
    assert before is not None
    assert after == before
    done = account.load(saved, entity=None)
    assert (done.counts["read"], done.counts["created"], done.counts["rejected"]) == (5, 2, 3)


def test_the_report_of_an_import_imports_what_is_left(account, tmp_path):
    """The rows already written are not read again; a second import of the corrected report writes nothing."""
    first = account.load(workbook(tmp_path / "c.xlsx"), lang="fr")
    assert (first.counts["created"], first.counts["rejected"]) == (2, 3)
    report = Path(first.report)
    change(report, {place: value for place, value in FIXED.items() if place[0] != 4})
    second = account.load(report, entity=None, lang="fr")
    assert (second.kind, second.counts["read"], second.counts["created"]) == ("retry", 3, 2)
    assert Path(second.report).name == "c.report-2.xlsx"
    assert report.exists()
    writes = account.writes()
    again = account.load(report, entity=None, lang="fr")
    assert (again.counts["unchanged"], again.counts["created"]) == (2, 0)
    assert account.writes() == writes
    change(Path(second.report), {(4, "SIRET"): None})
    third = account.load(Path(second.report), entity=None)
    assert (third.counts["read"], third.counts["created"]) == (1, 1)
    assert len(names(account)) == 5


def test_a_retry_by_the_file_alone_is_the_import_of_the_report(account, tmp_path):
    """`runs retry FILE` needs no run; the report of another run is refused."""
    first = account.load(workbook(tmp_path / "c.xlsx"), lang="fr")
    change(Path(first.report), FIXED)
    other = account.load("Nom société\nAutre\n", name="other.csv")
    with pytest.raises(ConfigError) as wrong:
        retry_run(other.run_id, first.report, settings=account.settings)
    assert wrong.value.code == "retry-other-report"
    again = retry_run(first.report, settings=account.settings)
    assert (again.counts["read"], again.counts["created"]) == (3, 3)
    with account.journal() as journal:
        assert journal.runs.find(again.run_id).parent == first.run_id


def test_corrections_count_in_either_sheet(account, tmp_path):
    """A cell changed in one sheet counts; changed differently in both, its row is refused with the name of the cell."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    report = Path(dry.report)
    change(report, {(3, "E-mail"): "b@x.example", (4, "SIRET"): "un", (5, "Nom société"): "Delta"})
    change(report, {(3, "Pays"): "France", (4, "SIRET"): "deux", (6, "Note"): "relu"}, sheet="all-rows")
    done = account.load(report, entity=None, lang="fr")
    assert (done.counts["created"], done.counts["rejected"]) == (4, 1)
    (conflict,) = [problem for problem in done.problems if problem.code == "report-conflict"]
    assert (conflict.row, "SIRET" in conflict.texts("fr")[0]) == (4, True)
    assert account.company(name="Epsilon")["note"] == "relu"


def test_rows_deleted_are_left_out_and_rows_added_are_new(account, tmp_path, observed):
    """Both are said, and so is what was changed in our columns; a row copied with its number is refused."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    book = openpyxl.load_workbook(dry.report)
    page = sheet_of(book, "to-correct")
    change_at = {cell.value: cell.column for cell in page[4]}
    page.cell(5, change_at["E-mail"]).value, page.cell(5, change_at["Pays"]).value = "b@x.example", "France"
    page.cell(5, 2).value = "fait"
    page.delete_rows(6)
    page.cell(page.max_row + 1, change_at["Nom société"]).value = "Ajoutée"
    line = [cell.value for cell in page[6]]
    page.append(line)
    book.save(dry.report)
    done = account.load(Path(dry.report), entity=None, observer=observed)
    assert (5, "report-twice") in [(problem.row, problem.code) for problem in done.problems]
    assert names(account) == ["Ajoutée", "Alpha", "Béta", "Epsilon"]
    noted = dict(observed.notes)
    assert noted["note-report-deleted"]["count"] == 1
    assert noted["note-report-added"]["count"] == 1
    assert noted["note-report-ours"]["count"] == 1


@pytest.fixture
def observed():
    """An observer that keeps the notes."""

    class Kept:
        def __init__(self):
            self.notes = []

        def begin(self, run_id): ...

        def stage(self, name, total=None): ...

        def advance(self, count=1): ...

        def note(self, code, **params):
            self.notes.append((code, params))

    return Kept()


def test_rows_sorted_and_columns_moved_are_read_as_before(account, tmp_path):
    """A sorted sheet and a column moved by a person change nothing of what is imported."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    change(dry.report, FIXED)
    book = openpyxl.load_workbook(dry.report)
    page = sheet_of(book, "all-rows")
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    for line, cells in enumerate(reversed(lines), start=5):
        for column, value in enumerate(cells, start=1):
            page.cell(line, column).value = value
            if isinstance(value, str):
                page.cell(line, column).data_type = "s"
    page.insert_cols(7)
    page.cell(4, 7).value = "Avis"
    page.cell(5, 7).value = "bon"
    book.save(dry.report)
    done = account.load(Path(dry.report), entity=None)
    assert (done.counts["created"], done.counts["rejected"]) == (5, 0), done.problems
    assert account.company(name="Alpha")["note"] == "=1+1 ?"


def test_a_report_that_a_person_changed_is_never_replaced(account, tmp_path):
    """The next one has a number; one that nobody saved again is replaced."""
    path = workbook(tmp_path / "c.xlsx")
    first = account.load(path, dry_run=True)
    assert account.load(path, dry_run=True).report == first.report
    change(first.report, {(3, "Note"): "à moi"}, lang="en")
    kept = Path(first.report).read_bytes()
    second = account.load(path, dry_run=True)
    assert Path(second.report).name == "c.report-2.xlsx"
    assert Path(first.report).read_bytes() == kept
    unread = account.load(Path(second.report), entity=None, dry_run=True)
    assert Path(unread.report).name == "c.report-3.xlsx"


def test_options_are_carried_and_those_given_now_count(account, tmp_path):
    """The mapping, the order of dates and the mode of the simulation are those of the import of its report."""
    book = openpyxl.Workbook()
    for row in (
        ["Boîte", "Depuis", "Mail"],
        ["Alpha", "04/03/2024", "a@x.example"],
        ["Béta", "04/03/2024", "faux"],
    ):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    chosen = {
        "mapping": {"Boîte": "name", "Depuis": "created", "Mail": "email"},
        "date_order": "mdy",
        "mode": "create",
    }
    dry = account.load(tmp_path / "c.xlsx", dry_run=True, **chosen)
    change(dry.report, {(3, "Mail"): "b@x.example"}, lang="en")
    done = import_file(dry.report, settings=account.settings, mode="update")
    assert (done.counts["created"], done.counts["skipped"]) == (0, 2)
    done = import_file(dry.report, settings=account.settings)
    assert done.counts["created"] == 2, done.problems
    assert account.company(name="Béta")["created"].startswith("2024-04-03")
    with account.journal() as journal:
        assert journal.runs.find(done.run_id).mode == "create"


def test_the_report_of_a_check_imports_every_row_too(account, tmp_path):
    """A check has no run: what its report remembers is enough, and a second import writes nothing."""
    result = check_file(workbook(tmp_path / "c.xlsx"), entity="client", lang="fr")
    change(result.report, FIXED)
    done = import_file(result.report, settings=account.settings)
    assert (done.counts["read"], done.counts["created"]) == (5, 5)
    assert import_file(result.report, settings=account.settings).counts["unchanged"] == 5


def test_the_report_of_a_deletion_is_not_imported(account, tmp_path):
    """Nor are the records of an import's report deleted by mistake."""
    done = account.load(workbook(tmp_path / "c.xlsx"), lang="fr")
    with pytest.raises(ConfigError) as wrong:
        delete_file(done.report, entity="client", settings=account.settings)
    assert wrong.value.code == "report-other-kind"


def test_a_report_whose_sheet_is_gone_is_refused(account, tmp_path):
    """Nothing is imported from what is left of it."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    book = openpyxl.load_workbook(dry.report)
    del book["Toutes les lignes"]
    book.save(dry.report)
    with pytest.raises(DataError) as gone:
        account.load(Path(dry.report), entity=None)
    assert gone.value.code == "report-sheet-gone"


def test_a_damaged_row_is_not_read_again_unchanged(account, tmp_path):
    """What cannot be seen in the report's cells, a merged cell, holds its row back until a person changes it."""
    book = openpyxl.Workbook()
    for row in (["Nom société", "Note"], ["Alpha", "a"], ["Béta", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "c.xlsx")
    first = account.load(tmp_path / "c.xlsx", lang="fr")
    assert [problem.code for problem in first.problems] == ["cell-merged"]
    again = account.load(Path(first.report), entity=None, lang="fr")
    assert [problem.code for problem in again.problems] == ["report-held"]
    change(Path(again.report), {(3, "Note"): "b"})
    assert account.load(Path(again.report), entity=None).counts["created"] == 1


def test_nothing_in_the_report_acts(account, tmp_path):
    """What begins like a formula is text; there is no formula but in the rules of colour, no link, no macro."""
    report = account.load(workbook(tmp_path / "c.xlsx"), lang="fr").report
    cells = [cell for sheet in openpyxl.load_workbook(report) for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(report) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]


def test_the_sample_comes_back_as_ods_and_xlsx_alike(tmp_path):
    """Both forms have the same sheets with the same texts in the same cells."""
    sample = packaged("samples") / "clients_sales.xlsx"
    books = []
    for form in ("xlsx", "ods"):
        check_file(sample, report=tmp_path / f"r.{form}")
        books.append(CalamineWorkbook.from_path(str(tmp_path / f"r.{form}")))
    first, second = books
    assert first.sheet_names == second.sheet_names == ["To correct", "All rows", "Summary", "Help"]
    for name in ("To correct", "All rows"):
        left, right = (book.get_sheet_by_name(name).to_python() for book in books)
        assert [row[:8] for row in left] == [row[:8] for row in right]


@pytest.mark.parametrize("redone", [False, True])
def test_an_undone_import_of_a_report_counts_as_not_done(account, tmp_path, redone):
    """Its rows are created again; where the undo was undone in turn, the records it brought back are theirs."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    change(dry.report, FIXED)
    first = account.load(Path(dry.report), entity=None)
    undone = undo_run(first.run_id, settings=account.settings, dry_run=False, settle_s=1.0)
    assert (undone.counts["deleted"], names(account)) == (5, [])
    if redone:
        undo_run(undone.run_id, settings=account.settings, dry_run=False, settle_s=1.0)
    again = account.load(Path(dry.report), entity=None)
    assert again.counts["created"] == (0 if redone else 5), again.problems
    assert (again.counts["rejected"], len(names(account))) == (0, 5)
    assert account.load(Path(dry.report), entity=None).counts["unchanged"] == 5


def test_what_changes_among_rows_that_are_done_is_said(account, tmp_path, observed):
    """In the report of an import, rows added to all rows are new; changed cells of rows already imported are counted."""
    first = account.load(workbook(tmp_path / "c.xlsx"), lang="fr")
    untouched = account.load(Path(first.report), entity=None, dry_run=True, observer=observed)
    assert (untouched.counts["read"], "note-report-done" in dict(observed.notes)) == (3, False)
    change(first.report, {(2, "Note"): "changée"}, sheet="all-rows")
    book = openpyxl.load_workbook(first.report)
    page = sheet_of(book, "all-rows")
    name = next(cell.column for cell in page[4] if cell.value == "Nom société")
    page.cell(page.max_row + 1, name).value = "Ajoutée"
    book.save(first.report)
    done = account.load(Path(first.report), entity=None, observer=observed)
    assert (done.counts["read"], done.counts["created"]) == (4, 1)
    noted = dict(observed.notes)
    assert (noted["note-report-done"]["count"], noted["note-report-added"]["count"]) == (1, 1)
    assert names(account) == ["Ajoutée", "Alpha", "Epsilon"]


def test_a_column_added_to_all_rows_counts_for_rows_to_correct(account, tmp_path):
    """Its cells are taken; filled in differently in both sheets, they make their row refused."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    change(dry.report, FIXED)
    book = openpyxl.load_workbook(dry.report)
    for name, texts in {"all-rows": {2: "un", 3: "deux", 4: "trois"}, "to-correct": {4: "autre"}}.items():
        page = sheet_of(book, name)
        page.insert_cols(6)
        page.cell(4, 6).value = "Référence"
        for line in range(5, page.max_row + 1):
            page.cell(line, 6).value = texts.get(page.cell(line, 1).value)
    book.save(dry.report)
    done = account.load(Path(dry.report), entity=None)
    assert [(problem.row, problem.code) for problem in done.problems] == [(4, "report-conflict")]
    assert (account.company(name="Alpha")["reference"], account.company(name="Béta")["reference"]) == (
        "un",
        "deux",
    )


def test_good_rows_deleted_from_all_rows_are_counted(account, tmp_path, observed):
    """So are rows deleted from both sheets of the report of a dry run."""
    dry = account.load(workbook(tmp_path / "c.xlsx"), lang="fr", dry_run=True)
    change(dry.report, FIXED)
    book = openpyxl.load_workbook(dry.report)
    sheet_of(book, "to-correct").delete_rows(5)
    sheet_of(book, "all-rows").delete_rows(5, 2)
    book.save(dry.report)
    done = account.load(Path(dry.report), entity=None, observer=observed)
    assert (done.counts["created"], names(account)) == (3, ["Delta", "Epsilon", "Gamma"])
    assert dict(observed.notes)["note-report-deleted"]["count"] == 2


CSV = (
    "Nom société;Effectif;E-mail;Note;Depuis\n"
    "Alpha;1;a@x.example;=1+1 ?;04/03/2024\n"
    "Béta;2;faux;@ami;05/03/2024\n"
    "Gamma;3;g@x.example;vu;13/03/2024\n"
)


@pytest.mark.parametrize("form", ["xlsx", pytest.param("ods", marks=pytest.mark.slow)])
def test_a_report_in_csv_saved_as_a_workbook_is_still_that_report(account, tmp_path, form):
    """Its mapping, its row numbers and what it wrote already are known, and apostrophes of ours are no text of hers."""
    dry = account.load(CSV, dry_run=True, mapping={"Depuis": "created"}, report=tmp_path / "r.csv")
    saved = tmp_path / "saved" / f"r.{form}"
    saved.parent.mkdir()
    with Path(dry.report).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    book = openpyxl.Workbook()
    for line in reversed(lines[1:]):
        line[0], line[-4] = int(line[0]), int(line[-4])
    for line in (lines[0], *reversed(lines[1:])):
        book.active.append(["b@x.example" if cell == "faux" else cell for cell in line])
    book.save(saved.with_suffix(".xlsx"))
    if form == "ods":
        saved = converted(saved.with_suffix(".xlsx"), form, tmp_path)
    done = import_file(saved, settings=account.settings)
    assert (done.counts["read"], done.counts["created"]) == (3, 3), done.problems
    assert [account.company(name=name)["note"] for name in ("Alpha", "Béta")] == ["=1+1 ?", "@ami"]
    assert account.company(name="Gamma")["created"].startswith("2024-03-13")
    assert import_file(saved, settings=account.settings).counts["unchanged"] == 3
    with account.journal() as journal:
        assert journal.runs.find(done.run_id).settings["report_of"] == dry.run_id
        alpha = next(
            row for row in journal.rows.every(done.run_id) if row.record["values"]["name"] == "Alpha"
        )
    assert alpha.row == 2


@pytest.mark.parametrize("gone", ["ligne", "import"])
def test_a_report_in_csv_without_its_row_numbers_is_refused(account, tmp_path, gone):
    """Which rows it corrects cannot be known, nor whether a sheet beside the report is one."""
    first = account.load(CSV, lang="fr", report=tmp_path / "r.csv")
    with Path(first.report).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    at = next(i for i, head in enumerate(lines[0]) if head.startswith(f"sellsy-etl: {gone}"))
    book = openpyxl.Workbook()
    if gone == "import":
        book.active.append(["sans", "en-tête", lines[0][at]])
        book.create_sheet("Clients", 0)
    for line in lines:
        book.worksheets[0].append([cell for i, cell in enumerate(line) if i != at])
    book.save(tmp_path / "r.xlsx")
    writes = account.writes()
    with pytest.raises(DataError) as refused:
        import_file(tmp_path / "r.xlsx", settings=account.settings)
    assert (refused.value.code, account.writes()) == ("report-columns-gone", writes)
