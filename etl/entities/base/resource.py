"""What Sellsy can do with records of a variant: declared with the entity, looked up in `RESOURCES`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from etl.entities.base.search import Condition, Filter

CONTACTS, COMPANIES = "contacts", "companies"
"""Linked lists of API v2: the contacts of a company or individual, the companies of a contact."""


class People(StrEnum):
    """How contacts are linked to a record: not at all, with roles, or by API v1, which knows no roles."""

    NONE = "none"
    ROLES = "roles"
    V1 = "v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Where the records of a variant are in API v2, how they are matched and what else Sellsy can do with them.

    Only `variant` and `path` must be declared; the defaults are those of a record that can be read, searched and
    written, and nothing more:

    - matching: `keys` are the match keys that Sellsy can search (key -> filter), never names, which Sellsy finds only
      in their exact spelling. `named_by` are the fields of its name, `moment` the (attribute, field) of the time that
      belongs to the name; with `dated`, the time of creation does. `link_keys` name such a record in other rows.
    - searches: `filters` that Sellsy takes, `conditions` applied to records read, `orders`. `changed` is the filter by
      date of change, `stamp` the field of that date where there is no filter.
    - lost creations: `identity` are the fields that identify a record, `sought_by` the (filter, field) pairs to search
      by, narrowest first, `unique` the fields each of which identifies it alone.
    - anonymous copies: `public` are the dotted paths of answers that are kept, beside those of public columns.
    - links: `types` are the types of a record (client, prospect...), `people` how contacts are linked to it,
      `reachable` that it has addresses, phones and an e-mail. `depends_on` are the variants it may depend on, `counted`
      the embeds that count its dependants, `parent` the field of the record of the same kind that it answers.
    - writes: `verified` tells that Sellsy validates a body without storing it, `subscribed` that a new record has all
      campaigns, `suggests_tags` that v2 lists tags for it. `recreated` is the code of the text on what is lost when
      a deleted record is created again.
    - webhooks: `watched` are the names whose events are subscribed to by default, `delivered` the names of its records
      in deliveries.
    """

    variant: str
    path: str
    keys: Mapping[str, str] = field(default_factory=dict)
    named_by: tuple[str, ...] = ("name",)
    moment: tuple[str, str] | None = None
    dated: bool = False
    link_keys: tuple[str, ...] = ("id",)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    orders: tuple[str, ...] = ("id",)
    changed: str = ""
    stamp: str = ""
    identity: tuple[str, ...] = ("name",)
    sought_by: tuple[tuple[str, str], ...] = ()
    unique: tuple[str, ...] = ()
    public: frozenset[str] = frozenset({"id"})
    types: tuple[str, ...] = ()
    people: People = People.NONE
    reachable: bool = False
    depends_on: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    parent: str = ""
    verified: bool = False
    subscribed: bool = True
    suggests_tags: bool = False
    recreated: str = "recreated-record"
    watched: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether its records have a last and a first name."""
        return "last_name" in self.named_by

    @property
    def list_name(self) -> str:
        """The last word of its path, the name that API v2 gives to lists of such records."""
        return self.path.rpartition("/")[2]


RESOURCES: dict[str, Resource] = {}
"""Variant -> resource, of every entity that is registered (API contract 2.264.0)."""


def has_types(variant: str) -> bool:
    """Tell whether records of a variant are of a type: client, prospect, supplier."""
    resource = RESOURCES.get(variant)
    return resource is not None and bool(resource.types)


def resource_at(path: str) -> Resource:
    """Return the resource of a path.

    Raises:
        LookupError: no entity has it.
    """
    for resource in RESOURCES.values():
        if resource.path == path:
            return resource
    raise LookupError(path)


def with_people() -> list[Resource]:
    """Return the resources to whose records contacts are linked."""
    return [resource for resource in RESOURCES.values() if resource.people is not People.NONE]


def linked_by(people: People) -> Resource:
    """Return the resource to whose records contacts are linked in a way."""
    return next(resource for resource in RESOURCES.values() if resource.people is people)


def dependants(variant: str) -> list[str]:
    """Return the variants whose records may depend on records of a variant."""
    return [resource.variant for resource in RESOURCES.values() if variant in resource.depends_on]


OWNED = frozenset({"id", "owner.id", "owner.type", "created", "updated", "updated_at"})
"""What an anonymous copy may keep of any record."""

LINKED = OWNED | {"related.id", "related.type", "company_id", "individual_id", "contact_id"}
"""The same of a record linked to others."""

LABELLED = LINKED | {"label.id", "label.name", "label.color", "label.is_active", "label.rank"}
"""The same of events and tasks."""

ADDRESSED = OWNED | {"invoicing_address_id", "delivery_address_id"}
"""The same of a record with addresses."""

CAMPAIGNED = frozenset({"marketing_campaigns_subscriptions"}) | {
    f"rgpd_consent.{channel}" for channel in ("email", "sms", "phone", "postal_mail", "custom")
}
"""The same of recipients of campaigns."""

ADDRESS_PUBLIC = frozenset({"id", "country", "country_code", "is_invoicing_address", "is_delivery_address"})
"""What an anonymous copy may keep of an address: its country and its roles."""
