"""A mapping applied to one file: which of several serves, and the origin of each column that it fills."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.codecs import Options, fold
from etl.core.errors import ConfigError, DataError
from etl.core.results import Problem, Severity
from etl.entities import Entity
from etl.entities.parts import CHANNEL
from etl.mapping import FileMapping
from etl.mapping.campaigns import mapped_stance
from etl.mapping.cell_sources import CellSource, Piece
from etl.mapping.column_names import attribute_of, is_custom_attribute, nearest_few, spaced


def pick_mapping(
    mappings: Sequence[FileMapping], headers: Sequence[str], *, entity: type[Entity] | None, path: str
) -> FileMapping:
    """Return the mapping that serves a file: the one of the entity, else the one most of whose headers are there.

    Among several without a chosen entity, a mapping that could create nothing from the file does not fit, nor one
    whose signs are missing: a type and a description do not identify an entity.

    Raises:
        ConfigError: none is for the entity, or an entity that a mapping names does not exist.
        DataError: none fits the headers, or several do equally.
    """
    if not mappings:
        return FileMapping()
    fitting = [mapping for mapping in mappings if _is_for(mapping, entity)]
    if not fitting:
        first = mappings[0]
        entities = ", ".join(mapping.entity or "-" for mapping in mappings)
        raise ConfigError(
            "mapping-entity",
            place=first.place("entity"),
            said=entities,
            entity=entity.name if entity else "-",
        )
    present = _positions(headers)
    scores = [sum(fold(header) in present for header in mapping.headers) for mapping in fitting]
    best = max(scores)
    if best == 0 and any(mapping.optional for mapping in fitting):
        raise DataError("mapping-fit", path=path, headers=[header for header in headers if header])
    if entity is None and len(fitting) > 1:
        likely = [
            at
            for at, mapping in enumerate(fitting)
            if scores[at] and _is_likely(mapping, headers, scores[at])
        ]
        if not likely:
            candidates = [
                mapping.entity or "-" for mapping, score in zip(fitting, scores, strict=True) if score
            ]
            raise DataError("mapping-unlike", path=path, candidates=candidates)
        fitting, scores = [fitting[at] for at in likely], [scores[at] for at in likely]
        best = max(scores)
    chosen = [mapping for mapping, score in zip(fitting, scores, strict=True) if score == best]
    if len(chosen) > 1:
        raise DataError(
            "mapping-several", path=path, candidates=[mapping.entity or "-" for mapping in chosen]
        )
    return chosen[0]


def _is_likely(mapping: FileMapping, headers: Sequence[str], score: int) -> bool:
    """Tell whether a mapping may fit a file: it can create records, or it reads most headers (an update)."""
    present = _positions(headers)
    if mapping.signs and not any(fold(sign) in present for sign in mapping.signs):
        return False
    entity = mapping.kind
    if entity is None or 2 * score >= sum(1 for header in headers if header):
        return True
    named = {attribute_of(entity, header) for header in headers}
    named |= {
        column if column in entity.by_attribute() else attribute_of(entity, column)
        for column in _filled(mapping, present)
    }
    attributes = {attribute for attribute in named if attribute is not None}
    first = next((column.attribute for column in entity.columns if column.required), "name")
    return not attributes.isdisjoint({first, entity.key_attribute("name", attributes)})


def _filled(mapping: FileMapping, present: Collection[str]) -> Iterator[str]:
    """Yield the columns that a mapping fills in a file with these folded headers."""
    yield from mapping.constants
    for header, rule in mapping.columns.items():
        if fold(header) in present:
            yield from (filled.column for filled in rule.each)
    for column, join in mapping.joins.items():
        if any(fold(header) in present for header in join.headers):
            yield column
    for header, split in mapping.splits.items():
        if fold(header) in present:
            yield from split.into


def _positions(headers: Sequence[str]) -> dict[str, int]:
    """Return folded header -> position; BillingCity is Billing City too, unless another header is."""
    positions: dict[str, int] = {}
    for names in (headers, map(spaced, headers)):
        for position, name in enumerate(names):
            if name:
                positions.setdefault(fold(name), position)
    return positions


def _is_for(mapping: FileMapping, entity: type[Entity] | None) -> bool:
    kind = mapping.kind
    return kind is None or entity is None or kind.family == entity.family


def mapped_origins(
    entity: type[Entity], headers: Sequence[str], mapping: FileMapping, *, path: str
) -> tuple[CellSource, ...]:
    """Return the source of each column that a mapping fills.

    A header of refusals has its `stance`, whatever column of campaigns it is mapped to.

    Raises:
        ConfigError: it fills a column twice, or with a constant that the column refuses.
        DataError: it names a column that does not exist, or a header that the file lacks.
    """
    apply = _Apply(entity, _positions(headers), headers, mapping, path)
    origins = (*apply.columns(), *apply.joins(), *apply.splits())
    turned = tuple(source for origin in origins for source in _turned(origin, headers))
    # Where two rules name a column of the file by two spellings of its header, the later rule fills it.
    stated = [
        *{
            (source.attribute, source.positions): source
            for source in turned
            if source.stance is None and not source.piece
        }.values()
    ]
    stated += [source for source in turned if source.stance is None and source.piece]
    _refuse_duplicates(entity, stated, mapping)
    return (
        *filled_by(apply.constants(), stated),
        *(source for source in turned if source.stance is not None),
    )


def _turned(origin: CellSource, headers: Sequence[str]) -> Iterator[CellSource]:
    """Yield a source, with its headers of refusals separated where the column is about subscriptions."""
    channel = origin.attribute.removeprefix(CHANNEL)
    is_channel = channel != origin.attribute
    stances = {at: mapped_stance(headers[at], channel) for at in origin.positions} if is_channel else {}
    refusing = {at: stance for at, stance in stances.items() if stance is not None and stance.refuses}
    for at, stance in refusing.items():
        both = replace(stance, channels=tuple(dict.fromkeys((channel, *stance.channels))))
        yield replace(origin, header=headers[at], positions=(at,), glue=None, piece=None, stance=both)
    kept = tuple(at for at in origin.positions if at not in refusing)
    if kept or not refusing:
        header = " + ".join(headers[at] for at in kept) if refusing else origin.header
        yield replace(origin, header=header, positions=kept)


def filled_by(constants: Iterable[CellSource], origins: Iterable[CellSource]) -> tuple[CellSource, ...]:
    """Return the sources with their blank cells filled by constants; one without a source is a source itself."""
    whole = {constant.attribute: constant for constant in constants}
    filled = [
        replace(source, constant=whole.pop(source.attribute).constant)
        if source.attribute in whole
        else source
        for source in origins
    ]
    return (*filled, *whole.values())


def _refuse_duplicates(entity: type[Entity], origins: Sequence[CellSource], mapping: FileMapping) -> None:
    seen: dict[str, CellSource] = {}
    for source in origins:
        first = seen.setdefault(source.attribute, source)
        if first is not source:
            column = (
                source.attribute
                if is_custom_attribute(source.attribute)
                else entity.column(source.attribute).label
            )
            place = mapping.place("columns", source.header)
            raise ConfigError(
                "mapping-doubled", place=place, column=column, headers=[first.header, source.header]
            )


@dataclass(frozen=True, slots=True)
class _Apply:
    """A mapping applied to a file."""

    entity: type[Entity]
    positions: dict[str, int]
    shown: Sequence[str]
    mapping: FileMapping
    path: str

    def columns(self) -> Iterator[CellSource]:
        rules = ((header, part) for header, rule in self.mapping.columns.items() for part in rule.each)
        for header, rule in rules:
            attribute = self._attribute(rule.column, "columns", header)
            for at in self._at([header], "columns", header):
                yield CellSource(
                    attribute,
                    self.shown[at],
                    (at,),
                    values={fold(cell): meaning for cell, meaning in rule.values.items()},
                    starts=tuple(rule.starts),
                    several=rule.several,
                    dates=rule.dates,
                    decimal=rule.decimal,
                )

    def joins(self) -> Iterator[CellSource]:
        for column, join in self.mapping.joins.items():
            if join.needs_first and self.mapping.optional and fold(join.headers[0]) not in self.positions:
                continue
            attribute = self._attribute(column, "joins", column)
            present = self._at(join.headers, "joins", column)
            if present:
                header = " + ".join(self.shown[at] for at in present)
                yield CellSource(
                    attribute,
                    header,
                    tuple(present),
                    glue=None if join.first else join.glue,
                    needs_first=join.needs_first,
                    values={fold(cell): meaning for cell, meaning in join.values.items()},
                    starts=tuple(join.starts),
                    several=join.several,
                )

    def splits(self) -> Iterator[CellSource]:
        for header, split in self.mapping.splits.items():
            if any(fold(other) in self.positions for other in split.unless):
                continue
            for at in self._at([header], "splits", header):
                beside = None if split.beside is None else self.positions.get(fold(split.beside))
                if beside is not None:
                    attribute = self._attribute(split.into[split.rest_at], "splits", header)
                    yield CellSource(attribute, self.shown[at], (at, beside), without_second=True)
                    continue
                for index, column in enumerate(split.into):
                    piece = Piece(split.at, index, len(split.into), split.rest_at)
                    attribute = self._attribute(column, "splits", header)
                    yield CellSource(attribute, self.shown[at], (at,), piece=piece)

    def constants(self) -> Iterator[CellSource]:
        for column, value in self.mapping.constants.items():
            attribute = self._attribute(column, "constants", column)
            self._accepts(attribute, column, value)
            yield CellSource(attribute, column, constant=value)

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
        """Return the positions of headers; a missing one is skipped where the mapping is optional."""
        places = []
        for header in headers:
            at = self.positions.get(fold(header))
            if at is not None:
                places.append(at)
            elif not self.mapping.optional:
                raise DataError(
                    "map-unknown-header",
                    place=self.mapping.place(*keys),
                    path=self.path,
                    header=header,
                    headers=[header for header in self.shown if header],
                )
        return places

    def _accepts(self, attribute: str, column: str, value: str) -> None:
        if is_custom_attribute(attribute):
            return
        decoded = self.entity.column(attribute).codec.decode([value], options=Options())
        for problem in decoded.problems:
            if problem.severity is Severity.ERROR:
                message, fix = Problem(
                    problem.code, value=value, column=column, params=problem.params
                ).texts()
                place = self.mapping.place("constants", column)
                raise ConfigError(
                    "mapping-constant", place=place, value=value, column=column, said=message, fix=fix
                )
