"""A proxy between the tool and the local Sellsy that breaks what passes, as networks and gateways do.

It knows nothing of the program: it reads HTTP/1.1, passes requests on one by one and answers, or does not. What it
does is drawn from a seed, request by request.
"""

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import TypeVar
from urllib.parse import urlsplit

BEFORE = ("cut before", "late before", "redirect before", "error before", "too many", "not implemented")
"""What happens instead of passing a request on, or before it."""
AFTER = ("cut after", "late after", "redirect after", "error after", "half", "page", "twice", "held")
"""What happens to the answer of a request that was executed."""
WRITE_FAULTS = (*BEFORE, *AFTER)
READ_FAULTS = ("cut before", "cut after", "error after", "half", "page", "twice", "held", "late after")


@dataclass
class Plan:
    """What breaks: these faults, at these rates, drawn from a seed; a client waits `patience_s` for an answer."""

    seed: int
    faults: tuple[str, ...] = ()
    writes: float = 0.0
    reads: float = 0.0
    patience_s: float = 0.3
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Begin the draw."""
        self.draw = random.Random(self.seed)

    def pick(self, method: str, path: str, body: bytes) -> str | None:
        """Return what happens to a request, None for nothing."""
        if not path.startswith(("/v2", "/0")):
            return None
        write = _writes(method, path, body)
        hit = self.draw.random() < (self.writes if write else self.reads)
        fault = self.draw.choice(self.faults) if hit else None
        if fault == "not implemented" and not path.endswith("/batch"):
            return None
        return fault if write or fault in READ_FAULTS else None


def _writes(method: str, path: str, body: bytes) -> bool:
    where = path.partition("?")[0]
    if where.endswith("/batch"):
        heads = [json.loads(line) for line in body.decode().splitlines()[::2]]
        return any(head["method"] != "GET" and not head["uri"].endswith("/search") for head in heads)
    if where.startswith("/0"):
        return b".get" not in body
    return method != "GET" and not where.endswith("/search")


class Proxy:
    """Stands before a server; `plan` may be changed between two runs, `fired` counts what was broken."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)
        self.plan = Plan(0)
        self.fired: Counter[str] = Counter()
        self.at_work = 0
        self.url = ""

    async def serve(self, ready: threading.Event) -> None:
        """Serve until cancelled."""
        server = await asyncio.start_server(self._client, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        async with server:
            await server.serve_forever()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while (head := await reader.readuntil(b"\r\n\r\n")) and await self._request(head, reader, writer):
                pass
        with suppress(OSError):
            writer.close()

    async def _request(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer a request; tell whether the connection goes on."""
        lines = head.decode("latin-1").split("\r\n")
        method, path, _version = lines[0].split(" ")
        length = next(
            (int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:")), 0
        )
        body = await reader.readexactly(length)
        fault = self.plan.pick(method, path, body)
        self.at_work += 1
        try:
            return await self._broken(fault, lines, body, writer)
        finally:
            self.at_work -= 1
            self.fired[fault or ""] += 1

    async def _broken(
        self, fault: str | None, lines: list[str], body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        draw, patience = self.plan.draw, self.plan.patience_s
        if fault == "cut before":
            return False
        if fault == "late before":
            await asyncio.sleep(patience * 1.3)
        elif fault in {"redirect before", "error before", "too many", "not implemented"}:
            await _send(writer, self._said(fault))
            return True
        answer = await self._passed_on(lines, body)
        if fault in {None, "late before"}:
            await _send(writer, answer)
        elif fault == "cut after":
            return False
        elif fault == "late after":
            await asyncio.sleep(patience * 1.3)
            await _send(writer, answer)
        elif fault == "held":  # the answers of others overtake it
            await asyncio.sleep(patience * draw.random() * 0.6)
            await _send(writer, answer)
        elif fault == "twice":
            await _send(writer, answer + answer)
        elif fault == "half":
            start = answer.index(b"\r\n\r\n") + 4
            await _send(writer, answer[: start + (len(answer) - start) // 2])
            return False
        else:
            await _send(writer, self._said(fault))
        return True

    def _said(self, fault: str | None) -> bytes:
        draw = self.plan.draw
        if fault == "page":
            return _answer(
                "200 OK", b"<html>Votre connexion doit \xc3\xaatre confirm\xc3\xa9e</html>", "text/html"
            )
        if fault == "too many":
            wait = draw.choice(("0", formatdate(usegmt=True)))
            return _answer("429 Too Many Requests", b"{}", more=f"Retry-After: {wait}\r\n")
        if fault == "not implemented":
            return _answer("501 Not Implemented", b"{}")
        if fault in {"redirect before", "redirect after"}:
            status = draw.choice(
                ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
            )
            return _answer(status, b"", more="Location: /v2/elsewhere\r\n")
        return _answer(
            draw.choice(("500 Error", "502 Bad Gateway", "503 Unavailable", "504 Timeout")), b"<html/>"
        )

    async def _passed_on(self, lines: list[str], body: bytes) -> bytes:
        """Return the whole answer of the server, ready to be passed back."""
        kept = [line for line in lines if line and not line.lower().startswith("connection:")]
        reader, writer = await asyncio.open_connection(*self._target)
        try:
            writer.write("\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1") + body)
            await writer.drain()
            answer = await reader.read(-1)
        finally:
            writer.close()
        head, _, content = answer.partition(b"\r\n\r\n")
        heads = [
            part
            for part in head.split(b"\r\n")
            if not part.lower().startswith((b"connection:", b"content-length:"))
        ]
        return b"\r\n".join([*heads, b"content-length: %d" % len(content), b"", content])


async def _send(writer: asyncio.StreamWriter, content: bytes) -> None:
    writer.write(content)
    await writer.drain()


def _answer(status: str, body: bytes, kind: str = "application/json", *, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


P = TypeVar("P", bound=Proxy)


@contextmanager
def proxied(target: str, kind: Callable[[str], P] = Proxy) -> Iterator[P]:
    """Start a proxy of a kind before a server in a thread, and stop it."""
    proxy, ready = kind(target), threading.Event()
    loop = asyncio.new_event_loop()
    task = loop.create_task(proxy.serve(ready))

    def work() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
