"""The proof of a migration: everything of the files is counted, what is missing has its cause, corrections move it over."""

import csv
import re
import shutil
import subprocess
from html import unescape

import openpyxl
import pytest

from etl import run_pipeline
from etl.commands.pipeline.proof.corrections import import_left_out
from etl.commands.session import Session
from etl.core.errors import DataError
from etl.core.observer import SilentObserver
from etl.messages import text
from etl.source.apart import CODES, ON_PURPOSE
from etl.source.opening import open_source
from etl.source.options import ReadOptions

COMPANIES = """Record ID,Company name,SIREN,Company owner,Lead score
C1,Scierie Girard,,,72
C2,Traiteur Bernard,,,
C1,Scierie Girard bis,,,8
C3,,,,
C4,Vergers Kerhuon,123456789,,11
C5,Ateliers Ponant,,,5
"""
CONTACTS = """Record ID,First Name,Last Name,Associated Company IDs (Primary)
P1,Loïc,Penvern,C1
P2,Maëlle,Tanguy,C4
P3,Aude,Kermarec,C99
P4,Test,Robot,C2
"""
DEALS = """Record ID,Deal Name,Pipeline,Deal Stage,Amount,Currency,Create Date,Associated Company IDs (Primary)
D1,Bardage,Ventes,Prospection,1250.50,EUR,2024-03-04,C1
D2,Chambre froide,Ventes,Prospection,700,EUR,2025-03-04,C4
D3,Export,Ventes,Prospection,900,USD,2025-05-04,C2
D4,Mobilier,Ventes,Nulle part,20,EUR,2025-06-04,C2
"""
RULES = "def people(row):\n    return None if row['Last Name'] == 'Robot' else row\n"
PIPELINE = """
system: hubspot
report: {to: out/proof, customer: Vaucourt SAS, signatory: Hélène Marchadier, integrator: Ostria Conseil, source: HubSpot}
steps:
  companies: {import: companies.csv, entity: client, map: hubspot, on_error: continue}
  contacts: {import: contacts.csv, entity: contact, needs: companies, map: hubspot, on_error: continue, transform: "proof_rules:people"}
  deals: {import: deals.csv, entity: opportunity, needs: companies, map: hubspot, decimal: ".", on_error: continue}
"""


@pytest.fixture
def migration(demo):
    """A small export with faults of each kind, its pipeline, and what runs it."""
    folder = demo.folder / "migration"
    folder.mkdir()
    texts = {"companies.csv": COMPANIES, "contacts.csv": CONTACTS, "deals.csv": DEALS}
    for name, content in {**texts, "proof_rules.py": RULES, "m.yaml": PIPELINE}.items():
        (folder / name).write_text(content, encoding="utf-8")

    def run(**options):
        return run_pipeline(folder / "m.yaml", settings=demo.settings, lang="en", **options)

    run.folder, run.account = folder, demo
    return run


def page_of(migration):
    """Return the page as text."""
    page = (migration.folder / "out" / "proof.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("</style>")[2])).split())


def sheet_of(migration, name):
    """Return the rows of a sheet of the workbook, by header."""
    book = openpyxl.load_workbook(migration.folder / "out" / "proof.xlsx", read_only=True)
    heads, *rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    return [dict(zip(heads, row, strict=False)) for row in rows]


def listed(migration, name="left_out.csv"):
    """Return the rows of the list of what was left out, by header."""
    with (migration.folder / "out" / name).open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file, delimiter=";")]


def test_every_row_and_amount_of_the_files_is_migrated_or_left_out(migration):
    """Files are counted by kind and currency: each total is what was migrated plus what was left out, filters apart."""
    migration()
    text = page_of(migration)
    assert "Everything is counted: of 13 records, 5 are in Sellsy, 8 are not." in text
    assert "Clients companies.csv 6 = 3 + 3 3 0 0" in text
    assert "Contacts contacts.csv 3 = 1 + 2 1 0 0" in text
    assert "Opportunities deals.csv 4 = 1 + 3 1 0 0" in text
    assert "Amount in euros 1,970.50 = 1,250.50 + 720.00 1,250.50 0.00 0.00" in text
    assert "Amount in US dollars 900.00 = 0.00 + 900.00 0.00" in text
    assert "Left out on purpose by the pipeline: 1 of contacts.csv" in text
    assert [
        (row["File"], row["Column"], row["Filled cells"]) for row in sheet_of(migration, "Not carried")
    ] == [("companies.csv", "Lead score", 4)]


def test_a_record_left_out_names_the_row_to_correct(migration):
    """Whoever depends on a record left out stands below it and names its file and row; the list has all of them."""
    migration()
    rows = [
        (row["Old id"], row["Name"], row["File to correct"], row["Row to correct"], row["At fault"])
        for row in sheet_of(migration, "Left out")
    ]
    assert rows[:3] == [
        ("C4", "Vergers Kerhuon", "companies.csv", 6, "yes"),
        ("P2", "Maëlle Tanguy", "companies.csv", 6, None),
        ("D2", "Chambre froide", "companies.csv", 6, None),
    ]
    assert sorted(rows[3:]) == sorted(
        [
            ("C1", "Scierie Girard bis", "companies.csv", 4, "yes"),
            ("C3", None, "companies.csv", 5, "yes"),
            ("P3", "Aude Kermarec", "contacts.csv", 4, "yes"),
            ("D3", "Export", "deals.csv", 4, "yes"),
            ("D4", "Mobilier", "deals.csv", 5, "yes"),
        ]
    )
    assert [(row["sellsy-etl: old id"], row["Last Name"] or "") for row in listed(migration)][1] == (
        "P2",
        "Tanguy",
    )
    assert len(listed(migration)) == 8


