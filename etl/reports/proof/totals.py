"""Sums of amounts by sales pipeline, status and person, read from the CRM itself: an import must change them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from etl.account.lookups import Lookups
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities.opportunity import RESOURCE, Opportunity
from etl.sellsy import Sellsy, pages, whole

TOTALLED = Opportunity.name
"""The entity whose amounts are summed."""

_FIELDS = ("id", "pipeline", "status", "amount", "owner", "assigned_staff_ids")


@dataclass(frozen=True, slots=True)
class Total:
    """The count of opportunities of a place, and the sum of their amounts.

    `person` is who they are assigned to (the first of them), else their owner.
    """

    pipeline: str
    status: str
    person: str
    count: int
    amount: Decimal

    @property
    def place(self) -> tuple[str, str, str]:
        """The place of the total: sales pipeline, status, person."""
        return self.pipeline, self.status, self.person

    def to_json(self) -> list[JsonValue]:
        """Return the total as the journal stores it."""
        return [self.pipeline, self.status, self.person, self.count, str(self.amount)]

    @classmethod
    def of_json(cls, kept: Any) -> Self:
        """Return the total that the journal stored."""
        pipeline, status, person, count, amount = kept
        return cls(str(pipeline), str(status), str(person), int(count), Decimal(str(amount)))


def read_totals(sellsy: Sellsy) -> list[Total]:
    """Return the totals of all opportunities, a call for a hundred of them.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    staff = {person.id: person.shown for person in Lookups(sellsy).names("staff").things()}
    query: Mapping[str, JsonValue] = {"field[]": [*_FIELDS]}
    documents = (
        document
        for page in pages(sellsy, f"{RESOURCE.path}/search", filters={}, query=query)
        for document in page.data
    )
    return _summed(documents, staff)


def _summed(documents: Iterable[Mapping[str, JsonValue]], staff: Mapping[int, str]) -> list[Total]:
    sums: dict[tuple[str, str, str], tuple[int, Decimal]] = {}
    for document in documents:
        place = (
            _name(document.get("pipeline")),
            str(document.get("status") or ""),
            _person(document, staff),
        )
        count, amount = sums.get(place, (0, Decimal(0)))
        sums[place] = count + 1, amount + Decimal(str(dig(document, "amount") or 0))
    return [Total(*place, count, amount) for place, (count, amount) in sorted(sums.items())]


def _name(value: JsonValue) -> str:
    return str(value.get("name") or value.get("id") or "") if isinstance(value, dict) else str(value or "")


def _person(document: Mapping[str, JsonValue], staff: Mapping[int, str]) -> str:
    assigned = document.get("assigned_staff_ids")
    owner = assigned[0] if isinstance(assigned, list) and assigned else dig(document, "owner_id")
    number = whole(owner)
    return staff.get(number, str(owner)) if number is not None else str(owner or "")
