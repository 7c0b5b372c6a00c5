"""Columns of a file that hold refusals of campaigns: they unsubscribe people, and never subscribe anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from etl.codecs import Options, Refusal
from etl.codecs.base import Cell, CellProblem
from etl.core.record import PERSON
from etl.entities import Entity
from etl.entities.parts import CHANNEL
from etl.mapping.campaigns import Stance, stance_of

_PERSON = f"{PERSON}."


class Mapped(Protocol):
    """A column that a mapping fills, as campaigns need it."""

    @property
    def header(self) -> str:
        """The header of the file."""
        ...

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of its columns."""
        ...

    @property
    def stance(self) -> Stance | None:
        """The stance of its header on campaigns, None where it is read as the column it is mapped to."""
        ...

    @property
    def values(self) -> Mapping[str, str]:
        """Folded cells and their meaning in the mapping."""
        ...


@dataclass(frozen=True, slots=True)
class OptOut:
    """One such column: `attributes` are the campaigns of the row it refuses, those of its contact person too.

    `values` are folded cells and their meaning in a mapped column of subscriptions.
    """

    header: str
    position: int
    stance: Stance
    attributes: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, header: str, position: int, entity: type[Entity]) -> Self | None:
        """Return the opt-out of a header; None where it is about no campaign of the entity's records."""
        stance = stance_of(header)
        return cls._made(header, position, stance, entity, {}) if stance is not None else None

    @classmethod
    def of_mapped(cls, column: Mapped, entity: type[Entity]) -> Self | None:
        """Return the opt-out of a mapped header, None where it is read as the column it is mapped to."""
        if column.stance is None:
            return None
        return cls._made(column.header, column.positions[0], column.stance, entity, column.values)

    @classmethod
    def _made(
        cls, header: str, position: int, stance: Stance, entity: type[Entity], values: Mapping[str, str]
    ) -> Self | None:
        known = entity.by_attribute()
        named = [f"{part}{CHANNEL}{channel}" for part in ("", _PERSON) for channel in stance.channels]
        attributes = tuple(attribute for attribute in named if attribute in known)
        return cls(header, position, stance, attributes, values) if attributes else None

    def about(self, entity: type[Entity]) -> list[str]:
        """Return the labels of the campaigns that it is about."""
        return [
            entity.column(attribute).label
            for attribute in self.attributes
            if not attribute.startswith(_PERSON)
        ]

    def read(self, cells: Sequence[Cell], options: Options) -> tuple[list[int], list[CellProblem]]:
        """Return the positions of the rows that refuse, and the problems of unreadable cells."""
        decoded = Refusal(self.stance.kind, self.values).decode(cells, options=options)
        return [at for at, value in enumerate(decoded.values) if value is False], decoded.problems


def without_people(refusing: Sequence[OptOut]) -> Iterator[OptOut]:
    """Yield the opt-outs of a file whose rows carry no contact person."""
    for column in refusing:
        own = tuple(name for name in column.attributes if not name.startswith(_PERSON))
        yield OptOut(column.header, column.position, column.stance, own, column.values)


def refused_nobody(values: Mapping[str, object]) -> list[str]:
    """Return the attributes of a row that refuse campaigns for a contact person it does not have."""
    people = [name for name in values if name.startswith(_PERSON)]
    return people if all(name.startswith(_PERSON + CHANNEL) for name in people) else []
