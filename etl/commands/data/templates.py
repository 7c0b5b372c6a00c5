"""Write empty workbooks to fill in, and name the columns of an entity."""

from pathlib import Path

from etl.commands.session import Session
from etl.entities import entity_named
from etl.messages import Lang
from etl.reports.display import part_labels
from etl.templates.writer import template_name, write_template_file


def column_labels(entity: str, *, lang: Lang = "en") -> dict[str, str]:
    """Return attribute -> header of an entity's columns, with the names of changes that concern no single column.

    Raises:
        ConfigError: there is no such entity.
    """
    kind = entity_named(entity)
    return {column.attribute: column.header(lang) for column in kind.columns} | part_labels(kind, lang)


def write_template(
    session: Session, entity: str, path: str | Path | None = None, *, live: bool = False
) -> Path:
    """Write an empty workbook (.xlsx) or CSV (.csv) to fill in, in the language of the session, and return its path.

    Without a path its name is in that language too. A number is added where a file of the name exists: a person may
    have filled it in.
    `live` reads the account: its names become drop-downs, its custom fields columns.

    Raises:
        ConfigError: there is no such entity, or the suffix is neither.
        DataError: the file cannot be written.
        ApiError: see `etl.core.errors`.
    """
    name = template_name(entity_named(entity), session.lang)
    place = _free(Path(name if path is None else path))
    write_template_file(entity, place, lang=session.lang, sellsy=session.sellsy if live else None)
    return place


def _free(path: Path) -> Path:
    """Return a path, with a number where something is there."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
