"""The lists of API v1: totals that are texts, rows in an object keyed by id, or `[]` when there are none."""

from collections.abc import Callable, Sequence
from typing import Any

from etl.sandbox.storage import times
from etl.sandbox.v1.shapes.params import EMPTY, Given, Param, RpcError, Shape
from etl.sandbox.v1.shapes.types import choice, group, refused, whole

_PAGE_MAX = 5000
"""The largest page seen in use; the error exists, its limit is not documented."""

_SEARCH: Shape = {
    "savedSearchId": refused("there are no saved searches in the sandbox"),
    "customfields": refused("the sandbox does not search by custom field"),
}
NO_MOMENT = "0000-00-00 00:00:00"


def listing(search: Shape | None = None, orders: Sequence[str] = ()) -> dict[str, Param]:
    """Return what a list takes: its page, its order, what it searches for."""
    page = {"nbperpage": whole(default=10), "pagenum": whole(default=1)}
    order = {"direction": choice("ASC", "DESC", default="ASC")}
    order |= {"order": choice("", *orders, default="")} if orders else {}
    return {
        "pagination": group(page, default=EMPTY),
        "order": group(order, default=EMPTY),
        "search": group({**_SEARCH, **(search or {})}, default=EMPTY),
    }


def pages(given: Given, items: Sequence[Any], show: Callable[[Any], tuple[str, Any]]) -> dict[str, Any]:
    """Return the page asked of the items, in their order or reversed; `show` returns the key and row of an item.

    Raises:
        RpcError: the page is too large, or none.
    """
    size, number = given["pagination"]["nbperpage"], given["pagination"]["pagenum"]
    if size is not None and size > _PAGE_MAX:
        raise RpcError("E_PAGINATION_MAX", "pagination.nbperpage is too large")
    if not size or size < 1 or not number or number < 1:
        raise RpcError("E_PARAM_INVALID", "pagination is invalid")
    ordered = items[::-1] if given["order"]["direction"] == "DESC" else items
    infos = {
        "nbperpage": size,
        "nbpages": -(-len(items) // size),
        "pagenum": str(number),
        "nbtotal": str(len(items)),
    }
    kept = ordered[size * (number - 1) : size * number]
    return {"infos": infos, "result": dict(show(item) for item in kept) or []}


def moment_text(text: str | None) -> str:
    """Return a timestamp as v1 writes it, `2021-09-23 14:31:01` in Paris."""
    return text[:19].replace("T", " ") if text else NO_MOMENT


def within(text: str | None, given: Given, period: str) -> bool:
    """Tell whether a timestamp is in the period that `<period>_start` and `<period>_end` ask for."""
    second = times.epoch(text) if text else None
    low, high = given.get(f"{period}_start"), given.get(f"{period}_end")
    if low is None and high is None:
        return True
    return second is not None and (low is None or low <= second) and (high is None or second <= high)
