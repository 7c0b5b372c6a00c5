"""Scripted faults, as a client meets them."""

import time

import httpx
import pytest
from plain import HTTP

NEW = {"type": "client", "name": "Panne"}


def rule(sellsy, **settings):
    """Put one rule in force."""
    answer = sellsy.admin.post("/faults", json=[settings])
    assert answer.status_code == 200, answer.text


def made(sellsy):
    """Return how many companies the faulty request created."""
    return sellsy.search("companies", name="Panne")["pagination"]["total"]


@pytest.fixture
def broken(sellsy):
    """Return the client; its rules go away by the reset of the next test."""
    return sellsy


def test_a_connection_cut_before_processing_writes_nothing(broken):
    """The client sees a broken connection, once."""
    rule(broken, match={"method": "POST", "path": "/companies$"}, times=1, fault="drop_before")
    with pytest.raises(httpx.TransportError):
        broken.post("/companies", json=NEW)
    assert made(broken) == 0
    assert broken.post("/companies", json=NEW).status_code == 201


def test_a_connection_cut_after_processing_has_written(broken):
    """The client sees the same thing, but the company exists."""
    rule(broken, match={"path": "/companies$"}, nth=2, fault="drop_after")
    assert broken.post("/companies", json=NEW).status_code == 201
    with pytest.raises(httpx.TransportError):
        broken.post("/companies", json=NEW)
    assert made(broken) == 2


def test_an_answer_cut_in_its_middle_has_written(broken):
    """The announced length is not reached."""
    rule(broken, match={"path": "/companies$"}, times=1, fault="cut_body")
    with pytest.raises(httpx.RemoteProtocolError):
        broken.post("/companies", json=NEW)
    assert made(broken) == 1


def test_a_status_can_come_before_or_after_processing(broken):
    """A 503 says nothing about what was done."""
    rule(broken, match={"path": "/companies$"}, fault="status", status=429, retry_after=2)
    answer = broken.post("/companies", json=NEW)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["error"]["code"]) == (
        429,
        "2",
        429,
    )
    assert made(broken) == 0
    rule(broken, match={"path": "/companies$"}, fault="status", status=503, after=True)
    assert broken.post("/companies", json=NEW).status_code == 503
    assert made(broken) == 1


def test_a_short_batch_ran_whole(broken):
    """Only the answers are missing."""
    rule(broken, match={"path": "/batch$"}, fault="short_batch", keep=1)
    answer = broken.batch(*[({"uri": "/companies", "method": "POST"}, NEW)] * 3)
    assert len(answer.json()["responses"]) == 1
    assert made(broken) == 3


def test_one_pair_of_a_batch_can_fail(broken):
    """`in: pair` matches operations inside a batch."""
    rule(broken, match={"in": "pair", "path": "/companies$"}, nth=[2], fault="status", status=500)
    answer = broken.batch(*[({"uri": "/companies", "method": "POST"}, NEW)] * 3)
    assert [response["code"] for response in answer.json()["responses"]] == [201, 500, 201]
    assert made(broken) == 2


def test_a_delay_waits_and_answers(broken):
    """In milliseconds."""
    rule(broken, fault="delay", ms=150)
    start = time.perf_counter()
    assert broken.get("/companies?limit=1").status_code == 200
    assert time.perf_counter() - start >= 0.15


def test_an_answer_can_be_slow_after_the_work(broken):
    """The company exists before its answer comes."""
    rule(broken, match={"path": "/companies$"}, fault="delay", ms=150, after=True)
    start = time.perf_counter()
    answer = broken.post("/companies", json=NEW)
    assert (answer.status_code, time.perf_counter() - start >= 0.15, made(broken)) == (201, True, 1)


def test_a_request_can_be_repeated_by_the_network(broken):
    """It is processed twice and answered once."""
    rule(broken, match={"method": "POST", "path": "/companies$"}, times=1, fault="duplicate")
    assert broken.post("/companies", json=NEW).status_code == 201
    assert made(broken) == 2


@pytest.mark.parametrize("after", [None, 0])
def test_a_storm_of_429_ends(broken, after):
    """With Retry-After or without it, the first requests are refused, then the rest is done."""
    more = {} if after is None else {"retry_after": after}
    rule(broken, match={"path": "/companies$"}, times=2, fault="status", status=429, **more)
    answers = [broken.post("/companies", json=NEW) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 201]
    assert [answer.headers.get("Retry-After") for answer in answers[:2]] == [
        None if after is None else "0"
    ] * 2
    assert made(broken) == 1


