"""Whether a value fits its custom field: one check per type of field, as the contract describes them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from etl.sandbox.contract import formats
from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import BY_NOUN, CURRENCIES, STAFFS, UNITS

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

Check = Callable[[Session, Mapping[str, Any], Any], str | None]


def _text(_session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, str):
        return "Ce champ doit être un texte"
    low, high = parameters.get("char_min"), parameters.get("char_max")
    if high is not None and len(value) > high:
        return f"Ce champ est trop long (maximum {high} caractères)"
    if low is not None and len(value) < low:
        return f"Ce champ est trop court (minimum {low} caractères)"
    return None


def _format(test: Callable[[object], bool], name: str) -> Check:
    def check(_session: Session, _parameters: Mapping[str, Any], value: Any) -> str | None:
        return None if isinstance(value, str) and test(value) else f"Ce champ n'est pas au format {name}"

    return check


def _numeric(_session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return "Ce champ doit être un nombre écrit en texte, avec un point"
    low, high = parameters.get("min_value"), parameters.get("max_value")
    if low is not None and float(value) < float(low):
        return f"Ce champ doit être supérieur ou égal à {low}"
    if high is not None and float(value) > float(high):
        return f"Ce champ doit être inférieur ou égal à {high}"
    return None


def _date(_session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, str) or not formats.is_date(value):
        return "Ce champ n'est pas au format date"
    low, high = parameters.get("min_date") or value, parameters.get("max_date") or value
    return None if low <= value <= high else f"Ce champ doit être entre {low} et {high}"


def _amount(session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        return "Ce champ doit avoir amount et currency"
    codes = {currency["code"] for currency in records.select(session, CURRENCIES)}
    if value["currency"] is not None and value["currency"] not in codes:
        return f"Ce champ a une devise inconnue : {value['currency']}"
    return None if value["amount"] is None else _numeric(session, parameters, value["amount"])


def _quantity(session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, dict) or set(value) != {"number", "unit_id"}:
        return "Ce champ doit avoir number et unit_id"
    if value["unit_id"] is not None and not records.exists(session, UNITS, value["unit_id"]):
        return f"Ce champ a une unité inconnue : {value['unit_id']}"
    return None if value["number"] is None else _numeric(session, parameters, value["number"])


def _choice(_session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    known = {item["id"] for item in parameters["items"]}
    fine = isinstance(value, int) and not isinstance(value, bool) and value in known
    return None if fine else f"Ce champ doit être l'identifiant d'un choix : {sorted(known)}"


def _choices(session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, list):
        return "Ce champ doit être une liste d'identifiants de choix"
    low, high = parameters.get("min"), parameters.get("max")
    if (low and len(value) < low) or (high and len(value) > high):
        return f"Ce champ demande de {low or 0} à {high or len(parameters['items'])} choix"
    return next(filter(None, (_choice(session, parameters, item) for item in value)), None)


def _boolean(_session: Session, _parameters: Mapping[str, Any], value: Any) -> str | None:
    return None if isinstance(value, bool) else "Ce champ doit être un booléen"


def _records(*nouns: str) -> Check:
    def check(session: Session, parameters: Mapping[str, Any], value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            return "Ce champ doit être une liste d'identifiants"
        if len(value) > (parameters.get("number_of_values") or len(value)):
            return f"Ce champ accepte au plus {parameters['number_of_values']} valeurs"
        tables = [BY_NOUN[noun] for noun in nouns]
        missing = [
            identifier
            for identifier in value
            if not any(records.exists(session, table, identifier) for table in tables)
        ]
        return f"Ce champ désigne un objet qui n'existe pas : {missing[0]}" if missing else None

    return check


def _no_item(_session: Session, _parameters: Mapping[str, Any], value: Any) -> str | None:
    return None if value == [] else "Ce champ désigne un article : il n'y a pas de catalogue ici"


CHECKS: Mapping[str, Check] = {
    "simple-text": _text,
    "rich-text": _text,
    "email": _format(formats.is_email, "email"),
    "url": _format(formats.is_url, "url"),
    "numeric": _numeric,
    "date": _date,
    "time": _format(lambda value: _HOUR.fullmatch(str(value)) is not None, "HH:MM"),
    "amount": _amount,
    "numeric-with-unit": _quantity,
    "radio": _choice,
    "select": _choice,
    "checkbox": _choices,
    "boolean": _boolean,
    "company-individual": _records("company", "individual"),
    "contact": _records("contact"),
    "staff": _records(STAFFS.noun),
    "item": _no_item,
}


def complaint(session: Session, field: Record, value: Any) -> str | None:
    """Return why the value does not fit the field, or None; null empties a field that is not mandatory."""
    if value is None:
        return "Ce champ est obligatoire" if field["mandatory"] else None
    return CHECKS[field["type"]](session, field["parameters"], value)
