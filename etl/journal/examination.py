"""Find damage in a journal that the database considers intact: another program wrote into it.

It is only searched after an unexpected error, to distinguish a damaged journal from a bug of ours.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Float, Integer, Select, func, literal_column, select

from etl.core.errors import JournalError
from etl.journal.operations import Operations
from etl.journal.rows import Rows
from etl.journal.runs import Runs
from etl.journal.schema import Json, metadata
from etl.journal.store import Store

_SETTINGS: dict[str, type] = {
    **dict.fromkeys(("match", "order", "create_missing", "append"), list),
    **dict.fromkeys(("headers", "reading"), dict),
    **dict.fromkeys(("mode", "tags", "on_doubt"), str),
    "batch_size": int,
}
"""Settings of a run that commands rely on, and their types."""


class DamagedError(Exception):
    """An entry of a journal is impossible; its place is the message."""


def damage(store: Store, runs: Runs, *, rows: Rows, operations: Operations) -> str | None:
    """Return the damaged place, None where there is none."""
    try:
        store.check()
        for place, query in _queries() if store.path is not None else ():
            with store.reading() as connection:
                if connection.execute(query).first() is not None:
                    return place
        _read(runs, rows, operations)
    except JournalError as error:
        return str(error.params.get("said", error.code))
    except Exception as error:  # noqa: BLE001 - any error while reading its own entries means damage
        return f"{type(error).__name__}: {error}"[:200]
    return None


def _refuse_circle(parents: Mapping[str, str | None]) -> None:
    """Raise where a run is its own ancestor."""
    for run in parents:
        passed = {run}
        at = parents[run]
        while at is not None:
            if at in passed:
                raise ValueError("runs.parent")
            passed.add(at)
            at = parents.get(at)


def _queries() -> Iterator[tuple[str, Select[Any]]]:
    """Yield (column, a query for a value that is none of its kind): SQLite takes any value in any column."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            wrong: ColumnElement[bool] = func.typeof(column).not_in([*_kinds(column), "null"])
            if isinstance(column.type, Json):
                wrong |= column.is_not(None) & (func.json_valid(column, type_=Integer) == 0)
            place = f"{table.name}.{column.name}"
            yield place, select(literal_column("1")).select_from(table).where(wrong).limit(1)


def _kinds(column: Column[Any]) -> tuple[str, ...]:
    """Return what SQLite calls the kinds of value that a column may hold."""
    if isinstance(column.type, Integer | Boolean):
        return ("integer",)
    return ("real", "integer") if isinstance(column.type, Float) else ("text",)


def _read(runs: Runs, rows: Rows, operations: Operations) -> None:
    """Read every entry as a command would."""
    known = runs.newest()
    _refuse_circle({run.run_id: run.parent for run in known})
    for run in known:
        for name, value in run.settings.items():
            if value is not None and not isinstance(value, _SETTINGS.get(name, object)):
                raise ValueError(f"runs.settings: {name}")
        for row in rows.every(run.run_id):
            if row.record is not None and not isinstance(row.record.get("values", {}), dict):
                raise ValueError("rows.record: values")
        for _ in operations.read(run.run_id):
            pass
