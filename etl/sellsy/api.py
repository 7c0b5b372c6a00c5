"""`Sellsy`: calls to the API, sent again only when that can do no harm.

Reads are repeated freely; a write is repeated only when it surely was not executed.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.core.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.core.results import JsonValue
from etl.core.stopping import STOPPING, pause
from etl.sellsy.batch import BatchMemory
from etl.sellsy.calls import is_read
from etl.sellsy.documents import checked
from etl.sellsy.log import CallLog, CallStats
from etl.sellsy.pace import Pacer
from etl.sellsy.quota import QUOTA_HELD, Limits, QuotaTransport, rates_of
from etl.sellsy.tokens import RefreshStore, SellsyAuth, TokenSource
from etl.sellsy.translate import REDIRECTED
from etl.sellsy.wire import Answer, Outgoing, Wire, transport_for, trusted

TRIES = 6
"""How often a request is sent at most."""

_V1_PER_SECOND = 5
"""Sellsy's documented limit of API v1."""

Query = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Connection:
    """What it takes to reach an account; `token_folder` keeps the token on disk, None in memory only."""

    api_url: str
    login_url: str
    v1_url: str
    client_id: str
    client_secret: str = field(repr=False)
    token_folder: Path | None = None
    refresh: RefreshStore | None = field(default=None, repr=False)
    user_agent: str = "sellsy-etl"


