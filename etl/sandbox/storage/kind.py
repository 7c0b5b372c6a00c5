"""A kind of record that the contract does not have, as data: its fields; resource, operations and routes follow."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.sandbox.storage.filters import about, period, same_folded, within
from etl.sandbox.storage.resource import Column, Filter, Record, Resource, folded, moment
from etl.sandbox.storage.shape import blank

_STAMPS = ("created", "updated")
_MOMENT = {"type": "string", "format": "date-time"}
_PERIOD = {"type": "object", "properties": {"start": _MOMENT, "end": _MOMENT}}
_ID = {"type": "integer"}

RELATED = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"type": {"type": "string"}, "id": _ID},
        "required": ["type", "id"],
    },
}
"""The schema of what a record hangs on."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: `name` is its path, `noun` what others call it, `fields` the JSON Schema of each field.

    A field `related` names the record that it hangs on, by which it is searched too.

    Answers show besides its id and when it was created and changed; it is searched by these and by its texts.
    """

    name: str
    noun: str
    fields: Mapping[str, Mapping[str, Any]]
    required: tuple[str, ...] = ()
    first_id: int = 970_001

    def resource(self) -> Resource:
        """Return how its records are kept and searched."""
        columns: list[Column] = [folded(name) for name in self._texts()]
        filters: dict[str, Filter] = {name: same_folded(name) for name in self._texts()}
        return Resource(
            name=self.name,
            noun=self.noun,
            first_id=self.first_id,
            updated="updated",
            columns=(*columns, *map(moment, _STAMPS), Column("hangs_on", _subject)),
            orders={name: name for name in ("id", *_STAMPS)},
            filters={
                **filters,
                "id": within("id"),
                "related_objects": about,
                **{name: period(name) for name in _STAMPS},
            },
            template=json.dumps(blank(self._shown())),
        )

    def paths(self) -> dict[str, Any]:
        """Return its operations as a contract describes them."""
        single, page = _answer(self._shown()), _answer({"type": "object"})
        parameters = [
            {"$ref": f"#/components/parameters/{name}"} for name in ("limit", "offset", "direction", "fields")
        ]
        order = {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["id", *_STAMPS]}}
        listing = {"parameters": [*parameters, order], "responses": {"200": page}}
        verify = [{"$ref": "#/components/parameters/verify"}]
        gone = {"204": {"description": ""}}
        created = {"requestBody": _content(self._body(self.required)), "parameters": verify}
        return {
            f"/{self.name}": {"get": listing, "post": {**created, "responses": {"201": single, **gone}}},
            f"/{self.name}/search": {"post": {**listing, "requestBody": _content(self._searched())}},
            f"/{self.name}/{{id}}": {
                "get": {"parameters": parameters[-1:], "responses": {"200": single}},
                "put": {
                    "parameters": verify,
                    "requestBody": _content(self._body(())),
                    "responses": {"200": single, **gone},
                },
                "delete": {"responses": gone},
            },
        }

    def _texts(self) -> list[str]:
        return [name for name, schema in self.fields.items() if schema.get("type") == "string"]

    def _shown(self) -> dict[str, Any]:
        properties = {"id": _ID, **self.fields, **dict.fromkeys(_STAMPS, _MOMENT)}
        return {"type": "object", "properties": properties}

    def _body(self, required: tuple[str, ...]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {**self.fields, "created": _MOMENT},
            "required": list(required),
        }

    def _searched(self) -> dict[str, Any]:
        asked: dict[str, Any] = {name: {"type": "string"} for name in self._texts()}
        asked |= dict.fromkeys(_STAMPS, _PERIOD)
        asked |= {"id": {"type": "array", "items": _ID}, "related_objects": RELATED}
        filters = {"type": "object", "properties": asked}
        return {"type": "object", "properties": {"filters": filters}}


def _subject(record: Record) -> str | None:
    return next((f"{target['type']}:{target['id']}" for target in record.get("related") or ()), None)


def _content(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _answer(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "", **_content(schema)}
