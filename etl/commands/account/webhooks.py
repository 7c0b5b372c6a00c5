"""Webhooks of an account: list their events, list, create, update and delete them.

A sign key is never returned.
"""

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from etl.commands.session import Session
from etl.core.errors import ApiError, ConfigError, RefusedError
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.sellsy import Sellsy, pages

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this computer, where http is as safe as https."""

_ABSENT = 404

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
    meaning: str


def list_events(session: Session) -> list[EventKind]:
    """Return the events that the account offers.

    Raises:
        ApiError: see `etl.core.errors`.
        ConfigError: credentials are missing.
    """
    return offered(session.sellsy)


def offered(sellsy: Sellsy) -> list[EventKind]:
    """Return the events that the account offers; see `list_events`."""
    kinds = []
    for page in pages(sellsy, "/webhooks/events"):
        for entity in page.data:
            events = entity.get("events")
            for name, meaning in events.items() if isinstance(events, dict) else ():
                key = str(entity.get("id"))
                kinds.append(
                    EventKind(f"{key}.{name}", key, str(entity.get("description") or key), str(meaning))
                )
    return kinds


def list_webhooks(session: Session) -> list[dict[str, JsonValue]]:
    """Return the account's webhooks, `signed` (yes or no) in place of their sign keys.

    Raises:
        ApiError: see `etl.core.errors`.
        ConfigError: credentials are missing.
    """
    return [_shown(webhook) for page in pages(session.sellsy, "/webhooks") for webhook in page.data]


def _shown(webhook: dict[str, JsonValue]) -> dict[str, JsonValue]:
    kept = {key: value for key, value in webhook.items() if key != "sign_key"}
    return {**kept, "signed": bool(webhook.get("sign_key"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """The values of a webhook; None leaves a value as it is, or to Sellsy's default.

    `events` are ids such as `client.created`, or `client` for all of an entity's; of a new webhook empty takes those of
    the entities this program knows. `as_json` posts JSON instead of a form, `with_record` puts the whole record in the
    delivery, `sign_key` is what deliveries are signed with.
    """

    endpoint: str | None = None
    events: Sequence[str] = ()
    name: str | None = None
    enabled: bool | None = None
    as_json: bool | None = None
    with_record: bool | None = None
    sign_key: str | None = None


def create_webhook(session: Session, endpoint: str, options: WebhookOptions) -> dict[str, JsonValue]:
    """Create a webhook that posts to a public address, and return it without its sign key.

    Raises:
        ApiError: see `etl.core.errors`.
        ConfigError: an address or an event that cannot be.
    """
    wanted = wanted_events(offered(session.sellsy), options.events)
    body = webhook_body(public_address(endpoint), wanted, name=options.name, sign_key=options.sign_key)
    body |= {
        "is_enabled": options.enabled is not False,
        "json_content_type": bool(options.as_json),
        "object_in_payload": bool(options.with_record),
    }
    return _shown(webhook_of(session.sellsy.post("/webhooks", body).body))


def webhook_body(
    endpoint: str, events: Sequence[str], *, name: str | None, sign_key: str | None
) -> dict[str, JsonValue]:
    """Return the body that creates a webhook."""
    body: dict[str, JsonValue] = {
        "type": "http",
        "endpoint": endpoint,
        "configuration": [{"id": event, "is_enabled": True} for event in events],
    }
    return body | ({"name": name} if name else {}) | ({"sign_key": sign_key} if sign_key else {})


def webhook_of(body: Any) -> dict[str, JsonValue]:
    """Return the webhook of an answer.

    Raises:
        ApiError: the answer is no webhook.
    """
    if not isinstance(body, dict) or not isinstance(body.get("id"), int):
        raise ApiError("api-unexpected", path="/webhooks")
    return body


def update_webhook(session: Session, identifier: int, options: WebhookOptions) -> dict[str, JsonValue]:
    """Change the given values of a webhook, and return it without its sign key.

    Raises:
        ApiError: see `etl.core.errors`.
        ConfigError: the address or an event is not allowed.
    """
    sellsy, endpoint = session.sellsy, options.endpoint
    path = f"/webhooks/{identifier}"
    with _existing(identifier):
        now = webhook_of(sellsy.get(path).body)
    # Whether Sellsy keeps a key that a PUT leaves out is not documented: all of them are sent.
    body = {key: now[key] for key in _WRITABLE if now.get(key) is not None}
    given = {
        "endpoint": None if endpoint is None else public_address(endpoint),
        "name": options.name,
        "is_enabled": options.enabled,
        "json_content_type": options.as_json,
        "object_in_payload": options.with_record,
        "sign_key": options.sign_key,
    }
    body |= {key: value for key, value in given.items() if value is not None}
    if options.events:
        wanted = wanted_events(offered(sellsy), options.events)
        body["configuration"] = [{"id": event, "is_enabled": True} for event in wanted]
    return _shown(webhook_of(sellsy.request("PUT", path, body=body).body))


def delete_webhooks(session: Session, identifiers: Sequence[int]) -> None:
    """Delete webhooks; deliveries still due to them are lost.

    Raises:
        ApiError: see `etl.core.errors`; also, there is no such webhook.
    """
    for identifier in identifiers:
        with _existing(identifier):
            session.sellsy.request("DELETE", f"/webhooks/{identifier}")


@contextmanager
def _existing(identifier: int) -> Iterator[None]:
    """Turn the answer 404 about a webhook into an error that names it."""
    try:
        yield
    except RefusedError as error:
        if error.params.get("status") != _ABSENT:
            raise
        raise RefusedError("webhook-absent", status=_ABSENT, id=identifier) from error


def public_address(url: str) -> str:
    """Return an address that Sellsy may post to: https, or http on this computer.

    Raises:
        ConfigError: the address is of another kind.
    """
    with suppress(ValueError):
        parts = urlsplit(url.strip())
        fits = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if fits and parts.hostname and "@" not in parts.netloc and parts.port != 0:
            return url.strip()
    raise ConfigError("webhook-url", value=_without_user(url))


def _without_user(url: str) -> str:
    """Return an address without its user and password, which may not be shown."""
    return url.rpartition("@")[2] if "@" in url else url


def wanted_events(offered: Sequence[EventKind], asked: Sequence[str]) -> list[str]:
    """Return the ids of the events asked for (an entity means all of its events), by default those we watch.

    Raises:
        ConfigError: the account does not offer an event; the nearest are named.
    """
    if not asked:
        known = {name for resource in RESOURCES.values() for name in resource.watched}
        return [kind.id for kind in offered if kind.entity in known]
    ids: list[str] = []
    for word in dict.fromkeys(asked):
        entity = word.removesuffix(".*")
        matched = [kind.id for kind in offered if word == kind.id or entity == kind.entity]
        if not matched:
            every = [kind.id for kind in offered]
            near = difflib.get_close_matches(word, every, n=5, cutoff=0.4) or every
            raise ConfigError("webhook-event", value=word, accepted=near)
        ids += matched
    return list(dict.fromkeys(ids))
