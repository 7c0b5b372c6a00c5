"""What every account has before anybody works in it: one staff member, currencies, units, a rate category."""

from typing import Any

from etl.sandbox import records
from etl.sandbox.resource import Record
from etl.sandbox.store import Session
from etl.sandbox.tables import CURRENCIES, RATE_CATEGORIES, STAFFS, TEAMS, UNITS

_CURRENCIES = (
    ("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("CHF", "CHF"), ("CAD", "$CA"), ("JPY", "¥"),
    ("CNY", "CN¥"), ("MAD", "DH"), ("TND", "DT"), ("DZD", "DA"), ("XOF", "F CFA"), ("XAF", "FCFA"),
    ("XPF", "FCFP"), ("SEK", "kr"), ("NOK", "kr"), ("DKK", "kr"), ("PLN", "zł"), ("CZK", "Kč"),
    ("AUD", "$A"), ("BRL", "R$"), ("INR", "₹"),
)  # fmt: skip
_UNITS = ("unité", "forfait", "heure", "jour", "kg", "m²", "m³", "km", "litre")
_DOCUMENTS = ("estimates", "invoices", "credit_notes", "models", "deliveries", "orders", "proformas")


def staff(lastname: str, firstname: str, *, email: str, civility: str, position: str, phone: str) -> Record:
    """Return a staff member as the API shows one."""
    return {
        "lastname": lastname,
        "firstname": firstname,
        "email": email,
        "avatar": None,
        "status": "ok",
        "position": position,
        "phone_number": phone,
        "mobile_number": None,
        "fax_number": None,
        "groups": None,
        "civility": civility,
        "created": "2023-01-09T09:00:00+01:00",
        "profile": 1,
        "team": {"id": 1, "name": "Équipe"},
        "job": None,
        "timezone": "Europe/Paris",
        "language": "fr",
    }


def rate_category(label: str, *, default: bool = False, taxes: bool = False) -> Record:
    """Return a rate category as the API shows one."""
    return {
        "label": label,
        "includes_taxes": taxes,
        "currency": "EUR",
        "tax_id": None,
        "is_default": default,
        "accounting": {"accounting_code_id": None, "discount_accounting_code_id": None},
        "default_layouts": {name: {"enabled": True, "id": None} for name in _DOCUMENTS},
        "price": {"type": "value"},
        "is_einvoicing_compliant": True,
    }


def plant_base(session: Session) -> None:
    """Create what every account has."""
    rows: list[tuple[Any, Record]] = [(TEAMS, {"name": "Équipe", "jobs": {"id": 1, "name": "Commercial"}})]
    rows += [
        (CURRENCIES, {"code": code, "symbol": symbol, "is_default": code == "EUR"})
        for code, symbol in _CURRENCIES
    ]
    rows += [
        (UNITS, {"label": label, "is_active": True, "parameters": None, "rank": rank})
        for rank, label in enumerate(_UNITS, start=1)
    ]
    owner = staff(
        "Delmas",
        "Agnès",
        email="agnes.delmas@atelier-demo.example",
        civility="mrs",
        position="Gérante",
        phone="01 99 00 10 01",
    )
    rows += [(STAFFS, owner), (RATE_CATEGORIES, rate_category("Tarif général", default=True))]
    for resource, record in rows:
        records.insert(session, resource, {"id": 0, **record})
