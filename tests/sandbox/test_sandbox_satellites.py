"""What hangs on a record: addresses, smart tags, custom fields, contacts and their roles."""

import pytest

PLACE = {
    "name": "Siège",
    "address_line_1": "1 rue A",
    "postal_code": "75001",
    "city": "Paris",
    "country_code": "fr",
}


def test_an_address_is_shown_with_its_country_and_empty_lines(sellsy):
    """Lines that were not given are empty texts, not null."""
    made = sellsy.company()["id"]
    address = sellsy.make(f"/companies/{made}/addresses", **PLACE)
    assert (address["country"], address["country_code"], address["address_line_2"]) == ("France", "FR", "")
    assert (address["is_invoicing_address"], address["is_delivery_address"]) == (False, False)
    assert address["geocode"] == {"lat": None, "lng": None}


def test_the_owner_knows_its_invoicing_address(sellsy):
    """A new invoicing address takes the place of the old one; deleting it empties the role."""
    made = sellsy.company()["id"]
    first = sellsy.make(f"/companies/{made}/addresses", **PLACE, is_invoicing_address=True)["id"]
    second = sellsy.make(f"/companies/{made}/addresses", **PLACE, is_invoicing_address=True)["id"]
    assert sellsy.get(f"/companies/{made}").json()["invoicing_address_id"] == second
    assert sellsy.get(f"/companies/{made}/addresses/{first}").json()["is_invoicing_address"] is False
    sellsy.put(f"/companies/{made}/addresses/{second}", json={"is_invoicing_address": False, "city": "Lyon"})
    assert sellsy.get(f"/companies/{made}").json()["invoicing_address_id"] is None
    sellsy.put(f"/companies/{made}/addresses/{second}", json={"is_delivery_address": True})
    assert sellsy.delete(f"/companies/{made}/addresses/{second}").status_code == 204
    assert sellsy.get(f"/companies/{made}").json()["delivery_address_id"] is None
    assert sellsy.get(f"/companies/{made}/addresses").json()["pagination"]["total"] == 1


@pytest.mark.parametrize("path", ["/companies/1001", "/individuals/1009", "/contacts/500001"])
def test_every_kind_of_owner_has_addresses(sellsy, path):
    """The routes are alike."""
    made = sellsy.make(f"{path}/addresses", **PLACE)
    assert sellsy.get(f"{path}/addresses/{made['id']}").json() == made


def test_an_address_of_somebody_else_is_not_found(sellsy):
    """The path must name its owner."""
    made = sellsy.make("/companies/1001/addresses", **PLACE)["id"]
    assert sellsy.get(f"/companies/1002/addresses/{made}").status_code == 404


@pytest.mark.parametrize(
    "change", [{"country_code": "ZZ"}, {"city": "X"}, {"town": "Lyon"}, {"postal_code": None}]
)
def test_a_wrong_address_is_refused(sellsy, change):
    """By the contract, and by the list of countries."""
    assert sellsy.post("/companies/1001/addresses", json={**PLACE, **change}).status_code == 400


def tags(sellsy, path):
    """Return the words of a record."""
    return [tag["value"] for tag in sellsy.get(f"{path}/smart-tags").json()["data"]]


def test_tags_are_shared_words(sellsy):
    """The same word, whatever its case, is the same tag for companies and individuals."""
    sellsy.post("/companies/1003/smart-tags", json=[{"value": "vip"}, {"value": "Neuf"}])
    sellsy.post("/individuals/1009/smart-tags", json=[{"id": 9001}])
    assert tags(sellsy, "/companies/1003") == ["VIP", "Neuf"]
    assert tags(sellsy, "/individuals/1009") == ["VIP"]
    sellsy.post("/contacts/500001/smart-tags", json=[{"value": "VIP"}])
    assert sellsy.get("/contacts/500001/smart-tags").json()["data"][0]["id"] != 9001


