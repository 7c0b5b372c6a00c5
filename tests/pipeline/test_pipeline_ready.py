"""The pipelines that ship: each is run whole on the local Sellsy from a project folder, and finds what it should."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from calling import call

from etl import run_pipeline
from etl.commands.pipeline.pipeline_runs import undo_whole, verify_whole
from etl.commands.pipeline.projects import ready_pipelines, start_project
from etl.commands.pipeline.whole import whole_of
from etl.core.errors import ConfigError
from etl.pipeline import read_pipeline

pytestmark = pytest.mark.databases(slow=True)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(demo):
    """Return what starts a project with a ready pipeline and runs it on a demonstration account."""

    def run(name, **options):
        folder = demo.folder / name
        if not folder.exists():
            start_project(folder, [name], lang="fr")
        return run_pipeline(folder / f"{name}.yaml", settings=demo.settings, lang="fr", **options)

    return run


def counted(result):
    """Return step -> (read, created, rejected)."""
    names = ("read", "created", "rejected")
    return {step.name: tuple(step.counts.get(name, 0) for name in names) for step in result.steps}


def rows(path):
    """Return the rows of a workbook's first sheet, without its header."""
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)][1:]


def test_every_ready_pipeline_can_be_started_and_read(tmp_path):
    """A project has the pipeline, its schema, samples, templates and a README; what is there is never written over."""
    folder = tmp_path / "all"
    project = start_project(folder, ready_pipelines(), lang="fr")
    assert all(path.is_file() for path in project.files)
    assert (folder / "templates" / "modele_clients.xlsx").is_file()
    for name in ready_pipelines():
        pipeline = read_pipeline(folder / f"{name}.yaml", environ={})
        assert pipeline.title == name
        text = pipeline.path.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=pipeline.schema.json\n")
        assert f"{name}.yaml" in (folder / "README.md").read_text(encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConfigError) as taken:
        start_project(folder)
    assert (taken.value.code, "README.md" in taken.value.params["files"]) == ("init-taken", True)
    with pytest.raises(ConfigError) as unknown:
        start_project(tmp_path / "new", ["migrate_hubspt"])
    assert "first_import" in unknown.value.hint()
    assert sorted(tmp_path.rglob("*")) == before


