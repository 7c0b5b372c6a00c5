"""Complete, verify, undo and show the steps of a pipeline's run together, for the commands on runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from etl import commands
from etl.cli.context import Context, print_json
from etl.cli.past_runs.whole_run import steps_table
from etl.cli.pipeline.run import approval, show_pipeline
from etl.cli.progress import working
from etl.cli.show import problems_table, say_next, show_bill, show_verification
from etl.cli.terminal import echo_styled
from etl.messages import text

if TYPE_CHECKING:
    from pathlib import Path

    from etl.commands.pipeline.pipeline_runs import UndoLeft, Undone, Verified


def resume(context: Context, run: str, *, yes: bool, as_json: bool) -> int:
    """Complete a pipeline that was stopped, and return the exit code."""
    with working(context) as session:
        result = commands.resume_pipeline(session, run, approve=approval(context, asks=not (yes or as_json)))
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
    """Undo a pipeline and return the exit code; the report of each step is written beside its file."""
    if report is not None:
        raise click.BadParameter(text("undo-whole-report", lang=context.lang), param_hint="--report")

    def approve(step: str, bill: Any) -> bool:
        context.say("run-step-bill", step=step)
        show_bill(context, bill, code="bill-undo")
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
            click.echo(problems_table(context, result.problems))
            click.echo()
    calls = sum(result.calls for _step, result in done.parts)
    click.echo(text("undo-whole-line", lang=context.lang, run=done.run_id, calls=calls))
