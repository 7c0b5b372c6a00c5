"""Columns of whole names: each is read as the civility, the first and the last name of a person."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from etl.codecs import fold
from etl.codecs.french.person_names import Order
from etl.core.record import PERSON, RECORD_ID
from etl.entities import Entity
from etl.entities.whole_name import FULL_NAME, NAME_PARTS
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import spaced

_LAST = f"{PERSON}.last_name"
_WHOLE = frozenset({"nom du contact", "nom contact", "contact nom", "contact name"})
"""Headers of a contact's last name that hold the whole name where no column has the first name."""


def named_parts(sources: Sequence[CellSource]) -> Iterator[CellSource]:
    """Yield sources, those of whole names as the columns that they fill and that no other header fills."""
    filled = {source.attribute for source in sources}
    for source in sources:
        prefix, _, name = source.attribute.rpartition(".")
        if name != FULL_NAME:
            yield source
            continue
        parts = {part: f"{prefix}.{part}" if prefix else part for part in NAME_PARTS}
        if parts["last_name"] in filled:
            continue
        if parts["first_name"] in filled:
            yield replace(source, attribute=parts["last_name"])
            continue
        for part, attribute in parts.items():
            if attribute not in filled:
                yield replace(source, attribute=attribute, person=part, order=_order(source.header))


def whole_where_alone(sources: Sequence[CellSource], filled: Collection[str]) -> list[CellSource]:
    """Return sources, the contact's last name as a whole name where no column has the first; not in our own exports."""
    known = {*filled, *(source.attribute for source in sources)}
    if not known.isdisjoint({f"{PERSON}.first_name", f"{PERSON}.{RECORD_ID}", RECORD_ID}):
        return [*sources]
    return [
        replace(source, attribute=f"{PERSON}.{FULL_NAME}")
        if source.attribute == _LAST and fold(spaced(source.header)) in _WHOLE
        else source
        for source in sources
    ]


def persons_of(entity: type[Entity], headers: Mapping[str, str]) -> dict[str, str]:
    """Return, by column of the contact person, the header that fills it where the row is a company."""
    if "name" not in headers:
        return {}
    return {
        contacts: headers[own]
        for own, contacts in entity.persons.items()
        if own in headers and contacts not in headers
    }


def _order(header: str) -> Order | None:
    """Return the order that a header states: `Nom et prénom`, `Prénom Nom`."""
    words = fold(spaced(header)).split()
    places = [words.index(word) if word in words else -1 for word in ("prenom", "nom")]
    if -1 in places:
        return None
    return "given" if places[0] < places[1] else "family"
