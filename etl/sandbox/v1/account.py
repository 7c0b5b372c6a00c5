"""v1 `Infos`, `Staffs`, `AccountPrefs` and `Accountdatas`: the staff and the settings of the account."""

from typing import Any

from etl.sandbox.storage import records
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import CURRENCIES, RATE_CATEGORIES, STAFFS, UNITS
from etl.sandbox.v1.shapes.pages import listing, pages
from etl.sandbox.v1.shapes.params import Given, Method
from etl.sandbox.v1.shapes.types import record

_CORPORATION = {
    "id": "1", "name": "Bac à sable", "email": "contact@atelier-demo.example", "tel": "01 99 00 10 00", "fax": "",
    "web": "https://atelier-demo.example", "siret": "", "vat": "", "rcs": "", "type": "SARL", "capital": "",
}  # fmt: skip


def _infos(session: Session, _given: Given) -> dict[str, Any]:
    """Return whose access this is, which shows that it works."""
    staff = records.select(session, STAFFS)[0]
    return {
        "consumerdatas": {"id": "1", "status": "ok", "infos": {}, "traffic": {"cut_nb_requests": "0"}},
        "apidatas": {"version": "1.0", "status": "ok", "contact": ""},
        "userdatas": {
            "staffId": str(staff["id"]), "isAdmin": "Y", "fullName": _full_name(staff), "forename": staff["firstname"],
            "name": staff["lastname"], "civil": "", "tel": staff["phone_number"] or "", "mail": staff["email"],
            "uilang": staff["language"], "currencyId": "1",
            "corpName": _CORPORATION["name"], "corpId": _CORPORATION["id"],
        },
    }  # fmt: skip


def _staff_list(session: Session, given: Given) -> dict[str, Any]:
    return pages(
        given, records.select(session, STAFFS), lambda staff: (f"staff_{staff['id']}", _staff(staff))
    )


def _staff(staff: Record) -> dict[str, Any]:
    return {
        "id": str(staff["id"]), "corpid": _CORPORATION["id"], "ownerid": str(staff["id"]), "linkedtype": "staff",
        "linkedid": str(staff["id"]), "contactType": "staff", "contactId": str(staff["id"]), "status": staff["status"],
        "actif": "N" if staff["status"] == "blocked" else "Y",
        "forename": staff["firstname"] or "", "name": staff["lastname"],
        "fullName": _full_name(staff), "email": staff["email"], "position": staff["position"] or "",
        "tel": staff["phone_number"] or "", "mobile": staff["mobile_number"] or "", "fax": staff["fax_number"] or "",
        "isAccountant": "N",
    }  # fmt: skip


def _full_name(staff: Record) -> str:
    return " ".join(filter(None, (staff["firstname"], staff["lastname"])))


def _rates(session: Session, _given: Given) -> dict[str, Any]:
    rates = records.select(session, RATE_CATEGORIES)
    return {str(rate["id"]): {"id": str(rate["id"]), "label": rate["label"]} for rate in rates}


def _units(session: Session, _given: Given) -> dict[str, Any]:
    units = records.select(session, UNITS)
    return {str(unit["id"]): {"id": str(unit["id"]), "value": unit["label"]} for unit in units}


def _currencies(session: Session, _given: Given) -> dict[str, Any]:
    return {
        str(currency["id"]): {
            "id": str(currency["id"]),
            "name": currency["code"],
            "symbol": currency["symbol"],
            "enabled": "Y",
        }
        for currency in records.select(session, CURRENCIES)
    }


METHODS = {
    "Infos.getInfos": Method(_infos),
    "Staffs.getList": Method(_staff_list, listing()),
    "Staffs.getOne": Method(
        lambda _session, given: _staff(given["id"]), {"id": record(STAFFS, "staff", needed=True)}
    ),
    "AccountPrefs.getCorpInfos": Method(lambda _session, _given: _CORPORATION),
    "AccountPrefs.getCurrencies": Method(_currencies),
    "Accountdatas.getRateCategories": Method(_rates),
    "Accountdatas.getUnits": Method(_units),
}
