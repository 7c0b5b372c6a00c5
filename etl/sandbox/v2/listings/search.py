"""`GET /search`: a word looked for in every kind of record that the sandbox keeps, without case or accents.

Where Sellsy looks is not documented: here it is names, e-mails, phone numbers, references and numbers.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.resource import Record, Resource, fold
from etl.sandbox.storage.tables import ADDRESSES, COMPANIES, CONTACTS, INDIVIDUALS, OPPORTUNITIES, STAFFS

_REACHED = ("phone_number", "mobile_number", "fax_number", "email")
_ADDRESS = ("id", *(f"address_line_{rank}" for rank in (1, 2, 3, 4)), "postal_code", "city", "country_code")
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "company": ("name", *_REACHED, "reference"),
    "individual": ("first_name", "last_name", *_REACHED, "reference"),
    "contact": ("first_name", "last_name", *_REACHED, "position"),
    "opportunity": ("number", "name"),
    "staff": ("firstname", "lastname", "phone_number", "mobile_number", "email", "position"),
}
"""Noun -> the keys that are looked through and shown."""

_RENAMED = {"firstname": "first_name", "lastname": "last_name"}
_MOMENTS = ("updated_at", "updated", "updated_status", "created")


def _place(context: Context, record: Record, key: str) -> Record | None:
    address = record.get(key) and records.load(context.session, ADDRESSES, record[key])
    if not address or len(address["city"]) < 2:  # the contract has no shorter city here
        return None
    shown = {name: address[name] for name in _ADDRESS}
    return shown | {"postal_code": address["postal_code"] if len(address["postal_code"]) > 1 else None}


def _places(context: Context, record: Record) -> Record:
    return {kind: _place(context, record, f"{kind}_id") for kind in ("invoicing_address", "delivery_address")}


def _company(context: Context, record: Record) -> Record:
    main = record["main_contact_id"] and records.load(context.session, CONTACTS, record["main_contact_id"])
    keys = ("id", "last_name", "first_name", "civility")
    named = {key: main[key] for key in keys if main[key] is not None} if main else None
    return {**_places(context, record), "main_contact": named}


def _person(context: Context, record: Record) -> Record:
    civility = {"civility": record["civility"]} if record["civility"] else {}
    return {**_places(context, record), **civility}


def _deal(_context: Context, record: Record) -> Record:
    return {"status": record["status"], "amount": float(record["amount"]["value"] or 0)}


def _staff(_context: Context, record: Record) -> Record:
    return {"blocked": record["status"] == "blocked"}


_KINDS: tuple[tuple[Resource, Callable[[Context, Record], Record]], ...] = (
    (COMPANIES, _company),
    (INDIVIDUALS, _person),
    (CONTACTS, _person),
    (OPPORTUNITIES, _deal),
    (STAFFS, _staff),
)


def _found(context: Context, wanted: str) -> Iterator[Record]:
    archived, types = context.options.archived, context.options.types
    for resource, more in _KINDS:
        unseen = context.session.lag.unseen(resource.name)
        for record in records.select(context.session, resource):
            kind = str(record["type"]) if resource.sequence == "thirds" else resource.noun
            if types and not {resource.noun, f"{resource.noun}.{kind}"} & set(types):
                continue
            if record["id"] in unseen or archived not in (None, bool(record.get("is_archived"))):
                continue
            shown = {_RENAMED.get(key, key): record.get(key) for key in _SHOWN[resource.noun]}
            if any(wanted in fold(value) for value in shown.values()):
                yield {**_head(resource, record, kind), **_whole(shown), **more(context, record)}


def _head(resource: Resource, record: Record, kind: str) -> Record:
    identifier = record["id"]
    return {
        "id": f"{resource.noun}-{identifier}",
        "object": {"type": resource.noun, "id": identifier, "sub_type": kind},
        **({"owner": record["owner"]} if record.get("owner") else {}),
        "created": record["created"],
        "updated": next(record[key] for key in _MOMENTS if record.get(key)),
        "is_archived": bool(record.get("is_archived")),
    }


def _whole(shown: Record) -> Record:
    """Return what is shown without the nulls that the contract does not have."""
    return {
        key: value for key, value in shown.items() if value is not None or key not in ("name", "reference")
    }


def _search(context: Context) -> Answer:
    wanted = fold(context.options.word)
    if not wanted:
        raise bad_field("q", "Ce champ est manquant")
    hits = list(_found(context, wanted))
    kept = hits[: context.options.limit]
    page = {"limit": context.options.limit, "count": len(kept), "total": len(hits), "offset": 0}
    counts = Counter(hit["object"]["type"] for hit in hits)
    numbers: dict[str, Any] = {kind: [number] for kind, number in counts.items()}
    return Answer(200, {"pagination": page, "data": kept, "aggregations": {"count_by_type": numbers}})


ROUTES: Routes = {("GET", "/search"): _search}
