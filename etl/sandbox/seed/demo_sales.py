"""What the demonstration account sells and plans: opportunities, tasks, events and comments, all invented.

What a row is about is written `(noun, rank)`: the first company is `("company", 0)`.
"""

from collections.abc import Callable
from typing import Any

from etl.sandbox.seed.base import pipeline, sources
from etl.sandbox.storage.resource import Record

Planter = Callable[[str, str, Any], dict[str, Any]]
Ids = dict[str, list[int]]
About = tuple[str, int]

# "Qualification" is also a step of the first pipeline, on purpose: a name alone does not tell which.
_STEPS = (
    ("Premier contact", 20),
    ("Qualification", 40),
    ("Convention signée", 80),
    ("Partenariat lancé", 100),
)
_COMPANY, _PERSON, _CONTACT, _DEAL = "company", "individual", "contact", "opportunity"

_DEALS: tuple[tuple[str, About, int, str, str, str], ...] = (
    # name, of whom, step, amount, due date, status
    ("Agencement de la boutique", (_COMPANY, 0), 403, "12500", "2027-01-29", "open"),
    ("Escalier de l'agence", (_COMPANY, 0), 401, "4800.50", "2027-03-12", "open"),
    ("Bibliothèque de l'étude", (_COMPANY, 1), 404, "7300", "2026-12-18", "open"),
    ("Comptoir et vitrines", (_COMPANY, 2), 402, "9650", "2027-02-05", "open"),
    ("Portes coupe-feu", (_COMPANY, 3), 405, "31200", "2026-12-04", "open"),
    ("Extension de la salle d'attente", (_COMPANY, 3), 403, "18400", "2027-04-30", "open"),
    ("Bureaux de l'accueil", (_COMPANY, 4), 401, "6150", "2027-05-21", "open"),
    ("Quai de chargement", (_COMPANY, 5), 404, "22800", "2027-01-15", "open"),
    ("Chai d'élevage", (_COMPANY, 6), 402, "45000", "2027-06-30", "open"),
    ("Rénovation du parquet", (_PERSON, 0), 405, "3900", "2026-06-30", "won"),
    ("Faux plafonds", (_COMPANY, 1), 403, "5200", "2026-05-29", "lost"),
    ("Apport d'affaires régional", (_PERSON, 1), 407, "1500", "2027-02-26", "open"),
)
_TASKS: tuple[tuple[str, int, About, str], ...] = (
    ("Relancer le devis", 64, (_COMPANY, 0), "2026-12-02T10:00:00+01:00"),
    ("Envoyer la plaquette", 65, (_COMPANY, 1), "2026-12-03T14:00:00+01:00"),
    ("Vérifier les cotes", 66, (_COMPANY, 2), "2026-12-04T09:00:00+01:00"),
    ("Préparer la visite", 66, (_COMPANY, 3), "2026-12-07T11:30:00+01:00"),
    ("Rappeler après le salon", 64, (_COMPANY, 4), "2026-12-08T16:00:00+01:00"),
    ("Demander l'attestation d'assurance", 65, (_COMPANY, 5), "2026-12-09T09:00:00+01:00"),
    ("Chiffrer la variante en chêne", 66, (_DEAL, 0), "2026-12-10T17:00:00+01:00"),
    ("Faire valider le plan", 65, (_DEAL, 4), "2026-12-11T12:00:00+01:00"),
    ("Appeler pour l'anniversaire du contrat", 64, (_CONTACT, 1), "2026-12-15T10:30:00+01:00"),
    ("Envoyer la facture d'acompte", 65, (_PERSON, 0), "2026-12-16T09:00:00+01:00"),
)
_EVENTS: tuple[tuple[str, int, About, str, str], ...] = (
    ("Visite de chantier", 61, (_COMPANY, 0), "2026-12-09T09:00:00+01:00", "2026-12-09T11:00:00+01:00"),
    ("Point trimestriel", 62, (_COMPANY, 1), "2026-12-10T14:00:00+01:00", "2026-12-10T15:00:00+01:00"),
    ("Prise de cotes", 63, (_COMPANY, 3), "2026-12-11T08:30:00+01:00", "2026-12-11T12:00:00+01:00"),
    ("Démonstration", 61, (_COMPANY, 5), "2026-12-14T10:00:00+01:00", "2026-12-14T11:30:00+01:00"),
    ("Dégustation au chai", 63, (_COMPANY, 6), "2026-12-15T15:00:00+01:00", "2026-12-15T18:00:00+01:00"),
    ("Choix des essences", 61, (_DEAL, 2), "2026-12-16T09:30:00+01:00", "2026-12-16T10:30:00+01:00"),
    ("Revue du devis", 62, (_DEAL, 7), "2026-12-17T11:00:00+01:00", "2026-12-17T12:00:00+01:00"),
    ("Déjeuner", 61, (_CONTACT, 0), "2026-12-18T12:00:00+01:00", "2026-12-18T14:00:00+01:00"),
    ("Réception du parquet", 63, (_PERSON, 0), "2027-01-05T09:00:00+01:00", "2027-01-05T10:00:00+01:00"),
    ("Réunion de lancement", 62, (_PERSON, 1), "2027-01-07T14:00:00+01:00", "2027-01-07T16:00:00+01:00"),
)
_COMMENTS: tuple[tuple[str, About, str], ...] = (
    ("Demande un délai de paiement de 45 jours.", (_COMPANY, 0), "2026-10-05T10:12:00+02:00"),
    ("Préfère être appelé le matin ☕", (_COMPANY, 1), "2026-10-12T17:40:00+02:00"),
    (
        "A déjà travaillé avec un concurrent, \u201cdéçu du suivi\u201d.",
        (_COMPANY, 3),
        "2026-11-02T09:05:00+01:00",
    ),
    ("Rencontré au salon de Lyon.", (_COMPANY, 5), "2026-11-16T18:30:00+01:00"),
    ("Livraison par la cour, portail à code.", (_COMPANY, 2), "2026-09-21T08:15:00+02:00"),
    ("Très satisfaite du parquet.", (_PERSON, 0), "2026-07-03T11:00:00+02:00"),
    ("À recontacter en janvier.", (_PERSON, 1), "2026-11-18T15:25:00+01:00"),
    ("Part à la retraite à l'été.", (_CONTACT, 1), "2026-11-19T09:45:00+01:00"),
    ("Hésite entre chêne et frêne.", (_DEAL, 0), "2026-11-20T14:10:00+01:00"),
    ("Accord de principe de la direction.", (_DEAL, 4), "2026-11-20T16:55:00+01:00"),
)


