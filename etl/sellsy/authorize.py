"""The authorization code flow with PKCE: the address to open, the answer at 127.0.0.1, the code for tokens.

RFC 7636 (S256, which Sellsy requires) and RFC 8252 (a native program listens on a loopback address).
"""

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from etl.core.errors import ConfigError, RetryableApiError
from etl.core.own_address import is_for_us
from etl.sellsy.tokens import POST, TOKEN_PATH, granted, usable
from etl.sellsy.translate import said_of

AUTHORIZE_PATH = "/oauth2/authorization"
CALLBACK = "/callback"

_SILENT_S = 10.0
"""Seconds that a connection may be silent."""

_OPEN_MAX = 100
_FIELDS_MAX = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for access: `state` and the verifier prove that an answer belongs to it."""

    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(64), repr=False)
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def challenge(self) -> str:
        """The S256 challenge: base64url of the SHA-256 of the verifier, without padding."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")

    def url(self, login_url: str, *, client_id: str, redirect_uri: str) -> str:
        """Return the address to open in a browser."""
        query = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "state": self.state,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        return f"{login_url.rstrip('/')}{AUTHORIZE_PATH}?{urlencode(query)}"


class _Server(ThreadingHTTPServer):
    """Answers each connection in a thread of its own: a silent connection blocks no other."""

    daemon_threads = True
    block_on_close = False

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection, or close it where too many are open."""
        if threading.active_count() > _OPEN_MAX:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a connection that was cut, or did not speak HTTP."""


class Callback:
    """Waits on 127.0.0.1 for the browser to come back with a code; other requests are answered 404."""

    def __init__(self, asked: Asked, *, port: int, page: str) -> None:
        """Listen for the answer to a request; `page` is what the browser shows at the end.

        Raises:
            ConfigError: the port is taken.
        """
        self._found = _Found(asked.state, page)
        try:
            self._server = _Server(("127.0.0.1", port), _handler(self._found))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ConfigError("login-port", port=port, said=reason) from error

    @property
    def redirect_uri(self) -> str:
        """The address Sellsy sends the browser back to."""
        return f"http://127.0.0.1:{self._server.server_port}{CALLBACK}"

    def wait(self, *, seconds: float, clock: Callable[[], float]) -> str:
        """Return the code.

        Raises:
            ConfigError: no answer came in time, only answers to other requests came, or access was refused.
        """
        until = clock() + seconds
        try:
            while not self._found.fields:
                left = until - clock()
                if left <= 0:
                    code = "login-state" if self._found.others else "login-timeout"
                    raise ConfigError(code, seconds=round(seconds))
                self._server.timeout = min(left, 0.2)
                self._server.handle_request()
        finally:
            self._server.server_close()
        if "code" not in self._found.fields:
            raise ConfigError("login-denied", said=self._found.fields.get("error", "?")[:200])
        return self._found.fields["code"]


@dataclass(slots=True)
class _Found:
    """The first answer with the right state; `others` counts answers to other requests."""

    state: str = field(repr=False)
    page: str
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    others: int = 0

    def take(self, path: str) -> bool:
        """Tell whether a path is the expected answer, and keep it."""
        try:
            parts = urlsplit(path)
            pairs = parse_qs(parts.query, max_num_fields=_FIELDS_MAX)
        except ValueError:
            return False
        fields = {name: values[0] for name, values in pairs.items()}
        if parts.path != CALLBACK or not ("code" in fields or "error" in fields) or self.fields:
            return False
        if not hmac.compare_digest(fields.get("state", "").encode(), self.state.encode()):
            self.others += 1
            return False
        self.fields = fields
        return True


def _handler(callback: _Found) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _SILENT_S

        def do_GET(self) -> None:
            right = self._is_meant() and callback.take(self.path)
            self.send_response(200 if right else 404)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(callback.page.encode() if right else b"")

        def _is_meant(self) -> bool:
            """Tell whether the browser was sent to this address, against DNS rebinding."""
            return is_for_us(self.headers.get_all("Host", []), ())

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing: the address holds a code."""

    return Handler


@dataclass(frozen=True, slots=True)
class Granted:
    """The tokens that a code was exchanged for."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


def exchange(
    client: httpx.Client, login_url: str, *, client_id: str, code: str, verifier: str, redirect_uri: str
) -> Granted:
    """Exchange a code, which lives ten minutes, for tokens.

    Raises:
        FatalApiError: the code is refused.
        RetryableApiError: the login host cannot be reached, or gives no refresh token.
    """
    form = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
    }
    try:
        answer = client.post(login_url.rstrip("/") + TOKEN_PATH, data=form)
    except httpx.HTTPError as error:
        raise RetryableApiError("api-unreachable", **POST, said=said_of(error)) from error
    tokens = granted(answer)
    if not usable(tokens.get("refresh_token")):
        raise RetryableApiError("login-broken", **POST, status=answer.status_code)
    return Granted(str(tokens["access_token"]), str(tokens["refresh_token"]))
