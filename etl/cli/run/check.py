"""`sellsy-etl check`: what is wrong in a file, without any network."""

from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.causes import first_rows
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import (
    entity_chooser,
    explicit_options,
    fixing_options,
    json_option,
    reading_options,
    source_argument,
)
from etl.cli.progress import working
from etl.cli.show import show_check


@click.command()
@source_argument
@reading_options
@fixing_options
@click.option(
    "--find-similar",
    is_flag=True,
    help="Look for possible duplicates, and for names that must exist, in the account; it is only read.",
)
@json_option
@pass_context
def check(context: Context, /, *, file: Path, as_json: bool, **reading: Any) -> int:
    """Read and validate FILE; nothing is sent, no account is needed.

    Every problem of every row is found in one pass and written in a report to correct
    and import: a workbook, or a CSV. Rows that may be the same (by name, phone or e-mail domain) are listed.

    \b
    Examples:
      sellsy-etl check clients.xlsx
      sellsy-etl check leads.csv --entity prospect --map "Raison sociale=Nom société"
      sellsy-etl check clients.xlsx --find-similar
      sellsy-etl check clients.xlsx --json > problems.json
    """
    options = commands.CheckFileOptions(
        choose=entity_chooser(context, asks=not as_json), explicit=explicit_options(), **reading
    )
    with working(context) as session:
        result = commands.check_file(session, file, options)
    if as_json:
        print_json(result.to_dict(context.lang))
    else:
        rows = first_rows(result.problems)
        with context.session() as session:
            names = commands.names_of_rows(session, file, options, entity=result.entity, rows=rows)
        show_check(context, result, names)
    return result.exit_code
