"""The data dictionary: every table and column of an export for programs, from the declaration of the entities."""

import csv
import io
from collections.abc import Iterator

from etl.account.columns import field_of
from etl.entities import ENTITIES, Entity
from etl.entities.base.machine import STAFF, Facet, MachineColumn, machine_columns
from etl.exports.associations import associations_of
from etl.exports.manifest import keys_of
from etl.exports.shown_columns import MACHINE, field_of_part
from etl.messages import Lang, text
from etl.sheets.writers import Field

_HEADERS = ("table", "column", "type", "key", "values", "description")


def dictionary_csv(lang: Lang) -> str:
    """Return the data dictionary as CSV with commas: a line for each column of each table, described in a language."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(_HEADERS)
    for entity in ENTITIES:
        writer.writerows(_table(entity, lang))
    linked = {
        table: None
        for entity in ENTITIES
        for table in associations_of(entity, [_field(part, lang) for part in machine_columns(entity)])
    }
    for table in linked:
        for field in table.fields:
            writer.writerow((table.name, field.header, field.kind, "yes", "", ""))
    return page.getvalue()


def _table(entity: type[Entity], lang: Lang) -> Iterator[tuple[str, ...]]:
    keys = keys_of(entity)
    for part in machine_columns(entity):
        field = _field(part, lang)
        key = "yes" if field.header in keys else ""
        yield (entity.name, field.header, field.kind, key, _values(part), _description(part, lang))
    if entity.related_objects:
        yield (entity.name, "cf_…", "", "", "", text("dictionary-custom", lang=lang))


def _field(part: MachineColumn, lang: Lang) -> Field:
    return field_of_part(part, field_of(part.column, lang, MACHINE))


def _values(part: MachineColumn) -> str:
    """Return the words that a column may hold, Sellsy's own; nothing where it is free."""
    if part.facet is not Facet.VALUE or part.column.codec.kind == "boolean":
        return ""
    return " | ".join(value for value, _fr, _en in part.column.choices)


def _description(part: MachineColumn, lang: Lang) -> str:
    column = part.column
    described = f"{column.header(lang)}. {column.help(lang)}".strip()
    if part.facet is Facet.VALUE or part.column.lookup is None:
        return described
    kind = "staff" if column.lookup == STAFF else "other"
    return text(f"dictionary-{part.facet}-{kind}", lang=lang, column=column.header(lang))
