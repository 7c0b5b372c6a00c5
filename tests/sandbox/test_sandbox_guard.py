"""Whom the sandbox answers: this computer under its own names, and no page of another site; how much it reads."""

import socket
from contextlib import suppress

import httpx
import pytest
from plain import HTTP

from etl.sandbox.http.guard import BODY_MAX

NOT_OURS = [
    "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "[::2]", "10.0.0.1",
    "", "127.0.0.1:port", "127.0.0.1/x", "localhost localhost", "[127.0.0.1]", "::1",
]  # fmt: skip
DOORS = ["/v2/companies", "/oauth2/access-tokens", "/0/", "/_sandbox/dump", "/_sandbox/reset", "/nowhere"]


@pytest.mark.parametrize("host", NOT_OURS)
def test_a_foreign_name_is_refused(sellsy, host):
    """A name that somebody made mean 127.0.0.1 is not ours."""
    answer = sellsy.get("/companies", headers={"Host": host})
    assert answer.status_code in (400, 403)  # a Host that cannot be one is refused below the application
    assert "companies" not in answer.text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_every_door_refuses_in_plain_words_before_it_does_anything(sellsy, door, header):
    """Nothing is counted, created or emptied; the message names the header."""
    before = sellsy.admin.get("/stats").json()
    foreign = {"Host": "evil.example:8787"} if header == "Host" else {"Origin": "https://evil.example"}
    answer = HTTP.post(
        f"{sellsy.address.url}{door}", headers=foreign, json={"grant_type": "client_credentials"}
    )
    assert answer.status_code == 403
    assert f"l'en-tête {header} doit nommer 127.0.0.1 ou localhost" in answer.json()["error"]["message"]
    assert sellsy.admin.get("/stats").json() == before


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "file://",
        "http://evil.example",
        "http://localhost.evil.example",
        "ftp://127.0.0.1",
        "http://[::1",
        "x",
    ],
)
def test_a_page_of_another_site_is_refused(sellsy, origin):
    """Whatever it says of where it comes from."""
    assert sellsy.get("/companies", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8787", "localhost", "LocalHost:1", "[::1]", "[::1]:8787"]
)
def test_this_computer_is_answered_under_its_own_names(sellsy, host):
    """With any port, and from a page of this computer."""
    assert sellsy.get("/companies", headers={"Host": host, "Origin": f"http://{host}"}).status_code == 200


@pytest.mark.parametrize("door", ["/v2/companies", "/v2/batch", "/oauth2/access-tokens", "/0/"])
def test_a_body_that_says_that_it_is_too_long_is_refused_unread(sellsy, door):
    """413 in the shape of every refusal, before a byte of it was sent."""
    port = sellsy.address.port
    head = (
        f"POST {door} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {sellsy.headers['Authorization']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {BODY_MAX + 1}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()  # the connection is closed then
    assert answer.startswith("HTTP/1.1 413")
    assert '"error":{"code":413' in answer
    assert sellsy.get("/companies").status_code == 200


def test_a_body_without_a_stated_length_is_read_up_to_the_bound(sellsy):
    """Pieces are counted as they come: nothing is created, and the next request is answered."""
    before = len(sellsy.names("companies"))

    def endless():
        yield b'{"type": "client", "name": "'
        for _ in range(BODY_MAX // (1 << 20) + 1):
            yield b"x" * (1 << 20)

    with suppress(httpx.TransportError):  # the door may be shut before all is sent
        assert sellsy.post("/companies", content=endless()).status_code == 413
    assert len(sellsy.names("companies")) == before


def test_the_copy_of_an_account_may_be_longer_than_a_call(sellsy):
    """The sandbox's own endpoints take more: what is refused here is the document, not its length."""
    answer = sellsy.admin.post("/copy", content=b" " * (BODY_MAX + 1) + b"[]")
    assert answer.status_code == 400
