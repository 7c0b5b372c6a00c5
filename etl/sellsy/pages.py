"""Lists and searches read page by page with the seek cursor, which has no end at 100,000 as offsets do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.errors import RetryableApiError
from etl.results import JsonValue
from etl.sellsy.api import Sellsy


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its records, and how many there are in all."""

    data: Sequence[Mapping[str, JsonValue]]
    total: int


def pages(
    sellsy: Sellsy,
    path: str,
    *,
    filters: Mapping[str, JsonValue] | None = None,
    query: Mapping[str, JsonValue] | None = None,
    limit: int = 100,
) -> Iterator[Page]:
    """Yield the pages of a list, or of a search when `filters` are given; at least one.

    Raises:
        ApiError: Sellsy refused, did not answer, or gave a cursor twice.
    """
    seen: set[str] = set()
    cursor: JsonValue = None
    method = "GET" if filters is None else "POST"
    body: JsonValue = None if filters is None else {"filters": dict(filters)}
    while True:
        asked = {**(query or {}), "limit": limit} | ({"offset": cursor} if cursor is not None else {})
        answer = sellsy.request(method, path, query=asked, body=body, write=False)
        document = answer.body if isinstance(answer.body, dict) else {}
        data = [one for one in _list(document.get("data")) if isinstance(one, dict)]
        pagination = document.get("pagination")
        pagination = pagination if isinstance(pagination, dict) else {}
        total = pagination.get("total")
        yield Page(data, total if isinstance(total, int) else len(data))
        cursor = pagination.get("offset")
        if len(data) < limit or cursor is None:
            return
        if str(cursor) in seen:
            raise RetryableApiError("api-cursor", method=method, path=path)
        seen.add(str(cursor))


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
