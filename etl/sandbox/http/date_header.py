"""The header `Date` of every answer, by the sandbox's own clock, so that the caller sees simulated days."""

from collections.abc import Callable
from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Dated:
    """Wraps the application; the server itself writes no such header."""

    def __init__(self, app: ASGIApp, *, clock: Callable[[], float]) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and date its answer."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                stamp = formatdate(self._clock(), usegmt=True).encode()
                message = {**message, "headers": [*message["headers"], (b"date", stamp)]}
            await send(message)

        await self._app(scope, receive, dated)
