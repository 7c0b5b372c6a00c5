"""What the tests of the receiver share: bodies as Sellsy posts them, signed."""

import hashlib
import json
import time
from urllib.parse import urlencode

import pytest

KEY = "a-sign-key-of-some-length"


def notice(**more):
    """Return what a delivery says."""
    usual = {
        "eventType": "client", "event": "created", "relatedtype": "third", "relatedid": "1001",
        "thirdtype": "client", "ownertype": "staff", "ownerid": "1", "corpid": "1", "timestamp": "1763900000",
    }  # fmt: skip
    return usual | more


def form(**more):
    """Return a delivery as the usual form."""
    return urlencode({"notif": json.dumps(notice(**more), ensure_ascii=False)}).encode()


def signature(body, key=KEY):
    """Return Sellsy's signature of a body."""
    return hashlib.sha1(key.encode() + body).hexdigest()  # noqa: S324 - Sellsy's rule


def until(condition, seconds=15):
    """Wait for something."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


class Sender:
    notice, form, signature, until = map(staticmethod, (notice, form, signature, until))
    key = KEY


@pytest.fixture
def sender():
    """Make and sign bodies as Sellsy does."""
    return Sender
