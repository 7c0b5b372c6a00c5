"""`sellsy-etl export`: records to files that people schedule, whole or only what has changed."""

import json
from pathlib import Path
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context
from etl.cli.options import split_names
from etl.cli.progress import working


def _delimiter(_: click.Context, __: click.Parameter, typed: str) -> str:
    return "\t" if typed == "\\t" else typed


@click.command("export")
@click.argument("entity")
@click.option("-o", "--output", "--to", required=True, metavar="FILE|-|FOLDER/|URL|DATABASE",
              help="Where to write; the extension gives the format (xlsx, csv, ods, jsonl, parquet).")  # fmt: skip
@click.option("--where", metavar="NAME=VALUE", multiple=True,
              help="A condition, as for search; all must be met.")  # fmt: skip
@click.option(
    "--since",
    metavar="last|DATE|30d",
    help="Only what has changed since the last export, a date or a time ago.",
)
@click.option(
    "--columns",
    metavar="NAMES",
    callback=split_names,
    help="Columns to write, separated by commas (default: all).",
)
@click.option(
    "--order", metavar="FIELD", help="Sort by id, name, created_at, due_date…, depending on the entity."
)
@click.option("--desc", "descending", is_flag=True, help="Greatest or latest first.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most this many records of each entity (default: all).",
)
@click.option("--lang", "headers", type=click.Choice(["fr", "en"]), help="Language of headers and labels.")
@click.option("--raw", is_flag=True, help="Sellsy's own terms: attributes as headers, ids instead of names.")
@click.option("--names", type=click.Choice(["header", "machine"]),
              help="Columns as in a template, or stable names with ids and labels (jsonl, parquet).")  # fmt: skip
@click.option(
    "--dataset",
    metavar="NAME",
    default="sellsy",
    show_default=True,
    help="Schema of a database's tables.",
)
@click.option("--deleted", is_flag=True,
              help="With --since last: ids deleted since, in an extra sheet or FILE.deleted.EXTENSION.")  # fmt: skip
@click.option("--compare", is_flag=True,
              help="With --since last: read everything, write what differs from the last export.")  # fmt: skip
@click.option(
    "--name",
    metavar="NAME",
    default="",
    help="Name of an export that continues separately: see --since last.",
)
@click.option("--format", metavar="FORMAT", help="Format, if the extension does not give it.")
@click.option(
    "--delimiter", default=";", callback=_delimiter, show_default=True, metavar="CHARACTER", help="Of CSV."
)
@click.option("--encoding", metavar="NAME", help="Of CSV (default: UTF-8 with a byte order mark).")
@click.option("--fast", is_flag=True, help="Write xlsx faster still; needs the extra `fast`.")
@click.option("--log-json", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Add one JSON line to FILE, whether the export succeeds or not.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON on stdout.")
@pass_context
def export(
    context: Context,
    /,
    *,
    entity: str,
    output: str,
    headers: str | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Write the records of ENTITY to a file, every column: client, prospect, supplier, contact… or all.

    The file is put in place once complete; if anything fails, the previous one is left as it was. Ids
    are beside names: imported again unchanged, the file writes nothing.

    --since last continues where the last export with the same account, profile, entity, conditions and --name ended,
    once its file was in place. Opportunities, events and tasks have no filter by date of change in Sellsy: they are
    read whole and compared. A tag, an address or a company's name may change without a date: --compare sees it.

    A database (duckdb:///crm.duckdb, sqlite:///x.db, postgresql://…, dlt:bigquery) gets a table for each kind of
    record and each kind of link: merged by id, new custom fields added, deleted records marked in _deleted_at.

    \b
    Examples:
      sellsy-etl export contact -o contacts.xlsx
      sellsy-etl export all -o sellsy.xlsx --lang fr
      sellsy-etl export client -o clients.csv --where created=2026-01-01..2026-06-30 --columns id,name,siret
      sellsy-etl export opportunity -o s3://bucket/sellsy/opportunities.parquet
      sellsy-etl export all --to duckdb:///crm.duckdb --since last
      sellsy-etl export contact -o contacts.csv --since last --deleted --log-json export.log
    """
    lang = "fr" if headers == "fr" else "en" if headers == "en" else context.lang
    with working(context, lang=lang) as session:
        result = commands.export(session, entity, output, commands.ExportOptions(**options))
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
    for part in result.entities:
        if part.deleted is not None:
            context.say("exported-deleted", count=part.deleted, entity=part.entity)
    context.say("exported", rows=result.rows, path=", ".join(result.files), calls=result.calls)
    return 0
