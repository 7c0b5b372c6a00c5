"""Write the template of an entity, in French or English: a workbook or CSV made from its declaration."""

import csv
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from etl.codecs import fold
from etl.core.errors import ConfigError, DataError
from etl.entities import ENTITIES, Column, Entity, entity_named
from etl.entities.base.template import example_cell, is_usual, template_fields
from etl.messages import Lang, text
from etl.sellsy import Sellsy
from etl.sheets.writers.template_workbook import Offer, TemplateColumn, TemplateTexts, write_template_book
from etl.templates.account_choices import account_choices, custom_columns

_DELIMITERS: dict[Lang, str] = {"fr": ";", "en": ","}
"""The delimiter that Excel expects in the language's country."""

_FORMATS = {"date": "date", "moment": "date"}


def write_template_file(entity_name: str, path: Path, *, lang: Lang, sellsy: Sellsy | None = None) -> None:
    """Write the template of an entity to an .xlsx or .csv file, with an example row; completely or not at all.

    With `sellsy` it offers the account's choices: names in drop-downs, and a column for each custom field.

    Raises:
        ConfigError: there is no such entity, or the suffix is neither.
        DataError: the file cannot be written there.
        ApiError: see `etl.core.errors`.
    """
    entity = entity_named(entity_name)
    write = _writer(path)
    columns = template_columns(entity, lang) if sellsy is None else live_columns(sellsy, entity, lang)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(temporary, entity, columns, lang)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise DataError("file-unwritable", path=path, said=error.strerror or str(error)) from error


def template_name(entity: type[Entity], lang: Lang, suffix: str = ".xlsx") -> str:
    """Return the usual name of a template's file, in its language: `modele_clients.xlsx`, `client_template.xlsx`."""
    stem = f"modele_{fold(entity.label(lang))}" if lang == "fr" else f"{entity.name}_template"
    return f"{stem.replace(' ', '_')}{suffix}"


def write_templates(folder: Path) -> list[Path]:
    """Write every template (`modele_clients.xlsx`...) to a folder and return their paths.

    Raises:
        DataError: a file cannot be written there.
    """
    languages: tuple[Lang, ...] = ("fr", "en")
    written = []
    for entity in ENTITIES:
        for lang in languages:
            for suffix in _WRITERS:
                written.append(folder / template_name(entity, lang, suffix))
                write_template_file(entity.name, written[-1], lang=lang)
    return written


def template_columns(entity: type[Entity], lang: Lang) -> list[TemplateColumn]:
    """Return the columns of an entity's template."""
    return [_template_column(entity, column, lang) for column in template_fields(entity)]


def live_columns(sellsy: Sellsy, entity: type[Entity], lang: Lang) -> list[TemplateColumn]:
    """Return the columns of an entity's template with the account's choices, custom fields last.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    offers = account_choices(sellsy, entity)
    columns = []
    for column, shown in zip(template_fields(entity), template_columns(entity, lang), strict=True):
        offer = offers.get(column.attribute)
        if offer is not None and offer.of:
            offer = replace(offer, of=entity.column(offer.of).header(lang))
        # The example names records of another account.
        columns.append(shown if offer is None else replace(shown, offer=offer, example=_first(offer, shown)))
    return [*columns, *custom_columns(sellsy, entity, lang)]


def _first(offer: Offer, shown: TemplateColumn) -> str:
    return offer.values[0] if shown.example and offer.values else ""


def _template_column(entity: type[Entity], column: Column, lang: Lang) -> TemplateColumn:
    other = column.en if lang == "fr" else column.fr
    also = dict.fromkeys((other, *column.aliases))
    also.pop(column.header(lang), None)
    return TemplateColumn(
        header=column.header(lang),
        help=column.help(lang),
        example=example_cell(entity, column, lang),
        choices=column.labels(lang),
        also=tuple(also),
        format="text" if column.codec.as_text else _FORMATS.get(column.codec.kind, ""),
        required=column.required,
        folded=not is_usual(entity, column),
    )


_Writer = Callable[[Path, type[Entity], Sequence[TemplateColumn], Lang], None]


def _writer(path: Path) -> _Writer:
    if path.suffix.lower() not in _WRITERS:
        raise ConfigError("template-suffix", path=path, accepted=list(_WRITERS))
    return _WRITERS[path.suffix.lower()]


def _write_workbook(path: Path, entity: type[Entity], columns: Sequence[TemplateColumn], lang: Lang) -> None:
    write_template_book(path, columns, _texts(entity, lang), mark=entity.name)


def _texts(entity: type[Entity], lang: Lang) -> TemplateTexts:
    column, required, help_, choices, example, also = (
        text(f"template-{name}", lang=lang)
        for name in ("column", "required", "help", "choices", "example", "also")
    )
    return TemplateTexts(
        sheet=entity.label(lang),
        list_sheet=text("template-list", lang=lang),
        offer_sheet=text("template-offers", lang=lang),
        heads=(column, required, help_, choices, example, also),
        yes=text("template-yes", lang=lang),
        example=text("template-example-is", lang=lang),
        choices=text("template-choices-are", lang=lang),
        not_offered=text("template-not-offered", lang=lang),
    )


def _write_csv(path: Path, entity: type[Entity], columns: Sequence[TemplateColumn], lang: Lang) -> None:
    del entity
    # Excel reads accents only with a byte order mark.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=_DELIMITERS[lang])
        writer.writerow([column.header for column in columns])
        writer.writerow([column.example for column in columns])


_WRITERS = {".xlsx": _write_workbook, ".csv": _write_csv}
