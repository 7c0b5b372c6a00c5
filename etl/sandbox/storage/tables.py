"""Every resource the sandbox stores: its columns, orders and filters.

A later resource is one more declaration here, its routes in a module of its own, and a line in
`api.ROUTES`.
"""

import re
from collections.abc import Mapping

from etl.sandbox.storage import filters
from etl.sandbox.storage.filters import (
    addressed,
    days,
    favourite,
    linked_contacts,
    linked_thirds,
    period,
    same,
    within,
)
from etl.sandbox.storage.resource import Column, Filter, Record, Resource, flag, fold, folded, moment, plain

_THIRD_ORDERS = {"id": "id", "name": "name", "created_at": "created", "updated_at": "updated_at"}


def _employees(record: Record) -> int | None:
    """Return the smallest headcount of the bracket a company is in."""
    bracket = record.get("number_of_employees")
    return int(re.split(r"\D", bracket["label"])[0]) if bracket else None


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

WEBHOOKS = Resource(
    name="webhooks",
    noun="webhook",
    updated="updated",
    columns=(plain("type"), flag("is_enabled"), plain("endpoint"), plain("name")),
    filters={
        "type": same("type"),
        "is_enabled": same("is_enabled"),
        "endpoint": same("endpoint"),
        "name": same("name"),
    },
)

PIPELINES = Resource(
    name="opportunities/pipelines",
    noun="pipeline",
    first_id=41,
    columns=(folded("name"), plain("rank", type="INTEGER"), flag("is_default")),
    orders={"id": "id", "rank": "rank"},
    filters={"name": filters.same_folded("name"), "is_default": same("is_default")},
)
STEPS = Resource(
    name="opportunities/steps",
    noun="step",
    first_id=401,
    columns=(
        folded("name"),
        plain("pipeline", type="INTEGER"),
        plain("rank", type="INTEGER"),
        plain("probability", type="INTEGER"),
    ),
    orders={"id": "id", "rank": "rank", "probability": "probability"},
    filters={"name": filters.same_folded("name"), "id": within("id")},
)
SOURCES = Resource(
    name="opportunities/sources",
    noun="source",
    first_id=151,
    columns=(folded("name"), plain("rank", type="INTEGER"), plain("category_id", type="INTEGER")),
    orders={"id": "id", "rank": "rank"},
    filters={"category_id": within("category_id")},
)
CATEGORIES = Resource(name="opportunities/categories", noun="source-category")

TASK_LABELS = Resource(
    name="tasks/labels",
    noun="task-label",
    sequence="labels",
    first_id=61,
    columns=(plain("rank", type="INTEGER"),),
    orders={"id": "id", "rank": "rank"},
    order="rank",
)
EVENT_LABELS = Resource(
    name="calendar-events/labels",
    noun="event-label",
    sequence="labels",
    first_id=61,
    columns=(plain("rank", type="INTEGER"),),
    orders={"id": "id", "rank": "rank"},
    order="rank",
)


def _id_of(key: str) -> Column:
    return Column(key, lambda record: record[key]["id"] if record.get(key) else None, "INTEGER")


_ABOUT_FILTERS: Mapping[str, Filter] = {
    "related_objects": filters.about,
    "companies": within("company_id"),
    "individuals": within("individual_id"),
    "contacts": within("contact_id"),
}


def _subject(record: Record) -> str | None:
    """Return `company:1001`, what a task, event or comment is about."""
    return next((f"{target['type']}:{target['id']}" for target in record["related"]), None)


_THIRD = (plain("company_id", type="INTEGER"), plain("individual_id", type="INTEGER"))
_ABOUT = (*_THIRD, plain("contact_id", type="INTEGER"), Column("hangs_on", _subject))

OPPORTUNITIES = Resource(
    name="opportunities",
    noun="opportunity",
    first_id=700_001,
    columns=(
        *_THIRD,
        folded("name"),
        plain("number"),
        _id_of("pipeline"),
        _id_of("step"),
        Column("cents", lambda record: round(float(record["amount"]["value"] or 0) * 100), "INTEGER"),
        plain("status"),
        plain("due_date"),
        Column("due", lambda record: record["due_date"] or ""),  # what is not due comes first, as in MySQL
        moment("created"),
        moment("updated_status"),
    ),
    orders={"id": "id", "created": "created", "step_rank": "step", "due_date": "due"},
    filters={
        "created": period("created"),
        "updated_status": period("updated_status"),
        "due_date": filters.days_of_period("due_date"),
        "name": filters.same_folded("name"),
        "pipeline": within("pipeline"),
        "step": within("step"),
        "amount": filters.amounts("cents"),
        "related_objects": filters.related,
        "assigned_staffs": filters.holding("assigned_staff_ids"),
        "statuses": within("status"),
        "favourite_filter": favourite,
    },
)

TASKS = Resource(
    name="tasks",
    noun="task",
    sequence="agenda",
    first_id=800_001,
    updated="updated",
    columns=(
        *_ABOUT,
        moment("due_date"),
        moment("created"),
        plain("status"),
        plain("priority", type="INTEGER"),
        _id_of("label"),
        _id_of("owner"),
    ),
    orders={"id": "id", "due_date": "due_date"},
    filters={
        **_ABOUT_FILTERS,
        "created": period("created"),
        "due_date": period("due_date"),
        "owners": within("owner"),
        "assigned_staffs": filters.holding("assigned_staff_ids"),
        "statuses": within("status"),
        "labels": within("label"),
        "priority": filters.between("priority"),
    },
)

EVENTS = Resource(
    name="calendar-events",
    noun="event",
    sequence="agenda",
    first_id=800_001,
    updated="updated",
    columns=(
        *_ABOUT,
        moment("datetime_start"),
        plain("provider_id"),
        plain("priority", type="INTEGER"),
        _id_of("label"),
        _id_of("owner"),
    ),
    orders={"id": "id", "due_date": "datetime_start"},
    filters={
        **_ABOUT_FILTERS,
        "due_date": period("datetime_start"),
        "owners": within("owner"),
        "participants": filters.participants,
        "labels": within("label"),
        "priority": filters.between("priority"),
        "provider_ids": within("provider_id"),
    },
)

COMMENTS = Resource(
    name="comments",
    noun="comment",
    first_id=900_001,
    updated="updated",
    columns=(
        *_ABOUT,
        moment("created"),
        moment("updated"),
        plain("parent_id", type="INTEGER"),
        _id_of("owner"),
    ),
    orders={"id": "id", "created": "created", "updated": "updated"},
    filters={
        **_ABOUT_FILTERS,
        "owners": within("owner"),
        "created": period("created"),
        "updated": period("updated"),
        "parent_id": same("parent_id"),
    },
)

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
    WEBHOOKS,
    PIPELINES,
    STEPS,
    SOURCES,
    CATEGORIES,
    TASK_LABELS,
    EVENT_LABELS,
    OPPORTUNITIES,
    TASKS,
    EVENTS,
    COMMENTS,
)
BY_NOUN = {resource.noun: resource for resource in RESOURCES}
