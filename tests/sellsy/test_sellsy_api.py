"""Calls: what is repeated, what is not, and what is refused to be swallowed."""

import contextlib
import socket
import threading

import httpx
import pytest

from etl.core.errors import FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.sellsy import Call, Connection, Sellsy, rpc, send_batch
from etl.sellsy.transport import BoundedTransport
from etl.sellsy.wire import Outgoing, Wire

COMPANY = {"type": "client", "name": "Atelier"}
BROKEN = [
    {"fault": "status", "status": 500},
    {"fault": "status", "status": 502},
    {"fault": "status", "status": 503},
    {"fault": "drop_before"},
    {"fault": "drop_after"},
    {"fault": "cut_body"},
]


def _named(fault):
    return f"{fault['fault']}-{fault.get('status', '')}"


def test_the_main_verbs(sellsy):
    """Create, read, change, search and delete a company."""
    made = sellsy.post("/companies", COMPANY)
    path = f"/companies/{made.body['id']}"
    assert made.status == 201
    assert sellsy.get(path, query={"field[]": ["id", "name"]}).body["name"] == "Atelier"
    assert sellsy.request("PUT", path, body={"name": "Autre"}).body["name"] == "Autre"
    body = sellsy.search("/companies/search", {"name": "Autre"}, query={"limit": 1}).body
    assert [record["id"] for record in body["data"]] == [made.body["id"]]
    gone = sellsy.request("DELETE", path)
    assert (gone.status, gone.body) == (204, None)
    with pytest.raises(RefusedError) as caught:
        sellsy.get(path)
    assert (caught.value.method, caught.value.path, caught.value.status) == ("GET", path, 404)


def test_queries_are_written_as_sellsy_reads_them(serve, connect):
    """A list repeats its key, booleans are lower case, None is left out."""
    asked = []

    def answering(_method, path):
        asked.append(path)
        return 200, {}, b"[]"

    sellsy = connect(serve(answering))
    sellsy.get("/companies", query={"field[]": ["id", "name"], "verify": True, "limit": 5, "offset": None})
    assert httpx.URL(asked[0]).params.multi_items() == [
        ("field[]", "id"), ("field[]", "name"), ("verify", "true"), ("limit", "5")
    ]  # fmt: skip


def test_a_refusal_keeps_sellsys_words(sellsy):
    """The French message and the field's detail are on the exception."""
    with pytest.raises(RefusedError) as caught:
        sellsy.post("/companies", {"type": "client"})
    assert caught.value.status == 400
    assert "name" in caught.value.said
    assert caught.value.said in caught.value.message("fr")


@pytest.mark.parametrize("fault", BROKEN, ids=_named)
def test_a_read_is_repeated_until_it_succeeds(local, fault):
    """Whatever disturbs a read, it is made again."""
    local.break_with({"match": {"path": "/staffs"}, "times": 3, **fault})
    sellsy = local.open()
    assert sellsy.get("/staffs").status == 200
    assert sellsy.calls == 4


@pytest.mark.parametrize("fault", BROKEN, ids=_named)
def test_a_read_that_keeps_failing_changed_nothing(local, fault):
    """A read's failure is retryable, never unknown; a search is a read too."""
    local.break_with({"match": {"path": "/companies"}, **fault})
    sellsy = local.open()
    with pytest.raises(RetryableApiError) as caught:
        sellsy.search("/companies/search", {})
    assert caught.value.code == "api-read"
    assert sellsy.calls == 6


@pytest.mark.parametrize("fault", BROKEN, ids=_named)
def test_a_write_is_sent_once(local, fault):
    """After any failure that may have followed the execution, a write is unknown and not repeated."""
    local.break_with({"match": {"path": "/companies"}, **fault})
    sellsy = local.open()
    with pytest.raises(OutcomeUnknownError) as caught:
        sellsy.post("/companies", COMPANY)
    assert (caught.value.method, caught.value.path) == ("POST", "/companies")
    assert sellsy.calls == 1
    assert len(local.names()) <= 1


def test_a_write_that_was_executed_before_its_answer_was_lost(local):
    """The record is there exactly once although the caller cannot know."""
    local.break_with({"match": {"path": "/companies"}, "fault": "drop_after"})
    with pytest.raises(OutcomeUnknownError):
        local.open().post("/companies", COMPANY)
    assert local.names() == ["Atelier"]


def test_the_caller_may_say_what_is_harmless(local):
    """A POST declared as a read is repeated."""
    local.break_with({"match": {"path": "/companies"}, "times": 1, "fault": "status", "status": 503})
    sellsy = local.open()
    answer = sellsy.request("POST", "/companies", query={"verify": True}, body=COMPANY, write=False)
    assert answer.status == 204
    assert sellsy.calls == 2


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_nobody_listens(local):
    """A write to a port where nobody listens is tried again and ends as retryable: it never left."""
    waits = []
    sellsy = local.open(api_url=f"http://127.0.0.1:{_free_port()}/v2", sleep=waits.append)
    with pytest.raises(RetryableApiError) as caught:
        sellsy.post("/companies", COMPANY)
    assert caught.value.code == "api-unreachable"
    assert "/companies" in caught.value.message("fr")
    backoff = [wait for wait in waits if wait >= 0.25]
    assert len(backoff) >= 5


