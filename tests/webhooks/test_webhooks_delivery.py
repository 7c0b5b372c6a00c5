"""Reading one delivery: both forms, nothing trusted."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.webhooks import is_signed, read_delivery

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_both_forms_say_the_same(sender):
    """A form with `notif` and the bare JSON are one delivery, but for their digest."""
    delivery = read_delivery(sender.form(), received=NOW)
    other = read_delivery(json.dumps(sender.notice()).encode(), received=NOW)
    assert (delivery.id, delivery.kind, delivery.record_id, delivery.third_type) == (
        "client.created",
        "third",
        1001,
        "client",
    )
    assert delivery.at == datetime(2025, 11, 23, 12, 13, 20, tzinfo=UTC)
    assert delivery.owner == "staff-1"
    assert dict(delivery.content) == dict(other.content) == sender.notice()
    assert delivery.digest != other.digest


@pytest.mark.parametrize(
    "identifier", ["../companies", "1 OR 1", "١٢", "", "-5", "1" * 30, None, 1.5, True, ["1"], {}]
)
def test_an_id_that_is_not_digits_is_none(sender, identifier):
    """Such a delivery is kept, and names no record that could be fetched."""
    assert (
        read_delivery(json.dumps(sender.notice(relatedid=identifier)).encode(), received=NOW).record_id
        is None
    )


def test_words_that_are_not_words_are_empty(sender):
    """What could break a terminal, a path or a cell does not come through as a word."""
    strange = {"eventType": "=cmd()", "event": "a\x1b[31m", "relatedtype": "../x", "thirdtype": ["y"]}
    delivery = read_delivery(sender.form(**strange), received=NOW)
    assert (delivery.entity, delivery.event, delivery.kind, delivery.third_type) == ("", "", "", "")
    assert delivery.content["eventType"] == "=cmd()"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"notif=",
        b"notif=%7B",
        b"other=1",
        b"notif=%7B%7D&notif=%7B%7D",
        b"{",
        b"[]",
        b"notif=%5B%5D",
        b"{}",
        b'{"event": NaN}',
        b'{"event": "\\ud800"}',
        b"\xff\xfe",
        b'{"event":' * 50_000,
        b"&".join(b"a=%d" % n for n in range(1000)),
    ],
)
def test_what_is_no_delivery_is_refused(body):
    """Anything else is a ValueError or a TypeError, never something worse."""
    with pytest.raises((ValueError, TypeError)):
        read_delivery(body, received=NOW)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body):
    """No body makes the reader fail in another way."""
    for whole in (body, b"notif=" + body, urlencode({"notif": body}).encode()):
        try:
            read_delivery(whole, received=NOW)
        except (ValueError, TypeError):
            continue


def test_the_signature_is_of_the_raw_body(sender):
    """One byte more, another key or no signature is not signed."""
    body = sender.form()
    good = sender.signature(body)
    assert is_signed(body, good, sign_key=sender.key)
    assert is_signed(body, f" {good.upper()} ", sign_key=sender.key)
    assert not is_signed(body + b" ", good, sign_key=sender.key)
    assert not is_signed(body, good, sign_key="another")
    assert not is_signed(body, "", sign_key=sender.key)
    assert not is_signed(body, "é" * 40, sign_key=sender.key)
