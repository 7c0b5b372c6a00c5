"""Steps that stand for several: one whose rows are of several entities is a step for each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document, Place
from etl.pipeline.steps import AssociateStep, DeleteStep, ImportStep

OTHERS, SKIP, YES = "*", "skip", "yes"
"""The cells that a route does not name, the word that leaves rows out, and the one that gives a role."""

LEGACY_ID = "legacy_id"
"""The column of a record's own old id."""


def expanded(steps: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """Return the steps by name, those with a route as one step an entity; who needs them needs all of these.

    Raises:
        ConfigError: a route names no entity, or one that does not exist; with its line.
    """
    parts = {name: [*_parts(name, step, document)] for name, step in steps.items()}
    names = {name: [part for part, _ in each] for name, each in parts.items()}
    every = [pair for each in parts.values() for pair in each]
    return {
        name: step.model_copy(update={"needs": [after for need in step.needs for after in names[need]]})
        for name, step in every
    }


def _parts(name: str, step: Any, document: Document) -> Iterator[tuple[str, Any]]:
    if isinstance(step, AssociateStep):
        step = associating(step)
    if not isinstance(step, ImportStep | DeleteStep):
        yield name, step
        return
    mappings = _mappings(name, step, document)
    if not isinstance(step, ImportStep):
        yield name, step.model_copy(update={"mapping": mappings})
        return
    lines = _below(document, ("steps", name))
    filters = [_mapping(chosen, lines)] if (chosen := _filters(step)) else []
    if not step.route:
        yield name, step.model_copy(update={"mapping": [*mappings, *filters]})
        return
    ((header, route),) = step.route.items()
    _check(name, header, route, document)
    entities = [*dict.fromkeys(entity for entity in route.values() if entity != SKIP)]
    for at, entity in enumerate(entities):
        cells = [cell for cell, to in route.items() if to == entity]
        others = [cell for cell, to in route.items() if to != entity and cell != OTHERS]
        rows: dict[str, Any] = {"skip": {header: others}} if OTHERS in cells else {"only": {header: cells}}
        if at == 0 and OTHERS not in route:
            rows["among"] = {header: [*route]}
        mine = [part for part in mappings if isinstance(part, str) or part.entity in (None, entity)]
        update = {
            "entity": entity,
            "mapping": [*mine, *filters, _mapping(rows, _routed(lines, header))],
            "route": {},
        }
        yield f"{name}-{entity}", step.model_copy(update=update)


def _filters(step: ImportStep) -> dict[str, Any]:
    chosen = {"only": step.only, "skip": step.skip}
    return {key: cells for key, cells in chosen.items() if cells}


def _mappings(name: str, step: Any, document: Document) -> list[Any]:
    """Return the mappings of a step; those it holds itself know their lines."""
    many = isinstance(_at(document.value, ("steps", name, "map")), list)
    place: Place = ("steps", name, "map")
    return [
        part if isinstance(part, str) else _mapping(part, _below(document, (*place, at) if many else place))
        for at, part in enumerate(step.mapping)
    ]


def _at(value: Any, place: Place) -> Any:
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _below(document: Document, place: Place) -> Document:
    """Return the document with the lines of what is at a place."""
    lines = {at[len(place) :]: line for at, line in document.lines.items() if at[: len(place)] == place}
    return Document(document.path, None, lines)


def _routed(document: Document, header: str) -> Document:
    """Return the document with the line of a route as that of the filters that it makes."""
    line = document.line(("route", header))
    return Document(document.path, None, {(key, header): line for key in ("only", "skip", "among")})


def _mapping(sections: Mapping[str, Any], lines: Document) -> Any:
    from etl.mapping.reading import mapping_of  # noqa: PLC0415 - pandas: only where a step has a mapping

    return mapping_of(replace(lines, value=dict(sections)))


def associating(step: AssociateStep) -> ImportStep:
    """Return the step that links the records: an update of the ones that the rows begin at, by their old ids."""
    of = step.associate
    headers = {"from": f"{of.source}_id", "to": f"{of.target}_id", "role": "label", **of.columns}
    columns: dict[str, Any] = {headers["from"]: LEGACY_ID, headers["to"]: f"{of.target}_{LEGACY_ID}"}
    if of.roles:
        columns[headers["role"]] = [
            {
                "column": f"is_{role}",
                "values": {cell: YES for cell, to in of.roles.items() if to == role} | {OTHERS: ""},
            }
            for role in dict.fromkeys(of.roles.values())
        ]
    same = ("on_error", "batch_size", "optional", "needs", "when", "description")
    values = {"import": of.file, "entity": of.source, "mode": "update", "match": LEGACY_ID}
    return ImportStep.model_validate(
        {**values, "map": {"columns": columns}, **{name: getattr(step, name) for name in same}}
    )


def _check(name: str, header: str, route: Mapping[str, str], document: Document) -> None:
    """Refuse a route to what is no entity."""
    from etl.entities import ENTITIES  # noqa: PLC0415 - pandas: only to say what is accepted

    accepted = [entity.name for entity in ENTITIES]
    for cell, entity in route.items():
        if entity not in (*accepted, SKIP):
            line = document.line(("steps", name, "route", header, cell))
            raise ConfigError(
                "pipeline-route", path=document.path, line=line, name=entity, accepted=[*accepted, SKIP]
            )
    if not any(entity in accepted for entity in route.values()):
        line = document.line(("steps", name, "route", header))
        raise ConfigError("pipeline-route", path=document.path, line=line, name=SKIP, accepted=accepted)
