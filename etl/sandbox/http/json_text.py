"""JSON as the standard writes it, within bounds: Python's reader takes NaN, half a surrogate pair and any depth."""

import json
import math
from typing import Any, NoReturn

DEPTH_MAX = 100
"""Lists and objects inside one another; what the API takes needs less than ten."""


def decode(text: str | bytes) -> Any:
    """Return the value of a JSON text, which is UTF-8 where it comes as bytes.

    Raises:
        ValueError: when it is not one (NaN, infinities and half a surrogate pair included), or too deep.
    """
    text = text if isinstance(text, str) else text.decode()
    if text.count("[") + text.count("{") > DEPTH_MAX and _depth(text) > DEPTH_MAX:
        raise ValueError(f"more than {DEPTH_MAX} lists and objects inside one another")
    value = json.loads(text, parse_constant=_refused, parse_float=_finite)
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    return value


def _depth(text: str) -> int:
    """Return how deep lists and objects go; what is inside texts does not count."""
    depth = deepest = 0
    inside = escaped = False
    for mark in text:
        if inside:
            inside = escaped or mark != '"'
            escaped = mark == "\\" and not escaped
        elif mark == '"':
            inside = True
        elif mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number
