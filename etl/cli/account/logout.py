"""`sellsy-etl logout`: the secret of a profile is deleted."""

import click

from etl import commands
from etl.cli.context import Context, pass_context


@click.command("logout")
@pass_context
def logout(context: Context) -> int:
    """Delete the secret and the tokens of a profile (--profile NAME, else the active one); the profile stays.

    \b
    Examples:
      sellsy-etl logout
      sellsy-etl logout --profile prod
    """
    forgotten = commands.logout(context.profile)
    context.say("logged-out" if forgotten else "logged-out-already")
    return 0
