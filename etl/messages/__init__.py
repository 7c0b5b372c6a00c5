"""What the program says, in French and English; nothing else of `etl` holds a sentence for a person.

A problem or an error carries a code and parameters. `fr.py` and `en.py` hold the same codes with the same
placeholders (a test proves it). PROBLEMS: code -> (message, what to do). ERRORS: code -> (message, hint).
TEXTS: code -> text. WORDS: words of the program that parameters carry (client, address...), as a person says them.
How a placeholder shows numbers, plurals and dates: `etl.messages.filling`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

from etl.messages.filling import fill

Lang = Literal["fr", "en"]


def catalogue(lang: Lang) -> Any:
    """Return the module of a language."""
    return import_module(f"etl.messages.{lang}")


def _fill(template: str, params: Mapping[str, object], lang: Lang) -> str:
    said = catalogue(lang)
    shown = {name: _told(value, lang) for name, value in params.items()}
    return fill(template, shown, said.MANNER, said.WORDS)


def _told(value: object, lang: Lang) -> object:
    """Return a parameter in the reader's language: a reason is a problem, a name has a word for each language.

    Anything else is told by all it holds.
    """
    if isinstance(value, list | tuple):
        return [_told(one, lang) for one in value]
    if not isinstance(value, Mapping):
        return value
    if "problem" in value:
        return _message(value, lang)
    return (
        value[lang]
        if lang in value
        else ", ".join(f"{key}: {_told(one, lang)}" for key, one in value.items())
    )


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


def outcome_text(outcome: str, *, lang: Lang, dry: bool = False) -> str:
    """Return what became of one row, in a word; in a dry run, what would."""
    return _foreseen(outcome, lang, dry=dry) or text(f"row-{outcome}", lang=lang)


def count_text(outcome: str, *, lang: Lang, dry: bool = False) -> str:
    """Return the label of the rows that ended in an outcome; in a dry run, of those that would."""
    return _foreseen(outcome, lang, dry=dry) or text(f"count-{outcome}", lang=lang)


def counted_text(outcome: str, count: int, *, lang: Lang, dry: bool = False) -> str:
    """Return how many rows ended in an outcome: "1 créée", "3 modifiées"."""
    one, several = (said(outcome, lang=lang, dry=dry) for said in (outcome_text, count_text))
    return str(catalogue(lang).MANNER.counted(count, one, several))


def _foreseen(outcome: str, lang: Lang, *, dry: bool) -> str:
    code = f"foreseen-{outcome}"
    return text(code, lang=lang) if dry and code in catalogue(lang).TEXTS else ""
