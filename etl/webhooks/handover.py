"""Process deliveries in order, in a thread of its own: fetch the record, call back, write.

The inbox is the queue: deliveries that a stopped program left unprocessed are processed by the next one. So
a delivery is written once, and passed to the callback at least once.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from etl.core.errors import ApiError
from etl.core.results import JsonValue
from etl.webhooks.delivery import Delivery
from etl.webhooks.inbox import Inbox
from etl.webhooks.outlet import Handled, Outlet

Fetch = Callable[[Delivery], JsonValue]
_END_S = 15.0
"""Seconds for the remaining deliveries when the program stops."""


class Handover:
    """Works while it is entered; `fetch` reads the record a delivery names, `on_delivery` is called with each.

    `on_idle` is called when every delivery was processed.

    An exception in here (a full disk, a callback's own error) ends it: `failure` holds it and `on_failure` is
    called. A record that cannot be read does not: the delivery is processed with the reason. `handled`
    counts processed deliveries and, after the end, `left` those for the next program.
    """

    def __init__(
        self,
        inbox: Inbox,
        outlet: Outlet | None,
        *,
        fetch: Fetch | None,
        on_delivery: Callable[[Handled], None],
        on_failure: Callable[[], None],
        on_idle: Callable[[], None] | None = None,
    ) -> None:
        self._inbox = inbox
        self._outlet = outlet
        self._fetch = fetch
        self._on_delivery = on_delivery
        self._on_failure = on_failure
        self._on_idle = on_idle
        self._more = threading.Event()
        self._deadline: float | None = None
        self._done = 0
        self.handled = 0
        self.left = 0
        self.failure: BaseException | None = None

    def __enter__(self) -> Self:
        """Start after the last processed delivery.

        Raises:
            ConfigError: the output is a foreign file.
        """
        last = self._outlet.last_digest() if self._outlet else None
        self._done = max(self._inbox.done, self._inbox.number_of(last) if last else 0)
        self._thread = threading.Thread(target=self._run, name="webhooks-handover", daemon=True)
        self._more.set()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Process the remaining deliveries, for a few seconds at most."""
        self._deadline = time.monotonic() + _END_S
        self._more.set()
        self._thread.join(_END_S * 2)
        self.left = self._inbox.count_after(self._done)

    def wake(self) -> None:
        """Signal that a delivery was stored."""
        self._more.set()

    def _run(self) -> None:
        try:
            while True:
                self._more.wait()
                self._more.clear()
                last = self._deadline is not None
                self._all_there_is()
                if last:
                    return
        except BaseException as error:  # noqa: BLE001 - it is raised again in the waiting thread
            self.failure = error
            self._on_failure()

    def _all_there_is(self) -> None:
        while (entry := self._inbox.following(self._done)) is not None:
            if self._deadline is not None and time.monotonic() > self._deadline:
                return
            n, delivery = entry
            handled = self._handle(delivery)
            self._on_delivery(handled)
            if self._outlet is not None:
                self._outlet.write(handled)
            self._inbox.mark_done(n, handled)
            self._done = n
            self.handled += 1
        if self._on_idle is not None:
            self._on_idle()

    def _handle(self, delivery: Delivery) -> Handled:
        if self._fetch is None:
            return Handled(delivery)
        try:
            return Handled(delivery, record=self._fetch(delivery))
        except ApiError as error:
            return Handled(delivery, problem=error)
