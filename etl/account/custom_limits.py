"""Bounds that a custom field's definition sets, checked before anything is sent.

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
    """The bounds of a custom field's values; `parameters` are those of its definition."""

    type: str = ""
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    mandatory: bool = False

    def complaint(self, value: JsonValue) -> Complaint | None:
        """Return why Sellsy would refuse a value (in the form it is sent), None where it would accept it."""
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
        bound = self.parameters.get(name)
        return None if bound is None else _read(read, bound)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a type of value is bounded: names of the parameters, how a value is measured, codes of the problems."""

    low: str
    high: str
    read: Callable[[Any], Any]
    measure: Callable[[Any], Any]
    too_small: str
    too_large: str
    counts: bool = False

    def about(self, measured: Any) -> dict[str, object]:
        """Return the parameters of a problem that describe the value."""
        return {"length": measured} if self.counts else {}

    def shown(self, bound: Any) -> object:
        """Return a bound as a problem shows it."""
        return bound if isinstance(bound, int) else str(bound)


def _read(read: Callable[[Any], Any], value: JsonValue) -> Any:
    """Return the value as read, None where it cannot be read: Sellsy then decides."""
    try:
        return read(value)
    except (InvalidOperation, LookupError, TypeError, ValueError):
        return None


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _part(name: str) -> Callable[[Any], Decimal]:
    return lambda value: Decimal(str(value[name]))


def _day(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])


def _clock(value: Any) -> str:
    hour, minute = str(value).split(":")[:2]
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