def test_a_revoked_token_is_refused_from_then_on(broken):
    """The request that meets the fault is the first to be refused."""
    rule(broken, match={"path": "/individuals"}, times=1, fault="revoke_token")
    assert broken.get("/companies").status_code == 200
    assert broken.get("/individuals").status_code == 401
    assert broken.get("/companies").status_code == 401
    broken.log_in()
    assert broken.get("/companies").status_code == 200


def test_a_rate_is_drawn_from_its_seed(broken):
    """The same seed breaks the same requests."""

    def run():
        rule(broken, match={"path": "/companies"}, rate=0.5, seed=3, fault="status", status=500)
        return [broken.get("/companies?limit=0").status_code for _ in range(20)]

    first = run()
    assert {200, 500} == set(first)
    assert run() == first


def test_rules_are_shown_with_what_they_broke_and_can_be_removed(broken):
    """Statistics show them too."""
    rule(broken, match={"path": "/companies"}, times=1, fault="status", status=500)
    broken.get("/companies")
    broken.get("/companies")
    shown = broken.admin.get("/faults").json()[0]
    assert (shown["seen"], shown["fired"]) == (2, 1)
    assert broken.admin.get("/stats").json()["faults"] == [shown]
    assert broken.admin.delete("/faults").json() == []


@pytest.mark.parametrize(
    "rules",
    [
        {"fault": "delay"},
        [{"fault": "explode"}],
        [{"fault": "delay", "often": 1}],
        [{"fault": "delay", "match": {"path": "("}}],
        [{"fault": "delay", "match": {"in": "pair"}}],
        [{"fault": "duplicate", "match": {"in": "pair"}}],
        ["delay"],
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(broken, rules):
    """The old rules stay, the answer says what is accepted."""
    answer = broken.admin.post("/faults", json=rules)
    assert answer.status_code == 400
    assert "drop_after" in answer.json()["faults"]


def test_rules_can_come_with_the_configuration(open_sandbox):
    """A sandbox can start broken, the login included."""
    rules = ({"match": {"path": "/oauth2"}, "nth": 2, "fault": "status", "status": 502},)
    sellsy = open_sandbox(faults=rules)
    login = f"{sellsy.address.login_url}/oauth2/access-tokens"
    assert HTTP.post(login, json={}).status_code == 502


def test_somebody_else_changes_the_account_between_two_pages(broken):
    """The calls of a rule are made before the page it waits for; nobody is told, and the cursor goes on."""
    ids = [broken.contact(f"Nom {rank}")["id"] for rank in range(5)]
    change = {"method": "PUT", "path": f"/contacts/{ids[3]}", "body": {"last_name": "Changé"}}
    gone = {"method": "DELETE", "path": f"/contacts/{ids[4]}"}
    rule(broken, match={"path": "/contacts/search$"}, nth=2, fault="meanwhile", calls=[change, gone])
    first = broken.search("contacts", {"limit": 3}, id=ids)
    assert (first["pagination"]["total"], len(first["data"])) == (5, 3)
    second = broken.search("contacts", {"limit": 3, "offset": first["pagination"]["offset"]}, id=ids)
    assert ([person["last_name"] for person in second["data"]], second["pagination"]["total"]) == (
        ["Changé"],
        4,
    )


def test_every_answer_tells_the_sandbox_s_own_time(open_sandbox):
    """The header Date follows the clock of the configuration, so simulated days are seen by the caller."""
    client = open_sandbox(clock=lambda: 1_800_000_000.0)
    assert client.get("/quotas").headers["Date"] == "Fri, 15 Jan 2027 08:00:00 GMT"


def test_a_page_can_lack_what_it_counts(broken):
    """Some records are left out of a page, and neither the count nor the cursor tells."""
    ids = [broken.contact(f"Nom {rank}")["id"] for rank in range(3)]
    rule(broken, match={"path": "/contacts/search$"}, times=1, fault="short_page", lose=2)
    short = broken.search("contacts", id=ids)
    assert ([record["id"] for record in short["data"]], short["pagination"]["total"]) == (ids[:1], 3)
    assert len(broken.search("contacts", id=ids)["data"]) == 3