class Sellsy:
    """One account, ready to be called from several threads; `sleep` waits between two tries."""

    def __init__(
        self,
        wire: Wire,
        *,
        quota: QuotaTransport,
        pacer: Pacer,
        urls: tuple[str, str],
        closers: Sequence[Callable[[], None]] = (),
        sleep: Callable[[float], None] = pause,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._wire = wire
        self._quota = quota
        self._pacer = pacer
        self._api_url, self.v1_url = urls
        self._closers = closers
        self._sleep = sleep
        self._draw = draw
        self._rates: dict[str, int] | None = None
        self.batches = BatchMemory()

    @classmethod
    def open(
        cls,
        connection: Connection,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = pause,
        draw: Callable[[], float] = random.random,
    ) -> Self:
        """Prepare the calls to an account; nothing is sent yet.

        `clock` returns seconds that never go back, `now` epoch seconds, `sleep` waits, `draw` returns a
        random number of [0, 1).
        """
        context = trusted((connection.api_url, connection.login_url, connection.v1_url))
        pacer = Pacer(clock=clock, sleep=sleep)
        quota = QuotaTransport(
            transport_for(connection.api_url, context),
            pacer=pacer,
            v1_pacer=Pacer(clock=clock, sleep=sleep, per_second=_V1_PER_SECOND),
            now=now,
            log=CallLog(clock),
            clock=clock,
        )
        tokens = TokenSource(
            login_url=connection.login_url,
            client_id=connection.client_id,
            client_secret=connection.client_secret,
            transport=transport_for(connection.login_url, context),
            folder=connection.token_folder,
            refresh=connection.refresh,
            now=now,
        )
        return cls(
            Wire(quota, auth=SellsyAuth(tokens), user_agent=connection.user_agent),
            quota=quota,
            pacer=pacer,
            urls=(connection.api_url.rstrip("/"), connection.v1_url.rstrip("/") + "/"),
            closers=(tokens.close,),
            sleep=sleep,
            draw=draw,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()
        for close in self._closers:
            close()

    @property
    def calls(self) -> int:
        """HTTP requests sent to the API so far, refused ones and repetitions included."""
        return self._quota.calls

    @property
    def time(self) -> datetime | None:
        """The time at Sellsy (aware, UTC), None as long as no answer has told it."""
        return self._quota.there.now()

    @property
    def stats(self) -> CallStats:
        """What the calls so far were like."""
        return self._quota.log.stats()

    @property
    def known_limits(self) -> Limits:
        """The account's limits as far as they are known, without asking."""
        known = {**self._pacer.known(), **(self._rates or {})}
        return Limits(known.get("second"), known.get("minute"), known.get("day"), known.get("day_left"))

    @property
    def limits(self) -> Limits:
        """The account's limits: asked once (one call), else as far as the answers have shown them.

        Raises:
            FatalApiError: the credentials are refused.
            RetryableApiError: Sellsy cannot be reached.
        """
        if self._rates is None:
            self._rates = self._asked_rates()
            self._pacer.set_limits(self._rates)
        return self.known_limits

    @property
    def shown_limits(self) -> Limits:
        """The account's limits as the answers so far have shown them; asked where none has.

        Raises:
            ApiError: as `limits`.
        """
        return self.known_limits if self.known_limits.per_second else self.limits

    def _asked_rates(self) -> dict[str, int]:
        try:
            return rates_of(self.get("/quotas").body)
        except (FatalApiError, RefusedError) as error:
            if error.status == 401:
                raise
            return {}  # the access lacks the scope accounts.read: the answers' headers have to do

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: JsonValue = None,
        write: bool | None = None,
    ) -> Answer:
        """Call API v2; `path` begins with "/", a list in `query` repeats its key.

        `write` says whether repeating the call could do it twice; None: all but GETs and searches could.

        Raises:
            ApiError: FatalApiError (the run must stop), RetryableApiError (surely not executed, and tried
                often enough), RefusedError, or OutcomeUnknownError (a write that may have been executed).
        """
        outgoing = Outgoing(
            method=method,
            url=self._api_url + path,
            path=path,
            params=tuple(pairs_of(query or {})),
            content=None if body is None else as_json(body).encode(),
        )
        answer = self.deliver(outgoing, write=not is_read(method, path) if write is None else write)
        if is_read(method, path):
            checked(answer.body, path=path, method=method, query=query)
        return answer

    def get(self, path: str, *, query: Query | None = None) -> Answer:
        """Read a path; see `request`."""
        return self.request("GET", path, query=query)

    def post(self, path: str, body: JsonValue, *, query: Query | None = None) -> Answer:
        """Post a body; see `request`."""
        return self.request("POST", path, query=query, body=body)

    def search(self, path: str, filters: Query, *, query: Query | None = None) -> Answer:
        """Post filters to a `/search` path, which only reads; see `request`."""
        return self.request("POST", path, query=query, body={"filters": dict(filters)}, write=False)

    def send_batch(self, content: str, *, write: bool) -> Answer:
        """Send the pairs of a batch as `etl.sellsy.batch` encodes them; see `request`."""
        path = "/batch"
        outgoing = Outgoing("POST", self._api_url + path, path, (), content.encode(), "text/plain")
        return self.deliver(outgoing, write=write)

    def deliver(self, outgoing: Outgoing, *, write: bool) -> Answer:
        """Send a request, again where that is harmless.

        Raises:
            ApiError: see `request`.
        """
        for rest in self.pauses():
            try:
                return self._wire.exchange(outgoing)
            except RetryableApiError as error:
                if error.code == QUOTA_HELD or rest is None or STOPPING.asked:
                    raise
                self.wait(rest)
            except OutcomeUnknownError as error:
                if write:
                    raise
                if error.code == REDIRECTED:
                    raise _led_away(error) from error
                if rest is None or STOPPING.asked:
                    raise read_failed(error) from error
                self.wait(rest)
        raise AssertionError("pauses end with None")

    def pauses(self) -> Iterator[float | None]:
        """Yield the seconds to wait after each try, about doubling; None after the last."""
        for rank in range(TRIES - 1):
            yield 0.5 * 2**rank * (0.5 + self._draw())
        yield None

    def wait(self, seconds: float) -> None:
        """Wait before another try."""
        self._sleep(seconds)


def _led_away(error: ApiError) -> FatalApiError:
    """Return what a read is that is sent elsewhere: nothing was changed, and no other call will be answered."""
    return FatalApiError(
        error.code, method=error.method, path=error.path, status=error.status, said=error.said
    )


def read_failed(error: ApiError) -> RetryableApiError:
    """Return what a read that keeps failing is: nothing was changed, it may be sent again."""
    return RetryableApiError(
        "api-read", method=error.method, path=error.path, status=error.status, said=error.said
    )


def as_json(value: JsonValue) -> str:
    """Return a value as JSON on one line, in ASCII: no character can break a line or an encoding."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def pairs_of(query: Query) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a query string: a list repeats its key, None is left out."""
    for key, value in query.items():
        for item in value if isinstance(value, list | tuple) else [value]:
            if item is not None:
                yield key, str(item).lower() if isinstance(item, bool) else str(item)
