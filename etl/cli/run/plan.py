"""`sellsy-etl plan`: a person reads every cell that an import would change before it is sent."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import (
    asking_hidden,
    confirmer,
    entity_chooser,
    explicit_options,
    fix_offerer,
    fixing_options,
    parsing_options,
    running_options,
    writing_options,
)
from etl.cli.progress import working
from etl.cli.show import show_result


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "report", type=click.Path(path_type=Path), metavar="PLAN",
              help="Where to write the plan, an .xlsx (default: beside the file, NAME.plan.xlsx).")  # fmt: skip
@parsing_options
@fixing_options
@writing_options
@running_options
@pass_context
def plan(
    context: Context,
    /,
    *,
    file: Path,
    as_json: bool,
    **options: Any,
) -> int:
    """Write every cell that importing FILE would change, old and new, into a workbook; nothing is sent.

    The workbook also gives the cost and the rows that are left out, and has fingerprints: it can be applied as it is,
    once.

    \b
    Examples:
      sellsy-etl plan clients.xlsx -o plan.xlsx
      sellsy-etl apply plan.xlsx
    """
    wanted = commands.ImportFileOptions(
        confirm=confirmer(context, asks=False),
        choose=entity_chooser(context, asks=not as_json),
        offer_fixes=fix_offerer(context, asks=not as_json),
        explicit=explicit_options(),
        **options,
    )
    with working(context) as session:
        make = partial(commands.plan_file, session, file)
        result = asking_hidden(context, make, wanted, asks=not as_json, writes=False)
    if as_json:
        print_json(result.to_dict(context.lang))
        return result.exit_code
    show_result(context, result)
    if result.report:
        context.say("plan-next", path=result.report)
    return result.exit_code
