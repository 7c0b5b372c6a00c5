"""`sellsy-etl map`: how the columns of a foreign file may fill Sellsy's, to be read, corrected and reused."""

from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import entity_chooser, json_option, source_argument, unmapped_options
from etl.cli.progress import working
from etl.cli.show import table
from etl.messages import text


@click.command("map")
@source_argument
@unmapped_options
@click.option("-o", "--output", metavar="FILE",
              help="Where to write the mapping (default: FILE.mapping.yaml beside the file); - prints it.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite an existing mapping.")
@json_option
@pass_context
def map_(
    context: Context,
    /,
    *,
    file: Path,
    as_json: bool,
    **reading: Any,
) -> int:
    """Propose a mapping for FILE: which header fills which column, by their names and by what the cells contain.

    It is a YAML file with the confidence, the reason and examples of every choice. Correct it, then give it to
    `check`, `import` or `delete` with --map. Nothing is sent, no account is needed.

    \b
    Examples:
      sellsy-etl map leads.csv --entity prospect
      sellsy-etl map deals.xlsx -o deals.yaml
      sellsy-etl check deals.xlsx --map deals.yaml
    """
    options = commands.MapFileOptions(choose=entity_chooser(context, asks=not as_json), **reading)
    with working(context) as session:
        proposal = commands.propose_mapping(session, file, options)
    if as_json:
        print_json(proposal.to_dict(context.lang))
        return 0
    if proposal.output is None:
        click.echo(proposal.text, nl=False)
    elif not context.quiet:
        click.echo(_proposed(context, proposal))
        click.echo(text("mapping-written", lang=context.lang, path=proposal.output, again=proposal.again))
    if proposal.ready:
        context.say("mapping-ready", name=proposal.ready[0])
    return 0


def _proposed(context: Context, proposal: Any) -> str:
    """Return the proposed mapping as a table."""
    lang = context.lang
    headers = [text(f"head-{name}", lang=lang) for name in ("column", "target", "confidence", "examples")]
    rows: list[tuple[str, str, str, str]] = []
    for column in proposal.proposal.columns:
        target = (
            column.column.header(lang) if column.sure and column.column else text("mapping-none", lang=lang)
        )
        if column.refuses and column.column:
            target = text("mapping-refused", lang=lang, column=column.column.header(lang))
        rows.append(
            (
                column.header,
                target,
                f"{column.confidence} %" if column.sure else "",
                ", ".join(column.examples),
            )
        )
    rows += [
        (" + ".join(recipe.headers), recipe.column.header(lang), "", "")
        for recipe in proposal.proposal.recipes
    ]
    return table(headers, rows, limit=40)
