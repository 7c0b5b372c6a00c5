"""Webhooks of an account: what they may ask for, listing and writing them.

A sign key goes in and never comes out.
"""

import difflib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from etl.commands.session import account
from etl.config.settings import Settings
from etl.core.errors import ApiError, ConfigError
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import Sellsy, pages

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this computer, where http is as safe as https."""

_WRITABLE = (
    "is_enabled", "name", "endpoint", "default_channel", "configuration", "object_in_payload",
    "json_content_type", "sign_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event that can be subscribed to: `id` is `client.created`."""

    id: str
    entity: str
    entity_name: str
    said: str


def list_events(
    *, profile: str | None = None, sandbox: bool = False, settings: Settings | None = None
) -> list[EventKind]:
    """Return the events that the account offers.

    Raises:
        ApiError: Sellsy refused or did not answer.
        ConfigError: credentials are missing.
    """
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_, sellsy):
        return offered(sellsy)


def offered(sellsy: Sellsy) -> list[EventKind]:
    """Return the events that the account offers; see `list_events`."""
    found = []
    for page in pages(sellsy, "/webhooks/events"):
        for entity in page.data:
            events = entity.get("events")
            for name, said in events.items() if isinstance(events, dict) else ():
                key = str(entity.get("id"))
                found.append(
                    EventKind(f"{key}.{name}", key, str(entity.get("description") or key), str(said))
                )
    return found


def list_webhooks(
    *, profile: str | None = None, sandbox: bool = False, settings: Settings | None = None
) -> list[dict[str, JsonValue]]:
    """Return the account's webhooks, `signed` (yes or no) in place of their sign keys.

    Raises:
        ApiError: Sellsy refused or did not answer.
        ConfigError: credentials are missing.
    """
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_, sellsy):
        return [_shown(one) for page in pages(sellsy, "/webhooks") for one in page.data]


def _shown(webhook: dict[str, JsonValue]) -> dict[str, JsonValue]:
    kept = {key: value for key, value in webhook.items() if key != "sign_key"}
    return {**kept, "signed": bool(webhook.get("sign_key"))}


def create_webhook(
    endpoint: str,
    *,
    events: Sequence[str] = (),
    name: str | None = None,
    enabled: bool = True,
    as_json: bool = False,
    with_record: bool = False,
    sign_key: str | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
) -> dict[str, JsonValue]:
    """Create a webhook and return it, without its sign key.

    Args:
        endpoint: the public address Sellsy posts to.
        events: ids such as `client.created`, or `client` for all of an entity's; empty takes those of the
            entities this program knows.
        name: shown in Sellsy's settings.
        enabled: whether it begins at once.
        as_json: post JSON instead of a form.
        with_record: put the whole record in the delivery.
        sign_key: what deliveries are signed with; None lets Sellsy choose.
        profile: credentials to use; None takes SELLSY_PROFILE or the environment's.
        sandbox: work on the embedded local Sellsy instead.
        settings: settings already loaded, instead of `profile` and `sandbox`.

    Raises:
        ApiError: Sellsy refused or did not answer.
        ConfigError: an address or an event that cannot be.
    """
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_, sellsy):
        wanted = wanted_events(offered(sellsy), events)
        body = webhook_body(public_address(endpoint), wanted, name=name, sign_key=sign_key)
        body |= {"is_enabled": enabled, "json_content_type": as_json, "object_in_payload": with_record}
        return _shown(webhook_of(sellsy.post("/webhooks", body).body))


def webhook_body(
    endpoint: str, events: Sequence[str], *, name: str | None, sign_key: str | None
) -> dict[str, JsonValue]:
    """Return what creates a webhook."""
    body: dict[str, JsonValue] = {
        "type": "http",
        "endpoint": endpoint,
        "configuration": [{"id": one, "is_enabled": True} for one in events],
    }
    return body | ({"name": name} if name else {}) | ({"sign_key": sign_key} if sign_key else {})


def webhook_of(body: Any) -> dict[str, JsonValue]:
    """Return the webhook that an answer holds.

    Raises:
        ApiError: the answer is no webhook.
    """
    if not isinstance(body, dict) or not isinstance(body.get("id"), int):
        raise ApiError("api-unexpected", path="/webhooks")
    return body


def update_webhook(
    identifier: int,
    *,
    endpoint: str | None = None,
    events: Sequence[str] = (),
    name: str | None = None,
    enabled: bool | None = None,
    as_json: bool | None = None,
    with_record: bool | None = None,
    sign_key: str | None = None,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
) -> dict[str, JsonValue]:
    """Change what is given of a webhook, leave the rest, and return it without its sign key.

    See `create_webhook` for the arguments and errors.
    """
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_, sellsy):
        path = f"/webhooks/{identifier}"
        now = webhook_of(sellsy.get(path).body)
        # Whether a key left out of a PUT is kept is not documented: all of them are sent.
        body = {key: now[key] for key in _WRITABLE if now.get(key) is not None}
        given = {
            "endpoint": None if endpoint is None else public_address(endpoint),
            "name": name,
            "is_enabled": enabled,
            "json_content_type": as_json,
            "object_in_payload": with_record,
            "sign_key": sign_key,
        }
        body |= {key: value for key, value in given.items() if value is not None}
        if events:
            wanted = wanted_events(offered(sellsy), events)
            body["configuration"] = [{"id": one, "is_enabled": True} for one in wanted]
        return _shown(webhook_of(sellsy.request("PUT", path, body=body).body))


def delete_webhooks(
    identifiers: Sequence[int],
    *,
    profile: str | None = None,
    sandbox: bool = False,
    settings: Settings | None = None,
) -> None:
    """Delete webhooks; what they were to be told is lost.

    Raises:
        ApiError: Sellsy refused (there is no such webhook) or did not answer.
    """
    with account(profile=profile, sandbox=sandbox, settings=settings) as (_, sellsy):
        for identifier in identifiers:
            sellsy.request("DELETE", f"/webhooks/{identifier}")


def public_address(url: str) -> str:
    """Return an address Sellsy may post to: https, or http on this computer.

    Raises:
        ConfigError: it is another.
    """
    with suppress(ValueError):
        parts = urlsplit(url.strip())
        fits = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if fits and parts.hostname and "@" not in parts.netloc and parts.port != 0:
            return url.strip()
    raise ConfigError("webhook-url", value=_without_user(url))


def _without_user(url: str) -> str:
    """Return an address as it may be shown: a password that stands in it is not."""
    return url.rpartition("@")[2] if "@" in url else url


def wanted_events(offered: Sequence[EventKind], asked: Sequence[str]) -> list[str]:
    """Return the event ids asked, an entity standing for all of its own; none asked: those that entities watch.

    Raises:
        ConfigError: the account does not offer one; the nearest are named.
    """
    if not asked:
        known = {name for resource in RESOURCES.values() for name in resource.watched}
        return [one.id for one in offered if one.entity in known]
    found: list[str] = []
    for word in dict.fromkeys(asked):
        entity = word.removesuffix(".*")
        matched = [one.id for one in offered if word == one.id or entity == one.entity]
        if not matched:
            every = [one.id for one in offered]
            near = difflib.get_close_matches(word, every, n=5, cutoff=0.4) or every
            raise ConfigError("webhook-event", value=word, accepted=near)
        found += matched
    return list(dict.fromkeys(found))
