"""API v1: errors inside an HTTP 200."""

import json

import pytest

from etl.core.errors import FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.sellsy import rpc


def enveloped(code, message="Non"):
    """Return an answer that is an error."""
    body = {"response": None, "error": {"code": code, "message": message, "more": ""}, "status": "error"}
    return 200, {}, json.dumps(body).encode()


DONE = (200, {}, b'{"response": {"id": "5"}, "error": "", "status": "success"}')


def test_a_contact_is_changed(local, sellsy):
    """The call goes with the same token, is counted, and its response is returned."""
    made = sellsy.post("/contacts", {"last_name": "Martin"}).body["id"]
    rpc(sellsy, "Peoples.update", {"id": made, "people": {"name": "Martin", "massmailingUnsubscribed": "Y"}})
    answer = rpc(sellsy, "Peoples.getOne", {"id": made})
    assert isinstance(answer, dict)
    assert sellsy.calls == 3
    assert local.stats()["tokens"] == 1


def test_a_refusal_carries_its_words(sellsy):
    """An unknown method is refused in Sellsy's own words."""
    with pytest.raises(RefusedError) as caught:
        rpc(sellsy, "Peoples.dance", {})
    assert "Peoples.dance" in caught.value.said
    assert caught.value.path == "Peoples.dance"
    assert caught.value.params["v1_code"] == "E_METHOD_DONT_EXIT"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E_USER_NOT_LOGGED", FatalApiError),
        ("E_PRIV_NOT_ALLOWED", FatalApiError),
        ("E_LICENCE_NO", FatalApiError),
        ("E_CORPORATION_BLOCKED", FatalApiError),
        ("E_PARAM_REQUIRED", RefusedError),
        ("E_CUSTOM", RefusedError),
        ("E_SERVICE_UNAVAILABLE", OutcomeUnknownError),
        ("E_UNKNOW", OutcomeUnknownError),
        ("E_LIMIT_REQUEST_REACHED", RetryableApiError),
    ],
)
def test_codes_have_their_class(serve, connect, code, kind):
    """The codes of v1 lead to the same tree as v2's statuses."""
    sellsy = connect(serve(lambda _m, _p: enveloped(code, "Désolé")))
    with pytest.raises(kind) as caught:
        rpc(sellsy, "Peoples.update", {})
    assert type(caught.value) is kind
    assert caught.value.said == "Désolé"


def _once(first):
    """Answer `first` once, then a success."""
    answers = [first]
    return lambda _m, _p: answers.pop() if answers else DONE


@pytest.mark.parametrize("code", ["E_LIMIT_REQUEST_REACHED", "E_OBJ_NOT_LOADABLE"])
def test_what_was_surely_not_executed_is_sent_again(serve, connect, code):
    """A limit, or an object created a moment ago that cannot be read yet."""
    sellsy = connect(serve(_once(enveloped(code))))
    assert rpc(sellsy, "Peoples.update", {}) == {"id": "5"}
    assert sellsy.calls == 2


def test_an_object_that_never_appears_is_refused(serve, connect):
    """After some tries the object simply does not exist."""
    sellsy = connect(serve(lambda _m, _p: enveloped("E_OBJ_NOT_LOADABLE")))
    with pytest.raises(RefusedError):
        rpc(sellsy, "Peoples.update", {})
    assert sellsy.calls == 4


def test_reads_are_repeated_and_writes_are_not(serve, connect):
    """A server-side error is unknown for a write, repeated for a read."""
    sellsy = connect(serve(_once(enveloped("E_SERVICE_UNAVAILABLE"))))
    assert rpc(sellsy, "Client.getList") == {"id": "5"}
    sellsy = connect(serve(_once(enveloped("E_SERVICE_UNAVAILABLE"))))
    with pytest.raises(OutcomeUnknownError):
        rpc(sellsy, "Client.create")
    assert sellsy.calls == 1


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"response": 1}'])
def test_an_answer_that_is_no_envelope(serve, connect, body):
    """A write whose answer cannot be read is unknown; a read that never gets one is retryable."""
    sellsy = connect(serve(lambda _m, _p: (200, {}, body)))
    with pytest.raises(OutcomeUnknownError):
        rpc(sellsy, "Client.create")
    with pytest.raises(RetryableApiError):
        rpc(sellsy, "Client.getList")


@pytest.mark.parametrize("status", [200, 401])
def test_oauth_problems_come_as_plain_text(serve, connect, status):
    """`oauth_problem=...` with either status is an access that is refused."""
    sellsy = connect(serve(lambda _m, _p: (status, {}, b"oauth_problem=signature_invalid")))
    with pytest.raises(FatalApiError) as caught:
        rpc(sellsy, "Client.create")
    assert caught.value.code == "api-unauthorised"


def test_an_error_as_a_plain_text(serve, connect):
    """`error` is a text in some answers."""
    body = json.dumps({"response": None, "error": "Non merci", "status": "error"}).encode()
    sellsy = connect(serve(lambda _m, _p: (200, {}, body)))
    with pytest.raises(RefusedError) as caught:
        rpc(sellsy, "Client.create")
    assert caught.value.said == "Non merci"


def test_a_lost_answer_is_unknown(local, sellsy):
    """A v1 write whose connection is cut is not repeated."""
    made = sellsy.post("/contacts", {"last_name": "Martin"}).body["id"]
    local.break_with({"match": {"path": "/0/"}, "fault": "drop_after"})
    with pytest.raises(OutcomeUnknownError):
        rpc(sellsy, "Peoples.update", {"id": made, "people": {"name": "Autre"}})
    assert sellsy.calls == 2
