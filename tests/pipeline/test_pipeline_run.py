"""Pipelines over HTTP: steps in order, stopped, taken up again, rehearsed; whoever wants to know is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from textwrap import dedent

import openpyxl
import pytest
from calling import call

from etl import run_pipeline
from etl.commands.pipeline.pipeline_runs import undo_left, undo_whole
from etl.commands.pipeline.pipelines import resume_pipeline
from etl.commands.pipeline.scheduling import Service
from etl.commands.pipeline.timetable import schedules_in
from etl.commands.session import Session
from etl.core.errors import ApiError, ConfigError

pytestmark = pytest.mark.databases(slow=True)

CLIENTS = "ID d'origine;Nom société;SIRET\nA1;Garnier;\nA2;Kervadec;73282932000075\nA3;Dupont;\n"
CONTACTS = (
    "ID d'origine;Nom;Prénom;ID d'origine société\nP1;Martin;Léa;A1\nP2;Petit;Paul;A3\nP3;Roux;Zoé;A2\n"
)
COMMENTS = "Texte;ID d'origine client\nbonjour;A1\nau revoir;A3\n"

PIPELINE = """
    name: essai
    parameters: {errors: continue}
    steps:
      comments: {import: comments.csv, entity: comment, needs: contacts, on_error: "${errors}"}
      clients: {import: clients*.csv, entity: client, on_error: "${errors}"}
      contacts: {import: contacts.csv, entity: contact, needs: [clients], on_error: "${errors}", when: exists contacts.csv}
      pause: {wait: 1ms}
      ask: {call: GET /companies, query: {limit: "1"}}
      out: {export: client, to: "out/{date}-clients.xlsx", needs: [clients]}
    """


@pytest.fixture
def project(account):
    """A folder with a pipeline and its sources, and what runs it."""
    folder = account.folder / "project"
    folder.mkdir()
    for name, text in (("clients.csv", CLIENTS), ("contacts.csv", CONTACTS), ("comments.csv", COMMENTS)):
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "p.yaml"
    path.write_text(dedent(PIPELINE), encoding="utf-8")

    def run(text: str | None = None, **options):
        if text is not None:
            path.write_text(dedent(text), encoding="utf-8")
        return run_pipeline(path, settings=account.settings, **options)

    run.path, run.folder = path, folder
    return run


def outcomes(result):
    """Return step -> (ending, rows created, rows rejected)."""
    return {
        s.name: (s.ending.value, s.counts.get("created", 0), s.counts.get("rejected", 0))
        for s in result.steps
    }


def test_steps_run_in_the_order_they_need_each_other(account, project):
    """A whole legacy export goes in by one file: each step is a run under the pipeline's, and a second time writes nothing."""
    dry = project(dry_run=True)
    assert account.companies() == []
    result = project()
    assert [step.name for step in result.steps] == ["clients", "contacts", "comments", "pause", "ask", "out"]
    assert outcomes(result)["clients"] == ("done", 2, 1)
    assert outcomes(result)["contacts"] == ("done", 2, 1)
    assert outcomes(result)["comments"] == ("done", 2, 0)
    assert result.exit_code == 1
    assert outcomes(dry)["contacts"] == ("done", 2, 1), "a rehearsal sees what earlier steps would create"
    assert outcomes(dry)["comments"] == ("done", 2, 0)
    with account.journal() as journal:
        children = journal.runs.children(result.run_id)
        assert [run.settings.get("step") for run in children] == [
            "clients",
            "contacts",
            "comments",
            "ask",
            "out",
        ]
        assert journal.runs.find(result.run_id).counts["created"] == 6
    assert len(list((project.folder / "out").glob("*.xlsx"))) == 1
    before = account.writes()
    again = project()
    assert (again.counts["created"], again.counts["unchanged"]) == (0, 6)
    assert account.writes() == before


def test_a_step_with_too_many_wrong_rows_writes_nothing_and_stops(account, project):
    """With on_error: stop a step whose rows are not all good writes none of them, and what needs it is not reached."""
    result = project(parameters={"errors": "stop"})
    assert outcomes(result)["clients"][0] == "stopped"
    assert {ending for name, (ending, *_rest) in outcomes(result).items() if name != "clients"} == {"left"}
    assert account.companies() == []
    assert result.exit_code == 1
    allowed = project(parameters={"errors": "max 1"})
    assert outcomes(allowed)["clients"] == ("done", 2, 1)


