"""Sending webhooks: a thread of the sandbox posts what was committed, again after a pause when that fails.

Nothing runs and nothing is kept while no webhook is enabled. Slack webhooks are kept but never sent: the
sandbox posts to no real channel.
"""

import hashlib
import heapq
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from etl.sandbox.storage import records, times
from etl.sandbox.storage.resource import Record
from etl.sandbox.storage.store import Session, Store
from etl.sandbox.storage.tables import STAFFS, WEBHOOKS
from etl.sandbox.v2.webhooks.events import Event, events_of

USER_AGENT = "Sellsy-webhooks (sandbox)"
SIGNATURE = "X-Webhook-Signature"
_CORPORATION = "1"
_FORM = "application/x-www-form-urlencoded"
_STOP_S = 15.0
"""Seconds that what is due may still take when the sandbox stops."""
_IDLE_S = 2.0
"""Seconds without any answer after which a stopping sandbox closes the connection."""


@dataclass(frozen=True, slots=True)
class Hook:
    """An enabled webhook, as sending needs it; `events` are the ids it wants."""

    id: int
    endpoint: str
    events: frozenset[str]
    with_record: bool
    as_json: bool
    sign_key: str = field(repr=False)

    @classmethod
    def of(cls, record: Record) -> "Hook":
        """Return the webhook of a record."""
        wanted = frozenset(item["id"] for item in record["configuration"] if item["is_enabled"])
        return cls(
            id=record["id"],
            endpoint=record["endpoint"],
            events=wanted,
            with_record=record["object_in_payload"],
            as_json=record["json_content_type"],
            sign_key=record["sign_key"],
        )


@dataclass(order=True, slots=True)
class _Due:
    """A request to send at a moment; `payload` None is the ping of a new endpoint."""

    at: float
    rank: int
    hook: int = field(compare=False)
    payload: str | None = field(compare=False)
    tries: int = field(default=0, compare=False)


def payload_of(event: Event, *, staff: int, now: int, with_record: bool) -> str:
    """Return the JSON of a delivery: every value is a text, as Sellsy sends them."""
    body: dict[str, Any] = {
        "eventType": event.entity,
        "event": event.name,
        "relatedtype": event.kind,
        "relatedid": str(event.identifier),
        "thirdtype": event.third_type,
        "ownertype": "staff",
        "ownerid": str(staff),
        "corpid": _CORPORATION,
        "timestamp": str(now),
    }
    if with_record:
        body["relatedobject"] = event.record
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def signature(sign_key: str, body: bytes) -> str:
    """Return the hex SHA-1 of the key and the raw body, one after the other."""
    return hashlib.sha1(sign_key.encode() + body).hexdigest()  # noqa: S324 - Sellsy's own rule


