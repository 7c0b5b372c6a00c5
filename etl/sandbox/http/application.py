"""One sandbox put together: store, API, door, login, faults; the only place that knows all the parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from etl.sandbox.contract import openapi
from etl.sandbox.contract.recorded import announced
from etl.sandbox.contract.refusals import no_route
from etl.sandbox.http.admin import Admin
from etl.sandbox.http.answers import as_response, error
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.date_header import Dated
from etl.sandbox.http.faults.breaker import Breaker
from etl.sandbox.http.faults.rules import Faults
from etl.sandbox.http.guard import Guard
from etl.sandbox.http.middleware import ApiMiddleware
from etl.sandbox.http.oauth import Login
from etl.sandbox.http.quota import Meter
from etl.sandbox.http.stats import Stats
from etl.sandbox.http.tokens import Tokens
from etl.sandbox.seed.base import plant_base
from etl.sandbox.seed.demo import plant_demo
from etl.sandbox.storage.calls import Answer
from etl.sandbox.storage.store import Store
from etl.sandbox.storage.tables import RESOURCES
from etl.sandbox.v1.rpc import Rpc
from etl.sandbox.v2.api import Api
from etl.sandbox.v2.webhooks.delivery import Deliverer

_SEED_TIME = 1_736_150_400  # 2025-01-06T09:00:00+01:00: planted records do not depend on today
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Application:
    """The parts of one sandbox and its ASGI application."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.more = tuple(kind.resource() for kind in config.kinds)
        self.store = Store(config.db, (*RESOURCES, *self.more), clock=config.clock)
        self.tokens = Tokens(expires_in=config.expires_in, single=config.single_token, clock=config.clock)
        self.meter = Meter(config.quota, clock=config.clock)
        self.v1_meter = Meter(config.v1_quota, clock=config.clock)
        self.stats = Stats(clock=config.clock)
        self.faults = Faults(config.faults)
        paths = {path: item for kind in config.kinds for path, item in kind.paths().items()}
        contract = openapi.load().widened(paths)
        self.api = Api(config, self.store, contract=contract, usage=self.meter.usage, more=self.more)
        if self.store.is_new():
            self.plant()
        self.deliverer = Deliverer(
            self.store,
            pauses=config.webhook_pauses,
            timeout_s=config.webhook_timeout_s,
            twice=lambda path: self.faults.pick("POST", path, within="delivery") is not None,
            shown=lambda record: announced(record, config.wire),
        )
        self.deliverer.listen()
        self.app = self._application()

    def plant(self) -> None:
        """Fill an empty store with the referentials, and the demonstration when it is asked."""
        with self.store.session(now=_SEED_TIME) as session:
            plant_base(session)
            if self.config.seed == "demo":
                plant_demo(self.api, session)

    def _application(self) -> Starlette:
        gate = ApiMiddleware(
            self.config, self.api, tokens=self.tokens, meter=self.meter, stats=self.stats, faults=self.faults
        )
        consumer = self.config.client and (*self.config.client, None, None)
        secrets = self.config.oauth1 or consumer
        rpc = Rpc(self.store, gate=gate, meter=self.v1_meter, stats=self.stats, secrets=secrets)
        login = Login(self.tokens, client=self.config.client, stats=self.stats)
        admin = Admin(
            self.store,
            faults=self.faults,
            stats=self.stats,
            meters=(self.meter, self.v1_meter),
            tokens=self.tokens,
            plant=self.plant,
            more=self.more,
        )
        routes = [
            Route("/v2/{path:path}", gate.__call__, methods=_METHODS),
            Route("/oauth2/access-tokens", login.access_token, methods=["POST"]),
            Route("/oauth2/authorization", login.authorization, methods=["GET"]),
            Route("/0", rpc.__call__, methods=["POST"]),
            Route("/0/", rpc.__call__, methods=["POST"]),
            *admin.routes(),
        ]
        guard = Middleware(Guard)
        dated = Middleware(Dated, clock=self.config.clock)
        breaker = Middleware(
            Breaker,
            faults=self.faults,
            tokens=self.tokens,
            stats=self.stats,
            latency_ms=self.config.latency_ms,
            run=lambda call: self.api.single(call).answer,
        )
        handlers = {HTTPException: _no_route, Exception: _broken}
        return Starlette(
            routes=routes,
            middleware=[guard, dated, breaker],
            exception_handlers=handlers,
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(self.deliverer.stop)
        self.store.close()


async def _no_route(request: Request, _problem: Exception) -> Response:
    refusal = no_route(request.method, request.url.path)
    return as_response(Answer(refusal.status, refusal.body()), {})


async def _broken(_request: Request, problem: Exception) -> Response:
    return error(500, f"Erreur du bac à sable : {type(problem).__name__}: {problem}")
