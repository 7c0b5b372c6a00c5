"""Columns that people cut differently from Sellsy: a whole name where a last name is, a street in parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.codecs import fold
from etl.core.record import PERSON
from etl.entities import Column, Entity
from etl.entities.whole_name import FULL_NAME
from etl.mapping.column_names import attribute_of, spaced

_FULL_NAMES = frozenset({"contact name", "nom du contact", "nom contact", "name", "nom", "last name"})
"""Headers of last names that may hold a whole name."""

_SEVERAL = 0.8
"""Share of cells with several words from which such a column holds full names."""

_STREETS: tuple[tuple[frozenset[str], ...], ...] = (
    (
        frozenset(
            {"numero", "no", "numero de voie", "numero voie", "no voie", "numero de rue", "street number"}
        ),
        frozenset({"type de voie", "type voie"}),
        frozenset({"rue", "voie", "nom de voie", "nom voie", "libelle voie", "street", "street name"}),
    ),
)
"""Headers whose cells make a line of an address, in order; the middle one may be missing."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Headers that together fill a column, or one that does not name what it holds."""

    headers: tuple[str, ...]
    column: Column


def joins_of(entity: type[Entity], headers: Sequence[str]) -> Iterator[Recipe]:
    """Yield the joins that headers suggest: number and street."""
    if "main.line_1" not in entity.by_attribute():
        return
    known = {fold(spaced(header)): header for header in headers}
    for number, kind, street in _STREETS:
        parts = [
            next((known[header] for header in known if header in names), None)
            for names in (number, kind, street)
        ]
        if parts[0] and parts[2]:
            yield Recipe(tuple(header for header in parts if header), entity.column("main.line_1"))


def whole_names_of(entity: type[Entity], cells: Mapping[str, Sequence[str]]) -> Iterator[Recipe]:
    """Yield the column of whole names that a header of last names and its cells (by header) suggest."""
    taken = {attribute_of(entity, header) for header in cells}
    for header, texts in cells.items():
        words = fold(spaced(header))
        if words not in _FULL_NAMES or not texts:
            continue
        several = sum(len(cell.split()) > 1 for cell in texts) / len(texts)
        column = _whole_name(entity, words, taken)
        if column is not None and several >= _SEVERAL:
            yield Recipe((header,), column)
            return


def _whole_name(entity: type[Entity], words: str, taken: set[str | None]) -> Column | None:
    """Return the column of whole names that a header fills, None where another header fills first names."""
    known = entity.by_attribute()
    for prefix in (f"{PERSON}.", ""):
        if f"{prefix}{FULL_NAME}" not in known or f"{prefix}first_name" in taken:
            continue
        if prefix and "contact" not in words and "name" not in taken:
            continue  # no company in the file: the person is the record
        if words in ("name", "nom", "last name") and (prefix or entity.naming[0] != "last_name"):
            continue  # the name of a company, or a family name
        return known[f"{prefix}{FULL_NAME}"]
    return None
