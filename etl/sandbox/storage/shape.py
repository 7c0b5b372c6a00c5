"""The shape of an answer: what a record holds before anything is written, and what `field[]` keeps of it."""

from collections.abc import Sequence
from typing import Any

from etl.sandbox.storage.resource import Record

_EMPTY_TEXTS = {"note"}


def blank(schema: dict[str, Any]) -> Record:
    """Return a record with every property of an answer's schema, empty the way Sellsy leaves them.

    Nothing is null except notes (an empty text), booleans (false), lists (empty) and groups (their own
    blanks).
    """
    properties = schema.get("properties", {})
    return {name: _empty(name, part) for name, part in properties.items() if name != "_embed"}


def _empty(name: str, schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if name in _EMPTY_TEXTS:
        return ""
    if kind == "boolean":
        return False
    if kind == "array":
        return []
    if kind == "object" and "id" not in schema.get("properties", {}):
        return {key: _empty(key, part) for key, part in schema.get("properties", {}).items()}
    return None


def narrow(record: Record, fields: Sequence[str]) -> Record:
    """Return only the asked fields; `legal_france.siret` keeps one key of a group."""
    if not fields:
        return record
    out: Record = {}
    for field in fields:
        head, _, rest = field.partition(".")
        if head not in record:
            continue
        if rest and isinstance(record[head], dict):
            out.setdefault(head, {}).update(narrow(record[head], (rest,)))
        else:
            out[head] = record[head]
    if "_embed" in record:
        out["_embed"] = record["_embed"]
    return out
