"""What a template shows of an entity: its columns, those that most people fill, and its example row."""

from collections.abc import Mapping
from dataclasses import replace

from etl.entities.base.column import Column
from etl.entities.base.entity import Entity
from etl.entities.origin import MERGED_IDS
from etl.messages import Lang


def template_fields(entity: type[Entity]) -> tuple[Column, ...]:
    """Return the columns of an entity's template: those declared, and the ids of another system behind Sellsy's own."""
    own, *links = (column for column in entity.origins() if column.attribute != MERGED_IDS)
    first, *others = entity.columns
    return first, own, *others, *links


def is_usual(entity: type[Entity], column: Column) -> bool:
    """Tell whether most people fill a column; a template folds the others."""
    if column.attribute in entity.usual or column.required:
        return True
    return bool(example_cell(entity, column, "en"))


def example_cell(entity: type[Entity], column: Column, lang: Lang) -> str:
    """Return a column's cell in the example row, which is a record of the first variant."""
    if column.only and next(iter(entity.variants)) not in column.only:
        return ""
    return replace(column, example=entity.examples.get(column.attribute, column.example)).shown_example(lang)


def example_row(entity: type[Entity], lang: Lang) -> Mapping[str, str]:
    """Return the filled cells of the example row by header."""
    cells = {column.header(lang): example_cell(entity, column, lang) for column in template_fields(entity)}
    return {header: cell for header, cell in cells.items() if cell}
