"""The receiver over real HTTP: what it answers, what it refuses, what it keeps."""

import json
import socket
from contextlib import ExitStack, suppress

import httpx
import pytest
from plain import TRUSTS_NOBODY

from etl.core.errors import ConfigError
from etl.webhooks import Inbox, Receiver


class Door:
    """A running receiver, its inbox and how often it said that something is fresh."""

    def __init__(self, stack, path, keys, *, public=False):
        self.woken = []
        self.inbox = stack.enter_context(Inbox(path))
        self.receiver = stack.enter_context(
            Receiver(self.inbox, port=0, sign_keys=keys, on_fresh=lambda: self.woken.append(1), public=public)
        )
        self.http = stack.enter_context(
            httpx.Client(verify=TRUSTS_NOBODY, base_url=self.receiver.url, timeout=20)
        )

    def post(self, body, signature=None, path="/", **headers):
        more = {"X-Webhook-Signature": signature} if signature is not None else {}
        return self.http.post(path, content=body, headers={**more, **headers}).status_code

    @property
    def kept(self):
        return self.inbox.count_after(0)


@pytest.fixture
def open_door(tmp_path):
    with ExitStack() as stack:
        yield lambda *keys, **more: Door(stack, tmp_path / "a.inbox", keys, **more)


def test_a_ping_is_answered(open_door, sender):
    """Sellsy GETs the address first; any path will do."""
    door = open_door(sender.key)
    for path in ("/", "/any/where?x=1"):
        answer = door.http.get(path)
        assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert door.http.head("/").status_code == 200
    assert "server" not in answer.headers


def test_a_signed_delivery_is_kept_before_it_is_answered(open_door, sender):
    """Both bodies are taken; the answer comes once they are in the inbox."""
    door = open_door(sender.key)
    body = sender.form()
    assert (
        door.post(body, sender.signature(body), **{"Content-Type": "application/x-www-form-urlencoded"})
        == 200
    )
    assert door.kept == 1
    other = json.dumps(sender.notice(event="updated")).encode()
    assert door.post(other, sender.signature(other), "/hook", **{"Content-Type": "application/json"}) == 200
    assert (door.kept, len(door.woken)) == (2, 2)


def test_what_is_not_signed_is_refused(open_door, sender):
    """No signature, a wrong one, or one of another body: 401, nothing kept."""
    door = open_door(sender.key)
    body = sender.form()
    for wrong in (None, "", "0" * 40, sender.signature(b"other"), sender.signature(body, "other key")):
        assert door.post(body, wrong) == 401
    assert (door.kept, door.woken, door.receiver.refused) == (0, [], 5)


def test_without_a_key_all_are_taken(open_door, sender):
    """A webhook that has no sign key signs nothing."""
    door = open_door()
    assert door.post(sender.form()) == 200
    assert door.kept == 1


@pytest.mark.parametrize(
    "foreign",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8788"},
        {"Host": "127.0.0.1@evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_what_was_meant_for_another_name_is_refused(open_door, sender, foreign):
    """A page of another site reaches nothing here where no signature is asked for; this computer's own names do."""
    door, body = open_door(), sender.form()
    assert door.post(body, **foreign) in {400, 403}
    assert door.http.get("/", headers=foreign).status_code in {400, 403}
    assert (door.kept, door.woken) == (0, [])
    assert door.post(body, Host="localhost", Origin=door.receiver.url) == 200


def test_a_public_address_leads_here_under_any_name(open_door, sender):
    """A tunnel or a reverse proxy hands on the name Sellsy asked for; the signature judges."""
    door = open_door(sender.key, public=True)
    body = sender.form()
    assert door.post(body, sender.signature(body), Host="hooks.example.com") == 200
    assert door.post(body, "0" * 40, Host="hooks.example.com") == 401
    assert door.kept == 1


def test_a_double_is_answered_and_not_kept(open_door, sender):
    """Sellsy is told all is well, so that it does not come again."""
    door = open_door(sender.key)
    body = sender.form()
    assert [door.post(body, sender.signature(body)) for _ in range(3)] == [200] * 3
    assert (door.kept, len(door.woken), door.receiver.duplicates) == (1, 1, 2)


def test_a_body_that_is_too_big_is_refused(open_door, sender):
    """Announced or not, more than a mebibyte is never read into memory."""
    door = open_door()
    assert door.post(b"x" * (1 << 20 | 1)) == 413

    def endless():
        for _ in range(40):
            yield b"x" * 65536

    with suppress(httpx.TransportError):  # the door may be shut before all is sent
        assert door.http.post("/", content=endless()).status_code == 413
    assert door.post(sender.form()) == 200


def test_a_body_that_is_no_delivery_is_refused(open_door, sender):
    """400, whatever its signature says."""
    door = open_door(sender.key)
    for body in (b"", b"hello", b"[]", b"notif=x", b"\xff"):
        assert door.post(body, sender.signature(body)) == 400
    assert door.kept == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_allowed(open_door, method):
    """Only GET and POST mean something here."""
    assert open_door().http.request(method, "/").status_code == 405


def test_a_request_that_is_cut_keeps_nothing(open_door, sender):
    """Half a body is no delivery, and the next one is taken."""
    door = open_door()
    port = int(door.receiver.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nnotif=half")
    assert door.post(sender.form()) == 200
    assert door.kept == 1


def test_a_port_that_is_taken_is_said(open_door):
    """The error names the port; nothing is left listening."""
    door = open_door()
    port = int(door.receiver.url.rpartition(":")[2])
    with pytest.raises(ConfigError) as refused, Receiver(door.inbox, port=port, sign_keys=(), on_fresh=list):
        pass
    assert refused.value.code == "watch-port"
    assert str(port) in refused.value.message("fr")


def test_a_disk_that_fails_is_not_answered_200(open_door, sender):
    """What is not on disk is a 503: whoever sent it may send it again."""
    door = open_door()
    door.inbox._db.execute("PRAGMA query_only = ON")
    assert door.post(sender.form()) == 503
    door.inbox._db.execute("PRAGMA query_only = OFF")
    assert door.post(sender.form()) == 200


def test_it_listens_on_this_computer_only(open_door):
    """The address is 127.0.0.1, whatever the network."""
    door = open_door()
    assert door.receiver.url.startswith("http://127.0.0.1:")
    assert door.receiver._listener.getsockname()[0] == "127.0.0.1"
