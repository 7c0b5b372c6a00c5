"""API v1 as it was recorded: whose access it is, rows of clients and staff, a quota of its own, credentials."""

import pytest
from plain import HTTP

from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running

INFOS = {"request": "1", "io_mode": "json", "do_in": '{"method":"Infos.getInfos","params":{}}'}


def test_whose_access_it_is(v1):
    """The keys that clients read: who, of which company, under which address."""
    user = v1("Infos.getInfos")["userdatas"]
    assert (
        user["staffId"],
        user["corpId"],
        user["mail"],
        user["fullName"],
        user["forename"],
        user["name"],
    ) == (
        "1",
        "1",
        "agnes.delmas@atelier-demo.example",
        "Agnès Delmas",
        "Agnès",
        "Delmas",
    )
    assert "email" not in user


def test_a_row_of_clients_names_its_contact_its_site_and_its_custom_fields(v1):
    """Custom fields are numbered and in the column of their type; a person has a forename."""
    listing = v1("Client.getList", pagination={"nbperpage": 100})["result"]
    row = listing["1001"]
    assert (row["contactId"], row["webUrl"], row["name"]) == ("1001", row["web"], row["fullName"])
    fields = {
        customfield["code"]: customfield
        for key, customfield in row["customfields"].items()
        if key != "_xml_childtag"
    }
    assert (fields["secteur-activite"]["stringval"], fields["secteur-activite"]["cfid"]) == (
        "Services",
        "301",
    )
    assert fields["surface"]["decimalval"] is None
    person = next(record for record in listing.values() if record["type"] == "person")
    assert person["forename"]
    assert person["fullName"] == f"{person['name']} {person['forename']}"


def test_a_row_of_staff_has_both_names(v1):
    """Beside the whole one, and three keys that hold the staff's id."""
    row = v1("Staffs.getList")["result"]["staff_1"]
    assert (row["forename"], row["name"], row["fullName"]) == ("Agnès", "Delmas", "Agnès Delmas")
    assert {row["id"], row["linkedid"], row["contactId"]} == {"1"}


def test_an_unknown_method_is_named(v1):
    """In Sellsy's words and spelling."""
    error = v1.post("Peoples.fly")["error"]
    assert (error["code"], error["message"]) == ("E_METHOD_DONT_EXIT", "Method Peoples.fly does not exist")


def test_v1_has_a_quota_of_its_own(shared):
    """Five calls a second whatever v2 is asked; v2 goes on when they are spent, and the other way round."""
    with running(SandboxConfig(clock=lambda: 1_800_000_000.5)) as address, type(shared)(address) as sellsy:
        sent = [sellsy.post(address.v1_url, data=INFOS).status_code for _ in range(7)]
        assert sent == [200] * 5 + [429] * 2
        answer = sellsy.post(address.v1_url, data=INFOS)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert sellsy.get("/companies").status_code == 200
        assert sellsy.get("/companies").headers["X-Quota-Remaining-By-Second"] == "98"


OAUTH = {
    "oauth_consumer_key": "me",
    "oauth_token": "any",
    "oauth_signature_method": "PLAINTEXT",
    "oauth_signature": "mine&any",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"oauth_signature": "other&any"}, "signature_invalid"),
        ({"oauth_signature": "mine&"}, "signature_invalid"),
        ({"oauth_consumer_key": "you"}, "consumer_key_refused"),
        ({"oauth_token": ""}, "parameter_absent"),
    ],
)
def test_the_one_client_is_the_one_consumer(changed, expected):
    """Where only one client is accepted, API v1 takes no other consumer; its user may be anybody."""
    with running(SandboxConfig(client=("me", "mine"))) as address:
        answer = HTTP.post(address.v1_url, data={**INFOS, **OAUTH, **changed})
        assert answer.status_code == (401 if expected else 200)
        assert expected is None or answer.text.startswith(f"oauth_problem={expected}")


def test_the_four_secrets_are_checked_where_they_are_told(shared):
    """The user's token and secret too."""
    with running(SandboxConfig(client=("me", "mine"), oauth1=("me", "mine", "user", "hers"))) as address:
        whole = {**OAUTH, "oauth_token": "user", "oauth_signature": "mine&hers"}
        assert HTTP.post(address.v1_url, data={**INFOS, **whole}).status_code == 200
        assert HTTP.post(address.v1_url, data={**INFOS, **OAUTH}).text.startswith(
            "oauth_problem=token_rejected"
        )
        wrong = {**whole, "oauth_signature": "mine&his"}
        assert HTTP.post(address.v1_url, data={**INFOS, **wrong}).text.startswith(
            "oauth_problem=signature_invalid"
        )


def test_a_second_token_revokes_the_first(open_sandbox):
    """On the same access, for both APIs, when the sandbox is told so."""
    first = open_sandbox(single_token=True)
    asked = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret"}
    assert first.get("/companies").status_code == 200
    again = HTTP.post(f"{first.address.login_url}/oauth2/access-tokens", json=asked).json()["access_token"]
    assert first.get("/companies").status_code == 401
    assert first.post(first.address.v1_url, data=INFOS).status_code == 401
    assert first.get("/companies", headers={"Authorization": f"Bearer {again}"}).status_code == 200
