"""Quotas: calendar windows, headers, 429."""

import pytest

from etl.sandbox.http.config import Quota, parse_quota


@pytest.mark.parametrize(
    ("text", "quota"),
    [
        ("5/s,150/min", Quota(second=5, minute=150)),
        (" 34 / s , 2100/minute, 432000/jour ", Quota(second=34, minute=2100, day=432_000)),
        ("10/mois", Quota(month=10)),
    ],
)
def test_a_quota_is_read(text, quota):
    """Windows that are not named keep their default."""
    assert parse_quota(text) == quota


@pytest.mark.parametrize("text", ["", ",", "5", "five/s", "5/week", "0/s", "5/s;3/min"])
def test_a_quota_that_cannot_be_read_says_what_to_write(text):
    """The message shows an example."""
    with pytest.raises(ValueError, match="5/s,150/min"):
        parse_quota(text)


@pytest.fixture
def clock():
    """Return a clock that stands still, in a list."""
    return [1_800_000_000.0]


def left(answer):
    """Return what is left by second, minute and day."""
    return tuple(int(answer.headers[f"X-Quota-Remaining-By-{name}"]) for name in ("Second", "Minute", "Day"))


def test_each_answer_tells_what_is_left(open_sandbox, clock):
    """Failed requests count, admin and token requests do not."""
    sellsy = open_sandbox(quota=Quota(5, 50, 500), clock=lambda: clock[0])
    assert left(sellsy.get("/companies")) == (4, 49, 499)
    assert left(sellsy.get("/nowhere")) == (3, 48, 498)
    sellsy.admin.get("/stats")
    sellsy.log_in()
    assert left(sellsy.post("/companies", json={})) == (2, 47, 497)
    assert "X-Quota-Remaining-By-Month" not in sellsy.get("/companies").headers


def test_an_exhausted_second_answers_429_until_the_next(open_sandbox, clock):
    """Retry-After is whole seconds; the wait is until the window turns."""
    sellsy = open_sandbox(quota=Quota(2, 50, 500), clock=lambda: clock[0])
    assert [sellsy.get("/companies").status_code for _ in range(3)] == [200, 200, 429]
    refused = sellsy.get("/companies")
    assert (refused.headers["Retry-After"], refused.json()["error"]["code"]) == ("1", 429)
    clock[0] += 1
    assert sellsy.get("/companies").status_code == 200
    assert sellsy.admin.get("/stats").json()["refused_429"] == 2


def test_an_exhausted_minute_asks_to_wait_for_its_end(open_sandbox, clock):
    """1,800,000,000 is the first second of a minute."""
    clock[0] += 10
    sellsy = open_sandbox(quota=Quota(50, 1, 500), clock=lambda: clock[0])
    sellsy.get("/companies")
    assert sellsy.get("/companies").headers["Retry-After"] == "50"


def test_a_batch_counts_as_one_request_or_as_its_pairs(open_sandbox, clock):
    """Nobody knows which: both can be played, and a heavy batch leaves less than nothing."""
    pair = ({"uri": "/companies", "method": "GET"}, {})
    sandbox = open_sandbox(quota=Quota(5, 50, 500), clock=lambda: clock[0])
    assert left(sandbox.batch(*[pair] * 7)) == (4, 49, 499)
    many = open_sandbox(quota=Quota(5, 50, 500), clock=lambda: clock[0], batch_weight="pairs")
    assert left(many.batch(*[pair] * 7)) == (-2, 43, 493)
    assert many.get("/companies").status_code == 429


def test_quotas_shows_limits_and_use(open_sandbox, clock):
    """The endpoint itself counts."""
    sellsy = open_sandbox(quota=Quota(5, 50, None), clock=lambda: clock[0])
    answer = sellsy.get("/quotas").json()
    assert answer["api_rate_seconds"] == {"limit": 5, "used": 1}
    assert answer["api_rate_days"] == {"limit": None, "used": 1}
    assert answer["custom_fields"] == {"limit": None, "used": 0}


def test_the_busiest_second_is_known(open_sandbox, clock):
    """Benchmarks check the pace of a client with it."""
    sellsy = open_sandbox(clock=lambda: clock[0])
    for _ in range(3):
        sellsy.get("/companies")
    clock[0] += 1
    sellsy.get("/companies")
    assert sellsy.admin.get("/stats").json()["per_second_max"] == 3
