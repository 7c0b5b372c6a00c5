"""Close a connection on which more was answered than was asked.

A proxy that repeats an answer leaves the copy on the connection, where it would be read as the answer of the next
request: ids of other records, searches that find nothing. The library keeps unread bytes in a buffer and does not
check it; this module does, by the names of httpcore 1.0 (a test checks them).
"""

from typing import Any

import httpx

_WAY = ("_httpcore_stream", "_stream", "_connection", "_h11_state")
"""From httpx's stream of an answer to the state of the connection that it came on."""


def give_up_if_left_over(stream: httpx.SyncByteStream) -> None:
    """Close the connection of an answer with it if bytes are left on it."""
    state = _state_of(stream)
    if state is not None and state.trailing_data[0]:
        state.send_failed()  # h11's name for a connection that may not be used again


def _state_of(stream: Any) -> Any:
    for name in _WAY:
        stream = getattr(stream, name, None)
    return stream
