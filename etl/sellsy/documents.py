"""Check the shape of an answer once, on arrival, so that other code can rely on it.

Only what the program relies on is checked: ids are numbers, names are text, moments are moments, lists hold records.
An answer that breaks it is rejected as a whole.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from etl.core.errors import FatalApiError
from etl.core.results import JsonValue

_DIGITS = re.compile(r"[0-9]{1,18}")
_SECONDS = re.compile(r"-?[0-9]{1,11}")
_MOST = 10**18 - 1
_NONE = {type(None)}
_YEARS = range(1900, 2500)

_WEBHOOKS = "/webhooks"
"""Start of the paths whose event ids are words."""


def whole(value: object) -> int | None:
    """Return the number that an id or a count is, in digits or as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    return int(text) if _DIGITS.fullmatch(text) else None


def _is_whole(value: object) -> bool:
    return whole(value) is not None


def _is_whole_or_blank(value: object) -> bool:
    return value == "" or whole(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_label(value: object) -> bool:
    return isinstance(value, str | dict)


def _is_amount(value: object) -> bool:
    try:
        return value == "" or isinstance(value, dict) or Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _is_second_or_blank(value: object) -> bool:
    return value == "" or (not isinstance(value, bool) and _SECONDS.fullmatch(str(value)) is not None)


def _is_moment(value: object) -> bool:
    if value == "":
        return True
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None and moment.year in _YEARS


_Rules = Mapping[str, Callable[[object], bool]]

_V2: _Rules = {
    **dict.fromkeys(("id", "owner_id", "parent_id", "unit_id", "rate_category_id"), _is_whole),
    **dict.fromkeys(("accounting_code_id", "accounting_purchase_code_id"), _is_whole),
    **dict.fromkeys(("invoicing_address_id", "delivery_address_id"), _is_whole),
    **dict.fromkeys(("main_contact_id", "invoicing_contact_id", "dunning_contact_id"), _is_whole),
    **dict.fromkeys(("type", "name", "code", "last_name", "first_name", "reference"), _is_text),
    "label": _is_label,
    "amount": _is_amount,
    **dict.fromkeys(("created", "updated", "updated_at", "created_at", "updated_status"), _is_moment),
}
"""Key -> what it holds wherever it stands, unless it is empty (API contract 2.264.0)."""

_PARTICIPANTS: _Rules = {key: rule for key, rule in _V2.items() if key != "id"}
"""The same below the participants of an event: the id of an outsider is an e-mail address."""

_V1: _Rules = {
    **dict.fromkeys(("id", "thirdid", "linkedid", "nbpages", "nbAnnotations"), _is_whole_or_blank),
    **dict.fromkeys(("timestamp", "timestampStart", "timestampEnd"), _is_second_or_blank),
}
"""The same for API v1, which gives numbers as text."""

_RECORDS = (
    "companies", "individuals", "contacts", "opportunities", "tasks", "calendar-events", "comments", "addresses",
    "staffs", "pipelines", "sources", "steps", "labels", "units", "webhooks",
)  # fmt: skip
_NEEDED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_RECORDS, ("id",)),
    **dict.fromkeys(("smart-tags", "autocomplete"), ("id", "value")),
    **dict.fromkeys(("pipelines", "sources", "steps"), ("id", "name")),
    **dict.fromkeys(("rate-categories", "units"), ("id", "label")),
    "accounting-codes": ("id", "code"),
    "custom-fields": ("id",),
}
"""Last word of a list's path -> the required keys of its records."""

_ITEMS: Mapping[str, tuple[str, ...]] = {
    "custom_fields": ("id",), "smart_tags": ("value",), "related": ("id",), "items": ("id", "label"),
}  # fmt: skip
"""Key of a list inside a record -> the required keys of its objects."""


def checked(
    body: Any, *, path: str, method: str = "GET", query: Mapping[str, JsonValue] | None = None
) -> Any:
    """Return the answer of a read of API v2; a `query` may ask for some fields only.

    Raises:
        FatalApiError: it is neither a record nor a list, or a value in it has the wrong type.
    """
    try:
        _check(body, path.partition("?")[0], (query or {}).get("field[]"))
    except _OddError as odd:
        code = "api-unexpected" if str(odd) == _LIST else "api-odd"
        raise FatalApiError(code, method=method, path=path, key=str(odd)) from None
    return body


def all_right(reads: Iterable[tuple[str, Mapping[str, JsonValue] | None, Any]]) -> bool:
    """Tell whether the (path, query, answer) of reads are all plainly right; False where `checked` may reject one."""
    bodies = []
    try:
        for path, query, body in reads:
            path = path.partition("?")[0]  # noqa: PLW2901 - only the path without its query counts
            _check_shape(body, path, (query or {}).get("field[]"))
            if not path.startswith(_WEBHOOKS):
                bodies.append(body)
    except _OddError:
        return False
    return _are_plain(bodies, _V2)


def checked_v1(response: Any, *, method: str) -> Any:
    """Return the answer of a read of API v1.

    Raises:
        FatalApiError: as `checked`.
    """
    try:
        _walk(response, _V1, "")
    except _OddError as odd:
        raise FatalApiError("api-odd", method="POST", path=method, key=str(odd)) from None
    return response


