"""Records changed since a moment: by Sellsy's own filters, or by the dates of each record where it has none.

Filters and dates are those of the API contract 2.264.0. A record that was never changed may have no date of change,
so records created since are asked for too.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from etl.account.scan import Document, Keep, Query, VariantSearch
from etl.core.errors import ConfigError
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.resource import RESOURCES

Since = datetime | Literal["last"] | None
"""Where an increment starts; "last" is where the previous export ended, None is the beginning."""

OVERLAP = timedelta(minutes=5)
"""How far an increment overlaps the previous one: new records may appear late in searches."""


def has_filter(entity: type[Entity]) -> bool:
    """Tell whether Sellsy can filter an entity by date of change."""
    return all(resource.changed for resource in entity.variants.values())


def changed_since(query: Query, start: datetime) -> Query:
    """Return the search for records changed or created since `start`."""
    at = start.astimezone(UTC).isoformat(timespec="seconds")
    searches = [
        replace(search, filters=_from(search.filters, name, at))
        for search in query.searches
        for name in (RESOURCES[search.variant].changed, "created")
    ]
    return replace(query, searches=tuple(searches))


def _from(filters: Mapping[str, JsonValue], name: str, start: str) -> dict[str, JsonValue]:
    """Return filters with a period that begins at `start` at the earliest."""
    asked = filters.get(name)
    period: dict[str, JsonValue] = dict(asked) if isinstance(asked, dict) else {}
    stated = period.get("start")
    later = isinstance(stated, str) and datetime.fromisoformat(stated) > datetime.fromisoformat(start)
    return {**filters, name: {**period, "start": stated if later else start}}


def kept_since(query: Query, entity: type[Entity], start: datetime) -> Query:
    """Return a search that reads every record and keeps those whose own dates are at or after `start`.

    Raises:
        ConfigError: the entity's records carry no date of change.
    """
    if not all(RESOURCES[search.variant].stamp for search in query.searches):
        raise ConfigError("since-unknown", entity=entity.name)
    return replace(query, searches=tuple(_stamped(search, start) for search in query.searches), fields=())


def _stamped(search: VariantSearch, start: datetime) -> VariantSearch:
    return replace(search, keep=(*search.keep, _later(RESOURCES[search.variant].stamp, start)))


def _later(name: str, start: datetime) -> Keep:
    def keep(document: Document) -> bool:
        stamps = [document.get(key) for key in (name, "created")]
        return any(isinstance(stamp, str) and datetime.fromisoformat(stamp) >= start for stamp in stamps)

    return keep
