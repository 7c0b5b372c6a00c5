"""A request and its answer: signed, paced, bounded in size and time, its failures translated.

Redirects are never followed: the token goes only to the configured hosts.
"""

import ssl
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from etl.core.errors import OutcomeUnknownError
from etl.core.stopping import STOPPING
from etl.core.strict_json import read_json
from etl.sellsy.quota import PATH, V1
from etl.sellsy.translate import status_error, transport_error
from etl.sellsy.transport import BoundedTransport

TIMEOUT = httpx.Timeout(60, connect=10)
"""Seconds without a byte; connecting has its own."""

_NOT_JSON = "not JSON"

_POOL = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=4)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request to send; `path` names it in messages, `v1` marks API v1."""

    method: str
    url: str
    path: str
    params: Sequence[tuple[str, str]] = ()
    content: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    v1: bool = False
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: its status, decoded body (None when empty) and headers."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


def transport_for(url: str, context: ssl.SSLContext) -> BoundedTransport:
    """Return a transport to a host, through the proxy of the environment unless the host is excluded."""
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    host = parts.hostname or ""
    if host in _LOOPBACK or not proxy or proxy_bypass(host):
        proxy = None
    return BoundedTransport(verify=context, limits=_POOL, proxy=proxy)


def trusted(urls: Iterable[str]) -> ssl.SSLContext:
    """Return a context that trusts the usual authorities and those of the system (a company's proxy).

    Where no URL needs them, none is read: the context trusts no authority.
    """
    if not any(urlsplit(url).scheme == "https" for url in urls):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


class Wire:
    """Exchanges requests with Sellsy; threads share one."""

    def __init__(self, transport: httpx.BaseTransport, *, auth: httpx.Auth, user_agent: str) -> None:
        self._client = httpx.Client(
            transport=transport,
            auth=auth,
            timeout=TIMEOUT,
            follow_redirects=False,
            headers={"User-Agent": user_agent, "Accept": "application/json"},
        )

    def exchange(self, outgoing: Outgoing) -> Answer:
        """Send a request and return its answer.

        Raises:
            ApiError: its class tells whether the request may have been executed.
        """
        where: dict[str, Any] = {"method": outgoing.method, "path": outgoing.path}
        try:
            with STOPPING.waiting():
                status, headers, content = self._raw(outgoing)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict) as error:
            raise transport_error(error, **where) from error
        try:
            decoded: Any = read_json(content)
        except ValueError as error:
            if status < 300 and not outgoing.v1:
                raise OutcomeUnknownError("api-no-answer", **where, status=status, said=_NOT_JSON) from error
            decoded = content[:2_000].decode("utf-8", "replace")
        refused = status_error(status, decoded, **where)
        if refused is not None:
            refused.answer = decoded
            raise refused
        return Answer(status, decoded, headers)

    def _raw(self, outgoing: Outgoing) -> tuple[int, Mapping[str, str], bytes]:
        request = self._client.build_request(
            outgoing.method,
            outgoing.url,
            params=list(outgoing.params) or None,
            content=outgoing.content,
            headers={
                **({} if outgoing.content is None else {"Content-Type": outgoing.content_type}),
                **outgoing.headers,
            },
            extensions={PATH: outgoing.path, V1: outgoing.v1},
        )
        response = self._client.send(request, stream=True)
        try:
            return response.status_code, response.headers, response.read()
        finally:
            response.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
