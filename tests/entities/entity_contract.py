"""Sellsy's API contract flattened to dotted fields, for the tests of the declarations."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

Fields = dict[str, dict[str, Any]]


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    text = (resources.files("etl.sandbox") / "contract" / "openapi-v2.json").read_text(encoding="utf-8")
    return json.loads(text)


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        document: Any = _document()
        for key in node["$ref"].removeprefix("#/").split("/"):
            document = document[key]
        node = document
    if "allOf" in node:
        merged = {key: value for key, value in node.items() if key != "allOf"}
        merged["properties"] = dict(merged.get("properties", {}))
        for part in map(_resolved, node["allOf"]):
            merged |= {key: value for key, value in part.items() if key not in ("properties", *merged)}
            merged["properties"] |= part.get("properties", {})
        return merged
    return node


def _flat(node: dict[str, Any], prefix: str = "") -> Fields:
    fields: Fields = {}
    for name, part in _resolved(node).get("properties", {}).items():
        whole = _resolved(part)
        if name == "_embed" or part.get("readOnly") or whole.get("readOnly"):
            continue
        inside = _flat(whole, f"{prefix}{name}.")
        fields |= inside or {f"{prefix}{name}": whole}
    return fields


def contract_fields(method: str, path: str) -> Fields:
    """Return dotted field -> schema of what an operation takes in its body, read-only fields left out."""
    body = _document()["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    return _flat(body)


RESOURCES: Mapping[str, tuple[str, str]] = {
    "company": ("/companies", "/companies/{id}"),
    "individual": ("/individuals", "/individuals/{id}"),
    "contact": ("/contacts", "/contacts/{id}"),
    "opportunity": ("/opportunities", "/opportunities/{id}"),
    "event": ("/calendar-events", "/calendar-events/{id}"),
    "task": ("/tasks", "/tasks/{id}"),
    "comment": ("/comments", "/comments/{id}"),
    "address": ("/companies/{companyId}/addresses", "/companies/{companyId}/addresses/{id}"),
}
"""What a column's path is for: where such a record is created, and where it is changed."""
