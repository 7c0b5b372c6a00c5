"""`sellsy-etl template`: an empty workbook or CSV to fill in."""

from pathlib import Path

import click

from etl import commands
from etl.cli.context import Context, pass_context


@click.command()
@click.argument("entity")
@click.option(
    "-o", "--output", metavar="FILE", help="Where to write it: .xlsx or .csv (default: client_template.xlsx)."
)
@click.option(
    "--lang", type=click.Choice(["fr", "en"]), help="Language of the headers (default: the messages')."
)
@click.option(
    "--live",
    is_flag=True,
    help="Offer the account's pipelines, steps, sources, staff, labels and custom fields.",
)
@pass_context
def template(
    context: Context,
    *,
    entity: str,
    output: str | None,
    lang: str | None,
    live: bool,
) -> None:
    """Write an empty workbook for ENTITY: client, prospect, supplier, contact, opportunity, event, task, comment.

    Every column carries its help as a comment, choices are drop-downs, SIRET, postal codes and phones are
    kept as text, one example row, never imported, shows the form, and a second sheet lists every column. What few
    people need is folded: the + above the columns opens it.

    \b
    Examples:
      sellsy-etl template client -o clients.xlsx
      sellsy-etl template contact -o contacts.csv --lang en
      sellsy-etl template opportunity --live -o opportunities.xlsx
    """
    language = "fr" if lang == "fr" else "en" if lang == "en" else context.lang
    with context.session(lang=language) as session:
        path = commands.write_template(session, entity, output, live=live)
    if output is not None and path != Path(output):
        context.say("template-kept", kept=output, path=path)
    else:
        context.say("template-written", path=path)
