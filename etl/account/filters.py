"""The filters and orders that Sellsy itself takes, and how their values are written on a command line."""

import re
from collections.abc import Callable, Mapping

from etl.account.lookups import Lookups, UnresolvedError
from etl.codecs import Boolean, Choice, Codec, Date, Decimal, Moment, Options, fold
from etl.core.results import JsonValue
from etl.entities import Entity

Reader = Callable[[str, type[Entity], Lookups], JsonValue]

RANGE = ".."

ITEMS = re.compile(r"\s*,\s*")

_ID_DIGITS = 18
"""Digits of the longest id: more are no number that databases hold."""


def _text(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return value


def _texts(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return [*ITEMS.split(value)]


def _whole(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    if not is_id(value.strip()):
        raise unfit("12")
    return int(value)


def _ids(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    return [_whole(one, entity, lookups) for one in ITEMS.split(value)]


def _yes(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return decoded(Boolean(), value, "oui, non, yes, no")


def _named(kind: str) -> Reader:
    """Return what reads names or ids of a kind."""

    def read(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
        return [int(one) if is_id(one) else lookups.names(kind).id_of(one) for one in ITEMS.split(value)]

    return read


def _steps(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
    """Return every step of a name: the same step of two pipelines is looked for in both."""
    ids: list[JsonValue] = []
    for one in ITEMS.split(value):
        found = [step.step.id for step in lookups.steps() if fold(step.step.shown) == fold(one)]
        if not found and not is_id(one):
            lookups.step(one, None)
        ids += found or [int(one)]
    return ids


def _period(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    """Return a period: a day, or two days or moments with .. between; either end may be left open."""
    start, dots, end = value.partition(RANGE)
    bounds: dict[str, JsonValue] = {}
    if start.strip():
        bounds["start"] = decoded(Moment(), start, "2026-01-01..2026-06-30")
    last = end if dots else start
    if last.strip():
        bounds["end"] = _end_of(last)
    if not bounds:
        raise unfit("2026-01-01..2026-06-30")
    return bounds


def _end_of(said: str) -> JsonValue:
    """Return the last second of a day, with the offset Paris has then, or a moment as it is."""
    moment = str(decoded(Moment(), said, "2026-06-30"))
    day, clock = moment[:10], moment[11:19]
    if clock != "00:00:00" or ":" in said:
        return moment
    return decoded(Moment(), f"{day} 23:59:59", "2026-06-30")


def _days(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    start, dots, end = value.partition(RANGE)
    said = {"start": start, "end": end if dots else start}
    bounds = {
        name: decoded(Date(), one, "1980-01-01..1989-12-31") for name, one in said.items() if one.strip()
    }
    if not bounds:
        raise unfit("1980-01-01..1989-12-31")
    return bounds


def _between(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    low, dots, high = value.partition(RANGE)
    said = {"min": low, "max": high if dots else low}
    bounds = {
        name: float(str(decoded(Decimal(), one, "1000..5000"))) for name, one in said.items() if one.strip()
    }
    return {name: int(number) if number == int(number) else number for name, number in bounds.items()}


def _choices(attribute: str) -> Reader:
    def read(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
        codec = entity.column(attribute).codec
        accepted = ", ".join(map(str, codec.choices)) if isinstance(codec, Choice) else ""
        return [decoded(codec, one, accepted) for one in ITEMS.split(value)]

    return read


def _priority(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
    said = decoded(entity.column("priority").codec, value, "0, 1")
    return {"min": said, "max": said}


def _objects(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    found: list[JsonValue] = []
    for one in ITEMS.split(value):
        kind, _, identifier = one.partition(":")
        if not is_id(identifier):
            raise unfit("company:12, individual:7")
        found.append({"type": kind, "id": int(identifier)})
    return found


def _participants(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    ids = _named("staff")(value, entity, lookups)
    return [{"type": "staff", "id": one} for one in ids] if isinstance(ids, list) else []


def is_id(said: str) -> bool:
    """Tell whether a text may be an id: a whole number of a length that ids have."""
    return said.isdecimal() and len(said) <= _ID_DIGITS


def decoded(codec: Codec, value: str, accepted: str) -> JsonValue:
    """Return the value of a condition as a codec reads it.

    Raises:
        UnresolvedError: it cannot be read; `accepted` is what could.
    """
    read = codec.decode([value.strip()], options=Options(decimal=".", literal=True))
    if read.values[0] is None:
        raise unfit(accepted)
    return read.values[0]


def unfit(accepted: str) -> UnresolvedError:
    """Return the error of a condition whose value does not fit."""
    return UnresolvedError("lookup-unknown", accepted=[accepted])


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

ALIASES = {
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
