"""`sellsy-etl doctor`: is everything fit to run?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_list_option
from etl.cli.terminal import echo_styled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.commands.account.doctor import Finding

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "fault": ("✗", "red")}


@click.command("doctor")
@json_list_option
@pass_context
def doctor(
    context: Context,
    *,
    as_json: bool,
) -> int:
    """Look at settings, account, rights, quotas, clock and journal, and say what to do.

    Nothing is written to Sellsy. Exit code 0 when nothing is broken (warnings included), else that of the first fault:
    2 settings, 4 Sellsy, 5 journal.

    \b
    Examples:
      sellsy-etl doctor
      sellsy-etl doctor --profile prod --json
      sellsy-etl --sandbox doctor
    """
    code = 0
    findings = []
    for finding in _findings(context):
        findings.append(finding)
        if finding.error is not None and not code:
            code = finding.error.exit_code
        if not as_json and not (context.quiet and finding.level == "ok"):
            mark, colour = _MARKS[finding.level.value]
            message, fix = finding.texts(context.lang)
            echo_styled(f"{mark} {message}", fg=colour)
            if fix:
                click.echo(f"    {fix}")
    if as_json:
        print_json([finding.to_dict(context.lang) for finding in findings])
    return code


def _findings(context: Context) -> Iterator[Finding]:
    with context.session() as session:
        yield from commands.examine(session)
