"""What is recorded of calls."""

from itertools import count

import pytest

from etl.core.errors import EtlError
from etl.sellsy.log import SLOWEST, CallLog


def test_calls_are_recorded_with_their_time_and_nothing_else(local):
    """A connection knows its slowest calls by method, path and status, refusals included; no secret, no body."""
    sellsy = local.open()
    sellsy.get("/staffs", query={"limit": 1})
    local.break_with(
        {"fault": "status", "match": {"path": "/v2/companies"}, "status": 429, "retry_after": 0, "times": 1}
    )
    sellsy.post("/companies", {"type": "client", "name": "Alpha"})
    with pytest.raises(EtlError):
        sellsy.get("/companies/404404")
    stats = sellsy.stats
    assert stats.calls == sellsy.calls == sum(stats.slots)
    assert stats.refused == 1
    assert {(call.method, call.path, call.status) for call in stats.slowest} >= {
        ("GET", "/staffs", 200),
        ("POST", "/companies", 429),
        ("POST", "/companies", 201),
        ("GET", "/companies/404404", 404),
    }
    assert "hush" not in repr(stats)
    assert 0 < stats.mean_s < 5


def test_the_record_stays_small(local):
    """A day of calls takes no more room than a minute of them: stretches double, only the slowest are kept."""
    clock = count(step=0.5)
    log = CallLog(clock=lambda: next(clock))
    for number in range(20_000):
        left = log.clock()
        log.add("GET", f"/companies/{number}", left=left - number % 7, status=200)
    stats = log.stats()
    assert (stats.calls, sum(stats.slots)) == (20_000, 20_000)
    assert len(stats.slots) <= 120
    assert stats.slot_s == 256
    assert len(stats.slowest) == SLOWEST
    assert {call.seconds for call in stats.slowest} == {6.5}
