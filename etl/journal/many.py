"""Updates of many lines by their key, prepared once for each database: this is what the loader waits for.

SQLAlchemy prepares every value of every line anew, which takes longer than the database itself.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, update

from etl.errors import JournalError

_Prepared = tuple[str, tuple[tuple[str, str, Callable[[Any], Any] | None], ...], bool]


def update_lines(
    connection: Connection,
    table: Table,
    lines: Sequence[Mapping[str, Any]],
    *,
    keys: tuple[str, ...],
    run_id: str,
) -> None:
    """Set the columns of the lines of a run that some keys name, exactly one for each; all name the same columns.

    Raises:
        JournalError: a line is not in the journal.
    """
    if not lines:
        return
    columns = tuple(name for name in lines[0] if name not in keys)
    sql, places, positional = _prepare(table, keys, columns, connection.dialect)
    values: list[Any] = [
        [line[column] if ready is None else ready(line[column]) for _name, column, ready in places]
        for line in lines
    ]
    names = [name for name, _column, _ready in places]
    sets = [tuple(one) if positional else dict(zip(names, one, strict=True)) for one in values]
    done = connection.exec_driver_sql(sql, sets).rowcount
    if done != len(lines):
        raise JournalError("journal-row-missing", run=run_id, expected=len(lines), found=done)


@lru_cache(maxsize=32)
def _prepare(table: Table, keys: tuple[str, ...], columns: tuple[str, ...], dialect: Dialect) -> _Prepared:
    """Return the SQL, its parameters (name, column, what makes a value ready), and whether they go by position."""
    statement = (
        update(table)
        .where(*(table.c[key] == bindparam(f"of_{key}", type_=table.c[key].type) for key in keys))
        .values({name: bindparam(f"to_{name}", type_=table.c[name].type) for name in columns})
    )
    compiled = statement.compile(dialect=dialect)
    names = compiled.positiontup or list(compiled.params)
    places = tuple((name, name[3:], _readying(table, name[3:], dialect)) for name in names)
    return str(compiled), places, bool(compiled.positional)


def _readying(table: Table, column: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    return table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
