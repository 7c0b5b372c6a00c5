"""Pages of records: Sellsy's seek cursor (base64 of the last row's sort keys) and the numeric offset."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from typing import Any

from etl.sandbox.contract.query import Options
from etl.sandbox.contract.refusals import Refusal, bad_field
from etl.sandbox.http.json_text import decode
from etl.sandbox.storage.resource import Clause, Record, Resource, SqlValue
from etl.sandbox.storage.store import Session

NUMERIC_MAX = 100_000
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)


def encode_cursor(keys: Sequence[Any]) -> str:
    """Return sort keys as the opaque text of a cursor: `["174599"]` in base64."""
    return base64.b64encode(json.dumps([str(key) for key in keys]).encode()).decode()


def decode_cursor(text: str, size: int) -> list[str]:
    """Return the sort keys of a cursor.

    Raises:
        Refusal: 400 when the text is not a cursor of this order.
    """
    try:
        keys = decode(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        keys = None
    if not isinstance(keys, list) or len(keys) != size or not _WHOLE.fullmatch(str(keys[-1])):
        raise bad_field("offset", "Ce champ n'est pas un curseur valide")
    return [str(key) for key in keys]


def page(session: Session, resource: Resource, clauses: Sequence[Clause], *, options: Options) -> Record:
    """Return `{"data", "pagination"}` for the rows that satisfy every clause."""
    where, values = _joined(session, resource, clauses)
    total = _count(session, resource, where, values)
    keys = _sort_keys(resource, options.order)
    sql, more, skip = _window(resource, keys, options=options)
    names = ", ".join(f'"{key}"' for key in keys)
    direction = "DESC" if options.descending else "ASC"
    order = ", ".join(f'"{key}" {direction}' for key in keys)
    rows = session.rows(
        f'SELECT body, {names} FROM "{resource.name}" WHERE ({where}) AND {sql} '
        f"ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, *more, options.limit, skip),
    )
    return {
        "data": [json.loads(row[0]) for row in rows],
        "pagination": _pagination(rows, total, options=options),
    }


def counted(session: Session, resource: Resource, clauses: Sequence[Clause]) -> int:
    """Return how many rows satisfy every clause."""
    return _count(session, resource, *_joined(session, resource, clauses))


def _joined(session: Session, resource: Resource, clauses: Sequence[Clause]) -> tuple[str, list[SqlValue]]:
    """Return the condition of all clauses, and of what reads already see, with its values."""
    unseen = session.lag.unseen(resource.name)
    if unseen:
        clauses = [*clauses, ("id NOT IN (SELECT value FROM json_each(?))", (json.dumps(unseen),))]
    where = " AND ".join(f"({sql})" for sql, _ in clauses) or "1"
    return where, [value for _, bound in clauses for value in bound]


def _count(session: Session, resource: Resource, where: str, values: list[SqlValue]) -> int:
    return session.count(f'SELECT count(*) FROM "{resource.name}" WHERE {where}', values)


def _sort_keys(resource: Resource, order: str) -> tuple[str, ...]:
    column = resource.orders.get(order or resource.order, "id")
    return ("id",) if column == "id" else (column, "id")


def _window(
    resource: Resource, keys: tuple[str, ...], *, options: Options
) -> tuple[str, list[SqlValue], int]:
    """Return the seek condition, its values and the number of rows to skip."""
    if not isinstance(options.offset, str):
        skip = options.offset or 0
        if skip + options.limit > NUMERIC_MAX and skip:
            raise Refusal(400, f"La pagination numérique est limitée à {NUMERIC_MAX} résultats.")
        return "1", [], skip
    types = {column.name: column.type for column in resource.columns}
    texts = decode_cursor(options.offset, len(keys))
    last = [_typed(text, types.get(key, "INTEGER")) for key, text in zip(keys, texts, strict=True)]
    sign = "<" if options.descending else ">"
    names, marks = ", ".join(f'"{key}"' for key in keys), ", ".join("?" * len(keys))
    return f"({names}) {sign} ({marks})", last, 0


def _typed(text: str, affinity: str) -> SqlValue:
    if affinity == "TEXT":
        return text
    if not _WHOLE.fullmatch(text):
        raise bad_field("offset", "Ce champ n'est pas un curseur valide")
    return int(text)


def _pagination(rows: Sequence[Any], total: int, *, options: Options) -> Record:
    offset: int | str = options.offset if options.offset is not None else 0
    if rows and not isinstance(options.offset, int):
        offset = encode_cursor(rows[-1][1:])
    return {"limit": options.limit, "count": len(rows), "total": total, "offset": offset}


def page_of(items: Sequence[Record], *, options: Options) -> Record:
    """Return a page of a short list already in memory (tags, countries)."""
    start = options.offset if isinstance(options.offset, int) else 0
    if isinstance(options.offset, str):
        start = int(decode_cursor(options.offset, 1)[0])
    data = list(items[start : start + options.limit])
    offset: int | str = start if isinstance(options.offset, int) else encode_cursor([start + len(data)])
    return {
        "data": data,
        "pagination": {"limit": options.limit, "count": len(data), "total": len(items), "offset": offset},
    }