def test_the_first_page_is_signed(migration):
    """The summary names account, versions, who did it and the whole hash of every file, and has a place to sign."""
    migration()
    page = (migration.folder / "out" / "proof.html").read_text(encoding="utf-8")
    first = page.split('<section class="sheet')[1]
    text = page_of(migration)
    assert 'class="signs"' in first
    assert "Vaucourt SAS customer Hélène Marchadier Accepted" in text
    assert "account Bac à sable no. 1" in text
    assert all(len(code) == 64 for code in re.findall(r"<code>(\w+)</code>", first))
    assert len(re.findall(r"<code>\w+</code>", first)) == 5
    assert "<script" not in page


def test_samples_stand_side_by_side_and_their_draw_can_be_repeated(migration):
    """Every sampled field shows the cell of the file, what Sellsy has, and how they differ; a change there is seen."""
    first = migration()
    fields = {(row["Old id"], row["Field"]): row for row in sheet_of(migration, "Compared")}
    assert fields["P1", "Last name"]["Comparison"] == "= identical"
    assert (fields["D1", "Amount"]["Value"], fields["D1", "Amount"]["Comparison"]) == (
        "1250.50 EUR",
        "≈ formatted",
    )
    (girard,) = migration.account.companies(name="Scierie Girard")
    migration.account.api("PUT", f"/companies/{girard['id']}", {"name": "Scierie Girard SAS"})
    drawn = sheet_of(migration, "Compared")
    assert migration().run_id != first.run_id
    assert "1 changed since" not in page_of(migration)
    assert [row["Old id"] for row in sheet_of(migration, "Compared")] == [row["Old id"] for row in drawn]


def test_corrections_move_records_to_those_in_sellsy(migration):
    """The corrected list is imported run by run, twice without doubling; what was corrected counts as migrated."""
    migration()
    path = migration.folder / "out" / "left_out.csv"
    path.write_text(
        path.read_text(encoding="utf-8-sig")
        .replace(";123456789", ";732829320")
        .replace(";Nulle part;", ";Prospection;"),
        encoding="utf-8-sig",
    )
    for _ in range(2):
        with Session.open(settings=migration.account.settings, lang="en") as session:
            done = import_left_out(session, path)
        assert "of 13 records, 9 are in Sellsy, 4 are not." in page_of(migration)
        assert "(4 records corrected since)" in page_of(migration)
        assert len(migration.account.companies(name="Vergers Kerhuon")) == 1
    assert done.exit_code == 1
    assert len(listed(migration, "left_out-2.csv")) == 4
    assert path.exists()


def test_a_later_run_of_the_migration_counts_with_the_earlier_ones(migration):
    """A file that was corrected and read again replaces itself; a record that it lost since is still counted."""
    migration()
    path = migration.folder / "companies.csv"
    path.write_text(
        COMPANIES.replace("C3,,,,", "C3,Menuiserie Roux,,,").replace("C5,Ateliers Ponant,,,5\n", ""),
        encoding="utf-8",
    )
    migration()
    text = page_of(migration)
    assert "together with 1 later run" in text
    assert "of 13 records, 6 are in Sellsy, 7 are not." in text
    assert "6 records were created" in text


def test_what_no_run_dealt_with_is_missing(migration):
    """A pipeline that stopped has read no file of its later steps: their rows are missing and nobody can sign."""
    pipeline = migration.folder / "m.yaml"
    pipeline.write_text(
        PIPELINE.replace("map: hubspot, on_error: continue}", "map: hubspot}"), encoding="utf-8"
    )
    migration()
    text = page_of(migration)
    page = (migration.folder / "out" / "proof.html").read_text(encoding="utf-8")
    assert "8 records are missing: no run dealt with them." in text
    assert "contacts.csv (2, 3, 4, 5)" in text
    assert 'class="signs"' not in page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_reason_for_leaving_a_row_aside_has_its_text(lang):
    """Whatever makes a row no record, or leaves it out on purpose, is named in the proof."""
    assert all(text(f"proof-aside-{code}", lang=lang) for code in {*CODES.values(), *ON_PURPOSE})


def test_the_list_is_imported_as_a_whole_only(migration):
    """The rows of the list are of several files: as a file of one kind it is refused."""
    migration()
    path = migration.folder / "out" / "left_out.csv"
    with pytest.raises(DataError) as refused:
        open_source(path, entity="client", options=ReadOptions(), observer=SilentObserver())
    assert refused.value.code == "list-whole"


@pytest.mark.slow
def test_the_page_fits_paper_and_screens(migration, tmp_path):
    """Printed it is as many sheets of A4 as it counts, and no screen is too narrow for it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no browser here")
    migration()
    page = migration.folder / "out" / "proof.html"
    printed = tmp_path / "proof.pdf"
    options = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
    subprocess.run(
        [*options, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()], check=True, timeout=120,
        capture_output=True,
    )  # fmt: skip
    sheets = page.read_text(encoding="utf-8").count('<section class="sheet')
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == sheets
