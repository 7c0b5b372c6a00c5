"""Questions on the terminal; an interruption ends the wait for an answer at once."""

from typing import Any

import click

from etl.core.stopping import STOPPING
from etl.messages import Lang, text

_MARKS: dict[Lang, tuple[str, str]] = {"fr": ("O/n", "o/N"), "en": ("Y/n", "y/N")}
"""How a question shows its answers, with the default as a capital: yes, or no."""

COLON: dict[Lang, str] = {"fr": "\u00a0: ", "en": ": "}
"""The end of a question or of the name of a bar."""

_ANSWERS = {
    **dict.fromkeys(("y", "yes", "o", "oui"), True),
    **dict.fromkeys(("n", "no", "non"), False),
}


def confirm(question: str, *, default: bool, lang: Lang) -> bool:
    """Ask for a yes or a no, on stderr: `y`, `yes`, `o`, `oui`, `n`, `no` or `non`; an empty answer is the default."""
    marks = _MARKS[lang][not default]

    def answer(given: str) -> bool:
        if given in _MARKS[lang]:
            return default
        known = _ANSWERS.get(given.strip().lower())
        if known is None:
            raise click.UsageError(text("yes-no", lang=lang))
        return known

    with STOPPING.waiting():
        asked: bool = click.prompt(
            f"{question} [{marks}]",
            marks,
            prompt_suffix=COLON[lang],
            show_default=False,
            value_proc=answer,
            err=True,
        )
        return asked


def prompt(question: str, *, lang: Lang, **options: Any) -> str:
    """Ask for a text, on stderr; `options` are those of `click.prompt`."""
    with STOPPING.waiting():
        return str(click.prompt(question, prompt_suffix=COLON[lang], err=True, **options))
