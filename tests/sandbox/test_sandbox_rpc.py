"""API v1: the envelope, its errors, and the links that v2 cannot make."""

import json

import httpx
import pytest


@pytest.fixture
def v1(sellsy):
    """Return a function that calls a v1 method."""

    def call(method, *, kind="data", headers=None, **params):
        fields = {
            "request": "1",
            "io_mode": "json",
            "do_in": json.dumps({"method": method, "params": params}),
        }
        body = (
            {"data": fields}
            if kind == "data"
            else {"files": {key: (None, text) for key, text in fields.items()}}
        )
        known = {"Authorization": sellsy.headers["Authorization"]} if headers is None else headers
        return httpx.post(sellsy.address.v1_url, headers=known, **body)

    return call


@pytest.mark.parametrize("kind", ["data", "files"])
def test_a_form_or_a_multipart_body_is_answered_in_an_envelope(v1, kind):
    """`Infos.getInfos` is the usual way to test an access."""
    answer = v1("Infos.getInfos", kind=kind).json()
    assert (answer["status"], answer["error"]) == ("success", "")
    assert answer["response"]["userdatas"]["id"] == "1"


def test_oauth_1_is_accepted_and_nothing_is_refused(v1):
    """Credentials may be OAuth 1.0a PLAINTEXT; without any it is a 401 in plain text."""
    oauth = 'OAuth oauth_consumer_key="a", oauth_token="b", oauth_signature_method="PLAINTEXT", '
    oauth += 'oauth_signature="c%26d"'
    assert v1("Infos.getInfos", headers={"Authorization": oauth}).json()["status"] == "success"
    refused = v1("Infos.getInfos", headers={})
    assert refused.status_code == 401
    assert "oauth_problem" in refused.text


def test_thirdids_link_a_contact_to_an_individual_beside_its_links(v1, sellsy):
    """v2 shows the link; earlier links stay."""
    people = {"name": "Kervadec", "thirdids": [1009]}
    assert v1("Peoples.update", id=500_001, people=people).json()["response"] == 500_001
    found = sellsy.get("/individuals/1009/contacts").json()["data"]
    assert [row["id"] for row in found] == [500_001]
    assert sellsy.names("contacts", individuals=[1009]) == ["Kervadec"]
    assert v1("Peoples.getOne", id=500_001).json()["response"]["thirdids"] == ["1001", "1009"]


def test_a_contact_is_changed_by_v1_and_read_by_v2(v1, sellsy):
    """Only the keys given change; refused channels are the inverse of the kept ones."""
    people = {"name": "Neuf", "civil": "woman", "tel": "01 99 00 00 09", "mailchimp": "Y"}
    people |= {"massmailingUnsubscribed": "Y", "birthdate": 1489446000, "tags": ["Ami"]}
    v1("Peoples.update", id=500_001, people=people)
    found = sellsy.get("/contacts/500001?embed[]=smart_tags").json()
    assert (found["last_name"], found["first_name"], found["civility"]) == ("Neuf", "Yann", "mrs")
    assert found["birth_date"] == "2017-03-14"
    assert found["sync"]["mailchimp"] is True
    assert found["marketing_campaigns_subscriptions"] == ["sms", "phone", "postal_mail", "custom"]
    assert [tag["value"] for tag in found["_embed"]["smart_tags"]] == ["Ami"]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("Peoples.fly", {}, "E_METHOD_DONT_EXIT"),
        ("Peoples.getOne", {}, "E_PARAM_MISSING"),
        ("Peoples.getOne", {"id": "x"}, "E_PARAM_INVALID"),
        ("Peoples.getOne", {"id": 1}, "E_OBJ_NOT_LOADABLE"),
        ("Peoples.update", {"id": 500_001}, "E_PARAM_MISSING"),
        ("Peoples.update", {"id": 500_001, "people": {"name": "A", "thirdids": [1]}}, "E_OBJ_NOT_LOADABLE"),
        ("Peoples.update", {"id": 500_001, "people": {"name": "A", "civil": "x"}}, "E_PARAM_INVALID"),
    ],
)
def test_functional_errors_are_inside_an_http_200(v1, sellsy, method, params, code):
    """And nothing of the call is kept."""
    before = sellsy.admin.get("/dump").text
    answer = v1(method, **params)
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["error"]["code"]) == ("error", code)
    assert sellsy.admin.get("/dump").text == before


def test_a_form_without_its_call_is_an_error(sellsy):
    """`do_in` must be there and be a method call."""
    headers = {"Authorization": sellsy.headers["Authorization"]}
    missing = httpx.post(sellsy.address.v1_url, headers=headers, data={"request": "1"}).json()
    assert missing["error"]["code"] == "E_IO_MODE_DO_IN_MISSING"
    wrong = httpx.post(sellsy.address.v1_url, headers=headers, data={"do_in": "[]"}).json()
    assert wrong["error"]["code"] == "E_DO_IN_WRONG_FORMAT"
