"""The account's quota: the cost of a run, and the transport that keeps every request within it.

The headers of each answer are authoritative; other programs may use the same account.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import httpx

from etl.core.errors import FatalApiError, RetryableApiError
from etl.core.results import JsonValue
from etl.sellsy.log import CallLog
from etl.sellsy.pace import DEFAULT_PER_SECOND, MARGIN, Pacer, Ticket
from etl.sellsy.transport.server_clock import ServerClock, date_of, read_date

V1 = "sellsy.v1"
"""Request extension of calls to API v1, which has a limit of its own."""

PATH = "sellsy.path"
"""Request extension: the path as the caller wrote it, for messages."""

QUOTA_HELD = "api-quota"
"""Code of the error after which another try is useless: the transport has already made them all."""

_ATTEMPTS = 6
_LONGEST_HOLD = 180.0
"""Seconds: a longer Retry-After means the end of the day's calls, not of a minute's."""

_SANE = 10**9
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_SECONDS = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
"""The largest plausible number of a header."""

_HEADERS = {
    name: f"X-Quota-Remaining-By-{name.capitalize()}" for name in ("second", "minute", "day", "month")
}
_RATES = {
    "second": "api_rate_seconds",
    "minute": "api_rate_minutes",
    "day": "api_rate_days",
    "month": "api_rate_months",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The account's limits in requests, None where unknown; `day_left` is the remainder of today."""

    per_second: int | None = None
    per_minute: int | None = None
    per_day: int | None = None
    day_left: int | None = None

    def minutes(self, calls: int) -> float:
        """Return how many minutes a number of calls takes at full pace."""
        seconds = calls / (MARGIN * (self.per_second or DEFAULT_PER_SECOND))
        if self.per_minute:
            seconds = max(seconds, 60 * (calls - self.per_minute / 2) / self.per_minute)
        return seconds / 60

    def day_share(self, calls: int) -> float | None:
        """Return the share of a day's calls (0.01 = 1 %), None when the account's day is not known."""
        return calls / self.per_day if self.per_day else None

    def left_share(self, calls: int) -> float | None:
        """Return the share of today's remaining calls, None when that is not known."""
        return calls / self.day_left if self.day_left else None


def rates_of(quotas: JsonValue) -> dict[str, int]:
    """Return the limits of an answer of `GET /quotas` (API contract 2.264.0), by name of window."""
    limits: dict[str, int] = {}
    for name, key in _RATES.items():
        rate = quotas.get(key) if isinstance(quotas, dict) else None
        limit = rate.get("limit") if isinstance(rate, dict) else None
        if isinstance(limit, int) and 0 < limit <= _SANE:
            limits[name] = limit
    return limits


def remaining_of(headers: Mapping[str, str]) -> dict[str, int]:
    """Return the remainders in the headers of an answer, by name of window; a value may be negative."""
    left: dict[str, int] = {}
    for name, header in _HEADERS.items():
        text = headers.get(header, "").strip()
        if _WHOLE.fullmatch(text):
            left[name] = int(text)
    return left


def retry_after(headers: Mapping[str, str], *, now: Callable[[], float]) -> float | None:
    """Return the seconds that `Retry-After` (seconds or a date) asks to wait, None without it.

    A date is by Sellsy's clock, which the answer states; ours (`now`) counts only where it does not. Any
    other text asks for no wait.
    """
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    until, sent = read_date(text), date_of(headers)
    if until is None:
        return None
    return max(0.0, until.timestamp() - (now() if sent is None else sent.timestamp()))


class QuotaTransport(httpx.BaseTransport):
    """Sends requests through another transport at the account's pace, and counts them.

    A 429 is surely not executed, so it is sent again after the wait Sellsy asks for.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        *,
        pacer: Pacer,
        v1_pacer: Pacer,
        now: Callable[[], float] = time.time,
        log: CallLog | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.log = log or CallLog()
        self.there = ServerClock(clock)
        self._transport = transport
        self._pacer = pacer
        self._v1_pacer = v1_pacer
        self._now = now
        self._lock = Lock()
        self.calls = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request when its turn comes.

        Raises:
            RetryableApiError: Sellsy kept answering 429.
            FatalApiError: the day's calls are used up.
        """
        wait = 1.0
        for _attempt in range(_ATTEMPTS):
            response = self._sent(request)
            if response.status_code != 429:
                return response
            asked = retry_after(response.headers, now=self._now)
            response.close()
            wait = min(60.0, wait * 2) if asked is None else asked
            if wait > _LONGEST_HOLD:
                raise FatalApiError("quota-wait", **_where(request), status=429, seconds=round(wait))
            (self._v1_pacer if request.extensions.get(V1) else self._pacer).hold(wait)
        raise RetryableApiError(QUOTA_HELD, **_where(request), status=429, retry_after=wait)

    def _sent(self, request: httpx.Request) -> httpx.Response:
        if request.extensions.get(V1):
            self._v1_pacer.take()
        ticket = self._pacer.take()
        request.extensions = {**request.extensions, "trace": partial(self._trace, ticket)}
        with self._lock:
            self.calls += 1
        left, status = self.log.clock(), None
        try:
            response = self._transport.handle_request(request)
            status = response.status_code
        finally:
            where = _where(request)
            self.log.add(where["method"], where["path"], left=left, status=status)
        self.there.learn(response.status_code, response.headers)
        self._pacer.learn(ticket, remaining_of(response.headers))
        return response

    def _trace(self, ticket: Ticket, event: str, _info: Any) -> None:
        if event.endswith("send_request_headers.started"):
            self._pacer.left_now(ticket)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


def _where(request: httpx.Request) -> dict[str, Any]:
    return {"method": request.method, "path": request.extensions.get(PATH, request.url.path)}
