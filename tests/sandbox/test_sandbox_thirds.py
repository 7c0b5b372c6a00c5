"""Companies and individuals: written, read, refused."""

import json
import re

import pytest

PARIS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00")


def test_a_company_comes_back_as_sellsy_shows_it(sellsy):
    """What was not given is null, except the note; the owner and the timestamps are filled in."""
    company = sellsy.get(f"/companies/{sellsy.company('Atelier Nord')['id']}").json()
    assert company["name"] == "Atelier Nord"
    assert company["note"] == ""
    assert company["email"] is None
    assert company["legal_france"]["siret"] is None
    assert company["owner"] == {"id": 1, "type": "staff"}
    assert company["is_archived"] is False
    assert PARIS.fullmatch(company["created"])
    assert PARIS.fullmatch(company["updated_at"])


def test_values_come_back_verbatim(sellsy):
    """Phones, VAT and legal form are never normalised."""
    legal = {"vat": "fr 12", "company_type": "S.a.r.l."}
    made = sellsy.company(phone_number="02.99-00 11 22", legal_france=legal, capital="4000€")
    assert made["phone_number"] == "02.99-00 11 22"
    assert (made["legal_france"]["vat"], made["legal_france"]["company_type"]) == ("fr 12", "S.a.r.l.")
    assert made["capital"] == "4000€"


def test_an_update_changes_only_the_keys_given(sellsy):
    """Missing is not null, inside groups too; null empties."""
    made = sellsy.company(email="a@example.com", reference="R1", legal_france={"siren": "000000018"})
    change = {"email": None, "legal_france": {"company_type": "SAS"}}
    changed = sellsy.put(f"/companies/{made['id']}", json=change).json()
    assert changed["email"] is None
    assert changed["reference"] == "R1"
    assert changed["legal_france"]["siren"] == "000000018"
    assert changed["legal_france"]["company_type"] == "SAS"


def test_names_may_repeat(sellsy):
    """The API does not refuse duplicates."""
    assert sellsy.company("Jumeaux")["id"] != sellsy.company("Jumeaux")["id"]
    assert sellsy.names("companies", name="jumeaux") == ["Jumeaux", "Jumeaux"]


def test_unknown_keys_are_refused_with_a_detail_each(sellsy):
    """The recorded behaviour: 400 and "Ce champ est inconnu"."""
    answer = sellsy.post(
        "/companies", json={"type": "client", "name": "A", "siret": "1", "social": {"x": "y"}}
    )
    assert answer.status_code == 400
    details = answer.json()["error"]["details"]
    assert details == {"siret": "Ce champ est inconnu", "social.x": "Ce champ est inconnu"}


