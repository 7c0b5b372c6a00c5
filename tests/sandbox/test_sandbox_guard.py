"""Whom the sandbox answers: this computer under its own names, and no page of another site."""

import pytest
from plain import HTTP

NOT_OURS = [
    "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "[::2]", "10.0.0.1",
    "", "127.0.0.1:port", "127.0.0.1/x", "localhost localhost", "[127.0.0.1]", "::1",
]  # fmt: skip
DOORS = ["/v2/companies", "/oauth2/access-tokens", "/0/", "/_sandbox/dump", "/_sandbox/reset", "/nowhere"]


@pytest.mark.parametrize("host", NOT_OURS)
def test_a_foreign_name_is_refused(sellsy, host):
    """A name that somebody made mean 127.0.0.1 is not ours."""
    answer = sellsy.get("/companies", headers={"Host": host})
    assert answer.status_code in (400, 403)  # a Host that cannot be one is refused below the application
    assert "companies" not in answer.text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_every_door_refuses_in_plain_words_before_it_does_anything(sellsy, door, header):
    """Nothing is counted, created or emptied; the message names the header."""
    before = sellsy.admin.get("/stats").json()
    foreign = {"Host": "evil.example:8787"} if header == "Host" else {"Origin": "https://evil.example"}
    answer = HTTP.post(
        f"{sellsy.address.url}{door}", headers=foreign, json={"grant_type": "client_credentials"}
    )
    assert answer.status_code == 403
    assert f"l'en-tête {header} doit nommer 127.0.0.1 ou localhost" in answer.json()["error"]["message"]
    assert sellsy.admin.get("/stats").json() == before


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "file://",
        "http://evil.example",
        "http://localhost.evil.example",
        "ftp://127.0.0.1",
        "http://[::1",
        "x",
    ],
)
def test_a_page_of_another_site_is_refused(sellsy, origin):
    """Whatever it says of where it comes from."""
    assert sellsy.get("/companies", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8787", "localhost", "LocalHost:1", "[::1]", "[::1]:8787"]
)
def test_this_computer_is_answered_under_its_own_names(sellsy, host):
    """With any port, and from a page of this computer."""
    assert sellsy.get("/companies", headers={"Host": host, "Origin": f"http://{host}"}).status_code == 200
