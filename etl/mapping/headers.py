"""Match the columns of a file to those of an entity by the user's mapping, label or alias; never by guess."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from etl.codecs import fold
from etl.core.errors import DataError
from etl.core.record import PERSON
from etl.entities import Entity
from etl.mapping import FileMapping
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import OURS, attribute_of, nearest
from etl.mapping.machine_files import sources_of_machine_file
from etl.mapping.mapped import filled_by, mapped_origins
from etl.mapping.opt_outs import OptOut, without_people
from etl.mapping.whole_names import named_parts, persons_of, whole_where_alone


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that was not read: its header and the nearest known one."""

    header: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """`origins` are how columns are filled, `headers` maps an attribute to the user's header.

    `refusing` are the columns that say who refused campaigns, beside those that say who is subscribed. `persons` are
    the attributes of a contact person that the columns of a person fill in the rows of companies.
    """

    origins: tuple[CellSource, ...]
    headers: Mapping[str, str]
    ignored: tuple[Ignored, ...]
    refusing: tuple[OptOut, ...] = ()
    persons: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, origins: Iterable[CellSource], ignored: Iterable[Ignored] = (), refusing: Iterable[OptOut] = ()
    ) -> Self:
        """Return the map of these sources."""
        kept, refuse = tuple(origins), tuple(refusing)
        if not any(source.attribute.startswith(f"{PERSON}.") for source in kept):
            refuse = tuple(without_people(refuse))
        named = {attribute: opt_out.header for opt_out in refuse for attribute in opt_out.attributes}
        return cls(kept, named | {source.attribute: source.header for source in kept}, tuple(ignored), refuse)

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes the file carries."""
        return frozenset(self.headers) - self.persons

    def only(self, attributes: Collection[str]) -> "HeaderMap":
        """Return the map of these attributes; other columns are ignored."""
        return HeaderMap.of(source for source in self.origins if source.attribute in attributes)

    @property
    def has_people(self) -> bool:
        """Whether rows carry a contact person beside their company."""
        return any(attribute.startswith(f"{PERSON}.") for attribute in self.headers)


def match_headers(
    entity: type[Entity], headers: Sequence[str], *, mapping: FileMapping, path: str
) -> HeaderMap:
    """Map the headers of a file to attributes; a column that the mapping fills is filled by nothing else.

    A constant fills the blank cells of a column that the file has.
    Refusals of campaigns are read whatever the mapping does with their header, even where it ignores it.

    Raises:
        ConfigError: the mapping fills a column twice, or with a constant that it refuses.
        DataError: two headers mean the same column, or the mapping names what does not exist.
    """
    mapped = mapped_origins(entity, headers, mapping, path=path)
    stated = [source for source in mapped if source.stance is None]
    turned = {source.positions[0]: source for source in mapped if source.stance is not None}
    filled = {source.attribute for source in stated if source.positions}
    spoken = {at for source in stated for at in source.positions}
    silent = {fold(header) for header in (*mapping.ignore, *mapping.deciding)}
    known: list[CellSource] = []
    ignored: list[Ignored] = []
    refusing: list[OptOut] = []
    by_machine = sources_of_machine_file(entity, headers)
    for position, header in enumerate(headers):
        is_told = position in spoken or fold(header) in silent
        refuses = (
            OptOut.of_mapped(turned[position], entity)
            if position in turned
            else OptOut.of(header, position, entity)
            if position not in by_machine
            and attribute_of(entity, header) is None
            and not header.startswith(OURS)
            else None
        )
        if refuses is not None and (refuses.stance.refuses or not is_told):
            refusing.append(refuses)
            continue
        if is_told:
            continue
        if position in by_machine:
            source = by_machine[position]
            if source is None or source.attribute in filled:
                ignored.append(Ignored(header, None))
            else:
                known.append(source)
            continue
        attribute = attribute_of(entity, header)
        if attribute is not None and attribute not in filled:
            known.append(CellSource(attribute, header, (position,)))
        elif header and not header.startswith(OURS) and not entity.is_ignored(header):
            ignored.append(Ignored(header, None if attribute else nearest(entity, header)))
    _refuse_duplicates(known, path)
    columns = named_parts(
        [*(source for source in stated if source.positions), *whole_where_alone(known, filled)]
    )
    constants = (source for source in stated if not source.positions)
    whole = HeaderMap.of(filled_by(constants, [*columns]), ignored, refusing)
    persons = persons_of(entity, whole.headers)
    return replace(whole, headers={**whole.headers, **persons}, persons=frozenset(persons))


def _refuse_duplicates(origins: Sequence[CellSource], path: str) -> None:
    by_attribute: dict[str, list[str]] = defaultdict(list)
    for source in origins:
        by_attribute[source.attribute].append(source.header)
    for attribute, headers in by_attribute.items():
        if len(headers) > 1:
            raise DataError("headers-ambiguous", path=path, headers=headers, column=attribute)


def require(entity: type[Entity], headers: HeaderMap, shown: Sequence[str], *, line: int, path: str) -> None:
    """Refuse a file without a column that its records need; `shown` are all its headers.

    Raises:
        DataError: a required column is missing.
    """
    missing = entity.missing(headers.attributes)
    if missing:
        labels = [{"fr": column.fr, "en": column.en} for column in missing]
        raise DataError(
            "headers-missing",
            path=path,
            missing=labels,
            line=line,
            headers=[header for header in shown if header],
            example=labels[0],
            entity=entity.name,
        )


def require_key(entity: type[Entity], headers: HeaderMap, *, path: str) -> None:
    """Refuse a file without a column that identifies the records of its rows.

    Raises:
        DataError: there is none.
    """
    if entity.missing(headers.attributes):
        known = entity.by_attribute()
        keys = [entity.key_attribute(key, known) for key in entity.match]
        accepted = [{"fr": known[key].fr, "en": known[key].en} for key in keys if key in known]
        raise DataError("keys-missing", path=path, accepted=accepted)
