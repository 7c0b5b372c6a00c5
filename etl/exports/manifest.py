"""The manifest of a folder for programs: which tables it holds, their columns and keys, and when they were read.

It is written last: a folder whose manifest is of this export is whole.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from etl import __version__
from etl.account.query import VARIANT
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.machine import machine_columns
from etl.exports.associations import Association
from etl.sheets.writers import Field

MANIFEST = "manifest.json"


def keys_of(entity: type[Entity]) -> list[str]:
    """Return the columns that tell the rows of a table apart: a company and an individual may have the same id."""
    return ["id"] if len(entity.variants) == 1 else [VARIANT, "id"]


def table_of(
    entity: type[Entity], fields: Sequence[Field], *, file: str, rows: int, deleted: str | None
) -> Mapping[str, JsonValue]:
    """Return what the manifest says of an entity's table; `deleted` is the file of deleted ids, if any."""
    helps = {part.name: part.column.help_en for part in machine_columns(entity)}
    table: dict[str, JsonValue] = {
        "name": entity.name,
        "file": file,
        "rows": rows,
        "key": [*keys_of(entity)],
        "columns": [_column(field, helps.get(field.header, "")) for field in fields],
    }
    return table if deleted is None else {**table, "deleted": deleted}


def table_of_links(table: Association, *, file: str, rows: int) -> Mapping[str, JsonValue]:
    """Return what the manifest says of a table of links."""
    names: list[JsonValue] = [field.header for field in table.fields]
    return {
        "name": table.name,
        "file": file,
        "rows": rows,
        "key": names,
        "columns": [_column(field, "") for field in table.fields],
    }


def manifest_text(
    tables: Sequence[Mapping[str, JsonValue]], *, began: datetime, ended: datetime, since: str | None
) -> bytes:
    """Return the manifest, as JSON in UTF-8."""
    document = {
        "made_by": f"sellsy-etl {__version__}",
        "read_from": began.isoformat(),
        "read_until": ended.isoformat(),
        "since": since,
        "tables": [*tables],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _column(field: Field, description: str) -> dict[str, JsonValue]:
    column: dict[str, JsonValue] = {"name": field.header, "type": field.kind}
    return {**column, "description": description} if description else column