def test_a_pipeline_that_was_stopped_is_taken_up_where_it_stood(account, project):
    """Steps that are done stay done, the one that was cut is completed, nothing is written twice."""
    account.faults(
        {"match": {"method": "POST", "path": "/comments/search"}, "fault": "status", "status": 403}
    )
    with pytest.raises(ApiError):
        project()
    account.calm()
    written = account.writes()
    with account.journal() as journal:
        (run,) = [listed for listed in journal.runs.newest() if listed.kind == "pipeline"]
    resumed = call(resume_pipeline, run.run_id, settings=account.settings)
    assert outcomes(resumed)["clients"] == ("done", 2, 1)
    assert outcomes(resumed)["comments"] == ("done", 2, 0)
    assert account.writes() == written + 2
    assert len(account.companies()) == 2
    with pytest.raises(ConfigError) as done:
        call(resume_pipeline, run.run_id, settings=account.settings)
    assert done.value.code == "resume-nothing"
    project.path.write_text(project.path.read_text() + "\n# changed\n")
    account.faults({"match": {"method": "POST", "path": "/batch"}, "fault": "status", "status": 403})
    with pytest.raises(ApiError):
        project()
    project.path.write_text(project.path.read_text() + "\n# again\n")
    with pytest.raises(ConfigError) as changed:
        call(resume_pipeline, "last", settings=account.settings)
    assert changed.value.code in ("pipeline-changed", "resume-nothing")


@pytest.mark.slow
def test_the_undo_of_a_pipeline_that_was_stopped_is_completed_as_a_whole(account, project):
    """Stopped between two steps or in one, the undo goes on with what is left, by any name that means it."""
    run = project().run_id
    assert call(undo_left, "last", settings=account.settings) is None
    for fault in (
        {"match": {"in": "pair", "method": "DELETE", "path": "/contacts"}, "fault": "status", "status": 403},
        {"match": {"method": "POST", "path": "/batch"}, "fault": "status", "status": 403},
    ):
        account.faults(fault)
        with pytest.raises(ApiError):
            call(undo_whole, run, dry_run=False, settings=account.settings)
        account.calm()
        left = call(undo_left, "last", settings=account.settings)
        assert left is not None
        assert (left.whole, left.all_of_it, left.force) == (run, True, False)
        assert call(undo_left, left.run_id, settings=account.settings) == left
    assert len(account.companies()) == 2
    done = call(undo_whole, run, dry_run=False, settings=account.settings)
    assert ([step for step, _result in done.parts], done.counts["skipped"]) == (
        ["comments", "contacts", "clients"],
        0,
    )
    assert account.companies() == []
    assert call(undo_left, run, settings=account.settings) is None
    written = account.writes()
    assert call(undo_whole, run, dry_run=False, settings=account.settings).counts == done.counts
    assert account.writes() == written


def test_one_may_start_from_a_step(account, project):
    """--from passes over the steps before it; an unknown step lists them."""
    result = project(start="pause")
    assert [step.name for step in result.steps] == ["pause", "ask", "out"]
    with pytest.raises(ConfigError) as unknown:
        project(start="nope")
    assert "clients" in unknown.value.hint()


RULES = """
def clean(row):
    if row["Nom société"] == "Dupont":
        return None
    if row["Nom société"] == "Kervadec":
        return {**row, "SIRET": None}
    if row["Nom société"] == "Boum":
        raise ValueError("boum")
    return {"Nom société": row["Nom société"].upper()}
"""


def test_rows_may_be_changed_by_a_function_beside_the_pipeline(account, project):
    """A function changes rows, leaves some out, and fails for one without stopping the others."""
    (project.folder / "my_rules.py").write_text(RULES, encoding="utf-8")
    (project.folder / "clients.csv").write_text(CLIENTS + "A4;Boum;\n", encoding="utf-8")
    text = (
        "steps: {a: {import: clients.csv, entity: client, transform: 'my_rules:clean', on_error: continue}}"
    )
    result = project(text)
    (step,) = result.steps
    assert (step.counts["created"], step.counts["skipped"], step.counts["rejected"]) == (2, 1, 1)
    assert sorted(company["name"] for company in account.companies()) == ["GARNIER", "Kervadec"]
    with pytest.raises(ConfigError) as missing:
        project(text.replace("my_rules:clean", "my_rules:nope"))
    assert missing.value.code == "transform-import"


def test_several_sheets_and_files_of_one_step(account, project):
    """A glob and a list of sheets are runs of their own, in order; a file that is missing says so unless it may be."""
    (project.folder / "clients2.csv").write_text("Nom société\nNouvelle\n", encoding="utf-8")
    result = project("steps: {a: {import: 'clients*.csv', entity: client, on_error: continue}}")
    assert len(result.steps[0].runs) == 2
    assert result.counts["created"] == 3
    with pytest.raises(ConfigError) as missing:
        project("steps: {a: {import: 'none*.csv', entity: client}}")
    assert missing.value.code == "pipeline-no-files"
    passed = project("steps: {a: {import: 'none*.csv', entity: client, optional: yes}}")
    assert passed.exit_code == 0


