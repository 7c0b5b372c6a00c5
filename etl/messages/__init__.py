"""What the program says, in French and English; nothing else of `etl` holds a sentence for a person.

A problem or an error carries a code and parameters. `fr.py` and `en.py` hold the same codes with the same
placeholders (a test proves it). PROBLEMS: code -> (message, what to do). ERRORS: code -> (message, hint).
TEXTS: code -> text. WORDS: words of the program that parameters carry (client, address...), as a person says them.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

Lang = Literal["fr", "en"]


def catalogue(lang: Lang) -> Any:
    """Return the module of a language."""
    return import_module(f"etl.messages.{lang}")


class _Params(dict[str, object]):
    """Parameters that show a missing one by its name instead of failing while reporting a failure."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


_WORDS_OF = frozenset({"held", "key", "part", "target", "wanted", "why"})
"""Parameters whose values are words of the program (client, address...), shown in the reader's language."""


def _fill(template: str, params: Mapping[str, object], lang: Lang) -> str:
    words = catalogue(lang).WORDS
    shown: dict[str, object] = {}
    for name, value in params.items():
        if isinstance(value, list | tuple):
            shown[name] = ", ".join(map(str, value))
        elif isinstance(value, Mapping):
            shown[name] = _message(value, lang)
        else:
            shown[name] = words.get(value, value) if name in _WORDS_OF else value
    return template.format_map(_Params(shown))


def _message(problem: Mapping[str, object], lang: Lang) -> str:
    """Return the message of a problem that another one names as its reason, under the key "problem"."""
    code = str(problem.get("problem"))
    message = catalogue(lang).PROBLEMS[code][0] if code in catalogue(lang).PROBLEMS else code
    return _fill(message, problem, lang).rstrip(". ")


def problem_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, what to do) for a problem code, filled with its parameters."""
    message, fix = catalogue(lang).PROBLEMS[code]
    return _fill(message, params, lang), _fill(fix, params, lang)


def error_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, hint) for an error code, filled with its parameters."""
    message, hint = catalogue(lang).ERRORS[code]
    return _fill(message, params, lang), _fill(hint, params, lang)


def text(code: str, *, lang: Lang = "en", **params: object) -> str:
    """Return a label or sentence of the interface, filled with its parameters."""
    return _fill(catalogue(lang).TEXTS[code], params, lang)
