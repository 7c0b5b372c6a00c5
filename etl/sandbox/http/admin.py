"""The endpoints below /_sandbox: they steer and observe the sandbox, need no token and are not counted."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etl.sandbox.http.answers import plain
from etl.sandbox.http.faults.rules import FAULTS, Faults
from etl.sandbox.http.json_text import decode
from etl.sandbox.http.quota import Meter
from etl.sandbox.http.stats import Stats
from etl.sandbox.http.tokens import Tokens
from etl.sandbox.seed.copied import Copies
from etl.sandbox.seed.dump import dump
from etl.sandbox.seed.setup import problem, set_up
from etl.sandbox.storage.resource import Resource
from etl.sandbox.storage.store import Session, Store

_SAID = 300


class Admin:
    """What a test asks of the sandbox itself; `plant` fills an empty store, `more` are resources beside the usual."""

    def __init__(
        self,
        store: Store,
        *,
        faults: Faults,
        stats: Stats,
        meters: Sequence[Meter],
        tokens: Tokens,
        plant: Callable[[], None],
        more: Sequence[Resource] = (),
    ) -> None:
        self._store = store
        self._faults = faults
        self._stats = stats
        self._meters = meters
        self._tokens = tokens
        self._plant = plant
        self._more = more
        self._copies = Copies(more)

    def routes(self) -> list[Route]:
        """Return the admin routes."""
        return [
            Route("/_sandbox/stats", self.stats, methods=["GET"]),
            Route("/_sandbox/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/_sandbox/reset", self.reset, methods=["POST"]),
            Route("/_sandbox/revoke", self.revoke, methods=["POST"]),
            Route("/_sandbox/dump", self.dump, methods=["GET"]),
            Route("/_sandbox/setup", self.setup, methods=["POST"]),
            Route("/_sandbox/copy", self.copy, methods=["POST"]),
        ]

    async def stats(self, _request: Request) -> Response:
        """Show the counts of requests and writes."""
        return plain({**self._stats.show(), "faults": self._faults.show()})

    async def faults(self, request: Request) -> Response:
        """Show the rules, replace them (POST, a list) or remove them (DELETE)."""
        if request.method == "POST":
            problem = self._replace(await request.body())
            if problem:
                return plain({"error": problem, "faults": FAULTS}, 400)
        elif request.method == "DELETE":
            self._faults.replace(())
        return plain(self._faults.show())

    def _replace(self, body: bytes) -> str | None:
        try:
            rules: Any = decode(body)
            if not isinstance(rules, list):
                return "a list of rules is expected"
            self._faults.replace(rules)
        except ValueError as error:
            return str(error)
        return None

    async def reset(self, _request: Request) -> Response:
        """Forget records, counts, quotas and faults, then plant the seed again; tokens stay valid."""
        self._faults.replace(())
        self._stats.reset()
        for meter in self._meters:
            meter.reset()
        await run_in_threadpool(self._replant)
        return plain({"reset": True})

    def _replant(self) -> None:
        self._store.clear()
        self._plant()

    async def revoke(self, _request: Request) -> Response:
        """Revoke every token, as another script asking for a new one would."""
        return plain({"revoked": self._tokens.revoke()})

    async def dump(self, request: Request) -> Response:
        """Show every record; `?ids=true` keeps identifiers and timestamps."""
        ids = request.query_params.get("ids", "").lower() in ("1", "true")
        return plain(await run_in_threadpool(self._dump, ids=ids))

    def _dump(self, *, ids: bool) -> dict[str, list[Any]]:
        with self._store.session() as session:
            return dump(session, ids=ids, more=self._more)

    async def setup(self, request: Request) -> Response:
        """Create staff, pipelines, sources and labels, which are Sellsy's settings, and return how many of each."""
        return await self._changed(request, problem, set_up)

    async def copy(self, request: Request) -> Response:
        """Store records of another account under their own identifiers, and return how many of each."""
        return await self._changed(request, self._copies.problem, self._copies.copy)

    async def _changed(
        self,
        request: Request,
        check: Callable[[Any], str | None],
        change: Callable[[Session, Mapping[str, Any]], dict[str, int]],
    ) -> Response:
        try:
            wanted: Any = decode(await request.body())
        except ValueError as error:
            return plain({"error": str(error)}, 400)
        wrong = check(wanted)
        if wrong is not None:
            return plain({"error": wrong}, 400)

        def changed() -> dict[str, int]:
            with self._store.session() as session:
                return change(session, wanted)

        try:
            return plain(await run_in_threadpool(changed))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.Error) as error:
            return plain({"error": f"a value does not fit: {error}"[:_SAID]}, 400)  # nothing was kept
