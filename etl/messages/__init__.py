"""What the program says, in French and English; nothing else of `etl` holds a sentence for a person.

A problem or an error carries a code and parameters. `fr.py` and `en.py` hold the same codes with the same
placeholders (a test proves it). PROBLEMS: code -> (message, what to do). ERRORS: code -> (message, hint).
TEXTS: code -> text.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

Lang = Literal["fr", "en"]


def _catalogue(lang: Lang) -> Any:
    return import_module(f"etl.messages.{lang}")


class _Params(dict[str, object]):
    """Parameters that show a missing one by its name instead of failing while reporting a failure."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def _fill(template: str, params: Mapping[str, object]) -> str:
    shown = {k: ", ".join(map(str, v)) if isinstance(v, list | tuple) else v for k, v in params.items()}
    return template.format_map(_Params(shown))


def problem_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, what to do) for a problem code, filled with its parameters."""
    message, fix = _catalogue(lang).PROBLEMS[code]
    return _fill(message, params), _fill(fix, params)


def error_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, hint) for an error code, filled with its parameters."""
    message, hint = _catalogue(lang).ERRORS[code]
    return _fill(message, params), _fill(hint, params)


def text(code: str, *, lang: Lang = "en", **params: object) -> str:
    """Return a label or sentence of the interface, filled with its parameters."""
    return _fill(_catalogue(lang).TEXTS[code], params)
