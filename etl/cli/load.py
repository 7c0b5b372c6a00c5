"""`sellsy-etl import`: a file becomes records in Sellsy."""

from pathlib import Path
from typing import Any

import click

from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import (
    confirmer,
    entity_chooser,
    parse_mapping,
    reading_options,
    running_options,
    writing_options,
)
from etl.cli.show import show_plan, show_result


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@reading_options
@writing_options
@running_options
@click.option("--dry-run", is_flag=True, help="Do everything but write; Sellsy validates where it can.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@pass_context
def import_(
    context: Context,
    /,
    file: Path,
    mapping: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 - click calls it by keyword
    yes: bool,  # noqa: FBT001 - click calls it by keyword
    **options: Any,
) -> int:
    """Create and update the records of FILE; rows already there and equal send nothing.

    The whole file is validated, matched and planned before the first write. Every write is journalled before
    it is sent. On a terminal the plan and its cost are shown and confirmed first, unless --yes.

    \b
    Examples:
      sellsy-etl import clients.xlsx --dry-run
      sellsy-etl import clients.xlsx --match siret --match name
      sellsy-etl --sandbox import clients.xlsx
      sellsy-etl import leads.csv --entity prospect --mode create --json --yes
    """
    from etl.app import column_labels, import_file  # noqa: PLC0415 - keeps start-up light
    from etl.cli.progress import Progress  # noqa: PLC0415 - keeps start-up light
    from etl.runs import run_rows  # noqa: PLC0415 - keeps start-up light

    with Progress(context) as progress:
        result = import_file(
            file,
            profile=context.profile,
            sandbox=context.sandbox,
            mapping=parse_mapping(mapping),
            lang=context.lang,
            observer=progress,
            confirm=confirmer(context, asks=not yes and not as_json and not options["dry_run"]),
            choose=entity_chooser(context, asks=not yes and not as_json),
            **options,
        )
    if as_json:
        print_json(result.to_dict(context.lang))
    else:
        if options["dry_run"]:
            labels = column_labels(result.entity, lang=context.lang)
            show_plan(context, run_rows(result.run_id), labels)
        show_result(context, result)
    return result.exit_code
