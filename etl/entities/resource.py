"""Where the records of each variant live in API v2, and which of their keys it can search."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """Where records of a variant live, and which of its match keys can be searched (key -> filter)."""

    variant: str
    path: str
    filters: Mapping[str, str]


RESOURCES = {
    one.variant: one
    for one in (
        Resource(
            "company",
            "/companies",
            {"id": "id", "siret": "siret", "reference": "reference", "email": "email", "name": "name"},
        ),
        Resource("individual", "/individuals", {"id": "id", "reference": "reference", "email": "email"}),
        Resource("contact", "/contacts", {"id": "id", "email": "email", "name": "last_name"}),
        Resource("opportunity", "/opportunities", {"name": "name"}),
        Resource("event", "/calendar-events", {}),
        Resource("task", "/tasks", {}),
        Resource("comment", "/comments", {}),
    )
}
"""Variant -> resource (API contract 2.264.0)."""
