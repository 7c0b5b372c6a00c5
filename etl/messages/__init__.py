"""What the program says, in French and English; no other room of `etl` has a sentence for a person.

A problem or an error carries a code and parameters. The texts of a room of `etl` are in the module of the same name
here: PROBLEMS and ERRORS with what to do, TEXTS without. What any room may say, and the words of the program that
parameters carry (client, address...), are in `words`. How a placeholder shows numbers, plurals and dates:
`etl.messages.filling`.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from etl.messages.filling import fill
from etl.messages.languages import MANNERS
from etl.messages.model import LANGS, Lang

__all__ = [
    "LANGS",
    "Lang",
    "count_text",
    "counted_text",
    "error_text",
    "outcome_text",
    "problem_text",
    "text",
    "word_text",
]


@cache
def _catalogue() -> Any:
    """Return the texts of all rooms, loaded when first needed."""
    return import_module("etl.messages.catalogue")


def _fill(template: str, params: Mapping[str, object], lang: Lang) -> str:
    shown = {name: _localised(value, lang) for name, value in params.items()}
    return fill(template, shown, MANNERS[lang], _catalogue().WORDS[lang])


def _localised(value: object, lang: Lang) -> object:
    """Return a parameter in the reader's language: a reason is a problem, a name has a word for each language.

    Of any other mapping, all entries are shown.
    """
    if isinstance(value, list | tuple):
        return [_localised(item, lang) for item in value]
    if not isinstance(value, Mapping):
        return value
    if "problem" in value:
        return _message(value, lang)
    return (
        value[lang]
        if lang in value
        else ", ".join(f"{key}: {_localised(item, lang)}" for key, item in value.items())
    )


def _message(problem: Mapping[str, object], lang: Lang) -> str:
    """Return the message of the problem that is the reason of another, under the key "problem"."""
    code = str(problem.get("problem"))
    known = _catalogue().PROBLEMS.get(code)
    return _fill(known.sentence(lang) if known else code, problem, lang).rstrip(". ")


def problem_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, what to do) for a problem code, filled with its parameters."""
    problem = _catalogue().PROBLEMS[code]
    return _fill(problem.sentence(lang), params, lang), _fill(problem.hint(lang), params, lang)


def error_text(code: str, params: Mapping[str, object], *, lang: Lang = "en") -> tuple[str, str]:
    """Return (message, hint) for an error code, filled with its parameters."""
    error = _catalogue().ERRORS[code]
    return _fill(error.sentence(lang), params, lang), _fill(error.hint(lang), params, lang)


def text(code: str, *, lang: Lang = "en", **params: object) -> str:
    """Return a label or sentence of the interface, filled with its parameters."""
    return _fill(_catalogue().TEXTS[code].sentence(lang), params, lang)


def word_text(word: str, *, lang: Lang) -> str:
    """Return the label of a word of the program (client, supplier...); any other word as it is."""
    return str(_catalogue().WORDS[lang].get(word, word))


@cache
def outcome_text(outcome: str, *, lang: Lang, dry: bool = False) -> str:
    """Return the outcome of a row in a word; in a dry run, the predicted outcome."""
    return _expected(outcome, lang, dry=dry) or text(f"row-{outcome}", lang=lang)


def count_text(outcome: str, *, lang: Lang, dry: bool = False) -> str:
    """Return the label of the rows with an outcome; in a dry run, with a predicted outcome."""
    return _expected(outcome, lang, dry=dry) or text(f"count-{outcome}", lang=lang)


def counted_text(outcome: str, count: int, *, lang: Lang, dry: bool = False) -> str:
    """Return how many rows ended in an outcome: "1 créée", "3 modifiées"."""
    singular, several = (label(outcome, lang=lang, dry=dry) for label in (outcome_text, count_text))
    return MANNERS[lang].counted(count, singular, several)


def _expected(outcome: str, lang: Lang, *, dry: bool) -> str:
    code = f"foreseen-{outcome}"
    return text(code, lang=lang) if dry and code in _catalogue().TEXTS else ""
