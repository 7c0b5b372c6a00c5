"""`runs undo`: a run is taken back, and the CRM is as it was before; what somebody changed since stays."""

import openpyxl
import pytest
from plain import HTTP

from etl import apply_plan, delete_file, plan_file, resume_run, undo_run
from etl.core.errors import ApiError, ConfigError

pytestmark = pytest.mark.databases(slow=True)

TIMES = ("updated", "updated_at", "updated_status")


def slow(value):
    """Leave a case to the long tests."""
    return pytest.param(value, marks=pytest.mark.slow)


def undo(account, run="last", **options):
    """Undo a run for good."""
    return undo_run(run, settings=account.settings, **{"dry_run": False, "settle_s": 1.0, **options})


def dump(account, *, ids=True):
    """Return all that the account holds; times of the last change do not count."""
    content = HTTP.get(f"{account.url}/_sandbox/dump", params={"ids": str(ids).lower()}).json()
    return {
        name: [
            {key: value for key, value in record.items() if key not in TIMES and value not in ("", None, [])}
            for record in records
        ]
        for name, records in content.items()
    }


CLIENTS = (
    "Référence;Nom société;Note;Téléphone;Adresse;Code postal;Ville;Pays;Adresse de facturation;Code postal de facturation;"
    "Ville de facturation;Smart tags;Secteur d'activité;Campagnes SMS;Nom contact;Prénom contact;Téléphone contact;"
    "Contact principal;Contact facturation\n"
    ";Neuve;x;0145678901;1 rue N;29200;Brest;France;;;;VIP;Bois;Non;Durand;Anne;;Oui;\n"
    ";Neuve;;;;;;;;;;;;;Second;Paul;0612345678;;Oui\n"
    "CLI-0001;Menuiserie Kervadec;changée;0145678902;9 quai K;56100;Lorient;France;3 bd F;35000;Rennes;VIP, Salon;Fer;"
    "Non;Kervadec;Yann;0612345679;;Oui\n"
    ";Étude Roussel & Fils;;;;;;;;;;Nouveau;Droit;;Remplaçant;Luc;;Oui;Oui\n"
)
CONTACTS = (
    "Nom;Prénom;E-mail;Fonction;Nom société;Contact principal;Smart tags;Adresse;Code postal;Ville;Pays;Nom particulier\n"
    "Neuf;Jean;j@neuf.example;Acheteur;Menuiserie Kervadec;Oui;Salon;2 rue C;29200;Brest;FR;\n"
    "Roussel;Claire;;Associée;Clinique des Tilleuls;Oui;;;;;;\n"
    "Voisin;Max;m@voisin.example;;;;;;;;;Fournier\n"
    "Amrani;Samia;;;;;;;;;;Fournier\n"
)
OPPORTUNITIES = (
    "Nom de l'opportunité;Nom client;Étape;Pipeline;Montant;Note;Post-it;Smart tags;Source;Contacts;Collaborateurs\n"
    "Neuve;Menuiserie Kervadec;Qualification;Ventes;100;n;Vite;Chaud;Salon;Yann Kervadec;\n"
    "Agencement de la boutique;Menuiserie Kervadec;;;13000;changée;Rappeler;Chaud;Inédite;;\n"
)
EVENTS = (
    "Titre;Label;Début;Fin;Nom client;Description;Alertes;Récurrence;Récurrence nombre;Collaborateurs pouvant modifier\n"
    "Neuf;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;d;1 heure avant;;;\n"
    "Simple;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;;;;;\n"
    "Visite de chantier;;09/12/2026 09:00;09/12/2026 12:00;Menuiserie Kervadec;x;1 jour avant;Toutes les semaines;3;\n"
)
TASKS = (
    "Titre;Label;Échéance;Nom client;Description;Rappels dans Sellsy;Statut;Début\n"
    "Neuve;Appel;12/01/2027 09:00;Menuiserie Kervadec;d;1 jour avant;;\n"
    "Ancienne;Appel;12/01/2027 09:00;Menuiserie Kervadec;d;;;11/01/2027 09:00\n"
    "Relancer le devis;;02/12/2026 10:00;Menuiserie Kervadec;x;1 heure avant;Terminée;\n"
)


