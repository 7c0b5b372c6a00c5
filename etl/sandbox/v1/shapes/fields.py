"""v1's names of the fields of thirds and contacts beside those of v2, both ways."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etl.sandbox.contract.recorded import CHANNELS
from etl.sandbox.storage import records, times
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session
from etl.sandbox.storage.tables import ACCOUNTING_CODES, RATE_CATEGORIES
from etl.sandbox.v1.shapes.pages import moment_text
from etl.sandbox.v1.shapes.params import Given, Param, RpcError
from etl.sandbox.v1.shapes.types import choice, moment, record, text, yes

_CIVILITIES = {"": None, "man": "mr", "woman": "mrs", "lady": "ms"}
_REFUSALS = {
    "massmailingUnsubscribed": "email",
    "massmailingUnsubscribedSMS": "sms",
    "phoningUnsubscribed": "phone",
    "massmailingUnsubscribedMail": "postal_mail",
    "massmailingUnsubscribedCustom": "custom",
}
_LEGAL = ("siret", "siren", "vat")
_NETWORKS = ("facebook", "viadeo", "twitter", "linkedin")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its path in v2, how v1 gives it, and how each side writes the other's value."""

    path: str
    param: Param
    to_v2: Callable[[Any], Any]
    to_v1: Callable[[Any], Any]


Fields = Mapping[str, Field]


def _words(path: str) -> Field:
    return Field(path, text(), lambda value: value or None, lambda value: value or "")


def _kept_words(path: str) -> Field:
    """Return a field that v2 leaves empty instead of null."""
    return Field(path, text(), lambda value: value, lambda value: value or "")


def _flag(path: str) -> Field:
    return Field(path, yes(), bool, lambda value: "Y" if value else "N")


def _code_reader(session: Session, value: Any, where: str) -> Record | None:
    """Read an accounting code, given as its text: it must exist."""
    wanted = text().read(session, value, where)
    if not wanted:
        return None
    codes = records.select(session, ACCOUNTING_CODES, "code = ?", (wanted,))
    if not codes:
        raise RpcError("E_LIST_VALUE_DONT_EXIST", f"{where}: no accounting code {wanted}")
    return codes[0]


def _pointer(path: str, param: Param) -> Field:
    return Field(
        path, param, lambda target: target["id"] if target else None, lambda identifier: str(identifier or "")
    )


_CIVIL = Field(
    "civility",
    choice(*_CIVILITIES),
    lambda value: _CIVILITIES[value or ""],
    lambda value: next(old for old, new in _CIVILITIES.items() if new == value),
)
_BIRTH = Field(
    "birth_date",
    moment(),
    lambda second: None if second is None else times.paris(second)[:10],
    lambda day: day or "0000-00-00",
)
_JOINED = Field("created", moment(), times.paris, moment_text)
_REACHED: Fields = {
    "email": _words("email"),
    "tel": _words("phone_number"),
    "fax": _words("fax_number"),
    "mobile": _words("mobile_number"),
    "web": _words("website"),
}
THIRD: Fields = {
    "ident": _words("reference"),
    **_REACHED,
    "joinDate": _JOINED,
    **{name: _words(f"legal_france.{name}") for name in _LEGAL},
    "rcs": _words("legal_france.rcs_immatriculation"),
    "apenaf": _words("legal_france.ape_naf_code"),
    "corpType": _words("legal_france.company_type"),
    "capital": _words("capital"),
    "stickyNote": _kept_words("note"),
    "auxcode": _words("auxiliary_code"),
    "rateCategory": _pointer("rate_category_id", record(RATE_CATEGORIES, "rateCategory")),
    "accountingcode": _pointer("accounting_code_id", Param(_code_reader)),
    "accountingpurchasecode": _pointer("accounting_purchase_code_id", Param(_code_reader)),
    **{name: _words(f"social.{name}") for name in _NETWORKS},
}
NAMED: Fields = {"forename": _words("first_name"), "civil": _CIVIL}
"""What a contact and an individual are called, beside their name."""

OPTINS: Fields = {
    "mcoptin": _flag("sync.mailchimp"),
    "mjoptin": _flag("sync.mailjet"),
    "smoptin": _flag("sync.simplemail"),
}
"""Mailing lists, as the contact block of a third calls them."""

SYNCS: Fields = {name: _flag(f"sync.{name}") for name in ("mailchimp", "mailjet", "simplemail")}
"""Mailing lists, as `Peoples` calls them."""

PERSON: Fields = {
    "name": _words("last_name"),
    **NAMED,
    **_REACHED,
    "position": _words("position"),
    "birthdate": _BIRTH,
    "stickyNote": _kept_words("note"),
}
NETWORKS: Fields = {name: THIRD[name] for name in _NETWORKS}
ADDRESS: Fields = {
    "name": _kept_words("name"),
    **{f"part{rank}": _kept_words(f"address_line_{rank}") for rank in (1, 2, 3, 4)},
    "zip": _kept_words("postal_code"),
    "town": _kept_words("city"),
    "countrycode": Field("country_code", text(), lambda code: code or "FR", lambda code: code or ""),
}


def takes(fields: Fields) -> dict[str, Param]:
    """Return what a block of fields takes, all optional."""
    return {name: field.param for name, field in fields.items()}


def refusals() -> dict[str, Param]:
    """Return the channels a person may refuse to be written to."""
    return {name: yes() for name in _REFUSALS}


def body_of(fields: Fields, given: Given, *, current: Record) -> Record:
    """Return a block as the body v2 would take; fields that `current` does not have are left out."""
    body: Record = {}
    for name, field in fields.items():
        head, _, tail = field.path.partition(".")
        if name not in given or head not in current or (name == "joinDate" and given[name] is None):
            continue
        value = field.to_v2(given[name])
        if tail:
            body.setdefault(head, {})[tail] = value
        else:
            body[head] = value
    return body


def channels_of(given: Given, current: Record) -> Record:
    """Return the channels that stay subscribed, as a body; v1 names those that are refused."""
    refused = {channel: given[name] for name, channel in _REFUSALS.items() if given.get(name) is not None}
    kept = current["marketing_campaigns_subscriptions"]
    return {
        "marketing_campaigns_subscriptions": [
            channel for channel in CHANNELS if not refused.get(channel, channel not in kept)
        ]
    }


def shown(fields: Fields, record: Record) -> dict[str, Any]:
    """Return the fields of a record as v1 shows them; what it does not have is empty."""
    return {name: field.to_v1(_dig(record, field.path)) for name, field in fields.items()}


def shown_refusals(record: Record) -> dict[str, str]:
    """Return the refused channels."""
    kept = record["marketing_campaigns_subscriptions"]
    return {name: "N" if channel in kept else "Y" for name, channel in _REFUSALS.items()}


def _dig(record: Record, path: str) -> Any:
    head, _, tail = path.partition(".")
    value = record.get(head)
    return (value or {}).get(tail) if tail else value
