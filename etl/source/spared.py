"""Leave out, with a warning, unreadable cells and incomplete addresses that a mapping or the user calls optional."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.codecs import Cell, Identifier, cell_text, clean_cell
from etl.codecs.cleaning.words import says_nothing
from etl.core.record import PERSON, RECORD_ID
from etl.core.results import Problem, Severity
from etl.entities import Entity
from etl.entities.address import ADDRESSES, REQUIRED, STATES
from etl.entities.origin import is_null_id
from etl.mapping.cell_sources import CellSource
from etl.sheets import Chunk
from etl.source.checked import Decoding, show
from etl.source.options import ReadOptions

_KINDS = ("email", "first_name", "last_name")
"""What tells who a row's contact person is."""

_UNREAD = frozenset({"person-name-order", "person-name-several"})
"""Problems of whole names without which nobody knows who a row's contact person is."""

_STATES = ("status", "recurrence")
"""Columns without which a record would be another one: won or lost, repeated or not."""


def droppable(entity: type[Entity], attributes: Collection[str], options: ReadOptions) -> frozenset[str]:
    """Return the columns of a file, and addresses, of which unreadable cells are dropped: none unless requested.

    Never those that are required, tell which record a row is, what it is or what it is linked to, and never a yes or a
    no: an unreadable refusal must not pass for consent. Where empty cells clear fields, nothing is dropped.
    """
    if options.on_bad_cell != "drop" or options.empty == "clear":
        return frozenset()
    kept = {
        *entity.identity(attributes),
        *entity.naming,
        *entity.gathers,
        *(f"{PERSON}.{kind}" for kind in _KINDS),
    }
    links = {*entity.links, *entity.relates}
    optional = {
        column.attribute
        for column in entity.columns
        if column.attribute in attributes
        and column.attribute not in kept
        and not column.required
        and column.codec.kind != "boolean"
        and not isinstance(column.codec, Identifier)
        and column.attribute.partition("_")[0] not in links
        and not column.attribute.startswith(_STATES)
    }
    return frozenset(optional | {*ADDRESSES})


def spared(
    columns: Mapping[str, Decoding],
    rows: Sequence[int],
    problems: list[Problem],
    headers: Mapping[str, str],
    *,
    options: ReadOptions,
    dropped: Collection[str],
) -> list[Problem]:
    """Leave out of columns what the mapping declares optional, or what is `dropped`, and return the remaining problems.

    Where empty cells clear fields, nothing is left out: it would be cleared.
    """
    attributes = {attribute for mapping in options.mapping for attribute in mapping.spare} | {*dropped}
    if not attributes or options.empty == "clear":
        return problems
    spare = _Spared(attributes, headers)
    kept = spare.cells(list(spare.people(columns, rows, problems)) if dropped else problems)
    return [*kept, *spare.addresses(columns, rows, kept)]