def same(account, before, *, ids=True):
    """Hold that the account holds what it held."""
    now = dump(account, ids=ids)
    for name, records in before.items():
        if ids:
            keyed = {record["id"]: record for record in now[name]}
            for record in records:
                assert keyed.get(record["id"]) == record
        for record, other in zip(now[name], records, strict=True):
            assert record == other


def comments(demo, *, known=False):
    """Return a file of comments: on a client and on a task, or one that is there already."""
    if known:
        records = demo.api("POST", "/comments/search?limit=100", {"filters": {}})["data"]
        (record,) = [c for c in records if "45 jours" in c["description"]]
        return f"ID commentaire;Texte\n{record['id']};Autre délai\n"
    task = demo.api("POST", "/tasks/search", {"filters": {}})["data"][0]
    return f"Texte;Nom client;ID tâche\nNeuf 🎉;Menuiserie Kervadec;\nSur tâche;;{task['id']}\n"


@pytest.mark.parametrize(
    ("entity", "text", "created", "updated"),
    [
        ("client", CLIENTS, 2, 2),
        ("contact", CONTACTS, 2, 2),
        ("opportunity", OPPORTUNITIES, 1, 1),
        ("event", EVENTS, 2, 1),
        ("task", TASKS, 2, 1),
        ("comment", comments, 2, 0),
        ("comment", lambda demo: comments(demo, known=True), 0, 1),
    ],
)
def test_an_import_on_an_account_that_had_data_is_taken_back(demo, entity, text, created, updated):
    """Undo after an import leaves the account record by record as it was; undone again, it is as imported."""
    before = dump(demo)
    done = demo.load(
        text if isinstance(text, str) else text(demo),
        entity=entity,
        create_missing=("tags", "sources"),
        mode="upsert",
    )
    assert (done.problems, done.counts["created"], done.counts["updated"]) == ((), created, updated)
    after = dump(demo, ids=False)
    result = undo(demo)
    assert (result.problems, result.exit_code) == ((), 0)
    same(demo, before)
    again = undo(demo, result.run_id)
    assert (again.problems, again.exit_code) == ((), 0)
    same(demo, after, ids=False)
    last = undo(demo, again.run_id)
    assert (last.problems, last.exit_code) == ((), 0)
    same(demo, before)


def test_scenario_5_undo(account):
    """Created 3, modified 2: 3 deleted, 2 restored field by field; a record edited since is kept and listed."""
    account.load("Nom société;Note;Téléphone\nVieux A;un;0145678901\nVieux B;deux;0145678902\n")
    run = account.load(
        "Nom société;Note;Téléphone\nVieux A;UN;0145678911\nVieux B;DEUX;0145678912\nN1;;\nN2;;\nN3;;\nN4;;0145678903\n"
    )
    assert (run.counts["created"], run.counts["updated"]) == (4, 2)
    kept = account.company(name="N4")
    account.api("PUT", f"/companies/{kept['id']}", {"phone_number": "+33145678999"})
    old = account.company(name="Vieux B")
    account.api("PUT", f"/companies/{old['id']}", {"note": "TROIS"})
    writes = account.writes()
    text = undo(account, run.run_id, dry_run=True)
    assert (text.status, text.counts["deleted"], account.writes()) == ("dry-run", 3, writes)
    result = undo(account, run.run_id)
    assert {k: result.counts[k] for k in ("deleted", "updated", "skipped")} == {
        "deleted": 3,
        "updated": 2,
        "skipped": 1,
    }
    assert sorted(company["name"] for company in account.companies()) == ["N4", "Vieux A", "Vieux B"]
    a, b = account.company(name="Vieux A"), account.company(name="Vieux B")
    assert (a["note"], a["phone_number"]) == ("un", "+33145678901")
    assert (b["note"], b["phone_number"]) == ("TROIS", "+33145678902")
    assert [(p.row, p.code, p.column, p.params["wrote"], p.params["now"]) for p in result.problems] == [
        (3, "undo-edited", "Note", "DEUX", "TROIS"),
        (7, "undo-edited", "Téléphone", "+33145678903", "+33145678999"),
    ]
    assert result.exit_code == 0


