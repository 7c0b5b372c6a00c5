"""The choices of an account in a template: pipelines and steps, sources, staff, labels and custom fields."""

from collections.abc import Iterator

from etl.account.custom_fields import CustomField, read_custom_fields
from etl.account.lookups import TAG, Lookups
from etl.codecs import ListOf
from etl.core.record import PERSON
from etl.entities import Column, Entity
from etl.mapping.column_names import CUSTOM
from etl.messages import Lang, text
from etl.sellsy import Sellsy
from etl.sheets.writers.template_workbook import Offer, TemplateColumn

_ELSEWHERE = frozenset({PERSON, TAG})
"""Kinds too long to be offered, or with many values per cell."""


def account_choices(sellsy: Sellsy, entity: type[Entity]) -> dict[str, Offer]:
    """Return attribute -> the account's choices; steps are offered with their pipeline.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    lookups = Lookups(sellsy)
    return {
        column.attribute: _offer(column, lookups)
        for column in entity.columns
        if column.lookup and column.lookup not in _ELSEWHERE
    }


def _offer(column: Column, lookups: Lookups) -> Offer:
    if column.lookup != "step":
        many = isinstance(column.codec, ListOf)
        return Offer(tuple(lookups.names(str(column.lookup)).all()), many=many)
    steps = lookups.steps()
    names = tuple(step.step.shown for step in steps)
    return Offer(names, within=tuple(step.pipeline.shown for step in steps), of="pipeline")


def custom_columns(sellsy: Sellsy, entity: type[Entity], lang: Lang) -> Iterator[TemplateColumn]:
    """Yield a column for each custom field of the entity, lists with their options.

    Raises:
        ApiError: see `etl.core.errors`.
    """
    own = [entity.name] if entity.name in entity.related_objects else entity.related_objects
    for field in read_custom_fields(sellsy, own) if own else ():
        options = tuple(field.items.all())
        yield TemplateColumn(
            header=f"{CUSTOM}{field.code}",
            help=f"{field.name} ({text('template-custom', lang=lang, type=field.type)})",
            offer=Offer(options, many=field.type == "checkbox") if options else _yes_no(field, lang),
            format="date" if field.type == "date" else "" if field.type in _NUMBERS else "text",
        )


_NUMBERS = ("numeric", "amount", "numeric-with-unit")


def _yes_no(field: CustomField, lang: Lang) -> Offer | None:
    if field.type != "boolean":
        return None
    return Offer(("Oui", "Non") if lang == "fr" else ("Yes", "No"))
