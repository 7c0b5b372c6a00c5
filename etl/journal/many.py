"""Update many lines by their key, in one statement: the loader waits for it.

The new values travel as a table which the update joins: one call to the database however many lines. A statement
for each line would hand the interpreter over to another thread as many times.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Table, cast, column, literal_column, update
from sqlalchemy import table as virtual_table

from etl.core.errors import JournalError

_LINES = 500
"""Lines of a statement: with ten columns, a sixth of the values that SQLite takes in one."""

_MARKS = {"qmark": "?", "pyformat": "%s", "format": "%s"}


def update_lines(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    lines: Sequence[tuple[Any, ...]],
    *,
    keys: int,
    common: Mapping[str, Any],
    run_id: str,
) -> None:
    """Set the columns of many lines, each the values of `columns`, the first `keys` of which name it, and `common`.

    Raises:
        JournalError: a line of the run is not in the journal, or is there twice.
    """
    dialect = connection.dialect
    sql = _update(table, columns, keys, tuple(common), dialect)
    same = [_ready(table, name, [value], dialect)[0] for name, value in common.items()]
    for start in range(0, len(lines), _LINES):
        part = lines[start : start + _LINES]
        values = list(chain.from_iterable(part))
        for place, name in enumerate(columns):
            values[place :: len(columns)] = _ready(table, name, values[place :: len(columns)], dialect)
        places = _places(len(part), len(columns), dialect)
        done = connection.exec_driver_sql(sql % places, (*same, *values)).rowcount
        if done != len(part):
            raise JournalError("journal-row-missing", run=run_id, expected=len(part), found=done)


@lru_cache(maxsize=32)
def _update(
    table: Table, columns: tuple[str, ...], keys: int, common: tuple[str, ...], dialect: Dialect
) -> str:
    """Return the SQL, with %s where the lines go; both databases name their columns column1, column2..."""
    places = {name: f"column{place}" for place, name in enumerate(columns, 1)}
    lines = virtual_table("lines", *map(column, places.values()))
    given = [(table.c[name], cast(lines.c[place], table.c[name].type)) for name, place in places.items()]
    mark: ColumnElement[Any] = literal_column(_MARKS[dialect.paramstyle])
    same = [(table.c[name], mark) for name in common]
    statement = update(table).ordered_values(*same, *given[keys:])
    statement = statement.where(*(known == value for known, value in given[:keys]))
    return str(statement.compile(dialect=dialect)).replace(" FROM lines ", " FROM (VALUES %s) AS lines ")


@lru_cache(maxsize=1_024)
def _places(lines: int, columns: int, dialect: Dialect) -> str:
    """Return the placeholders of the values of lines."""
    line = f"({', '.join([_MARKS[dialect.paramstyle]] * columns)})"
    return ", ".join([line] * lines)


def _ready(table: Table, column: str, values: list[Any], dialect: Dialect) -> list[Any]:
    """Return values ready for the database."""
    ready = _readying(table, column, dialect)
    return values if ready is None else [ready(value) for value in values]


@lru_cache(maxsize=128)
def _readying(table: Table, column: str, dialect: Dialect) -> Any:
    return table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
