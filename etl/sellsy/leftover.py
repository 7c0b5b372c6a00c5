"""A connection on which more was answered than was asked is not used again.

A proxy that repeats an answer leaves the copy on the connection, where it would be read as the answer of the next
request: ids of other records, searches that find nothing. The library keeps what it has read in a buffer and does not
look there; this does, by the names of httpcore 1.0 (a test holds them).
"""

from collections.abc import Iterator
from typing import Any

import httpx

_WAY = ("_httpcore_stream", "_stream", "_connection", "_h11_state")
"""From httpx's stream of an answer to the state of the connection that it came on."""


class CleanTransport(httpx.HTTPTransport):
    """A transport that closes connections on which something is left over."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer, whose connection is looked at once it has been read."""
        response = super().handle_request(request)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Watched(response.stream)
        return response


class _Watched(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Close the answer; its connection goes back to the others only if nothing is left on it."""
        state = _state_of(self._stream)
        if state is not None and state.trailing_data[0]:
            state.send_failed()  # as h11 calls a connection that may not be used again
        self._stream.close()


def _state_of(stream: Any) -> Any:
    for name in _WAY:
        stream = getattr(stream, name, None)
    return stream
