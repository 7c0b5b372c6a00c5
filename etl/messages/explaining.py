"""What a code means, an example of it, and what to do: the catalogue read the other way round.

A problem's code belongs to one cell or row, an error's to what stops a command.
"""

from dataclasses import dataclass
from string import Formatter

from etl.messages import Lang, error_text, problem_text, text
from etl.messages.catalogue import ERRORS, PROBLEMS, ROOMS
from etl.messages.examples import USUAL

_ROOMS = {
    code: room.__name__.rpartition(".")[2]
    for kind in ("ERRORS", "PROBLEMS")
    for room in ROOMS
    for code in getattr(room, kind, {})
}
"""Code -> the room that its text is of; of a code that is both, the problem's."""

_NO_EXAMPLE = "…"


@dataclass(frozen=True, slots=True)
class Explanation:
    """`kind` says what follows from it, `example` and `fix` are as they would be shown."""

    code: str
    family: str
    kind: str
    example: str
    fix: str


def explain(code: str, lang: Lang) -> Explanation | None:
    """Return the explanation of a code, None when there is no such code."""
    row = code in PROBLEMS
    if not row and code not in ERRORS:
        return None
    texts = PROBLEMS[code] if row else ERRORS[code]
    parts = (texts.sentence(lang), texts.hint(lang))
    names = {name for part in parts for _, name, *_ in Formatter().parse(part) if name}
    params = {**dict.fromkeys(names, _NO_EXAMPLE), **USUAL, **texts.example}
    example, fix = (problem_text if row else error_text)(code, params, lang=lang)
    kind = text("explain-row" if row else "explain-stop", lang=lang)
    return Explanation(code, family_of(code, lang), kind, example, fix)


def family_of(code: str, lang: Lang) -> str:
    """Return the family that a code belongs to, in words: that of its room."""
    return text(f"family-{_ROOMS[code]}", lang=lang)


def families(lang: Lang) -> dict[str, list[str]]:
    """Return every code by family, problems before errors."""
    by_family: dict[str, list[str]] = {}
    for code in dict.fromkeys((*PROBLEMS, *ERRORS)):
        by_family.setdefault(family_of(code, lang), []).append(code)
    return by_family
