"""Answers that no working Sellsy gives: endless, packed, trickling, of numbers and text that nobody meant."""

import contextlib
import gzip
import json
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest
from pace import slower

from etl.core.errors import FatalApiError, OutcomeUnknownError, RetryableApiError
from etl.core.strict_json import read_json
from etl.sellsy.quota import rates_of, remaining_of, retry_after
from etl.sellsy.tokens import TokenSource
from etl.sellsy.transport import BoundedTransport, deadline
from etl.sellsy.wire import Outgoing, Wire

COMPANY = {"type": "client", "name": "Mine"}
NOON = 1_800_000_000.0
BOMB = gzip.compress(b" " * 40_000_000)
TWICE = gzip.compress(BOMB)


@pytest.fixture
def trickle():
    """Return a function that serves the start of an answer, then byte after byte of it without end."""
    with contextlib.ExitStack() as stack:

        def begin(start, more):
            def converse(client):
                with contextlib.suppress(OSError):
                    client.recv(65_536)
                    client.sendall(start)
                    while True:
                        client.sendall(more)
                        time.sleep(0.05)

            def accept(listening):
                with contextlib.suppress(OSError):
                    while True:
                        client, _ = listening.accept()
                        threading.Thread(target=converse, args=(client,), daemon=True).start()

            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            threading.Thread(target=accept, args=(listening,), daemon=True).start()
            return f"http://127.0.0.1:{listening.getsockname()[1]}"

        yield begin


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
    ],
)
def test_an_answer_that_trickles_ends_at_the_deadline(trickle, start, more):
    """A byte now and then, in the body or in the head, does not keep a request alive: a write is unknown."""
    url = trickle(start, more)
    with contextlib.closing(
        Wire(BoundedTransport(longest_s=0.4), auth=httpx.Auth(), user_agent="test")
    ) as wire:
        with pytest.raises(OutcomeUnknownError) as caught:
            wire.exchange(Outgoing("POST", url, "/companies", content=b"{}"))
        assert caught.value.code == "api-no-answer"


def test_interim_answers_without_end_are_given_up():
    """A flood of 100 Continue is given up long before the deadline, by its size: a write is unknown."""

    def converse(listening):
        client, _ = listening.accept()
        with client, contextlib.suppress(OSError):
            client.recv(65_536)
            client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=converse, args=(listening,), daemon=True)
        serving.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with (
            contextlib.closing(Wire(BoundedTransport(), auth=httpx.Auth(), user_agent="test")) as wire,
            pytest.raises(OutcomeUnknownError),
        ):
            wire.exchange(Outgoing("POST", url, "/companies", content=b"{}"))
        serving.join(60)


def test_only_the_head_of_an_answer_has_the_bound_of_heads(serve):
    """A large content is read, with its head or after it, and so is the next one on the same connection."""
    url = serve(lambda _m, _p: (200, {}, b"x" * 2_000_000))
    with httpx.Client(transport=BoundedTransport()) as client:
        assert [len(client.get(url).content) for _ in range(2)] == [2_000_000, 2_000_000]


def test_a_login_that_trickles_ends_at_the_deadline(trickle):
    """The token endpoint has the same deadline: nothing was sent to the account yet."""
    url = trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" ")
    with contextlib.closing(
        TokenSource(
            login_url=url,
            client_id="one",
            client_secret="hush",
            transport=BoundedTransport(longest_s=0.4),
            folder=None,
        )
    ) as tokens:
        with pytest.raises(RetryableApiError) as caught:
            tokens.current()
        assert caught.value.code == "api-unreachable"


def test_the_deadline_ends_with_its_request(serve):
    """A transport that was given up serves the next request with a deadline of its own."""
    url = serve(lambda _m, _p: (200, {}, b"{}"))
    with httpx.Client(transport=BoundedTransport()) as client:
        deadline.begin(0)
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("packing", "content"),
    [("gzip", BOMB), ("gzip, gzip", TWICE), ("br", b"anything"), ("gzip", BOMB[:-20]), ("gzip", b"{}")],
)
def test_a_packed_answer_is_unpacked_within_bounds(serve, connect, packing, content):
    """A bomb, a bomb in a bomb, an unknown packing, a cut one: a write is unknown, nothing is unpacked to its end."""
    sellsy = connect(serve(lambda _m, _p: (200, {"Content-Encoding": packing}, content)))
    with pytest.raises(OutcomeUnknownError):
        sellsy.post("/companies", COMPANY)


def test_a_packed_answer_is_read(serve, connect):
    """What Sellsy packs as it was asked to is read as if it had not."""
    packed = gzip.compress(b'{"id": 7}')
    asked = connect(serve(lambda _m, _p: (200, {"Content-Encoding": "gzip"}, packed)))
    assert asked.get("/companies/7").body == {"id": 7}


def test_a_bomb_beside_a_401_is_not_unpacked(serve, connect):
    """What comes with a refused token is bounded as well, though it is read only to ask again."""
    sellsy = connect(serve(lambda _m, _p: (401, {"Content-Encoding": "gzip"}, BOMB)))
    with pytest.raises(OutcomeUnknownError) as caught:
        sellsy.post("/companies", COMPANY)
    assert " B" in caught.value.message()


_MEASURED = """
import resource, sys, time
from etl.sellsy import Connection, Sellsy
url = sys.argv[1]
def used():
    return resource.getrusage(resource.RUSAGE_SELF)
before, code = used(), ""
try:
    with Sellsy.open(Connection(url, url, url + "/0", "one", "hush"), sleep=lambda _s: None) as sellsy:
        sellsy.get("/staffs")
except Exception as error:
    code = error.code
after = used()
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(code, cpu, (after.ru_maxrss - before.ru_maxrss) // 1024, sep="|")
"""


