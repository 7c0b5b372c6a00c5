"""The quota, against a server that enforces one."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate

import httpx
import pytest

from etl.core.errors import FatalApiError, RetryableApiError
from etl.sandbox.http.config import parse_quota
from etl.sellsy import Limits
from etl.sellsy.quota import rates_of, remaining_of, retry_after
from etl.sellsy.wire import Outgoing

NOON = 1_800_000_000.0
"""A moment at which the server's time stands still: no second ends between a request and what it says is left."""


def still():
    """Return the moment at which time stands still."""
    return NOON


@pytest.mark.slow
def test_five_a_second_with_eight_threads(start):
    """With 200 ms of latency and 8 threads every call is answered and none refused; how fast is what a bench measures."""
    local = start(quota=parse_quota("5/s"), latency_ms=200)
    sellsy = local.open(sleep=time.sleep)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: sellsy.get("/staffs"), range(33)))
    assert [answer.status for answer in answers] == [200] * 33
    stats = local.stats()
    assert (sellsy.calls, stats["refused_429"]) == (stats["requests_total"], 0)


def test_another_program_on_the_same_account(start):
    """Beside a program that takes 6/s of 20/s, ours goes on, and what is refused is repeated unseen."""
    local = start(quota=parse_quota("20/s"), latency_ms=20)
    sellsy, rival = local.open(sleep=time.sleep), local.open(sleep=time.sleep)
    stop = threading.Event()

    def take() -> None:
        while not stop.wait(1 / 6):
            rival.get("/staffs")

    thread = threading.Thread(target=take)
    thread.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: sellsy.get("/staffs"), range(40)))
    finally:
        stop.set()
        thread.join()
    assert [answer.status for answer in answers] == [200] * 40
    assert local.stats()["refused_429"] <= 4


def test_a_429_is_repeated_after_the_wait_asked_for(local):
    """A refused write is sent again: it surely was not executed, and it is written once."""
    sellsy = local.open(sleep=time.sleep)
    local.break_with(
        {"match": {"path": "/companies"}, "times": 1, "fault": "status", "status": 429, "retry_after": 1}
    )
    began = time.monotonic()
    sellsy.post("/companies", {"type": "client", "name": "Once"})
    assert time.monotonic() - began >= 1.0
    assert local.names() == ["Once"]
    assert sellsy.calls == 2


def test_a_429_without_end_is_an_error(local):
    """After a handful of tries the caller is told, and nothing was written."""
    sellsy = local.open()
    local.break_with({"match": {"path": "/companies"}, "fault": "status", "status": 429, "retry_after": 0})
    with pytest.raises(RetryableApiError) as caught:
        sellsy.post("/companies", {"type": "client", "name": "Never"})
    assert caught.value.code == "api-quota"
    assert (caught.value.method, caught.value.path, caught.value.status) == ("POST", "/companies", 429)
    assert local.names() == []
    assert sellsy.calls == 6


