"""Complete, verify, undo and show a pipeline's run with its steps, for the commands on runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from etl import commands
from etl.cli.context import Context, print_json
from etl.cli.past_runs.trying import whole_decider
from etl.cli.pipeline.run import approval, show_pipeline
from etl.cli.progress import working
from etl.cli.show import problems_text, say_next, show_cost, show_verification, table
from etl.cli.terminal import echo_styled
from etl.messages import counted_text, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from etl.commands.pipeline.pipeline_runs import UndoLeft, Undone, Verified
    from etl.core.results import JsonValue, RunResult


def resume(context: Context, run: str, *, yes: bool, as_json: bool) -> int:
    """Complete a pipeline that was stopped, and return the exit code."""
    with working(context) as session:
        result = commands.resume_pipeline(
            session,
            run,
            approve=approval(context, asks=not (yes or as_json)),
            decide=whole_decider(context, yes=yes, as_json=as_json),
        )
    show_pipeline(context, result, as_json=as_json)
    return result.exit_code


def verify(context: Context, run: str, *, as_json: bool) -> int:
    """Verify what a pipeline wrote, and return the exit code."""
    with working(context) as session:
        check = commands.verify_whole(session, run)
    if as_json:
        print_json(check.to_dict(context.lang))
    elif not context.quiet:
        _show_verified(context, check)
    return check.exit_code


def undo(context: Context, run: str, *, dry: bool, as_json: bool, report: Path | None, **options: Any) -> int:
    """Undo a pipeline and return the exit code; the report of each step is written beside its file.

    Raises:
        click.BadParameter: a report is asked for at one path: each step has its own.
    """
    if report is not None:
        raise click.BadParameter(text("undo-whole-report", lang=context.lang), param_hint="--report")

    def approve(step: str, cost: Any) -> bool:
        context.say("run-step-bill", step=step)
        show_cost(context, cost, code="bill-undo")
        return True

    wanted = commands.UndoWholeOptions(dry_run=dry, approve=approve, **options)
    with working(context) as session:
        done = commands.undo_whole(session, run, wanted)
    if as_json:
        print_json(done.to_dict(context.lang))
        return done.exit_code
    if not context.quiet:
        _show_undone(context, done)
    say_next(context, done.counts, dry=dry)
    return done.exit_code


def undo_again(context: Context, left: UndoLeft, *, as_json: bool, wait_s: float) -> int:
    """Complete the interrupted undo of a pipeline, and return the exit code."""
    options = {"force": left.force, "batch_size": left.batch_size, "wait_s": wait_s}
    return undo(context, left.whole, dry=False, as_json=as_json, report=None, **options)


def _show_verified(context: Context, whole: Verified) -> None:
    for step, check in whole.parts:
        echo_styled(text("run-step-bill", lang=context.lang, step=step), bold=True)
        show_verification(context, check)


def _show_undone(context: Context, done: Undone) -> None:
    click.echo(steps_table(context, done.parts))
    click.echo()
    for step, result in done.parts:
        if result.problems:
            echo_styled(text("run-step-bill", lang=context.lang, step=step), bold=True)
            click.echo(problems_text(context, result.problems))
            click.echo()
    calls = sum(result.calls for _step, result in done.parts)
    click.echo(text("undo-whole-line", lang=context.lang, run=done.run_id, calls=calls))


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
