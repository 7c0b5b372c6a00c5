"""What can be imported and exported; `ENTITIES` lists every entity once, found in this package's modules."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.entities.base.column import PARTS, Column
from etl.entities.base.entity import Entity

__all__ = ["ENTITIES", "PARTS", "Column", "Entity", "discover", "entity_named"]


def discover(path: Iterable[str], package: str) -> Iterator[type[Entity]]:
    """Yield the entities of a package's modules: the subclasses of `Entity` that have a name, as declared."""
    for module in iter_modules(list(path), f"{package}."):
        for found in vars(import_module(module.name)).values():
            if (
                isinstance(found, type)
                and issubclass(found, Entity)
                and found.__module__ == module.name
                and "name" in vars(found)
            ):
                yield found


ENTITIES: tuple[type[Entity], ...] = tuple(
    sorted(discover(__path__, __name__), key=lambda entity: entity.place)
)
"""Every entity, the most used first; where two of a family fit a file equally, the first is taken."""


def entity_named(name: str) -> type[Entity]:
    """Return an entity by its name or a label, singular or plural, in French or English.

    Raises:
        ConfigError: there is no such entity; the known ones are listed.
    """
    wanted = fold(name).removesuffix("s")
    for entity in ENTITIES:
        if wanted in {fold(one).removesuffix("s") for one in (entity.name, *entity.labels.values())}:
            return entity
    raise ConfigError("entity-unknown", name=name, accepted=[entity.name for entity in ENTITIES])
