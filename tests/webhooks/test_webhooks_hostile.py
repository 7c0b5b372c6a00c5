"""Who is no Sellsy and knocks at the receiver: slow, many, deep; real deliveries are still taken."""

import os
import socket
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from plain import HTTP

from etl.webhooks import Inbox, Receiver, head_deadline


@pytest.fixture
def receiver(tmp_path):
    """Return a receiver without a key, and its inbox."""
    with ExitStack() as stack:
        inbox = stack.enter_context(Inbox(tmp_path / "a.inbox"))
        yield stack.enter_context(Receiver(inbox, port=0, sign_keys=(), on_fresh=lambda: None)), inbox


def _half_open(stack, receiver, count):
    port = int(receiver.url.rpartition(":")[2])
    for _ in range(count):
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nX-")
        yield connection


def _rest(connection):
    """Return what comes before a connection ends, by whichever way."""
    try:
        return connection.recv(1)
    except ConnectionResetError:
        return b""


def test_260_heads_that_never_end_keep_no_delivery_out(receiver, sender):
    """Connections that begin a request and go no further are many, and deliveries are still taken at once."""
    door_, inbox = receiver
    with ExitStack() as stack:
        list(_half_open(stack, door_, 260))
        assert HTTP.post(door_.url, content=sender.form(), timeout=20).status_code == 200
    assert inbox.count_after(0) == 1


def test_the_oldest_that_asks_nothing_makes_room(receiver, sender, monkeypatch):
    """Beyond the most connections the oldest silent one is closed; whoever asks is answered."""
    monkeypatch.setattr(head_deadline, "OPEN_MAX", 20)
    door_, _inbox = receiver
    with ExitStack() as stack:
        silent = list(_half_open(stack, door_, 30))
        assert HTTP.post(door_.url, content=sender.form(), timeout=20).status_code == 200
        silent[0].settimeout(20)
        assert _rest(silent[0]) == b""


def test_a_head_that_takes_too_long_is_given_up(receiver, monkeypatch):
    """Byte after byte of a head does not keep a connection open."""
    monkeypatch.setattr(head_deadline, "HEAD_S", 0.3)
    door_, _inbox = receiver
    with ExitStack() as stack:
        (connection,) = _half_open(stack, door_, 1)
        with pytest.raises(OSError):  # noqa: PT011 - reset or broken, as the system has it
            for _ in range(200):
                connection.sendall(b"a")
                time.sleep(0.05)


@pytest.mark.hostile
def test_300_deliveries_at_once_are_all_kept(receiver, sender):
    """Whatever comes together is answered, each."""
    door_, inbox = receiver
    bodies = [sender.form(relatedid=str(n)) for n in range(300)]

    def post(body):
        return HTTP.post(door_.url, content=body, timeout=60).status_code

    with ThreadPoolExecutor(60) as pool:
        assert set(pool.map(post, bodies)) == {200}
    assert inbox.count_after(0) == 300


@pytest.mark.parametrize(
    "body",
    [
        b'{"event": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"event": ' + b'{"a":' * 300_00 + b"1" + b"}" * 300_00 + b"}",
        b'{"event": "\\ud800"}',
        b'{"event": ' + b"9" * 5_000 + b"}",
        b'{"event": Infinity}',
        b'{"event": "x' + b"y" * (1 << 20) + b'"}',
    ],
)
def test_bodies_that_cannot_be_kept_are_refused(receiver, body):
    """Nesting or numbers without end, half characters and too many bytes are refused, and nothing is kept."""
    door_, inbox = receiver
    assert HTTP.post(door_.url, content=body, timeout=20).status_code in {400, 413}
    assert inbox.count_after(0) == 0


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_inbox_is_for_its_owner_only(tmp_path, receiver, sender):
    """What customers are called is no reading for others of the same computer, in SQLite's own files neither."""
    door_, _inbox = receiver
    assert HTTP.post(door_.url, content=sender.form()).status_code == 200
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("a.inbox*")}
    assert set(modes.values()) == {0o600}, modes
