"""The authorization code flow with PKCE: the address to open, the answer at 127.0.0.1, the code for tokens.

RFC 7636 (S256, which Sellsy requires) and RFC 8252 (a native program listens on a loopback address).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from etl.core.errors import ConfigError, RetryableApiError
from etl.sellsy.tokens import POST, TOKEN_PATH, granted, usable
from etl.sellsy.translate import said_of

AUTHORIZE_PATH = "/oauth2/authorization"
CALLBACK = "/callback"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for an access: what proves, when the answer comes, that it answers this one."""

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


class Callback:
    """Waits on 127.0.0.1 for the browser to come back with a code."""

    def __init__(self, *, port: int, page: str) -> None:
        """Listen; `page` is what the browser shows at the end.

        Raises:
            ConfigError: the port is taken.
        """
        self._found: dict[str, str] = {}
        try:
            self._server = HTTPServer(("127.0.0.1", port), _handler(self._found, page))
        except OSError as error:
            said = error.strerror or str(error)
            raise ConfigError("login-port", port=port, said=said) from error

    @property
    def redirect_uri(self) -> str:
        """The address Sellsy sends the browser back to."""
        return f"http://127.0.0.1:{self._server.server_port}{CALLBACK}"

    def wait(self, asked: Asked, *, seconds: float, clock: Callable[[], float]) -> str:
        """Return the code.

        Raises:
            ConfigError: nobody came back in time, access was refused, or the answer is to another request.
        """
        until = clock() + seconds
        try:
            while not self._found:
                left = until - clock()
                if left <= 0:
                    raise ConfigError("login-timeout", seconds=round(seconds))
                self._server.timeout = min(left, 1.0)
                self._server.handle_request()
        finally:
            self._server.server_close()
        if not hmac.compare_digest(self._found.get("state", ""), asked.state):
            raise ConfigError("login-state")
        if "code" not in self._found:
            raise ConfigError("login-denied", said=self._found.get("error", "?")[:200])
        return self._found["code"]


def _handler(found: dict[str, str], page: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
            right = parts.path == CALLBACK and ("code" in fields or "error" in fields)
            if right:
                found.update(fields)
            self.send_response(200 if right else 404)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if right else b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
            """Say nothing: the address holds a code."""

    return Handler


@dataclass(frozen=True, slots=True)
class Granted:
    """What a code was exchanged for."""

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
    found = granted(answer)
    if not usable(found.get("refresh_token")):
        raise RetryableApiError("login-broken", **POST, status=answer.status_code)
    return Granted(str(found["access_token"]), str(found["refresh_token"]))
