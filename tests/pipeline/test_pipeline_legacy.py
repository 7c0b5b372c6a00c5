"""Files that name each other by their old ids: a rehearsal says of every row what the run then does."""

import shutil
from pathlib import Path

import pytest

from etl import run_pipeline

CASES = Path(__file__).parent.parent / "cases" / "pipelines"

pytestmark = pytest.mark.databases(slow=True)


@pytest.fixture
def rehearsed(demo):
    """Return what rehearses a folder's pipeline, then runs it: how each row ends in both, and the run's result."""

    def both(folder):
        foretold = run_pipeline(folder, settings=demo.settings, dry_run=True)
        result = run_pipeline(folder, settings=demo.settings)
        return ends(demo, foretold.run_id), ends(demo, result.run_id), result

    return both


def ends(account, pipeline_run):
    """Return (step, row, outcome, codes of its errors) of every row of a pipeline's run."""
    with account.journal() as journal:
        return [
            (
                str(run.settings["step"]),
                row.row,
                str(row.outcome),
                [(problem.code, problem.column) for problem in row.problems if problem.severity == "error"],
            )
            for run in journal.runs.children(pipeline_run)
            for row in journal.rows.every(run.run_id)
        ]


def written(folder, **files):
    """Write the files of a pipeline and return the place of the pipeline itself."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    steps = "".join(
        f"  {name}: {{import: {name}.csv, entity: {entity}, on_error: continue, needs: [{needs}]}}\n"
        for name, entity, needs in (
            ("clients", "client", ""),
            ("contacts", "contact", "clients"),
            ("links", "contact", "contacts"),
            ("deals", "opportunity", "contacts"),
        )
        if name in files
    )
    (folder / "p.yaml").write_text(f"steps:\n{steps}", encoding="utf-8")
    return folder / "p.yaml"


def test_contacts_and_opportunities_name_their_client_and_contact_by_old_ids(demo, rehearsed):
    """`Client legacy id` links a contact to its client, `Contact legacy id` an opportunity to its contact; who loses a
    client is rejected with the client's own reason, in the rehearsal as in the run.
    """  # noqa: D205 - one sentence
    folder = shutil.copytree(CASES / "contact_parent", demo.folder / "case")
    foretold, done, _result = rehearsed(folder / "p.yaml")
    assert foretold == done
    assert [(step, row, outcome) for step, row, outcome, _errors in done if step != "clients"] == [
        ("contacts", 2, "created"),
        ("contacts", 3, "rejected"),
        ("opps", 2, "created"),
        ("opps", 3, "rejected"),
        ("opps", 4, "rejected"),
    ]
    reasons = [errors for _step, _row, _outcome, errors in done if errors]
    assert reasons[1:3] == [[("parent-rejected", "Client legacy id")]] * 2
    company = demo.company(name="Parent Neuf")
    (contact,) = demo.api("GET", f"/companies/{company['id']}/contacts")["data"]
    assert contact["last_name"] == "Neuf"
    deal = demo.api("POST", "/opportunities/search", {"filters": {"name": "Affaire neuve"}})["data"][0]
    assert deal["contact_ids"] == [contact["id"]]


def test_a_rehearsal_looks_up_what_rows_of_coming_parents_name(demo, rehearsed):
    """A deal of a company to come is refused for its owner and step as in the run; of two rows with one old id, the good one counts."""
    folder = shutil.copytree(CASES / "migration", demo.folder / "case")
    foretold, done, _result = rehearsed(folder / "m.yaml")
    assert foretold == done
    assert [(row, outcome) for step, row, outcome, _errors in done if step == "b"] == [(2, "created")]
    assert [outcome for step, _row, outcome, _errors in done if step == "c"] == ["rejected", "rejected"]


def test_a_client_may_be_an_individual(demo, rehearsed):
    """A contact's `ID d'origine client` finds an individual as well as a company."""
    path = written(
        demo.folder / "people",
        clients="ID d'origine;Type de client;Nom;Prénom\nI1;particulier;Perrin;Zoé\n",
        contacts="ID d'origine;Nom;ID d'origine client\nP1;Garnier;I1\n",
    )
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    individuals = demo.api("POST", "/individuals/search?limit=100", {"filters": {}})["data"]
    (person,) = [individual for individual in individuals if individual["last_name"] == "Perrin"]
    (contact,) = demo.api("GET", f"/individuals/{person['id']}/contacts")["data"]
    assert contact["last_name"] == "Garnier"


def test_a_later_step_may_complete_what_an_earlier_one_creates(demo, rehearsed):
    """A table of links, which names contacts and companies by old ids alone, updates contacts that the rehearsal has not yet."""
    path = written(
        demo.folder / "links",
        clients="ID d'origine;Nom société\nA1;Lié SAS\n",
        contacts="ID d'origine;Nom\nP1;Relié\n",
        links="ID d'origine;ID d'origine client\nP1;A1\nP7;A1\n",
    )
    foretold, done, result = rehearsed(path)
    assert foretold == done
    assert [(row, outcome) for step, row, outcome, _ in done if step == "links"] == [
        (2, "updated"),
        (3, "rejected"),
    ]
    assert result.exit_code == 1
    (contact,) = demo.api("GET", f"/companies/{demo.company(name='Lié SAS')['id']}/contacts")["data"]
    assert contact["last_name"] == "Relié"


def test_a_later_step_finds_the_contact_that_a_row_adds_to_a_company_that_is_there(demo, rehearsed):
    """The row updates the company, in the rehearsal as in the run, and a file of contacts completes whom it adds."""
    path = written(
        demo.folder / "people",
        clients="Nom société;Nom contact;E-mail contact\nMenuiserie Kervadec;Lemeur;lemeur@nouveau.example\n",
        contacts="Nom;E-mail;Fonction\nLemeur;lemeur@nouveau.example;Gérante\n",
    )
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    assert [(step, outcome) for step, _row, outcome, _ in done] == [
        ("clients", "updated"),
        ("contacts", "updated"),
    ]


def test_comments_below_a_rejected_one_say_which_is_first(demo):
    """An answer to an answer of a rejected comment names the one it answers, and the one to be corrected first, rehearsed or run."""
    demo.load("ID d'origine;Nom société\nA1;Garnier\n")
    text = (
        "ID d'origine;Texte;ID d'origine client;ID d'origine commentaire parent\n"
        "C3;trois;A1;C2\nC2;deux;A1;C1\nC1;un;A9;\n"
    )
    dry = demo.load(text, entity="comment", name="comments.csv", dry_run=True)
    run = demo.load(text, entity="comment", name="comments.csv")
    told = [(problem.row, problem.code) for problem in run.problems]
    assert told == [(2, "parent-below-rejected"), (3, "parent-rejected"), (4, "parent-unknown")]
    assert [(problem.row, problem.code) for problem in dry.problems] == told
    happened, fix = run.problems[0].texts("en")
    assert ("(C2, row 3 of " in happened, "it depends on C1" in happened) == (True, True)
    assert ("C1 first, row 4 of " in fix, "A9" in fix, "then C2 and this row" in fix) == (True, True, True)


def test_a_dry_run_is_no_import(demo):
    """What was only rehearsed is not taken for imported: who hangs on it is told that it never was."""
    demo.load("ID d'origine;Nom société\nA1;Jamais\n", dry_run=True)
    result = demo.load("Nom;ID d'origine client\nSeul;A1\n", entity="contact", name="contacts.csv")
    assert [(problem.row, problem.code) for problem in result.problems] == [(2, "parent-unknown")]


@pytest.mark.slow
def test_a_rehearsal_counts_on_what_a_step_creates_again(demo, rehearsed):
    """With `recreate_deleted` in a step, contacts of a client that was deleted find the new one; without it, they are refused."""
    path = written(
        demo.folder / "again",
        clients="ID d'origine;Nom société\nA1;Lié SAS\n",
        contacts="ID d'origine;Nom;ID d'origine client\nP1;Relié;A1\n",
    )
    run_pipeline(path, settings=demo.settings)
    demo.api("DELETE", f"/companies/{demo.company(name='Lié SAS')['id']}")
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    assert [outcome for _step, _row, outcome, _errors in done] == ["skipped", "rejected"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("entity: client,", "entity: client, recreate_deleted: true,")
    )
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    assert [outcome for _step, _row, outcome, _errors in done] == ["created", "updated"]
    assert len(demo.api("GET", f"/companies/{demo.company(name='Lié SAS')['id']}/contacts")["data"]) == 1


NAMED = {
    "clients": (
        "Nom société;E-mail;SIRET;Référence;Nom contact;E-mail contact\n"
        "Neuf SAS;neuf@x.example;73282932000074;N-1;Durand;durand@x.example\n"
        "Refusé SAS;pas un e-mail;;;;\n"
        "Doublon SAS;a@x.example;;D-1;;\n"
        "Doublon SAS;pas un e-mail;;;;\n"
        "Menuiserie Kervadec;contact1@example.com;;CLI-0001;;\n"
    ),
    "contacts": (
        "Nom;Prénom;E-mail;Nom société\n"
        "Un;Zoé;un@x.example;Neuf SAS\n"
        "Deux;Zoé;deux@x.example;Refusé SAS\n"
        "Trois;Zoé;trois@x.example;doublon sas\n"
        "Quatre;Zoé;quatre@x.example;Menuiserie Kervadec\n"
    ),
    "links": (
        "Nom;Prénom;E-mail;Fonction\n"
        "Un;Zoé;un@x.example;\n"
        "Trois;Zoé;trois@x.example;Gérante\n"
        "Cinq;Zoé;cinq@x.example;\n"
    ),
    "deals": (
        "Nom de l'opportunité;SIRET client;Nom client;Référence client;E-mail client;Contacts;Étape;Pipeline\n"
        "A;73282932000074;;;;un@x.example;Qualification;Ventes\n"
        "B;;Neuf SAS;;;durand@x.example;Qualification;Ventes\n"
        "C;;;N-1;;;Nulle part;Ventes\n"
        "D;;;;neuf@x.example;;Qualification;Ventes\n"
        "E;;Refusé SAS;;;;Qualification;Ventes\n"
        "F;;Boulangerie du Vieux Port;;;personne@x.example;Qualification;Ventes\n"
    ),
}
"""Files that name each other by names, e-mails, a SIRET and a reference; some rows are refused."""


def test_a_rehearsal_finds_by_name_what_earlier_steps_would_create(demo, rehearsed):
    """Clients to come are found by every key, contacts to come too, and updated; a rejected row stands for nothing."""
    foretold, done, _result = rehearsed(written(demo.folder / "named", **NAMED))
    assert foretold == done
    assert {(step, row): outcome for step, row, outcome, _errors in done if step != "clients"} == {
        ("contacts", 2): "created",
        ("contacts", 3): "rejected",
        ("contacts", 4): "created",
        ("contacts", 5): "created",
        ("links", 2): "unchanged",
        ("links", 3): "updated",
        ("links", 4): "created",
        ("deals", 2): "created",
        ("deals", 3): "created",
        ("deals", 4): "rejected",
        ("deals", 5): "created",
        ("deals", 6): "rejected",
        ("deals", 7): "rejected",
    }


def test_what_was_rehearsed_alone_is_there_for_no_other_run(demo):
    """A name that only the dry run of another file would create is unknown in a dry run by itself, and in a run."""
    demo.load("Nom société\nJamais SAS\n", dry_run=True)
    for dry in (True, False):
        result = demo.load("Nom;Nom société\nSeul;Jamais SAS\n", entity="contact", dry_run=dry)
        assert [problem.code for problem in result.problems] == ["link-unknown"]


def test_two_individuals_in_a_list_of_old_ids_are_refused_alike(demo, rehearsed):
    """A contact is linked to several companies, to one individual: a list of two individuals says so in both."""
    path = written(
        demo.folder / "two",
        clients="ID d'origine;Type de client;Nom;Prénom;Nom société\n"
        "I1;particulier;Perrin;Zoé;\nI2;particulier;Blin;Max;\nA1;société;;;Un\n",
        contacts="ID d'origine;Nom;ID d'origine client\nP1;Garnier;I1, I2\nP2;Roux;I1, A1\n",
    )
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    assert [(row, outcome, errors) for step, row, outcome, errors in done if step == "contacts"] == [
        (2, "rejected", [("links-several", "ID d'origine client")]),
        (3, "created", []),
    ]


@pytest.mark.parametrize("link", ["P1;A1", "P1;Z9", "P1;A2"])
def test_a_step_that_completes_a_record_does_not_take_it_away(demo, rehearsed, link):
    """Whether its row of links is written or refused, a contact that an earlier step creates is there for later steps."""
    path = written(
        demo.folder / "links",
        clients="ID d'origine;Nom société;SIRET\nA1;Lié SAS;\nA2;Faux SAS;73282932000075\n",
        contacts="ID d'origine;Nom;ID d'origine client\nP1;Relié;A1\n",
        links=f"ID d'origine;ID d'origine client\n{link}\n",
        deals="ID d'origine;Nom de l'opportunité;Pipeline;Étape;ID d'origine client;ID d'origine contact\n"
        "D1;Un;Ventes;Prospection;A1;P1\n",
    )
    path.write_text(
        path.read_text("utf-8").replace(
            "opportunity, on_error: continue, needs: [contacts]",
            "opportunity, on_error: continue, needs: [links]",
        ),
        "utf-8",
    )
    foretold, done, _result = rehearsed(path)
    deals = [[outcome for step, _, outcome, _ in values if step == "deals"] for values in (foretold, done)]
    assert deals == [["created"], ["created"]]


@pytest.mark.parametrize(
    ("named", "ends"), [("M1", "created"), ("M3", "rejected"), ("B1", "created"), ("X9", "rejected")]
)
def test_the_id_of_a_merged_record_means_what_it_was_merged_into(demo, rehearsed, named, ends):
    """In the rehearsal as in the run; of a refused one it means nothing, and an id that a record has of its own is its own."""
    path = written(
        demo.folder / "merged",
        clients="ID d'origine;Nom société;SIRET;ID d'origine fusionnés\n"
        'A1;Fusion SAS;;"M1;M2;B1"\nB1;Propre SAS;;\nC1;Faux SAS;73282932000075;M3\n',
        contacts=f"ID d'origine;Nom;ID d'origine client\nP1;Relié;{named}\n",
    )
    foretold, done, _result = rehearsed(path)
    assert foretold == done
    assert [outcome for step, _, outcome, _ in done if step == "contacts"] == [ends]
    if ends == "created":
        name = "Propre SAS" if named == "B1" else "Fusion SAS"
        linked = demo.api("GET", f"/companies/{demo.company(name=name)['id']}/contacts")["data"]
        assert [person["last_name"] for person in linked] == ["Relié"]
