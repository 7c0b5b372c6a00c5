"""Cells that a mapping lets a row go without: what cannot be read, or makes no address, is left out and said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.codecs import Cell
from etl.core.record import RECORD_ID
from etl.core.results import Problem, Severity
from etl.entities.address import ADDRESSES, REQUIRED, STATES
from etl.mapping.cell_sources import CellSource
from etl.source.checked import Decoding, show
from etl.source.options import ReadOptions


def spared(
    columns: Mapping[str, Decoding],
    rows: Sequence[int],
    problems: list[Problem],
    headers: Mapping[str, str],
    options: ReadOptions,
) -> list[Problem]:
    """Leave out of columns what the mapping lets rows go without, and return the problems that remain.

    Where empty cells clear fields nothing is left out: it would be cleared.
    """
    attributes = {one for mapping in options.mapping for one in mapping.spare}
    if not attributes or options.empty == "clear":
        return problems
    spare = _Spared(attributes, headers)
    kept = spare.cells(problems)
    return [*kept, *spare.addresses(columns, rows, kept)]


@dataclass(frozen=True, slots=True)
class _Spared:
    """Leaves out of rows what `attributes` (columns, or addresses) may lack; `headers` are the user's."""

    attributes: Collection[str]
    headers: Mapping[str, str]

    def cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems, those of columns that rows may go without as warnings."""
        named = {self.headers[one] for one in self.attributes if one in self.headers}
        return [
            replace(one, code="cell-left-out", params={"reason": one.as_reason()}, severity=Severity.WARNING)
            if one.severity is Severity.ERROR and one.column in named
            else one
            for one in problems
        ]

    def addresses(
        self, columns: Mapping[str, Decoding], rows: Sequence[int], problems: Iterable[Problem]
    ) -> Iterator[Problem]:
        """Take out of the columns the addresses that lack what Sellsy asks of one, and yield what is said of each.

        A cell that is wrong is no reason: it is for its user to correct. A row with its record's id may state a part.
        """
        wrong = {(one.row, one.column) for one in problems if one.severity is Severity.ERROR}
        ids = columns[RECORD_ID].values if RECORD_ID in columns else [None] * len(rows)
        for part in ADDRESSES:
            held = {name: columns[at] for name in STATES if (at := f"{part}.{name}") in columns}
            if part not in self.attributes or not held:
                continue
            headers = {self.headers.get(one.attribute) for one in held.values()}
            for position, row in enumerate(rows):
                stated = {name: one.values[position] for name, one in held.items()}
                lacks = any(stated.get(name) is None for name in REQUIRED)
                is_wrong = any((row, header) in wrong for header in headers)
                if not lacks or is_wrong or ids[position] is not None or not any(stated.values()):
                    continue
                for one in held.values():
                    one.values[position] = None
                said = ", ".join(str(value) for value in stated.values() if value is not None)
                missing = next((f"{part}.{one}" for one in REQUIRED if stated.get(one) is None), "")
                header = self.headers.get(missing, missing)
                yield Problem("address-left-out", row, header, said, severity=Severity.WARNING)


def firsts_said(origin: CellSource, raw: Sequence[Cell], rows: Sequence[int]) -> Iterator[Problem]:
    """Yield what is said of cells that hold several, of which the first counts."""
    for position, cell in enumerate(raw) if origin.several else ():
        rest = origin.others(cell)
        if rest:
            params = {"others": rest}
            row, value = rows[position], show(cell)
            yield Problem("cell-first-kept", row, origin.header, value, params, Severity.WARNING)
