"""Steps that stand for several: one whose rows are of several entities is a step for each of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document
from etl.pipeline.steps import ImportStep

OTHERS, SKIP = "*", "skip"
"""The cells that a route does not name, and the word that leaves rows out."""


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
    if not isinstance(step, ImportStep):
        yield name, step
        return
    chosen = {"only": step.only, "skip": step.skip}
    filters = [{key: cells for key, cells in chosen.items() if cells}] if any(chosen.values()) else []
    if not step.route:
        yield name, step.model_copy(update={"mapping": [*step.mapping, *filters]})
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
        mine = [
            part
            for part in step.mapping
            if not isinstance(part, dict) or part.get("entity", entity) == entity
        ]
        update = {"entity": entity, "mapping": [*mine, *filters, rows], "route": {}}
        yield f"{name}-{entity}", step.model_copy(update=update)


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
