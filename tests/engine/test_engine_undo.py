"""`runs undo`: a run is taken back, and the CRM is as it was before; what somebody changed since stays."""

import httpx
import pytest

from etl.undoing import undo_run

TIMES = ("updated", "updated_at", "updated_status")


def undo(account, run="last", **options):
    """Undo a run for good."""
    return undo_run(run, settings=account.settings, **{"dry_run": False, "settle_s": 1.0, **options})


def dump(account, *, ids=True):
    """Return all that the account holds; times of the last change do not count."""
    found = httpx.get(f"{account.url}/_sandbox/dump", params={"ids": str(ids).lower()}).json()
    return {
        name: [
            {key: value for key, value in one.items() if key not in TIMES and value not in ("", None, [])}
            for one in some
        ]
        for name, some in found.items()
    }


CLIENTS = (
    "Nom société;Note;Téléphone;Adresse;Code postal;Ville;Pays;Adresse de facturation;Code postal de facturation;"
    "Ville de facturation;Smart tags;Secteur d'activité;Campagnes SMS;Nom contact;Prénom contact;Téléphone contact;"
    "Contact principal;Contact facturation\n"
    "Neuve;x;0145678901;1 rue N;29200;Brest;France;;;;VIP;Bois;Non;Durand;Anne;;Oui;\n"
    "Neuve;;;;;;;;;;;;;Second;Paul;0612345678;;Oui\n"
    "Menuiserie Kervadec;changée;0145678902;9 quai K;56100;Lorient;France;3 bd F;35000;Rennes;VIP, Salon;Fer;"
    "Non;Kervadec;Yann;0612345679;;Oui\n"
    "Étude Roussel & Fils;;;;;;;;;;Nouveau;Droit;;Remplaçant;Luc;;Oui;Oui\n"
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
            keyed = {one["id"]: one for one in now[name]}
            for one in records:
                assert keyed.get(one["id"]) == one
        for one, other in zip(now[name], records, strict=True):
            assert one == other


def comments(demo, *, known=False):
    """Return a file of comments: on a client and on a task, or one that is there already."""
    if known:
        found = demo.api("POST", "/comments/search?limit=100", {"filters": {}})["data"]
        (one,) = [c for c in found if "45 jours" in c["description"]]
        return f"ID commentaire;Texte\n{one['id']};Autre délai\n"
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
    again = undo(demo)
    assert (again.problems, again.exit_code) == ((), 0)
    same(demo, after, ids=False)
    last = undo(demo)
    assert (last.problems, last.exit_code) == ((), 0)
    same(demo, before)