def test_a_wait_of_hours_stops_the_run(local):
    """A Retry-After of hours is not slept through."""
    sellsy = local.open()
    local.break_with({"match": {"path": "/staffs"}, "fault": "status", "status": 429, "retry_after": 7200})
    with pytest.raises(FatalApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "quota-wait"
    assert "7\u202f200" in caught.value.message("fr")


def test_the_last_call_of_the_day(start):
    """The day's calls are used to the last one, then the run stops without provoking a 429."""
    local = start(quota=parse_quota("100/s,4/day"))
    sellsy = local.open()
    for _ in range(4):
        sellsy.get("/staffs")
    with pytest.raises(FatalApiError) as caught:
        sellsy.get("/staffs")
    assert caught.value.code == "quota-day"
    assert local.stats()["refused_429"] == 0


def test_a_batch_that_counts_as_its_pairs(start):
    """Where a batch weighs as many requests as it holds, the headers keep us from being refused."""
    local = start(quota=parse_quota("20/s"), batch_weight="pairs")
    sellsy = local.open(sleep=time.sleep)
    pairs = "\n".join('{"uri":"/staffs","method":"GET"}\n{}' for _ in range(40))
    for _ in range(4):
        assert len(sellsy.send_batch(pairs, write=False).body["responses"]) == 40
    assert local.stats()["refused_429"] == 0


def test_the_v1_limit_holds_beside_the_v2_one(start):
    """Calls to v1 never go faster than its 5/s, however much v2 allows."""
    local = start(quota=parse_quota("100/s"))
    sellsy = local.open(sleep=time.sleep)
    began = time.monotonic()
    for _ in range(6):
        sellsy.deliver(_v1_call(sellsy), write=False)
    assert time.monotonic() - began >= 1.0


def _v1_call(sellsy):
    content = b'request=1&io_mode=json&do_in={"method":"Infos.getInfos","params":{}}'
    kind = "application/x-www-form-urlencoded"
    return Outgoing("POST", sellsy.v1_url, "Infos.getInfos", content=content, content_type=kind, v1=True)


def test_the_limits_are_asked_once(start):
    """GET /quotas tells the limits in one call."""
    local = start(quota=parse_quota("7/s,150/min,4000/day"))
    sellsy = local.open()
    assert sellsy.limits == Limits(per_second=7, per_minute=150, per_day=4000, day_left=3999)
    assert sellsy.limits.per_second == 7
    assert sellsy.calls == 1


def test_limits_that_answers_have_shown_are_not_asked(start):
    """The headers of one answer tell them; before any answer, or where there are no headers, a call does."""
    local = start(quota=parse_quota("7/s,150/min,4000/day"), clock=still)
    sellsy = local.open()
    sellsy.get("/staffs")
    assert sellsy.shown_limits == Limits(per_second=7, per_minute=150, day_left=3999)
    assert (sellsy.calls, sellsy.shown_limits.left_share(1333)) == (1, 1333 / 3999)
    unheard = local.open()
    assert (unheard.shown_limits.per_day, unheard.calls) == (4000, 1)


def test_an_access_without_the_right_to_see_quotas(start):
    """A 403 on GET /quotas leaves what the headers show."""
    local = start(quota=parse_quota("7/s,150/min,4000/day"), clock=still)
    local.break_with({"match": {"path": "/quotas"}, "fault": "status", "status": 403})
    sellsy = local.open()
    sellsy.get("/staffs")
    assert (sellsy.limits.per_second, sellsy.limits.per_minute, sellsy.limits.day_left) == (7, 150, 3998)
    assert sellsy.limits.day_share(10) is None


def test_refused_credentials_are_not_hidden_by_the_limits(start):
    """Wrong credentials are reported, not taken for a missing right."""
    sellsy = start(client=("client-one", "another")).open()
    with pytest.raises(FatalApiError):
        _ = sellsy.limits


@pytest.mark.parametrize(
    ("limits", "calls", "minutes"),
    [
        (Limits(per_second=5), 288, 1.0),
        (Limits(), 288, 1.0),
        (Limits(per_second=24, per_minute=150), 75, 75 / (24 * 0.96) / 60),
        (Limits(per_second=24, per_minute=150), 1575, 10.0),
        (Limits(per_second=5, per_day=432_000), 0, 0.0),
    ],
)
def test_what_a_run_takes(limits, calls, minutes):
    """The minutes follow the tighter of the second and the minute."""
    assert limits.minutes(calls) == pytest.approx(minutes)


def test_the_share_of_a_day():
    """4,320 calls are a hundredth of a day of 432,000; of an unknown day nothing can be said."""
    assert Limits(per_day=432_000).day_share(4_320) == pytest.approx(0.01)
    assert Limits().day_share(4_320) is None


def test_quotas_of_odd_shapes():
    """Null limits, missing keys and other shapes are unknown, not errors."""
    assert rates_of({"api_rate_seconds": {"limit": 5, "used": 1}, "api_rate_days": {"limit": None}}) == {
        "second": 5
    }
    assert rates_of([]) == {}
    assert rates_of({"api_rate_seconds": None}) == {}


def test_headers_of_odd_shapes():
    """Negative values count, missing and unreadable ones do not."""
    headers = {"X-Quota-Remaining-By-Second": "-3", "X-Quota-Remaining-By-Minute": "n/a"}
    assert remaining_of(httpx.Headers(headers)) == {"second": -3}


def test_retry_after_of_every_shape():
    """Seconds, fractions and dates are read; anything else is no answer."""
    now = 1_700_000_000.0
    shapes = {"3": 3, "0.5": 0.5, formatdate(now + 60, usegmt=True): 60, formatdate(now - 60, usegmt=True): 0}
    for text, seconds in shapes.items():
        assert retry_after({"Retry-After": text}, now=lambda: now) == pytest.approx(seconds)
    assert retry_after({"Retry-After": "soon"}, now=lambda: now) is None
    assert retry_after({}, now=lambda: now) is None