@pytest.mark.hostile
@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"Content-Encoding": "gzip"}, BOMB),
        ({"Content-Encoding": "gzip, gzip"}, TWICE),
        ({}, b"[" + b"[]," * 5_000_000 + b"[]]"),
        ({}, b"[" * 8_000_000),
        ({}, b"[" + b"9" * 15_000_000 + b"]"),
        ({}, b'{"data": [' + b'"ab",' * 190_000 + b'"a"]}'),
        ({}, b'{"a":' * 900 + b"1" + b"}" * 900),
    ],
)
def test_hostile_answers_cost_little(serve, headers, content):
    """Six tries of an answer made to exhaust a computer cost seconds of CPU and memory that any has."""
    url = serve(lambda _m, _p: (200, headers, content))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, url], capture_output=True, text=True, check=True, timeout=100
    )
    code, cpu, memory = done.stdout.split("|")
    assert code == ("api-unexpected" if content.startswith(b'{"data"') else "api-read")
    assert float(cpu) < 2 * slower()
    assert int(memory) < 300


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": "\\ud800"}',
        b'{"\\uDFFF": 1}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": "caf\xe9"}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1' + b"0" * 400 + b"}",
        b'{"a": ' + b"9" * 6_000 + b"}",
        b"[" * 60 + b"]" * 60,
        b"[" * 100_000,
        b"[" + b"1," * 1_000_001 + b"1]",
        b"<html>",
    ],
)
def test_what_no_program_means_is_no_json(content):
    """Half characters, numbers without end, nesting without end, another encoding: such an answer is not read."""
    with pytest.raises(ValueError, match=r"."):
        read_json(content)


def test_what_programs_mean_is_json():
    """Text of any script, amounts and nesting as Sellsy has them are read; nothing is None."""
    assert read_json(b'{"a": "\\ud83d\\ude00 \xc3\xa9", "b": [1.5, -3]}') == {"a": "😀 é", "b": [1.5, -3]}
    assert read_json(b"\xef\xbb\xbf{}") == {}
    assert read_json(b"  ") is None


@pytest.mark.parametrize(
    "text", ["inf", "nan", "-5", "-inf", "1e400", "1_0", "soon", "9" * 400, "٣", "Infinity"]
)
def test_a_retry_after_that_nobody_means_asks_for_nothing(text):
    """Words, signs, numbers without end: the program waits as if nothing had been asked."""
    assert retry_after({"Retry-After": text}, now=lambda: NOON) is None


@pytest.mark.parametrize(
    "text",
    ["Mon, 01 Jan 1900 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 99999 00:00:00 GMT"],
)
def test_dates_of_no_century_of_ours_are_none(text):
    """A header's date that no clock shows is not reckoned with."""
    assert retry_after({"Retry-After": text}, now=lambda: NOON) is None
    now = "Thu, 15 Jan 2027 08:00:10 GMT"
    assert retry_after({"Retry-After": now, "Date": text}, now=lambda: NOON) == 10.0


@pytest.mark.parametrize("seconds", ["1000000000", "999999999999"])
def test_a_wait_of_years(serve, connect, seconds):
    """A wait that ends in another century ends the run; it is never slept through."""
    sellsy = connect(serve(lambda _m, _p: (429, {"Retry-After": seconds}, b"{}")))
    with pytest.raises(FatalApiError):
        sellsy.get("/staffs")


@pytest.mark.parametrize("text", ["inf", "nan", "1" + "0" * 400, "9" * 5_000, "1e9", "12.5", "", "x"])
def test_a_quota_that_nobody_means_is_not_learnt(serve, connect, text):
    """Headers that are no number of calls leave the pace alone."""
    headers = {f"X-Quota-Remaining-By-{name}": text for name in ("Second", "Minute", "Day", "Month")}
    assert remaining_of(headers) == {}
    sellsy = connect(serve(lambda _m, _p: (200, headers, b"[]")))
    assert [sellsy.get("/staffs").status for _ in range(2)] == [200, 200]


def test_limits_that_nobody_means_are_not_learnt():
    """A limit is a number of calls above zero; what is not is unknown."""
    odd = {"api_rate_seconds": {"limit": 10**17}, "api_rate_days": {"limit": "5"}, "api_rate_minutes": []}
    assert rates_of(odd) == {}


def _login(answer):
    return lambda: TokenSource(
        login_url="http://127.0.0.1:9",
        client_id="one",
        client_secret="hush",
        transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=answer)),
        folder=None,
    )


@pytest.mark.parametrize("life", ["1e400", -5, 0, [], {"a": 1}, True, "soon", 10**17, None])
def test_a_life_that_nobody_means_counts_as_not_said(life):
    """A token whose life is garbage lives an hour: it is neither asked for at each call nor kept for ever."""
    answer = json.dumps({"access_token": "t", "expires_in": life}).encode()
    source = _login(answer)()
    source._now = lambda: NOON
    assert source.current() == "t"
    assert source._token.until == NOON + 3_540


@pytest.mark.parametrize("token", ["", "a\nb", "é", 5, ["t"], {"t": 1}, None, "a b", "x" * 20_000])
def test_a_token_that_cannot_be_sent_is_none(token):
    """A token that is no text a header takes is the login server's error."""
    answer = json.dumps({"access_token": token, "expires_in": 60}).encode()
    with pytest.raises(RetryableApiError) as caught:
        _login(answer)().current()
    assert caught.value.code == "login-broken"
