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


def _level(attribute: str) -> Reader:
    """Return what reads one level of a column as a range."""

    def read(value: str, entity: type[Entity], _lookups: Lookups) -> JsonValue:
        level = decoded(entity.column(attribute).codec, value, "0, 1")
        return {"min": level, "max": level}

    return read


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


def reader_of(asked: Filter) -> Reader:
    """Return what reads the value of a filter."""
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
