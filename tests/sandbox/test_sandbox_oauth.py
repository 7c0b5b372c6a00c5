"""The login side and what a token opens."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from plain import HTTP


def ask(sellsy, **fields):
    """Ask for a token with form fields."""
    return HTTP.post(f"{sellsy.address.login_url}/oauth2/access-tokens", data=fields)


@pytest.mark.parametrize("kind", ["json", "data"])
def test_a_token_is_issued_for_a_json_and_a_form_body(sellsy, kind):
    """Real clients use both bodies."""
    fields = {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}
    answer = HTTP.post(f"{sellsy.address.login_url}/oauth2/access-tokens", **{kind: fields})
    assert answer.status_code == 200
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 86_400


def test_an_empty_secret_is_refused(sellsy):
    """Without a chosen client any identifier opens, but not an empty one."""
    answer = ask(sellsy, grant_type="client_credentials", client_id="a", client_secret="")
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


def test_only_the_chosen_client_opens(open_sandbox):
    """With a chosen client, another secret is refused."""
    sellsy = open_sandbox(client=("id", "secret"))
    assert ask(sellsy, grant_type="client_credentials", client_id="id", client_secret="x").status_code == 401
    assert ask(sellsy, grant_type="client_credentials", client_id="id", client_secret="secret").is_success


def test_an_unknown_grant_is_refused(sellsy):
    """The grant must be one that Sellsy has."""
    answer = ask(sellsy, grant_type="password", client_id="a", client_secret="b")
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_a_call_without_a_valid_token_is_a_401_in_sellsys_shape(sellsy):
    """A missing token and a wrong one are answered alike."""
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = HTTP.get(f"{sellsy.address.api_url}/companies", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == 401
        assert answer.json()["error"]["details"] == []


def test_a_token_expires(open_sandbox):
    """After `expires_in` seconds the token opens nothing."""
    now = [1_000_000.0]
    sellsy = open_sandbox(expires_in=60, clock=lambda: now[0])
    assert sellsy.get("/companies").status_code == 200
    now[0] += 61
    assert sellsy.get("/companies").status_code == 401


def test_every_token_can_be_revoked(open_sandbox):
    """The admin endpoint plays a rival script."""
    sellsy = open_sandbox()
    assert sellsy.admin.post("/revoke").json() == {"revoked": 1}
    assert sellsy.get("/companies").status_code == 401


def test_a_new_token_revokes_the_first_when_asked(open_sandbox):
    """With `single_token` the second request on one access kills the first."""
    sellsy = open_sandbox(single_token=True)
    ask(sellsy, grant_type="client_credentials", client_id="other", client_secret="b")
    assert sellsy.get("/companies").status_code == 200
    ask(sellsy, grant_type="client_credentials", client_id="id", client_secret="secret")
    assert sellsy.get("/companies").status_code == 401


def test_the_code_grant_needs_its_pkce_verifier_and_refreshes(sellsy):
    """A code is exchanged once with its verifier, a refresh token once as well."""
    verifier = "v" * 50
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"client_id": "a", "redirect_uri": "http://127.0.0.1:1/back", "state": "s"}
    pkce = {"code_challenge": challenge, "code_challenge_method": "S256"}
    page = HTTP.get(f"{sellsy.address.login_url}/oauth2/authorization", params={**asked, **pkce})
    back = parse_qs(urlsplit(page.headers["location"]).query)
    assert back["state"] == ["s"]
    fields = {"grant_type": "authorization_code", "client_id": "a", "code": back["code"][0]}
    token = ask(sellsy, **fields, code_verifier=verifier).json()
    assert ask(sellsy, **fields, code_verifier=verifier).status_code == 400
    again = {"grant_type": "refresh_token", "client_id": "a", "refresh_token": token["refresh_token"]}
    assert ask(sellsy, **again).is_success
    assert ask(sellsy, **again).status_code == 401


def test_a_code_without_its_verifier_is_refused(sellsy):
    """PKCE is required, S256 only."""
    page = HTTP.get(f"{sellsy.address.login_url}/oauth2/authorization", params={"client_id": "a"})
    assert page.status_code == 400