@pytest.fixture
def hook():
    """A server on this machine that keeps what it is told."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", told
    server.shutdown()


def test_a_scheduled_pipeline_is_logged_and_told(account, project, hook):
    """How a run ended is one line of JSON in the log, and told to an address and a command; a failure to somebody else."""
    url, told = hook
    heard = project.folder / "heard.json"
    project.path.write_text(
        dedent(f"""
        schedule: "@daily"
        notify:
          success: {{url: "{url}", command: [python3, -c, "import sys; open('heard.json', 'w').write(sys.stdin.read())"]}}
          failure: {{url: "{url}"}}
        steps:
          a: {{import: clients2.csv, entity: client}}
        """),
        encoding="utf-8",
    )
    (project.folder / "clients2.csv").write_text("Nom société\nNouvelle\n", encoding="utf-8")
    log = project.folder / "log.jsonl"
    service = Service(schedules_in([project.folder]), Session.open(settings=account.settings), log=log)
    assert service.once("p").exit_code == 0
    assert (told[0]["status"], told[0]["counts"]["created"]) == ("fine", 1)
    assert json.loads(heard.read_text())["run_id"] == told[0]["run_id"]
    (project.folder / "clients2.csv").unlink()
    with pytest.raises(ConfigError):
        service.once("p")
    assert (told[1]["status"], told[1]["error"]) == ("failed", "pipeline-no-files")
    assert [json.loads(line)["status"] for line in log.read_text().splitlines()] == ["fine", "failed"]


def test_the_bill_said_before_is_what_was_made(account, project):
    """The calls that each step announced before it wrote are those it made, reading included."""
    result = project()
    rows = [step for step in result.steps if step.kind == "import"]
    assert result.billed == pytest.approx(sum(step.calls for step in rows), rel=0.05)


def test_a_migration_is_proven(demo):
    """The report says what came in, why rows were left out, what the account held before and after, and the ids."""
    folder = demo.folder / "project"
    folder.mkdir()
    (folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    pipeline = demo.api("GET", "/opportunities/pipelines")["data"][0]
    step = demo.api("GET", f"/opportunities/pipelines/{pipeline['id']}/steps")["data"][0]
    deals = "ID d'origine;Nom de l'opportunité;Pipeline;Étape;Montant;ID d'origine client\n" + "".join(
        f"O{i};Affaire {i};{pipeline['name']};{step['name']};{i}00,50;{client}\n"
        for i, client in enumerate(("A1", "A2", "A3"), 1)
    )
    (folder / "deals.csv").write_text(deals, encoding="utf-8")
    path = folder / "migrate.yaml"
    path.write_text(
        "report: proof/report\nsteps:\n"
        "  clients: {import: clients.csv, entity: client, on_error: continue}\n"
        "  deals: {import: deals.csv, entity: opportunity, needs: clients, on_error: continue}\n",
        encoding="utf-8",
    )
    foretold = run_pipeline(path, settings=demo.settings, dry_run=True)
    result = run_pipeline(path, settings=demo.settings, lang="fr")
    assert (foretold.report, foretold.proof_calls) == (None, pytest.approx(result.proof_calls, abs=2))
    assert result.report == str(folder / "proof" / "report.html")
    page = (folder / "proof" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Tout est compté" in page
    book = openpyxl.load_workbook(folder / "proof" / "report.xlsx", read_only=True)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert list(sheets) == [
        "Résumé",
        "Non migrées",
        "Avant et après",
        "Non repris",
        "Fiches comparées",
        "Opportunités",
        "ID",
        "Fichiers",
    ]
    assert sum(row[-1] for row in sheets["Opportunités"][1:]) == 401.0
    assert {row[1] for row in sheets["Opportunités"][1:]} <= {"En cours", "Gagnée", "Perdue"}
    assert {row[1] for row in sheets["ID"][1:]} == {"société", "opportunité"}
    assert {row[2] for row in sheets["ID"][1:]} == {"A1", "A3", "O1", "O3"}
    assert len({row[3] for row in sheets["Fichiers"][1:]}) == 3


def test_old_exports_of_a_step_are_pruned_and_since_last_is_the_steps_own(account, project):
    """A step that keeps one file deletes its earlier ones only; what has not changed is not written again."""
    account.load("Nom société\nA\nB\n")
    text = "steps: {a: {export: client, to: 'out/clients-{run}.csv', keep: 1, since: last}}"
    first = project(text)
    (project.folder / "out" / "clients-notes.csv").write_text("mine")
    second = project(text)
    assert (first.steps[0].counts["read"], second.steps[0].counts["read"]) == (2, 0)
    assert len(list((project.folder / "out").glob("clients-2*.csv"))) == 1
    assert (project.folder / "out" / "clients-notes.csv").exists()
