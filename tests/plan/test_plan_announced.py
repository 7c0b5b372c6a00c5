"""The calls that are announced before a run are those that it makes."""

import openpyxl
import pytest

from etl import export, plan_file, run_pipeline, undo_run
from etl.core.observer import SilentObserver

NUMBER = 60
FILES = {
    "client": (
        "Nom société;E-mail;Adresse;Code postal;Ville;Smart tags;cf:secteur-activite;Nom contact",
        "S{0};s{0}@x.example;{0} rue A;29200;Brest;VIP;Bois;P{0}",
    ),
    "contact": ("Nom;Prénom;E-mail;Nom société", "C{0};Anne;c{0}@x.example;Menuiserie Kervadec"),
    "opportunity": (
        "Nom de l'opportunité;Nom client;Étape;Pipeline;Montant;Post-it",
        "O{0};Menuiserie Kervadec;Qualification;Ventes;1{0};Note {0}",
    ),
    "event": (
        "Titre;Label;Début;Fin;Nom client;Alertes",
        "E{0};Réunion;12/01/2027 09:{0:02d};12/01/2027 10:00;Menuiserie Kervadec;1 heure avant",
    ),
    "task": (
        "Titre;Label;Échéance;Nom client;Début",
        "T{0};Appel;12/01/2027 09:{0:02d};Menuiserie Kervadec;11/01/2027 09:00",
    ),
    "comment": ("Texte;Nom client", "Dit {0};Menuiserie Kervadec"),
    "comment on tasks": ("Texte;ID tâche", "Dit {0};{1}"),
}


STAFF = ("l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example")


class Announced:
    """Hears the bill, and counts what the account was asked since."""

    def __init__(self, demo):
        self.demo, self.before, self.total = demo, demo.stats()["requests_total"], 0

    def __call__(self, bill):
        self.total = bill.total
        return True

    def fits(self):
        """Tell whether the calls that were made are those announced, within 10 %."""
        made = self.demo.stats()["requests_total"] - self.before
        return abs(made - self.total) <= 0.1 * made


@pytest.mark.parametrize(
    "name", [next(iter(FILES)), *(pytest.param(name, marks=pytest.mark.slow) for name in [*FILES][1:])]
)
def test_announced_calls_are_those_of_the_import_and_of_its_undo(demo, name):
    """For every kind of row, by v2 and by v1: all calls of the run, within 10 %."""
    head, line = FILES[name]
    task = demo.api("POST", "/tasks/search", {"filters": {}})["data"][0]["id"]
    text = "\n".join([head, *(line.format(i, task) for i in range(NUMBER))]) + "\n"
    announced = Announced(demo)
    result = demo.load(text, entity=name.partition(" ")[0], confirm=announced)
    assert (result.counts["created"], announced.fits()) == (NUMBER, True)
    announced = Announced(demo)
    undone = undo_run("last", settings=demo.settings, dry_run=False, settle_s=1.0, confirm=announced)
    assert (undone.counts["deleted"], undone.problems, announced.fits()) == (NUMBER, (), True)


def test_announced_calls_of_an_undo_are_those_that_restore_custom_fields(demo):
    """The names that the report of an undo shows are in its bill; an undo that finds nothing to do is told too."""
    head = "Nom société;cf:origine;cf:referent\n"
    demo.load(f"{head}Acme;Salon;{STAFF[0]}\n")
    run = demo.load(f"{head}Acme;Partenaire;{STAFF[1]}\n").run_id
    for dry_run in (True, False):
        announced = Announced(demo)
        undone = undo_run(run, settings=demo.settings, dry_run=dry_run, settle_s=0.1, confirm=announced)
        assert (undone.counts["updated"], announced.fits() or dry_run) == (1, True)
    run = demo.load(f"{head}Acme;Partenaire;{STAFF[1]}\n").run_id
    demo.load(f"{head}Acme;Salon;{STAFF[0]}\n")
    announced = Announced(demo)
    assert (
        undo_run(run, settings=demo.settings, dry_run=False, settle_s=0.1, confirm=announced).counts[
            "updated"
        ]
        == 0
    )
    assert announced.fits()


SIZES = (30, pytest.param(230, marks=pytest.mark.slow))


