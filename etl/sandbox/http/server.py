"""Starting the sandbox: in the foreground, in a thread of this process, or as an ASGI application.

One port serves everything: the login at /oauth2, API v2 below /v2, API v1 at /0/, the sandbox's own
endpoints below /_sandbox. It listens on this computer only.
"""

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from etl.sandbox.http.application import Application
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.faults.wire import CuttableProtocol

HOST = "127.0.0.1"
_START_LIMIT_S = 20.0
_SWITCH_S = 0.001
"""Seconds between two threads: a batch at work must not delay the count of what arrives meanwhile."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running sandbox answers."""

    port: int

    @property
    def url(self) -> str:
        """The root: `http://127.0.0.1:8787`."""
        return f"http://{HOST}:{self.port}"

    @property
    def login_url(self) -> str:
        """The login host (SELLSY_LOGIN_URL)."""
        return self.url

    @property
    def api_url(self) -> str:
        """The base of API v2 (SELLSY_API_URL)."""
        return f"{self.url}/v2"

    @property
    def v1_url(self) -> str:
        """The URL of API v1 (SELLSY_V1_URL)."""
        return f"{self.url}/0/"


def build_app(config: SandboxConfig) -> Starlette:
    """Return the application; only `serve` and `running` can also cut connections."""
    return Application(config).app


def reset(db: Path) -> None:
    """Delete the database of a sandbox that is not running; nothing happens when there is none."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        db.with_name(db.name + suffix).unlink(missing_ok=True)


def serve(
    config: SandboxConfig, *, port: int = 8787, on_ready: Callable[[Address], None] | None = None
) -> None:
    """Run until interrupted (Ctrl-C ends it normally); `on_ready` receives the address once it answers.

    Raises:
        OSError: when the port is taken.
    """
    sys.setswitchinterval(_SWITCH_S)
    with _listening(port) as (listener, address):
        server = _Server(_settings(config), ready=lambda: on_ready(address) if on_ready else None)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


@contextmanager
def running(config: SandboxConfig, *, port: int = 0) -> Iterator[Address]:
    """Run in a thread of this process while the block lasts; port 0 takes a free one.

    Raises:
        OSError: when the port is taken.
        RuntimeError: when the sandbox does not start.
    """
    with _listening(port) as (listener, address):
        ready = threading.Event()
        server = _Server(_settings(config), ready=ready.set)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="sandbox"
        )
        thread.start()
        deadline = time.monotonic() + _START_LIMIT_S
        while not ready.wait(0.05):
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the sandbox did not start")
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(timeout=_START_LIMIT_S)


@contextmanager
def _listening(port: int) -> Iterator[tuple[socket.socket, Address]]:
    # Naming TCP matters: asyncio sets TCP_NODELAY only then, and every answer would wait 40 ms without it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere this option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
        yield listener, Address(listener.getsockname()[1])
    finally:
        listener.close()


def _settings(config: SandboxConfig) -> uvicorn.Config:
    return uvicorn.Config(
        build_app(config),
        http=CuttableProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        backlog=256,
    )


class _Server(uvicorn.Server):
    """A server that calls back once it answers and that stops quickly."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then call back."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()
