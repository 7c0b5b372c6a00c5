"""Cells with one certain fix: which ones, what they would be, and a chunk in which they are so.

A fix replaces whole cells, as a person would by typing them; a number in the column of another one moves there.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from etl.codecs import Cell, fold
from etl.codecs.cleaning.words import says_nothing
from etl.core.results import Problem, Severity
from etl.entities import Entity
from etl.mapping.cell_sources import CellSource
from etl.mapping.headers import HeaderMap
from etl.sheets import Chunk
from etl.source.checked import show

FIXED = "cell-fixed"
MOVED = "cell-elsewhere"

_NEIGHBOURS = {"siret-is-siren": ("siret", "siren"), "siren-is-siret": ("siren", "siret")}
"""Codes of numbers in the column of another -> the ending of that column's attribute, and of the right one."""

_POSTAL_TEXT = "postal-code-text"
_POSTAL_CODE = "postal_code"
_NOT_CITY = frozenset({"f", "fr", "cp", "france"})
"""Words beside a postal code that are no part of a city."""


def with_siren(entity: type[Entity], headers: HeaderMap, width: int) -> HeaderMap:
    """Return headers with a column for the SIREN numbers that stand among SIRET numbers, where a file has none.

    It comes behind the `width` columns of the file; SIREN is its name in both languages.
    """
    if "siret" not in headers.attributes or "siren" in headers.attributes:
        return headers
    spare = CellSource("siren", entity.column("siren").header("fr"), (width,))
    return replace(
        headers,
        origins=(*headers.origins, spare),
        headers={**headers.headers, spare.attribute: spare.header},
    )


def with_room(chunk: Chunk, headers: HeaderMap) -> Chunk:
    """Return a chunk with empty cells in the columns that a file does not have."""
    wide = 1 + max((at for origin in headers.origins for at in origin.positions), default=-1)
    more: list[Any] = [[None] * len(chunk.rows) for _ in range(wide - len(chunk.columns))]
    return replace(chunk, columns=[*chunk.columns, *more]) if more else chunk


