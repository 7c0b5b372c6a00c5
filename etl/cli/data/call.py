"""`sellsy-etl call`: any API call, with the authorisation added."""

import sys
from pathlib import Path

import click

from etl import commands
from etl.cli.context import Context, current_language, pass_context, print_json
from etl.messages import text

_REFUSED = 4


def _pair(mark: str, option: str, typed: str) -> tuple[str, str]:
    name, separator, value = typed.partition(mark)
    if not separator or not name.strip():
        raise click.BadParameter(
            text("usage-pair", lang=current_language(), value=typed, mark=mark), param_hint=option
        )
    return name.strip(), value.strip() if mark == ":" else value


def _body(typed: str | None) -> str | None:
    """Return the body: the text itself, the content of @FILE, or standard input for @-."""
    if typed is None or not typed.startswith("@"):
        return typed
    if typed == "@-":
        return sys.stdin.read()
    try:
        return Path(typed[1:]).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(
            text("usage-body", lang=current_language(), path=typed[1:], said=error), param_hint="--body"
        ) from error


@click.command("call")
@click.argument("method", type=click.Choice(["GET", "POST", "PUT", "PATCH", "DELETE"], case_sensitive=False))
@click.argument("path")
@click.option("-q", "query", metavar="KEY=VALUE", multiple=True, help="A query parameter; may be repeated.")
@click.option("-H", "headers", metavar="NAME:VALUE", multiple=True, help="A header; may be repeated.")
@click.option(
    "--body", metavar="TEXT|@FILE", help="The body: a text, a file after @, or @- for standard input."
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer on one line.")
@pass_context
def call(
    context: Context,
    *,
    method: str,
    path: str,
    query: tuple[str, ...],
    headers: tuple[str, ...],
    body: str | None,
    as_json: bool,
) -> int:
    """Make any API call, v2 or v1, and print the answer; exit code 4 when it is an error.

    The authorisation is added. PATH is /companies (v2, with or without /v2), or /0 for API v1, whose body is the form
    io_mode=json&do_in={"method": …} or the method call alone. Reads are tried again where that is harmless, writes are
    sent once; nothing is saved in the journal.

    \b
    Examples:
      sellsy-etl call GET /companies -q limit=5 -q "field[]=id" -q "field[]=name"
      sellsy-etl call POST /companies/search --body '{"filters":{"name":"Menuiserie Garnier"}}'
      sellsy-etl call PUT /companies/1001 --body @change.json
      sellsy-etl call POST /0 --body 'io_mode=json&do_in={"method":"Supplier.getList","params":{}}'
    """
    pairs = [_pair("=", "-q", parameter) for parameter in query]
    more = dict(_pair(":", "-H", header) for header in headers)
    content = _body(body)
    with context.session() as session:
        called = commands.call_api(session, method, path, query=pairs, headers=more, body=content)
    if isinstance(called.body, str):
        click.echo(called.body)
    elif called.body is not None:
        print_json(called.body, indent=None if as_json else 2)
    context.say("called", status=called.status)
    return _REFUSED if called.failed else 0
