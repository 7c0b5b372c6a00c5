"""Cells of a file that are read by the country of their row, and country cells that mean nothing beside a postal code.

A literal row (one with its record's id) is an export that comes back: its country stays as it is written, and what is
read by a country is compared, as it was typed, with what its record holds.
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
"""What was mended by the default country -> what is said of it where the record is not known."""

_REFUSED_IF_NEW = {
    "postal-code-french": "postal-code-if-new",
    "postal-code-country": "postal-code-if-new",
    "postal-code-text": "postal-code-if-new",
    "phone-invalid": "phone-if-new",
    "vat-invalid": "vat-if-new",
}
"""What the default country refuses and another may read -> what is said of it where the record is not known."""


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

    `blank` reads what the file's mapping says for a blank cell, one that a word for nothing leaves blank included.
    """
    said: dict[int, CellProblem] = {}
    doubtful = {
        position
        for position, value in enumerate(values)
        if value in DOUBTFUL or (value is None and cells[position])
    }
    for position in sorted(doubtful.difference(literal)):
        reading = beside(cells[position], postal_codes[position])
        if reading is not None:
            values[position] = reading.value
            said[position] = CellProblem(position, str(reading.code), reading.params, reading.severity)
            if reading.empties:
                filled, wrong = blank()
                values[position] = filled[0]
                if wrong:
                    said[position] = replace(wrong[0], position=position)
    return values, [one for one in problems if one.position not in said] + list(said.values())


@dataclass(frozen=True, slots=True)
class RowCountries:
    """The countries that rows state, None where they state none, and the positions of literal rows.

    Without any record of Sellsy in sight, rows that state none are read `as_new`: by the default country. What it
    refuses and another country may read stays as it was typed in the rows that may be of a record: those with a key.
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
        problems = [_if_new(one, options) if hints[one.position] is None else one for one in decoded.problems]
        doubtful = [
            at
            for at, one in enumerate(problems)
            if hints[one.position] is None
            and one.code in _REFUSED_IF_NEW
            and _read_elsewhere(one, cells[one.position])
        ]
        keyed = self.keyed() if doubtful else ()
        for at in doubtful:
            one = problems[at]
            if one.position not in keyed:
                continue
            unstated = codec.decode([cells[one.position]], options=options, hints=[UNSTATED])
            if unstated.values[0] is not None:
                decoded.values[one.position] = unstated.values[0]
                params, code = {"country": options.country}, _REFUSED_IF_NEW[one.code]
                problems[at] = CellProblem(one.position, code, params, Severity.WARNING)
        return decoded.values, problems

    def _hints(self) -> list[str | None]:
        unsaid = None if self.as_new else UNSTATED
        hints: list[str | None] = [one if isinstance(one, str) else unsaid for one in self.stated]
        for position in self.literal:
            if hints[position] is None or not self.as_new:
                hints[position] = UNSTATED
        return hints


@dataclass(frozen=True, slots=True)
class HeldCells:
    """Cells of literal rows that no rule lets through, though the record may hold the very same.

    `rows` are those with their record's id, `people` those with the id of their contact person, `headers` maps
    attributes to the user's headers. Whether a cell is what the record holds is judged once the record is known;
    where none will be (`as_new`), what is wrong with it is a warning.
    """

    entity: type[Entity]
    headers: Mapping[str, str]
    rows: Collection[int]
    people: Collection[int]
    as_new: bool

    def aside(self, problems: Iterable[Problem]) -> tuple[list[Problem], set[tuple[int, str]]]:
        """Return the problems that stand without a look at the record, and the (row, attribute) of other cells."""
        attributes = {header: attribute for attribute, header in self.headers.items()}
        left: list[Problem] = []
        aside: set[tuple[int, str]] = set()
        for one in problems:
            attribute = attributes.get(one.column or "")
            if attribute is None or not self._may_hold(one, attribute):
                left.append(one)
                continue
            aside.add((one.row or 0, attribute))
            if self.as_new:
                left.append(replace(one, severity=Severity.WARNING))
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
    """Note the country of new addresses where some row states an address without one, and tell whether it was noted."""
    lacking = any(lacks_country(record.values) for record in records)
    if lacking:
        observer.note("note-country-default", country=options.codec.country)
    return lacking


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
