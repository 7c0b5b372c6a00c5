"""What a search asks: `name=value` conditions become Sellsy's own filters, or are applied to what is read.

Filters and orders are those of Sellsy's API contract 2.264.0. The connectors' free text, tags, SIREN, web and
business sector have no filter in v2: they are applied to what is read, which reads every record.
"""

from collections.abc import Callable, Mapping, Sequence

from etl.account.filters import ALIASES, FILTERS, ITEMS, ORDERS, decoded
from etl.account.lookups import Lookups, UnresolvedError
from etl.account.quality import DOUBLED, EMPTY, TIDINESS, columns_of, doubling, emptied, have
from etl.account.scan import Document, Keep, Query, VariantSearch
from etl.codecs import fold
from etl.core.errors import ConfigError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities import Entity

# what a value may be


# what each resource can filter


VARIANT = "client_type"
"""The condition that keeps companies, or individuals."""


# what is kept or dropped once it is read


def _holds(*paths: str) -> Callable[[str], Keep]:
    def made(value: str) -> Keep:
        wanted = fold(value).split()

        def keep(document: Document) -> bool:
            held = fold(" ".join(str(dig(document, path) or "") for path in paths))
            return all(word in held for word in wanted)

        return keep

    return made


def _siren(value: str) -> Keep:
    wanted = "".join(value.split())

    def keep(document: Document) -> bool:
        legal = (dig(document, "legal_france.siren"), dig(document, "legal_france.siret"))
        return any("".join(str(one or "").split()).startswith(wanted) for one in legal)

    return keep


def _tagged(value: str) -> Keep:
    wanted = {fold(one) for one in ITEMS.split(value)}

    def keep(document: Document) -> bool:
        embed = document.get("_embed")
        tags = embed.get("smart_tags") if isinstance(embed, dict) else None
        held = (
            {fold(str(tag["value"])) for tag in tags if isinstance(tag, dict)}
            if isinstance(tags, list)
            else set()
        )
        return bool(held & wanted)

    return keep


def _sector(value: str) -> Keep:
    def keep(document: Document) -> bool:
        held = document.get("business_segment")
        if not isinstance(held, dict):
            return False
        return str(held.get("id")) == value or fold(value) in fold(str(held.get("label") or ""))

    return keep


_COMMON = ("email", "phone_number", "mobile_number", "reference", "note", "website")
KEPT: Mapping[str, Mapping[str, Callable[[str], Keep]]] = {
    "company": {
        "text": _holds("name", *_COMMON),
        "siren": _siren,
        "website": _holds("website"),
        "tags": _tagged,
        "business_segment": _sector,
    },
    "individual": {
        "text": _holds("first_name", "last_name", *_COMMON),
        "website": _holds("website"),
        "tags": _tagged,
    },
    "contact": {
        "text": _holds("first_name", "last_name", "position", *_COMMON),
        "website": _holds("website"),
        "tags": _tagged,
    },
    "opportunity": {"text": _holds("name", "number", "note"), "tags": _tagged},
    "event": {"text": _holds("title", "description")},
    "task": {"text": _holds("title", "description")},
    "comment": {"text": _holds("description")},
}
"""Conditions that Sellsy cannot filter: the connectors' free text, tags, SIREN, web, business sector."""


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

    A condition that only companies have leaves individuals out, and the other way round.

    Raises:
        ConfigError: a condition, its value or the order is none of the entity's; the accepted ones are listed.
        ApiError: a list of names cannot be read.
    """
    conditions = [_condition(one, entity) for one in where]
    searches = []
    for variant in entity.variants:
        search = _search(entity, variant, conditions, lookups)
        if search is not None:
            searches.append(search)
    if order is not None:
        accepted = ORDERS[next(iter(entity.variants))]
        order = order if order in accepted else f"{order}_at"
        if order not in accepted:
            raise ConfigError("order-unknown", order=order.removesuffix("_at"), accepted=list(accepted))
    wants_tags = any(name == "tags" for name, _value in conditions)
    embeds = tuple(dict.fromkeys((*embed, *(("smart_tags",) if wants_tags else ()))))
    whole = any(search.keep for search in searches)
    query = Query(tuple(searches), order, descending, limit, embeds, () if whole else tuple(fields))
    for value in (value for name, value in conditions if name == DOUBLED):
        query = doubling(query, columns_of(DOUBLED, value, entity), lookups.sellsy)
    return query


def _condition(said: str, entity: type[Entity]) -> tuple[str, str]:
    name, mark, value = said.partition("=")
    name = name.strip()
    if not mark or not value.strip():
        raise ConfigError("condition-shape", said=said, accepted=accepted_filters(entity))
    known = accepted_filters(entity)
    found = name if name in known else ALIASES.get(name, name)
    if found not in known and f"{found}s" in known:
        found = f"{found}s"
    if found not in known and found == "updated_at" and "updated" in known:
        found = "updated"
    if found not in known:
        raise ConfigError("filter-unknown", name=name, entity=entity.name, accepted=known)
    return found, value.strip()


def accepted_filters(entity: type[Entity]) -> list[str]:
    """Return the conditions of an entity, Sellsy's own filters first."""
    names: dict[str, None] = {}
    for table in (FILTERS, KEPT):
        for variant in entity.variants:
            names |= dict.fromkeys(table[variant])
    return [*names, *TIDINESS, *([VARIANT] if len(entity.variants) > 1 else [])]


def _search(
    entity: type[Entity], variant: str, conditions: Sequence[tuple[str, str]], lookups: Lookups
) -> VariantSearch | None:
    filters: dict[str, JsonValue] = dict(entity.filters)
    keep: list[Keep] = []
    for name, value in conditions:
        if name == VARIANT:
            if _decoded_variant(entity, value) != variant:
                return None
        elif name in TIDINESS:
            columns = columns_of(name, value, entity)
            if not have(columns, variant):
                return None
            keep += [emptied(columns, variant)] if name == EMPTY else []
        elif name in FILTERS[variant]:
            filters[name] = _read(name, value, entity, lookups=lookups, variant=variant)
        elif name in KEPT[variant]:
            keep.append(KEPT[variant][name](value))
        else:
            return None
    return VariantSearch(variant, filters, tuple(keep))


def _read(name: str, value: str, entity: type[Entity], *, lookups: Lookups, variant: str) -> JsonValue:
    try:
        return FILTERS[variant][name](value, entity, lookups)
    except UnresolvedError as wrong:
        accepted = wrong.params.get("accepted") or wrong.params.get("found")
        raise ConfigError("filter-value", name=name, value=value, accepted=accepted) from wrong


def _decoded_variant(entity: type[Entity], value: str) -> JsonValue:
    try:
        return decoded(entity.column(VARIANT).codec, value, "company, individual")
    except UnresolvedError as wrong:
        raise ConfigError(
            "filter-value", name=VARIANT, value=value, accepted=wrong.params["accepted"]
        ) from wrong
