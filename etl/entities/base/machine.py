"""Names of columns for programs: stable snake_case names, the same in every language, with ids beside labels.

Derived from the columns of an entity: a column of names becomes ids and labels, any other one column.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from etl.codecs import Moment, fold
from etl.core.record import PERSON
from etl.entities.base.column import Column
from etl.entities.base.entity import Entity
from etl.entities.base.resource import COMPANIES

CUSTOM = "cf_"
"""Prefix of the names of custom fields."""

UPDATED = "updated"
"""The name of the moment of a record's last change."""

STAFF = "staff"
"""The kind of names that also have an e-mail address."""


class Facet(StrEnum):
    """What a machine column holds of a value: the value, its ids, their names, or e-mail addresses."""

    VALUE = "value"
    IDS = "ids"
    NAME = "name"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class MachineColumn:
    """A column of a file for programs: its name, the declared column behind it, and what it holds of its value."""

    name: str
    column: Column
    facet: Facet = Facet.VALUE


def machine_columns(entity: type[Entity]) -> tuple[MachineColumn, ...]:
    """Return the machine columns of an entity, in the order of its declaration, and when a record last changed."""
    parts = [part for column in entity.columns for part in machine_parts(column)]
    last = updated_column(entity)
    return (*parts, *(() if last is None else machine_parts(last)))


def machine_parts(column: Column) -> tuple[MachineColumn, ...]:
    """Return the machine columns of a declared one."""
    name = column.raw.replace(".", "_")
    several = column.codec.kind == "list"
    if column.attribute == COMPANIES:
        return (MachineColumn("company_ids", column, Facet.IDS),)
    if column.lookup is None:
        return (MachineColumn(name, column),)
    single = name.removesuffix("s") if several else name
    ids = MachineColumn(f"{single}_ids" if several else f"{single}_id", column, Facet.IDS)
    if column.lookup == PERSON:
        return (ids,)
    if column.lookup != STAFF:
        return (ids, MachineColumn(name, column, Facet.NAME))
    email = MachineColumn(f"{single}_emails" if several else f"{single}_email", column, Facet.EMAIL)
    return (ids, email, MachineColumn(f"{single}_names" if several else name, column, Facet.NAME))


def updated_column(entity: type[Entity]) -> Column | None:
    """Return the column of the last change, None where Sellsy dates none."""
    paths = {variant: resource.changed for variant, resource in entity.variants.items() if resource.changed}
    if not paths:
        return None
    return replace(_UPDATED, paths=paths)


_UPDATED = Column(
    UPDATED,
    "Date de dernière modification",
    "Updated",
    Moment(),
    help_fr="Dernière modification dans Sellsy.",
    help_en="The last change in Sellsy.",
)


def custom_name(code: str) -> str:
    """Return the machine name of a custom field, by its code: `cf_secteur_activite`."""
    return CUSTOM + (re.sub(r"[^a-z0-9]+", "_", fold(code)).strip("_") or "field")