@pytest.mark.both_wires
def test_what_somebody_added_to_a_record_of_the_run_keeps_it_whole(demo):
    """A field filled in, an address, a tag, a comment, a link, an opportunity: the record stays, --force ends it."""
    rows = "".join(f"N{i};;Pers{i}\n" for i in range(8))
    run = demo.load(f"Nom société;Note;Nom contact\n{rows}")
    ids = [demo.company(name=f"N{i}")["id"] for i in range(8)]
    demo.api("PUT", f"/companies/{ids[0]}", {"website": "https://n.example"})
    place = {
        "name": "Dépôt",
        "address_line_1": "1 rue",
        "postal_code": "29200",
        "city": "Brest",
        "country_code": "FR",
    }
    demo.api("POST", f"/companies/{ids[1]}/addresses", place)
    demo.api("POST", f"/companies/{ids[2]}/smart-tags", [{"value": "Ajouté"}])
    about = [{"type": "company", "id": ids[3]}]
    demo.api("POST", "/comments", {"description": "À garder", "related": about})
    person = demo.api("POST", "/contacts", {"last_name": "Ajoutée"})["id"]
    demo.api("POST", f"/companies/{ids[4]}/contacts/{person}", {"roles": []})
    deal = {"name": "Affaire", "pipeline": 41, "step": 401, "related": [{"type": "company", "id": ids[5]}]}
    demo.api("POST", "/opportunities", deal)
    demo.api("PUT", f"/companies/{ids[6]}/custom-fields", [{"id": 301, "value": "Verre"}])
    result = undo(demo, run.run_id)
    assert (result.counts["deleted"], result.counts["skipped"]) == (1, 7)
    codes = {"undo-edited": {2, 8}, "undo-hung": {3, 4, 5, 6, 7}, "undo-kept-with": set(range(2, 9))}
    assert {code: {p.row for p in result.problems if p.code == code} for code in codes} == codes
    assert {c["name"] for c in demo.companies()} >= {f"N{i}" for i in range(7)}
    assert len(demo.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]) == 4 + 8
    again = undo(demo, run.run_id, force=True)
    assert (again.counts["deleted"], again.problems) == (7, ())
    assert not {c["name"] for c in demo.companies()} & {f"N{i}" for i in range(8)}
    nothing = undo(demo, run.run_id)
    assert nothing.counts["unchanged"] == nothing.counts["read"]


@pytest.mark.parametrize("fault", ["drop_after", slow("drop_before"), slow("cut_body")])
def test_an_undo_whose_answers_are_lost_is_completed(demo, fault):
    """Deletions, restorations and links of an undo are looked up after a fault; resumed, the account is as before."""
    before = dump(demo)
    assert (demo.load(CLIENTS).problems, demo.load(CONTACTS, entity="contact").problems) == ((), ())
    with demo.journal() as journal:
        runs = [run.run_id for run in journal.runs.newest(2)]
    for run in runs:
        demo.faults(
            {"match": {"method": "POST", "path": "/batch$"}, "fault": fault, "nth": [*range(3, 60, 3)]},
            {"match": {"method": "POST", "path": "/0/?$"}, "fault": fault, "nth": [4, 6]},
        )
        broken = undo(demo, run, batch_size=4)
        demo.calm()
        assert broken.counts["unknown"] > 0
        ended = resume_run(broken.run_id, settings=demo.settings, settle_s=0.5)
        assert (ended.counts["unknown"], ended.counts["failed"], ended.problems) == (0, 0, ())
    same(demo, before)


def test_an_undo_that_sellsy_stops_is_resumed(account):
    """Stopped in the middle, an undo goes on where it was; meanwhile the run cannot be undone beside it."""
    before = dump(account)
    run = account.load(
        "Nom société;Adresse;Code postal;Ville\n" + "".join(f"S{i};1 rue;29200;Brest\n" for i in range(30))
    )
    account.faults(
        {
            "match": {"in": "pair", "method": "DELETE"},
            "fault": "status",
            "status": 403,
            "nth": [*range(13, 31)],
        }
    )
    with pytest.raises(ApiError):
        undo(account, run.run_id, batch_size=5)
    account.calm()
    assert 0 < len(account.companies()) < 30
    with pytest.raises(ConfigError) as refused:
        undo(account, run.run_id)
    assert refused.value.code == "undo-open"
    resumed = resume_run(refused.value.params["undo"], settings=account.settings)
    assert resumed.counts["deleted"] == 30
    assert dump(account) == before