def records_of(body: Any) -> list[dict[str, JsonValue]]:
    """Return the records of a list that was checked."""
    data = body if isinstance(body, list) else body.get("data") if isinstance(body, dict) else None
    return data if isinstance(data, list) else []


def total_of(body: Any, *, path: str) -> int:
    """Return the total that a list states.

    Raises:
        FatalApiError: it states none.
    """
    listed = body.get("pagination") if isinstance(body, dict) else None
    total = whole(listed.get("total")) if isinstance(listed, dict) else None
    if total is None:
        raise FatalApiError("api-odd", method="GET", path=path, key="pagination.total")
    return total


_LIST = "data"


class _OddError(Exception):
    """The place of a wrong value in an answer."""


def _check(body: Any, path: str, fields: JsonValue) -> None:
    _check_shape(body, path, fields)
    if not path.startswith(_WEBHOOKS) and not _are_plain([body], _V2):
        _walk(body, _V2, "")


def _check_shape(body: Any, path: str, fields: JsonValue) -> None:
    """Check that an answer is what its path gives: a record, or a list of records with what each must have."""
    last = path.removesuffix("/search").rpartition("/")[2]
    if last.isdecimal():
        _lacks_nothing(body, ("id",), "id")
    elif path.endswith("/search") or last in _NEEDED:
        if not isinstance(body, list) and not isinstance(
            body.get("data") if isinstance(body, dict) else None, list
        ):
            raise _OddError(_LIST)
        required = ("id",) if path.endswith("/search") else ()
        needed = ("id", "type") if path == "/custom-fields" else _NEEDED.get(last, required)
        if isinstance(fields, list):
            needed = tuple(key for key in needed if key in fields)
        for rank, record in enumerate(records_of(body)):
            if not isinstance(record, dict):
                raise _OddError(_LIST)
            if not _has_all(record, needed):
                _lacks_nothing(record, needed, f"data.{rank}")
    elif not isinstance(body, dict | list):
        raise _OddError(_LIST)


def _has_all(record: Mapping[str, Any], needed: tuple[str, ...]) -> bool:
    return all(record.get(key) not in (None, "") for key in needed)


def _lacks_nothing(record: Any, needed: tuple[str, ...], place: str) -> None:
    if not isinstance(record, dict):
        raise _OddError(place)
    for key in needed:
        if record.get(key) in (None, ""):
            raise _OddError(place if place.endswith(key) else f"{place}.{key}")


def _are_plain(nodes: Sequence[Any], rules: _Rules) -> bool:
    """Tell whether `_walk` would accept every node, where that is quickly seen: a column of like records at a time."""
    shapes: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for node in nodes:
        if node.__class__ is dict:
            shapes[tuple(node)].append(node.values())
        elif node.__class__ is list:
            return False
    return all(
        _is_plain_column(key, column, rules)
        for keys, records in shapes.items()
        for key, column in zip(keys, zip(*records, strict=True), strict=True)
    )


def _is_plain_column(key: str, column: Sequence[Any], rules: _Rules) -> bool:
    kinds = {*map(type, column)} - _NONE
    if kinds and (rule := rules.get(key)) is not None and not _all_keep(rule, column, kinds):
        return False
    if dict in kinds and not _are_plain([value for value in column if value.__class__ is dict], rules):
        return False
    if list not in kinds:
        return True
    items = [item for value in column if value.__class__ is list for item in value]
    needed = _ITEMS.get(key, ()) if rules is _V2 else ()
    if needed and not all(_has_all(item, needed) for item in items if item.__class__ is dict):
        return False
    return _are_plain(items, _PARTICIPANTS if key == "participants" and rules is _V2 else rules)


def _all_keep(rule: Callable[[object], bool], column: Sequence[Any], kinds: set[type]) -> bool:
    """Tell whether all values but None keep a rule; equal ones of one kind are tried once."""
    if kinds == {str}:
        return rule is _is_text or all(map(rule, {*column} - {None}))
    if kinds == {int} and rule is _is_whole:
        numbers = {*column} - {None}
        return bool(min(numbers) >= 0 and max(numbers) <= _MOST)
    return all(rule(value) for value in column if value is not None)


def _walk(node: Any, rules: _Rules, above: str) -> None:
    """Check the values below a place."""
    if node.__class__ is list:
        node = {"": node}
    elif node.__class__ is not dict:
        return
    for key, value in node.items():
        rule = rules.get(key)
        if rule is not None and value is not None and not rule(value):
            raise _OddError(f"{above}{key}")
        if value.__class__ is dict:
            _walk(value, rules, f"{above}{key}.")
        elif value.__class__ is list:
            needed = _ITEMS.get(key, ()) if rules is _V2 else ()
            below = _PARTICIPANTS if key == "participants" and rules is _V2 else rules
            for rank, item in enumerate(value):
                if needed and isinstance(item, dict):
                    _lacks_nothing(item, needed, f"{above}{key}.{rank}")
                _walk(item, below, f"{above}{key}.{rank}.")