@dataclass(frozen=True, slots=True)
class _Spared:
    """Leaves out cells and addresses among `attributes`; `headers` are the user's."""

    attributes: Collection[str]
    headers: Mapping[str, str]

    def cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems, with those of optional columns as warnings."""
        named = {self.headers[attribute] for attribute in self.attributes if attribute in self.headers}
        return [
            left_out(problem)
            if problem.severity is Severity.ERROR and problem.column in named and problem.code not in _UNREAD
            else problem
            for problem in problems
        ]

    def people(
        self, columns: Mapping[str, Decoding], rows: Sequence[int], problems: Iterable[Problem]
    ) -> Iterator[Problem]:
        """Remove from the columns the contact persons whose whole name is not read, and yield a warning for each cell.

        A person who refuses something stays an error, and so does the person that a row may be itself.
        """
        header = self.headers.get(f"{PERSON}.last_name")
        persons = [column for name, column in columns.items() if name.startswith(f"{PERSON}.")]
        for problem in problems:
            unread = problem.code in _UNREAD and problem.column == header != self.headers.get("last_name")
            place = rows.index(problem.row) if unread and problem.row is not None else None
            if place is None or any(column.values[place] is False for column in persons):
                yield problem
                continue
            yield left_out(problem)
            for column in persons:
                if column.values[place] is not None:
                    column.values[place] = None
                    at, value = self.headers.get(column.attribute), show(column.cells[place])
                    yield replace(left_out(problem), column=at, value=value)

    def addresses(
        self, columns: Mapping[str, Decoding], rows: Sequence[int], problems: Iterable[Problem]
    ) -> Iterator[Problem]:
        """Remove from the columns the addresses that lack fields Sellsy requires, and yield a problem for each.

        A wrong cell is not a reason: the user must correct it. A row with its record's id may have part of an address.
        """
        wrong = {(problem.row, problem.column) for problem in problems if problem.severity is Severity.ERROR}
        ids = columns[RECORD_ID].values if RECORD_ID in columns else [None] * len(rows)
        for part in ADDRESSES:
            present = {name: columns[at] for name in STATES if (at := f"{part}.{name}") in columns}
            if part not in self.attributes or not present:
                continue
            headers = {self.headers.get(column.attribute) for column in present.values()}
            for position, row in enumerate(rows):
                stated = {name: column.values[position] for name, column in present.items()}
                lacks = any(stated.get(name) is None for name in REQUIRED)
                is_wrong = any((row, header) in wrong for header in headers)
                if not lacks or is_wrong or ids[position] is not None or not any(stated.values()):
                    continue
                for column in present.values():
                    column.values[position] = None
                shown = ", ".join(str(value) for value in stated.values() if value is not None)
                missing = next((f"{part}.{name}" for name in REQUIRED if stated.get(name) is None), "")
                header = self.headers.get(missing, missing)
                yield Problem("address-left-out", row, header, shown, severity=Severity.WARNING)


def names_read(origin: CellSource, raw: Sequence[Cell], rows: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each whole name that is not read, a warning for each whose parts a person should look at."""
    if origin.person != "last_name":
        return
    for position, cell in enumerate(raw):
        cleaned = None if says_nothing(cell) else clean_cell(cell)
        if cleaned is None:
            continue
        name = origin.name(cell_text(cleaned))
        if name.flaw is not None:
            yield Problem(f"person-name-{name.flaw}", rows[position], origin.header, show(cell))
        elif name.doubtful:
            params = {
                "first": name.first_name or "",
                "last": name.last_name,
                "civility": name.civility or "",
            }
            yield Problem(
                "person-name-doubtful", rows[position], origin.header, show(cell), params, Severity.WARNING
            )


def left_out(problem: Problem) -> Problem:
    """Return the problem of a cell that is left out, as a warning."""
    params = {"reason": problem.as_reason()}
    return replace(problem, code="cell-left-out", params=params, severity=Severity.WARNING)


def firsts_said(origin: CellSource, raw: Sequence[Cell], rows: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each cell with several values, of which the first counts."""
    for position, cell in enumerate(raw) if origin.several else ():
        rest = origin.others(cell)
        if rest:
            params = {"others": rest}
            row, value = rows[position], show(cell)
            yield Problem("cell-first-kept", row, origin.header, value, params, Severity.WARNING)


def cells_emptied(origin: CellSource, raw: Sequence[Cell], rows: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each filled cell that the values of a mapping empty; an id of 0 says nothing anyway."""
    if "" not in origin.values.values():
        return
    for position, cell in enumerate(raw):
        if origin.empties(cell) and not is_null_id(cell_text(cell)):
            yield Problem(
                "cell-emptied", rows[position], origin.header, show(cell), severity=Severity.WARNING
            )


def function_problems(
    origin: CellSource, raw: Sequence[Cell], chunk: Chunk, *, clear_word: str
) -> Iterator[Problem]:
    """Yield a problem for each cell that a function of the mapping cannot read, or cuts."""
    for at, faults in origin.faults(raw, clear_word=clear_word, chunk=chunk).items():
        for fault in faults:
            yield Problem(
                fault.code, chunk.rows[at], origin.header, show(raw[at]), fault.params, fault.severity
            )
