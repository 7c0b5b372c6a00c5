"""`sellsy-etl dictionary`: the tables and columns of exports for programs."""

import click

from etl import commands
from etl.cli.context import Context, pass_context


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Where to write it, as CSV (default: the terminal).")
@pass_context
def dictionary(context: Context, *, output: str | None) -> None:
    """Describe the tables and columns that exports for programs have: name, type, key, words, meaning.

    Names are those of `export --names machine`, of jsonl and parquet, and of databases; they are the same in every
    language. An account's custom fields are columns too, under their codes.

    \b
    Examples:
      sellsy-etl dictionary
      sellsy-etl dictionary -o dictionary.csv
    """
    with context.session() as session:
        described = commands.write_dictionary(session, output)
    if output is None:
        click.echo(described, nl=False)
    else:
        context.say("dictionary-written", path=output)
