"""Watch an account: register a webhook, receive what Sellsy posts, remove the webhook."""

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.commands.account.reactions import Reacted, Reaction
from etl.commands.account.webhooks import (
    LOOPBACK,
    offered,
    public_address,
    wanted_events,
    webhook_body,
    webhook_of,
)
from etl.commands.session import Session
from etl.core.errors import ApiError, ConfigError, FatalApiError, RefusedError, RetryableApiError
from etl.core.results import JsonValue
from etl.entities.base.resource import RESOURCES
from etl.messages import Lang
from etl.sellsy import Sellsy, pages
from etl.sheets import SheetBook
from etl.webhooks import COLUMNS, Csv, Delivery, Handled, Handover, Inbox, JsonLines, Outlet, Receiver

__all__ = ["WatchOptions", "WatchResult", "Watching", "watch"]

NAME = "sellsy-etl watch"
"""Name of the webhooks that `watch` registers, by which one left by a killed program is recognised."""

PORT = 8788

_GONE = ("deleted",)
_SUFFIXES = (".jsonl", ".csv", ".xlsx")
_SHEET_ROWS = 1_000_000
_KEY_MIN = 16


@dataclass(frozen=True, slots=True)
class Watching:
    """What `watch` is doing, reported once everything is ready."""

    webhook: int
    endpoint: str
    url: str
    out: Path | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WatchResult:
    """How `watch` ended: deliveries handled, duplicates left out, requests refused, deliveries left for next time."""

    handled: int
    duplicates: int
    refused: int
    left: int
    out: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How an account is watched.

    `port` is where to listen on 127.0.0.1 (0 takes a free one), `public_url` the https address that leads there (None:
    the local one, which only a local Sellsy reaches). `out` is a .jsonl, .csv or .xlsx file; a workbook is written at
    the end, from what was kept; None keeps nothing on disk. `events` are as for `create_webhook`, `fetch` reads the
    record each delivery names, `sign_key` None makes a key up. `stop` ends the watch when it is set.

    `on_ready` is called once everything listens, `on_delivery` for each delivery, from a thread of its own: what it
    raises ends the watch. `run` is a pipeline to run: for each delivery where it has a parameter `event`, `kind` or
    `record_id`, else once for all that came meanwhile; `on_run` receives how each such run ended, and a run that fails
    does not end the watch.
    """

    port: int = PORT
    public_url: str | None = None
    out: Path | None = Path("deliveries.jsonl")
    events: Sequence[str] = ()
    fetch: bool = False
    sign_key: str | None = None
    stop: threading.Event | None = None
    on_ready: Callable[[Watching], None] | None = None
    on_delivery: Callable[[Handled], None] | None = None
    run: Path | None = None
    on_run: Reacted = lambda _ended: None


def watch(session: Session, options: WatchOptions) -> WatchResult:
    """Register a webhook, receive until `stop` is set (or Ctrl-C), then unregister it.

    A delivery is kept in a file beside `out` (its name with `.inbox`) before it is answered, once; then it is
    appended to `out` and reported, in order. After a crash the next call goes on where this one stopped.

    Raises:
        ConfigError: a port, an address, an event, a pipeline or a file that cannot be used; nothing is left registered.
        DataError: the output cannot be written any more.
        ApiError: see `etl.core.errors`.
    """
    out, lang = options.out, session.lang
    ended = options.stop or threading.Event()
    public = None if options.public_url is None else public_address(options.public_url)
    _suffix(out)
    with ExitStack() as stack:
        sellsy = session.sellsy
        if public is None and urlsplit(session.settings.api_url).hostname not in LOOPBACK:
            raise ConfigError("watch-url-missing")
        wanted = wanted_events(offered(sellsy), options.events)
        inbox = stack.enter_context(_inbox(out))
        outlet = stack.enter_context(_outlet(out, inbox, lang=lang))
        reaction = None if options.run is None else Reaction.to(options.run, session, options.on_run)

        def tell(handled: Handled) -> None:
            if options.on_delivery is not None:
                options.on_delivery(handled)
            if reaction:
                reaction.delivered(handled)

        handover = Handover(
            inbox,
            outlet,
            fetch=_reader(sellsy) if options.fetch else None,
            on_delivery=tell,
            on_failure=ended.set,
            on_idle=reaction.idle if reaction else None,
        )
        stack.enter_context(handover)
        key = options.sign_key or secrets.token_urlsafe(32)
        receiver = stack.enter_context(
            Receiver(
                inbox,
                port=options.port,
                sign_keys=(key,),
                on_fresh=handover.wake,
                public=public is not None,
            )
        )
        endpoint = public or receiver.url
        webhook = stack.enter_context(
            _registered(sellsy, webhook_body(endpoint, wanted, name=NAME, sign_key=key))
        )
        receiver.sign_keys = _keys(key, webhook.get("sign_key"))
        if options.on_ready is not None:
            options.on_ready(Watching(int(str(webhook["id"])), endpoint, receiver.url, out, tuple(wanted)))
        _wait(ended)
    if handover.failure is not None:
        raise handover.failure
    return WatchResult(handover.handled, receiver.duplicates, receiver.refused, handover.left, out)


def _keys(sent: str, answered: JsonValue) -> tuple[str, ...]:
    """Return the keys to trust: the one sent and, should Sellsy have chosen another, that one.

    An answer that hides the key behind stars holds no key.
    """
    if isinstance(answered, str) and len(answered) >= _KEY_MIN and len(set(answered)) > _KEY_MIN // 2:
        return (sent,) if answered == sent else (sent, answered)
    return (sent,)


def _wait(ended: threading.Event) -> None:
    while not ended.wait(0.5):  # an endless wait would not notice Ctrl-C on Windows
        pass


def _suffix(out: Path | None) -> str:
    suffix = "" if out is None else out.suffix.lower()
    if out is not None and suffix not in _SUFFIXES:
        raise ConfigError("watch-out-suffix", path=out, accepted=list(_SUFFIXES))
    return suffix


@contextmanager
def _inbox(out: Path | None) -> Iterator[Inbox]:
    """Open the inbox beside the output; a workbook without one is somebody else's."""
    path = None if out is None else out.with_name(out.name + ".inbox")
    if out is not None and path is not None:
        if out.suffix.lower() == ".xlsx" and out.exists() and not path.exists():
            raise ConfigError("watch-out-foreign", path=out)
        with suppress(OSError):
            out.parent.mkdir(parents=True, exist_ok=True)
    with Inbox(path) as inbox:
        yield inbox