def test_a_missing_name_is_said_in_french(sellsy):
    """The message names the missing field, and a header repeats the error in ASCII."""
    answer = sellsy.post("/individuals", json={"type": "client"})
    assert answer.status_code == 400
    message = answer.json()["error"]["message"]
    assert message == "Le contenu de la requête est invalide: le champ 'last_name' est manquant."
    assert '"code": 400' in answer.headers["X-Json-Error"]
    assert answer.headers["X-Json-Error"].isascii()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "x" * 251),
        ("name", " "),
        ("type", "partner"),
        ("email", "not an address"),
        ("website", "www.example.com"),
        ("note", None),
        ("is_archived", "oui"),
        ("legal_france", {"siret": "123"}),
        ("created", "2024-01-01"),
        ("created", "2024-02-30T10:00:00+01:00"),
        ("owner_id", 999),
        ("rate_category_id", 1),
        ("accounting_code_id", 1),
        ("business_segment", 999),
        ("number_of_employees", 0),
        ("marketing_campaigns_subscriptions", ["sms", "sms"]),
        ("marketing_campaigns_subscriptions", ["pigeon"]),
        ("country_code", "FR"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(sellsy, key, value):
    """Each refusal names its field, and nothing is stored."""
    answer = sellsy.post("/companies", json={"type": "client", "name": "A", key: value})
    assert answer.status_code == 400
    assert any(field.startswith(key) for field in answer.json()["error"]["details"])
    assert sellsy.names("companies", name="A") == []


def test_references_to_settings_are_stored(sellsy):
    """Identifiers that exist are kept; labelled lists come back with their label."""
    made = sellsy.company(
        rate_category_id=52, accounting_code_id=7001, owner_id=3, business_segment=5, number_of_employees=4
    )
    assert (made["rate_category_id"], made["accounting_code_id"]) == (52, 7001)
    assert made["owner"] == {"id": 3, "type": "staff"}
    assert made["business_segment"] == {"id": 5, "label": "Commerce"}
    assert made["number_of_employees"] == {"id": 4, "label": "6-9"}


def test_a_staff_members_email_is_refused(sellsy):
    """A login cannot be a customer's address, whatever its case."""
    for path, body in (
        ("/companies", {"type": "client", "name": "A"}),
        ("/individuals", {"type": "client", "last_name": "A"}),
        ("/contacts", {"last_name": "A"}),
    ):
        answer = sellsy.post(path, json={**body, "email": "Agnes.Delmas@atelier-demo.example"})
        assert answer.status_code == 400
        assert "collaborateurs" in answer.json()["error"]["details"]["email"]


def test_verify_checks_and_stores_nothing(sellsy):
    """`verify=true` answers 204 when all is well and the usual 400 otherwise."""
    before = sellsy.admin.get("/dump").text
    good, bad = {"type": "client", "name": "Essai"}, {"type": "client"}
    assert sellsy.post("/companies?verify=true", json=good).status_code == 204
    assert sellsy.post("/companies?verify=true", json=bad).status_code == 400
    assert sellsy.put("/companies/1001?verify=true", json={"name": "Autre"}).status_code == 204
    assert sellsy.admin.get("/dump").text == before


def test_the_creation_date_can_be_given_at_creation_only(sellsy):
    """It is stored with the offset of Paris."""
    assert sellsy.company(created="2020-07-01T10:00:00Z")["created"] == "2020-07-01T12:00:00+02:00"
    assert sellsy.put("/companies/1001", json={"created": "2020-07-01T10:00:00Z"}).status_code == 400


def test_an_individual_has_a_person_s_fields(sellsy):
    """Civility, first name and synchronisations are its own; unknown keys are refused there too."""
    body = {"type": "prospect", "last_name": "Petit", "first_name": "Léa", "civility": "ms"}
    made = sellsy.make("/individuals", **body, sync={"mailchimp": True})
    assert (made["civility"], made["sync"]["mailchimp"], made["sync"]["mailjet"]) == ("ms", True, False)
    assert sellsy.post("/individuals", json={**body, "legal_france": {}}).status_code == 400


def test_companies_and_individuals_never_share_an_identifier(sellsy):
    """Both are thirds: v1 knows them by one number."""
    first = sellsy.company()["id"]
    second = sellsy.make("/individuals", type="client", last_name="A")["id"]
    assert second == first + 1


def test_a_deleted_company_leaves_nothing_behind(sellsy):
    """Its addresses, links, tags and values go with it, and its identifier is never used again."""
    made = sellsy.company()["id"]
    address = {"name": "Siège", "address_line_1": "1", "postal_code": "75001", "city": "Paris"}
    sellsy.make(f"/companies/{made}/addresses", **address, country_code="FR")
    sellsy.post(f"/companies/{made}/contacts/500001", json={})
    assert sellsy.delete(f"/companies/{made}").status_code == 204
    assert sellsy.get(f"/companies/{made}").status_code == 404
    assert sellsy.get(f"/companies/{made}/addresses").status_code == 404
    assert made not in [row["id"] for row in sellsy.get("/contacts/500001/companies").json()["data"]]
    assert sellsy.company()["id"] == made + 1


def test_a_prospect_becomes_a_client_and_nothing_else_does(sellsy):
    """Conversion changes the type; a client or a supplier is refused."""
    made = sellsy.company(type="prospect")["id"]
    body = {"target": "client", "also_enable_custom_fields_on_target": {"mode": "none"}}
    assert sellsy.post(f"/companies/{made}/convert", json=body).json()["type"] == "client"
    assert sellsy.post(f"/companies/{made}/convert", json=body).status_code == 400
    assert sellsy.post(f"/companies/{made}/convert", json={"target": "supplier"}).status_code == 400


def test_unknown_paths_and_methods_are_said_as_symfony_says_them(sellsy):
    """An unknown path is a 404, a known path with another method a 405, a missing record a 404."""
    missing = sellsy.get("/companys")
    assert (missing.status_code, missing.json()["error"]["message"]) == (
        404,
        'No route found for "GET /companys"',
    )
    assert sellsy.get("/companies/abc").status_code == 404
    assert sellsy.patch("/companies/1001", json={}).status_code == 405
    assert sellsy.get("/companies/999999").json()["error"]["details"] == []


def test_a_body_that_is_not_json_is_refused(sellsy):
    """A 400, not a crash."""
    assert sellsy.post("/companies", content=b"{").status_code == 400
    assert sellsy.post("/companies", content=b"[]").status_code == 400
    assert sellsy.post("/companies").status_code == 400


def test_lenient_ignores_unknown_keys_without_storing_them(open_sandbox):
    """Unknown keys and filters are dropped; wrong values are still refused."""
    sellsy = open_sandbox(lenient=True)
    made = sellsy.company(colour="red", legal_france={"siren": "000000018", "x": 1})
    assert "colour" not in made
    assert "x" not in made["legal_france"]
    assert sellsy.search("companies", website="https://example.com")["pagination"]["count"] == 1
    assert sellsy.post("/companies", json={"type": "client", "name": 3}).status_code == 400


def test_unknown_query_parameters_are_ignored(sellsy):
    """Real clients send some."""
    assert sellsy.get("/companies?debug=1&limit=1").json()["pagination"]["count"] == 1


@pytest.mark.parametrize("change", [{"owner_id": 10**30}, {"note": "\ud800"}])
def test_a_value_no_database_could_hold_is_refused(sellsy, change):
    """Numbers beyond 64 bits and half characters are a 400, not a crash."""
    content = json.dumps({"type": "client", "name": "A", **change})
    answer = sellsy.post("/companies", content=content)
    assert answer.status_code == 400
    assert sellsy.names("companies", name="A") == []
