"""What version 0.1.0 left behind goes on: its journal resumes and undoes, its plan is applied, its report imported.

`tests/journal/of_0_1_0/home.zip` was written by 0.1.0 itself: two imports, a plan, a report with a rejected row, and
an import of 80 rows killed in its midst, with the local Sellsy they wrote to.
"""

import zipfile
from pathlib import Path

import openpyxl
import pytest

import etl

LEFT = Path(__file__).parent.parent / "journal" / "of_0_1_0" / "home.zip"


def companies(shell):
    """Return the name and e-mail of every company in the local Sellsy."""
    records = shell("--sandbox", "search", "client", "--json", "--limit", "500").json
    records += shell("--sandbox", "search", "prospect", "--json", "--limit", "500").json
    return sorted((record["name"], record["email"]) for record in records if record.get("name"))


@pytest.fixture
def shell(bare):
    """The folder as 0.1.0 left it; its home is named as it was then, from the folder itself."""
    with zipfile.ZipFile(LEFT) as archive:
        archive.extractall(bare.folder)
    bare.environ["SELLSY_ETL_HOME"] = "home"
    return bare


def test_a_killed_import_of_0_1_0_is_resumed(shell, monkeypatch):
    """Rows that were created, sent without an answer or not sent yet: all 80 are there, each once.

    Its journal does not tell the server's clock: what was sent may have been sent just now, and is waited for.
    """
    before = shell("--sandbox", "runs", "list", "--json").json
    assert [(run["kind"], run["status"]) for run in before] == [
        ("import", "running"),
        ("import", "finished"),
        ("plan", "planned"),
        ("import", "finished"),
        ("import", "finished"),
    ]
    monkeypatch.setenv("SELLSY_ETL_HOME", "home")
    monkeypatch.chdir(shell.folder)
    done = etl.resume_run("last", sandbox=True, settle_s=1)
    assert (done.exit_code, done.counts["created"]) == (0, 80), done.problems
    farms = [name for name, _ in companies(shell) if name.startswith("Ferme ")]
    assert farms == [f"Ferme {number:03d}" for number in range(80)]
    assert shell("--sandbox", "runs", "verify", "last").code == 0


def test_a_finished_import_of_0_1_0_is_undone(shell):
    """What it created is deleted, what it changed is as before."""
    changed = shell("--sandbox", "runs", "list", "--json").json[3]["run_id"]
    before = companies(shell)
    assert ("Atelier Brun", "bonjour@brun.example") in before
    done = shell("--sandbox", "runs", "undo", changed, "--yes")
    assert done.code == 0, done.out + done.err
    after = companies(shell)
    assert ("Atelier Brun", "contact@brun.example") in after
    assert not any(name == "Librairie Estran" for name, _ in after)


def test_a_plan_of_0_1_0_is_applied(shell):
    """Exactly what its workbook shows is sent; a new record that may be one there is now is refused, not doubled."""
    done = shell("--sandbox", "apply", "planned.plan.xlsx", "--yes", "--json")
    assert (done.code, done.json["counts"]["created"], done.json["counts"]["updated"]) == (1, 1, 2), done.err
    assert [(problem["row"], problem["code"]) for problem in done.json["problems"]] == [(4, "plan-record")]
    assert ("Ferme Fontel", "ferme@fontel.example") in companies(shell)


def test_a_report_of_0_1_0_is_imported(shell):
    """Its sheet of rejected rows, corrected, is read alone."""
    book = openpyxl.load_workbook(shell.folder / "dirty.xlsx")
    sheet = next(
        book[name] for name in book.sheetnames if "rejet" in name.lower() or "corriger" in name.lower()
    )
    at = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "pas-une-adresse")
    at.value = "ligne@mauvaise.example"
    book.save(shell.folder / "dirty.xlsx")
    done = shell("--sandbox", "import", "dirty.xlsx", "--entity", "client", "--yes", "--json")
    assert (done.code, done.json["counts"]["read"], done.json["counts"]["created"]) == (0, 1, 1), done.err
    assert ("Mauvaise Ligne", "ligne@mauvaise.example") in companies(shell)
