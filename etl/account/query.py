"""What a search asks: `name=value` conditions become Sellsy's own filters, or are applied to what is read.

Filters and orders are those of Sellsy's API contract 2.264.0. The connectors' free text, tags, SIREN, web and
business sector have no filter in v2: they are applied to what is read, which reads every record.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from etl.account.lookups import Lookups, UnresolvedError
from etl.account.quality import DOUBLED, EMPTY, TIDINESS, columns_of, doubling, emptied, have
from etl.account.scan import Document, Keep, Query, VariantSearch
from etl.codecs import Boolean, Choice, Codec, Date, Decimal, Moment, Options, fold
from etl.core.errors import ConfigError
from etl.core.json_paths import dig
from etl.core.results import JsonValue
from etl.entities import Entity

Reader = Callable[[str, type[Entity], Lookups], JsonValue]

RANGE = ".."
_ITEMS = re.compile(r"\s*,\s*")


# what a value may be


def _text(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return value


def _texts(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return [*_ITEMS.split(value)]


def _whole(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    if not value.strip().isdecimal():
        raise _unfit("12")
    return int(value)


def _ids(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    return [_whole(one, entity, lookups) for one in _ITEMS.split(value)]


def _yes(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return _decoded(Boolean(), value, "oui, non, yes, no")


def _named(kind: str) -> Reader:
    """Return what reads names or ids of a kind."""

    def read(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
        return [
            int(one) if one.isdecimal() else lookups.names(kind).id_of(one) for one in _ITEMS.split(value)
        ]

    return read


def _steps(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
    """Return every step of a name: the same step of two pipelines is looked for in both."""
    ids: list[JsonValue] = []
    for one in _ITEMS.split(value):
        found = [step.step.id for step in lookups.steps() if fold(step.step.shown) == fold(one)]
        if not found and not one.isdecimal():
            lookups.step(one, None)
        ids += found or [int(one)]
    return ids


def _period(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    """Return a period: a day, or two days or moments with .. between; either end may be left open."""
    start, dots, end = value.partition(RANGE)
    bounds: dict[str, JsonValue] = {}
    if start.strip():
        bounds["start"] = _decoded(Moment(), start, "2026-01-01..2026-06-30")
    last = end if dots else start
    if last.strip():
        bounds["end"] = _end_of(last)
    if not bounds:
        raise _unfit("2026-01-01..2026-06-30")
    return bounds


def _end_of(said: str) -> JsonValue:
    """Return the last second of a day, with the offset Paris has then, or a moment as it is."""
    moment = str(_decoded(Moment(), said, "2026-06-30"))
    day, clock = moment[:10], moment[11:19]
    if clock != "00:00:00" or ":" in said:
        return moment
    return _decoded(Moment(), f"{day} 23:59:59", "2026-06-30")


def _days(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    start, dots, end = value.partition(RANGE)
    said = {"start": start, "end": end if dots else start}
    bounds = {
        name: _decoded(Date(), one, "1980-01-01..1989-12-31") for name, one in said.items() if one.strip()
    }
    if not bounds:
        raise _unfit("1980-01-01..1989-12-31")
    return bounds


def _between(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    low, dots, high = value.partition(RANGE)
    said = {"min": low, "max": high if dots else low}
    bounds = {
        name: float(str(_decoded(Decimal(), one, "1000..5000"))) for name, one in said.items() if one.strip()
    }
    return {name: int(number) if number == int(number) else number for name, number in bounds.items()}


def _choices(attribute: str) -> Reader:
    def read(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
        codec = entity.column(attribute).codec
        accepted = ", ".join(map(str, codec.choices)) if isinstance(codec, Choice) else ""
        return [_decoded(codec, one, accepted) for one in _ITEMS.split(value)]

    return read


def _priority(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
    said = _decoded(entity.column("priority").codec, value, "0, 1")
    return {"min": said, "max": said}


def _objects(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    found: list[JsonValue] = []
    for one in _ITEMS.split(value):
        kind, _, identifier = one.partition(":")
        if not identifier.isdecimal():
            raise _unfit("company:12, individual:7")
        found.append({"type": kind, "id": int(identifier)})
    return found


def _participants(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    ids = _named("staff")(value, entity, lookups)
    return [{"type": "staff", "id": one} for one in ids] if isinstance(ids, list) else []


def _decoded(codec: Codec, value: str, accepted: str) -> JsonValue:
    decoded = codec.decode([value.strip()], options=Options(decimal=".", literal=True))
    if decoded.values[0] is None:
        raise _unfit(accepted)
    return decoded.values[0]


def _unfit(accepted: str) -> UnresolvedError:
    return UnresolvedError("lookup-unknown", accepted=[accepted])


# what each resource can filter

_LINKED: Mapping[str, Reader] = {
    "related_objects": _objects,
    "companies": _ids,
    "individuals": _ids,
    "contacts": _ids,
}
_THIRD: Mapping[str, Reader] = {
    "name": _text,
    "email": _text,
    "reference": _texts,
    "id": _ids,
    "is_archived": _yes,
    "created": _period,
    "updated_at": _period,
    "country_code": _text,
    "postal_code": _texts,
    "favourite_filter": _whole,
}
FILTERS: Mapping[str, Mapping[str, Reader]] = {
    "company": {**_THIRD, "siret": _text, "contacts": _ids, "number_of_employees": _between},
    "individual": _THIRD,
    "contact": {
        "last_name": _text,
        "email": _text,
        "phone_number": _text,
        "mobile_number": _text,
        "birth_date": _days,
        "id": _ids,
        "companies": _ids,
        "individuals": _ids,
        "is_linked": _yes,
        "created": _period,
        "updated": _period,
        "country_code": _text,
        "postal_code": _texts,
        "favourite_filter": _whole,
    },
    "opportunity": {
        "name": _text,
        "pipeline": _named("pipeline"),
        "step": _steps,
        "statuses": _choices("status"),
        "amount": _between,
        "assigned_staffs": _named("staff"),
        "related_objects": _objects,
        "created": _period,
        "updated_status": _period,
        "due_date": _period,
        "favourite_filter": _whole,
    },
    "event": {
        **_LINKED,
        "due_date": _period,
        "owners": _named("staff"),
        "participants": _participants,
        "labels": _named("event_label"),
        "priority": _priority,
    },
    "task": {
        **_LINKED,
        "due_date": _period,
        "created": _period,
        "statuses": _choices("status"),
        "owners": _named("staff"),
        "assigned_staffs": _named("staff"),
        "labels": _named("task_label"),
        "priority": _priority,
    },
    "comment": {
        **_LINKED,
        "owners": _named("staff"),
        "created": _period,
        "updated": _period,
        "parent_id": _whole,
    },
}

ORDERS: Mapping[str, tuple[str, ...]] = {
    "company": ("id", "name", "created_at", "updated_at"),
    "individual": ("id", "name", "created_at", "updated_at"),
    "contact": ("id", "name", "created_at"),
    "opportunity": ("id", "created", "step_rank", "due_date"),
    "event": ("id", "due_date"),
    "task": ("id", "due_date"),
    "comment": ("id", "created", "updated"),
}

_ALIASES = {
    "status": "statuses",
    "label": "labels",
    "owner": "owners",
    "staffs": "assigned_staffs",
    "staff": "assigned_staffs",
    "country": "country_code",
    "archived": "is_archived",
    "updated": "updated_at",
    "created_at": "created",
}
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
    wanted = {fold(one) for one in _ITEMS.split(value)}

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
    found = name if name in known else _ALIASES.get(name, name)
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
        return _decoded(entity.column(VARIANT).codec, value, "company, individual")
    except UnresolvedError as wrong:
        raise ConfigError(
            "filter-value", name=VARIANT, value=value, accepted=wrong.params["accepted"]
        ) from wrong
