"""Small files rich in what hangs on records: every kind of write the engine knows, on an account that has data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Scenario:
    """A run: what is done with a text, with batches of so many writes.

    `first` is done before, in peace but for the faults of `failing`. `step` tries every so many edges only. `warm` where it is worth a rehearsal.
    """

    name: str
    entity: str
    text: str
    do: str = "import"
    batch: int = 8
    first: str = ""
    failing: tuple[Mapping[str, object], ...] = ()
    step: int = 1
    warm: bool = True


_CLIENTS = """\
Type de client;Nom société;Nom;Prénom;E-mail;Adresse;Code postal;Ville;Pays;Smart tags;cf:secteur-activite;Nom contact;Prénom contact;E-mail contact;Note
Société;Neuve Un;;;un@x.example;1 rue A;29200;Brest;France;VIP, Neuf;Industrie;Martin;Jean;jean@x.example;
Société;Neuve Deux;;;;2 rue B;29200;Brest;France;Neuf;Services;Martin;Jean;jean@x.example;deux
Société;Neuve Deux;;;;2 rue B;29200;Brest;France;Neuf;Services;Petit;Anne;;deux
Société;Menuiserie Kervadec;;;;9 quai Neuf;29200;Brest;France;Neuf;Industrie;;;;changée
Particulier;;Seul;Paul;;3 rue C;75011;Paris;France;;;;;;
Particulier;;Seul;Jeanne;;;;;;VIP;;Aide;Luc;;
"""

_SHARED = """\
Nom société;Nom contact;Prénom contact;Téléphone contact;Fonction contact
Neuve Un;Martin;Jean;01 99 00 12 34;Gérant
Neuve Deux;Martin;Jean;01 99 00 12 34;
Menuiserie Kervadec;Martin;Jean;01 99 00 12 34;
Neuve Trois;Petit;Anne;01 99 00 56 78;
"""
"""One contact person of three companies, known by name and phone alone."""

_CONTACTS = """\
Nom;Prénom;E-mail;Téléphone;Nom société;Nom particulier;Smart tags;Contact principal
Durand;Léa;;01 99 00 30 01;Menuiserie Kervadec;;VIP;oui
Durand;Léa;;01 99 00 30 01;Transports Lemoine;;;
Durand;Max;max@x.example;;;Fournier Hélène;Neuf;
Kervadec;Yann;personne1@example.org;01 99 00 30 02;;;Neuf;
"""

_LINKS = """\
Nom;Prénom;E-mail;Nom société;Sociétés;Contact principal
Neuve;Anne;anne@x.example;Menuiserie Kervadec;;oui
Neuve;Anne;anne@x.example;Transports Lemoine;;
Neuf;Luc;;;"Menuiserie Kervadec;Transports Lemoine;Boulangerie du Vieux Port";
Kervadec;Yann;personne1@example.org;;"Transports Lemoine;Boulangerie du Vieux Port";
"""

_DEALS = """\
Nom de l'opportunité;Nom client;Étape;Montant;Source;Post-it;Smart tags
Comptoir neuf;Menuiserie Kervadec;Signature;1200;Salon de la mer;à suivre;VIP
Vitrine neuve;Boulangerie du Vieux Port;Signature;900;Salon de la mer;;
Quai de chargement;Transports Lemoine;Signature;23000;;urgent;Neuf
"""

_EVENTS = """\
Titre;Label;Début;Fin;Nom client;Alertes;Description
Point un;Réunion;12/01/2027 09:00;12/01/2027 10:00;Menuiserie Kervadec;1 heure avant;ordre du jour
Point deux;Réunion;12/01/2027 11:00;12/01/2027 12:00;Transports Lemoine;;
Point trois;Réunion;12/01/2027 14:00;12/01/2027 15:00;Transports Lemoine;1 jour avant;
"""

_TASKS = """\
Titre;Label;Échéance;Début;Nom client;Priorité
Appeler un;Appel;12/01/2027 09:00;;Menuiserie Kervadec;Haute
Appeler deux;Appel;12/01/2027 10:00;12/01/2027 09:30;Transports Lemoine;
"""

_COMMENTS = """\
Texte;Nom client;Date de création;ID tâche
Dit une fois;Menuiserie Kervadec;;
Dit une fois;Transports Lemoine;;
Dit deux fois;Menuiserie Kervadec;04/03/2024 10:00;
Sur la tâche;;;1
"""

_GONE = "Nom société\nÉtude Roussel & Fils\nBoulangerie du Vieux Port\nClinique des Tilleuls\n"

_IN_PART = """\
Nom société;cf:secteur-activite;cf:apporteur;cf:remise
Menuiserie Kervadec;Bois;987654;5
Neuve Trois;Fer;987654;6
"""
"""Rows of which Sellsy refuses one custom field: what is left of each write is a write of its own."""

_REFUSED = (
    {"match": {"in": "pair", "method": "POST", "path": "/addresses$"}, "fault": "status", "status": 400},
)
"""What a first run meets: every address is refused, so that its rows are tried again."""

_UNLINKED = (
    {
        "match": {"in": "pair", "method": "POST", "path": "/contacts/"},
        "fault": "status",
        "status": 400,
        "nth": [2, 3],
    },
)
"""What a first run meets: a contact person is linked to one company of three."""

IMPORTS = (
    Scenario("clients", "client", _CLIENTS),
    Scenario("shared-people", "client", _SHARED, batch=3),
    Scenario("contacts", "contact", _CONTACTS, batch=4),
    Scenario("companies-of-contacts", "contact", _LINKS, batch=3),
    Scenario("opportunities", "opportunity", _DEALS, batch=3),
    Scenario("events", "event", _EVENTS, batch=2),
    Scenario("tasks", "task", _TASKS, batch=2),
    Scenario("comments", "comment", _COMMENTS, batch=2),
)
SCENARIOS = (
    *IMPORTS,
    Scenario("in-part", "client", _IN_PART, batch=2),
    Scenario("trial", "client", _CLIENTS, do="trial", step=2),
    Scenario("deletions", "client", _GONE, do="delete", batch=2),
    Scenario("retry", "client", _CLIENTS, do="retry", first="import", failing=_REFUSED, step=2),
    Scenario("retry-shared-people", "client", _SHARED, do="retry", first="import", failing=_UNLINKED, step=2),
    Scenario("plan", "client", _CLIENTS, do="apply", first="plan", step=2),
    *(replace(item, name=f"undo-{item.name}", do="undo", first="import", step=5) for item in IMPORTS),
    Scenario("undo-deletions", "client", _GONE, do="undo", first="delete", batch=2, step=5),
)
