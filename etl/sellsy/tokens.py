"""The access token: requested once, kept in a file, shared by every thread and process of this computer.

Sellsy revokes a token when another is requested with the same access, so two processes must never ask at
the same time. The file holds the token, never the secret.
"""

import hashlib
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeGuard

import httpx
from filelock import FileLock, Timeout

from etl.core.errors import FatalApiError, RetryableApiError
from etl.core.strict_json import read_json
from etl.sellsy.translate import said_of

TOKEN_PATH = "/oauth2/access-tokens"  # noqa: S105 - the path of the endpoint, nothing secret

_LEEWAY = 60.0
"""Seconds before its end from which a token is renewed; a tenth of a short life."""

_LIFE = 3_600.0
"""Seconds a token lives when the answer does not state it."""

_LOCK_WAIT = 60.0

_SECONDS = re.compile(r"[1-9][0-9]{0,8}(\.[0-9]{1,9})?")
_TOKEN = re.compile(r"[!-~]{1,16384}")


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; `until` is when it must be renewed, in epoch seconds."""

    text: str = field(repr=False)
    until: float


class TokenFile:
    """A token on disk, readable by its owner only; an unwritable disk is ignored."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Token | None:
        """Return the token, None when there is none or it cannot be read."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            token = Token(stored["access_token"], float(stored["until"]))
            return token if usable(token.text) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, token: Token) -> None:
        """Replace the token in one step."""
        text = json.dumps({"access_token": token.text, "until": token.until})
        with suppress(OSError):
            # mkstemp creates the file with mode 0600.
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".token-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                os.replace(name, self._path)  # noqa: PTH105 - `name` is a text
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out while a token is requested."""
        with ExitStack() as stack:
            with suppress(OSError, Timeout):
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                stack.enter_context(FileLock(f"{self._path}.lock", timeout=_LOCK_WAIT, mode=0o600))
            yield


def token_file(folder: Path, *, login_url: str, client_id: str) -> Path:
    """Return the file of an access's token; its name reveals neither the host nor the client id."""
    digest = hashlib.sha256(f"{login_url}\n{client_id}".encode()).hexdigest()
    return folder / f"{digest[:32]}.json"


class RefreshStore(Protocol):
    """Keeps the refresh token of an access granted in a browser; Sellsy gives another one each time."""

    def read(self) -> str | None:
        """Return the refresh token, None when there is none."""
        ...

    def write(self, token: str) -> None:
        """Replace the refresh token."""
        ...


class TokenSource:
    """Provides the current token; threads and processes share it."""

    def __init__(
        self,
        *,
        login_url: str,
        client_id: str,
        client_secret: str,
        transport: httpx.BaseTransport,
        folder: Path | None,
        refresh: RefreshStore | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._url = login_url.rstrip("/") + TOKEN_PATH
        self._client_id = client_id
        self._client_secret = client_secret
        self._refresh = refresh
        self._session = httpx.Client(transport=transport, timeout=30, headers={"Accept": "application/json"})
        path = folder and token_file(folder, login_url=login_url, client_id=client_id)
        self._file = TokenFile(path) if path else None
        self._now = now
        self._lock = threading.Lock()
        self._token: Token | None = None

    def current(self) -> str:
        """Return a token that has not expired.

        Raises:
            FatalApiError: the credentials are refused.
            RetryableApiError: the login host cannot be reached or is out of order.
        """
        with self._lock:
            return self._another_than(None)

    def renewed(self, refused: str) -> str:
        """Return another token than the refused one, perhaps one that another process requested meanwhile.

        Raises:
            FatalApiError: the credentials are refused.
            RetryableApiError: the login host cannot be reached or is out of order.
        """
        with self._lock:
            return self._another_than(refused)

    def close(self) -> None:
        """Close the connections to the login host."""
        self._session.close()

    def _another_than(self, refused: str | None) -> str:
        token = self._token
        if not self._good(token, refused):
            with self._file.locked() if self._file else ExitStack():
                kept = self._file.read() if self._file else None
                token = self._token = kept if self._good(kept, refused) else self._asked()
        return token.text

    def _good(self, token: Token | None, refused: str | None) -> TypeGuard[Token]:
        return token is not None and token.text != refused and token.until > self._now()

    def _asked(self) -> Token:
        """Ask Sellsy for a token and keep it (RFC 6749 sections 4.4 and 6, the credentials in the form)."""
        form = self._form()
        try:
            answer = self._session.post(self._url, data=form)
        except httpx.HTTPError as error:
            raise RetryableApiError("api-unreachable", **POST, said=said_of(error)) from error
        tokens = granted(answer)
        life = _life(tokens)
        token = Token(str(tokens["access_token"]), self._now() + life - min(_LEEWAY, life / 10))
        if self._refresh is not None and usable(tokens.get("refresh_token")):
            # The refresh token just used is spent: the new one is stored before anything else.
            self._refresh.write(str(tokens["refresh_token"]))
        if self._file:
            self._file.write(token)
        return token

    def _form(self) -> dict[str, str]:
        if self._refresh is None:
            return {
                "grant_type": "client_credentials",
                "client_id": self._client_id,
                "client_secret": self._client_secret,
            }
        form = {"grant_type": "refresh_token", "client_id": self._client_id}
        return {**form, "refresh_token": self._refresh.read() or ""}


POST: dict[str, Any] = {"method": "POST", "path": TOKEN_PATH}


def _life(tokens: dict[str, Any]) -> float:
    """Return the lifetime in seconds that an answer gives its token; an implausible one is ignored."""
    seconds = str(tokens.get("expires_in") or "")
    return float(seconds) if _SECONDS.fullmatch(seconds) else _LIFE


def usable(token: object) -> bool:
    """Tell whether a token can be sent: visible ASCII, of a length that a header takes."""
    return isinstance(token, str) and _TOKEN.fullmatch(token) is not None


def granted(response: httpx.Response) -> dict[str, Any]:
    """Return an answer that holds a token.

    Raises:
        FatalApiError: the credentials are refused.
        RetryableApiError: the login host is out of order.
    """
    status = response.status_code
    try:
        content = read_json(response.content)
    except ValueError:
        content = None
    body = content if isinstance(content, dict) else {}
    if status == 429 or status >= 500 or (status < 400 and not usable(body.get("access_token"))):
        raise RetryableApiError("login-broken", **POST, status=status)
    if status >= 400:
        message = (
            body.get("error_description") or body.get("message") or body.get("error") or f"HTTP {status}"
        )
        raise FatalApiError("login-refused", **POST, status=status, said=str(message)[:500])
    return body


class SellsyAuth(httpx.Auth):
    """Signs requests with the token of a source; a refused one is renewed once: what got a 401 was not executed."""

    def __init__(self, tokens: TokenSource) -> None:
        self._tokens = tokens

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield the signed request, and once more with a new token when the first was refused."""
        token = self._tokens.current()
        response = yield _signed(request, token)
        if response.status_code == 401:
            yield _signed(request, self._tokens.renewed(token))


def _signed(request: httpx.Request, token: str) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {token}"
    return request
