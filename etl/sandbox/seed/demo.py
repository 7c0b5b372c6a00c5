"""The demonstration account: a French workshop, its team and a dozen records; nothing in it is real.

Names are invented, e-mails are under reserved domains, telephone numbers in the ranges kept for fiction.
"""

from typing import Any

from etl.sandbox.contract.recorded import CHANNELS
from etl.sandbox.seed.base import rate_category, staff
from etl.sandbox.seed.demo_fields import FIELDS
from etl.sandbox.seed.demo_sales import plant_sales, sales_settings
from etl.sandbox.seed.legal import siren, siret, vat
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Call
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import ACCOUNTING_CODES, CUSTOM_FIELDS, RATE_CATEGORIES, STAFFS
from etl.sandbox.v2.api import Api

_STAFF = (
    ("Bertin", "Luc", "mr", "Commercial"),
    ("Caradec", "Maëlle", "ms", "Commerciale"),
    ("N'Diaye", "Fatou", "mrs", "Responsable comptable"),
    ("Pelletier", "Hugo", "mr", "Chargé de clientèle"),
    ("Vasseur", "Inès", "ms", "Assistante"),
)
_CODES = (
    ("411000", "Clients"),
    ("411100", "Clients export"),
    ("401000", "Fournisseurs"),
    ("607000", "Achats"),
)
_COMPANIES: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("client", "Menuiserie Kervadec", "SARL", "29200", "Brest", ("VIP", "Bretagne")),
    ("client", "Étude Roussel & Fils", "SELARL", "69002", "Lyon", ("VIP",)),
    ("client", "Boulangerie du Vieux Port", "SARL", "13002", "Marseille", ()),
    ("client", "Clinique des Tilleuls", "SAS", "67000", "Strasbourg", ("Santé",)),
    ("prospect", "Garage de l'Étoile", "EURL", "59000", "Lille", ("Salon 2025",)),
    ("prospect", "Transports Lemoine", "SAS", "44000", "Nantes", ("Salon 2025", "Bretagne")),
    ("prospect", "Domaine de la Source", "SCEA", "33000", "Bordeaux", ()),
    ("supplier", "Papeterie Courbet", "SA", "75011", "Paris", ()),
)
_INDIVIDUALS = (
    ("client", "mrs", "Fournier", "Hélène", "35000", "Rennes"),
    ("prospect", "mr", "Da Silva", "Paulo", "31000", "Toulouse"),
)
_CONTACTS = (
    ("mr", "Kervadec", "Yann", "Gérant", 0),
    ("mrs", "Roussel", "Claire", "Notaire associée", 1),
    ("ms", "Amrani", "Samia", "Directrice administrative", 3),
    ("mr", "Lemoine", "Gilles", "Dirigeant", 5),
)


class _Planter:
    """Creates records through the API itself, so that the demonstration obeys the contract like everybody."""

    def __init__(self, api: Api, session: Session) -> None:
        self._api = api
        self._session = session

    def __call__(self, method: str, path: str, body: Any) -> dict[str, Any]:
        call = Call(method, path, body=body)
        answer: Answer = self._api.run(self._session, call, match=self._api.find(call))
        return answer.body or {}


def plant_demo(api: Api, session: Session) -> None:
    """Fill a fresh account with the demonstration."""
    _plant_settings(session)
    call = _Planter(api, session)
    companies = [_company(call, rank) for rank in range(len(_COMPANIES))]
    individuals = [_individual(call, rank) for rank in range(len(_INDIVIDUALS))]
    contacts = [_contact(call, rank, companies) for rank in range(len(_CONTACTS))]
    plant_sales(call, {"company": companies, "individual": individuals, "contact": contacts})


def _plant_settings(session: Session) -> None:
    for rank, (lastname, firstname, civility, position) in enumerate(_STAFF, start=2):
        email = f"{firstname[0]}.{lastname}@atelier-demo.example".replace("'", "").lower()
        phone = f"01 99 00 10 {rank:02d}"
        member = staff(lastname, firstname, email=email, civility=civility, position=position, phone=phone)
        records.insert(session, STAFFS, {"id": 0, **member})
    for label, taxes in (("Revendeurs", False), ("Particuliers TTC", True)):
        records.insert(session, RATE_CATEGORIES, {"id": 0, **rate_category(label, taxes=taxes)})
    for code, label in _CODES:
        records.insert(session, ACCOUNTING_CODES, {"id": 0, "code": code, "label": label, "views": ["third"]})
    for resource, record in sales_settings():
        records.insert(session, resource, {"id": 0, **record})
    for field in FIELDS:
        records.insert(session, CUSTOM_FIELDS, {"id": 0, **field})


def _company(call: _Planter, rank: int) -> int:
    kind, name, legal_form, postcode, city, tags = _COMPANIES[rank]
    number = rank + 1
    legal = {"siren": siren(number), "siret": siret(number), "vat": vat(number), "company_type": legal_form}
    body = {
        "type": kind,
        "name": name,
        "email": f"contact{number}@example.com",
        "website": f"https://societe{number}.example.com",
        "phone_number": f"01 99 00 20 {number:02d}",
        "reference": f"{kind[:3].upper()}-{number:04d}",
        "note": "",
        "legal_france": legal,
        "owner_id": 2 + rank % 2,
        "created": f"2024-{number:02d}-15T09:30:00+01:00",
    }
    created: int = call("POST", "/companies", body)["id"]
    place = _place(number, postcode, city)
    call("POST", f"/companies/{created}/addresses", place)
    if tags:
        call("POST", f"/companies/{created}/smart-tags", [{"value": tag} for tag in tags])
    values = [
        {"id": 301, "value": "Artisanat" if rank % 2 else "Services"},
        {"id": 302, "value": 3101 + rank % 4},
    ]
    call("PUT", f"/companies/{created}/custom-fields", values)
    return created


def _individual(call: _Planter, rank: int) -> int:
    kind, civility, last_name, first_name, postcode, city = _INDIVIDUALS[rank]
    body = {
        "type": kind,
        "civility": civility,
        "last_name": last_name,
        "first_name": first_name,
        "email": f"particulier{rank + 1}@example.org",
        "mobile_number": f"06 39 98 30 {rank + 1:02d}",
        "reference": f"PAR-{rank + 1:04d}",
    }
    created: int = call("POST", "/individuals", body)["id"]
    call("POST", f"/individuals/{created}/addresses", _place(rank + 50, postcode, city))
    return created


def _contact(call: _Planter, rank: int, companies: list[int]) -> int:
    civility, last_name, first_name, position, company = _CONTACTS[rank]
    body = {
        "civility": civility,
        "last_name": last_name,
        "first_name": first_name,
        "position": position,
        "email": f"personne{rank + 1}@example.org",
        "mobile_number": f"06 39 98 40 {rank + 1:02d}",
        "marketing_campaigns_subscriptions": list(CHANNELS),
    }
    created: int = call("POST", "/contacts", body)["id"]
    call("POST", f"/companies/{companies[company]}/contacts/{created}", {"roles": ["main"]})
    return created


def _place(number: int, postcode: str, city: str) -> dict[str, Any]:
    return {
        "name": "Adresse principale",
        "address_line_1": f"{number} rue des Exemples",
        "postal_code": postcode,
        "city": city,
        "country_code": "FR",
        "is_invoicing_address": True,
        "is_delivery_address": True,
    }
