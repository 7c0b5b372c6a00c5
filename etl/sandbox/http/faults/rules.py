"""Scripted faults: rules that break an answer on purpose, so that recovery can be tested.

A rule is `{"match": {"method", "path", "in"}, "nth" | "times" | "rate" + "seed", "fault": ..., ...}`.
`path` is a regular expression searched in the path as sent; `in` is "request" (by default), "pair" (one operation of
a batch, fault `status` only) or "delivery" (a webhook on its way to an endpoint, fault `duplicate` only). `nth` lists
the matching requests to break (1 is the first), `times` breaks the first ones, `rate` breaks that share of them, drawn
from `seed`; with none of them every one is broken. `meanwhile` breaks nothing: it changes the account between two
requests of a reader, and its calls are not counted. Any fault may have `lag_ms` too: what the request creates
cannot be read by API v2 for those milliseconds (404, absent from lists and searches), while writes may already name it.
"""

import random
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

FAULTS = {
    "drop_before": "closes the connection before anything is processed",
    "drop_after": "processes the request, then closes the connection without an answer",
    "status": "answers `status` (and `retry_after`: seconds, or a date), before processing or after it (`after`: true)",
    "cut_body": "processes the request, sends half of the answer, then closes the connection",
    "short_batch": "processes a batch, answers only the first `keep` responses (half of them by default)",
    "short_page": "processes a list or search, leaves `lose` records (1) out of the page, counted all the same",
    "delay": "waits `ms` milliseconds before processing, or before answering (`after`: true)",
    "lag": "processes the request, but reads do not see what it created for `ms` milliseconds",
    "revoke_token": "revokes the token of the request before processing it",
    "duplicate": "processes the request twice, as if the network had repeated it; sends a delivery twice",
    "meanwhile": "makes the `calls` ([{method, path, body}]) of somebody else before processing the request",
}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 10**9}
_RANK = {"type": "integer", "minimum": 1, "maximum": 10**9}
_WAIT = {"type": "number", "minimum": 0, "maximum": 10**9}
_TEXT = {"type": "string", "maxLength": 1000}
_SHAPE = Draft202012Validator({
    "properties": {
        "match": {
            "type": ["object", "null"],
            "properties": {
                "method": {**_TEXT, "type": ["string", "null"]},
                "path": {**_TEXT, "type": ["string", "null"]},
                "in": {"enum": ["request", "pair", "delivery"]},
            },
            "additionalProperties": False,
        },
        "nth": {"anyOf": [_RANK, {"type": "array", "items": _RANK}, {"type": "null"}]},
        "times": {"anyOf": [_COUNT, {"type": "null"}]},
        "rate": {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "null"}]},
        "seed": {"anyOf": [{"type": "integer", "minimum": -(10**18), "maximum": 10**18}, _TEXT]},
        "status": {"type": "integer", "minimum": 200, "maximum": 599, "not": {"enum": [204, 205, 304]}},
        "retry_after": {"anyOf": [_WAIT, {"type": "string", "pattern": "^[ -~]{1,100}$"}, {"type": "null"}]},
        "after": {"type": "boolean"},
        "keep": _COUNT,
        "lose": _COUNT,
        "ms": {**_WAIT, "maximum": 3_600_000},
        "lag_ms": {**_WAIT, "maximum": 3_600_000},
        "message": _TEXT,
        "calls": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"method": _TEXT, "path": _TEXT},
                "required": ["method", "path"],
            },
        },
    },
})  # fmt: skip
"""What each key of a rule may hold."""

_SAID = 200
_RULES_MAX = 1000
_WITHIN = {"pair": "status", "delivery": "duplicate"}
_KEYS = {
    "match",
    "nth",
    "times",
    "rate",
    "seed",
    "fault",
    "status",
    "retry_after",
    "after",
    "keep",
    "ms",
    "lag_ms",
    "message",
    "calls",
    "lose",
}


@dataclass(slots=True)
class Rule:
    """One rule and what it has seen so far."""

    fault: str
    method: re.Pattern[str]
    path: re.Pattern[str]
    within: str = "request"
    nth: frozenset[int] = frozenset()
    times: int | None = None
    rate: float | None = None
    draw: Callable[[], float] = lambda: 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0

    def fires(self, method: str, path: str) -> bool:
        """Tell whether this request, seen now, is to be broken."""
        if not self.method.fullmatch(method) or not self.path.search(path):
            return False
        self.seen += 1
        fires = self._chosen()
        self.fired += fires
        return fires

    def _chosen(self) -> bool:
        if self.nth:
            return self.seen in self.nth
        if self.rate is not None and self.draw() >= self.rate:
            return False
        return self.times is None or self.fired < self.times


def read_rule(source: Mapping[str, Any]) -> Rule:
    """Read a rule.

    Raises:
        ValueError: saying what is wrong and what is accepted.
    """
    if not isinstance(source, Mapping):
        raise ValueError("fault: a rule is an object with a key fault")  # noqa: TRY004 - of a file
    unknown = sorted(map(str, set(source) - _KEYS))
    if unknown:
        raise ValueError(f"fault: unknown keys {str(unknown)[:_SAID]}; accepted: {sorted(_KEYS)}")
    name = source.get("fault")
    if not isinstance(name, str) or name not in FAULTS:
        raise ValueError(f"fault: unknown fault {str(name)[:_SAID]!r}; accepted: {', '.join(FAULTS)}")
    for wrong in _SHAPE.iter_errors(source):
        raise ValueError(f"fault: {'.'.join(map(str, wrong.absolute_path))}: {wrong.message[:_SAID]}")
    match = source.get("match") or {}
    within = match.get("in", "request")
    if within != "request" and _WITHIN.get(within) != name:
        raise ValueError("fault: 'in' is request, pair with the fault status, or delivery with duplicate")
    nth = source.get("nth") or ()
    try:
        method, path = (
            re.compile(match.get("method") or ".*", re.IGNORECASE),
            re.compile(match.get("path") or ""),
        )
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"fault: 'match' holds a wrong regular expression: {error}") from None
    return Rule(
        fault=str(name),
        method=method,
        path=path,
        within=within,
        nth=frozenset([nth] if isinstance(nth, int) else nth),
        times=source.get("times"),
        rate=source.get("rate"),
        draw=random.Random(source.get("seed", 0)).random,  # noqa: S311 - reproducible, nothing secret
        settings=dict(source),
    )


class Faults:
    """The rules in force; the first one that fires breaks the request."""

    def __init__(self, sources: Sequence[Mapping[str, Any]] = ()) -> None:
        self._lock = threading.Lock()
        self._rules: list[Rule] = []
        self.replace(sources)

    def replace(self, sources: Sequence[Mapping[str, Any]]) -> None:
        """Put other rules in force.

        Raises:
            ValueError: when a rule cannot be read; the old ones stay.
        """
        if len(sources) > _RULES_MAX:
            raise ValueError(f"fault: more than {_RULES_MAX} rules")
        rules = [read_rule(source) for source in sources]
        with self._lock:
            self._rules = rules

    def pick(self, method: str, path: str, *, within: str = "request") -> Rule | None:
        """Return the rule that breaks this request, or None; every matching rule counts it as seen."""
        if not self._rules:
            return None
        with self._lock:
            fired = [rule for rule in self._rules if rule.within == within and rule.fires(method, path)]
        return fired[0] if fired else None

    def show(self) -> list[dict[str, Any]]:
        """Return the rules with what they saw and broke."""
        return [{**rule.settings, "seen": rule.seen, "fired": rule.fired} for rule in self._rules]