class Deliverer:
    """Receives every commit and sends what the enabled webhooks want.

    `pauses` are the seconds before each further try, `timeout_s` how long an endpoint may take. `clock`
    returns seconds that never go back. `twice` returns whether a delivery to an endpoint's path is sent twice,
    `shown` returns a record as answers show it.
    """

    def __init__(
        self,
        store: Store,
        *,
        pauses: Sequence[float],
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
        twice: Callable[[str], bool] = lambda _path: False,
        shown: Callable[[Any], Any] = lambda record: record,
    ) -> None:
        self._store = store
        self._pauses = tuple(pauses)
        self._timeout_s = timeout_s
        self._clock = clock
        self._twice = twice
        self._shown = shown
        self._hooks: dict[int, Hook] = {}
        self._due: list[_Due] = []
        self._rank = 0
        self._woken = threading.Condition()
        self._deadline: float | None = None
        self._thread: threading.Thread | None = None
        self._line: HTTPConnection | None = None
        self._sent = 0

    def listen(self) -> None:
        """Start listening to the store's commits, with the webhooks already there."""
        self._store.listener = self.committed
        with self._store.session() as session:
            self._read_hooks(session)

    def committed(self, session: Session) -> None:
        """Queue what a committed session changed; called while the store is still locked."""
        if session.writes[WEBHOOKS.name]:
            known = dict(self._hooks)
            self._read_hooks(session)
            for hook in self._hooks.values():
                if hook.id not in known or known[hook.id].endpoint != hook.endpoint:
                    self._queue(hook.id, None)
        if not session.changes or not self._hooks:
            return
        staff = session.row(f"SELECT min(id) FROM {STAFFS.name}")[0] or 0
        for change in session.changes:
            for event in events_of(session, change):
                self._announce(event, staff=staff, now=session.now)

    def _read_hooks(self, session: Session) -> None:
        hooks = records.select(session, WEBHOOKS, "type = 'http' AND is_enabled")
        self._hooks = {record["id"]: Hook.of(record) for record in hooks}
        self._store.watched = bool(self._hooks)

    def _announce(self, event: Event, *, staff: int, now: int) -> None:
        for hook in self._hooks.values():
            if event.id in hook.events:
                seen = replace(event, record=self._shown(event.record))
                payload = payload_of(seen, staff=staff, now=now, with_record=hook.with_record)
                self._queue(hook.id, payload)

    def _queue(self, hook: int, payload: str | None) -> None:
        with self._woken:
            self._rank += 1
            heapq.heappush(self._due, _Due(self._clock(), self._rank, hook, payload))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)
                self._thread.start()
            self._woken.notify()

    def stop(self) -> None:
        """Send what is due, forget what waits for another try, and end the thread."""
        with self._woken:
            self._store.listener = None
            self._deadline = self._clock() + _STOP_S
            self._woken.notify()
        if self._thread is None:
            return
        idle = 0
        while self._thread.is_alive() and not self._over():
            sent = self._sent
            self._thread.join(_IDLE_S)
            idle = idle + 1 if self._sent == sent else 0
            if idle:
                self._hang_up()
            if idle > 1:
                self._deadline = self._clock()
        self._thread.join(_IDLE_S)

    def _hang_up(self) -> None:
        line = self._line
        if line is not None and line.sock is not None:
            with suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        while (due := self._next()) is not None:
            hook = self._hooks.get(due.hook)
            if hook is None:
                continue
            done = self._send(hook, due.payload)
            if done and due.payload is not None and self._twice(urlsplit(hook.endpoint).path):
                self._send(hook, due.payload)
            self._sent += done
            if not done and self._deadline is not None:
                self._hooks.pop(hook.id, None)  # no time is left for an endpoint that fails
            if due.payload is None or self._over():
                continue
            self._settle(hook.id, done=done)
            if not done and due.tries < len(self._pauses):
                due.at = self._clock() + self._pauses[due.tries]
                due.tries += 1
                with self._woken:
                    heapq.heappush(self._due, due)

    def _over(self) -> bool:
        return self._deadline is not None and self._clock() >= self._deadline

    def _next(self) -> _Due | None:
        """Wait for what is due; None when the sandbox stops."""
        with self._woken:
            while True:
                wait = self._due[0].at - self._clock() if self._due else None
                if self._over() or (self._deadline is not None and (wait is None or wait > 0)):
                    return None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)
                self._woken.wait(wait)

    def _send(self, hook: Hook, payload: str | None) -> bool:
        body, headers = b"", {"User-Agent": USER_AGENT, "Accept": "*/*"}
        if payload is not None:
            body = payload.encode() if hook.as_json else urlencode({"notif": payload}).encode()
            headers["Content-Type"] = "application/json" if hook.as_json else _FORM
            headers[SIGNATURE] = signature(hook.sign_key, body)
        parts = urlsplit(hook.endpoint)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=self._timeout_s)
        self._line = line
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            line.request("GET" if payload is None else "POST", target, body=body or None, headers=headers)
            return line.getresponse().status < 300
        except (OSError, HTTPException, UnicodeError, ValueError):
            return False
        finally:
            line.close()

    def _settle(self, hook: int, *, done: bool) -> None:
        """Write the outcome on the webhook, unless it is gone."""
        with self._store.session() as session:
            record = records.load(session, WEBHOOKS, hook)
            if record is None:
                return
            before = dict(record)
            record["last_succeeded" if done else "last_failed"] = times.paris(session.now)
            record["nb_failures"] = 0 if done else record["nb_failures"] + 1
            if record != before:
                session.run(WEBHOOKS.put_sql(), WEBHOOKS.values(record))
