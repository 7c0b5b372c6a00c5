"""Files for programs, read back: of a name's ids and labels the ids are read, an amount with its currency beside it."""

from collections.abc import Mapping, Sequence

from etl.core.record import RECORD_ID
from etl.entities import Entity
from etl.entities.base.machine import CUSTOM, UPDATED, Facet, machine_columns
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import CUSTOM as CUSTOM_ATTRIBUTE

BESIDE = ("_currency", "_unit")
"""Ends of the names of columns that hold the second part of a custom field's value."""

_READ = (Facet.VALUE, Facet.IDS)


def sources_of_machine_file(entity: type[Entity], headers: Sequence[str]) -> Mapping[int, CellSource | None]:
    """Return position -> how a column of a file for programs is read, None where it is not; nothing for other files.

    Such a file has record ids, every header is a machine name or a custom field's, and one is of ids with labels.
    """
    known = {part.name: part for part in machine_columns(entity)}
    own = {header: position for position, header in enumerate(headers) if header}
    telling = (known[header].facet for header in own if header in known)
    if (
        RECORD_ID not in own
        or not all(header in known or header.startswith(CUSTOM) for header in own)
        or not any(facet is not Facet.VALUE for facet in telling)
    ):
        return {}
    sources: dict[int, CellSource | None] = {}
    for header, position in own.items():
        part = known.get(header)
        if part is None:
            sources[position] = _custom(header, own)
        elif part.facet in _READ and header != UPDATED:
            sources[position] = CellSource(part.column.attribute, header, (position,))
        else:
            sources[position] = None
    return sources


def _custom(header: str, own: Mapping[str, int]) -> CellSource | None:
    """Return how the column of a custom field is read: the second part of its value joined to it, or with it."""
    if any(header.endswith(end) and header.removesuffix(end) in own for end in BESIDE):
        return None
    beside = [own[f"{header}{end}"] for end in BESIDE if f"{header}{end}" in own]
    attribute = CUSTOM_ATTRIBUTE + header.removeprefix(CUSTOM)
    if beside:
        return CellSource(attribute, header, (own[header], *beside), glue=" ", needs_first=True)
    return CellSource(attribute, header, (own[header],))
