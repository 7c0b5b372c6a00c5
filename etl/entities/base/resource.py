"""Where the records of each variant live in API v2, which of their keys it can search, what tells nobody apart."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """Where records of a variant live, and which of its match keys can be searched (key -> filter).

    Names are none of them: Sellsy finds a name only as it is spelled there.
    `public` are the dotted paths of answers, beside those of public columns, that an anonymous copy may keep.
    """

    variant: str
    path: str
    filters: Mapping[str, str]
    public: frozenset[str] = frozenset()


_OWNED = frozenset({"id", "owner.id", "owner.type", "created", "updated", "updated_at"})
_LINKED = _OWNED | {"related.id", "related.type", "company_id", "individual_id", "contact_id"}
_LABELLED = _LINKED | {"label.id", "label.name", "label.color", "label.is_active", "label.rank"}
_ADDRESSED = _OWNED | {"invoicing_address_id", "delivery_address_id"}
_CAMPAIGNS = {"marketing_campaigns_subscriptions"} | {
    f"rgpd_consent.{channel}" for channel in ("email", "sms", "phone", "postal_mail", "custom")
}
_THIRD = _ADDRESSED | _CAMPAIGNS | {"main_contact_id", "dunning_contact_id", "invoicing_contact_id"}

ADDRESS_PUBLIC = frozenset({"id", "country", "country_code", "is_invoicing_address", "is_delivery_address"})
"""What an anonymous copy may keep of an address: where it is no nearer than its country, and its roles."""


RESOURCES = {
    one.variant: one
    for one in (
        Resource(
            "company",
            "/companies",
            {"id": "id", "siret": "siret", "reference": "reference", "email": "email"},
            _THIRD
            | {
                "business_segment.id",
                "business_segment.label",
                "number_of_employees.id",
                "number_of_employees.label",
            },
        ),
        Resource(
            "individual", "/individuals", {"id": "id", "reference": "reference", "email": "email"}, _THIRD
        ),
        Resource(
            "contact",
            "/contacts",
            {"id": "id", "email": "email"},
            _ADDRESSED | _CAMPAIGNS,
        ),
        Resource(
            "opportunity",
            "/opportunities",
            {},
            _LINKED
            | {
                "source.id",
                "source.name",
                "pipeline.id",
                "pipeline.name",
                "step.id",
                "step.name",
                "updated_status",
            }
            | {"amount.value", "amount.currency", "main_doc_id"},
        ),
        Resource("event", "/calendar-events", {}, _LABELLED | {"participants.id", "participants.type"}),
        Resource(
            "task",
            "/tasks",
            {},
            _LABELLED | {"assigned_staff_ids", "reminders.medium", "reminders.delay", "reminders.send_at"},
        ),
        Resource("comment", "/comments", {}, _LINKED | {"timetracking.duration", "timetracking.service"}),
    )
}
"""Variant -> resource (API contract 2.264.0)."""
