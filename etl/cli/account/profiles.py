"""`sellsy-etl profiles`: whose account commands work on."""

from dataclasses import asdict

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_list_option
from etl.cli.show import table
from etl.messages import text


@click.group("profiles")
def profiles() -> None:
    """List the profiles of this computer, choose the one that is used when none is named.

    \b
    Examples:
      sellsy-etl profiles list
      sellsy-etl profiles use prod
    """


@profiles.command("list")
@json_list_option
@pass_context
def list_(
    context: Context,
    *,
    as_json: bool,
) -> int:
    """List the profiles: their client id, how they log in, where their secret is, which is used.

    \b
    Examples:
      sellsy-etl profiles list --json
    """
    listed = commands.list_profiles()
    if as_json:
        print_json([asdict(profile) for profile in listed])
        return 0
    if not listed:
        context.say("no-profile")
        return 0
    heads = [
        text(f"head-{name}", lang=context.lang) for name in ("profile", "client", "grant", "secret", "active")
    ]
    rows = [
        (profile.name, profile.client_id, profile.grant, profile.secret or "", "*" if profile.active else "")
        for profile in listed
    ]
    click.echo(table(heads, rows))
    return 0


@profiles.command("use")
@click.argument("name")
@pass_context
def use(context: Context, *, name: str) -> int:
    """Use the profile NAME when none is named.

    \b
    Examples:
      sellsy-etl profiles use prod
    """
    commands.use_profile(name)
    context.say("profile-used", profile=name)
    return 0