def test_a_tag_read_back_can_be_posted_back(sellsy):
    """`{"id", "value"}` is accepted: reading, merging and posting the whole list is the safe way."""
    whole = sellsy.get("/companies/1001/smart-tags").json()["data"]
    assert sellsy.post("/companies/1001/smart-tags", json=[*whole, {"value": "Plus"}]).status_code == 200
    assert tags(sellsy, "/companies/1001") == ["VIP", "Bretagne", "Plus"]


@pytest.mark.parametrize(("mode", "expected"), [("add", ["A", "B"]), ("replace", ["B"])])
def test_posting_tags_adds_or_replaces_as_configured(open_sandbox, mode, expected):
    """The sources disagree, so both can be played."""
    sellsy = open_sandbox(tags=mode)
    path = f"/companies/{sellsy.company()['id']}"
    sellsy.post(f"{path}/smart-tags", json=[{"value": "A"}])
    sellsy.post(f"{path}/smart-tags", json=[{"value": "B"}])
    assert tags(sellsy, path) == expected


def test_destroying_a_tag_takes_it_from_everybody(sellsy):
    """That is why it must never be used to unlink one."""
    assert sellsy.delete("/smart-tags/9001").status_code == 200
    assert tags(sellsy, "/companies/1002") == []
    words = sellsy.get("/smart-tags/company/autocomplete").json()["data"]
    assert "VIP" not in [word["value"] for word in words]
    assert sellsy.delete("/smart-tags/9001").status_code == 404


def values(sellsy, path):
    """Return the custom field values of a record by code."""
    records = sellsy.get(f"{path}/custom-fields?limit=100").json()["data"]
    return {field["code"]: field["value"] for field in records}


def test_every_type_of_custom_field_keeps_its_value(sellsy):
    """Unset ones are null; only the fields of the record's type are there."""
    wanted = {
        "secteur-activite": "Commerce",
        "origine": 3102,
        "newsletter": True,
        "remise": "12.5",
        "date-premier-contact": "2024-02-29",
        "interets": [3201, 3203],
        "budget": {"amount": "1500.00", "currency": "EUR"},
        "surface": {"number": "120", "unit_id": 6},
        "horaire": "08:30",
        "page-publique": "https://example.com/a",
        "email-comptabilite": "compta@example.com",
        "historique": "Une\nhistoire",
        "referent": [1, 2],
    }
    path = f"/companies/{sellsy.company()['id']}"
    assert values(sellsy, path)["remise"] is None
    ids = {field["code"]: field["id"] for field in sellsy.get("/custom-fields?limit=100").json()["data"]}
    body = [{"id": ids[code], "value": value} for code, value in wanted.items()]
    body.append({"id": ids["apporteur"], "value": [1009]})
    assert sellsy.put(f"{path}/custom-fields", json=body).status_code == 200
    assert values(sellsy, path) == {**wanted, "apporteur": [{"type": "individual", "id": 1009}]}
    assert sellsy.put(f"{path}/custom-fields", json=[{"id": 301, "value": None}]).status_code == 200
    assert values(sellsy, path)["secteur-activite"] is None
    assert values(sellsy, path)["origine"] == 3102


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (301, 3),
        (301, "x" * 251),
        (302, "Salon"),
        (302, 3201),
        (303, "Y"),
        (304, 12.5),
        (304, "12,5"),
        (304, "101"),
        (305, "29/02/2024"),
        (305, "2023-02-29"),
        (306, 3201),
        (306, [9]),
        (307, 3301),
        (308, {"amount": "1", "currency": "XXX"}),
        (308, "12"),
        (309, {"number": "1", "unit_id": 99}),
        (310, "25:00"),
        (311, "example.com"),
        (312, "nobody"),
        (314, [1, 2, 3]),
        (314, [99]),
        (999, "x"),
    ],
)
def test_a_custom_value_that_does_not_fit_is_refused_and_nothing_is_kept(sellsy, field, value):
    """One wrong value refuses the whole list."""
    before = values(sellsy, "/companies/1001")
    body = [{"id": 301, "value": "Autre"}, {"id": field, "value": value}]
    answer = sellsy.put("/companies/1001/custom-fields", json=body)
    assert answer.status_code == 400
    assert all(key.startswith("1") for key in answer.json()["error"]["details"])
    assert values(sellsy, "/companies/1001") == before


