"""Which column of the file is which column of the entity: by the user's mapping, label or alias; never by guess."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from etl.codecs import fold
from etl.engine.mapped import mapped_origins
from etl.engine.naming import attribute_of, nearest
from etl.engine.origins import Origin
from etl.engine.own_headers import OURS
from etl.entities import Entity
from etl.errors import DataError
from etl.mapping import FileMapping


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that was not read: its header and the nearest known one."""

    header: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """`origins` are how columns are filled, `headers` maps an attribute to the user's header."""

    origins: tuple[Origin, ...]
    headers: Mapping[str, str]
    ignored: tuple[Ignored, ...]

    @classmethod
    def of(cls, origins: Iterable[Origin], ignored: Iterable[Ignored] = ()) -> Self:
        """Return the map of some origins."""
        kept = tuple(origins)
        return cls(kept, {one.attribute: one.header for one in kept}, tuple(ignored))

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes the file carries."""
        return frozenset(self.headers)

    def only(self, attributes: Collection[str]) -> "HeaderMap":
        """Return the map of some attributes; the other columns are left alone."""
        return HeaderMap.of(one for one in self.origins if one.attribute in attributes)

    @property
    def has_people(self) -> bool:
        """Whether rows carry a contact person beside their company."""
        return any(attribute.startswith("contact.") for attribute in self.headers)


def match_headers(
    entity: type[Entity], headers: Sequence[str], *, mapping: FileMapping, path: str
) -> HeaderMap:
    """Map the headers of a file to attributes; a column that the mapping fills is filled by nothing else.

    Raises:
        ConfigError: the mapping fills a column twice, or with a constant that it refuses.
        DataError: two headers mean the same column, or the mapping names what does not exist.
    """
    stated = mapped_origins(entity, headers, mapping, path=path)
    filled = {one.attribute for one in stated}
    spoken = {at for one in stated for at in one.positions}
    silent = {fold(header) for header in mapping.ignore}
    known: list[Origin] = []
    ignored: list[Ignored] = []
    for position, header in enumerate(headers):
        if position in spoken or fold(header) in silent:
            continue
        attribute = attribute_of(entity, header)
        if attribute is not None and attribute not in filled:
            known.append(Origin(attribute, header, (position,)))
        elif header and not header.startswith(OURS) and not entity.is_ignored(header):
            ignored.append(Ignored(header, None if attribute else nearest(entity, header)))
    _refuse_doubles(known, path)
    return HeaderMap.of((*stated, *known), ignored)


def _refuse_doubles(origins: Sequence[Origin], path: str) -> None:
    by_attribute: dict[str, list[str]] = defaultdict(list)
    for one in origins:
        by_attribute[one.attribute].append(one.header)
    for attribute, some in by_attribute.items():
        if len(some) > 1:
            raise DataError("headers-ambiguous", path=path, headers=some, column=attribute)
