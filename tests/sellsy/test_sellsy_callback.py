"""The way back of a login in a browser: only the answer to our own request counts, whatever else knocks."""

import contextlib
import socket
import threading
import time

import httpx
import pytest
from plain import HTTP

from etl.core.errors import ConfigError
from etl.sellsy.authorize import Asked, Callback


@pytest.fixture
def waiting():
    """Return a callback that waits in a thread, its request, and what came of it."""
    asked = Asked()
    callback = Callback(asked, port=0, page="fini")
    came = []

    def wait():
        try:
            came.append(callback.wait(seconds=20, clock=time.monotonic))
        except ConfigError as error:
            came.append(error.code)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    yield asked, callback.redirect_uri, came, thread
    with contextlib.suppress(httpx.HTTPError):
        HTTP.get(callback.redirect_uri, params={"error": "end", "state": asked.state})
    thread.join(20)


def test_who_says_nothing_keeps_nobody_waiting(waiting):
    """Connections that are open and silent, or in the middle of a head, do not keep the browser out."""
    asked, uri, came, thread = waiting
    address = (httpx.URL(uri).host, httpx.URL(uri).port)
    with contextlib.ExitStack() as stack:
        for start in (b"", b"", b"GET /callb", b"GET /callback HTTP/1.1\r\nHost: 127"):
            stack.enter_context(socket.create_connection(address)).sendall(start)
        answer = HTTP.get(uri, params={"code": "mine", "state": asked.state})
        assert (answer.status_code, answer.text) == (200, "fini")
        thread.join(20)
        assert came == ["mine"]


@pytest.mark.parametrize(
    ("method", "params", "headers"),
    [
        ("GET", {"code": "forged", "state": "forged"}, {}),
        ("GET", {"code": "forged"}, {}),
        ("GET", {"code": "forged", "state": "é"}, {}),
        ("GET", {"state": "OURS"}, {}),
        ("GET", {"code": "forged", "state": "OURS"}, {"Host": "evil.example"}),
        ("GET", {"code": "forged", "state": "OURS"}, {"Host": "["}),
        ("POST", {"code": "forged", "state": "OURS"}, {}),
        ("HEAD", {"code": "forged", "state": "OURS"}, {}),
        ("GET", {f"x{n}": "1" for n in range(50)} | {"code": "forged", "state": "OURS"}, {}),
    ],
)
def test_what_is_no_answer_of_ours_is_waited_past(waiting, method, params, headers):
    """A foreign state, host or method is answered with an error, and the right answer is still taken."""
    asked, uri, came, thread = waiting
    sent = {key: asked.state if value == "OURS" else value for key, value in params.items()}
    with contextlib.suppress(httpx.RemoteProtocolError):
        assert HTTP.request(method, uri, params=sent, headers=headers).status_code in {404, 501}
    assert HTTP.get(uri.replace("/callback", "/favicon.ico")).status_code == 404
    assert came == []
    assert HTTP.get(uri, params={"code": "mine", "state": asked.state}).status_code == 200
    thread.join(20)
    assert came == ["mine"]


def test_bytes_that_are_no_http_are_waited_past(waiting, capfd):
    """Garbage is closed upon without a word on the terminal."""
    asked, uri, came, thread = waiting
    address = (httpx.URL(uri).host, httpx.URL(uri).port)
    for garbage in (
        b"\x16\x03\x01\x00\xa5",
        b"\x00" * 5_000 + b"\r\n\r\n",
        b"GET //[ HTTP/1.1\r\n\r\n",
        b"x" * 70_000,
    ):
        with socket.create_connection(address) as connection, contextlib.suppress(OSError):
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(4_096)
    assert HTTP.get(uri, params={"code": "mine", "state": asked.state}).status_code == 200
    thread.join(20)
    assert came == ["mine"]
    assert capfd.readouterr().err == ""


def test_a_refusal_with_our_state_ends_the_wait(waiting):
    """An error that answers our request is said as one."""
    asked, uri, came, thread = waiting
    HTTP.get(uri, params={"error": "access_denied", "state": asked.state})
    thread.join(20)
    assert came == ["login-denied"]


def test_nobody_or_somebody_else(waiting):
    """When the time is over, it is said whether nobody came, or only answers to other requests."""
    del waiting
    for others, code in ((0, "login-timeout"), (1, "login-state")):
        callback = Callback(Asked(), port=0, page="")
        thread = threading.Thread(
            target=lambda uri=callback.redirect_uri: HTTP.get(uri, params={"code": "x", "state": "x"})
        )
        if others:
            thread.start()
        with pytest.raises(ConfigError) as caught:
            callback.wait(seconds=1.5, clock=time.monotonic)
        assert caught.value.code == code
        if others:
            thread.join(10)
