"""Reject requests from other computers or sites, and bodies that are too long.

A page of another site reaches this computer under that site's name (DNS rebinding) or says where it comes from
(`Origin`): both are refused before anything else is looked at. A body is refused (413) where its length says that it
is too long, else at the first byte too many: no more than that is kept in memory.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from etl.sandbox.http.answers import error

HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names of this computer that a request may be sent to, with any port."""

BODY_MAX = 16 << 20
"""Bytes that the body of a call may have."""

OWN_BODY_MAX = 256 << 20
"""Bytes at the sandbox's own endpoints, which take the copy of a whole account."""

_NAMED = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(:\d{1,5})?", re.IGNORECASE)
_REFUSED = "Le bac à sable ne répond qu'à cet ordinateur : l'en-tête {} doit nommer 127.0.0.1 ou localhost."
_TOO_LONG = "Le corps de la requête dépasse {} Mo."


class _TooLongError(Exception):
    """A body is longer than it may be."""


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when its host and origin are this computer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not _is_ours(hosts[0]):
            await error(403, _REFUSED.format("Host"))(scope, receive, send)
        elif not all(map(_comes_from_us, origins)):
            await error(403, _REFUSED.format("Origin"))(scope, receive, send)
        else:
            most = OWN_BODY_MAX if scope["path"].startswith("/_sandbox") else BODY_MAX
            try:
                await self._app(scope, _bounded(receive, headers, most), send)
            except _TooLongError:
                await error(413, _TOO_LONG.format(most >> 20))(scope, receive, send)


def _bounded(receive: Receive, headers: Headers, most: int) -> Receive:
    """Return a receiver that raises once the body exceeds `most` bytes."""
    declared = headers.get("content-length", "0")
    is_long = not declared.isdecimal() or len(declared) > 12 or int(declared) > most
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        if is_long:
            raise _TooLongError
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooLongError
        return message

    return bounded


def _is_ours(host: str) -> bool:
    match = _NAMED.fullmatch(host)
    return match is not None and match["name"].lower() in HERE


def _comes_from_us(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _is_ours(parts.netloc)
