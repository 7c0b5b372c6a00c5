"""The middleware that adds latency and breaks requests as the fault rules say; admin endpoints are spared."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from etl.sandbox.http.answers import error
from etl.sandbox.http.faults import wire
from etl.sandbox.http.faults.rules import Faults, Rule
from etl.sandbox.http.stats import Stats
from etl.sandbox.http.tokens import Tokens
from etl.sandbox.storage.calls import Answer, Call
from etl.sandbox.storage.lag import ASKED_MS

_AFTER = {"drop_after", "cut_body", "short_batch", "short_page"}


class Breaker:
    """Wraps the application; `run` makes the calls that a rule `meanwhile` lists."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        faults: Faults,
        tokens: Tokens,
        stats: Stats,
        latency_ms: int,
        run: Callable[[Call], Answer],
    ) -> None:
        self._app = app
        self._faults = faults
        self._tokens = tokens
        self._stats = stats
        self._latency = latency_ms / 1000
        self._run = run

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, late or broken when it has to be."""
        if scope["type"] != "http" or scope["path"].startswith("/_sandbox"):
            await self._app(scope, receive, send)
            return
        with self._stats.working():
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._latency:
            await asyncio.sleep(self._latency)
        rule = self._faults.pick(scope["method"], scope["path"])
        if rule is None:
            await self._app(scope, receive, send)
            return
        asked = ASKED_MS.set(_lag_of(rule))
        try:
            await self._break(scope, receive, send, rule=rule)
        finally:
            ASKED_MS.reset(asked)

    async def _break(self, scope: Scope, receive: Receive, send: Send, *, rule: Rule) -> None:
        if rule.fault in _AFTER or rule.settings.get("after"):
            await self._after(scope, receive, send, rule=rule)
        else:
            await self._before(scope, receive, send, rule=rule)

    async def _before(self, scope: Scope, receive: Receive, send: Send, *, rule: Rule) -> None:
        if rule.fault == "drop_before":
            await wire.cut(scope, receive)
            return
        if rule.fault == "status":
            await _say(rule)(scope, receive, send)
            return
        if rule.fault == "delay":
            await asyncio.sleep(rule.settings.get("ms", 1000) / 1000)
        elif rule.fault == "revoke_token":
            token = Headers(scope=scope).get("authorization", "").removeprefix("Bearer ")
            self._tokens.revoke(token)
        elif rule.fault == "meanwhile":
            await run_in_threadpool(self._meanwhile, rule)
        elif rule.fault == "duplicate":
            receive = await self._once(scope, receive)
        await self._app(scope, receive, send)

    async def _once(self, scope: Scope, receive: Receive) -> Receive:
        """Process a request and forget the answer; return what gives its body again."""
        heard = [message := await receive()]
        while message.get("more_body"):
            heard.append(message := await receive())

        def again() -> Receive:
            left = iter(heard)

            async def replay() -> Message:
                return next(left, None) or await receive()

            return replay

        async def forget(_message: Message) -> None:
            """Send nothing."""

        await self._app(scope, again(), forget)
        return again()

    def _meanwhile(self, rule: Rule) -> None:
        for call in rule.settings.get("calls", ()):
            answer = self._run(Call(call["method"], call["path"], (), call.get("body")))
            if answer.status >= 300:
                raise ValueError(
                    f"meanwhile: {call['method']} {call['path']} answers {answer.status}: {answer.body}"
                )

    async def _after(self, scope: Scope, receive: Receive, send: Send, *, rule: Rule) -> None:
        """Let the application answer, keep the answer, and send something else."""
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        start, body = kept[0], b"".join(message.get("body", b"") for message in kept[1:])
        if rule.fault == "drop_after":
            await wire.cut(scope, receive)
        elif rule.fault == "cut_body":
            await send(start)
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            await wire.cut(scope, receive, politely=True)
        elif rule.fault == "status":
            await _say(rule)(scope, receive, send)
        elif rule.fault == "delay":
            await asyncio.sleep(rule.settings.get("ms", 1000) / 1000)
            for message in kept:
                await send(message)
        else:
            short = _shortened(body, rule)
            headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
            headers.append((b"content-length", str(len(short)).encode()))
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": short})


def _lag_of(rule: Rule) -> int:
    key, otherwise = ("ms", 1000) if rule.fault == "lag" else ("lag_ms", 0)
    return int(rule.settings.get(key, otherwise))


def _say(rule: Rule) -> ASGIApp:
    settings = rule.settings
    message = settings.get("message", "Erreur provoquée par le bac à sable.")
    return error(int(settings.get("status", 500)), message, retry_after=settings.get("retry_after"))


def _shortened(body: bytes, rule: Rule) -> bytes:
    """Return the answer of a batch, or a page, without its last parts."""
    name = "responses" if rule.fault == "short_batch" else "data"
    try:
        answer: Any = json.loads(body)
        parts = answer[name]
    except (ValueError, TypeError, KeyError):
        return body
    keep = rule.settings.get("keep", len(parts) // 2)
    answer[name] = parts[: keep if name == "responses" else len(parts) - rule.settings.get("lose", 1)]
    return json.dumps(answer).encode()
