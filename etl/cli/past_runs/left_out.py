"""Import the corrected list of what a migration left out, and show what became of its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from etl import commands
from etl.cli.context import Context, print_json
from etl.cli.options import confirmer
from etl.cli.progress import working
from etl.cli.show import table
from etl.core.errors import ConfigError
from etl.messages import counted_text, text

if TYPE_CHECKING:
    from etl.core.results import JsonValue


def import_list(context: Context, file: Path, *, yes: bool, as_json: bool, dry_run: bool) -> int:
    """Import the list, write the proof again and return the exit code.

    Raises:
        ConfigError: a dry run is asked for: rows linked to corrected ones would be shown as if nothing was corrected.
    """
    if dry_run:
        raise ConfigError("list-dry", path=file)
    with working(context) as session:
        done = commands.import_left_out(
            session, file, confirm=confirmer(context, asks=not yes and not as_json)
        )
    lang = context.lang
    if as_json:
        runs: list[JsonValue] = [result.to_dict(lang) for result in done.results]
        print_json({"runs": runs, "proof": done.proved.page, "exit_code": done.exit_code})
        return done.exit_code
    if not context.quiet:
        heads = [text(f"run-head-{name}", lang=lang) for name in ("step", "calls", "rows")]
        rows = [
            (
                Path(result.file or result.entity).name,
                result.calls,
                ", ".join(
                    counted_text(name, number, lang=lang) for name, number in result.counts.items() if number
                ),
            )
            for result in done.results
        ]
        click.echo(table(heads, rows))
        if done.proved.page:
            click.echo(text("run-proof", lang=lang, path=done.proved.page))
    return done.exit_code
