"""Every page of a list or a search, by the seek cursor: the `offset` text of an answer asks for the next page.

A numeric offset would break at 100,000 records (Sellsy's API documentation); the cursor does not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from etl.core.errors import FatalApiError
from etl.core.results import JsonValue
from etl.sellsy.api import Sellsy
from etl.sellsy.wire import Answer

PAGE = 100
"""Most records Sellsy gives in a page."""

_SPARE = 100
"""Pages read beyond twice what the first answer counts: others may be creating records meanwhile."""

_MOST = 200_000
"""More pages than any account fills, whatever an answer counts: twenty million records."""

_MOST_NUMBERED = 200
"""Pages of a list of API v1 that gives no count, or none to rely on: twenty thousand tags or comments."""

Document = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Page:
    """The records of a page, the total of all pages, and when Sellsy answered (its header `Date`)."""

    data: list[Document]
    total: int
    date: str | None = None


def pages(
    sellsy: Sellsy,
    path: str,
    *,
    filters: Mapping[str, JsonValue] | None = None,
    query: Mapping[str, JsonValue] | None = None,
    limit: int = PAGE,
) -> Iterator[Page]:
    """Yield the pages of a list (GET) or, for a path that ends in `/search`, of a search (POST).

    The first page is always yielded, even empty.

    Raises:
        FatalApiError: the answer is not a page, its cursor leads back to where it was, or cursors never end.
        ApiError: see `etl.core.errors`.
    """
    asked: dict[str, JsonValue] = {**(query or {}), "limit": limit}
    seen: set[str] = set()
    most = _MOST
    for number in count(1):
        answer = _ask(sellsy, path, filters, asked)
        page, cursor = _page(answer.body, path, limit=limit, status=answer.status)
        yield replace(page, date=answer.headers.get("date"))
        if cursor is None:
            return
        if cursor in seen:
            raise FatalApiError("api-cursor", path=path)
        if number == 1:
            most = min(2 * max(page.total, 0) // len(page.data) + _SPARE, _MOST)
        _refuse_endless(number, most, path)
        seen.add(cursor)
        asked["offset"] = cursor


def numbered(method: str) -> Iterator[int]:
    """Yield the numbers of the pages of a list of API v1, for as long as its reader wants more.

    Raises:
        FatalApiError: no list has so many pages.
    """
    for number in count(1):
        yield number
        _refuse_endless(number, _MOST_NUMBERED, method)


def _refuse_endless(number: int, most: int, path: str) -> None:
    if number >= most:
        raise FatalApiError("api-endless", path=path, pages=number)


def following(
    sellsy: Sellsy,
    path: str,
    body: Any,
    *,
    filters: Mapping[str, JsonValue] | None = None,
    query: Mapping[str, JsonValue] | None = None,
    limit: int = PAGE,
) -> Iterator[Page]:
    """Yield the pages after the one whose answer is `body`, such as the answer of a search in a batch.

    Raises:
        FatalApiError: as `pages`.
        ApiError: see `etl.core.errors`.
    """
    _, cursor = _page(body, path, limit=limit)
    if cursor is not None:
        yield from pages(
            sellsy, path, filters=filters, query={**(query or {}), "offset": cursor}, limit=limit
        )


def _ask(
    sellsy: Sellsy, path: str, filters: Mapping[str, JsonValue] | None, query: Mapping[str, JsonValue]
) -> Answer:
    if filters is not None or path.endswith("/search"):
        return sellsy.search(path, filters or {}, query=query)
    return sellsy.get(path, query=query)


def _page(body: Any, path: str, *, limit: int, status: int | None = None) -> tuple[Page, str | None]:
    """Return the page of an answer, and the cursor of the next page, None at the end.

    An answer states its page size where that is smaller than the one asked for.
    """
    data = body if isinstance(body, list) else body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise FatalApiError("api-unexpected", path=path, status=status)
    listed = body.get("pagination") if isinstance(body, dict) else None
    pagination = listed if isinstance(listed, dict) else {"count": 0}
    total, count, cursor, size = (pagination.get(key) for key in ("total", "count", "offset", "limit"))
    page = Page(data, total if isinstance(total, int) else len(data))
    full = min(limit, size) if isinstance(size, int) and size > 0 else limit
    ended = (count if isinstance(count, int) else len(data)) < full or not data
    return page, cursor if isinstance(cursor, str) and not ended else None