@dataclass(frozen=True, slots=True)
class Fixes:
    """The certain fixes of a chunk's cells; `headers` are the columns of the file, and perhaps one more.

    A column fills others, or takes a piece of a cell: no whole cell of it has a certain fix.
    """

    headers: HeaderMap

    @classmethod
    def of(cls, entity: type[Entity], headers: HeaderMap, chunk: Chunk) -> Self:
        """Return the fixes of a chunk, a column for SIREN numbers among them."""
        return cls(with_siren(entity, headers, len(chunk.columns)))

    @property
    def origins(self) -> Sequence[CellSource]:
        """The sources of the columns."""
        return self.headers.origins

    def fitting(self, problems: Iterable[Problem], chunk: Chunk, literal: Collection[int]) -> list[Problem]:
        """Return problems, without the fixes that are not certain, and those that fill the cell beside.

        In literal rows (positions) no fix is certain: their cells may be what the record holds.
        """
        known = list(problems)
        if all(problem.proposed is None and problem.code not in _NEIGHBOURS for problem in known):
            return known
        places = {row: place for place, row in enumerate(chunk.rows)}
        fitting: list[Problem] = []
        for problem in known:
            if problem.proposed is None and problem.code not in _NEIGHBOURS:
                fitting.append(problem)
                continue
            place, origin = places.get(problem.row or 0), self._whole(problem.column)
            if place is None or place in literal or origin is None:
                fitting.append(replace(problem, proposed=None))
            else:
                fitting += self._in_its_row(problem, origin, chunk, place)
        return fitting

    def _in_its_row(
        self, problem: Problem, origin: CellSource, chunk: Chunk, place: int
    ) -> Iterator[Problem]:
        if problem.code == _POSTAL_TEXT:
            city = self._of(origin.attribute.replace(_POSTAL_CODE, "city"))
            beside = "" if city is None else fold(show(chunk.columns[city.positions[0]][place]) or "")
            words = re.findall(r"[^\W\d_]+", fold(str(problem.value)))
            is_there = all(word in beside for word in words if word not in _NOT_CITY)
            yield problem if is_there else replace(problem, proposed=None)
            return
        if problem.code not in _NEIGHBOURS:
            yield problem
            return
        here, there = _NEIGHBOURS[problem.code]
        number = re.sub(r"\D", "", str(problem.value))
        right = self._of(origin.attribute.removesuffix(here) + there)
        cell = None if right is None else _cell(chunk, right.positions[0], place)
        is_empty = right is not None and says_nothing(cell)
        if here == "siret":
            is_there = re.sub(r"\D", "", str(show(cell) or "")) == number
            yield replace(problem, proposed="" if is_empty or is_there else None)
        else:
            yield problem
        if right is not None and is_empty:
            params = {"number": number, "source": origin.header}
            yield Problem(MOVED, problem.row, right.header, None, params, Severity.WARNING, proposed=number)

    def applied(self, chunk: Chunk, problems: Iterable[Problem]) -> tuple[Chunk, list[Problem]]:
        """Return a chunk with the cells that problems propose, and a warning for each, with the old cell.

        Where problems of a cell propose different ones, that of an error counts; between two errors, none does.
        """
        places = {row: place for place, row in enumerate(chunk.rows)}
        proposals: dict[tuple[int, str], dict[Severity, set[str]]] = {}
        for problem in problems:
            if problem.proposed is not None and problem.row in places and problem.column is not None:
                of_cell = proposals.setdefault((problem.row, problem.column), {})
                of_cell.setdefault(problem.severity, set()).add(problem.proposed)
        roomy = with_room(chunk, self.headers)
        columns: list[Any] = list(roomy.columns)
        told: list[Problem] = []
        for (row, header), severities in proposals.items():
            wanted = severities.get(Severity.ERROR) or severities[Severity.WARNING]
            origin = self._whole(header)
            if origin is None or len(wanted) > 1:
                continue
            at, (fixed,) = origin.positions[0], wanted
            if columns[at] is roomy.columns[at]:
                columns[at] = list(columns[at])
            old, columns[at][places[row]] = columns[at][places[row]], fixed
            told.append(_told(row, header, show(old), fixed))
        return replace(chunk, columns=columns if told else chunk.columns), told

    @property
    def whole(self) -> frozenset[str]:
        """The attributes of the columns whose cells are whole cells of the file."""
        return frozenset(
            origin.attribute for origin in self.origins if self._whole(origin.header) is not None
        )

    def _whole(self, header: str | None) -> CellSource | None:
        """Return the source of a column whose cells are whole cells of the file, and fill nothing else."""
        named = [origin for origin in self.origins if origin.header == header]
        if len(named) != 1 or not named[0].is_whole:
            return None
        position = named[0].positions[0]
        return named[0] if sum(position in origin.positions for origin in self.origins) == 1 else None

    def _of(self, attribute: str) -> CellSource | None:
        origin = next((origin for origin in self.origins if origin.attribute == attribute), None)
        return None if origin is None else self._whole(origin.header)


def _told(row: int, header: str, old: str | None, fixed: str) -> Problem:
    """Return the warning on a fixed cell; where a number moved, one of its cells was empty or is."""
    code = FIXED if old and fixed else "cell-filled" if fixed else "cell-moved"
    return Problem(code, row, header, old, {"fixed": fixed}, Severity.WARNING, proposed=fixed)


def _cell(chunk: Chunk, position: int, place: int) -> Cell:
    """Return a cell, None in a column that the file does not have."""
    return chunk.columns[position][place] if position < len(chunk.columns) else None


def fixable(problems: Iterable[Problem]) -> set[int]:
    """Return the rows that are wrong and whose every error has a certain fix."""
    rows: dict[int, bool] = {}
    for problem in problems:
        if problem.row is not None and problem.severity is Severity.ERROR:
            rows[problem.row] = rows.get(problem.row, True) and problem.proposed is not None
    return {row for row, is_fixable in rows.items() if is_fixable}


def part_of(chunk: Chunk, rows: Collection[int]) -> Chunk:
    """Return the part of a chunk that some rows are."""
    places = [place for place, row in enumerate(chunk.rows) if row in rows]
    columns: list[Any] = [[column[place] for place in places] for column in chunk.columns]
    return replace(chunk, rows=[chunk.rows[place] for place in places], columns=columns)
