"""The HTTP door of the API: token, quota, then the call in a worker thread; every answer shows the quota."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from etl.sandbox.contract.query import pairs_of
from etl.sandbox.contract.refusals import Refusal
from etl.sandbox.contract.schemas import missing_body
from etl.sandbox.http.answers import as_response
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.faults.rules import Faults
from etl.sandbox.http.json_text import decode
from etl.sandbox.http.quota import Meter
from etl.sandbox.http.stats import Stats
from etl.sandbox.http.tokens import Tokens
from etl.sandbox.storage.calls import Answer, Call
from etl.sandbox.v2.api import Api, Outcome
from etl.sandbox.v2.batch import Batch, BatchOutcome, count_pairs, parse

_BATCH = "/batch"


def refusal_answer(status: int, message: str) -> Answer:
    """Return a refusal as an answer."""
    return Answer(status, Refusal(status, message).body())


class ApiMiddleware:
    """Answers every request below /v2."""

    def __init__(
        self, config: SandboxConfig, api: Api, *, tokens: Tokens, meter: Meter, stats: Stats, faults: Faults
    ) -> None:
        self._config = config
        self._api = api
        self._tokens = tokens
        self._meter = meter
        self._stats = stats
        self._faults = faults

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        path = "/" + request.path_params["path"].strip("/")
        known = self.knows(request)
        # A request counts when it arrives, not once its body is read: pacing is judged by arrival.
        early = known and self._config.batch_weight == "one"
        wait = self._meter.take(1) if early else None
        body = await request.body()
        if not known:
            answer = refusal_answer(401, "Le jeton d'accès est absent, expiré ou révoqué.")
            return self._done(request, answer, path)
        if not early:
            wait = self._meter.take(self._weight(path, body))
        if wait is not None:
            answer = refusal_answer(429, "Le quota de requêtes est épuisé.")
            return self._done(request, answer, path, headers={"Retry-After": str(wait)})
        if path == _BATCH and request.method == "POST":
            ended = await run_in_threadpool(self._batch, body)
            if isinstance(ended, BatchOutcome):
                self._stats.pairs(ended.operations)
                return self._done(request, ended.answer, path, writes=ended.writes)
            return self._done(request, ended, path)
        outcome = await run_in_threadpool(self._single, request.method, path, request.url.query, body)
        return self._done(request, outcome.answer, outcome.template, writes=outcome.writes)

    def knows(self, request: Request) -> bool:
        """Tell whether the request carries a valid token."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._tokens.is_valid(token.strip())

    def _weight(self, path: str, body: bytes) -> int:
        if path == _BATCH and self._config.batch_weight == "pairs":
            return max(1, count_pairs(body.decode("utf-8", "replace")))
        return 1

    def _single(self, method: str, path: str, query: str, body: bytes) -> Outcome:
        try:
            decoded = decode(body) if body.strip() else None
        except ValueError:
            return Outcome(Answer(400, missing_body().body()), path, {})
        return self._api.single(Call(method, path, pairs_of(query), decoded))

    def _batch(self, body: bytes) -> BatchOutcome | Answer:
        try:
            pairs = parse(body.decode("utf-8"), self._config.batch_max)
        except Refusal as refusal:
            return Answer(refusal.status, refusal.body())
        except UnicodeDecodeError:
            return Answer(400, missing_body().body())
        return Batch(self._api, fault=self._pair_fault).run(pairs)

    def _pair_fault(self, call: Call) -> Answer | None:
        rule = self._faults.pick(call.method, call.path, within="pair")
        if rule is None:
            return None
        message = rule.settings.get("message", "Erreur provoquée par le bac à sable.")
        return refusal_answer(int(rule.settings.get("status", 500)), message)

    def _done(
        self,
        request: Request,
        answer: Answer,
        template: str,
        *,
        headers: Mapping[str, str] | None = None,
        writes: Mapping[str, int] | None = None,
    ) -> Response:
        self._stats.request(request.method, template, status=answer.status, writes=writes or {})
        more: dict[str, Any] = {**self._meter.headers(), **(headers or {})}
        return as_response(answer, more)
