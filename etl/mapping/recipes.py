"""Columns that people cut otherwise than Sellsy: a full name in one column, a street in several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.codecs import fold
from etl.entities import Column, Entity
from etl.mapping.column_names import attribute_of, spaced

_FULL_NAMES = frozenset(
    {
        "nom complet", "full name", "fullname", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom",
        "contact name", "nom du contact", "nom contact", "contact", "name", "nom", "last name", "interlocuteur",
    }
)  # fmt: skip
"""Headers that may hold a whole name."""

_SEVERAL = 0.8
"""Share of cells with several words from which such a column does hold whole names."""

_STREETS: tuple[tuple[frozenset[str], ...], ...] = (
    (
        frozenset(
            {"numero", "no", "numero de voie", "numero voie", "no voie", "numero de rue", "street number"}
        ),
        frozenset({"type de voie", "type voie"}),
        frozenset({"rue", "voie", "nom de voie", "nom voie", "libelle voie", "street", "street name"}),
    ),
)
"""Headers whose cells make one line of an address, in order; the one in the middle may be missing."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Headers that together fill columns: several into one (a join), or one into several (a split).

    `rest` is the column of a split that takes what is left.
    """

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rest: Column | None = None

    @property
    def is_split(self) -> bool:
        """Whether one header is cut into several columns."""
        return len(self.columns) > 1


def joins_of(entity: type[Entity], headers: Sequence[str]) -> Iterator[Recipe]:
    """Yield the joins that headers suggest: number and street."""
    if "main.line_1" not in entity.by_attribute():
        return
    known = {fold(spaced(header)): header for header in headers}
    for number, kind, street in _STREETS:
        found = [next((known[one] for one in known if one in some), None) for some in (number, kind, street)]
        if found[0] and found[2]:
            yield Recipe(tuple(one for one in found if one), (entity.column("main.line_1"),))


def splits_of(entity: type[Entity], cells: Mapping[str, Sequence[str]]) -> Iterator[Recipe]:
    """Yield the splits that headers and their cells (by header) suggest: a full name into first and last."""
    taken = {attribute_of(entity, header) for header in cells}
    for header, held in cells.items():
        said = fold(spaced(header))
        if said not in _FULL_NAMES or not held:
            continue
        several = sum(len(cell.split()) > 1 for cell in held) / len(held)
        names = _name_columns(entity, said, taken)
        if names is None or several < _SEVERAL:
            continue
        first, last = names
        family_first = said.startswith("nom") and "prenom" in said
        yield Recipe((header,), (last, first) if family_first else (first, last), last)
        return


def _name_columns(entity: type[Entity], said: str, taken: set[str | None]) -> tuple[Column, Column] | None:
    """Return the columns (first, last name) that a full name fills, None where another header fills them."""
    known = entity.by_attribute()
    for prefix in ("contact.", ""):
        first, last = f"{prefix}first_name", f"{prefix}last_name"
        if first not in known or first in taken:
            continue
        if prefix and "contact" not in said and "name" not in taken:
            continue  # no company beside it: the person is the record
        if said in ("name", "nom", "last name") and (prefix or entity.family != "contact"):
            continue  # the name of a company, or a family name
        return known[first], known[last]
    return None
