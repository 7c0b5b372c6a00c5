"""The filters and orders that Sellsy itself takes, and how their values are written on a command line."""

import re
from collections.abc import Callable, Mapping

from etl.account.lookups import Lookups, UnresolvedError
from etl.codecs import Boolean, Choice, Codec, Date, Decimal, Moment, Options, fold
from etl.core.results import JsonValue
from etl.entities import Entity
from etl.entities.base.search import Filter, Takes

Reader = Callable[[str, type[Entity], Lookups], JsonValue]

RANGE = ".."

ITEMS = re.compile(r"\s*,\s*")

_ID_DIGITS = 18
"""Digits of the longest id: databases hold no longer number."""


def _text(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return value


def _texts(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return [*ITEMS.split(value)]


def _whole(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    if not is_id(value.strip()):
        raise unfit("12")
    return int(value)


def _ids(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    return [_whole(item, entity, lookups) for item in ITEMS.split(value)]


def _yes(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    return decoded(Boolean(), value, "oui, non, yes, no")


def _named(kind: str) -> Reader:
    """Return the reader of names or ids of a kind."""

    def read(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
        return [int(item) if is_id(item) else lookups.names(kind).id_of(item) for item in ITEMS.split(value)]

    return read


def _steps(value: str, _entity: type[Entity], lookups: Lookups) -> JsonValue:
    """Return the ids of all steps with the given names: a name used in two pipelines stands for both steps."""
    ids: list[JsonValue] = []
    for item in ITEMS.split(value):
        matches = [step.step.id for step in lookups.steps() if fold(step.step.shown) == fold(item)]
        if not matches and not is_id(item):
            lookups.step(item, None)
        ids += matches or [int(item)]
    return ids


def _period(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    """Return a period: a day, or two days or moments with .. between them; either end may be open."""
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


def _end_of(text: str) -> JsonValue:
    """Return the last second of a day, with the offset of Paris on that day; a moment is returned unchanged."""
    moment = str(decoded(Moment(), text, "2026-06-30"))
    day, clock = moment[:10], moment[11:19]
    if clock != "00:00:00" or ":" in text:
        return moment
    return decoded(Moment(), f"{day} 23:59:59", "2026-06-30")


def _days(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    start, dots, end = value.partition(RANGE)
    ends = {"start": start, "end": end if dots else start}
    bounds = {
        name: decoded(Date(), text, "1980-01-01..1989-12-31") for name, text in ends.items() if text.strip()
    }
    if not bounds:
        raise unfit("1980-01-01..1989-12-31")
    return bounds


def _between(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    low, dots, high = value.partition(RANGE)
    ends = {"min": low, "max": high if dots else low}
    bounds = {
        name: float(str(decoded(Decimal(), text, "1000..5000")))
        for name, text in ends.items()
        if text.strip()
    }
    return {name: int(number) if number == int(number) else number for name, number in bounds.items()}


def _choices(attribute: str) -> Reader:
    def read(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
        codec = entity.column(attribute).codec
        accepted = ", ".join(map(str, codec.choices)) if isinstance(codec, Choice) else ""
        return [decoded(codec, item, accepted) for item in ITEMS.split(value)]

    return read


def _level(attribute: str) -> Reader:
    """Return the reader of a single level of a column as a range."""

    def read(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
        level = decoded(entity.column(attribute).codec, value, "0, 1")
        return {"min": level, "max": level}

    return read


def _objects(value: str, _entity: type[Entity], _lookups: Lookups) -> JsonValue:
    objects: list[JsonValue] = []
    for item in ITEMS.split(value):
        kind, _, identifier = item.partition(":")
        if not is_id(identifier):
            raise unfit("company:12, individual:7")
        objects.append({"type": kind, "id": int(identifier)})
    return objects


def _participants(value: str, entity: type[Entity], lookups: Lookups) -> JsonValue:
    ids = _named("staff")(value, entity, lookups)
    return [{"type": "staff", "id": staff_id} for staff_id in ids] if isinstance(ids, list) else []


def is_id(text: str) -> bool:
    """Tell whether a text may be an id: a whole number of a length that ids have."""
    return text.isdecimal() and len(text) <= _ID_DIGITS


def decoded(codec: Codec, value: str, accepted: str) -> JsonValue:
    """Return the value of a condition as a codec reads it.

    Raises:
        UnresolvedError: the value cannot be read; `accepted` shows what can.
    """
    read = codec.decode([value.strip()], options=Options(decimal=".", literal=True))
    if read.values[0] is None:
        raise unfit(accepted)
    return read.values[0]


def unfit(accepted: str) -> UnresolvedError:
    """Return the error of a condition whose value does not fit."""
    return UnresolvedError("lookup-unknown", accepted=[accepted])


def reader_of(asked: Filter) -> Reader:
    """Return the reader of a filter's value."""
    plain = _PLAIN.get(asked.takes)
    return plain if plain is not None else _WITH[asked.takes](asked.of)


_PLAIN: Mapping[Takes, Reader] = {
    Takes.TEXT: _text,
    Takes.TEXTS: _texts,
    Takes.ID: _whole,
    Takes.IDS: _ids,
    Takes.YES: _yes,
    Takes.PERIOD: _period,
    Takes.DAYS: _days,
    Takes.RANGE: _between,
    Takes.STEPS: _steps,
    Takes.RECORDS: _objects,
    Takes.STAFF: _participants,
}
_WITH: Mapping[Takes, Callable[[str], Reader]] = {
    Takes.NAMES: _named,
    Takes.CHOICES: _choices,
    Takes.LEVEL: _level,
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
