"""Cells of a file that are read by the country of their row, and country cells that mean nothing beside a postal code.

A literal row (one with its record's id) is an export that comes back: its country stays as it is written, and what is
read by a country is compared, as typed, with its record.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.codecs import UNSTATED, Cell, CellProblem, Codec, Options, cell_text
from etl.codecs.countries.beside import DOUBTFUL, beside
from etl.codecs.countries.postal_forms import FORMS, fits
from etl.codecs.french.vat_rules import bare, is_judged
from etl.codecs.phone import may_be_national
from etl.core.observer import Observer
from etl.core.record import PERSON, Record
from etl.core.results import JsonValue, Problem, Severity
from etl.entities import Entity
from etl.entities.address import lacks_country
from etl.source.options import ReadOptions

Read = tuple[list[JsonValue], list[CellProblem]]

_IF_NEW = {
    "postal-code-zero-restored": "postal-code-zero-if-new",
    "phone-zero-restored": "phone-zero-if-new",
    "vat-prefix-added": "vat-prefix-if-new",
}
"""Repairs by the default country -> the code of the problem where the record is not known."""

_REFUSED_IF_NEW = {
    "postal-code-french": "postal-code-if-new",
    "postal-code-country": "postal-code-if-new",
    "postal-code-text": "postal-code-if-new",
    "phone-invalid": "phone-if-new",
    "vat-invalid": "vat-if-new",
}
"""Refusals of the default country that another may read -> the code of the problem where the record is not known."""


def read_countries(
    values: list[JsonValue],
    problems: list[CellProblem],
    cells: Sequence[Cell],
    postal_codes: Sequence[Cell],
    *,
    literal: Collection[int],
    blank: Callable[[], Read],
) -> Read:
    """Return the countries of a column as they read beside the postal codes of their rows, literal ones aside.

    `blank` reads the mapping's replacement of a blank cell, which a word for nothing is too.
    """
    reread: dict[int, CellProblem] = {}
    doubtful = {
        position
        for position, value in enumerate(values)
        if value in DOUBTFUL or (value is None and cells[position])
    }
    for position in sorted(doubtful.difference(literal)):
        reading = beside(cells[position], postal_codes[position])
        if reading is not None:
            values[position] = reading.value
            reread[position] = CellProblem(position, str(reading.code), reading.params, reading.severity)
            if reading.empties:
                filled, wrong = blank()
                values[position] = filled[0]
                if wrong:
                    reread[position] = replace(wrong[0], position=position)
    return values, [problem for problem in problems if problem.position not in reread] + list(reread.values())


@dataclass(frozen=True, slots=True)
class RowCountries:
    """The countries that rows state, None where they do not, and the positions of literal rows.

    Where no record of Sellsy can be read, rows without a country are read `as_new`: by the default country. What it
    refuses and another country may read stays as typed in the rows that may match a record: those with a key.
    """

    stated: Sequence[JsonValue]
    literal: Collection[int]
    as_new: bool
    keyed: Callable[[], Collection[int]]

    def read(self, codec: Codec, cells: Sequence[Cell], options: Options) -> Read:
        """Return the values of a column that is read by a country, and its problems."""
        hints = self._hints()
        decoded = codec.decode(cells, options=options, hints=hints, literal=self.literal)
        if not self.as_new:
            return decoded.values, decoded.problems
        problems = [
            _if_new(problem, options) if hints[problem.position] is None else problem
            for problem in decoded.problems
        ]
        doubtful = [
            at
            for at, problem in enumerate(problems)
            if hints[problem.position] is None
            and problem.code in _REFUSED_IF_NEW
            and _read_elsewhere(problem, cells[problem.position])
        ]
        keyed = self.keyed() if doubtful else ()
        for at in doubtful:
            problem = problems[at]
            if problem.position not in keyed:
                continue
            unstated = codec.decode([cells[problem.position]], options=options, hints=[UNSTATED])
            if unstated.values[0] is not None:
                decoded.values[problem.position] = unstated.values[0]
                params, code = {"country": options.country}, _REFUSED_IF_NEW[problem.code]
                problems[at] = CellProblem(problem.position, code, params, Severity.WARNING)
        return decoded.values, problems

    def _hints(self) -> list[str | None]:
        unsaid = None if self.as_new else UNSTATED
        hints: list[str | None] = [country if isinstance(country, str) else unsaid for country in self.stated]
        for position in self.literal:
            if hints[position] is None or not self.as_new:
                hints[position] = UNSTATED
        return hints


@dataclass(frozen=True, slots=True)
class HeldCells:
    """Invalid cells of literal rows that may equal their record's value.

    `rows` are those with their record's id, `people` those with the id of their contact person, `headers` maps
    attributes to the user's headers. A cell is compared with the record once the record is known;
    where it never will be (`as_new`), its error becomes a warning.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    rows: Collection[int]
    people: Collection[int]
    as_new: bool

    def aside(self, problems: Iterable[Problem]) -> tuple[list[Problem], set[tuple[int, str]]]:
        """Return the problems that do not depend on the record, and the (row, attribute) of other cells."""
        attributes = {header: attribute for attribute, header in self.headers.items()}
        left: list[Problem] = []
        aside: set[tuple[int, str]] = set()
        for problem in problems:
            attribute = attributes.get(problem.column or "")
            if attribute is None or not self._may_hold(problem, attribute):
                left.append(problem)
                continue
            aside.add((problem.row or 0, attribute))
            if self.as_new:
                left.append(replace(problem, severity=Severity.WARNING))
        return left, aside

    def _may_hold(self, problem: Problem, attribute: str) -> bool:
        if problem.severity is not Severity.ERROR or problem.row not in self.rows:
            return False
        if problem.code in self.entity.agreeing:
            return True
        column = self.entity.by_attribute().get(attribute)
        if column is None or not column.holds_text:
            return False
        return column.part != PERSON or problem.row in self.people


def note_default(records: Iterable[Record], options: ReadOptions, observer: Observer) -> bool:
    """Report the country of new addresses where a row has an address without one; return whether it was reported."""
    lacking = any(lacks_country(record.values) for record in records)
    if lacking:
        observer.note("note-country-default", country=options.codec.country)
    return lacking


def reads_by_country(entity: type[Entity], headers: Mapping[str, str]) -> set[str]:
    """Return the user's headers of the columns that are read by a country."""
    return {headers[c.attribute] for c in entity.columns if c.hint is not None and c.attribute in headers}


def of_country(
    again: Iterable[Problem], known: Iterable[Problem], entity: type[Entity], headers: Mapping[str, str]
) -> list[Problem]:
    """Return what reading rejected rows as new ones adds in cells that are read by a country."""
    told = {(problem.row, problem.column, problem.code) for problem in known}
    columns = reads_by_country(entity, headers)
    return [
        problem
        for problem in again
        if problem.column in columns and (problem.row, problem.column, problem.code) not in told
    ]


def _if_new(problem: CellProblem, options: Options) -> CellProblem:
    code = _IF_NEW.get(problem.code)
    if code is None or problem.severity is Severity.ERROR:
        return problem
    return replace(problem, code=code, params={**problem.params, "country": options.country})


def _read_elsewhere(problem: CellProblem, cell: Cell) -> bool:
    """Tell whether the country of a record may read a cell that the default country refuses."""
    text = cell_text(cell)
    if problem.code == "phone-invalid":
        return may_be_national(text)
    if problem.code == "vat-invalid":
        return not is_judged(bare(text)[:2])
    return problem.code != "postal-code-text" or any(fits(text, country) for country in FORMS)