def test_what_an_interrupted_run_had_not_sent_is_never_sent_once_it_is_undone(account):
    """Unknown writes are looked up first; what was only planned is given up, and resume is refused."""
    text = "Nom société\n" + "".join(f"S{i}\n" for i in range(30))
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [2]},
        {
            "match": {"method": "POST", "path": "/batch$"},
            "fault": "status",
            "status": 403,
            "nth": [*range(4, 30)],
        },
    )
    with pytest.raises(ApiError):
        account.load(text, batch_size=5)
    account.calm()
    with account.journal() as journal:
        (run,) = journal.runs.newest(1)
    there = len(account.companies())
    assert 5 <= there < 30
    rehearsed = undo(account, run.run_id, dry_run=True)
    assert rehearsed.counts["deleted"] == there
    result = undo(account, run.run_id)
    assert (result.counts["deleted"], account.companies()) == (there, [])
    with pytest.raises(ConfigError) as refused:
        resume_run(run.run_id, settings=account.settings)
    assert refused.value.code == "resume-undone"
    with account.journal() as journal:
        counts = journal.rows.counts(run.run_id)
    assert counts["read"] == 30 == sum(n for name, n in counts.items() if name != "read")
    assert account.load(text).counts["created"] == 30


DELETED = {
    "client": "Nom société\nMenuiserie Kervadec\nÉtude Roussel & Fils\n",
    "contact": "Nom;Prénom\nKervadec;Yann\nAmrani;Samia\n",
    "opportunity": "Nom de l'opportunité\nNeuve\nFaux plafonds\n",
    "event": "Titre;Début\nNeuf;12/01/2027 09:00\nPrise de cotes;11/12/2026 08:30\n",
    "task": "Titre;Échéance\nAncienne;12/01/2027 09:00\nVérifier les cotes;04/12/2026 09:00\n",
    "comment": "Texte\nPréfère être appelé le matin ☕\n",
}


@pytest.mark.parametrize(
    "entity", ["client", "opportunity", *map(slow, ("contact", "event", "task", "comment"))]
)
def test_deleted_records_come_back_from_what_was_read_of_them(demo, entity):
    """Undoing a deletion creates the records again, parts included, and says that ids change; undone, they end."""
    more = {"opportunity": OPPORTUNITIES, "event": EVENTS, "task": TASKS, "contact": CONTACTS}
    if entity in more:
        assert demo.load(more[entity], entity=entity, create_missing=("tags", "sources")).problems == ()
    before, ids = dump(demo, ids=False), dump(demo)
    path = demo.folder / "gone.csv"
    path.write_text(DELETED[entity], encoding="utf-8")
    gone = delete_file(path, entity=entity, settings=demo.settings, dry_run=False)
    assert (gone.counts["deleted"], gone.problems) == (len(DELETED[entity].splitlines()) - 1, ())
    result = undo(demo)
    assert (result.counts["created"], result.problems) == (gone.counts["deleted"], ())
    name = "third" if entity in ("client", "contact") else entity
    assert {p.code for p in result.warnings} >= {f"recreated-{name}"}
    own = {"client": "companies", "opportunity": "opportunities", "event": "calendar-events"}.get(
        entity, f"{entity}s"
    )
    now = dump(demo, ids=False)
    for item, other in zip(now[own], before[own], strict=True):
        assert item == other
    assert dump(demo) != ids
    again = undo(demo, result.run_id)
    assert (again.counts["deleted"], again.problems) == (gone.counts["deleted"], ())


def test_runs_that_wrote_nothing_and_those_taken_back_are_refused(account):
    """A dry run has nothing to undo; a run whose undo was undone is undone through that one."""
    account.load("Nom société\nA\n", dry_run=True)
    with pytest.raises(ConfigError) as dry:
        undo(account)
    run = account.load("Nom société\nA\n")
    first = undo(account, run.run_id)
    redo = undo(account, first.run_id)
    assert (redo.counts["created"], len(account.companies())) == (1, 1)
    with pytest.raises(ConfigError) as refused:
        undo(account, run.run_id)
    assert (dry.value.code, refused.value.code) == ("undo-kind", "undo-redone")
    assert refused.value.params["redo"] == redo.run_id
    assert undo(account, redo.run_id).counts["deleted"] == 1
    assert account.companies() == []


