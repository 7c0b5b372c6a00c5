"""`sellsy-etl webhooks`: the webhooks of the account, listed, created, changed and deleted, and their events."""

import os
from typing import Any

import click

from etl import commands
from etl.cli.context import Context, pass_context, print_json
from etl.cli.options import json_option, split_names
from etl.cli.show import table
from etl.core.errors import ConfigError
from etl.messages import text


@click.group()
def webhooks() -> None:
    """List the events of the account; list, create, change and delete its webhooks.

    Sign keys are read from environment variables and shown nowhere.

    \b
    Examples:
      sellsy-etl webhooks events
      sellsy-etl webhooks list
      sellsy-etl webhooks create https://crm.example.com/sellsy --events client,opportunity.step
      sellsy-etl webhooks delete 12
    """


def sign_key_of(variable: str | None) -> str | None:
    """Return the sign key in an environment variable.

    Raises:
        ConfigError: it holds none.
    """
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise ConfigError("sign-key-missing", name=variable)
    return key


_events = click.option(
    "--events",
    metavar="A.B,C",
    callback=split_names,
    help="Events, or entities for all of theirs, separated by commas (default: clients, prospects, suppliers, "
    "contacts, opportunities, agenda, comments).",
)
_name = click.option("--name", metavar="TEXT", help="Name shown in Sellsy.")
_sign_key = click.option(
    "--sign-key-env",
    metavar="NAME",
    help="Environment variable with the key that signs deliveries.",
)


@webhooks.command()
@json_option
@pass_context
def events(context: Context, *, as_json: bool) -> None:
    """List the events available to a webhook of this account.

    \b
    Examples:
      sellsy-etl webhooks events
      sellsy-etl webhooks events --json
    """
    with context.session() as session:
        kinds = commands.list_events(session)
    if as_json:
        print_json([{"id": kind.id, "entity": kind.entity_name, "said": kind.meaning} for kind in kinds])
        return
    heads = [text(f"head-{name}", lang=context.lang) for name in ("event", "record", "meaning")]
    click.echo(table(heads, [(kind.id, kind.entity_name, kind.meaning) for kind in kinds]))


@webhooks.command("list")
@json_option
@pass_context
def list_(context: Context, *, as_json: bool) -> None:
    """List the webhooks of the account, their state and their events.

    \b
    Examples:
      sellsy-etl webhooks list
      sellsy-etl webhooks list --json
    """
    with context.session() as session:
        listed: list[Any] = list(commands.list_webhooks(session))
    if as_json:
        print_json(listed)
    elif listed:
        _show(context, listed)
    else:
        context.say("no-webhooks")


@webhooks.command()
@click.argument("endpoint")
@_events
@_name
@_sign_key
@click.option("--json-body", is_flag=True, help="Deliveries are JSON instead of a form.")
@click.option("--with-record", is_flag=True, help="Deliveries contain the whole record.")
@click.option("--disabled", is_flag=True, help="Create it without starting it.")
@json_option
@pass_context
def create(
    context: Context,
    /,
    *,
    endpoint: str,
    sign_key_env: str | None,
    json_body: bool,
    disabled: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Create a webhook that posts to ENDPOINT, a public https address.

    \b
    Examples:
      sellsy-etl webhooks create https://crm.example.com/sellsy
      sellsy-etl webhooks create https://crm.example.com/sellsy --events client.created,opportunity
      SELLSY_SIGN_KEY=... sellsy-etl webhooks create https://crm.example.com/s --sign-key-env SELLSY_SIGN_KEY
    """
    wanted = commands.WebhookOptions(
        sign_key=sign_key_of(sign_key_env), as_json=json_body, enabled=not disabled, **options
    )
    with context.session() as session:
        made = commands.create_webhook(session, endpoint, wanted)
    _show_one(context, made, as_json=as_json)


@webhooks.command()
@click.argument("webhook", type=click.IntRange(min=1))
@click.option("--endpoint", metavar="URL", help="Where it posts to.")
@_events
@_name
@_sign_key
@click.option("--json-body/--form-body", "json_body", default=None, help="Post JSON, or a form.")
@click.option(
    "--with-record/--without-record", default=None, help="Deliveries contain the whole record, or not."
)
@click.option("--enable/--disable", "enabled", default=None, help="Start it, or stop it without deleting it.")
@json_option
@pass_context
def update(
    context: Context,
    /,
    *,
    webhook: int,
    sign_key_env: str | None,
    json_body: bool | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Change what is given of WEBHOOK, nothing else; --events replaces its events.

    \b
    Examples:
      sellsy-etl webhooks update 12 --disable
      sellsy-etl webhooks update 12 --events client,prospect --json-body
    """
    wanted = commands.WebhookOptions(sign_key=sign_key_of(sign_key_env), as_json=json_body, **options)
    with context.session() as session:
        changed = commands.update_webhook(session, webhook, wanted)
    _show_one(context, changed, as_json=as_json)


@webhooks.command()
@click.argument("webhook", nargs=-1, required=True, type=click.IntRange(min=1))
@pass_context
def delete(context: Context, *, webhook: tuple[int, ...]) -> None:
    """Delete each WEBHOOK: Sellsy no longer posts to it.

    \b
    Examples:
      sellsy-etl webhooks delete 12
      sellsy-etl webhooks delete 12 13
    """
    with context.session() as session:
        commands.delete_webhooks(session, webhook)
    context.say("webhooks-deleted", ids=list(webhook))


def _show_one(context: Context, webhook: dict[str, Any], *, as_json: bool) -> None:
    """Print the webhook that was written."""
    if as_json:
        print_json(webhook)
    else:
        _show(context, [webhook])


def _show(context: Context, listed: list[Any]) -> None:
    """Print webhooks as a table, the address last."""
    names = ("webhook", "name", "active", "signed", "failures", "last-success", "events", "address")
    heads = [text(f"head-{name}", lang=context.lang) for name in names]
    click.echo(table(heads, [_row(context, webhook) for webhook in listed], limit=40))


def _row(context: Context, webhook: dict[str, Any]) -> list[object]:
    def word(flag: object) -> str:
        return text("word-yes" if flag else "word-no", lang=context.lang)

    configuration = webhook.get("configuration")
    items = (
        [item for item in configuration if isinstance(item, dict)] if isinstance(configuration, list) else []
    )
    wanted = [str(item.get("id")) for item in items if item.get("is_enabled")]
    return [
        webhook["id"],
        webhook.get("name") or "",
        word(webhook.get("is_enabled")),
        word(webhook.get("signed")),
        webhook.get("nb_failures") or 0,
        webhook.get("last_succeeded") or "",
        ", ".join(wanted),
        webhook.get("endpoint") or "",
    ]
