"""The custom fields of the demonstration account: one of each type an import meets."""

from typing import Any

from etl.sandbox.storage.resource import Record

_THIRDS = ("client", "prospect", "supplier")


def _items(first: int, *labels: str) -> dict[str, Any]:
    items = [
        {"id": first + rank, "label": label, "checked": False, "rank": rank + 1}
        for rank, label in enumerate(labels)
    ]
    return {"items": items}


def _field(
    code: str, name: str, *, kind: str, parameters: dict[str, Any], uses: tuple[str, ...], rank: int
) -> Record:
    return {
        "name": name,
        "code": code,
        "description": "",
        "mandatory": False,
        "rank": rank,
        "related_object": list(uses),
        "customfield_group": {"id": 1, "name": "Fiche commerciale", "code": "fiche", "open_by_default": True},
        "show_on_pdf": False,
        "type": kind,
        "parameters": parameters,
    }


_TEXT = {"default_value": None, "char_min": None, "char_max": 250}
_NUMBER = {"default_value": None, "min_value": "0", "max_value": None}
_ORIGINS = _items(3101, "Salon", "Bouche-à-oreille", "Site web", "Partenaire")
_INTERESTS = {"min": None, "max": None, **_items(3201, "Conseil", "Formation", "Maintenance", "Matériel")}
_DEALS = _items(3401, "Nouveau client", "Renouvellement", "Vente additionnelle")
_PRODUCTS = {"min": None, "max": None, **_items(3501, "Agencement", "Escaliers", "Fenêtres", "Entretien")}
_LANGUAGES = _items(3301, "Français", "Anglais", "Espagnol")

FIELDS: tuple[Record, ...] = tuple(
    _field(code, name, kind=kind, parameters=parameters, uses=uses, rank=rank)
    for rank, (code, name, kind, parameters, uses) in enumerate(
        (
            ("secteur-activite", "Secteur d'activité", "simple-text", _TEXT, _THIRDS),
            ("origine", "Origine", "select", _ORIGINS, _THIRDS),
            ("newsletter", "Reçoit la lettre", "boolean", {"default_value": None}, (*_THIRDS, "contact")),
            (
                "remise",
                "Remise habituelle (%)",
                "numeric",
                {**_NUMBER, "max_value": "100"},
                ("client", "prospect"),
            ),
            (
                "date-premier-contact",
                "Premier contact",
                "date",
                {"min_date": None, "max_date": None},
                _THIRDS,
            ),
            ("interets", "Centres d'intérêt", "checkbox", _INTERESTS, ("client", "prospect", "contact")),
            ("langue", "Langue", "radio", _LANGUAGES, ("contact",)),
            ("budget", "Budget annuel", "amount", {**_NUMBER, "currency": "EUR"}, ("client", "prospect")),
            ("surface", "Surface des locaux", "numeric-with-unit", {**_NUMBER, "unit": "m2"}, ("client",)),
            (
                "horaire",
                "Horaire de livraison",
                "time",
                {"min_hour": None, "max_hour": None},
                ("client", "supplier"),
            ),
            ("page-publique", "Page publique", "url", {"default_value": None}, _THIRDS),
            ("email-comptabilite", "E-mail de la comptabilité", "email", {"default_value": None}, _THIRDS),
            ("historique", "Historique", "rich-text", {**_TEXT, "char_max": 65000}, _THIRDS),
            ("referent", "Référent interne", "staff", {"number_of_values": 2}, (*_THIRDS, "contact")),
            ("apporteur", "Apporteur d'affaires", "company-individual", {"number_of_values": 1}, ("client",)),
            ("type-affaire", "Type d'affaire", "select", _DEALS, ("opportunity",)),
            ("concurrent", "Concurrent", "simple-text", _TEXT, ("opportunity",)),
            ("remise-max", "Remise maximale", "amount", {**_NUMBER, "currency": "EUR"}, ("opportunity",)),
            ("produits", "Produits", "checkbox", _PRODUCTS, ("opportunity",)),
        ),
        start=1,
    )
)
