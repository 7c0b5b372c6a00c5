"""`sellsy-etl apply`: exactly what a plan says is sent, once."""

from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context
from etl.cli.options import again, again_options
from etl.cli.past_runs.trying import trial_option
from etl.cli.progress import working
from etl.cli.show import tell_result


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE",
              help="Where to write the report, an .xlsx (default: beside the plan).")  # fmt: skip
@trial_option
@again_options
@pass_context
def apply(
    context: Context,
    /,
    *,
    plan: Path,
    as_json: bool,
    **options: Any,
) -> int:
    """Send exactly what PLAN says, once; it must be as `sellsy-etl plan` wrote it.

    Every row is first matched and planned again. If its record changed since the plan, the row is not sent: the report
    gives the field, its value then and now. The others are sent as planned.

    \b
    Examples:
      sellsy-etl apply plan.xlsx
      sellsy-etl apply plan.xlsx --yes --json
    """
    with working(context) as session:
        result = commands.apply_plan(session, plan, again(context, as_json=as_json, **options))
    return tell_result(context, result, as_json=as_json)
