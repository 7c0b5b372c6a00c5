"""What was created but cannot be read yet: real searches and reads may miss an object for a moment.

`ASKED_MS` carries, from the middleware to the worker thread that runs the request, how long what it creates
stays unseen.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar

ASKED_MS: ContextVar[int] = ContextVar("asked_ms", default=0)


class Lag:
    """The identifiers that reads of API v2 do not show yet; used under the store's lock only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until: dict[tuple[str, int], float] = {}

    def hide(self, created: Iterable[tuple[str, int]]) -> None:
        """Keep the records (resource, id) unseen for the milliseconds that this request asks."""
        wait = ASKED_MS.get() / 1000
        if wait:
            self._until |= dict.fromkeys(created, self._clock() + wait)

    def unseen(self, resource: str) -> list[int]:
        """Return the identifiers of a resource that cannot be read yet."""
        if not self._until:
            return []
        now = self._clock()
        self._until = {key: until for key, until in self._until.items() if until > now}
        return [identifier for name, identifier in self._until if name == resource]

    def clear(self) -> None:
        """Show everything."""
        self._until.clear()