@pytest.mark.parametrize(("tags", "v1"), [("add", True), ("replace", True), ("replace", False)])
def test_tags_are_taken_off_whatever_sending_them_means(start, tags, v1):
    """Whether the list sent is added or replaces, the run's tags go and those put on since stay; without v1 it is unsure."""
    account = start(tags=tags)
    account.load("Nom société;Smart tags\nA;Ancien\n")
    run = account.load("Nom société;Smart tags\nA;VIP, Salon\n")
    path = f"/companies/{account.company(name='A')['id']}/smart-tags"
    account.api("POST", path, [{"value": name} for name in ("Ancien", "VIP", "Salon", "Depuis")])
    if not v1:
        account.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 403})
    result = undo(account, run.run_id)
    assert sorted(tag["value"] for tag in account.api("GET", path)["data"]) == ["Ancien", "Depuis"]
    assert [p.code for p in result.warnings] == ([] if v1 else ["undo-tags-unsure"])


def test_what_several_rows_wrote_of_one_person_returns_to_what_was_there(demo):
    """Two companies' rows that change the same contact are undone to its state before both."""
    before = dump(demo)
    (yann,) = demo.api("POST", "/contacts/search", {"filters": {"last_name": "Kervadec"}})["data"]
    text = (
        "Nom société;ID contact;Téléphone contact;Fonction contact;Contact principal\n"
        f"A1;{yann['id']};0145678901;;\nClinique des Tilleuls;{yann['id']};;Gérant;Oui\n"
    )
    run = demo.load(text)
    assert run.problems == ()
    assert undo(demo, run.run_id).problems == ()
    same(demo, before)


def test_answers_come_back_under_the_comments_they_answered(demo):
    """Comments of one file that answer each other are undone; redone, each waits for the one it answers."""
    before = dump(demo)
    run = demo.load(
        "ID d'origine;Texte;ID client;ID d'origine commentaire parent\n"
        "c3;trois;1001;c2\nc2;deux;1001;c1\nc1;un;1001;\n",
        entity="comment",
    )
    assert (run.counts["created"], run.problems) == (3, ())
    after = dump(demo, ids=False)
    first = undo(demo, run.run_id, batch_size=1)
    assert (first.counts["deleted"], first.problems) == (3, ())
    same(demo, before)
    redo = undo(demo, first.run_id, batch_size=1)
    assert (redo.counts["created"], redo.problems) == (3, ())
    same(demo, after, ids=False)
    assert (
        demo.load("ID d'origine;Texte\nc1;un, corrigé\n", entity="comment", name="more.csv").counts["updated"]
        == 1
    )


def test_a_plan_that_was_applied_is_undone(account):
    """The run that applies a plan is undone like an import."""
    path = account.folder / "planned.csv"
    path.write_text("Nom société;Note\nA;x\nB;y\n", encoding="utf-8")
    planned = plan_file(path, entity="client", settings=account.settings)
    assert planned.report is not None
    applied = apply_plan(planned.report, settings=account.settings)
    assert applied.counts["created"] == 2
    assert undo(account, applied.run_id).counts["deleted"] == 2
    assert account.companies() == []


def test_a_report_lists_what_was_taken_back_and_what_was_kept(account):
    """The workbook beside the file names each cell, old and new, and each reason."""
    run = account.load("Nom société;Note\nA;un\nB;deux\n")
    account.api("PUT", f"/companies/{account.company(name='B')['id']}", {"note": "=1+1"})
    result = undo(account, run.run_id, lang="fr")
    assert result.report == str(account.folder / "file.undo.xlsx")
    book = openpyxl.load_workbook(result.report)
    done, kept = (list(book[name].values) for name in ("Annulées", "Non annulées"))
    assert [(line[0], line[3]) for line in done[1:]] == [(2, "supprimée")] or done[1][0] == 2
    assert kept[1][0] == 3
    assert "=1+1" in kept[1][5]
