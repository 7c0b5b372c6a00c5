"""Show a pipeline's run on a terminal: its steps and their results."""

from collections.abc import Iterable

import click

from etl import commands
from etl.cli.context import Context, print_json
from etl.cli.show import table
from etl.core.results import JsonValue, RunResult
from etl.messages import counted_text, text


def named(context: Context, run: str, *, rehearsals: bool = False) -> str | None:
    """Return the id of the pipeline's run that a name refers to, None where it is another kind of run."""
    with context.session() as session:
        return commands.whole_of(session, run, rehearsals=rehearsals)


def show(context: Context, run: str, *, as_json: bool) -> None:
    """Show a pipeline's run and those of its steps."""
    with context.session() as session:
        whole, parts = commands.show_whole(session, run)
    if as_json:
        steps: JsonValue = [{"name": step, **part.to_dict(context.lang)} for step, part in parts]
        print_json({**whole.to_dict(context.lang), "steps": steps})
        return
    click.echo(steps_table(context, parts))
    click.echo()
    click.echo(_line(context, whole))
    if whole.report:
        click.echo(text("run-proof", lang=context.lang, path=whole.report))


def steps_table(context: Context, parts: Iterable[tuple[str, RunResult]]) -> str:
    """Return the table of the steps of a pipeline: the ending, calls and rows of each."""
    lang = context.lang
    heads = [text(f"run-head-{name}", lang=lang) for name in ("step", "ending", "calls", "rows", "run")]
    return table(
        heads,
        [
            (
                step,
                text(f"status-{part.status}", lang=lang),
                part.calls,
                _counted(context, part),
                part.run_id,
            )
            for step, part in parts
        ],
        limit=120,
    )


def _counted(context: Context, part: RunResult) -> str:
    """Return the rows of a step by outcome; for a rehearsal, by predicted outcome."""
    return ", ".join(
        counted_text(name, n, lang=context.lang, dry=part.predicted) for name, n in part.counts.items() if n
    )


def _line(context: Context, whole: RunResult) -> str:
    return text(
        "run-line",
        lang=context.lang,
        run=whole.run_id,
        status=text(f"status-{whole.status}", lang=context.lang),
        calls=whole.calls,
        seconds=f"{whole.duration_s:.1f}",
    )
