"""The clauses that search filters become; each takes the filter's value and returns (SQL, values)."""

import json
from collections.abc import Callable
from typing import Any

from etl.sandbox.contract.refusals import bad_field
from etl.sandbox.storage import times
from etl.sandbox.storage.resource import Clause, Filter, SqlValue, fold


def same(column: str) -> Filter:
    """Keep the rows whose column is the value."""
    return lambda value: (f'"{column}" = ?', (int(value) if isinstance(value, bool) else value,))


def same_folded(*columns: str) -> Filter:
    """Keep the rows where one of the columns is the value, as MySQL compares texts."""

    def clause(value: Any) -> Clause:
        return " OR ".join(f'"{column}" = ?' for column in columns), [fold(value)] * len(columns)

    return clause


def within(column: str, key: Callable[[Any], SqlValue] = lambda value: value) -> Filter:
    """Keep the rows whose column is one of the values (a lone value counts as a list of one)."""
    sql = f'"{column}" IN (SELECT value FROM json_each(?))'

    def clause(value: Any) -> Clause:
        wanted = value if isinstance(value, list) else [value]
        return sql, (json.dumps([key(item) for item in wanted]),)

    return clause


def _range(column: str, edges: tuple[str, str], key: Callable[[Any], Any]) -> Filter:
    def clause(value: dict[str, Any]) -> Clause:
        signs = {edges[0]: ">=", edges[1]: "<="}
        parts = [(f'"{column}" {sign} ?', key(value[edge])) for edge, sign in signs.items() if edge in value]
        return " AND ".join(sql for sql, _ in parts) or "1", [limit for _, limit in parts]

    return clause


def period(column: str) -> Filter:
    """Keep the rows whose moment lies between `start` and `end`, both included."""
    return _range(column, ("start", "end"), times.epoch)


def days(column: str) -> Filter:
    """Keep the rows whose calendar day lies between `start` and `end`, both included."""
    return _range(column, ("start", "end"), str)


def between(column: str) -> Filter:
    """Keep the rows whose number lies between `min` and `max`, both included."""
    return _range(column, ("min", "max"), int)


def holding(key: str) -> Filter:
    """Keep the rows whose list `key` holds the value, or one of the values."""
    sql = (
        f"EXISTS (SELECT 1 FROM json_each(body, '$.{key}') AS item "
        "WHERE item.value IN (SELECT value FROM json_each(?)))"
    )
    return lambda value: (sql, (json.dumps(value if isinstance(value, list) else [value]),))


def addressed(noun: str, column: str) -> Filter:
    """Keep the records that have an address with this country or one of these postcodes."""

    def clause(value: Any) -> Clause:
        wanted = value if isinstance(value, list) else [value]
        sql = (
            f'id IN (SELECT owner FROM addresses WHERE noun = ? AND "{column}" IN '
            "(SELECT value FROM json_each(?)))"
        )
        return sql, (noun, json.dumps([fold(item) for item in wanted]))

    return clause


def linked_thirds(noun: str) -> Filter:
    """Keep the contacts linked to one of these companies (or individuals)."""
    wanted = "(SELECT value FROM json_each(?))"
    sql = f"id IN (SELECT contact FROM contact_link WHERE noun = ? AND third IN {wanted})"
    return lambda value: (sql, (noun, json.dumps(value)))


def linked_contacts(noun: str) -> Filter:
    """Keep the thirds linked to one of these contacts."""
    wanted = "(SELECT value FROM json_each(?))"
    sql = f"id IN (SELECT third FROM contact_link WHERE noun = ? AND contact IN {wanted})"
    return lambda value: (sql, (noun, json.dumps(value)))


def is_linked(value: bool) -> Clause:  # noqa: FBT001 - a filter's value
    """Keep the contacts that are (or are not) linked to a third."""
    return f"id {'' if value else 'NOT '}IN (SELECT contact FROM contact_link)", ()


def favourite(value: int) -> Clause:
    """Refuse a saved search: the sandbox has none, and ignoring the filter would answer everything.

    Raises:
        Refusal: always.
    """
    raise bad_field("filters.favourite_filter", f"Ce filtre favori n'existe pas : {value}")


def days_of_period(column: str) -> Filter:
    """Keep the rows whose calendar day lies in the days of a period of moments."""
    return _range(column, ("start", "end"), lambda text: times.paris(times.epoch(text) or 0)[:10])


def amounts(column: str) -> Filter:
    """Keep the rows whose amount, stored in cents, lies between `min` and `max`, both included."""
    return _range(column, ("min", "max"), lambda amount: round(amount * 100))


def _named(value: list[dict[str, Any]]) -> str:
    """Return objects given as `{type, id}` as a JSON list of `company:1001`."""
    return json.dumps([f"{item.get('type')}:{item.get('id')}" for item in value])


def about(value: list[dict[str, Any]]) -> Clause:
    """Keep the tasks, events or comments about one of the objects."""
    return "hangs_on IN (SELECT value FROM json_each(?))", (_named(value),)


def _items(key: str, value: list[dict[str, Any]]) -> Clause:
    """Keep the rows whose list of `{type, id}` holds one of the values."""
    sql = (
        f"EXISTS (SELECT 1 FROM json_each(body, '$.{key}') AS item "
        "WHERE json_extract(item.value, '$.type') || ':' || json_extract(item.value, '$.id') "
        "IN (SELECT value FROM json_each(?)))"
    )
    return sql, (_named(value),)


def related(value: list[dict[str, Any]]) -> Clause:
    """Keep the opportunities of one of the thirds."""
    return _items("related", value)


def participants(value: list[dict[str, Any]]) -> Clause:
    """Keep the events where one of the people takes part."""
    return _items("participants", value)
