"""A chunk of cells becomes records: cleaned, decoded column by column, validated by the entity's schema."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from etl.codecs import Cell, ListOf, cell_text, clean_cell, repaired_cells
from etl.codecs.base import CellProblem
from etl.codecs.cleaning.words import says_nothing
from etl.core.record import PERSON, RECORD_ID, Record
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Column, Entity
from etl.entities.address import countries_alone
from etl.entities.base.validation import excuse, validate
from etl.entities.origin import LEGACY_ID
from etl.mapping.cell_sources import CellSource
from etl.mapping.column_names import is_custom_attribute
from etl.mapping.headers import HeaderMap
from etl.mapping.opt_outs import refused_nobody
from etl.messages import text
from etl.sheets import Chunk
from etl.source.apart import apart_problems, emptied
from etl.source.checked import (
    ONCE,
    Checked,
    Decoding,
    as_typed,
    cell_problems,
    emptied_of,
    flawed,
    is_empty,
    legacy_ids_of,
    ragged,
    rejects_of,
    undecoded,
    without_any,
    worded,
    wrong_rows,
)
from etl.source.double_encoded import double_encoded
from etl.source.fixes import Fixes, fixable, part_of, with_room
from etl.source.money import as_shown
from etl.source.open_cells import HeldCells, RowCountries, of_country, read_countries, reads_by_country
from etl.source.options import ReadOptions, clear_forms
from etl.source.spared import (
    cells_emptied,
    droppable,
    firsts_said,
    function_problems,
    names_read,
    spared,
)
from etl.source.unmapped import unmapped

_CLEARED_KEYS = frozenset({"email", "siret", "siren", "reference"})
"""Match keys that a record may lack (API contract 2.264.0): another key identifies it."""

_CLEARED_BY_V1 = frozenset({"sticky_note", "alerts", "recurrence.frequency"})
"""Columns that only API v1 has and can empty; a recurrence ends as a whole."""


@dataclass(frozen=True, slots=True)
class Transformer:
    """Turns chunks into records for one file.

    Without access to records of Sellsy, a row without a country is read `as_new`, by the default country; otherwise
    its cells stay as typed until its record is known.
    """

    entity: type[Entity]
    headers: HeaderMap
    options: ReadOptions
    as_new: bool = False

    def transform(self, chunk: Chunk) -> Checked:
        """Validate a chunk, collecting every problem of every row; certain fixes are made if asked."""
        if not self.options.accept_fixes:
            return self._checked(chunk)
        chunk = with_room(chunk, self.headers)
        # Without an account: what is fixed is what a check of the file shows.
        unfixed = replace(self, as_new=True)._checked(chunk)  # noqa: SLF001 - its own class
        fixed, told = Fixes.of(self.entity, self.headers, chunk).applied(chunk, unfixed.problems)
        checked = self._checked(fixed) if told else self._checked(chunk)
        return replace(checked, problems=checked.problems + told)

    def freed(self, chunk: Chunk, checked: Checked) -> set[int]:
        """Return the rejected rows of a chunk that certain fixes would make right."""
        rows = fixable(checked.problems)
        if not rows:
            return set()
        fixes = Fixes.of(self.entity, self.headers, chunk)
        fixed = with_room(fixes.applied(part_of(chunk, rows), checked.problems)[0], fixes.headers)
        return rows - replace(self, headers=fixes.headers)._checked(fixed).rejected()  # noqa: SLF001 - as above

    def _checked(self, chunk: Chunk) -> Checked:
        apart, skipped = list(apart_problems(chunk)), frozenset(chunk.apart)
        chunk = emptied(chunk) if skipped else chunk
        if chunk.currencies:
            chunk = as_shown(chunk, self.entity, self.headers.origins, self.options.codec)
        problems: list[Problem] = []
        told: Counter[str] = Counter()
        columns = self._decode(chunk, problems, told)
        dropped = droppable(self.entity, self.headers.headers, self.options)
        problems = spared(
            columns, chunk.rows, problems, self.headers.headers, options=self.options, dropped=dropped
        )
        frame = self._frame(chunk, columns)
        problems = excuse(self.entity, problems, frame, headers=self.headers.headers)
        problems, aside = self._aside(chunk, columns, problems)
        problems = unmapped(problems, columns, chunk.rows, self.headers.origins)
        invalid = validate(self.entity, frame, self.headers.headers, problems)
        invalid = worded(invalid, columns, self.headers.headers, chunk.rows)
        problems += self._aside(chunk, columns, invalid)[0]
        if chunk.merged:
            problems = self._merged(chunk, problems)
        if chunk.ragged:
            problems = [p for p in problems if p.row not in chunk.ragged] + list(ragged(chunk))
        if chunk.broken:
            problems = [problem for problem in problems if problem.row not in chunk.broken]
        problems += flawed(chunk)
        if skipped:
            problems = [problem for problem in problems if problem.row not in skipped]
        legacy_ids = legacy_ids_of(chunk, columns.get(LEGACY_ID))
        wrong = set() if self.as_new else wrong_rows(problems).difference(skipped)
        if wrong and reads_by_country(self.entity, self.headers.headers):
            again = replace(self, as_new=True)._checked(part_of(chunk, wrong))  # noqa: SLF001 - its own class
            problems += of_country(again.problems, problems, self.entity, self.headers.headers)
        checked = Checked(chunk.rows, [], problems + apart, legacy_ids, skipped, told)
        checked.records.extend(self._records(checked, columns, aside))
        checked.rejects.extend(rejects_of(chunk, checked, columns))
        checked.problems[:] = as_typed(
            checked.problems, self.headers.origins, chunk, clear_word=self.options.clear_word
        )
        return checked

    def _aside(
        self, chunk: Chunk, columns: Mapping[str, Decoding], problems: list[Problem]
    ) -> tuple[list[Problem], set[tuple[int, str]]]:
        """Separate the problems of cells that may equal their record's value; see `HeldCells`."""
        if not problems or RECORD_ID not in columns:
            return problems, set()
        rows, people = (
            {row for row, value in zip(chunk.rows, columns[name].values, strict=True) if value is not None}
            if name in columns
            else set()
            for name in (RECORD_ID, f"{PERSON}.{RECORD_ID}")
        )
        return HeldCells(self.entity, self.headers.headers, rows, people, self.as_new).aside(problems)

    def _merged(self, chunk: Chunk, problems: Sequence[Problem]) -> list[Problem]:
        """Replace the problems of cells merged with a cell above: their value is not their own."""
        named = {position: source.header for source in self.headers.origins for position in source.positions}
        named |= {opt_out.position: opt_out.header for opt_out in self.headers.refusing}
        merged = {
            (row, named[position]): first
            for (row, position), first in chunk.merged.items()
            if position in named
        }
        rest = [problem for problem in problems if (problem.row, problem.column) not in merged]
        return rest + [
            Problem("cell-merged", row=row, column=header, params={"first": first})
            for (row, header), first in merged.items()
        ]

    def _decode(self, chunk: Chunk, problems: list[Problem], told: Counter[str]) -> dict[str, Decoding]:
        done: dict[str, Decoding] = {}
        literal = self.literal(chunk)
        for origin in sorted(self.headers.origins, key=self._hints_first):
            raw = origin.raw(chunk, clear_word=self.options.clear_word)
            problems += firsts_said(origin, raw, chunk.rows)
            problems += names_read(origin, raw, chunk.rows)
            problems += cells_emptied(origin, raw, chunk.rows)
            meant = repaired_cells(raw)
            repairs = self.options.repair_encoding
            problems += double_encoded(origin.header, raw, meant, rows=chunk.rows, repairs=repairs)
            read = [meant.get(at, cell) for at, cell in enumerate(raw)] if meant and repairs else raw
            cells = origin.cells(read, clear_word=self.options.clear_word, chunk=chunk)
            problems += function_problems(origin, read, chunk, clear_word=self.options.clear_word)
            clears = self._clears(origin.attribute, cells)
            if clears:
                cells = [None if i in clears else cell for i, cell in enumerate(cells)]
            values, wrong = self._values(origin, cells, done, literal, partial(self._keyed, chunk))
            if origin.attribute.endswith(".country"):
                postal_codes = self._cells(chunk, origin.attribute.replace(".country", ".postal_code"))
                blank = partial(self._blank, origin)
                values, wrong = read_countries(
                    values, wrong, cells, postal_codes, literal=literal, blank=blank
                )
            done[origin.attribute] = Decoding(origin.attribute, cells, values, clears)
            told.update(problem.code for problem in wrong if problem.code in ONCE)
            problems += cell_problems(origin.header, wrong, chunk.rows, raw)
        self._refuse(chunk, done, problems)
        problems[:] = Fixes.of(self.entity, self.headers, chunk).fitting(problems, chunk, literal)
        return done

    def _refuse(self, chunk: Chunk, done: dict[str, Decoding], problems: list[Problem]) -> None:
        """Unsubscribe rows from the campaigns that they refuse, whatever another column says."""
        for opt_out in self.headers.refusing:
            cells = chunk.columns[opt_out.position]
            refused, wrong = opt_out.read(cells, self.options.codec)
            problems += cell_problems(opt_out.header, wrong, chunk.rows, cells)
            for attribute in opt_out.attributes:
                nothing = [None] * len(cells)
                decoding = done.get(attribute) or Decoding(attribute, nothing, [*nothing], {})
                values = list(decoding.values)
                for at in refused:
                    values[at] = False
                clears = {at: word for at, word in decoding.clears.items() if at not in refused}
                done[attribute] = Decoding(attribute, decoding.cells, values, clears)

    def literal(self, chunk: Chunk) -> frozenset[int]:
        """Return the positions of rows that carry their record's own id: their values are those of the record.

        Nothing in them is decoded, emptied, stripped or left out; codecs and the clear word apply.
        """
        origin = self._origin(RECORD_ID)
        if origin is None:
            return frozenset()
        values, _ = self._values(origin, self._cells(chunk, RECORD_ID), {}, frozenset())
        return frozenset(at for at, value in enumerate(values) if value is not None)

    def _origin(self, attribute: str) -> CellSource | None:
        return next((source for source in self.headers.origins if source.attribute == attribute), None)

    def _cells(self, chunk: Chunk, attribute: str) -> Sequence[Cell]:
        """Return the cells of a column, empty ones where the file does not have it."""
        origin, word = self._origin(attribute), self.options.clear_word
        if origin is None:
            return [None] * len(chunk.rows)
        return origin.cells(origin.raw(chunk, clear_word=word), clear_word=word, chunk=chunk)

    def _hints_first(self, origin: CellSource) -> tuple[bool, tuple[int, ...]]:
        column = self._column(origin.attribute)
        return column is not None and column.hint is not None, origin.positions

    def _column(self, attribute: str) -> Column | None:
        return None if is_custom_attribute(attribute) else self.entity.column(attribute)

    def _clears(self, attribute: str, cells: Sequence[Cell]) -> dict[int, str]:
        """Return the cells that clear, by position: in upper or lower case in short columns."""
        word, column = self.options.clear_word, self._column(attribute)
        short = column is not None and not column.required and not column.is_long
        forms = clear_forms(word) if short else frozenset({word} - {""})
        if without_any(cells, forms):
            return {}
        return {i: cell for i, cell in enumerate(cells) if isinstance(cell, str) and cell in forms}

    def _values(
        self,
        origin: CellSource,
        cells: Sequence[Cell],
        done: Mapping[str, Decoding],
        literal: frozenset[int],
        keyed: Callable[[], frozenset[int]] = frozenset,
    ) -> tuple[list[JsonValue], list[CellProblem]]:
        column = self._column(origin.attribute)
        if column is None:
            return undecoded(cells, literal, dump=self.options.codec.dump)
        options = origin.options(self.options.codec)
        if column.hint is not None:
            stated = done[column.hint].values if column.hint in done else [None] * len(cells)
            rows = RowCountries(stated, literal, self.as_new, keyed)
            return rows.read(column.codec, cells, options)
        decoded = column.codec.decode(cells, options=options, literal=literal)
        return decoded.values, decoded.problems

    def _keyed(self, chunk: Chunk) -> frozenset[int]:
        """Return the positions of rows that may match a record: those with a filled match key."""
        attributes = self.headers.attributes
        keys = {LEGACY_ID, *(self.entity.key_attribute(key, attributes) for key in self.entity.match)}
        columns = [self._cells(chunk, key) for key in keys & attributes]
        return frozenset(at for cells in columns for at, cell in enumerate(cells) if not says_nothing(cell))

    def _blank(self, origin: CellSource) -> tuple[list[JsonValue], list[CellProblem]]:
        """Return how a blank cell of a column reads, as its mapping fills it."""
        cells = origin.cells([None], clear_word=self.options.clear_word)
        return self._values(origin, cells, {}, frozenset())

    def _frame(self, chunk: Chunk, columns: Mapping[str, Decoding]) -> pd.DataFrame:
        index = pd.Index(chunk.rows)
        data: dict[str, Any] = {}
        for attribute, column in columns.items():
            known = self._column(attribute)
            if known is not None:
                data[attribute] = pd.Series(column.values, index=index, dtype=known.codec.dtype)
        return pd.DataFrame(data, index=index, copy=False)

    def _records(
        self, checked: Checked, columns: Mapping[str, Decoding], aside: Collection[tuple[int, str]]
    ) -> Iterator[Record]:
        bad = checked.rejected() | checked.skipped
        names = list(columns)
        clears: dict[int, dict[str, str]] = defaultdict(dict)
        for name, column in columns.items():
            for position, word in column.clears.items():
                clears[position][name] = word
        typed: dict[int, list[str]] = defaultdict(list)
        for row, name in aside:
            typed[row].append(name)
        attributes = self.headers.attributes
        emptied = [name for name in names if self._can_clear(name)] if self.options.empty == "clear" else []
        lines = zip(*(column.values for column in columns.values()), strict=True)
        for position, (row, values) in enumerate(zip(checked.rows, lines, strict=True)):
            if row in bad:
                continue
            stated = {name: value for name, value in zip(names, values, strict=True) if value is not None}
            for name in typed.get(row, ()):
                stated[name] = cell_text(clean_cell(columns[name].cells[position], words=False))
            for name in emptied_of(stated, emptied):
                if is_empty(columns[name].cells[position], columns, position):
                    stated[name] = None
            stated |= dict.fromkeys(clears.get(position, ()))
            record = self._record(row, stated, attributes, checked.problems)
            yield replace(record, words=clears[position]) if position in clears else record

    def _can_clear(self, attribute: str) -> bool:
        """Tell whether an empty cell may clear the field: not where it can never be empty."""
        column = self._column(attribute)
        if column is None:
            return True
        if column.kept or column.required or column.creatable_only:
            return False
        if attribute in {*self.entity.match, "last_name"} - _CLEARED_KEYS:
            return False
        if column.v1 or attribute.partition("_")[0] in self.entity.relates:
            return attribute in _CLEARED_BY_V1
        return bool(column.paths) or (isinstance(column.codec, ListOf) and attribute != "tags")

    def _record(
        self, row: int, values: dict[str, JsonValue], attributes: frozenset[str], problems: list[Problem]
    ) -> Record:
        """Complete a row's values; those that do not apply to its type are left out, with a warning."""
        if self.headers.refusing:
            for attribute in refused_nobody(values):
                del values[attribute]
        aside = countries_alone(values, attributes)
        variant = self.entity.complete(values, self.options.codec, attributes)
        for column in self.entity.inapplicable(values, variant):
            value = values.pop(column.attribute)
            header = self.headers.headers.get(column.attribute)
            label = text(f"variant-{variant}", lang=self.options.lang)
            problems.append(
                Problem("not-applicable", row, header, str(value), {"variant": label}, Severity.WARNING)
            )
        return Record(row, variant, values, aside=aside)
