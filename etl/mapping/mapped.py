"""A mapping applied to one file: the source of each column that it fills."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.codecs import Options, fold
from etl.core.errors import ConfigError, DataError
from etl.core.results import Problem, Severity
from etl.entities import Entity
from etl.entities.parts import CHANNEL
from etl.mapping import FileMapping
from etl.mapping.campaigns import mapped_stance
from etl.mapping.cell_functions import OTHERS, CellFunctions, Condition, folded
from etl.mapping.cell_sources import Case, CellSource, Piece
from etl.mapping.column_names import attribute_of, is_custom_attribute, nearest_few, positions_of
from etl.mapping.lookup_tables import table_of
from etl.mapping.model import PLACE, Made


def mapped_origins(
    entity: type[Entity], headers: Sequence[str], mapping: FileMapping, *, path: str
) -> tuple[CellSource, ...]:
    """Return the source of each column that a mapping fills.

    A header of refusals has its `stance`, whatever column of campaigns it is mapped to.

    Raises:
        ConfigError: it fills a column twice, or with a constant that the column refuses.
        DataError: it names a column that does not exist, or a header that the file lacks.
    """
    apply = _Apply(entity, positions_of(headers), headers, mapping, path)
    origins = (*in_cases((*apply.columns(), *apply.joins())), *apply.splits())
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


def in_cases(cases: Sequence[Case]) -> Iterator[CellSource]:
    """Yield the sources; those of a column with conditions are one, of which the first case that applies counts."""
    split = {case.source.attribute for case in cases if case.conditions}
    whole: dict[str, list[Case]] = {}
    for case in cases:
        if case.source.attribute in split:
            whole.setdefault(case.source.attribute, []).append(case)
        else:
            yield case.source
    for attribute, each in whole.items():
        ordered = sorted(each, key=lambda case: not case.conditions)
        headers = dict.fromkeys(case.source.header for case in ordered)
        positions = dict.fromkeys(position for case in ordered for position in case.source.positions)
        first = ordered[0].source
        yield CellSource(
            attribute,
            " + ".join(headers),
            tuple(positions),
            dates=first.dates,
            decimal=first.decimal,
            cases=tuple(ordered),
            fallback=next((case.source.fallback for case in ordered if case.source.fallback), None),
            nearest=any(case.source.nearest for case in ordered),
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

    def columns(self) -> Iterator[Case]:
        rules = ((header, part) for header, rule in self.mapping.columns.items() for part in rule.each)
        for header, rule in rules:
            attribute = self._attribute(rule.column, "columns", header)
            for at in self._at([header], "columns", header):
                source = CellSource(attribute, self.shown[at], (at,))
                yield from self._case(source, rule, "columns", header)

    def joins(self) -> Iterator[Case]:
        cases = ((column, join) for column, whole in self.mapping.joins.items() for join in whole.each)
        for column, join in cases:
            named = join.placed_headers
            if join.needs_first and self.mapping.optional and fold(named[0]) not in self.positions:
                continue
            attribute = self._attribute(column, "joins", column)
            present = self._at(named, "joins", column)
            if present:
                header = " + ".join(self.shown[at] for at in present)
                source = CellSource(
                    attribute,
                    header,
                    tuple(present),
                    glue=None if join.first else join.glue,
                    needs_first=join.needs_first,
                    template=self._template(join.template, present),
                )
                yield from self._case(source, join, "joins", column)

    def _case(self, source: CellSource, made: Made, *keys: str) -> Iterator[Case]:
        """Yield a source with what is made of its cells, and when."""
        conditions = []
        for header, cells in made.when.items():
            accepted = folded(cells)
            positions = self._at([header], *keys, "when", header)
            if not positions and fold("") not in accepted:
                return
            conditions += [Condition(position, accepted) for position in positions]
        filled = replace(
            source,
            values={cell if cell == OTHERS else fold(cell): meaning for cell, meaning in made.values.items()},
            starts=tuple(made.starts),
            several=made.several,
            dates=made.dates,
            decimal=made.decimal,
            fallback=made.fallback,
            nearest=made.nearest,
            functions=CellFunctions(
                json_path=tuple(made.json_path.split(".")) if made.json_path else (),
                html=made.html is not None,
                epoch=made.dates if made.dates in ("epoch_ms", "epoch_s") else None,
                split=made.split,
                table=table_of(made.lookup, place=self.mapping.place(*keys)) if made.lookup else None,
                prefix=made.prefix or "",
                truncate=made.truncate,
            ),
        )
        yield Case(tuple(conditions), filled)

    def _template(self, texts: Sequence[str], present: Sequence[int]) -> tuple[str, ...]:
        """Return the texts of a template with the index of each cell in place of its header; a missing one is blank."""

        def index(match: re.Match[str]) -> str:
            at = self.positions.get(fold(match[1].strip()))
            return f"{{{present.index(at)}}}" if at in present else ""

        filled = ((text, PLACE.sub(index, text)) for text in texts)
        # Of a file that has none of its headers a text would say only what stands around them.
        return tuple(made for text, made in filled if not PLACE.search(text) or PLACE.search(made))

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
