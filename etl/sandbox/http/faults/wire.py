"""The connection under a request, so that a fault can cut it: uvicorn's protocol, shown in the scope."""

from typing import Any

from starlette.types import Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "sandbox-connection"


class CuttableProtocol(H11Protocol):
    """The HTTP/1.1 protocol of uvicorn, reachable from `scope["state"]`."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.app_state = {**self.app_state, _KEY: self}

    def cut(self, *, politely: bool) -> None:
        """Close the connection, after sending what was written when `politely`, at once otherwise."""
        if politely:
            self.transport.close()
        else:
            self.transport.abort()


async def cut(scope: Scope, receive: Receive, *, politely: bool = False) -> None:
    """Close the connection of a request and wait until the server has noticed.

    Raises:
        RuntimeError: when the application runs in another server than `serve` or `running`.
    """
    connection = scope.get("state", {}).get(_KEY)
    if connection is None:
        raise RuntimeError("a fault that cuts the connection needs etl.sandbox.http.server.serve or running")
    connection.cut(politely=politely)
    message = await receive()
    while message["type"] != "http.disconnect":
        message = await receive()
