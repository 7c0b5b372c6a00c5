"""`sellsy-etl delete`: delete the records that a file names, after a dry run."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import (
    asking_hidden,
    reading_options,
    running_options,
    source_argument,
    wait_option,
)
from etl.cli.progress import working
from etl.cli.show import show_cost, show_plan, show_result
from etl.messages import text


@click.command("delete")
@source_argument
@reading_options
@running_options
@wait_option
@click.option("--yes", is_flag=True, help="Delete; without it, what would be deleted is only listed.")
@pass_context
def delete(
    context: Context,
    /,
    *,
    file: Path,
    as_json: bool,
    yes: bool,
    **options: Any,
) -> int:
    """Delete the records that the rows of FILE name, by id or match key: a dry run unless --yes.

    Only the columns that identify the record are read. A row that fits several records, or none, deletes
    nothing. Before a record is deleted, all of it is saved in the journal.

    \b
    Examples:
      sellsy-etl delete doublons.csv --entity client
      sellsy-etl delete doublons.csv --entity client --yes
      sellsy-etl delete old_tasks.xlsx --entity task --match id --yes
    """
    if not options.get("entity"):
        raise click.UsageError(text("usage-entity", lang=context.lang))

    def confirm(cost: Any) -> bool:
        show_cost(context, cost, code="bill-delete")
        return True

    wanted = commands.DeleteFileOptions(dry_run=not yes, confirm=confirm, **options)
    with working(context) as session:
        delete_rows = partial(commands.delete_file, session, file)
        result = asking_hidden(context, delete_rows, wanted, asks=not as_json, writes=yes)
    if as_json:
        print_json(result.to_dict(context.lang))
        return result.exit_code
    if not yes:
        show_plan(context, result)
    show_result(context, result)
    if not yes and result.counts["deleted"]:
        context.say("delete-next")
    return result.exit_code
