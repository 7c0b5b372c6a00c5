"""Bounds that a custom field's definition sets: what Sellsy would refuse is known before anything is sent.

Names of the parameters are those of `GET /custom-fields` (API contract 2.264.0).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from etl.core.json_paths import is_empty
from etl.core.results import JsonValue

Complaint = tuple[str, dict[str, object]]
"""Code and parameters of a problem."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What values of a custom field must be; `parameters` are those of its definition."""

    type: str = ""
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    mandatory: bool = False

    def complaint(self, value: JsonValue) -> Complaint | None:
        """Return why Sellsy would refuse a value, in the form it is sent, None where it would not."""
        if is_empty(value):
            return ("custom-mandatory", {}) if self.mandatory else None
        kind = _KINDS.get(self.type)
        if kind is None:
            return None
        low, high = (self._bound(name, kind.read) for name in (kind.low, kind.high))
        measured = _read(kind.measure, value)
        if measured is None:
            return None
        if low is not None and measured < low:
            return kind.too_small, {**kind.about(measured), "limit": kind.shown(low)}
        if high is not None and measured > high:
            return kind.too_large, {**kind.about(measured), "limit": kind.shown(high)}
        return None

    def _bound(self, name: str, read: Callable[[Any], Any]) -> Any:
        said = self.parameters.get(name)
        return None if said is None else _read(read, said)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How values of some types are bounded: the parameters' names, what of a value counts, and what is said."""

    low: str
    high: str
    read: Callable[[Any], Any]
    measure: Callable[[Any], Any]
    too_small: str
    too_large: str
    counts: bool = False

    def about(self, measured: Any) -> dict[str, object]:
        """Return what is said of a value beside the bound."""
        return {"length": measured} if self.counts else {}

    def shown(self, bound: Any) -> object:
        """Return a bound as a problem shows it."""
        return bound if isinstance(bound, int) else str(bound)


def _read(read: Callable[[Any], Any], said: JsonValue) -> Any:
    """Return what is read, None where it is not what it should be: Sellsy is then left to judge."""
    try:
        return read(said)
    except (InvalidOperation, LookupError, TypeError, ValueError):
        return None


def _number(said: Any) -> Decimal:
    return Decimal(str(said))


def _part(name: str) -> Callable[[Any], Decimal]:
    return lambda value: Decimal(str(value[name]))


def _day(said: Any) -> date:
    return date.fromisoformat(str(said)[:10])


def _clock(said: Any) -> str:
    hour, minute = str(said).split(":")[:2]
    return f"{int(hour):02d}:{int(minute):02d}"


_TEXT = _Kind("char_min", "char_max", int, len, "text-too-short", "text-too-long", counts=True)
_SUM = ("min_value", "max_value", _number)
_BOUNDS = ("number-too-small", "number-too-large")
_CHOICES = ("custom-too-few", "custom-too-many")
_LINKED = _Kind("", "number_of_values", int, len, *_CHOICES, counts=True)

_KINDS: Mapping[str, _Kind] = {
    "simple-text": _TEXT,
    "rich-text": _TEXT,
    "numeric": _Kind(*_SUM, _number, *_BOUNDS),
    "amount": _Kind(*_SUM, _part("amount"), *_BOUNDS),
    "numeric-with-unit": _Kind(*_SUM, _part("number"), *_BOUNDS),
    "date": _Kind("min_date", "max_date", _day, _day, "custom-too-early", "custom-too-late"),
    "time": _Kind("min_hour", "max_hour", _clock, _clock, "custom-too-early", "custom-too-late"),
    "checkbox": _Kind("min", "max", int, len, *_CHOICES, counts=True),
    "company-individual": _LINKED,
    "contact": _LINKED,
    "staff": _LINKED,
    "item": _LINKED,
}
"""Type of field -> how it is bounded; the options of a list are looked up by name."""
