"""Every page of a list or a search, by the seek cursor: the `offset` text of one answer asks for the next.

A numeric offset would break at 100,000 records (Sellsy's API documentation); the cursor does not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.errors import FatalApiError
from etl.results import JsonValue
from etl.sellsy.api import Sellsy

LIMIT = 100
"""Most records Sellsy gives in a page."""

Document = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, and how many there are in all the pages."""

    data: list[Document]
    total: int


def pages(
    sellsy: Sellsy,
    path: str,
    *,
    filters: Mapping[str, JsonValue] | None = None,
    query: Mapping[str, JsonValue] | None = None,
    limit: int = LIMIT,
) -> Iterator[Page]:
    """Yield the pages of a list (GET) or, for a path that ends in `/search`, of a search (POST).

    The first page is always yielded, even empty.

    Raises:
        FatalApiError: the answer is not a page, or its cursor leads back to where it was.
        ApiError: Sellsy refused or did not answer.
    """
    asked: dict[str, JsonValue] = {**(query or {}), "limit": limit}
    seen: set[str] = set()
    while True:
        data, pagination = _page(sellsy, path, filters, asked)
        total = pagination.get("total")
        yield Page(data, total if isinstance(total, int) else len(data))
        count = pagination.get("count")
        cursor = pagination.get("offset")
        if (
            (count if isinstance(count, int) else len(data)) < limit
            or not isinstance(cursor, str)
            or not data
        ):
            return
        if cursor in seen:
            raise FatalApiError("api-cursor", path=path)
        seen.add(cursor)
        asked["offset"] = cursor


def _page(
    sellsy: Sellsy, path: str, filters: Mapping[str, JsonValue] | None, query: Mapping[str, JsonValue]
) -> tuple[list[Document], dict[str, Any]]:
    if filters is not None or path.endswith("/search"):
        answer = sellsy.search(path, filters or {}, query=query)
    else:
        answer = sellsy.get(path, query=query)
    found = answer.body
    data = found if isinstance(found, list) else found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise FatalApiError("api-unexpected", path=path, status=answer.status)
    pagination = found.get("pagination") if isinstance(found, dict) else None
    return data, pagination if isinstance(pagination, dict) else {"count": 0}