def sales_settings() -> list[tuple[Any, Record]]:
    """Return a second pipeline and more sources."""
    return [
        *pipeline("Partenariats", _STEPS, rank=2, first=42),
        *sources(("Appel entrant", "Partenaire"), first=4),
    ]


def plant_sales(call: Planter, ids: Ids) -> None:
    """Create what is sold and planned; `ids` holds the identifiers of what is planted, by noun."""
    ids[_DEAL] = [_deal(call, rank, deal, ids=ids) for rank, deal in enumerate(_DEALS)]
    for rank, (title, label, about, due) in enumerate(_TASKS):
        body = {"title": title, "label_id": label, "due_date": due, "assigned_staff_ids": [_staff(rank)]}
        call("POST", "/tasks", {**body, "related": _on(ids, about)})
    for rank, (title, label, about, start, end) in enumerate(_EVENTS):
        people = [{"type": "staff", "id": _staff(rank)}]
        body = {"title": title, "label_id": label, "datetime_start": start, "datetime_end": end}
        call("POST", "/calendar-events", {**body, "participants": people, "related": _on(ids, about)})
    for text, about, created in _COMMENTS:
        call("POST", "/comments", {"description": text, "created": created, "related": _on(ids, about)})


def _deal(call: Planter, rank: int, deal: tuple[str, About, int, str, str, str], *, ids: Ids) -> int:
    name, whose, step, amount, due, status = deal
    body = {
        "name": name,
        "pipeline": 41 if step < 406 else 42,
        "step": step,
        "amount": amount,
        "due_date": due,
        "status": status,
        "source": 151 + rank % 5,
        "assigned_staff_ids": [2 + rank % 2],
        "related": _on(ids, whose),
        "created": f"2026-{1 + rank % 9:02d}-12T11:00:00+01:00",
    }
    created: int = call("POST", "/opportunities", body)["id"]
    return created


def _staff(rank: int) -> int:
    return 2 + rank % 3


def _on(ids: Ids, about: About) -> list[dict[str, Any]]:
    noun, rank = about
    return [{"type": noun, "id": ids[noun][rank]}]
