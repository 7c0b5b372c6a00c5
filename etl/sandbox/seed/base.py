"""The records of a fresh account: one staff member, currencies, units, a rate category."""

from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import (
    CATEGORIES,
    CURRENCIES,
    EVENT_LABELS,
    PIPELINES,
    RATE_CATEGORIES,
    SOURCES,
    STAFFS,
    STEPS,
    TASK_LABELS,
    TEAMS,
    UNITS,
)

_CURRENCIES = (
    ("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("CHF", "CHF"), ("CAD", "$CA"), ("JPY", "¥"),
    ("CNY", "CN¥"), ("MAD", "DH"), ("TND", "DT"), ("DZD", "DA"), ("XOF", "F CFA"), ("XAF", "FCFA"),
    ("XPF", "FCFP"), ("SEK", "kr"), ("NOK", "kr"), ("DKK", "kr"), ("PLN", "zł"), ("CZK", "Kč"),
    ("AUD", "$A"), ("BRL", "R$"), ("INR", "₹"),
)  # fmt: skip
_UNITS = ("unité", "forfait", "heure", "jour", "kg", "m²", "m³", "km", "litre")
_EVENT_LABELS = (("Rendez-vous", "3D8BCD"), ("Réunion", "76B82A"), ("Déplacement", "E0A030"))
_TASK_LABELS = (("Appel", "3D8BCD"), ("E-mail", "76B82A"), ("À faire", "E0A030"))
_STEPS = (
    ("Prospection", 10),
    ("Qualification", 25),
    ("Devis envoyé", 50),
    ("Négociation", 75),
    ("Signature", 90),
)
_SOURCES = ("Site internet", "Recommandation", "Salon")
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


def _agenda() -> list[tuple[Any, Record]]:
    labels = [(EVENT_LABELS, _EVENT_LABELS), (TASK_LABELS, _TASK_LABELS)]
    return [
        (resource, {"name": name, "color": color, "is_active": True, "rank": rank})
        for resource, entries in labels
        for rank, (name, color) in enumerate(entries)
    ]


def _sales() -> list[tuple[Any, Record]]:
    category = {"label": "Origine", "color": "#3d8bcd", "icon": "tag", "is_default": True}
    return [
        (CATEGORIES, category),
        *pipeline("Ventes", _STEPS, rank=1, first=41),
        *sources(_SOURCES, first=1),
    ]


def pipeline(
    name: str, steps: tuple[tuple[str, int], ...], *, rank: int, first: int
) -> list[tuple[Any, Record]]:
    """Return a sales pipeline and its steps (name, probability); `first` is the id it will get."""
    own = {"name": name, "is_default": rank == 1, "rank": rank}
    return [
        (PIPELINES, own),
        *(
            (STEPS, {"name": step, "probability": probability, "rank": at, "pipeline": first})
            for at, (step, probability) in enumerate(steps, start=1)
        ),
    ]


def sources(names: tuple[str, ...], *, first: int) -> list[tuple[Any, Record]]:
    """Return sources of opportunities; `first` is the rank of the first."""
    return [
        (SOURCES, {"name": name, "is_default": rank == 1, "is_hidden": False, "category_id": 1, "rank": rank})
        for rank, name in enumerate(names, start=first)
    ]


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
    rows += _agenda() + _sales()
    for resource, record in rows:
        records.insert(session, resource, {"id": 0, **record})