@pytest.mark.slow
@pytest.mark.parametrize("number", SIZES)
@pytest.mark.parametrize("by", ["old ids", "names"])
def test_the_calls_of_a_rehearsed_pipeline_are_those_of_the_run(demo, by, number):
    """What the dry run announces, parents of earlier steps and reading back included, is what the run takes, within 10 %."""
    third = {"old ids": ("ID d'origine client", "A{0}"), "names": ("Nom {1}", "Neuf {0}")}[by]
    heads = (
        ("clients", "client", "", "ID d'origine;Nom société;Smart tags", "A{0};Neuf {0};VIP"),
        ("contacts", "contact", "clients", f"Nom;E-mail;{third[0]}", f"C{{0}};c{{0}}@x.example;{third[1]}"),
        (
            "deals", "opportunity", "clients", f"Nom de l'opportunité;Étape;Pipeline;{third[0]}",
            f"O{{0}};Qualification;Ventes;{third[1]}",
        ),
        ("notes", "comment", "clients", f"Texte;{third[0]}", f"Dit {{0}};{third[1]}"),
    )  # fmt: skip
    steps = ""
    for name, entity, needs, head, line in heads:
        named = head.format("", "société" if entity == "contact" else "client")
        lines = [named, *(line.format(i) for i in range(number))]
        (demo.folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        steps += (
            f"  {name}: {{import: {name}.csv, entity: {entity}, needs: [{needs}], create_missing: tags}}\n"
        )
    path = demo.folder / "p.yaml"
    path.write_text(f"report: proof\nsteps:\n{steps}", encoding="utf-8")
    foretold = run_pipeline(path, settings=demo.settings, dry_run=True)
    before = demo.stats()["requests_total"]
    result = run_pipeline(path, settings=demo.settings)
    made = demo.stats()["requests_total"] - before
    assert result.counts["created"] == 4 * number
    assert foretold.billed + foretold.proof_calls == pytest.approx(made, rel=0.1)


def test_calls_of_rows_below_others_of_their_file_are_announced(demo):
    """Answers to comments of the same file are written after these: their calls are in the bill, too."""
    lines = [f"K{i};Dit {i};Menuiserie Kervadec;{f'K{i - 1}' if i % 2 else ''}" for i in range(NUMBER)]
    head = "ID d'origine;Texte;Nom client;ID d'origine commentaire parent"
    announced = Announced(demo)
    result = demo.load("\n".join([head, *lines]) + "\n", entity="comment", confirm=announced)
    assert (result.counts["created"], announced.fits()) == (NUMBER, True)


def test_a_plan_says_the_calls_that_a_dry_run_says(demo):
    """The summary of a plan and the bill of a dry run of the same file count the same calls."""
    path = demo.folder / "clients.csv"
    path.write_text(
        "Nom société;Smart tags\n" + "".join(f"N{i};VIP\n" for i in range(NUMBER)), encoding="utf-8"
    )
    announced = Announced(demo)
    demo.load(path, dry_run=True, confirm=announced)
    planned = plan_file(path, settings=demo.settings, entity="client", create_missing=("tags",), lang="en")
    summary = openpyxl.load_workbook(planned.report)["Summary"]
    rows = {row[0]: row[1] for row in summary.iter_rows(values_only=True)}
    assert rows["API calls"] == announced.total


class Costs(SilentObserver):
    """Hears what exports are said to cost."""

    def __init__(self):
        self.calls = 0

    def note(self, code, **params):
        """Keep the calls of the bill of an export."""
        if code == "note-export-cost":
            self.calls = params["calls"]


def asked(account):
    """Return how many calls the account has answered, but for those that it refused because there were too many."""
    stats = account.stats()
    return stats["requests_total"] - stats["refused_429"]


@pytest.mark.parametrize("place", ["1 rue A;29200;Brest", ";;"])
@pytest.mark.parametrize("number", SIZES)
def test_announced_calls_of_an_export_are_those_it_makes(demo, place, number):
    """Lists of names, pages of v1 and addresses that are read apart are counted where they are, and only there."""
    rows = "".join(f"S{i};s{i}@x.example;{place};P{i}\n" for i in range(number))
    demo.load(f"Nom société;E-mail;Adresse;Code postal;Ville;Nom contact\n{rows}")
    wanted = [(kind, {}) for kind in ("client", "contact", "opportunity", "event", "task", "comment", "all")]
    for entity, options in [*wanted, ("client", {"raw": True}), ("contact", {"limit": 20})]:
        heard, before = Costs(), asked(demo)
        export(entity, demo.folder / f"{entity}.xlsx", settings=demo.settings, observer=heard, **options)
        assert heard.calls == pytest.approx(asked(demo) - before, rel=0.1), (entity, options)


@pytest.mark.parametrize("number", SIZES)
def test_a_rehearsed_pipeline_announces_its_exports_and_calls(demo, number):
    """Exports of what earlier steps create, and calls that write, are in the calls that the dry run announces."""
    rows = "".join(f"S{i};s{i}@x.example;1 rue A;29200;Brest;P{i}\n" for i in range(number))
    head = "Nom société;E-mail;Adresse;Code postal;Ville;Nom contact\n"
    (demo.folder / "clients.csv").write_text(head + rows, encoding="utf-8")
    path = demo.folder / "p.yaml"
    path.write_text(
        "steps:\n"
        "  clients: {import: clients.csv, entity: client}\n"
        "  out: {export: client, to: clients.xlsx, needs: [clients]}\n"
        "  people: {export: contact, to: people.csv, needs: [clients], since: last}\n"
        "  deals: {export: opportunity, to: deals.csv}\n"
        '  note: {call: POST /companies, body: \'{"name": "Appel", "type": "client"}\', needs: [clients]}\n'
        "  look: {call: GET /staffs, needs: [note]}\n",
        encoding="utf-8",
    )
    foretold = run_pipeline(path, settings=demo.settings, dry_run=True)
    assert demo.companies(name="Appel") == []
    with demo.journal() as journal:
        assert journal.runs.find(foretold.run_id).calls == foretold.calls
    before = asked(demo)
    result = run_pipeline(path, settings=demo.settings)
    assert result.exit_code == 0
    assert foretold.billed == pytest.approx(asked(demo) - before, rel=0.1)
    assert result.calls == pytest.approx(asked(demo) - before, rel=0.1)
    with demo.journal() as journal:
        assert journal.runs.find(result.run_id).calls == result.calls
        assert {run.settings["step"]: run.calls for run in journal.runs.children(result.run_id)} == {
            step.name: step.calls for step in result.steps
        }
