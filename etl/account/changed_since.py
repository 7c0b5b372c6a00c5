"""What has changed since: the filters that ask Sellsy for it, and what stands in where it has none.

Filters and stamps are those of the API contract 2.264.0. A record that nobody has changed may have no date of change,
so what was created since is asked for too.
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
"""From when on; "last" is where the export before ended, None everything."""

OVERLAP = timedelta(minutes=5)
"""How far an increment looks back behind the one before: what is new may show up late."""


def has_filter(entity: type[Entity]) -> bool:
    """Tell whether Sellsy can be asked for what has changed."""
    return all(resource.changed for resource in entity.variants.values())


def changed_since(query: Query, start: datetime) -> Query:
    """Return the search of what was changed or created since."""
    at = start.astimezone(UTC).isoformat(timespec="seconds")
    searches = [
        replace(search, filters=_from(search.filters, name, at))
        for search in query.searches
        for name in (RESOURCES[search.variant].changed, "created")
    ]
    return replace(query, searches=tuple(searches))


def _from(filters: Mapping[str, JsonValue], name: str, start: str) -> dict[str, JsonValue]:
    """Return filters with a period that begins at `start` at the earliest."""
    held = filters.get(name)
    period: dict[str, JsonValue] = dict(held) if isinstance(held, dict) else {}
    stated = period.get("start")
    later = isinstance(stated, str) and datetime.fromisoformat(stated) > datetime.fromisoformat(start)
    return {**filters, name: {**period, "start": stated if later else start}}


def kept_since(query: Query, entity: type[Entity], start: datetime) -> Query:
    """Return a search of everything that keeps what its own stamps say was changed since.

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
        stamps = [document.get(one) for one in (name, "created")]
        return any(isinstance(one, str) and datetime.fromisoformat(one) >= start for one in stamps)

    return keep