def test_a_name_that_does_not_exist(local):
    """An unknown host is told apart from a refused connection."""
    sellsy = local.open(api_url="https://sellsy.invalid/v2")
    with pytest.raises(RetryableApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "api-dns"


def test_a_server_without_tls(local):
    """A TLS handshake that fails says so."""
    sellsy = local.open(api_url=local.address.api_url.replace("http:", "https:"))
    with pytest.raises(RetryableApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "api-tls"


def test_the_waits_double_and_vary():
    """Between two tries: half a second, about doubling, never twice the same."""
    connection = Connection("https://a.invalid", "https://a.invalid", "https://a.invalid", "id", "secret")
    with Sellsy.open(connection, draw=lambda: 0.5) as sellsy:
        assert list(sellsy.pauses()) == [0.5, 1, 2, 4, 8, None]
    with Sellsy.open(connection, draw=lambda: 0.0) as sellsy:
        assert next(sellsy.pauses()) == 0.25


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(serve, connect, status):
    """The token is never shown to the host that a redirect names."""
    visited = []

    def elsewhere(_method, path):
        visited.append(path)
        return 200, {}, b"{}"

    other = serve(elsewhere)
    sellsy = connect(serve(lambda _m, _p: (status, {"Location": f"{other}/stolen"}, b"")))
    with pytest.raises(FatalApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "api-redirected"
    assert visited == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_that_is_sent_elsewhere_is_unknown(serve, connect, status):
    """It may have been done before the redirect was answered: it is neither followed, nor sent again, nor refused."""
    seen = []

    def elsewhere(_method, path):
        seen.append(path)
        return status, {"Location": "/v2/stolen"}, b""

    sellsy = connect(serve(elsewhere))
    for write in (
        lambda: sellsy.post("/companies", {}),
        lambda: rpc(sellsy, "Annotations.create", {}),
    ):
        with pytest.raises(OutcomeUnknownError) as caught:
            write()
        assert caught.value.code == "api-redirected"
    (answer,) = send_batch(sellsy, [Call("POST", "/companies", body={"type": "client", "name": "A"})])
    assert isinstance(answer.error, OutcomeUnknownError)
    assert len(seen) == 3
    with pytest.raises(FatalApiError):
        sellsy.search("/companies/search", {})
    assert len(seen) == 4


@pytest.mark.parametrize("body", [b"<html>", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_success_that_cannot_be_read(serve, connect, body):
    """A write whose answer is no JSON is unknown."""
    sellsy = connect(serve(lambda _m, _p: (200, {}, body)))
    with pytest.raises(OutcomeUnknownError):
        sellsy.post("/companies", COMPANY)


def test_an_error_page_of_a_proxy(serve, connect):
    """HTML with an error status is judged by the status alone."""
    sellsy = connect(serve(lambda _m, _p: (404, {}, b"<html>Not found</html>")))
    with pytest.raises(RefusedError) as caught:
        sellsy.get("/staffs")
    assert caught.value.said == "HTTP 404 Not Found"


def test_an_answer_without_end_is_cut(serve):
    """An answer beyond the bound is not read to its end."""
    url = serve(lambda _m, _p: (200, {}, b" " * 3_000_000))
    wire = Wire(BoundedTransport(most=1_000_000), auth=httpx.Auth(), user_agent="test")
    with pytest.raises(OutcomeUnknownError) as caught:
        wire.exchange(Outgoing("GET", url, "/big"))
    assert "1000000" in caught.value.message()
    wire.close()


def test_the_program_names_itself(stack, local):
    """Every request carries the program's name, and the version it is told."""
    sellsy = local.open(user_agent="sellsy-etl/9.9")
    assert sellsy._wire._client.headers["User-Agent"] == "sellsy-etl/9.9"
    assert local.open()._wire._client.headers["User-Agent"].startswith("sellsy-etl")


def test_a_proxy_of_the_environment_is_spared_for_this_computer(local, monkeypatch):
    """A configured proxy is not asked for 127.0.0.1."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{_free_port()}")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{_free_port()}")
    assert local.open().get("/staffs").status == 200


def test_a_proxy_of_the_environment_is_used_for_the_rest(local, monkeypatch):
    """A request to another host goes to the proxy; one that is down is a failed connection."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{_free_port()}")
    sellsy = local.open(api_url="http://sellsy.invalid/v2")
    with pytest.raises(RetryableApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "api-unreachable"


def test_an_answer_that_was_repeated_is_not_taken_for_the_next(connect):
    """A proxy that sends an answer twice leaves the copy on the connection, which is not used again; others are."""
    connections = []

    def converse(client):
        number = 0
        while (asked := client.recv(65_536)) != b"":
            number += 1
            body = (
                b'{"n": %d}' % len(connections)
                if b"/twice" in asked
                else b'{"access_token": "t", "expires_in": 99}'
            )
            answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            with contextlib.suppress(OSError):
                client.sendall(answer * (2 if b"/twice" in asked else 1))

    def serve(listening):
        with contextlib.suppress(OSError):
            while True:
                client, _ = listening.accept()
                connections.append(client)
                threading.Thread(target=converse, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        sellsy = connect(f"http://127.0.0.1:{listening.getsockname()[1]}")
        seen = [sellsy.get("/twice").body["n"] for _ in range(3)]
        assert seen == sorted(set(seen))
        before = len(connections)
        for _ in range(3):
            sellsy.get("/once")
        assert len(connections) <= before + 1
