"""Whom the sandbox answers: programs of this computer, not a web page that made its name mean 127.0.0.1.

A page of another site reaches this computer under that site's name (DNS rebinding) or says where it comes from
(`Origin`): both are refused before anything else is looked at.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from etl.sandbox.http.answers import error

HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names of this computer that a request may be sent to, with any port."""

_NAMED = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(:\d{1,5})?", re.IGNORECASE)
_REFUSED = "Le bac à sable ne répond qu'à cet ordinateur : l'en-tête {} doit nommer 127.0.0.1 ou localhost."


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when every name in it is one of ours."""
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
            await self._app(scope, receive, send)


def _is_ours(host: str) -> bool:
    found = _NAMED.fullmatch(host)
    return found is not None and found["name"].lower() in HERE


def _comes_from_us(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _is_ours(parts.netloc)
