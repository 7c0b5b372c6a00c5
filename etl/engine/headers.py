"""Which column of the file is which column of the entity: by label, alias or the user's mapping; never by guess."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from etl.codecs import fold
from etl.engine.report import OURS, Ignored
from etl.entities import Entity
from etl.errors import DataError

CUSTOM = "cf:"
"""Prefix of a custom-field column: cf:CODE or cf:name."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a header such as postalCode begins a new word."""

_NEAR = 78.0
"""Similarity (0-100) from which a known header is worth suggesting."""

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """`positions` maps a position in the file to an attribute, `headers` an attribute to the user's header."""

    positions: Mapping[int, str]
    headers: Mapping[str, str]
    ignored: tuple[Ignored, ...]

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes the file carries."""
        return frozenset(self.headers)

    def only(self, attributes: Collection[str]) -> "HeaderMap":
        """Return the map of some attributes; the other columns are left alone."""
        return HeaderMap(
            {p: a for p, a in self.positions.items() if a in attributes},
            {a: h for a, h in self.headers.items() if a in attributes},
            (),
        )

    @property
    def has_people(self) -> bool:
        """Whether rows carry a contact person beside their company."""
        return any(attribute.startswith("contact.") for attribute in self.headers)


def is_custom(header: str) -> bool:
    """Tell whether a header names a custom field."""
    return header.lower().startswith(CUSTOM) and len(header) > len(CUSTOM)


def match_headers(
    entity: type[Entity], headers: Sequence[str], *, mapping: Mapping[str, str], path: str
) -> HeaderMap:
    """Map the headers of a file to attributes.

    Raises:
        DataError: two headers mean the same column, or the mapping names what does not exist.
    """
    stated = _stated(entity, headers, mapping, path)
    positions: dict[int, str] = {}
    ignored: list[Ignored] = []
    for position, header in enumerate(headers):
        attribute = stated.get(header) or attribute_of(entity, header)
        if attribute is not None:
            positions[position] = attribute
        elif header and not header.startswith(OURS) and not entity.is_ignored(header):
            ignored.append(Ignored(header, _nearest(entity, header)))
    _refuse_doubles(positions, headers, path)
    return HeaderMap(positions, {a: headers[p] for p, a in positions.items()}, tuple(ignored))


def attribute_of(entity: type[Entity], header: str) -> str | None:
    """Return the attribute a header names, None when it is unknown."""
    if is_custom(header):
        return CUSTOM + header[len(CUSTOM) :].strip()
    index = entity.header_index()
    return index.get(fold(header)) or index.get(fold(_CAMEL.sub(" ", header)))


def _stated(
    entity: type[Entity], headers: Sequence[str], mapping: Mapping[str, str], path: str
) -> dict[str, str]:
    by_fold = {fold(header): header for header in headers if header}
    stated: dict[str, str] = {}
    for header, column in mapping.items():
        if fold(header) not in by_fold:
            raise DataError("map-unknown-header", path=path, header=header, headers=[h for h in headers if h])
        known = entity.by_attribute()
        attribute = column if column in known else attribute_of(entity, column)
        if attribute is None:
            raise DataError(
                "map-unknown-column", column=column, entity=entity.name, accepted=_nearest_few(entity, column)
            )
        stated[by_fold[fold(header)]] = attribute
    return stated


def _refuse_doubles(positions: Mapping[int, str], headers: Sequence[str], path: str) -> None:
    by_attribute: dict[str, list[str]] = defaultdict(list)
    for position, attribute in positions.items():
        by_attribute[attribute].append(headers[position])
    for attribute, some in by_attribute.items():
        if len(some) > 1:
            raise DataError("headers-ambiguous", path=path, headers=some, column=attribute)


def _labels(entity: type[Entity]) -> list[str]:
    return [label for column in entity.columns for label in dict.fromkeys((column.fr, column.en))]


def _nearest(entity: type[Entity], header: str) -> str | None:
    found = process.extractOne(header, _labels(entity), processor=fold, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None


def _nearest_few(entity: type[Entity], header: str) -> list[str]:
    return [label for label, _, _ in process.extract(header, _labels(entity), processor=fold, limit=_SHOWN)]
