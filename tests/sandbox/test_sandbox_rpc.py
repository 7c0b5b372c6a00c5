"""API v1: how a call travels, its credentials, the envelope and its errors."""

import json

import pytest
from plain import HTTP

from etl.sandbox.http.config import parse_quota

_SECRETS = ("consumer", "c&1", "user", "u=2")
_INFOS = json.dumps({"method": "Infos.getInfos", "params": []})


def _send(address, fields, *, headers=None, kind="data", path=None):
    multipart = {key: (None, text) for key, text in fields.items()}
    body = {"data": fields} if kind == "data" else {"files": multipart}
    return HTTP.post(path or address.v1_url, headers=headers or {}, **body)


def _oauth(consumer="consumer", user="user", signature="c%25261%26u%253D2", method="PLAINTEXT"):
    """Return the header of OAuth 1.0a: the secrets are encoded one by one, then together."""
    pairs = {
        "oauth_consumer_key": consumer,
        "oauth_token": user,
        "oauth_nonce": "1",
        "oauth_timestamp": "1700000000",
        "oauth_signature_method": method,
        "oauth_version": "1.0",
        "oauth_signature": signature,
    }
    return "OAuth " + ", ".join(f'{key}="{value}"' for key, value in pairs.items())


@pytest.fixture
def bearer(sellsy):
    """Return the header of an OAuth 2 access."""
    return {"Authorization": sellsy.headers["Authorization"]}


@pytest.mark.parametrize("kind", ["data", "files"])
@pytest.mark.parametrize("path", ["/0", "/0/"])
def test_a_form_or_a_multipart_body_is_answered_in_an_envelope(sellsy, bearer, kind, path):
    """`Infos.getInfos` is the usual way to test an access."""
    fields = {"request": "1", "io_mode": "json", "do_in": _INFOS}
    answer = _send(sellsy.address, fields, headers=bearer, kind=kind, path=sellsy.address.url + path).json()
    assert (answer["status"], answer["error"]) == ("success", "")
    assert answer["response"]["userdatas"]["staffId"] == "1"


def test_the_call_of_the_connector_page_works_without_request(sellsy, bearer):
    """Its example types `io_mode` and `do_in` only."""
    fields = {"io_mode": "json", "do_in": '{"method":"Supplier.getList","params":{}}'}
    response = _send(sellsy.address, fields, headers=bearer).json()["response"]
    assert response["infos"]["nbtotal"] == "1"
    assert [row["name"] for row in response["result"].values()] == ["Papeterie Courbet"]


