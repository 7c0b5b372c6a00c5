"""A mapping applied to one file: which of several serves, and the origin of each column that it fills."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.codecs import Options, fold
from etl.engine.naming import attribute_of, is_custom_attribute, nearest_few, spaced
from etl.engine.origins import Origin, Piece
from etl.entities import Entity, entity_named
from etl.errors import ConfigError, DataError
from etl.mapping import FileMapping
from etl.results import Problem, Severity


def pick_mapping(
    mappings: Sequence[FileMapping], headers: Sequence[str], *, entity: type[Entity] | None, path: str
) -> FileMapping:
    """Return the mapping that serves a file: the one of the entity, else the one most of whose headers are there.

    Raises:
        ConfigError: none is for the entity, or an entity that a mapping names does not exist.
        DataError: none fits the headers, or several do equally.
    """
    if not mappings:
        return FileMapping()
    fitting = [one for one in mappings if _is_for(one, entity)]
    if not fitting:
        first = mappings[0]
        said = ", ".join(one.entity or "-" for one in mappings)
        raise ConfigError(
            "mapping-entity", place=first.place("entity"), said=said, entity=entity.name if entity else "-"
        )
    present = _positions(headers)
    scores = [sum(fold(header) in present for header in one.headers) for one in fitting]
    best = max(scores)
    if best == 0 and any(one.optional for one in fitting):
        raise DataError("mapping-fit", path=path, headers=[header for header in headers if header])
    chosen = [one for one, score in zip(fitting, scores, strict=True) if score == best]
    if len(chosen) > 1:
        raise DataError("mapping-several", path=path, candidates=[one.entity or "-" for one in chosen])
    return chosen[0]


def _positions(headers: Sequence[str]) -> dict[str, int]:
    """Return folded header -> position; BillingCity is Billing City too, unless another header is."""
    positions: dict[str, int] = {}
    for names in (headers, map(spaced, headers)):
        for position, name in enumerate(names):
            if name:
                positions.setdefault(fold(name), position)
    return positions


def _is_for(mapping: FileMapping, entity: type[Entity] | None) -> bool:
    if mapping.entity is None or entity is None:
        return True
    return entity_named(mapping.entity).family == entity.family


def mapped_origins(
    entity: type[Entity], headers: Sequence[str], mapping: FileMapping, *, path: str
) -> tuple[Origin, ...]:
    """Return the origin of each column that a mapping fills.

    Raises:
        ConfigError: it fills a column twice, or with a constant that the column refuses.
        DataError: it names a column that does not exist, or a header that the file lacks.
    """
    apply = _Apply(entity, _positions(headers), headers, mapping, path)
    origins = (*apply.columns(), *apply.joins(), *apply.splits(), *apply.constants())
    _refuse_doubles(entity, origins, mapping)
    return origins


def _refuse_doubles(entity: type[Entity], origins: Sequence[Origin], mapping: FileMapping) -> None:
    seen: dict[str, Origin] = {}
    for one in origins:
        first = seen.setdefault(one.attribute, one)
        if first is not one:
            column = (
                one.attribute if is_custom_attribute(one.attribute) else entity.column(one.attribute).label
            )
            place = mapping.place("columns", one.header)
            raise ConfigError(
                "mapping-doubled", place=place, column=column, headers=[first.header, one.header]
            )


@dataclass(frozen=True, slots=True)
class _Apply:
    """One mapping, one file."""

    entity: type[Entity]
    positions: dict[str, int]
    shown: Sequence[str]
    mapping: FileMapping
    path: str

    def columns(self) -> Iterator[Origin]:
        rules = ((header, one) for header, rule in self.mapping.columns.items() for one in rule.each)
        for header, rule in rules:
            attribute = self._attribute(rule.column, "columns", header)
            for at in self._at([header], "columns", header):
                yield Origin(
                    attribute,
                    self.shown[at],
                    (at,),
                    values={fold(cell): said for cell, said in rule.values.items()},
                    dates=rule.dates,
                    decimal=rule.decimal,
                )

    def joins(self) -> Iterator[Origin]:
        for column, join in self.mapping.joins.items():
            attribute = self._attribute(column, "joins", column)
            found = self._at(join.headers, "joins", column)
            if found:
                header = " + ".join(self.shown[at] for at in found)
                yield Origin(attribute, header, tuple(found), glue=None if join.first else join.glue)

    def splits(self) -> Iterator[Origin]:
        for header, split in self.mapping.splits.items():
            for at in self._at([header], "splits", header):
                for index, column in enumerate(split.into):
                    piece = Piece(split.at, index, len(split.into), split.rest_at)
                    attribute = self._attribute(column, "splits", header)
                    yield Origin(attribute, self.shown[at], (at,), piece=piece)

    def constants(self) -> Iterator[Origin]:
        for column, value in self.mapping.constants.items():
            attribute = self._attribute(column, "constants", column)
            self._accepts(attribute, column, value)
            yield Origin(attribute, column, constant=value)

    def _attribute(self, column: str, *keys: str) -> str:
        attribute = column if column in self.entity.by_attribute() else attribute_of(self.entity, column)
        if attribute is None:
            raise DataError(
                "map-unknown-column",
                place=self.mapping.place(*keys),
                column=column,
                entity=self.entity.name,
                accepted=nearest_few(self.entity, column),
            )
        return attribute

    def _at(self, headers: Sequence[str], *keys: str) -> list[int]:
        """Return the positions of headers; a missing one is passed over where the mapping says so."""
        found = []
        for header in headers:
            at = self.positions.get(fold(header))
            if at is not None:
                found.append(at)
            elif not self.mapping.optional:
                raise DataError(
                    "map-unknown-header",
                    place=self.mapping.place(*keys),
                    path=self.path,
                    header=header,
                    headers=[one for one in self.shown if one],
                )
        return found

    def _accepts(self, attribute: str, column: str, value: str) -> None:
        if is_custom_attribute(attribute):
            return
        decoded = self.entity.column(attribute).codec.decode([value], options=Options())
        for one in decoded.problems:
            if one.severity is Severity.ERROR:
                said, fix = Problem(one.code, value=value, column=column, params=one.params).texts()
                place = self.mapping.place("constants", column)
                raise ConfigError(
                    "mapping-constant", place=place, value=value, column=column, said=said, fix=fix
                )
