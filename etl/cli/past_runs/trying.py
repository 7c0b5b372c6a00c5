"""A trial on the terminal: its rows as Sellsy has them now, then the question what follows."""

import sys
from collections.abc import Callable
from typing import Any

import click

from etl.cli import asking
from etl.cli.context import Context
from etl.cli.show import table
from etl.messages import Lang, outcome_text, text

_LETTERS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "fr": (("c", "go"), ("a", "undo"), ("s", "stop")),
    "en": (("g", "go"), ("u", "undo"), ("s", "stop")),
}
"""The letters of an answer, as the question shows them, and what each decides."""

_WORDS = {
    **dict.fromkeys(("c", "continuer", "g", "go", "go on"), "go"),
    **dict.fromkeys(("a", "annuler", "u", "undo"), "undo"),
    **dict.fromkeys(("s", "stop", "arrêter", "arreter"), "stop"),
}

trial_option = click.option(
    "--trial",
    type=click.IntRange(min=1, max=500),
    metavar="N",
    help="Write N rows that differ, read them back, then ask: go on, undo, or stop.",
)


def decider(context: Context, *, yes: bool, as_json: bool) -> Callable[[Any], Any]:
    """Return a callback that shows a trial and asks what follows.

    With --yes it goes on if Sellsy has every row as sent; where nobody may be asked it stops.
    """

    def decide(tried: Any) -> str:
        if not as_json:
            show_trial(context, tried)
        return _decision(context, tried, yes=yes, as_json=as_json)

    return decide


def whole_decider(context: Context, *, yes: bool, as_json: bool) -> Callable[[Any], Any]:
    """Return a callback that shows the trial of a pipeline and asks what follows, as `decider`."""

    def decide(tried: Any) -> str:
        for step, part in tried.parts if not as_json else ():
            context.say("run-step-bill", step=step)
            show_trial(context, part)
        if tried.report and not as_json:
            click.echo(text("run-proof", lang=context.lang, path=tried.report))
        return _decision(context, tried, yes=yes, as_json=as_json)

    return decide


def _decision(context: Context, tried: Any, *, yes: bool, as_json: bool) -> str:
    if yes:
        return "go" if tried.fine else "stop"
    return "stop" if as_json or not sys.stdin.isatty() else ask(context.lang)


def show_trial(context: Context, tried: Any) -> None:
    """Print the rows of a trial: what each did, its record, and what differs from what was sent."""
    lang = context.lang
    heads = [text(f"trial-head-{name}", lang=lang) for name in ("row", "outcome", "id", "name", "check")]
    rows = [
        (
            row.row,
            outcome_text(row.outcome.value, lang=lang),
            row.sellsy_id or "",
            row.name,
            _check(row, lang),
        )
        for row in tried.rows
    ]
    context.say("trial-title", count=len(rows), run=tried.run_id)
    click.echo(table(heads, rows))
    for row in tried.rows if context.verbose else ():
        for problem in row.problems:
            happened, fix = problem.texts(lang)
            click.echo(f"{row.row}: {happened} {fix}")


def _check(row: Any, lang: Lang) -> str:
    """Return how a row was found in Sellsy."""
    if row.check is None:
        return text("trial-none", lang=lang)
    differs = "; ".join(f"{each.field}: {each.sent} → {each.now}" for each in row.check.differences)
    codes = {"=": "trial-same", "*": "trial-differs", "-": "trial-gone", "!": "trial-unread"}
    return text(codes[row.check.mark.value], lang=lang, fields=differs)


def ask(lang: Lang) -> str:
    """Ask what follows a trial; an empty answer stops, which loses nothing."""
    letters = "/".join(letter for letter, _decision in _LETTERS[lang])

    def answer(given: str) -> str:
        decision = _WORDS.get(given.strip().lower())
        if decision is None:
            raise click.UsageError(text("trial-answers", lang=lang))
        return decision

    question = f"{text('trial-ask', lang=lang)} [{letters}]"
    return asking.prompt(question, lang=lang, default="s", show_default=False, value_proc=answer)
