"""Writing what an account is set up with: staff, rate categories, accounting codes.

What happens to records that name a deleted one is documented nowhere: here they are unlinked from it.
"""

from collections.abc import Callable
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Context, Routes
from etl.sandbox.storage.crud import Setter, Writing
from etl.sandbox.storage.resource import Record, fold
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import (
    ACCOUNTING_CODES,
    COMPANIES,
    CURRENCIES,
    INDIVIDUALS,
    RATE_CATEGORIES,
    STAFFS,
    TEAMS,
)

_ACCOUNTING = ("accounting_code_id", "discount_accounting_code_id")


def _ignore(_context: Context, _record: Record, _value: Any) -> None:
    """Take a key that changes nothing here: licences, onboarding, a one-time code."""


def _start_staff(context: Context, record: Record) -> None:
    shape = records.select(context.session, STAFFS)[0]
    given = {"status": "ok", "created": record["created"]}
    record |= {**dict.fromkeys(shape), **given}


def _set_email(context: Context, record: Record, value: str) -> None:
    others = records.select(context.session, STAFFS, "email = ?", (fold(value),))
    if any(other["id"] != record["id"] for other in others):
        raise bad_field("email", f"Cette adresse e-mail est déjà celle d'un collaborateur : {value}")
    record["email"] = value


def _set_team(context: Context, record: Record, value: int | None) -> None:
    team = None if value is None else records.load(context.session, TEAMS, value)
    if value is not None and team is None:
        raise bad_field("team", f"Ce champ désigne une équipe qui n'existe pas : {value}")
    record["team"] = team and {"id": team["id"], "name": team["name"]}


def _set_job(_context: Context, record: Record, value: int | None) -> None:
    if value is not None:
        raise bad_field("job", f"Ce champ désigne un poste qui n'existe pas : {value}")
    record["job"] = None


def _set_active(_context: Context, record: Record, value: bool) -> None:  # noqa: FBT001 - a setter's value
    record["status"] = "ok" if value else "blocked"


_STAFF = Writing(
    STAFFS,
    setters={
        "email": _set_email,
        "team": _set_team,
        "job": _set_job,
        "is_active": _set_active,
        "licenses": _ignore,
        "first_connection_onboarding": _ignore,
        "totp_code": _ignore,
    },
    start=_start_staff,
)


def _start_rate(context: Context, record: Record) -> None:
    shape = records.select(context.session, RATE_CATEGORIES)[0]
    record |= {**shape, "id": None, "is_default": False, "includes_taxes": False, "price": {"type": "value"}}
    record["accounting"] = dict.fromkeys(_ACCOUNTING)
    del record["created"]


def _set_code(key: str) -> Setter:
    def setter(context: Context, record: Record, value: int | None) -> None:
        if value is not None and not records.exists(context.session, ACCOUNTING_CODES, value):
            raise bad_field(key, f"Ce champ désigne un code comptable qui n'existe pas : {value}")
        record["accounting"][key] = value

    return setter


def _set_currency(context: Context, record: Record, value: str | None) -> None:
    known = {currency["code"] for currency in records.select(context.session, CURRENCIES)}
    if value is not None and value not in known:
        raise bad_field("currency", f"Ce champ désigne une devise inconnue : {value}")
    record["currency"] = value


def _set_layouts(_context: Context, record: Record, value: dict[str, int | None]) -> None:
    record["default_layouts"] |= {name: {"enabled": True, "id": layout} for name, layout in value.items()}


def _set_tax(_context: Context, record: Record, value: int | None) -> None:
    if value is not None:
        raise bad_field("tax_id", f"Ce champ désigne une taxe qui n'existe pas : {value}")
    record["tax_id"] = None


def _set_price(_context: Context, record: Record, value: Record) -> None:
    record["price"] = value


def _emptying(*keys: str) -> Callable[[Session, int], None]:
    """Return what empties some keys of the thirds that name a deleted record."""

    def forget(session: Session, identifier: int) -> None:
        for resource in (COMPANIES, INDIVIDUALS):
            for key in keys:
                named = f"json_extract(body, '$.{key}') = ?"
                for third in records.select(session, resource, named, (identifier,)):
                    records.put(session, resource, {**third, key: None})

    return forget


_RATE = Writing(
    RATE_CATEGORIES,
    setters={
        "currency": _set_currency,
        "tax_id": _set_tax,
        "default_layouts": _set_layouts,
        "price": _set_price,
        **{key: _set_code(key) for key in _ACCOUNTING},
    },
    start=_start_rate,
    forget=_emptying("rate_category_id"),
)


def _start_code(_context: Context, record: Record) -> None:
    record |= {"label": "", "views": []}
    del record["created"]


def _check_code(context: Context, record: Record) -> None:
    if context.session.row('SELECT 1 FROM "accounting-codes" WHERE code = ?', (record["code"],)):
        raise bad_field("code", f"Ce code comptable existe déjà : {record['code']}")


_CODE = Writing(
    ACCOUNTING_CODES,
    start=_start_code,
    check=_check_code,
    forget=_emptying("accounting_code_id", "accounting_purchase_code_id"),
)

ROUTES: Routes = {
    ("POST", "/staffs"): _STAFF.create,
    ("PUT", "/staffs/{id}"): _STAFF.update,
    ("POST", "/rate-categories"): _RATE.create,
    ("PUT", "/rate-categories/{id}"): _RATE.update,
    ("DELETE", "/rate-categories/{id}"): _RATE.delete,
    ("POST", "/accounting-codes"): _CODE.create,
    ("DELETE", "/accounting-codes/{id}"): _CODE.delete,
}
