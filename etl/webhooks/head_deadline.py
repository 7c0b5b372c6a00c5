"""HTTP/1.1 with a deadline for request heads, so that silent connections block no one."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 10.0
"""Seconds that the head of a request may take."""

OPEN_MAX = 512
"""Connections open at once; beyond that, the oldest idle one is closed for a new one."""


class DeadlineConnection(H11Protocol):
    """A connection, by the names of uvicorn 0.38 and later (a test checks them)."""

    _late: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the head of a request."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._wait()
        if len(self.connections) > OPEN_MAX:
            idle = [
                connection
                for connection in self.connections
                if isinstance(connection, DeadlineConnection) and connection.is_idle
            ]
            if idle:
                min(idle, key=lambda connection: connection._since).give_up()  # noqa: SLF001 - of its own kind

    @property
    def is_idle(self) -> bool:
        """Whether it is answering no request."""
        return self.cycle is None or self.cycle.response_complete

    def handle_events(self) -> None:
        """Handle received bytes; once the head is complete, its deadline ends."""
        super().handle_events()
        if not self.is_idle:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Wait for the next head."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Close the connection if it is idle."""
        if self.is_idle and not self.transport.is_closing():
            self.transport.abort()

    def _wait(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self._late = self.loop.call_later(HEAD_S, self.give_up)

    def _stop_waiting(self) -> None:
        late: Any = self._late
        if late is not None:
            late.cancel()
            self._late = None
