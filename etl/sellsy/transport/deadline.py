"""A deadline for every request: httpx bounds only the time without a byte, so a byte a second would last for ever.

The deadline belongs to the thread that waits; connecting, sending and reading all count, the head of an answer too.
Nor does the library bound the interim answers (1xx) before the head: the bytes read before it have a limit.
"""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

_LEAST_S = 0.001

_HEAD_MAX = 256 * 1024
"""Bytes read of an answer before the end of its head, interim answers included."""

_mine = threading.local()


def begin(seconds: float) -> None:
    """Give the request that this thread begins now a total number of seconds."""
    _mine.until = time.monotonic() + seconds
    _mine.head = 0


def head_is_there() -> None:
    """Stop counting the bytes this thread reads: the content has its own bounds."""
    _mine.head = None


def _count(size: int) -> None:
    read: int | None = getattr(_mine, "head", None)
    if read is None:
        return
    _mine.head = read + size
    if read + size > _HEAD_MAX:
        raise httpcore.RemoteProtocolError(f"> {_HEAD_MAX} B")


def _left(timeout: float | None, over: type[Exception]) -> float | None:
    until: float | None = getattr(_mine, "until", None)
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left < _LEAST_S:
        raise over("no end")
    return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        content = self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))
        _count(len(content))
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._backend.connect_tcp(host, port, left, local_address, socket_options))


def kept_by(transport: httpx.HTTPTransport) -> None:
    """Make the connections of a transport keep the deadline of the thread that waits for them.

    httpx takes no backend; the names are those of httpx 0.28 and httpcore 1.0 (a test holds them).
    """
    transport._pool._network_backend = _Backend()  # noqa: SLF001
