"""A corrected report imported again: no row twice, no option needed, and options that are given count."""

import csv
from pathlib import Path

import openpyxl
import pytest

from etl import check_file, import_file
from etl.messages import text
from etl.sheets.marks.report_mark import read_memory
from etl.source.own.report import csv_memory

HEADERS = ("Nom société", "E-mail", "Note")
ROWS = (("Alpha", "a@x.example", "fidèle"), ("Béta", "faux", "nouveau"))


def source(folder, form):
    """Write two rows, one of them wrong."""
    path = folder / f"c.{form}"
    if form == "csv":
        path.write_text("\n".join(map(";".join, (HEADERS, *ROWS))), "utf-8")
        return path
    book = openpyxl.Workbook()
    for row in (HEADERS, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def added(report, *rows, at_end=True):
    """Add rows to a report as a person does, below the others or above them."""
    if report.suffix == ".csv":
        with report.open(encoding="utf-8", newline="") as file:
            heads, *lines = csv.reader(file, delimiter=";")
        new = [[dict(zip(HEADERS, row, strict=True)).get(head, "") for head in heads] for row in rows]
        with report.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(
                [heads, *((*lines, *new) if at_end else (*new, *lines))]
            )
        return
    book = openpyxl.load_workbook(report)
    page = book[text("sheet-all-rows", lang="en")]
    heads = [cell.value for cell in page[4]]
    if not at_end:
        page.insert_rows(5, len(rows))
    first = page.max_row + 1 if at_end else 5
    for line, row in enumerate(rows, start=first):
        for header, value in zip(HEADERS, row, strict=True):
            page.cell(line, heads.index(header) + 1).value = value
    book.save(report)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("dry", [True, False], ids=["simulation", "import"])
def test_a_row_added_to_a_report_is_imported_once(account, tmp_path, form, dry):
    """Without a key, by what it says, wherever it stands; with a cell corrected since, by its number and name."""
    first = account.load(source(tmp_path, form), dry_run=dry)
    report = Path(first.report)
    added(report, ("Gamma", "", "vu au salon"), ("Epsilon", "", "rappeler"))
    done = account.load(report, entity=None)
    assert done.counts["created"] == (3 if dry else 2), done.problems
    writes = account.writes()
    again = account.load(report, entity=None)
    assert again.counts["unchanged"] == (3 if dry else 2), again.problems
    added(report, ("Delta", "", "vu au salon"), at_end=False)
    more = account.load(report, entity=None)
    assert (more.counts["created"], more.counts["unchanged"]) == (1, 3 if dry else 2), more.problems
    assert sorted(company["name"] for company in account.companies()) == [
        "Alpha",
        "Delta",
        "Epsilon",
        "Gamma",
    ]
    assert account.writes() > writes


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_row_added_to_a_report_is_corrected_there(account, tmp_path, form):
    """Its record is updated: it has the number and the name of the row that made it."""
    report = Path(account.load(source(tmp_path, form), dry_run=True).report)
    added(report, ("Gamma", "", "vu au salon"))
    account.load(report, entity=None)
    before = account.company(name="Gamma")["id"]
    content = report.read_bytes() if form == "csv" else b""
    if form == "csv":
        report.write_bytes(content.replace(b"Gamma;;", b"Gamma;g@x.example;"))
    else:
        book = openpyxl.load_workbook(report)
        page = book[text("sheet-all-rows", lang="en")]
        heads = [cell.value for cell in page[4]]
        page.cell(page.max_row, heads.index("E-mail") + 1).value = "g@x.example"
        book.save(report)
    done = account.load(report, entity=None)
    assert (done.counts["updated"], done.counts["created"]) == (1, 0), done.problems
    gamma = account.company(name="Gamma")
    assert (gamma["id"], gamma["email"]) == (before, "g@x.example")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_report_of_a_check_remembers_how_its_file_was_read(account, tmp_path, form):
    """Its mapping, its entity and its options: the import needs none."""
    path = tmp_path / f"c.{form}"
    lines = [
        ("Boîte", "Depuis", "Adresse mail"),
        ("Alpha", "04/03/2024", "a@x.example"),
        ("Béta", "", "faux"),
    ]
    if form == "csv":
        path.write_text("\n".join(map(";".join, lines)), "utf-8")
    else:
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    mapping = {"Boîte": "name", "Depuis": "created", "Adresse mail": "email"}
    checked = check_file(path, entity="prospect", mapping=mapping, date_order="mdy")
    report = Path(checked.report)
    memory = csv_memory(report) if form == "csv" else read_memory(report)
    assert memory is not None
    assert memory["entity"] == "prospect"
    done = import_file(report, settings=account.settings)
    assert (done.entity, done.counts["created"], done.counts["rejected"]) == ("prospect", 1, 1), done.problems
    assert account.company(name="Alpha")["created"].startswith("2024-04-03")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_option_given_counts_even_where_it_is_the_default(account, tmp_path, form):
    """What the report remembers gives way to what is said now, default or not."""
    path = source(tmp_path, form)
    dry = account.load(path, dry_run=True, mode="update")
    assert (dry.counts["skipped"], dry.counts["created"]) == (1, 0)
    kept = import_file(dry.report, settings=account.settings, dry_run=True)
    assert (kept.counts["skipped"], kept.counts["created"]) == (1, 0)
    given = import_file(dry.report, settings=account.settings, dry_run=True, mode="upsert")
    assert (given.counts["skipped"], given.counts["created"]) == (0, 1)
