"""The report of a CSV: its rejected rows as they were, in its own encoding and delimiter, with their problems."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.core.errors import DataError
from etl.core.results import Severity
from etl.mapping.column_names import OURS
from etl.reports.values import CORRECTABLE, Report, ReportRow
from etl.sheets import Cell, as_plain_text, line_end, open_table, write_delimited

_OURS = dict.fromkeys(("row", "column", "value", "reason", "correction"), 0)
_BETWEEN = " | "


def write_rows(path: Path, report: Report) -> bool:
    """Write the rejected rows; without any there is no file, and that of an earlier run is removed.

    No spreadsheet takes a cell of it for a formula; an import restores the original cells (see `as_typed`).

    Raises:
        DataError: the file cannot be written there.
    """
    layout = report.table.layout
    rows = _rejected(report)
    first = next(rows, None)
    if first is None:
        if _is_ours(path):
            path.unlink()
        return False
    headers = [
        *(as_plain_text(report.table.headers[i]) for i in report.theirs),
        *report.rejected_heads(_OURS),
    ]
    write_delimited(
        path,
        _all(headers, first, rows),
        encoding=layout.encoding or "utf-8-sig",
        delimiter=layout.delimiter or ";",
        newline=line_end(Path(layout.path), layout.encoding),
    )
    return True


def _all(
    headers: Sequence[Cell], first: Sequence[Cell], rows: Iterator[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    yield headers
    yield first
    yield from rows


def _rejected(report: Report) -> Iterator[Sequence[Cell]]:
    width = len(report.table.headers)
    for cells, row in report.lines():
        if row.outcome in CORRECTABLE:
            own = [cells[i] for i in report.theirs] + list(cells[width:])
            yield [*map(_inert, own), row.row, *map(as_plain_text, _why(row, report))]


def _inert(cell: Cell) -> Cell:
    return as_plain_text(cell) if isinstance(cell, str) else cell


def _why(row: ReportRow, report: Report) -> Iterator[str]:
    wrong = [problem for problem in row.problems if problem.severity is Severity.ERROR]
    texts = [problem.texts(report.lang) for problem in wrong]
    yield _BETWEEN.join(dict.fromkeys(problem.column for problem in wrong if problem.column))
    yield _BETWEEN.join(dict.fromkeys(problem.value for problem in wrong if problem.value))
    yield _BETWEEN.join(dict.fromkeys(reason for reason, _ in texts))
    yield _BETWEEN.join(dict.fromkeys(fix for _, fix in texts))


def _is_ours(path: Path) -> bool:
    """Tell whether a file is such a report of an earlier run."""
    try:
        return any(header.startswith(OURS) for header in open_table(path).headers)
    except DataError:
        return False
