"""Sellsy's API contract as the router reads it: which operation a method and a path name."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from etl.sandbox.contract.refusals import no_route

Operation = dict[str, Any]
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_TEXT_PARAMETERS = {"linkedtype"}


@lru_cache(maxsize=1)
def load() -> "Contract":
    """Return the contract kept in the package (read once)."""
    text = (resources.files("etl.sandbox") / "contract" / "openapi-v2.json").read_text(encoding="utf-8")
    return Contract(json.loads(text))


@dataclass(frozen=True, slots=True)
class Match:
    """The operation a request names: the contract's own template and the values of its parameters."""

    template: str
    parameters: dict[str, int | str]


@dataclass(slots=True)
class Contract:
    """The OpenAPI document, indexed by the shape of its paths (`companies/{}/addresses`)."""

    document: dict[str, Any]
    _shapes: dict[tuple[str, ...], str] = field(init=False)

    def __post_init__(self) -> None:
        self._shapes = {self._shape(template): template for template in self.document["paths"]}

    @staticmethod
    def _shape(template: str) -> tuple[str, ...]:
        return tuple("{}" if part.startswith("{") else part for part in template.strip("/").split("/"))

    def widened(self, paths: dict[str, Any]) -> "Contract":
        """Return the contract with more operations."""
        return Contract({**self.document, "paths": {**self.document["paths"], **paths}}) if paths else self

    def operation(self, method: str, template: str) -> Operation:
        """Return the contract's description of an operation."""
        operation: Operation = self.document["paths"][template][method.lower()]
        return operation

    def operations(self) -> list[tuple[str, str]]:
        """Return every (METHOD, template) of the contract."""
        paths = self.document["paths"].items()
        return [(m, template) for template, item in paths for m in _METHODS if m.lower() in item]

    def match(self, method: str, path: str) -> Match:
        """Find the operation of a request; identifiers are whole numbers, as in Sellsy's own routes.

        Raises:
            Refusal: 404 for a path the contract does not know, 405 for a method it does not have.
        """
        parts = path.strip("/").split("/")
        template = self._template(parts)
        if template is None:
            raise no_route(method, path)
        item = self.document["paths"][template]
        if method.lower() not in item:
            raise no_route(method, path, allowed=tuple(m for m in _METHODS if m.lower() in item))
        return Match(template, _parameters(template, parts))

    def _template(self, parts: list[str]) -> str | None:
        template = self._shapes.get(tuple("{}" if _is_id(part) else part for part in parts))
        if template is None and len(parts) > 1:
            wide = self._shapes.get((parts[0], "{}", *parts[2:]))
            return wide if wide and any(f"{{{name}}}" in wide for name in _TEXT_PARAMETERS) else None
        return template

    def resolve(self, node: Any) -> Any:
        """Follow a `$ref` to what it names."""
        while isinstance(node, dict) and "$ref" in node:
            target: Any = self.document
            for key in node["$ref"].removeprefix("#/").split("/"):
                target = target[key]
            node = target
        return node

    def resolve_all(self, node: Any) -> Any:
        """Follow every `$ref` inside a small schema that does not name itself."""
        node = self.resolve(node)
        if isinstance(node, dict):
            return {key: self.resolve_all(value) for key, value in node.items()}
        return [self.resolve_all(item) for item in node] if isinstance(node, list) else node


def _is_id(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 19


def _parameters(template: str, parts: list[str]) -> dict[str, int | str]:
    pairs = zip(template.strip("/").split("/"), parts, strict=True)
    named = {name[1:-1]: value for name, value in pairs if name.startswith("{")}
    return {name: value if name in _TEXT_PARAMETERS else int(value) for name, value in named.items()}
