"""`sellsy-etl get`: records of the account by their ids."""

from typing import TYPE_CHECKING

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.data.search import columns_option, records_option, records_table

if TYPE_CHECKING:
    from etl.commands.data.searching import Found


@click.command("get")
@click.argument("entity")
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=click.IntRange(min=1))
@columns_option
@records_option
@pass_context
def get(
    context: Context,
    *,
    entity: str,
    ids: tuple[int, ...],
    columns: tuple[str, ...],
    as_json: bool,
) -> int:
    """Retrieve records of ENTITY by their Sellsy ids; exit code 1 when one is not there.

    \b
    Examples:
      sellsy-etl get client 1001
      sellsy-etl get opportunity 12 13 14 --columns id,name,step,amount
      sellsy-etl get contact 500001 --json
    """
    with context.session() as session:
        records = commands.get_records(session, entity, ids, columns=columns or ("all",))
    if as_json:
        print_json([*records.documents])
    elif columns:
        click.echo(records_table(context, records))
    else:
        click.echo("\n\n".join(_record(records, i) for i in range(len(records.rows))))
    for identifier in records.missing:
        context.say("not-found", entity=entity, id=identifier)
    return int(bool(records.missing))


def _record(records: "Found", at: int) -> str:
    """Return a record as lines "header: value", empty ones left out."""
    filled = [
        (h, cell) for h, cell in zip(records.headers, records.rows[at], strict=True) if cell not in (None, "")
    ]
    width = max((len(header) for header, _ in filled), default=0)
    return "\n".join(
        f"{header.ljust(width)}  {str(cell).replace(chr(10), chr(10) + ' ' * (width + 2))}"
        for header, cell in filled
    )
