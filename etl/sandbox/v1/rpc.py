"""API v1: one URL, a JSON method call in a form field, errors inside an HTTP 200."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from etl.sandbox.contract.refusals import Refusal
from etl.sandbox.http import oauth1
from etl.sandbox.http.answers import error, plain
from etl.sandbox.http.forms import read_form
from etl.sandbox.http.json_text import decode
from etl.sandbox.http.middleware import ApiMiddleware
from etl.sandbox.http.quota import Meter
from etl.sandbox.http.stats import Stats
from etl.sandbox.storage.store import Store
from etl.sandbox.v1.methods import METHODS
from etl.sandbox.v1.shapes.params import Method, RpcError


class Rpc:
    """Answers `POST /0/`; `secrets` are the only OAuth 1.0a credentials accepted, None accepts any."""

    def __init__(
        self,
        store: Store,
        *,
        gate: ApiMiddleware,
        meter: Meter,
        stats: Stats,
        secrets: oauth1.Secrets | None = None,
    ) -> None:
        self._store = store
        self._gate = gate
        self._meter = meter
        self._stats = stats
        self._secrets = secrets

    async def __call__(self, request: Request) -> Response:
        """Answer one call; wrong credentials are a 401 in plain text, everything else an envelope."""
        form = read_form(request.headers.get("content-type", ""), await request.body())
        problem = self._problem(request, form)
        if problem is not None:
            self._stats.request("RPC", "?", status=401, writes={})
            return PlainTextResponse(f"oauth_problem={problem}", status_code=401)
        wait = self._meter.take()
        if wait is not None:
            self._stats.request("RPC", "?", status=429, writes={})
            return error(429, "Le quota de requêtes est épuisé.", retry_after=wait)
        envelope, method, writes = await run_in_threadpool(self._call, form)
        self._stats.request("RPC", method, status=200, writes=writes)
        return plain(envelope)

    def _problem(self, request: Request, form: Mapping[str, str]) -> str | None:
        """Return what is wrong with the credentials: a token of the login host, else OAuth 1.0a."""
        header = request.headers.get("authorization", "")
        if header.lower().startswith("bearer "):
            return None if self._gate.knows(request) else "token_rejected"
        return oauth1.problem_of(oauth1.fields_of(header, form), self._secrets)

    def _call(self, form: Mapping[str, str]) -> tuple[dict[str, Any], str, Mapping[str, int]]:
        name = "?"
        try:
            name, method, params = _read(form)
            with self._store.session() as session:
                session.lags = name.partition(".")[2].startswith("get")
                response = method(session, params)
        except RpcError as refused:
            return _failed(refused.code, refused.message), name, {}
        except Refusal as refused:  # what v2 refuses of the same record, v1 refuses too
            reason = next(iter(refused.details.values()), refused.message)
            return _failed("E_CUSTOM", reason), name, {}
        return {"response": response, "error": "", "status": "success"}, name, session.writes


def _read(form: Mapping[str, str]) -> tuple[str, Method, Mapping[str, Any]]:
    """Return the method called and its parameters; only JSON is spoken here."""
    if form.get("io_mode") != "json":
        raise RpcError("E_IO_MODE_DONT_EXIST", "io_mode must be json")
    if not form.get("do_in"):
        raise RpcError("E_IO_MODE_DO_IN_MISSING", "do_in is missing")
    try:
        asked = decode(form["do_in"])
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise RpcError("E_DO_IN_WRONG_FORMAT", "do_in is not a method call")
    name = asked.get("method")
    if not isinstance(name, str) or not name:
        raise RpcError("E_DO_IN_PARAM_MISSING", "do_in.method is missing")
    if name not in METHODS:
        raise RpcError("E_METHOD_DONT_EXIT", f"Method {name} does not exist")
    params = asked.get("params")
    return name, METHODS[name], params if isinstance(params, dict) else {}


def _failed(code: str, message: str) -> dict[str, Any]:
    return {
        "response": None,
        "error": {"code": code, "message": message, "more": ""},
        "status": "error",
    }
