"""The connection to an account: one call, its answer or its error."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from etl.errors import ApiError, RetryableApiError
from etl.results import JsonValue
from etl.sellsy.auth import BearerAuth, Credentials, TokenSource
from etl.sellsy.quota import Limits, Pace, QuotaTransport
from etl.sellsy.translate import refusal, translated

_READ_ATTEMPTS = 5
_CONNECT_ATTEMPTS = 4
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
_CONNECTIONS = httpx.Limits(max_connections=32, max_keepalive_connections=32)


@dataclass(frozen=True, slots=True)
class Connection:
    """Where an account is and who asks; `token_folder` caches the access token."""

    api_url: str
    login_url: str
    v1_url: str
    client_id: str
    client_secret: str = field(repr=False)
    token_folder: Path
    user_agent: str = "sellsy-etl"


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer; `body` is None when there is none."""

    status: int
    body: JsonValue


class Sellsy:
    """Calls to one account; threads may share it. Make it with `Sellsy.open`."""

    def __init__(self, http: httpx.Client, pace: Pace, *, api_url: str, v1_url: str, sleep: Callable[[float], None]) -> None:
        self._http = http
        self._pace = pace
        self._api_url = api_url
        self._v1_url = f"{v1_url}/"
        self._sleep = sleep
        self._learnt = False
        self._learning = threading.Lock()

    @classmethod
    def open(
        cls,
        connection: Connection,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> Self:
        """Open a connection; nothing is sent before the first call."""
        pace = Pace(clock=clock, sleep=sleep)
        inner = transport or httpx.HTTPTransport(limits=_CONNECTIONS)
        credentials = Credentials(connection.login_url, connection.client_id, connection.client_secret)
        source = TokenSource(credentials, folder=connection.token_folder, clock=clock, timeout=_TIMEOUT)
        http = httpx.Client(
            auth=BearerAuth(source),
            transport=QuotaTransport(inner, pace),
            timeout=_TIMEOUT,
            headers={"User-Agent": connection.user_agent, "Accept": "application/json"},
            follow_redirects=False,
        )
        return cls(http, pace, api_url=connection.api_url, v1_url=connection.v1_url, sleep=sleep)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    @property
    def calls(self) -> int:
        """HTTP requests made to the API so far, token requests left out."""
        return self._pace.calls

    @property
    def limits(self) -> Limits:
        """The account's limits as far as they are known."""
        return self._pace.limits

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, JsonValue] | None = None,
        body: JsonValue = None,
        content: str | None = None,
        write: bool | None = None,
    ) -> Answer:
        """Make one v2 call; `path` begins with a slash, `content` is a plain-text body instead of JSON.

        Reads are made again after a failure. Writes (all but GET and searches, unless said) only when they
        were surely not executed.

        Raises:
            ApiError: Sellsy refused, or did not answer.
        """
        self._learn()
        writes = write if write is not None else not (method == "GET" or path.endswith("/search"))
        return self.again(lambda: self._once(method, path, query, body, content, writes), write=writes)

    def v1(self, form: Mapping[str, str]) -> httpx.Response:
        """Post a form to the v1 endpoint, once.

        Raises:
            ApiError: Sellsy refused or did not answer.
        """
        with translated("POST", self._v1_url, write=True):
            return self._http.post(self._v1_url, data=dict(form))

    def again(self, call: Callable[[], Answer], *, write: bool) -> Answer:
        """Make a call again while it was surely not executed, within reason.

        Raises:
            ApiError: the last error.
        """
        attempts = _CONNECT_ATTEMPTS if write else _READ_ATTEMPTS
        for attempt in range(attempts - 1):
            try:
                return call()
            except RetryableApiError as error:
                if error.status == 429:
                    raise
                self._sleep(min(0.25 * 2**attempt, 8.0) * random.uniform(0.75, 1.25))  # noqa: S311 - jitter
        return call()

    def _once(
        self,
        method: str,
        path: str,
        query: Mapping[str, JsonValue] | None,
        body: JsonValue,
        content: str | None,
        write: bool,  # noqa: FBT001 - passed on by `request`
    ) -> Answer:
        headers = {"Content-Type": "text/plain"} if content is not None else None
        with translated(method, path, write=write):
            response = self._http.request(
                method,
                self._api_url + path,
                params=_params(query),
                json=body if content is None and body is not None else None,
                content=content,
                headers=headers,
            )
        return _answer(response, method, path, write=write)

    def _learn(self) -> None:
        """Ask the account's limits before the first call; an access without that right goes at Sellsy's 5/s."""
        with self._learning:
            if self._learnt:
                return
            self._learnt = True
            try:
                answer = self.again(lambda: self._once("GET", "/quotas", None, None, None, False), write=False)
            except ApiError as error:
                if error.status in (None, 401):
                    self._learnt = False
                    raise
                return
            self._pace.learn(_limits(answer.body))


def _params(query: Mapping[str, JsonValue] | None) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in (query or {}).items():
        for one in value if isinstance(value, list) else [value]:
            pairs.append((name, str(one).lower() if isinstance(one, bool) else str(one)))
    return pairs


def _answer(response: httpx.Response, method: str, path: str, *, write: bool) -> Answer:
    try:
        body: JsonValue = response.json() if response.content else None
    except ValueError:
        body = None
        if response.is_success:
            raise refusal(502, None, method=method, path=path, write=write) from None
    if response.is_success:
        return Answer(response.status_code, body)
    raise refusal(response.status_code, body, method=method, path=path, write=write)


def _limits(body: JsonValue) -> Limits:
    """Read `GET /quotas`: {"api_rate_seconds": {"limit", "used"}...}; a null limit is none."""
    known = Limits()
    found: dict[str, int | None] = {}
    for name, key in (("second", "api_rate_seconds"), ("minute", "api_rate_minutes"), ("day", "api_rate_days")):
        entry = body.get(key) if isinstance(body, dict) else None
        limit = entry.get("limit") if isinstance(entry, dict) else None
        found[name] = limit if isinstance(limit, int) and limit > 0 else None
    return Limits(found["second"] or known.second, found["minute"], found["day"] or known.day)
