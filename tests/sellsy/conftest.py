"""A local Sellsy for each test, over real HTTP, and a server that answers whatever a test wants."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from plain import TRUSTS_NOBODY

from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import Address, running
from etl.sellsy import Connection, Sellsy

SECRET = "hush-hush-secret"


def quick(seconds: float) -> None:
    """Wait, but never for long: tests of repetitions need not be slow."""
    time.sleep(min(seconds, 0.01))


class Local:
    """One sandbox: how to connect to it, and what happened there."""

    def __init__(self, address: Address, stack: ExitStack) -> None:
        self.address = address
        self._stack = stack
        self.admin = stack.enter_context(
            httpx.Client(verify=TRUSTS_NOBODY, base_url=f"{address.url}/_sandbox", timeout=20)
        )

    def connection(self, **changed: Any) -> Connection:
        """Return what connects to it."""
        wanted: dict[str, Any] = {
            "api_url": self.address.api_url,
            "login_url": self.address.login_url,
            "v1_url": self.address.v1_url,
            "client_id": "client-one",
            "client_secret": SECRET,
            **changed,
        }
        return Connection(**wanted)

    def open(
        self, folder: Path | None = None, sleep: Callable[[float], None] = quick, **changed: Any
    ) -> Sellsy:
        """Open a connection that the test's end closes."""
        connection = self.connection(token_folder=folder, **changed)
        return self._stack.enter_context(Sellsy.open(connection, sleep=sleep))

    def stats(self) -> dict[str, Any]:
        """Return what was asked and written."""
        return self.admin.get("/stats").json()

    def break_with(self, *faults: dict[str, Any]) -> None:
        """Put faults in force."""
        answer = self.admin.post("/faults", content=json.dumps(faults))
        assert answer.status_code == 200, answer.text

    def names(self) -> list[str]:
        """Return the names of the companies it holds."""
        dump = self.admin.get("/dump", params={"ids": "true"}).json()
        return sorted(company["name"] for company in dump["companies"])


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Close what a test opened."""
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def start(stack) -> Callable[..., Local]:
    """Return a function that starts a sandbox."""

    def begin(**config: Any) -> Local:
        return Local(stack.enter_context(running(SandboxConfig(**config))), stack)

    return begin


@pytest.fixture
def local(start) -> Local:
    """Return an empty sandbox with default limits."""
    return start()


@pytest.fixture
def sellsy(local) -> Sellsy:
    """Return a connection to the empty sandbox."""
    return local.open()


Answering = Callable[[str, str], tuple[int, dict[str, str], bytes]]


@pytest.fixture
def serve(stack) -> Callable[[Answering], str]:
    """Return a function that serves what `answering(method, path)` says and returns the URL."""

    def begin(answering: Answering) -> str:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.path.startswith("/oauth2"):
                    status, headers, body = 200, {}, b'{"access_token": "t", "expires_in": 3600}'
                else:
                    status, headers, body = answering(self.command, self.path)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the base class's names

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}"

    return begin


@pytest.fixture
def connect(stack) -> Callable[..., Sellsy]:
    """Return a function that connects to a served URL."""

    def begin(url: str, **options: Any) -> Sellsy:
        connection = Connection(url, url, f"{url}/0", "client-one", SECRET)
        return stack.enter_context(Sellsy.open(connection, sleep=quick, **options))

    return begin
