"""`sellsy-etl search`: records of the account, on the terminal, as JSON or in a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import split_names
from etl.cli.progress import working
from etl.cli.show import table

if TYPE_CHECKING:
    from etl.commands.data.searching import Found

_CELL = 40
"""Most characters of a cell in a table without -v."""


columns_option = click.option("--columns", metavar="NAMES", callback=split_names,
                               help="Columns to show, separated by commas; or all.")  # fmt: skip
records_option = click.option(
    "--json", "as_json", is_flag=True, help="Print Sellsy's own records as one JSON list on stdout."
)


@click.command("search")
@click.argument("entity")
@click.option("--where", metavar="NAME=VALUE", multiple=True,
              help="A condition; all must be met. An unknown one lists those accepted.")  # fmt: skip
@click.option(
    "--order", metavar="FIELD", help="Sort by id, name, created_at, due_date…, depending on the entity."
)
@click.option("--desc", "descending", is_flag=True, help="Greatest or latest first.")
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help="At most this many records (default: all)."
)
@columns_option
@records_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write every column to a file instead, as `export` does.")  # fmt: skip
@pass_context
def search(
    context: Context,
    /,
    *,
    entity: str,
    as_json: bool,
    output: Path | None,
    **options: Any,
) -> int:
    """Search the records of ENTITY: client, prospect, supplier, contact, opportunity, event, task or comment.

    Conditions are Sellsy's own filters: names and e-mails are exact, dates and amounts may be intervals, steps,
    labels and staff go by name. text, tags, siren, website and business_segment are applied to what is read;
    empty=COLUMNS keeps records where they are empty, doubled=COLUMNS those with the same value as another.

    \b
    Examples:
      sellsy-etl search client --where email=contact@example.com
      sellsy-etl search client --where text=menuiserie --where tags=VIP --columns id,name,tags
      sellsy-etl search opportunity --where "step=Devis envoyé" --where amount=1000..5000 --order due_date
      sellsy-etl search task --where due_date=2026-11-01..2026-11-30 --json
      sellsy-etl search client --where empty=email,phone_number
      sellsy-etl search contact --where doubled=email -o doubles.xlsx
    """
    if output is not None:
        with working(context) as session:
            result = commands.export(session, entity, output, commands.ExportOptions(**options))
        context.say("exported", rows=result.rows, path=result.path, calls=result.calls)
        return 0
    with context.session() as session:
        records = commands.search_records(session, entity, commands.SearchOptions(**options))
    if as_json:
        print_json([*records.documents])
        return 0
    click.echo(records_table(context, records))
    context.say("found", count=len(records.rows))
    return 0


def records_table(context: Context, records: "Found") -> str:
    """Return records as a table, long cells cut unless everything is asked for."""
    rows = [["" if cell is None else cell for cell in row] for row in records.rows]
    return table(records.headers, rows, limit=10_000 if context.verbose else _CELL)
