"""Read the JSON of others strictly: reject what no program writes on purpose.

Later code can rely on it: numbers that every database stores, text that every encoding writes, nothing
nested deeper than recursion allows.
"""

import json
import math
from typing import Any

_DEEP = 40
"""Levels of nesting; Sellsy's answers have seven."""

_MARKS_MAX = 1_000_000
"""Commas and brackets: each costs about seventy bytes of memory; a full page of records has ten thousand."""

_DIGITS_MAX = 18


def read_json(content: bytes) -> Any:
    """Return the value of a JSON text, None when it is empty.

    Raises:
        ValueError: it is not JSON in UTF-8, or too large, too deep, or with numbers or text that cannot be kept.
    """
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > _MARKS_MAX:
        raise ValueError("too many values")
    text = content.decode("utf-8-sig")
    if not text.strip():
        return None
    try:
        value = _READER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if "\\ud" in text or "\\uD" in text:
        json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair cannot be encoded
    if _is_deep(value):
        raise ValueError("nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEP):
        level = [
            part
            for node in level
            for part in (node.values() if node.__class__ is dict else node if node.__class__ is list else ())
            if part.__class__ is dict or part.__class__ is list
        ]
        if not level:
            return False
    return True


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS_MAX:
        raise ValueError("a number without end")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number without end")
    return number


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_READER = json.JSONDecoder(parse_int=_whole, parse_float=_finite, parse_constant=_no_constant)
