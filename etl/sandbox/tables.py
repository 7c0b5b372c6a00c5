"""Every resource the sandbox stores: its columns, orders and filters.

A later resource is one more declaration here, its routes in a module of its own, and a line in
`api.ROUTES`.
"""

import re

from etl.sandbox import filters
from etl.sandbox.filters import (
    addressed,
    days,
    favourite,
    linked_contacts,
    linked_thirds,
    period,
    same,
    within,
)
from etl.sandbox.resource import Column, Filter, Record, Resource, flag, fold, folded, moment, plain

_THIRD_ORDERS = {"id": "id", "name": "name", "created_at": "created", "updated_at": "updated_at"}


def _employees(record: Record) -> int | None:
    """Return the smallest headcount of the bracket a company is in."""
    found = record.get("number_of_employees")
    return int(re.split(r"\D", found["label"])[0]) if found else None


def _full_name(record: Record) -> str:
    return fold(f"{record.get('last_name') or ''} {record.get('first_name') or ''}".strip())


def _called(record: Record) -> str:
    return fold(f"{record.get('first_name') or ''} {record.get('last_name') or ''}".strip())


def _third_filters(noun: str) -> dict[str, Filter]:
    return {
        "created": period("created"),
        "updated_at": period("updated_at"),
        "email": filters.same_folded("email"),
        "type": within("type"),
        "is_archived": same("is_archived"),
        "id": within("id"),
        "country_code": addressed(noun, "country_code"),
        "postal_code": addressed(noun, "postal_code"),
        "reference": within("reference", fold),
        "favourite_filter": favourite,
    }


COMPANIES = Resource(
    name="companies",
    noun="company",
    sequence="thirds",
    first_id=1001,
    updated="updated_at",
    columns=(
        folded("name"),
        folded("email"),
        folded("reference"),
        plain("type"),
        Column("siret", lambda record: record["legal_france"]["siret"]),
        flag("is_archived"),
        moment("created"),
        moment("updated_at"),
        Column("number_of_employees", _employees, "INTEGER"),
    ),
    orders=_THIRD_ORDERS,
    filters={
        **_third_filters("company"),
        "name": filters.same_folded("name"),
        "contacts": linked_contacts("company"),
        "siret": same("siret"),
        "number_of_employees": filters.between("number_of_employees"),
    },
)

# Whether `name` means the last name or the whole name is not documented: both find the person.
INDIVIDUALS = Resource(
    name="individuals",
    noun="individual",
    sequence="thirds",
    first_id=1001,
    updated="updated_at",
    columns=(
        Column("name", _full_name),
        Column("called", _called),
        folded("last_name"),
        folded("email"),
        folded("reference"),
        plain("type"),
        flag("is_archived"),
        moment("created"),
        moment("updated_at"),
    ),
    orders=_THIRD_ORDERS,
    filters={**_third_filters("individual"), "name": filters.same_folded("name", "called", "last_name")},
)

CONTACTS = Resource(
    name="contacts",
    noun="contact",
    first_id=500_001,
    updated="updated",
    columns=(
        Column("name", _full_name),
        folded("last_name"),
        folded("email"),
        plain("phone_number"),
        plain("mobile_number"),
        plain("birth_date"),
        moment("created"),
        moment("updated"),
    ),
    orders={"id": "id", "name": "name", "created_at": "created"},
    filters={
        "companies": linked_thirds("company"),
        "individuals": linked_thirds("individual"),
        "created": period("created"),
        "updated": period("updated"),
        "last_name": filters.same_folded("last_name"),
        "birth_date": days("birth_date"),
        "email": filters.same_folded("email"),
        "phone_number": same("phone_number"),
        "mobile_number": same("mobile_number"),
        "id": within("id"),
        "is_linked": filters.is_linked,
        "country_code": addressed("contact", "country_code"),
        "postal_code": addressed("contact", "postal_code"),
        "favourite_filter": favourite,
    },
)

ADDRESSES = Resource(
    name="addresses",
    noun="address",
    first_id=2_000_001,
    columns=(
        plain("noun"),
        plain("owner", type="INTEGER"),
        folded("country_code"),
        folded("postal_code"),
    ),
)

STAFFS = Resource(
    name="staffs",
    noun="staff",
    columns=(folded("email"), plain("status"), Column("name", lambda record: fold(record["lastname"]))),
    orders={"id": "id", "name": "name"},
    filters={"status": within("status")},
)

CUSTOM_FIELDS = Resource(
    name="custom-fields",
    noun="custom-field",
    first_id=301,
    columns=(flag("mandatory"),),
    filters={
        "related_object": filters.holding("related_object"),
        "is_required": same("mandatory"),
    },
)

RATE_CATEGORIES = Resource(name="rate-categories", noun="rate-category", first_id=51)

ACCOUNTING_CODES = Resource(
    name="accounting-codes",
    noun="accounting-code",
    first_id=7001,
    columns=(plain("code"),),
    orders={"code": "code"},
    filters={"views": filters.holding("views")},
)

UNITS = Resource(name="units", noun="unit", columns=(plain("rank", type="INTEGER"),), orders={"rank": "rank"})
CURRENCIES = Resource(name="currencies", noun="currency")
TEAMS = Resource(name="teams", noun="team")

RESOURCES = (
    COMPANIES,
    INDIVIDUALS,
    CONTACTS,
    ADDRESSES,
    STAFFS,
    CUSTOM_FIELDS,
    RATE_CATEGORIES,
    ACCOUNTING_CODES,
    UNITS,
    CURRENCIES,
    TEAMS,
)
BY_NOUN = {resource.noun: resource for resource in RESOURCES}
