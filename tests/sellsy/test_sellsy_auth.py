"""The access token: one for all, renewed once, never shown."""

import json
import os
import subprocess
import sys
import textwrap
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest

from etl.core.errors import FatalApiError, RetryableApiError
from etl.sellsy import Sellsy
from etl.sellsy.tokens import token_file

SECRET = "hush-hush-secret"


def test_eight_threads_ask_for_one_token(start, tmp_path):
    """Threads that begin together share the first token."""
    local = start(single_token=True)
    sellsy = local.open(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: sellsy.get("/staffs"), range(16)))
    assert local.stats()["tokens"] == 1


def test_two_processes_share_one_token(start, tmp_path):
    """A second process takes the token from the file; asking again would revoke the first one's."""
    local = start(single_token=True)
    sellsy = local.open(tmp_path)
    sellsy.get("/staffs")
    connection = local.connection()
    program = f"""
        from pathlib import Path
        from etl.sellsy import Connection, Sellsy
        connection = Connection({connection.api_url!r}, {connection.login_url!r}, {connection.v1_url!r},
                                {connection.client_id!r}, {connection.client_secret!r}, Path({str(tmp_path)!r}))
        with Sellsy.open(connection) as sellsy:
            print(sellsy.get("/staffs").status)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "200"
    sellsy.get("/staffs")
    assert local.stats()["tokens"] == 1


def test_processes_that_begin_together_ask_once(start, tmp_path):
    """The file lock lets one of several connections ask; the others find its token."""
    local = start(single_token=True)
    connections = [local.open(tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda sellsy: sellsy.get("/staffs"), connections))
    assert local.stats()["tokens"] == 1


def test_the_file_is_private_and_holds_no_secret(local, tmp_path):
    """The cache is readable by its owner only, is named by a hash, and the secret is nowhere in the folder."""
    folder = tmp_path / "tokens"
    local.open(folder).get("/staffs")
    kept = token_file(folder, login_url=local.address.login_url, client_id="client-one")
    assert set(json.loads(kept.read_text())) == {"access_token", "until"}
    if os.name == "posix":
        assert kept.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700
    for path in folder.iterdir():
        assert SECRET.encode() not in path.read_bytes()
        assert "client-one" not in path.name


def test_a_token_revoked_in_the_middle(local, tmp_path):
    """Eight threads whose token is revoked renew it once and finish every call."""
    sellsy = local.open(tmp_path)
    sellsy.get("/staffs")
    local.admin.post("/revoke")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: sellsy.get("/staffs"), range(24)))
    assert [answer.status for answer in answers] == [200] * 24
    assert local.stats()["tokens"] == 2


def test_a_write_refused_by_401_is_written_once(local):
    """A 401 is surely not executed: the write is sent again with the new token."""
    sellsy = local.open()
    local.break_with({"match": {"path": "/companies"}, "nth": 1, "fault": "revoke_token"})
    sellsy.post("/companies", {"type": "client", "name": "Once"})
    assert local.names() == ["Once"]


def test_a_token_renewed_by_another_process_is_taken_from_the_file(local, tmp_path):
    """After a 401 the file is looked at before a token is asked for."""
    first, second = local.open(tmp_path), local.open(tmp_path)
    first.get("/staffs")
    second.get("/staffs")
    local.admin.post("/revoke")
    first.get("/staffs")
    second.get("/staffs")
    assert local.stats()["tokens"] == 2


def test_a_second_401_stops_the_run(local):
    """One renewal, then the error that names the likely causes."""
    sellsy = local.open()
    local.break_with({"match": {"path": "/staffs"}, "fault": "status", "status": 401})
    with pytest.raises(FatalApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "api-unauthorised"
    assert caught.value.status == 401
    assert local.stats()["tokens"] == 2


@pytest.mark.parametrize("client", [("client-one", "another-secret"), ("somebody-else", SECRET)])
def test_wrong_credentials_say_what_to_check(start, client):
    """The login's refusal names the variables, not the secret."""
    sellsy = start(client=client).open()
    with pytest.raises(FatalApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "login-refused"
    assert "SELLSY_CLIENT_SECRET" in caught.value.hint("fr")
    assert SECRET not in _everything(caught.value)


def test_a_token_is_renewed_before_it_ends(start, stack):
    """A token is replaced in the last tenth of its life: no request is ever refused."""
    now = [1_000.0]
    local = start(expires_in=100, clock=lambda: now[0])
    sellsy = stack.enter_context(Sellsy.open(local.connection(), now=lambda: now[0]))
    sellsy.get("/staffs")
    now[0] += 85
    sellsy.get("/staffs")
    assert local.stats()["tokens"] == 1
    now[0] += 10
    sellsy.get("/staffs")
    stats = local.stats()
    assert stats["tokens"] == 2
    assert set(stats["statuses"]) == {"200"}


@pytest.mark.parametrize("content", ["", "not json", "{}", '{"access_token": "old", "until": 0}', "[]"])
def test_a_damaged_or_ended_token_file_is_replaced(local, tmp_path, content):
    """Whatever stands in the file, a token is asked for and kept."""
    kept = token_file(tmp_path, login_url=local.address.login_url, client_id="client-one")
    kept.write_text(content)
    assert local.open(tmp_path).get("/staffs").status == 200
    assert json.loads(kept.read_text())["access_token"] != "old"


def test_a_folder_that_cannot_be_written(local, tmp_path):
    """Where nothing can be written the token stays in memory."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    sellsy = local.open(blocked / "tokens")
    assert [sellsy.get("/staffs").status for _ in range(2)] == [200, 200]
    assert local.stats()["tokens"] == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"fault": "status", "status": 503}, "login-broken"),
        ({"fault": "status", "status": 429}, "login-broken"),
        ({"fault": "status", "status": 302}, "login-broken"),
        ({"fault": "drop_before"}, "api-unreachable"),
    ],
)
def test_a_login_out_of_order(local, fault, code):
    """The operation never left, so it is retryable; a short disturbance is not even noticed."""
    local.break_with({"match": {"path": "/oauth2"}, **fault})
    with pytest.raises(RetryableApiError) as caught:
        local.open().post("/companies", {"type": "client", "name": "Never"})
    assert caught.value.code == code
    local.break_with({"match": {"path": "/oauth2"}, "times": 2, **fault})
    assert local.open().post("/companies", {"type": "client", "name": "Later"}).status == 201
    assert local.names() == ["Later"]


def _everything(error):
    shown = "".join(traceback.format_exception(error))
    return " ".join([shown, repr(error), str(error), repr(error.params), repr(vars(error)), repr(error.args)])


def test_no_secret_is_ever_shown(start, tmp_path):
    """Neither the secret nor a token appears in the repr or the errors of anything."""
    local = start()
    connection = local.connection()
    sellsy = local.open(tmp_path)
    sellsy.get("/staffs")
    kept = token_file(tmp_path, login_url=local.address.login_url, client_id="client-one")
    token = json.loads(kept.read_text())["access_token"]
    local.break_with(
        {"match": {"path": "/companies"}, "fault": "drop_after"}, {"match": {"path": "x"}, "fault": "delay"}
    )
    caught = []
    for call in (lambda: sellsy.post("/companies", {}), lambda: sellsy.get("/nothing")):
        with pytest.raises(Exception) as error:  # noqa: PT011 - any of them
            call()
        caught.append(_everything(error.value))
    source = sellsy._wire._client.auth._tokens
    shown = [
        repr(holder) for holder in (connection, sellsy, sellsy._wire, source, source._token, vars(sellsy))
    ]
    for text in (*shown, *caught):
        assert SECRET not in text
        assert token not in text
