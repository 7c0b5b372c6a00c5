"""API v1 whatever is sent: every declared parameter of every method with values of any kind."""

import random

import pytest

from etl.sandbox.http.config import parse_quota
from etl.sandbox.v1.methods import METHODS

_VALUES = (
    "", None, [], {}, "x", "0", -1, 0, 1, 2.5, 10**30, True, "Y", "N", "\ud800", "a,b", {"a": "b"}, [1, "x"], ["Y"],
    [[]], [{}], "1001", 1001, 61, 64, 41, 151, 402, 500_001, 700_001, 800_001, 800_011, 900_001, "person", "third",
    "opportunity", "event", "task", 1_796_000_000, "ASC", [{"id": 2, "cfid": 302, "value": "Salon"}], "OPP-00001",
)  # fmt: skip
_KNOWN = {
    "E_PARAM_MISSING",
    "E_PARAM_REQUIRED",
    "E_PARAM_INVALID",
    "E_OBJ_NOT_LOADABLE",
    "E_LIST_VALUE_DONT_EXIST",
    "E_PAGINATION_MAX",
    "E_CUSTOM",
    "E_DO_IN_WRONG_FORMAT",
}


def _some(shape, chance):
    """Return values for some of the parameters of a shape."""
    given = {}
    for name, param in shape.items():
        if chance.random() < 0.25:
            continue
        deeper = param.inside and chance.random() < 0.8
        given[name] = _some(param.inside, chance) if deeper else chance.choice(_VALUES)
    return given


@pytest.fixture
def hurried(open_sandbox):
    """Return the client of a demonstration account without a quota that matters."""
    return open_sandbox(seed="demo", quota=parse_quota("1000000/s,1000000/min,10000000/day"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_value_breaks_a_method(hurried, v1_of, seed):
    """The answer is an envelope, success or one of v1's codes, never a 500."""
    v1, chance = v1_of(hurried), random.Random(seed)
    for name, method in METHODS.items():
        for _ in range(3):
            params = _some(method.takes, chance)
            envelope = v1.post(name, **params)
            assert envelope["status"] == "success" or envelope["error"]["code"] in _KNOWN, (
                name,
                params,
                envelope,
            )


@pytest.mark.slow
def test_what_v1_wrote_at_random_is_read_by_v2(hurried, v1_of):
    """Lists, the dump of the whole account and deletions go through it."""
    v1, chance = v1_of(hurried), random.Random(9)
    writing = [
        name for name in METHODS if name.split(".")[1] in ("create", "update", "addContact", "addAddress")
    ]
    for _ in range(15):
        for name in writing:
            v1.post(name, **_some(METHODS[name].takes, chance))
    assert hurried.admin.get("/dump").status_code == 200
    for path in (
        "companies",
        "individuals",
        "contacts",
        "opportunities",
        "tasks",
        "calendar-events",
        "comments",
    ):
        for record in hurried.get(f"/{path}?limit=100").json()["data"]:
            assert hurried.get(f"/{path}/{record['id']}").status_code == 200
            assert hurried.delete(f"/{path}/{record['id']}").status_code == 204
