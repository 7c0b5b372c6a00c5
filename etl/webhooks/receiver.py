"""The HTTP server of deliveries: on this computer only, it answers as soon as a delivery is on disk.

A public address reaches it through a tunnel or a reverse proxy of one's own.
"""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from etl.core.errors import ConfigError, EtlError
from etl.core.own_address import is_for_us
from etl.webhooks.delivery import SIGNATURE, is_signed, read_delivery
from etl.webhooks.head_deadline import DeadlineConnection
from etl.webhooks.inbox import Inbox

HOST = "127.0.0.1"
BODY_MAX = 1 << 20
"""Bytes a body may have; Sellsy's are a few thousand."""

_BODY_S = 10.0
_START_S = 20.0


def _now() -> datetime:
    return datetime.now(tz=UTC)


class Receiver:
    """Listens while it is entered; `on_fresh` is called (from another thread) when a new delivery is stored.

    A delivery must be signed with one of `sign_keys`; without any, all are accepted. `port` 0 takes a free one. Unless
    a `public` address leads here, under whatever name, a request must name this computer (`Host`, `Origin`).
    """

    def __init__(
        self,
        inbox: Inbox,
        *,
        port: int,
        sign_keys: tuple[str, ...],
        on_fresh: Callable[[], None],
        public: bool = False,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._inbox = inbox
        self._port = port
        self.sign_keys = sign_keys
        self._on_fresh = on_fresh
        self._public = public
        self._now = now
        self.duplicates = 0
        self.refused = 0

    @property
    def url(self) -> str:
        """The URL it listens on."""
        return f"http://{HOST}:{self._port}"

    def __enter__(self) -> Self:
        """Start listening.

        Raises:
            ConfigError: the port is taken.
        """
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name == "posix":  # elsewhere this option would let two programs share a port
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.bind((HOST, self._port))
            self._listener.listen()
        except OSError as error:
            self._listener.close()
            raise ConfigError("watch-port", port=self._port, said=error.strerror or str(error)) from error
        self._port = self._listener.getsockname()[1]
        self._server = uvicorn.Server(_settings(self.app()))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, name="webhooks", daemon=True
        )
        self._thread.start()
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                self._listener.close()
                raise ConfigError("watch-port", port=self._port, said="no answer")
            time.sleep(0.01)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(_START_S)
        self._listener.close()

    def app(self) -> Starlette:
        """Return the ASGI application: any path, GET and POST."""
        routes = [
            Route("/{path:path}", self.ping, methods=["GET", "HEAD"]),
            Route("/{path:path}", self.post, methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def ping(self, request: Request) -> Response:
        """Answer Sellsy's check of the address, revealing nothing."""
        known = self._knows(request)
        self.refused += not known
        return JSONResponse({"success": known}, 200 if known else 403)

    async def post(self, request: Request) -> Response:
        """Store a delivery, then answer: 200 only when it is on disk."""
        body = await _bounded(request) if self._knows(request) else 403
        if isinstance(body, int):
            status = body
        elif not self._trusts(body, request.headers.get(SIGNATURE, "")):
            status = 401
        else:
            status = await run_in_threadpool(self._keep, body)
        self.refused += 400 <= status < 500
        return JSONResponse({"success": status == 200}, status)

    def _knows(self, request: Request) -> bool:
        """Tell whether a request was meant for this address."""
        headers = request.headers
        return self._public or is_for_us(headers.getlist("host"), headers.getlist("origin"))

    def _trusts(self, body: bytes, signature: str) -> bool:
        return not self.sign_keys or any(is_signed(body, signature, sign_key=key) for key in self.sign_keys)

    def _keep(self, body: bytes) -> int:
        """Store a body and return the status to answer."""
        received = self._now()
        try:
            read_delivery(body, received=received)
            fresh = self._inbox.add(body, received=received)
        except (ValueError, TypeError):
            return 400
        except EtlError:
            return 503  # not on disk: the sender may try again
        if fresh:
            self._on_fresh()
        else:
            self.duplicates += 1
        return 200


async def _bounded(request: Request) -> bytes | int:
    """Return the body, or the status to refuse it with: too big, too slow, cut."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or len(declared) > 9 or int(declared) > BODY_MAX:
        return 413
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_S):
            async for part in request.stream():
                body += part
                if len(body) > BODY_MAX:
                    return 413
    except TimeoutError:
        return 408
    except ClientDisconnect:
        return 400
    return bytes(body)


def _settings(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=DeadlineConnection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