def test_oauth_1_is_accepted_in_the_header_or_in_the_form(sellsy):
    """Any four secrets do when none are configured; without credentials it is a 401 in plain text."""
    fields = {"request": "1", "io_mode": "json", "do_in": _INFOS}
    assert _send(sellsy.address, fields, headers={"Authorization": _oauth()}).json()["status"] == "success"
    inside = {"oauth_consumer_key": "a", "oauth_token": "b", "oauth_signature_method": "PLAINTEXT"}
    inside |= {"oauth_signature": "c&d", **fields}
    assert _send(sellsy.address, inside).json()["status"] == "success"
    refused = _send(sellsy.address, fields)
    assert refused.status_code == 401
    assert refused.text.startswith("oauth_problem=parameter_absent")


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (_oauth(), None),
        (_oauth(consumer="other"), "consumer_key_refused"),
        (_oauth(user="other"), "token_rejected"),
        (_oauth(signature="c%25261%26wrong"), "signature_invalid"),
        (_oauth(signature="c%25261"), "signature_invalid"),
        (_oauth(method="HMAC-SHA1"), "signature_method_rejected"),
        (_oauth(user=""), "parameter_absent&oauth_parameters_absent=oauth_token"),
        ("Bearer unknown", "token_rejected"),
        ("Basic YTpi", "parameter_absent"),
    ],
)
def test_configured_secrets_are_the_only_ones(open_sandbox, header, problem):
    """What is wrong is said in OAuth's words, and nothing is done."""
    client = open_sandbox(oauth1=_SECRETS)
    fields = {"io_mode": "json", "do_in": _INFOS}
    answer = _send(client.address, fields, headers={"Authorization": header})
    assert answer.status_code == (401 if problem else 200)
    assert problem is None or answer.text.startswith(f"oauth_problem={problem}")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"request": "1", "io_mode": "json"}, "E_IO_MODE_DO_IN_MISSING"),
        ({"request": "1", "do_in": _INFOS}, "E_IO_MODE_DONT_EXIST"),
        ({"io_mode": "xml", "do_in": _INFOS}, "E_IO_MODE_DONT_EXIST"),
        ({"io_mode": "json", "do_in": "[]"}, "E_DO_IN_WRONG_FORMAT"),
        ({"io_mode": "json", "do_in": "{"}, "E_DO_IN_WRONG_FORMAT"),
        ({"io_mode": "json", "do_in": '{"method":"\\ud800"}'}, "E_DO_IN_WRONG_FORMAT"),
        ({"io_mode": "json", "do_in": '{"params":{}}'}, "E_DO_IN_PARAM_MISSING"),
        ({"io_mode": "json", "do_in": '{"method":7}'}, "E_DO_IN_PARAM_MISSING"),
        ({"io_mode": "json", "do_in": '{"method":"Peoples.fly"}'}, "E_METHOD_DONT_EXIT"),
    ],
)
def test_a_form_that_is_no_call_is_an_error_in_an_http_200(sellsy, bearer, fields, code):
    """The message of an unknown method names it."""
    answer = _send(sellsy.address, fields, headers=bearer)
    assert (answer.status_code, answer.json()["status"], answer.json()["response"]) == (200, "error", None)
    assert (answer.json()["error"]["code"], answer.json()["error"]["more"]) == (code, "")
    assert code != "E_METHOD_DONT_EXIT" or "Peoples.fly" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("Peoples.getOne", {}, "E_PARAM_MISSING"),
        ("Peoples.delete", {"id": ""}, "E_PARAM_REQUIRED"),
        ("Peoples.getOne", {"id": "x"}, "E_PARAM_INVALID"),
        ("Peoples.getOne", {"id": "--5"}, "E_PARAM_INVALID"),
        ("Peoples.getOne", {"id": 10**30}, "E_PARAM_INVALID"),
        ("Peoples.getOne", {"id": 1}, "E_OBJ_NOT_LOADABLE"),
        ("Peoples.update", {"id": 500_001}, "E_PARAM_MISSING"),
        ("Peoples.update", {"id": 500_001, "people": "A"}, "E_PARAM_INVALID"),
        ("Peoples.update", {"id": 500_001, "people": {"name": ["A"]}}, "E_PARAM_INVALID"),
        ("Peoples.update", {"id": 500_001, "people": {"name": "A", "thirdids": [1]}}, "E_OBJ_NOT_LOADABLE"),
        ("Peoples.update", {"id": 500_001, "people": {"name": "A", "civil": "x"}}, "E_PARAM_INVALID"),
        ("Peoples.update", {"id": 500_001, "people": {"name": "A", "mailchimp": "yes"}}, "E_PARAM_INVALID"),
        ("Client.getList", {"pagination": {"nbperpage": 5001}}, "E_PAGINATION_MAX"),
        ("Client.getList", {"pagination": {"nbperpage": 0}}, "E_PARAM_INVALID"),
        ("Client.getList", {"pagination": {"pagenum": -1}}, "E_PARAM_INVALID"),
        ("Client.getList", {"order": {"direction": "up"}}, "E_PARAM_INVALID"),
        ("Client.getList", {"search": {"savedSearchId": 3}}, "E_CUSTOM"),
        ("Client.addContact", {"clientid": 1001, "contact": {"forename": "A"}}, "E_PARAM_MISSING"),
    ],
)
def test_functional_errors_are_inside_an_http_200_and_keep_nothing(v1, sellsy, method, params, code):
    """A missing, an empty and a wrong parameter have a code each."""
    before = sellsy.admin.get("/dump").text
    assert v1.refused(method, **params) == code
    assert sellsy.admin.get("/dump").text == before


def test_a_refused_call_undoes_what_it_wrote_before(v1, sellsy):
    """A contact refused for its e-mail leaves the third it came with unmade."""
    before = sellsy.admin.get("/dump").text
    contact = {"name": "A", "email": "agnes.delmas@atelier-demo.example"}
    assert v1.refused("Client.create", third={"name": "Neuf"}, contact=contact) == "E_CUSTOM"
    assert sellsy.admin.get("/dump").text == before


def test_calls_and_writes_are_counted_like_those_of_v2(v1, sellsy):
    """By the name of the method and of the resource written."""
    v1("Annotations.create", annotation={"relatedtype": "third", "relatedid": 1001, "text": "A"})
    v1.refused("Peoples.getOne", id=1)
    shown = sellsy.admin.get("/stats").json()
    assert shown["requests"] == {"RPC Annotations.create": 1, "RPC Peoples.getOne": 1}
    assert shown["writes"] == {"comments": 1}


@pytest.mark.parametrize(("kind", "about"), [("task", 800_001), ("third", 1008)])
def test_what_was_just_created_may_not_be_readable_yet(v1, sellsy, kind, about):
    """A fault hides it: reading finds nothing, writing may already name it."""
    sellsy.admin.post("/faults", json=[{"match": {"path": "^/0"}, "times": 1, "fault": "lag", "ms": 60_000}])
    note = {"relatedtype": kind, "relatedid": about}
    made = v1("Annotations.create", annotation={**note, "text": "A"})
    assert v1.refused("Annotations.getOne", id=made) == "E_OBJ_NOT_LOADABLE"
    assert v1("Annotations.getList", search={"id": about, "type": kind})["result"] == []
    assert sellsy.get(f"/comments/{made}").status_code == 404
    assert v1("Annotations.update", id=made, annotation={**note, "text": "B"}) == {"annotid": made}


def test_a_spent_quota_is_a_429(open_sandbox):
    """A call beyond the quota of v1 waits as one of v2 does."""
    client = open_sandbox(v1_quota=parse_quota("1/min"))
    fields = {"io_mode": "json", "do_in": _INFOS}
    headers = {"Authorization": client.headers["Authorization"]}
    answers = [_send(client.address, fields, headers=headers) for _ in range(2)]
    assert [response.status_code for response in answers] == [200, 429]
    answer = answers[1]
    assert int(answer.headers["Retry-After"]) <= 60
