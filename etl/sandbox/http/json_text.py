"""JSON as the standard writes it: Python's reader also takes NaN and Infinity, and half a surrogate pair."""

import json
from typing import Any, NoReturn


def decode(text: str | bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: when it is not one, NaN and infinities included.
    """
    return json.loads(text, parse_constant=_refused)


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
