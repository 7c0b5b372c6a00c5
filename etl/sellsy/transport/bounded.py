"""A transport that bounds answers in time and size, and never reads what an answer left on its connection."""

import zlib
from collections.abc import Iterator
from typing import Any

import httpx

from etl.sellsy.transport import deadline

ANSWER_MAX = 16 * 1024 * 1024
"""Bytes an answer may have, as sent and unpacked; a full page of records has about one."""

LONGEST_S = 120.0
"""Seconds a request and its answer may take together."""

_PLAIN = ("", "identity")
_GZIP = "gzip"
_WITH_HEADER = 31
"""The argument of zlib that selects gzip."""

_WAY = ("_httpcore_stream", "_stream", "_connection", "_h11_state")
"""From the stream of an answer to the state of its connection, by the names of httpcore 1.0 (a test checks them)."""


class BoundedTransport(httpx.HTTPTransport):
    """Sends requests over HTTP/1.1; the content of an answer is already unpacked.

    Reading more than `most` bytes, or an answer with another compression than asked for, raises an
    httpx.DecodingError; taking more than `longest_s` seconds, an httpx.TimeoutException. A connection on
    which something is left over is not used again.
    """

    def __init__(self, *, most: int = ANSWER_MAX, longest_s: float = LONGEST_S, **options: Any) -> None:
        super().__init__(**options)
        deadline.kept_by(self)
        self._most = most
        self._longest_s = longest_s

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer, whose content is bounded while it is read."""
        deadline.begin(self._longest_s)
        request.headers["Accept-Encoding"] = _GZIP
        try:
            response = super().handle_request(request)
        finally:
            deadline.head_is_there()
        if isinstance(response.stream, httpx.SyncByteStream):
            packing = ", ".join(response.headers.get_list("Content-Encoding")).strip().lower()
            response.headers.pop("Content-Encoding", None)
            response.stream = _Bounded(response.stream, packing, self._most)
        return response


class _Bounded(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, packing: str, most: int) -> None:
        self._stream = stream
        self._packing = packing
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        if self._packing in _PLAIN:
            return self._counted(self._stream)
        if self._packing == _GZIP:
            return self._counted(self._unpacked())
        raise httpx.DecodingError(f"Content-Encoding: {self._packing[:60]}")

    def _counted(self, chunks: httpx.SyncByteStream | Iterator[bytes]) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > self._most:
                raise httpx.DecodingError(f"> {self._most} B")
            yield chunk

    def _unpacked(self) -> Iterator[bytes]:
        """Yield the unpacked content, never much more than the limit."""
        unpack = zlib.decompressobj(_WITH_HEADER)
        packed = 0
        for chunk in self._stream:
            packed += len(chunk)
            if packed > self._most:
                raise httpx.DecodingError(f"> {self._most} B")
            try:
                yield unpack.decompress(chunk, self._most + 1)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
        if packed and not unpack.eof:
            raise httpx.DecodingError("gzip: cut")

    def close(self) -> None:
        """Close the answer; its connection goes back to the others only if nothing is left on it."""
        _give_up_if_left_over(self._stream)
        self._stream.close()


def _give_up_if_left_over(stream: httpx.SyncByteStream) -> None:
    """Close the connection of an answer with it if bytes are left on it.

    A proxy that repeats an answer leaves the copy on the connection, where it would be read as the answer of the next
    request: ids of other records, searches that find nothing. The library keeps unread bytes in a buffer and does not
    check it.
    """
    state = _state_of(stream)
    if state is not None and state.trailing_data[0]:
        state.send_failed()  # h11's name for a connection that may not be used again


def _state_of(stream: Any) -> Any:
    for name in _WAY:
        stream = getattr(stream, name, None)
    return stream
