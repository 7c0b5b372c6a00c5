"""Building a search: `name=value` conditions become Sellsy's own filters, or are applied to the records read.

Filters and orders are those of Sellsy's API contract 2.264.0. The connectors' free text, tags, SIREN, web and
business sector have no filter in v2: they are applied to the records read, so every record is read.
"""

from collections.abc import Callable, Mapping, Sequence

from etl.account.filters import ALIASES, ITEMS, decoded, reader_of
from etl.account.lookups import Lookups, UnresolvedError
from etl.account.quality import CONDITIONS, DOUBLED, EMPTY, columns_of, have, only_duplicates, only_empty
from etl.account.scan import Document, Keep, Query, VariantSearch
from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.search import Keeps

VARIANT = "client_type"
"""The condition that keeps only companies, or only individuals."""


# conditions on records read


def _holds(paths: Sequence[str], value: str) -> Keep:
    """Keep records that have every word of a text somewhere in the paths."""
    wanted = fold(value).split()

    def keep(document: Document) -> bool:
        text = fold(" ".join(str(dig(document, path) or "") for path in paths))
        return all(word in text for word in wanted)

    return keep


def _begins(paths: Sequence[str], value: str) -> Keep:
    """Keep records in which the text at one of the paths starts with the value, spaces ignored."""
    wanted = "".join(value.split())

    def keep(document: Document) -> bool:
        texts = ("".join(str(dig(document, path) or "").split()) for path in paths)
        return any(text.startswith(wanted) for text in texts)

    return keep


def _tagged(_paths: Sequence[str], value: str) -> Keep:
    """Keep records that have at least one of the smart tags."""
    wanted = {fold(name) for name in ITEMS.split(value)}

    def keep(document: Document) -> bool:
        tags = dig(document, "_embed.smart_tags")
        listed = tags if isinstance(tags, list) else []
        return bool({fold(str(tag["value"])) for tag in listed if isinstance(tag, dict)} & wanted)

    return keep


def _labelled(paths: Sequence[str], value: str) -> Keep:
    """Keep records in which the object at one of the paths has that id, or a label that contains the text."""

    def keep(document: Document) -> bool:
        objects = (dig(document, path) for path in paths)
        return any(
            isinstance(shown, dict)
            and (str(shown.get("id")) == value or fold(value) in fold(str(shown.get("label") or "")))
            for shown in objects
        )

    return keep


_KEEPS: Mapping[Keeps, Callable[[Sequence[str], str], Keep]] = {
    Keeps.WORDS: _holds,
    Keeps.BEGINNING: _begins,
    Keeps.TAGS: _tagged,
    Keeps.LABELLED: _labelled,
}


def make_query(
    entity: type[Entity],
    where: Sequence[str],
    *,
    lookups: Lookups,
    order: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    embed: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> Query:
    """Return the search that conditions such as "email=a@b.example" describe.

    A condition that only companies have excludes individuals, and vice versa.

    Raises:
        ConfigError: a condition, its value or the order is unknown for the entity; the accepted ones are listed.
        ApiError: a list of names cannot be read.
    """
    conditions = [_condition(condition, entity) for condition in where]
    searches = []
    for variant in entity.variants:
        search = _search(entity, variant, conditions, lookups)
        if search is not None:
            searches.append(search)
    if order is not None:
        accepted = next(iter(entity.variants.values())).orders
        order = order if order in accepted else f"{order}_at"
        if order not in accepted:
            raise ConfigError("order-unknown", order=order.removesuffix("_at"), accepted=list(accepted))
    wants_tags = any(name == "tags" for name, _value in conditions)
    embeds = tuple(dict.fromkeys((*embed, *(("smart_tags",) if wants_tags else ()))))
    whole = any(search.keep for search in searches)
    query = Query(tuple(searches), order, descending, limit, embeds, () if whole else tuple(fields))
    for value in (value for name, value in conditions if name == DOUBLED):
        query = only_duplicates(query, columns_of(DOUBLED, value, entity), lookups.sellsy)
    return query


def _condition(condition: str, entity: type[Entity]) -> tuple[str, str]:
    name, mark, value = condition.partition("=")
    name = name.strip()
    if not mark or not value.strip():
        raise ConfigError("condition-shape", said=condition, accepted=accepted_filters(entity))
    known = accepted_filters(entity)
    accepted = name if name in known else ALIASES.get(name, name)
    if accepted not in known and f"{accepted}s" in known:
        accepted = f"{accepted}s"
    if accepted not in known and accepted == "updated_at" and "updated" in known:
        accepted = "updated"
    if accepted not in known:
        raise ConfigError("filter-unknown", name=name, entity=entity.name, accepted=known)
    return accepted, value.strip()


def accepted_filters(entity: type[Entity]) -> list[str]:
    """Return the conditions of an entity, Sellsy's own filters first."""
    names: dict[str, None] = {}
    resources = entity.variants.values()
    for conditions in (
        *(resource.filters for resource in resources),
        *(resource.conditions for resource in resources),
    ):
        names |= dict.fromkeys(conditions)
    return [*names, *CONDITIONS, *([VARIANT] if len(entity.variants) > 1 else [])]


def _search(
    entity: type[Entity], variant: str, conditions: Sequence[tuple[str, str]], lookups: Lookups
) -> VariantSearch | None:
    resource = entity.variants[variant]
    filters: dict[str, JsonValue] = dict(entity.filters)
    keep: list[Keep] = []
    for name, value in conditions:
        if name == VARIANT:
            if _decoded_variant(entity, value) != variant:
                return None
        elif name in CONDITIONS:
            columns = columns_of(name, value, entity)
            if not have(columns, variant):
                return None
            keep += [only_empty(columns, variant)] if name == EMPTY else []
        elif name in resource.filters:
            filters[name] = _read(name, value, entity, lookups=lookups, variant=variant)
        elif name in resource.conditions:
            condition = resource.conditions[name]
            keep.append(_KEEPS[condition.keeps](condition.paths, value))
        else:
            return None
    return VariantSearch(variant, filters, tuple(keep))


def _read(name: str, value: str, entity: type[Entity], *, lookups: Lookups, variant: str) -> JsonValue:
    try:
        return reader_of(entity.variants[variant].filters[name])(value, entity, lookups)
    except UnresolvedError as wrong:
        accepted = wrong.params.get("accepted") or wrong.params.get("found")
        raise ConfigError("filter-value", name=name, value=value, accepted=accepted) from wrong


def _decoded_variant(entity: type[Entity], value: str) -> JsonValue:
    try:
        return decoded(entity.column(VARIANT).codec, value, ", ".join(entity.variants))
    except UnresolvedError as wrong:
        raise ConfigError(
            "filter-value", name=VARIANT, value=value, accepted=wrong.params["accepted"]
        ) from wrong
