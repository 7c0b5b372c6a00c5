"""`sellsy-etl login`: an access to Sellsy is verified and kept as a profile."""

import sys
import webbrowser

import click

from etl import commands
from etl.cli.asking import prompt
from etl.cli.context import Context, pass_context
from etl.messages import text

_DEFAULT = "default"


@click.command("login")
@click.option("--client-id", metavar="ID", help="Client id of the access (default: asked for).")
@click.option("--browser", is_flag=True, help="Accept the access in a browser instead of giving a secret.")
@click.option("--port", type=click.IntRange(0, 65535), default=8789, show_default=True,
              help="Port of the redirect address, http://127.0.0.1:PORT/callback.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Print the address to open instead of opening it.")
@click.option("--timeout", type=click.IntRange(min=1), default=300, show_default=True, metavar="SECONDS",
              help="How long to wait for the browser.")  # fmt: skip
@click.option("--insecure-file", is_flag=True,
              help="Without a keyring, keep the secret in a file that only you can read.")  # fmt: skip
@pass_context
def login(
    context: Context,
    *,
    client_id: str | None,
    browser: bool,
    port: int,
    no_open: bool,
    timeout: int,
    insecure_file: bool,
) -> int:
    """Verify an access to Sellsy and keep it as a profile (--profile NAME, else "default").

    The secret is asked for without being shown, or read from standard input; it goes to the system's keyring. With
    --browser, the access of the portal must list http://127.0.0.1:8789/callback as a redirect address.

    \b
    Examples:
      sellsy-etl login
      sellsy-etl login --profile prod --client-id 1a2b3c
      sellsy-etl login --profile prod --client-id 1a2b3c < secret.txt
      sellsy-etl login --browser
    """
    asks = sys.stdin.isatty()
    if not client_id:
        if not asks:
            raise click.UsageError(text("usage-client-id", lang=context.lang))
        client_id = prompt(text("ask-client-id", lang=context.lang), lang=context.lang).strip()
    profile = context.profile or _DEFAULT
    if browser:
        place = commands.login_browser(
            client_id,
            profile=profile,
            on_url=lambda url: _open(context, url, shown=no_open),
            port=port,
            wait_s=timeout,
            in_file=insecure_file,
            lang=context.lang,
        )
    else:
        secret = _secret(context, asks=asks)
        place = commands.login_secret(client_id, secret, profile=profile, in_file=insecure_file)
    context.say(f"logged-in-{place}", profile=profile)
    return 0


def _secret(context: Context, *, asks: bool) -> str:
    if asks:
        return prompt(text("ask-secret", lang=context.lang), lang=context.lang, hide_input=True).strip()
    secret = sys.stdin.readline().strip()
    if not secret:
        raise click.UsageError(text("usage-secret", lang=context.lang))
    return secret


def _open(context: Context, url: str, *, shown: bool) -> None:
    """Open the address, or print it when no browser can be opened or the user prefers."""
    if shown or not webbrowser.open(url):
        click.echo(url)
    context.say("login-waiting")
