"""Kinds of records that can be imported and exported; `ENTITIES` lists those of this package and of others.

A package of its own offers an entity by an entry point of the group `sellsy_etl.entities` that names its class.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.entities.base.column import PARTS, Column
from etl.entities.base.entity import Entity
from etl.entities.base.resource import RESOURCES

__all__ = ["ENTITIES", "PARTS", "Column", "Entity", "discover", "entity_named", "register", "withdraw"]

GROUP = "sellsy_etl.entities"
"""Group of the entry points by which other packages offer entities."""

ENTITIES: list[type[Entity]] = []
"""Every entity, most used first; where two of a family fit a file equally, the first is chosen."""


def discover(path: Iterable[str], package: str) -> Iterator[type[Entity]]:
    """Yield the entities of a package's modules: the subclasses of `Entity` that have a name, as declared."""
    for module in iter_modules(list(path), f"{package}."):
        for value in vars(import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, Entity)
                and value.__module__ == module.name
                and "name" in vars(value)
            ):
                yield value


def register(entity: type[Entity]) -> None:
    """Add an entity and its resources to those that can be imported and exported."""
    ENTITIES.append(entity)
    ENTITIES.sort(key=lambda other: other.place)
    for variant, resource in entity.variants.items():
        RESOURCES.setdefault(variant, resource)


def withdraw(entity: type[Entity]) -> None:
    """Undo `register`; resources that other entities share stay."""
    ENTITIES.remove(entity)
    for variant in entity.variants:
        if not any(variant in other.variants for other in ENTITIES):
            del RESOURCES[variant]


def entity_named(name: str) -> type[Entity]:
    """Return an entity by its name or a label, singular or plural, in French or English.

    Raises:
        ConfigError: there is no such entity; the known ones are listed.
    """
    wanted = fold(name).removesuffix("s")
    for entity in ENTITIES:
        if wanted in {fold(label).removesuffix("s") for label in (entity.name, *entity.labels.values())}:
            return entity
    raise ConfigError("entity-unknown", name=name, accepted=[entity.name for entity in ENTITIES])


for _entity in sorted(discover(__path__, __name__), key=lambda entity: entity.place):
    register(_entity)
for _point in entry_points(group=GROUP):
    register(_point.load())