def test_verify_checks_custom_values(sellsy):
    """204 and nothing stored."""
    body = [{"id": 301, "value": "Autre"}]
    assert sellsy.put("/companies/1001/custom-fields?verify=true", json=body).status_code == 204
    assert values(sellsy, "/companies/1001")["secteur-activite"] == "Services"


def test_a_contact_is_linked_with_roles(sellsy):
    """The company shows them; linking again is a 200 and keeps what was there."""
    company, contact = sellsy.company()["id"], sellsy.contact()["id"]
    path = f"/companies/{company}/contacts/{contact}"
    answer = sellsy.post(path, json={"roles": ["main", "dunning"]})
    assert (answer.status_code, answer.content) == (201, b"")
    assert sellsy.post(path, json={"roles": ["invoicing"]}).status_code == 200
    result = sellsy.get(f"/companies/{company}").json()
    assert (
        result["main_contact_id"] == result["dunning_contact_id"] == result["invoicing_contact_id"] == contact
    )
    assert sellsy.put(path, json={"roles": ["main"]}).status_code == 200
    assert sellsy.get(f"/companies/{company}").json()["dunning_contact_id"] is None
    assert [row["id"] for row in sellsy.get(f"/companies/{company}/contacts").json()["data"]] == [contact]
    assert [row["id"] for row in sellsy.get(f"/contacts/{contact}/companies").json()["data"]] == [company]


def test_unlinking_removes_the_roles(sellsy):
    """The link is gone, the contact stays."""
    assert sellsy.delete("/companies/1001/contacts/500001").status_code == 204
    assert sellsy.get("/companies/1001").json()["main_contact_id"] is None
    assert sellsy.get("/contacts/500001").status_code == 200
    assert sellsy.delete("/companies/1001/contacts/500001").status_code == 404


def test_deleting_a_contact_removes_its_links(sellsy):
    """The company no longer names it."""
    assert sellsy.delete("/contacts/500001").status_code == 204
    assert sellsy.get("/companies/1001").json()["main_contact_id"] is None
    assert sellsy.get("/companies/1001/contacts").json()["data"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/companies/1/contacts/500001", 404),
        ("/companies/1001/contacts/1", 404),
        ("/companies/500001/contacts/1001", 404),
    ],
)
def test_a_link_needs_both_records(sellsy, path, status):
    """Identifiers of another kind are never taken for the right ones."""
    assert sellsy.post(path, json={}).status_code == status


def test_a_wrong_role_is_refused(sellsy):
    """The contract has three; other keys are unknown."""
    assert sellsy.post("/companies/1002/contacts/500001", json={"roles": ["boss"]}).status_code == 400
    assert sellsy.post("/companies/1002/contacts/500001", json={"is_main": True}).status_code == 400


def test_a_contact_keeps_what_it_is_given(sellsy):
    """And answers with `updated`, not `updated_at`."""
    made = sellsy.contact(
        "Roux",
        civility="mrs",
        birth_date="1990-12-31",
        position="Chef",
        social={"linkedin": "https://example.com/in/roux"},
        marketing_campaigns_subscriptions=["email"],
        sync={"mailjet": True},
    )
    contact = sellsy.get(f"/contacts/{made['id']}").json()
    assert contact == made
    assert contact["marketing_campaigns_subscriptions"] == ["email"]
    assert "updated" in contact
    assert "updated_at" not in contact


def test_a_contact_read_back_can_be_put_back(sellsy):
    """Read-only keys are accepted and change nothing."""
    contact = sellsy.get("/contacts/500001?embed[]=smart_tags").json()
    contact.pop("rgpd_consent", None)  # recorded, and in no contract
    changed = sellsy.put("/contacts/500001", json={**contact, "id": 7, "position": "PDG"}).json()
    assert (changed["id"], changed["position"]) == (500_001, "PDG")
    assert "_embed" not in changed
    assert sellsy.put("/contacts/500001", json={"birth_date": "31/12/1990"}).status_code == 400
