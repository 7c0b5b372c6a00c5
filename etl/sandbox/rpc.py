"""API v1: one URL, a JSON method call in a form field, errors inside an HTTP 200."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from etl.sandbox.answers import error, plain
from etl.sandbox.forms import read_form
from etl.sandbox.gate import Gate
from etl.sandbox.quota import Meter
from etl.sandbox.rpc_methods import METHODS
from etl.sandbox.rpc_params import RpcError
from etl.sandbox.stats import Stats
from etl.sandbox.store import Store


class Rpc:
    """Answers `POST /0/`."""

    def __init__(self, store: Store, *, gate: Gate, meter: Meter, stats: Stats) -> None:
        self._store = store
        self._gate = gate
        self._meter = meter
        self._stats = stats

    async def __call__(self, request: Request) -> Response:
        """Answer one call; wrong credentials are a 401 in plain text, everything else an envelope."""
        form = read_form(request.headers.get("content-type", ""), await request.body())
        if not self._known(request, form):
            return PlainTextResponse("oauth_problem=signature_invalid", status_code=401)
        wait = self._meter.take()
        if wait is not None:
            return error(429, "Le quota de requêtes est épuisé.", retry_after=wait)
        envelope, method, writes = await run_in_threadpool(self._call, form)
        self._stats.request("RPC", method, status=200, writes=writes)
        return plain(envelope)

    def _known(self, request: Request, form: Mapping[str, str]) -> bool:
        header = request.headers.get("authorization", "")
        if header.startswith("OAuth "):
            return 'oauth_signature_method="PLAINTEXT"' in header and "oauth_signature=" in header
        return self._gate.knows(request) or bool(form.get("oauth_signature") and form.get("oauth_token"))

    def _call(self, form: Mapping[str, str]) -> tuple[dict[str, Any], str, Mapping[str, int]]:
        name = "?"
        try:
            name, handler, params = _read(form)
            with self._store.session() as session:
                response = handler(session, params)
        except RpcError as refused:
            return _failed(refused), name, {}
        return {"response": response, "error": "", "status": "success"}, name, session.writes


def _read(form: Mapping[str, str]) -> tuple[str, Callable[[Any, dict[str, Any]], Any], dict[str, Any]]:
    if "do_in" not in form:
        raise RpcError("E_IO_MODE_DO_IN_MISSING", "do_in is missing")
    try:
        asked = json.loads(form["do_in"])
        name, params = str(asked["method"]), asked.get("params") or {}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RpcError("E_DO_IN_WRONG_FORMAT", "do_in is not a method call") from None
    if name not in METHODS:
        raise RpcError("E_METHOD_DONT_EXIT", f"The method {name} does not exist")
    return name, METHODS[name], params if isinstance(params, dict) else {}


def _failed(refused: "RpcError") -> dict[str, Any]:
    return {
        "response": None,
        "error": {"code": refused.code, "message": refused.message, "more": ""},
        "status": "error",
    }