def test_the_samples_are_what_their_generator_writes(tmp_path):
    """The files in samples/ are those that `python samples/exports.py` makes."""
    subprocess.run([sys.executable, str(ROOT / "samples" / "exports.py"), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    assert len(made) > 5
    for name, path in made.items():
        kept = ROOT / "samples" / name
        same = rows(kept) == rows(path) if name.suffix == ".xlsx" else kept.read_bytes() == path.read_bytes()
        assert same, name


@pytest.mark.slow
def test_a_first_import(demo, project):
    """A firm's own tables go in; children of a wrong row say why; each sheet has its report; again nothing is written."""
    before = demo.writes()
    dry = project("first_import", dry_run=True)
    assert demo.writes() == before
    result = project("first_import")
    assert counted(result) == {
        "clients": (20, 17, 3),
        "contacts": (26, 20, 6),
        "opportunities": (14, 11, 3),
        "tasks": (10, 7, 3),
        "comments": (10, 7, 3),
    }
    assert counted(dry)["comments"] == counted(result)["comments"], "a rehearsal knows what will be there"
    assert result.billed == pytest.approx(result.calls, rel=0.05)
    samples = demo.folder / "first_import" / "samples" / "first_import"
    assert {path.name for path in samples.glob("*.report.xlsx")} == {
        "carnet.clients.report.xlsx",
        "carnet.contacts.report.xlsx",
    }
    assert "Frnace" in (samples / "commentaires.report.csv").read_text(encoding="utf-8-sig")
    first = demo.company(name="Menuiserie Lefèvre")
    assert (first["reference"], first["type"]) == ("C-001", "client")
    comments = demo.api("POST", "/comments/search", {"filters": {"companies": [first["id"]]}})["data"]
    assert [comment["description"] for comment in comments] == ["A demandé un délai de 45 jours."]
    written = demo.writes()
    again = project("first_import")
    assert (again.counts["created"], again.counts["unchanged"]) == (0, 62)
    assert demo.writes() == written


def content_of(account):
    """Return everything an account holds, by kind; moments of change and counters are left out."""
    content = {}
    for path in (
        "companies",
        "individuals",
        "contacts",
        "opportunities",
        "tasks",
        "calendar-events",
        "comments",
    ):
        data = account.api("POST", f"/{path}/search?limit=100", {"filters": {}})["data"]
        content[path] = [
            {k: v for k, v in record.items() if not k.startswith(("updated", "_embed"))} for record in data
        ]
    return content


@pytest.mark.slow
def test_a_whole_pipeline_is_verified_and_taken_back(demo, project):
    """Every step's records are as sent, until one is changed; all of them are taken back, and the account is as it was."""
    before = content_of(demo)
    result = project("first_import")
    checked = call(verify_whole, result.run_id, settings=demo.settings)
    assert (checked.exit_code, checked.counts) == (0, {"=": 62, "*": 0, "-": 0, "!": 0})
    assert [step for step, _ in checked.parts] == [
        "clients",
        "contacts",
        "opportunities",
        "tasks",
        "comments",
    ]
    rehearsed = call(undo_whole, result.run_id, settings=demo.settings)
    assert (rehearsed.counts["deleted"], rehearsed.counts["skipped"]) == (62, 0)
    mine = demo.company(name="Menuiserie Lefèvre")
    demo.api("PUT", f"/companies/{mine['id']}", {"phone_number": "01 99 00 99 99"})
    assert call(verify_whole, result.run_id, settings=demo.settings).exit_code == 1
    undone = call(undo_whole, result.run_id, dry_run=False, settings=demo.settings)
    assert [step for step, _ in undone.parts] == ["comments", "tasks", "opportunities", "contacts", "clients"]
    assert (undone.counts["deleted"], undone.counts["skipped"]) == (61, 1)
    call(undo_whole, result.run_id, dry_run=False, force=True, settings=demo.settings)
    assert content_of(demo) == before
    assert call(whole_of, "last", settings=demo.settings) == result.run_id


@pytest.mark.slow
def test_leads_of_a_trade_fair(demo, project):
    """Badges become prospects with contacts and a tag, hot ones opportunities too, once however often they are read."""
    result = project("trade_fair_leads", parameters={"fair": "Salon du bois"})
    leads, deals = (step.counts for step in result.steps)
    assert (leads["created"], leads["rejected"]) == (21, 3)
    assert (deals["created"], deals["skipped"], deals["rejected"]) == (7, 16, 1)
    prospect = demo.company(name="Chocolaterie Marchand")
    assert prospect["type"] == "prospect"
    people = demo.api("GET", f"/companies/{prospect['id']}/contacts")["data"]
    assert [person["last_name"] for person in people] == ["Perrin"]
    tags = demo.api("GET", f"/companies/{prospect['id']}/smart-tags")["data"]
    assert [tag["value"] for tag in tags] == ["Salon du bois"]
    opportunities = demo.api(
        "POST", "/opportunities/search", {"filters": {"name": "Chocolaterie Marchand Aurélien Perrin"}}
    )
    (deal,) = opportunities["data"]
    assert (deal["step"]["name"], deal["amount"]["value"]) == ("Prospection", "5000")
    again = project("trade_fair_leads", parameters={"fair": "Salon du bois"})
    assert (again.counts["created"], again.counts["updated"]) == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("product", "created", "rejected"),
    [
        ("hubspot", (16, 21, 13, 9, 10, 3, 6, 1, 0), (2, 3, 3, 1, 2, 1, 0, 1, 0)),
        ("salesforce", (17, 21, 14, 10, 10), (1, 3, 2, 0, 2)),
        ("pipedrive", (17, 21, 14, 9, 12), (1, 3, 2, 1, 0)),
        ("axonaut", (17, 22, 15, 10, 12), (1, 2, 1, 0, 0)),
    ],
)
def test_a_whole_account_is_migrated_and_proven(demo, project, product, created, rejected):
    """Another product's exports find each other by its ids and are proven; again writes nothing; all of it is undone."""
    before = content_of(demo)
    result = project(f"migrate_{product}")
    counts = counted(result)
    assert tuple(count[1] for count in counts.values()) == created
    assert tuple(count[2] for count in counts.values()) == rejected
    assert result.billed == pytest.approx(result.calls, rel=0.05)
    assert 'class="verdict fine"' in Path(result.report).read_text(encoding="utf-8")
    deals = demo.api("POST", "/opportunities/search?limit=100", {"filters": {}})["data"]
    (deal,) = (
        opportunity for opportunity in deals if float(opportunity["amount"]["value"]) in (1200, 1200.5)
    )
    assert (deal["pipeline"]["name"], deal["step"]["name"]) == ("Ventes", "Prospection")
    assert deal["assigned_staff_ids"] != []
    again = project(f"migrate_{product}")
    assert (again.counts["created"], again.counts["updated"]) == (0, 0)
    undone = call(undo_whole, result.run_id, dry_run=False, settings=demo.settings)
    assert undone.counts["skipped"] == 0
    assert content_of(demo) == before


@pytest.mark.slow
def test_a_nightly_export(demo, project):
    """The whole account and what has changed since are written; a night on which nothing changed writes no row of it."""
    first = {step.name: step for step in project("nightly_export").steps}
    assert first["everything"].counts["read"] > 40
    assert first["clients_changed"].counts["read"] == len(demo.companies(type="client")) + 1
    book = openpyxl.load_workbook(first["everything"].files[0], read_only=True)
    assert len(book.sheetnames) == 8
    demo.load("Nom société\nNouvelle\n")
    second = {step.name: step.counts["read"] for step in project("nightly_export").steps}
    assert (second["clients_changed"], second["opportunities_changed"]) == (1, 0)


@pytest.mark.slow
def test_a_monthly_cleanup(demo, project):
    """Records to complete and doubles are listed, what was reviewed is deleted after the backup, what is gone is said."""
    demo.load("Nom société;SIRET\nSans rien;\nMenuiserie Kervadec;73282932000074\n", mode="create")
    result = project("monthly_cleanup")
    steps = {step.name: step for step in result.steps}
    assert {row[3] for row in rows(steps["clients_to_complete"].files[0])} >= {"Sans rien"}
    names = {row[3] for row in rows(steps["clients_same_name"].files[0])}
    assert names == {"Menuiserie Kervadec"}
    assert steps["clients_same_siret"].counts["read"] == 0
    assert (steps["delete"].counts["deleted"], steps["delete"].counts["skipped"]) == (2, 1)
    assert demo.companies(name="Garage de l'Étoile") == []
    assert len(demo.companies(type="prospect")) == 1