@contextmanager
def _outlet(out: Path | None, inbox: Inbox, *, lang: Lang) -> Iterator[Outlet | None]:
    """Open the file that deliveries are appended to; a workbook is written at the end instead."""
    suffix = _suffix(out)
    outlet: Outlet | None = None
    if out is not None and suffix == ".jsonl":
        outlet = JsonLines(out)
    elif out is not None and suffix == ".csv":
        outlet = Csv(out, lang=lang)
    try:
        yield outlet
    finally:
        if outlet is not None:
            outlet.close()
        elif out is not None:
            _write_book(inbox, out)


def _write_book(inbox: Inbox, path: Path) -> None:
    """Write the workbook of everything in the inbox; it replaces the file once it is complete."""
    if not inbox.done:
        return
    with SheetBook(path) as book:
        sheet = book.add_sheet("1", COLUMNS)
        for rank, handled in enumerate(inbox.every(), start=1):
            sheet.row(handled.cells())
            if rank % _SHEET_ROWS == 0:
                sheet = book.add_sheet(str(rank // _SHEET_ROWS + 1), COLUMNS)


@contextmanager
def _registered(sellsy: Sellsy, body: dict[str, JsonValue]) -> Iterator[dict[str, JsonValue]]:
    """Register a webhook and always unregister it at the end; an older one of ours is replaced."""
    endpoint = str(body["endpoint"])
    _remove_ours(sellsy, endpoint)
    try:
        webhook = webhook_of(sellsy.post("/webhooks", body).body)
    except (ApiError, KeyboardInterrupt) as error:
        if not isinstance(error, RefusedError | FatalApiError | RetryableApiError):
            _remove_ours(sellsy, endpoint)  # it may exist although no usable answer says so
        raise
    try:
        yield webhook
    finally:
        _unregister(sellsy, int(str(webhook["id"])))


def _remove_ours(sellsy: Sellsy, endpoint: str) -> None:
    webhooks = [webhook for page in pages(sellsy, "/webhooks") for webhook in page.data]
    for webhook in webhooks:
        if (
            webhook.get("name") == NAME
            and webhook.get("endpoint") == endpoint
            and isinstance(webhook.get("id"), int)
        ):
            _unregister(sellsy, int(str(webhook["id"])))


def _unregister(sellsy: Sellsy, webhook: int) -> None:
    try:
        sellsy.request("DELETE", f"/webhooks/{webhook}")
    except ApiError as error:
        if isinstance(error, RefusedError) and error.status == 404:
            return
        raise ApiError(
            "webhook-left", method="DELETE", path=error.path, status=error.status, said=error.said, id=webhook
        ) from error


def _reader(sellsy: Sellsy) -> Callable[[Delivery], JsonValue]:
    """Return a function that reads the record of a delivery of a known kind with a numeric id."""

    def read(delivery: Delivery) -> JsonValue:
        if delivery.record_id is None or delivery.event in _GONE:
            return None
        for path in (resource.path for resource in RESOURCES.values() if delivery.kind in resource.delivered):
            try:
                record: JsonValue = sellsy.get(f"{path}/{delivery.record_id}").body
            except RefusedError as error:
                if error.status != 404:
                    raise
            else:
                return record
        return None

    return read
