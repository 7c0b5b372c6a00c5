"""A validated chunk: its records and problems, and the problems of malformed rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from etl.codecs import Cell, cell_text, clean_cell
from etl.codecs.base import CellProblem
from etl.codecs.cleaning.clean import error_code
from etl.codecs.cleaning.words import DUMPED, says_nothing
from etl.codecs.text import MARKUP
from etl.core.observer import Observer
from etl.core.record import PERSON, RECORD_ID, Record
from etl.core.results import JsonValue, Problem, Severity
from etl.mapping.cell_sources import CellSource
from etl.sheets import Chunk

ONCE: Mapping[str, str] = {MARKUP: "note-markup"}
"""Problems reported once per file, with the number of cells: the code of a cell -> the code of the note."""

ADDRESS_LEFT_OUT = "address-left-out"
"""The code of an address that is left out: its problem shows the parts, not the cell of its column."""

_MISSING = ("-missing", "-unnamed")
"""The ending of the codes of missing required values."""

_SHOWN = 120
"""Characters of a cell that a problem keeps."""


def wrong_rows(problems: Iterable[Problem]) -> set[int]:
    """Return the rows with an error among problems."""
    return {p.row for p in problems if p.severity is Severity.ERROR and p.row is not None}


@dataclass(frozen=True, slots=True)
class Checked:
    """A validated chunk: its rows, the records of good ones, the problems of all.

    `legacy_ids` are the ids of another system by row, `skipped` the rows left out: they are no records, or the
    user's own change says so.
    `told` counts the cells with what is said once a file, by code. `rejects` are the readable values of rejected rows,
    whose names are looked up all the same.
    """

    rows: Sequence[int]
    records: list[Record]
    problems: list[Problem]
    legacy_ids: Mapping[int, str] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    told: Counter[str] = field(default_factory=Counter)
    rejects: list[Record] = field(default_factory=list)

    def rejected(self) -> set[int]:
        """Return the rows with an error."""
        return wrong_rows(self.problems)


@dataclass(frozen=True, slots=True)
class Decoding:
    """A column of a chunk being decoded: raw cells, decoded values, and cells that clear, as they were typed."""

    attribute: str
    cells: Sequence[Cell]
    values: list[JsonValue]
    clears: Mapping[int, str]


def worded(
    problems: Sequence[Problem],
    columns: Mapping[str, Decoding],
    headers: Mapping[str, str],
    rows: Sequence[int],
) -> list[Problem]:
    """Return problems, naming the word for nothing that a required cell holds."""
    missing = [problem for problem in problems if problem.value is None and problem.code.endswith(_MISSING)]
    if not missing:
        return [*problems]
    at = {row: position for position, row in enumerate(rows)}
    named = {headers[name]: column.cells for name, column in columns.items() if name in headers}
    words = {
        id(problem): show(cell)
        for problem in missing
        if problem.row is not None
        and problem.column in named
        and _is_word(cell := named[problem.column][at[problem.row]])
    }
    return [
        replace(problem, code="word-missing", value=words[id(problem)]) if id(problem) in words else problem
        for problem in problems
    ]


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and says_nothing(cell)


def without_any(cells: Sequence[Cell], forms: frozenset[str]) -> bool:
    """Tell whether no cell is among these texts; by their hashes, which is several times faster than comparing."""
    try:
        return forms.isdisjoint(cells)
    except TypeError:  # a signalling NaN has no hash
        return not any(form in cells for form in forms)


def tell_once(told: Counter[str], observer: Observer) -> None:
    """Report the problems that are reported once per file."""
    for code, count in told.items():
        observer.note(ONCE[code], count=count)


def legacy_ids_of(chunk: Chunk, column: Decoding | None) -> dict[int, str]:
    """Return row -> id of another system; rejected rows too, which explains why their dependants fail."""
    if column is None:
        return {}
    values = zip(chunk.rows, column.values, strict=True)
    return {row: str(value) for row, value in values if value is not None}


def ragged(chunk: Chunk) -> Iterator[Problem]:
    """Yield a problem for each row that is too long: its cells are shifted, so its other problems mean nothing."""
    for row, extra in chunk.ragged.items():
        if row in chunk.flaws and chunk.flaws[row].broken:
            continue
        yield Problem("row-ragged", row=row, value=show(extra[0]), params={"extra": len(extra)})


def flawed(chunk: Chunk) -> Iterator[Problem]:
    """Yield the problems of malformed lines; those reported once per file are notes."""
    for row, flaw in chunk.flaws.items():
        if flaw.broken or not flaw.code.startswith("note-"):
            severity = Severity.ERROR if flaw.broken else Severity.WARNING
            yield Problem(flaw.code, row=row, value=show(flaw.line), params=flaw.params, severity=severity)


def undecoded(
    cells: Sequence[Cell], literal: Collection[int], *, dump: bool
) -> tuple[list[JsonValue], list[CellProblem]]:
    """Return custom-field cells as JSON; error cells are refused."""
    values: list[JsonValue] = []
    problems: list[CellProblem] = []
    for position, cell in enumerate(cells):
        cleaned = clean_cell(cell, words=position not in literal)
        if dump and position not in literal and isinstance(cleaned, str) and cleaned in DUMPED:
            cleaned = None
        code = error_code(cleaned)
        values.append(None if code else _plain(cleaned))
        if code:
            problems.append(CellProblem(position, code))
    return values, problems


def _plain(cell: Cell) -> JsonValue:
    """Return a custom-field cell as JSON; its type is known only when the account is asked."""
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    return str(cell)


def show(cell: Cell) -> str | None:
    """Return a cell as a problem shows it, cut short."""
    if cell is None:
        return None
    shown = cell_text(cell)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def cell_problems(
    header: str, problems: Sequence[CellProblem], rows: Sequence[int], raw: Sequence[Cell]
) -> Iterator[Problem]:
    """Yield the problems of cells as those of the file; those reported once per file are left out."""
    for problem in problems:
        if problem.code not in ONCE:
            row, value = rows[problem.position], show(raw[problem.position])
            yield Problem(
                problem.code, row, header, value, problem.params, problem.severity, problem.proposed
            )


def rejects_of(chunk: Chunk, checked: Checked, columns: Mapping[str, Decoding]) -> Iterator[Record]:
    """Yield the readable values of rejected rows; in a row that is written wrongly the cells mean nothing."""
    rejected = checked.rejected() - checked.skipped - chunk.ragged.keys() - chunk.broken
    for position, row in enumerate(checked.rows) if rejected else ():
        if row in rejected:
            stated = {name: value for name, c in columns.items() if (value := c.values[position]) is not None}
            yield Record(row, "", stated)


def as_typed(
    problems: Iterable[Problem], origins: Sequence[CellSource], chunk: Chunk, *, clear_word: str
) -> Iterator[Problem]:
    """Yield problems that show cells as they were typed, not as they were read; an address left out shows its parts."""
    sources = {origin.header: origin for origin in origins}
    places: dict[int, int] = {}
    raw: dict[str, Sequence[Cell]] = {}
    for problem in problems:
        origin = sources.get(problem.column or "")
        if origin is None or problem.value is None or problem.code == ADDRESS_LEFT_OUT:
            yield problem
            continue
        places = places or {row: place for place, row in enumerate(chunk.rows)}
        if origin.header not in raw:
            raw[origin.header] = origin.raw(chunk, clear_word=clear_word)
        place = places.get(problem.row or 0)
        typed = None if place is None else show(raw[origin.header][place])
        yield problem if typed in (None, "", problem.value) else replace(problem, value=typed)


def emptied_of(stated: Mapping[str, JsonValue], emptied: Sequence[str]) -> Sequence[str]:
    """Return what a row may clear of what empty cells clear: of a contact person only where it says who that is."""
    person = bool(emptied) and any(name.startswith(f"{PERSON}.") for name in stated)
    return [name for name in emptied if name not in stated and (person or not name.startswith(f"{PERSON}."))]


def is_empty(cell: Cell, columns: Mapping[str, Decoding], position: int) -> bool:
    """Tell whether a cell is empty or means nothing; in a literal row, only whether it is empty."""
    record = columns.get(RECORD_ID)
    if record is not None and record.values[position] is not None:
        return clean_cell(cell, words=False) is None
    return says_nothing(cell)
