"""The contract's OpenAPI 3.0 schemas turned into JSON Schema validators, compiled once and kept.

OpenAPI's `nullable` becomes the type null, `allOf` of objects becomes one object, read-only keys are
accepted and dropped, and keys the contract does not know are refused (recorded behaviour) unless the
sandbox is lenient.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from etl.sandbox.contract.formats import CHECKER
from etl.sandbox.contract.openapi import Contract
from etl.sandbox.contract.refusals import Refusal, invalid

Schema = dict[str, Any]
_KEPT = (
    "type", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "format",
    "uniqueItems", "minItems", "maxItems",
)  # fmt: skip
_TYPES = {
    "string": "un texte", "integer": "un entier", "number": "un nombre", "boolean": "un booléen",
    "array": "une liste", "object": "un objet", "null": "vide",
}  # fmt: skip


class Schemas:
    """Validators of request bodies, by operation; `strict` refuses keys the contract does not know."""

    def __init__(self, contract: Contract, *, strict: bool = True) -> None:
        self._contract = contract
        self._strict = strict
        self._bodies: dict[tuple[str, str], tuple[Schema, Draft202012Validator] | None] = {}

    def check_body(self, method: str, template: str, *, body: Any) -> Any:
        """Return the body without its read-only (or, when lenient, unknown) keys.

        Raises:
            Refusal: 400 with one detail per wrong field.
        """
        compiled = self._body(method, template)
        if compiled is None:
            return body
        schema, validator = compiled
        details = dict(details_of(validator.iter_errors(body)))
        if details:
            raise invalid(details)
        return _writable(schema, body)

    def accepts_null(self, method: str, template: str) -> bool:
        """Tell whether an operation takes a null body."""
        schema = self.body_schema(method, template)
        return schema is not None and "null" in schema.get("type", ())

    def body_schema(self, method: str, template: str) -> Schema | None:
        """Return the JSON Schema of a request body, None when the operation has none."""
        compiled = self._body(method, template)
        return compiled[0] if compiled else None

    def answer_schema(self, method: str, template: str, *, status: int) -> Schema | None:
        """Return the JSON Schema of an answer, None when it has no content."""
        answer = self._contract.operation(method, template)["responses"].get(str(status), {})
        content = self._contract.resolve(answer).get("content", {}).get("application/json")
        return self._convert(content["schema"], strict=False, request=False) if content else None

    def _body(self, method: str, template: str) -> tuple[Schema, Draft202012Validator] | None:
        key = (method, template)
        if key not in self._bodies:
            content = self._contract.operation(method, template).get("requestBody", {}).get("content", {})
            media = content.get("application/json")
            if media is None:
                self._bodies[key] = None
            else:
                schema = self._convert(media["schema"], strict=self._strict, request=True)
                self._bodies[key] = (schema, Draft202012Validator(schema, format_checker=CHECKER))
        return self._bodies[key]

    def _convert(self, node: Any, *, strict: bool, request: bool, inside: tuple[str, ...] = ()) -> Schema:
        if "$ref" in node:
            if node["$ref"] in inside:
                return {}
            inside = (*inside, node["$ref"])
            return self._convert(self._contract.resolve(node), strict=strict, request=request, inside=inside)
        if "allOf" in node:
            node = self._merged(node)
        out = {key: node[key] for key in _KEPT if key in node}
        out |= self._combined(node, request=request, inside=inside)
        if "items" in node:
            out["items"] = self._convert(node["items"], strict=strict, request=request, inside=inside)
        if "properties" in node:
            out |= self._object(node, strict=strict, request=request, inside=inside)
        return _nullable(out) if node.get("nullable") else out

    def _combined(self, node: Schema, *, request: bool, inside: tuple[str, ...]) -> Schema:
        # Inside alternatives only the contract's own refusals hold: {"id", "value"} is a fair smart tag.
        return {
            key: [self._convert(part, strict=False, request=request, inside=inside) for part in node[key]]
            for key in ("anyOf", "oneOf")
            if key in node
        }

    def _object(self, node: Schema, *, strict: bool, request: bool, inside: tuple[str, ...]) -> Schema:
        properties: dict[str, Any] = {}
        hidden = []
        for name, part in node["properties"].items():
            target = self._contract.resolve(part)
            if request and (name == "_embed" or part.get("readOnly") or target.get("readOnly")):
                properties[name] = {}
                hidden.append(name)
            else:
                properties[name] = self._convert(part, strict=strict, request=request, inside=inside)
        out: Schema = {"properties": properties, "x-hidden": hidden}
        required = [name for name in node.get("required", ()) if name not in hidden]
        if required and (request or set(required) <= set(properties)):
            out["required"] = required
        if request and (strict or (self._strict and node.get("additionalProperties") is False)):
            out["additionalProperties"] = False
        return out

    def _merged(self, node: Schema) -> Schema:
        """Return an `allOf` as one schema: properties joined (the later wins), everything else overlaid."""
        merged: Schema = {"properties": {}, "required": []}
        for part in (*node["allOf"], {key: value for key, value in node.items() if key != "allOf"}):
            whole = self._contract.resolve(part)
            whole = self._merged(whole) if "allOf" in whole else whole
            merged["properties"].update(whole.get("properties", {}))
            merged["required"] += whole.get("required", [])
            skipped = ("properties", "required", "readOnly", "additionalProperties")
            merged |= {key: value for key, value in whole.items() if key not in skipped}
        if not merged["properties"]:
            del merged["properties"]
        return merged


def _nullable(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        if "anyOf" in schema:
            schema["anyOf"] = [*schema["anyOf"], {"type": "null"}]
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def _writable(schema: Schema, body: Any) -> Any:
    properties = schema.get("properties")
    if properties is None or not isinstance(body, dict):
        return body
    hidden = schema["x-hidden"]
    kept = {key: value for key, value in body.items() if key in properties and key not in hidden}
    return {key: _writable(properties[key], value) for key, value in kept.items()}


def details_of(errors: Iterator[ValidationError]) -> Iterator[tuple[str, str]]:
    """Yield (dotted field, French phrase) for each thing wrong."""
    for error in errors:
        where = [str(part) for part in error.absolute_path]
        schema: Any = error.schema
        given: Any = error.instance
        if error.validator == "required":
            for name in schema["required"]:
                if name not in given:
                    yield ".".join((*where, name)), "Ce champ est manquant"
        elif error.validator == "additionalProperties":
            for name in given:
                if name not in schema["properties"]:
                    yield ".".join((*where, name)), "Ce champ est inconnu"
        else:
            yield ".".join(where) or "body", _phrase(error)


def _phrase(error: ValidationError) -> str:
    rule = error.validator
    wanted: Any = error.validator_value
    if rule == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        return f"Ce champ doit être {' ou '.join(_TYPES[name] for name in names)}"
    if rule == "enum":
        return f"Ce champ doit valoir {', '.join(str(value) for value in wanted if value is not None)}"
    phrases: Mapping[str, str] = {
        "maxLength": f"Ce champ est trop long (maximum {wanted} caractères)",
        "minLength": f"Ce champ est trop court (minimum {wanted} caractères)",
        "maximum": f"Ce champ doit être inférieur ou égal à {wanted}",
        "minimum": f"Ce champ doit être supérieur ou égal à {wanted}",
        "maxItems": f"Ce champ accepte au plus {wanted} éléments",
        "minItems": f"Ce champ demande au moins {wanted} éléments",
        "uniqueItems": "Ce champ contient des doublons",
        "format": f"Ce champ n'est pas au format {wanted}",
        "pattern": f"Ce champ ne suit pas le motif {wanted}",
    }
    return phrases.get(str(rule), "Ce champ ne correspond à aucune des formes acceptées")


def missing_body() -> Refusal:
    """Return the 400 of a request whose body is not JSON."""
    return Refusal(400, "Le contenu de la requête est invalide: le corps n'est pas un JSON lisible.")
