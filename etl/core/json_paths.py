"""JSON documents by dotted paths: read a field of a record, build a payload, compare lists by their items."""

from collections.abc import Mapping

from etl.core.results import JsonValue


def dig(document: Mapping[str, JsonValue], path: str) -> JsonValue:
    """Return the value at a dotted path, None where it is absent.

    Answers name some fields differently from requests: `owner_id` is sent and `owner: {"id"}` comes back,
    `business_segment` is sent as an id and comes back as `{"id", "label"}`, an amount as text and comes back as
    `{"value", "currency"}` (API contract 2.264.0).
    """
    current: JsonValue = document if isinstance(document, dict) else dict(document)
    for key in path.split("."):
        if not isinstance(current, dict):
            return None
        if key not in current and key.endswith("_id") and isinstance(current.get(key[:-3]), dict):
            current = current[key[:-3]]
        else:
            current = current.get(key)
    if isinstance(current, dict) and "id" in current:
        return current["id"]
    if isinstance(current, dict) and current.keys() == {"value", "currency"}:
        return current["value"]
    return current


def nest(fields: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the payload of a flat mapping of dotted paths.

    Raises:
        TypeError: one path is both a value and a group.
    """
    payload: dict[str, JsonValue] = {}
    for path, value in fields.items():
        *parents, last = path.split(".")
        target = payload
        for key in parents:
            child = target.setdefault(key, {})
            if not isinstance(child, dict):
                raise TypeError(f"{path} crosses a value")
            target = child
        target[last] = value
    return payload


def is_empty(value: JsonValue) -> bool:
    """Tell whether a value of the CRM is empty (null, "" and an empty list mean the same)."""
    return value is None or value in ("", [])


def same_items(current: JsonValue, wanted: JsonValue) -> bool:
    """Tell whether two lists hold the same items, in any order; an answer's items may have more keys."""
    if not isinstance(current, list) or not isinstance(wanted, list):
        return False
    keys = {key for item in wanted if isinstance(item, dict) for key in item}
    return sorted(_item(item, keys) for item in current) == sorted(_item(item, keys) for item in wanted)


def _item(item: JsonValue, keys: set[str]) -> str:
    if isinstance(item, dict):
        return str(sorted((key, str(value)) for key, value in item.items() if key in keys or not keys))
    return str(item)


def filled(value: JsonValue, ids: Mapping[str, int]) -> JsonValue:
    """Return a value with ids in place of the op_ids that stand for them, where they are known."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    if isinstance(value, dict):
        return {key: filled(item, ids) for key, item in value.items()}
    return value
