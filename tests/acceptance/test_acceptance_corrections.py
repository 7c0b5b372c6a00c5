"""An office manager brings 300 clients into Sellsy: a workbook with faults, a report, her corrections, one import more."""

import re

import pytest
from her_workbook import ROWS, correct, right_row


def imported(desk, *arguments):
    """Import without a question; return the exit code and the id of the run."""
    code, shown = desk.types("import", *arguments, "--yes")
    return code, re.search(r"Opération ([0-9]{8}-[0-9]{6}-[a-z0-9]{4})", shown)[1]


def assert_complete(desk, her, before):
    """Every row of her workbook is a company of Sellsy, once, with what she wrote; nothing else changed."""
    now = desk.companies()
    assert now.keys() - before.keys() == her.names
    assert len(now) == len(before) + ROWS
    for name, company in before.items():
        assert now[name] == company
    for number in range(ROWS):
        right = right_row(number)
        company = now[right["Raison sociale"]]
        assert company["legal_france"]["siret"] == right["SIRET"]
        assert company["phone_number"] == "+33" + right["Téléphone"].replace(" ", "")[1:]
        faulty = number % 10 == 0 and number // 10 % 7 == 2
        assert company["email"] == (None if faulty else right["E-mail"])


def assert_undone(desk, before, *runs):
    """The runs are undone, the newest first, and the account is as it was."""
    for run in reversed(runs):
        assert desk.types("runs", "undo", run, "--yes")[0] == 0
    assert desk.companies() == before


@pytest.mark.parametrize(
    "form", ["xlsx", *(pytest.param(form, marks=pytest.mark.slow) for form in ("ods", "csv"))]
)
def test_simulated_corrected_and_imported(desk, her, form):
    """A simulation writes nothing; its report, corrected in the sheet À corriger, brings all rows; undo takes them back."""
    before = desk.companies()
    name = her.save(desk.folder / f"clients.{form}")
    report = f"clients.report.{'csv' if form == 'csv' else 'xlsx'}"
    options = ["--report", report] if form == "ods" else []
    code, shown = desk.types("import", name, "--dry-run", *options)
    assert (code, desk.companies()) == (1, before)
    assert f"{ROWS} lues = {ROWS - len(her.faults)} à créer + {len(her.faults)} à corriger" in shown
    assert correct(desk.folder / report, her.faults) == len(her.faults)
    code, run = imported(desk, report)
    assert code == 0
    assert_complete(desk, her, before)
    assert_undone(desk, before, run)


def test_imported_with_certain_fixes_then_corrected(desk, her):
    """What has one certain fix is imported at once; the report has the others alone, and brings them in."""
    before = desk.companies()
    name = her.save(desk.folder / "clients.xlsx")
    code, _ = imported(desk, name, "--accept-fixes")
    assert code == 1
    assert len(desk.companies()) == len(before) + ROWS - len(her.uncertain)
    report = desk.folder / "clients.report.xlsx"
    assert correct(report, her.faults) == len(her.uncertain)
    code, _ = imported(desk, report.name)
    assert code == 0
    assert_complete(desk, her, before)


def test_corrected_in_both_sheets(desk, her):
    """Corrections count in À corriger and in the sheet of all rows; what she forgot the first time she corrects in a second round."""
    before = desk.companies()
    name = her.save(desk.folder / "clients.xlsx")
    assert desk.types("import", name, "--dry-run")[0] == 1
    report = desk.folder / "clients.report.xlsx"
    third = len(her.faults) // 3
    forgotten = her.faults[2 * third :]
    assert correct(report, her.faults[:third]) == third
    assert correct(report, her.faults[third : 2 * third], sheet="Toutes les lignes") == third
    code, first = imported(desk, report.name)
    assert code == 1
    assert len(desk.companies()) == len(before) + ROWS - len(forgotten)
    second_report = desk.folder / "clients.report-2.xlsx"
    assert correct(second_report, forgotten) == len(forgotten)
    code, second = imported(desk, second_report.name)
    assert code == 0
    assert_complete(desk, her, before)
    assert_undone(desk, before, first, second)
