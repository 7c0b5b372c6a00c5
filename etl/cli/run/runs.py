"""`sellsy-etl runs`: past runs, listed, shown, verified, resumed, retried, undone and pruned."""

from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import again, again_options, json_list_option, json_option
from etl.cli.past_runs import pipeline_runs
from etl.cli.past_runs.undo import undo
from etl.cli.progress import working
from etl.cli.show import runs_table, show_verification, tell_result


@click.group()
def runs() -> None:
    """List past runs, show what each one did, complete or undo it.

    \b
    Examples:
      sellsy-etl runs list
      sellsy-etl runs show last
      sellsy-etl runs undo last
    """


runs.add_command(undo)


@runs.command("list")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many, newest first."
)
@json_list_option
@pass_context
def list_(context: Context, *, limit: int, as_json: bool) -> None:
    """List runs, newest first.

    \b
    Examples:
      sellsy-etl runs list
      sellsy-etl runs list --limit 5 --json
    """
    with context.session() as session:
        listed = commands.list_runs(session, limit=limit)
    if as_json:
        print_json([run.to_dict(context.lang) for run in listed])
    elif listed:
        click.echo(runs_table(context, listed))
    else:
        context.say("no-runs")


@runs.command()
@click.argument("run")
@again_options
@pass_context
def resume(
    context: Context,
    *,
    run: str,
    as_json: bool,
    yes: bool,
    wait_s: float,
) -> int:
    """Complete RUN: interrupted, killed, or with rows whose outcome is unknown.

    Every write without an answer is looked up in Sellsy; what is there is not written twice. The file must be
    unchanged. A run that had sent nothing starts again. For a pipeline, the remaining steps are run, or its undo is
    completed.

    \b
    Examples:
      sellsy-etl runs resume last
      sellsy-etl runs resume 20261123-104512-k3f9 --json --yes
    """
    with context.session() as session:
        left = commands.undo_left(session, run)
    if left is not None and left.all_of_it:
        return pipeline_runs.undo_again(context, left, as_json=as_json, wait_s=wait_s)
    whole = None if left is not None else pipeline_runs.named(context, run)
    if whole is not None:
        return pipeline_runs.resume(context, whole, yes=yes, as_json=as_json)
    options = again(context, yes=yes, as_json=as_json, wait_s=wait_s)
    with working(context) as session:
        result = commands.resume_run(session, run if left is None else left.run_id, options)
    return tell_result(context, result, as_json=as_json)


@runs.command()
@click.option("--older-than", required=True, metavar="AGE", help="Runs started before: 90d, 12w, or a date.")
@click.option("--yes", is_flag=True, help="Remove them; without it they are only listed.")
@json_option
@pass_context
def prune(
    context: Context,
    *,
    older_than: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Remove old runs to free their space: only listed without --yes.

    Runs that did not finish or have rows of unknown outcome stay, and so does a run as long as another that depends
    on it. A removed run can no longer be verified, retried or undone; the ids of another system stay known.

    \b
    Examples:
      sellsy-etl runs prune --older-than 90d
      sellsy-etl runs prune --older-than 2026-01-01 --yes
    """
    with context.session() as session:
        pruned = commands.prune_runs(session, older_than, dry_run=not yes)
    if as_json:
        print_json(pruned.to_dict())
        return
    for run in pruned.runs:
        click.echo(run)
    sizes = {"before": f"{pruned.before / 2**20:.1f}", "after": f"{pruned.after / 2**20:.1f}"}
    code = "prunable-none" if not pruned.runs else "pruned" if yes else "prunable"
    context.say(code, count=len(pruned.runs), **sizes)


@runs.command()
@click.argument("run")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Where to write the report.")
@again_options
@pass_context
def retry(
    context: Context,
    /,
    *,
    run: str,
    file: Path | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Retry the rows of RUN that Sellsy refused or did not receive; with FILE, corrected.

    FILE is the report of RUN with its rejected rows corrected (the workbook, or the CSV); it is read with the
    run's own options. RUN may be that report itself: it knows its run. Writes without a known outcome are looked up
    first. Nothing is created twice: a row whose record was created already updates it. It is a separate run, which can
    be resumed and retried.

    \b
    Examples:
      sellsy-etl runs retry last
      sellsy-etl runs retry clients.report.xlsx
    """
    with working(context) as session:
        result = commands.retry_run(session, run, file, again(context, as_json=as_json, **options))
    if not result.counts["read"] and not as_json:
        return result.exit_code  # a note reported that there is nothing to retry
    return tell_result(context, result, as_json=as_json)


@runs.command()
@click.argument("run")
@json_option
@pass_context
def show(context: Context, *, run: str, as_json: bool) -> None:
    """Show what RUN did: its id, the beginning of it, or "last".

    \b
    Examples:
      sellsy-etl runs show last
      sellsy-etl runs show 20261123-104512-k3f9 --json
    """
    whole = pipeline_runs.named(context, run, rehearsals=True)
    if whole is not None:
        pipeline_runs.show(context, whole, as_json=as_json)
        return

    with context.session() as session:
        result = commands.show_run(session, run)
    tell_result(context, result, as_json=as_json)


@runs.command()
@click.argument("run")
@json_option
@pass_context
def verify(context: Context, *, run: str, as_json: bool) -> int:
    """Read back what RUN wrote to Sellsy and mark every row; exit code 1 when one is not as sent.

    \b
    = as sent   * differs (field, sent, now)   - gone   ! could not be read

    Unchanged rows are read too; rows that wrote nothing (rejected, skipped, refused) are counted apart. For a
    deletion, gone is as sent. What only a creation can set (a creation date) is not compared.

    \b
    Examples:
      sellsy-etl runs verify last
      sellsy-etl runs verify 20261123-104512-k3f9 --json
    """
    whole = pipeline_runs.named(context, run)
    if whole is not None:
        return pipeline_runs.verify(context, whole, as_json=as_json)

    with working(context) as session:
        check = commands.verify_run(session, run)
    if as_json:
        print_json(check.to_dict(context.lang))
    elif not context.quiet:
        show_verification(context, check)
    return check.exit_code
