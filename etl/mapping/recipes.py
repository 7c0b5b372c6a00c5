"""Columns that people split differently from Sellsy: a full name in a column, a street in several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.codecs import fold
from etl.core.record import PERSON
from etl.entities import Column, Entity
from etl.mapping.column_names import attribute_of, spaced

_FULL_NAMES = frozenset(
    {
        "nom complet", "full name", "fullname", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom",
        "contact name", "nom du contact", "nom contact", "contact", "name", "nom", "last name", "interlocuteur",
    }
)  # fmt: skip
"""Headers that may hold a full name."""

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
    """Headers that together fill columns: several into one (a join), or one into several (a split).

    `rest` is the column of a split that takes the remainder.
    """

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rest: Column | None = None

    @property
    def is_split(self) -> bool:
        """Whether a header is split into several columns."""
        return len(self.columns) > 1


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
            yield Recipe(tuple(header for header in parts if header), (entity.column("main.line_1"),))


def splits_of(entity: type[Entity], cells: Mapping[str, Sequence[str]]) -> Iterator[Recipe]:
    """Yield the splits that headers and their cells (by header) suggest: a full name into first and last."""
    taken = {attribute_of(entity, header) for header in cells}
    for header, texts in cells.items():
        words = fold(spaced(header))
        if words not in _FULL_NAMES or not texts:
            continue
        several = sum(len(cell.split()) > 1 for cell in texts) / len(texts)
        names = _name_columns(entity, words, taken)
        if names is None or several < _SEVERAL:
            continue
        first, last = names
        family_first = words.startswith("nom") and "prenom" in words
        yield Recipe((header,), (last, first) if family_first else (first, last), last)
        return


def _name_columns(entity: type[Entity], words: str, taken: set[str | None]) -> tuple[Column, Column] | None:
    """Return the columns (first, last name) that a full name fills, None where another header fills them."""
    known = entity.by_attribute()
    for prefix in (f"{PERSON}.", ""):
        first, last = f"{prefix}first_name", f"{prefix}last_name"
        if first not in known or first in taken:
            continue
        if prefix and "contact" not in words and "name" not in taken:
            continue  # no company in the file: the person is the record
        if words in ("name", "nom", "last name") and (prefix or entity.naming[0] != "last_name"):
            continue  # the name of a company, or a family name
        return known[first], known[last]
    return None
