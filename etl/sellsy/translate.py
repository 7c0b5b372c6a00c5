"""The only table from HTTP failures to our errors: surely not executed, refused, fatal, or unknown.

A request that certainly never reached Sellsy may be sent again; one that may have been executed is unknown,
and only a read of the CRM can tell. When in doubt, the outcome is unknown.
"""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from etl.core.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.core.results import JsonValue

_SAID_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Failure:
    """The meaning of a failure: the class of error and the code of its texts."""

    kind: type[ApiError]
    code: str


_NOT_SENT = Failure(RetryableApiError, "api-unreachable")
_IMPOSSIBLE = Failure(FatalApiError, "api-impossible")
_UNKNOWN = Failure(OutcomeUnknownError, "api-no-answer")

TRANSPORT: Mapping[type[Exception], Failure] = {
    httpx.ConnectError: _NOT_SENT,
    httpx.ConnectTimeout: _NOT_SENT,
    httpx.PoolTimeout: _NOT_SENT,
    httpx.ProxyError: Failure(RetryableApiError, "api-proxy"),
    httpx.UnsupportedProtocol: _IMPOSSIBLE,
    httpx.InvalidURL: _IMPOSSIBLE,
    httpx.CookieConflict: _IMPOSSIBLE,
    httpx.ReadTimeout: _UNKNOWN,
    httpx.WriteTimeout: _UNKNOWN,
    httpx.TimeoutException: _UNKNOWN,
    httpx.ReadError: _UNKNOWN,
    httpx.WriteError: _UNKNOWN,
    httpx.CloseError: _UNKNOWN,
    httpx.NetworkError: _UNKNOWN,
    httpx.RemoteProtocolError: _UNKNOWN,
    httpx.LocalProtocolError: _UNKNOWN,
    httpx.ProtocolError: _UNKNOWN,
    httpx.TransportError: _UNKNOWN,
    httpx.RequestError: _UNKNOWN,
    httpx.HTTPError: _UNKNOWN,
    httpx.DecodingError: _UNKNOWN,
    httpx.TooManyRedirects: _UNKNOWN,
    httpx.HTTPStatusError: _UNKNOWN,
    httpx.StreamError: _UNKNOWN,
    httpx.StreamConsumed: _UNKNOWN,
    httpx.StreamClosed: _UNKNOWN,
    httpx.ResponseNotRead: _UNKNOWN,
    httpx.RequestNotRead: _UNKNOWN,
}
"""Every exception of httpx (a test checks that) -> its meaning for the request."""

_CAUSES: Mapping[type[Exception], Failure] = {
    socket.gaierror: Failure(RetryableApiError, "api-dns"),
    ssl.SSLError: Failure(RetryableApiError, "api-tls"),
}
"""Why a connection failed, where the system is more precise than httpx."""

STATUSES: Mapping[int, Failure] = {
    401: Failure(FatalApiError, "api-unauthorised"),
    402: Failure(FatalApiError, "api-payment"),
    403: Failure(FatalApiError, "api-forbidden"),
    408: _UNKNOWN,
    429: Failure(RetryableApiError, "api-quota"),
    501: Failure(RefusedError, "api-refused"),
}
"""Statuses that differ from others of their hundred."""

REDIRECTED = "api-redirected"
"""Code of the error of a redirection, which is not followed: the token goes nowhere else."""

_HUNDREDS: Mapping[int, Failure] = {
    3: Failure(OutcomeUnknownError, REDIRECTED),  # forms are often redirected after they succeeded
    4: Failure(RefusedError, "api-refused"),
    5: Failure(OutcomeUnknownError, "api-server"),
}


def transport_error(error: Exception, *, method: str, path: str) -> ApiError:
    """Return our error for an exception of httpx."""
    fate = next((TRANSPORT[kind] for kind in type(error).__mro__ if kind in TRANSPORT), _UNKNOWN)
    if fate is _NOT_SENT:
        fate = next((cause_fate for cause in _chain(error) if (cause_fate := _of_cause(cause))), fate)
    return fate.kind(fate.code, method=method, path=path, said=said_of(error))


def said_of(error: Exception) -> str:
    """Return the message of an exception of httpx, its name when it has none."""
    return str(error) or type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _of_cause(error: BaseException) -> Failure | None:
    return next((fate for kind, fate in _CAUSES.items() if isinstance(error, kind)), None)


def status_error(status: int, body: JsonValue, *, method: str, path: str) -> ApiError | None:
    """Return our error for an HTTP status and its decoded body, None for a success.

    Sellsy's own message (often French) and details are kept verbatim. A missing licence is known to come as a
    400 "Payment required" (Sellsy's help pages).
    """
    if 200 <= status < 300:
        return None
    message, details = said_by(body)
    fate = STATUSES.get(status) or _HUNDREDS.get(status // 100, _UNKNOWN)
    if status == 400 and "payment required" in message.lower():
        fate = STATUSES[402]
    message = message or _phrase(status)
    return fate.kind(fate.code, method=method, path=path, status=status, said=message, details=details)


def _phrase(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def said_by(body: JsonValue) -> tuple[str, dict[str, str]]:
    """Return Sellsy's message and its details (field -> message) of an error body.

    `details` is `[]` when empty and may be nested: `{"legal_france": {"siret": "..."}}` gives
    "legal_france.siret".
    """
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):
        described = body.get("error_description") if isinstance(body, dict) else None
        return str(described or error)[:_SAID_MAX], {}
    if not isinstance(error, dict):
        return "", {}
    message = error.get("message")
    text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False) if message else ""
    return text[:_SAID_MAX], dict(_flat(error.get("details"), ""))


def _flat(details: JsonValue, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(details, dict):
        for key, value in details.items():
            yield from _flat(value, f"{name}.{key}" if name else key)
    elif isinstance(details, list):
        texts = [str(item) for item in details if not isinstance(item, dict | list)]
        if texts:
            yield name, " ; ".join(texts)
        for rank, item in enumerate(details):
            if isinstance(item, dict | list):
                yield from _flat(item, f"{name}.{rank}" if name else str(rank))
    elif details not in (None, ""):
        yield name, str(details)
