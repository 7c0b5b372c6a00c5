"""v1 `Infos`, `Staffs`, `AccountPrefs` and `Accountdatas`: who works here and what the account is set up with."""

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
    """Return what says that an access works: whose it is."""
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
    return pages(given, records.select(session, STAFFS), lambda one: (f"staff_{one['id']}", _staff(one)))


def _staff(one: Record) -> dict[str, Any]:
    return {
        "id": str(one["id"]), "corpid": _CORPORATION["id"], "ownerid": str(one["id"]), "linkedtype": "staff",
        "linkedid": str(one["id"]), "contactType": "staff", "contactId": str(one["id"]), "status": one["status"],
        "actif": "N" if one["status"] == "blocked" else "Y",
        "forename": one["firstname"] or "", "name": one["lastname"],
        "fullName": _full_name(one), "email": one["email"], "position": one["position"] or "",
        "tel": one["phone_number"] or "", "mobile": one["mobile_number"] or "", "fax": one["fax_number"] or "",
        "isAccountant": "N",
    }  # fmt: skip


def _full_name(one: Record) -> str:
    return " ".join(filter(None, (one["firstname"], one["lastname"])))


def _rates(session: Session, _given: Given) -> dict[str, Any]:
    found = records.select(session, RATE_CATEGORIES)
    return {str(one["id"]): {"id": str(one["id"]), "label": one["label"]} for one in found}


def _units(session: Session, _given: Given) -> dict[str, Any]:
    found = records.select(session, UNITS)
    return {str(one["id"]): {"id": str(one["id"]), "value": one["label"]} for one in found}


def _currencies(session: Session, _given: Given) -> dict[str, Any]:
    return {
        str(one["id"]): {"id": str(one["id"]), "name": one["code"], "symbol": one["symbol"], "enabled": "Y"}
        for one in records.select(session, CURRENCIES)
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
