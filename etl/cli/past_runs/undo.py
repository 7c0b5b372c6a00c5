"""`sellsy-etl runs undo`: undo a run, after a dry run."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_option, wait_option
from etl.cli.past_runs import pipeline_runs
from etl.cli.progress import working
from etl.cli.show import problems_text, say_next, show_cost, show_plan, show_result
from etl.messages import text


@click.command("undo")
@click.argument("run")
@click.option("--yes", is_flag=True, help="Undo; without it, what would be undone is only listed.")
@click.option("--dry-run", is_flag=True, help="Only list what would be done, whatever the other options.")
@click.option("--force", is_flag=True, help="Also undo what was changed since.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Where to write the report workbook (default: beside the file of the run).",
)
@click.option(
    "--batch-size",
    type=click.IntRange(1, 1000),
    default=100,
    show_default=True,
    help="Writes sent in one request.",
)
@wait_option
@json_option
@pass_context
def undo(
    context: Context,
    /,
    *,
    run: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Undo RUN: an import, a deletion, an applied plan, a retry, an undo; a dry run unless --yes.

    What the run created is deleted, what it changed is restored field by field (tags, addresses and links too),
    what it deleted is created again with a new id. Only where Sellsy still has what the run wrote: a record that
    was changed or completed since (contact, comment, task, invoice…) is kept as it is and listed. An undo can be
    resumed, and undone.

    Cannot be undone: tags and sources that the run created, fields that Sellsy cannot empty. A recreated record has
    lost its comments, documents, e-mails, history and linked records. Fields that Sellsy fills in by itself (owner,
    codes, category…) are compared only where the run wrote them.

    \b
    Examples:
      sellsy-etl runs undo last
      sellsy-etl runs undo last --yes
      sellsy-etl runs undo 20261123-104512-k3f9 --force --yes
    """
    dry = dry_run or not yes
    whole = pipeline_runs.named(context, run)
    if whole is not None:
        return pipeline_runs.undo(context, whole, dry=dry, as_json=as_json, **options)

    def confirm(cost: Any) -> bool:
        show_cost(context, cost, code="bill-undo")
        return True

    wanted = commands.UndoRunOptions(dry_run=dry, confirm=confirm, **options)
    with working(context) as session:
        result = commands.undo_run(session, run, wanted)
    if as_json:
        print_json(result.to_dict(context.lang))
        return result.exit_code
    if dry:
        show_plan(context, result)
    if result.warnings and not context.quiet:
        click.echo(text("undo-warnings", lang=context.lang))
        click.echo(problems_text(context, result.warnings))
        click.echo()
    show_result(context, replace(result, warnings=()))
    say_next(context, result.counts, dry=dry)
    return result.exit_code
