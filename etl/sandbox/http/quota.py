"""Count requests in fixed calendar windows, with what is left of each and the wait when nothing is."""

import math
import time
from collections.abc import Callable, Mapping

from etl.sandbox.http.config import Quota

_LENGTHS = {"second": 1, "minute": 60, "day": 86_400, "month": 86_400 * 30}


class Meter:
    """Counts the requests of an account; used from the event loop only."""

    def __init__(self, quota: Quota, *, clock: Callable[[], float] = time.time) -> None:
        self._limits: Mapping[str, int | None] = {name: getattr(quota, name) for name in _LENGTHS}
        self._clock = clock
        self._used: dict[str, tuple[int, int]] = {}

    def take(self, weight: int = 1) -> int | None:
        """Count a request; return None when it may run, else the seconds to wait (Retry-After).

        A request that weighs more than what is left still runs and leaves a negative remainder, as seen in
        production. A refused request counts too.
        """
        now = self._clock()
        waits = [
            math.ceil((self._window(name, now) + 1) * _LENGTHS[name] - now)
            for name, limit in self._limits.items()
            if limit is not None and self._count(name, now) >= limit
        ]
        for name in self._limits:
            self._used[name] = (self._window(name, now), self._count(name, now) + weight)
        return max(1, *waits) if waits else None

    def headers(self) -> dict[str, str]:
        """Return what is left of each window, as the headers of an answer."""
        now = self._clock()
        return {
            f"X-Quota-Remaining-By-{name.capitalize()}": str(limit - self._count(name, now))
            for name, limit in self._limits.items()
            if limit is not None
        }

    def usage(self) -> dict[str, dict[str, int | None]]:
        """Return the limit and the use of each window, for `GET /quotas`."""
        now = self._clock()
        return {
            name: {"limit": limit, "used": self._count(name, now)} for name, limit in self._limits.items()
        }

    def reset(self) -> None:
        """Forget what was counted."""
        self._used.clear()

    def _window(self, name: str, now: float) -> int:
        return int(now // _LENGTHS[name])

    def _count(self, name: str, now: float) -> int:
        window, used = self._used.get(name, (-1, 0))
        return used if window == self._window(name, now) else 0
