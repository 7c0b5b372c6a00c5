"""`sellsy-etl import`: a file becomes records in Sellsy."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.asking import confirm
from etl.cli.causes import first_rows
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import (
    asking_hidden,
    confirmer,
    entity_chooser,
    explicit_options,
    fix_offerer,
    fixing_options,
    reading_options,
    running_options,
    source_argument,
    wait_option,
    writing_options,
    yes_option,
)
from etl.cli.past_runs.left_out import import_list
from etl.cli.past_runs.trying import decider, trial_option
from etl.cli.progress import working
from etl.cli.run.runs import resume
from etl.cli.show import show_plan, show_result
from etl.messages import text


def _to_resume(context: Context, file: Path) -> str | None:
    """Return the unfinished run on a file that the user wants to complete instead, or None."""
    with context.session() as session:
        run = commands.unfinished_run(session, file)
    if run is None:
        return None
    asked = text("ask-resume", lang=context.lang, run=run)
    return run if confirm(asked, default=True, lang=context.lang) else None


@click.command("import")
@source_argument
@reading_options
@fixing_options
@writing_options
@running_options
@wait_option
@click.option(
    "--find-similar",
    is_flag=True,
    help="Look in the account for possible duplicates of what would be created.",
)
@trial_option
@click.option("--dry-run", is_flag=True, help="Do everything but write; Sellsy validates where it can.")
@yes_option
@pass_context
def import_(
    context: Context,
    /,
    *,
    file: Path,
    as_json: bool,
    yes: bool,
    **options: Any,
) -> int:
    """Create and update the records of FILE; rows already there and equal send nothing.

    The whole file is validated, matched and planned before the first write. Every write is saved in the journal
    before it is sent. On a terminal the plan and its cost are shown and confirmed first, unless --yes. With --trial N,
    N rows that differ are written and read back first; the rest follows when you go on, now or by `runs resume`.

    \b
    Examples:
      sellsy-etl import clients.xlsx --dry-run
      sellsy-etl --sandbox import clients.xlsx --trial 10
      sellsy-etl import clients.xlsx --match siret --match name
      sellsy-etl --sandbox import clients.xlsx
      sellsy-etl import leads.csv --entity prospect --mode create --json --yes
    """
    if commands.is_left_out(file):
        return import_list(context, file, yes=yes, as_json=as_json, dry_run=options["dry_run"])
    asks = not yes and not as_json and not options["dry_run"]
    unfinished = _to_resume(context, file) if asks and sys.stdin.isatty() else None
    if unfinished is not None:
        resumed = {"run": unfinished, "as_json": False, "yes": False, "wait_s": options["wait_s"]}
        return int(click.get_current_context().invoke(resume, **resumed))
    wanted = commands.ImportFileOptions(
        confirm=confirmer(context, asks=asks),
        decide=decider(context, yes=yes, as_json=as_json),
        choose=entity_chooser(context, asks=not yes and not as_json),
        offer_fixes=fix_offerer(context, asks=not yes and not as_json),
        explicit=explicit_options(),
        **options,
    )
    with working(context) as session:
        load = partial(commands.import_file, session, file)
        result = asking_hidden(
            context, load, wanted, asks=not yes and not as_json, writes=not options["dry_run"]
        )
    if as_json:
        print_json(result.to_dict(context.lang))
    else:
        if options["dry_run"]:
            show_plan(context, result)
        rows = first_rows(result.problems)
        with context.session() as session:
            names = commands.names_of_rows(session, file, wanted, entity=result.entity, rows=rows)
        show_result(context, result, names)
    return result.exit_code
