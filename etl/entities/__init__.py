"""What can be imported and exported; `ENTITIES` lists every entity once."""

from etl.codecs import fold
from etl.entities.base import Column, Entity
from etl.entities.company import Client, Prospect, Supplier
from etl.entities.contact import Contact
from etl.errors import ConfigError

__all__ = ["ENTITIES", "Client", "Column", "Contact", "Entity", "Prospect", "Supplier", "entity_named"]

ENTITIES: tuple[type[Entity], ...] = (Client, Prospect, Supplier, Contact)


def entity_named(name: str) -> type[Entity]:
    """Return an entity by its name or its plural, in French or English.

    Raises:
        ConfigError: there is no such entity; the known ones are listed.
    """
    wanted = fold(name)
    for entity in ENTITIES:
        plurals = [label for label in entity.labels.values()]
        names = {entity.name, f"{entity.name}s", *plurals, *(plural.removesuffix("s") for plural in plurals)}
        if wanted in map(fold, names):
            return entity
    raise ConfigError("entity-unknown", name=name, accepted=[entity.name for entity in ENTITIES])
