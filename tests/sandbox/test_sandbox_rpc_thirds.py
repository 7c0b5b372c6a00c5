"""API v1 `Client`, `Prospects`, `Supplier`: the companies and individuals of v2, each with its odd answers."""

import pytest

_WHOLE = {
    "name": "Ateliers du Port",
    "ident": "CLI-77",
    "email": "contact@port.example.com",
    "tel": "01 99 00 77 01",
    "mobile": "06 39 98 77 01",
    "fax": "01 99 00 77 02",
    "web": "port.example.com",
    "joinDate": 1_600_000_000,
    "siret": "00000000000077",
    "siren": "000000000",
    "vat": "FR00000000000",
    "rcs": "Brest",
    "apenaf": "4332A",
    "corpType": "SARL",
    "capital": "4000 €",
    "stickyNote": "À suivre",
    "rateCategory": 52,
    "accountingcode": "411000",
    "auxcode": "CPORT",
    "accountingpurchasecode": "607000",
    "facebook": "https://example.com/port",
    "massmailingUnsubscribed": "Y",
    "tags": "Port, VIP",
}


def test_every_field_of_a_client_reaches_v2(v1, sellsy):
    """Codes are given as texts and kept as identifiers, tags are words."""
    made = v1("Client.create", third=_WHOLE)["client_id"]
    company = sellsy.get(f"/companies/{made}?embed[]=smart_tags").json()
    assert (company["type"], company["name"], company["reference"]) == (
        "client",
        "Ateliers du Port",
        "CLI-77",
    )
    assert (company["phone_number"], company["mobile_number"], company["fax_number"]) == (
        "01 99 00 77 01",
        "06 39 98 77 01",
        "01 99 00 77 02",
    )
    assert company["legal_france"] == {
        "siret": "00000000000077",
        "siren": "000000000",
        "vat": "FR00000000000",
        "ape_naf_code": "4332A",
        "company_type": "SARL",
        "rcs_immatriculation": "Brest",
    }
    assert (company["website"], company["capital"], company["note"]) == (
        "port.example.com",
        "4000 €",
        "À suivre",
    )
    assert (company["rate_category_id"], company["accounting_code_id"]) == (52, 7001)
    assert (company["accounting_purchase_code_id"], company["auxiliary_code"]) == (7004, "CPORT")
    assert (company["social"]["facebook"], company["created"]) == (
        "https://example.com/port",
        "2020-09-13T14:26:40+02:00",
    )
    assert company["marketing_campaigns_subscriptions"] == ["sms", "phone", "postal_mail", "custom"]
    assert sorted(tag["value"] for tag in company["_embed"]["smart_tags"]) == ["Port", "VIP"]


def test_what_was_written_is_read_back(v1):
    """Under the names of v1."""
    made = v1("Client.create", third=_WHOLE)["client_id"]
    shown = v1("Client.getOne", clientid=made)
    same = [
        key
        for key in _WHOLE
        if key not in ("joinDate", "rateCategory", "tags", "accountingcode", "accountingpurchasecode")
    ]
    assert {key: shown["client"][key] for key in same} == {key: _WHOLE[key] for key in same}
    assert shown["client"]["joindate"] == "2020-09-13 14:26:40"
    assert (shown["client"]["type"], shown["client"]["relationType"]) == ("corporation", "client")
    assert shown["corporation"]["name"] == "Ateliers du Port"
    assert sorted(tag["word"] for tag in shown["smartTags"].values()) == ["Port", "VIP"]
    assert (shown["contacts"], shown["address"]) == ([], [])


def test_a_contact_and_an_address_may_come_with_a_company(v1, sellsy):
    """The contact is its main one, the address that of invoices and deliveries, in France unless told."""
    contact = {
        "name": "Le Goff",
        "forename": "Anne",
        "civil": "woman",
        "mcoptin": "Y",
        "isBillingContact": "Y",
    }
    address = {"name": "Siège", "part1": "1 quai du Port", "zip": "29200", "town": "Brest"}
    made = v1("Client.create", third={"name": "Port"}, contact=contact, address=address)["client_id"]
    company = sellsy.get(f"/companies/{made}").json()
    person = sellsy.get(f"/contacts/{company['main_contact_id']}").json()
    assert (person["last_name"], person["first_name"], person["sync"]["mailchimp"]) == (
        "Le Goff",
        "Anne",
        True,
    )
    assert company["invoicing_contact_id"] == person["id"]
    (place,) = sellsy.get(f"/companies/{made}/addresses").json()["data"]
    assert (place["address_line_1"], place["postal_code"], place["country_code"]) == (
        "1 quai du Port",
        "29200",
        "FR",
    )
    assert company["invoicing_address_id"] == company["delivery_address_id"] == place["id"]


def test_a_person_is_an_individual(v1, sellsy):
    """Its contact block, needed, is what it is called."""
    third = {"name": "Fabre", "type": "person", "email": "fabre@example.org"}
    assert v1.refused("Client.create", third=third) == "E_PARAM_MISSING"
    made = v1("Client.create", third=third, contact={"name": "Fabre", "forename": "Luce", "civil": "lady"})[
        "client_id"
    ]
    individual = sellsy.get(f"/individuals/{made}").json()
    assert (individual["last_name"], individual["first_name"], individual["civility"]) == (
        "Fabre",
        "Luce",
        "ms",
    )
    assert sellsy.get(f"/individuals/{made}/contacts").json()["data"] == []
    shown = v1("Client.getOne", clientid=made)
    assert (shown["client"]["type"], shown["contact"]["forename"]) == ("person", "Luce")
    assert "corporation" not in shown


@pytest.mark.parametrize(
    ("prefix", "own", "kind"),
    [
        ("Client", "clientid", "client"),
        ("Prospects", "id", "prospect"),
        ("Supplier", "supplierid", "supplier"),
    ],
)
def test_the_three_families_write_their_own_type(v1, sellsy, prefix, own, kind):
    """Prospects answers its new identifier as a bare text; another family cannot load the record."""
    answer = v1(f"{prefix}.create", third={"name": "Neuf"})
    made = int(answer) if prefix == "Prospects" else answer["client_id"]
    assert prefix != "Prospects" or isinstance(answer, str)
    assert sellsy.get(f"/companies/{made}").json()["type"] == kind
    changed = v1(f"{prefix}.update", **{own: made}, third={"name": "Vieux", "corpType": "SA"})
    assert changed == ({"prospect_id": made, "contact_id": None} if prefix == "Prospects" else {"id": made})
    company = sellsy.get(f"/companies/{made}").json()
    assert (company["name"], company["legal_france"]["company_type"]) == ("Vieux", "SA")
    assert v1(f"{prefix}.getOne", **{own: made})["client"]["name"] == "Vieux"
    v1(f"{prefix}.updateOwner", linkedid=made, ownerid=5)
    assert sellsy.get(f"/companies/{made}").json()["owner"]["id"] == 5
    other = {
        "Client": ("Prospects", "id"),
        "Prospects": ("Supplier", "id"),
        "Supplier": ("Client", "clientid"),
    }[prefix]
    assert v1.refused(f"{other[0]}.getOne", **{other[1]: made}) == "E_OBJ_NOT_LOADABLE"
    assert v1(f"{prefix}.delete", **{own: made}) is None
    assert sellsy.get(f"/companies/{made}").status_code == 404


def test_updating_changes_only_what_is_given(v1, sellsy):
    """An empty text empties; the main contact and the address are changed, not doubled."""
    before = sellsy.get("/companies/1001").json()
    contact = {"name": "Kervadec", "forename": "Soizic"}
    address = {"name": "Atelier", "part1": "2 rue Neuve", "zip": "29200", "town": "Brest"}
    v1(
        "Client.update",
        clientid=1001,
        third={"name": before["name"], "web": ""},
        contact=contact,
        address=address,
    )
    after = sellsy.get("/companies/1001").json()
    assert after == {**before, "website": None, "updated_at": after["updated_at"]}
    assert sellsy.get("/contacts/500001").json()["first_name"] == "Soizic"
    (place,) = sellsy.get("/companies/1001/addresses").json()["data"]
    assert (place["name"], place["address_line_1"]) == ("Atelier", "2 rue Neuve")
    assert v1("Client.update", clientid=1001) == {"id": 1001}


def test_contacts_of_a_third_have_the_identifier_of_their_link(v1, sellsy):
    """The person is shown by v2, and stays when it is taken away."""
    link = v1("Prospects.addContact", prospectid=1005, contact={"name": "Petit", "position": "Chef"})[
        "contact_id"
    ]
    shown = v1("Prospects.getOne", id=1005)["contacts"][str(link)]
    person = int(shown["peopleid"])
    assert (shown["linkedtype"], shown["position"]) == ("thirdcontact", "Chef")
    assert sellsy.get("/companies/1005").json()["main_contact_id"] == person
    change = {"name": "Petit", "email": "petit@example.org", "isBillingContact": "Y"}
    assert v1("Prospects.updateContact", prospectid=1005, contactid=link, contact=change) == {
        "contact_id": link
    }
    shown = v1("Prospects.getContact", prospectid=1005, contactid=link)
    assert (shown["email"], shown["position"], shown["isBillingContact"]) == (
        "petit@example.org",
        "Chef",
        "Y",
    )
    assert v1.refused("Prospects.getContact", prospectid=1006, contactid=link) == "E_OBJ_NOT_LOADABLE"
    assert v1("Prospects.deleteContact", prospectid=1005, contactid=link) is None
    assert sellsy.get("/companies/1005/contacts").json()["data"] == []
    assert sellsy.get(f"/contacts/{person}").json()["email"] == "petit@example.org"


def test_an_individual_may_have_contacts_too(v1, sellsy):
    """v2 lists them, though it can no longer link them."""
    v1("Client.addContact", clientid=1009, contact={"name": "Aidant"})
    assert [row["last_name"] for row in sellsy.get("/individuals/1009/contacts").json()["data"]] == ["Aidant"]


def test_addresses_of_a_third(v1, sellsy):
    """Added, read, changed and deleted; the first ones stay for invoices and deliveries."""
    address = {
        "name": "Dépôt",
        "part1": "3 rue Basse",
        "part4": "Cour",
        "zip": "1000",
        "town": "Bruxelles",
        "countrycode": "be",
    }
    made = v1("Supplier.addAddress", supplierid=1008, address=address)["address_id"]
    shown = v1("Supplier.getAddress", id=1008, addressid=made)
    assert {key: shown[key] for key in address} == address | {"countrycode": "BE"}
    assert (shown["isMain"], shown["isMainDeliv"]) == ("N", "N")
    change = {"name": "Dépôt", "town": "Gand"}
    assert v1("Supplier.updateAddress", clientid=1008, addressid=made, address=change) == {"address_id": made}
    answer = sellsy.get(f"/companies/1008/addresses/{made}").json()
    assert (answer["city"], answer["country_code"], answer["address_line_4"]) == ("Gand", "BE", "Cour")
    assert v1("Supplier.deleteAddress", supplierid=1008, addressid=made) is None
    assert v1.refused("Supplier.getAddress", supplierid=1008, addressid=made) == "E_OBJ_NOT_LOADABLE"
    assert (
        v1.refused("Supplier.addAddress", supplierid=1008, address=address | {"countrycode": "XX"})
        == "E_CUSTOM"
    )


def test_a_prospect_becomes_a_client_and_back(v1, sellsy):
    """Its identifier stays; a supplier cannot be converted."""
    assert v1("Prospects.transformToCustomer", thirdid=1005) is None
    assert sellsy.get("/companies/1005").json()["type"] == "client"
    assert v1.refused("Prospects.transformToCustomer", thirdid=1005) == "E_OBJ_NOT_LOADABLE"
    assert v1("Client.transformToProspect", thirdid=1005, enableCustomfieldsOnProspect="Y") is None
    assert sellsy.get("/companies/1005").json()["type"] == "prospect"
    assert v1("Prospects.transformToCustomer", thirdid=1010) is None
    assert sellsy.get("/individuals/1010").json()["type"] == "client"
    assert v1.refused("Client.transformToProspect", thirdid=1008) == "E_OBJ_NOT_LOADABLE"


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        ({}, [1001, 1002, 1003, 1004, 1009]),
        ({"type": "person"}, [1009]),
        ({"contains": "roussel"}, [1002]),
        ({"contains": "CONTACT3@"}, [1003]),
        ({"name": "etude"}, [1002]),
        ({"ident": "CLI-0004"}, [1004]),
        ({"email": "contact1@example.com"}, [1001]),
        ({"web": "societe2."}, [1002]),
        ({"tags": "vip,bretagne"}, [1001]),
        ({"containstel": "0199002003"}, [1003]),
        ({"actif": "N"}, []),
        ({"periodecreated_start": 1_708_000_000, "periodecreated_end": 1_713_000_000}, [1003]),
    ],
)
def test_clients_are_searched_where_v2_has_no_filter(v1, search, ids):
    """Anywhere in the text, without case or accents; keyed by id, `[]` when nothing is found."""
    answer = v1("Client.getList", search=search)
    assert list(answer["result"]) == ([str(identifier) for identifier in ids] if ids else [])
    assert answer["infos"]["nbtotal"] == str(len(ids))


def test_a_list_is_ordered_by_name_when_it_is_asked(v1):
    """Backwards too, and as the database compares names: É among the E."""
    answer = v1("Client.getList", order={"order": "name", "direction": "DESC"}, pagination={"nbperpage": 2})
    assert [row["name"] for row in answer["result"].values()] == ["Menuiserie Kervadec", "Fournier"]
    assert answer["infos"]["nbpages"] == 3
    assert v1("Prospects.getList", pagination=[], search=[])["infos"]["nbtotal"] == "4"


@pytest.mark.parametrize(
    ("third", "code"),
    [
        ({}, "E_PARAM_MISSING"),
        ({"name": ""}, "E_PARAM_REQUIRED"),
        ({"name": "  "}, "E_CUSTOM"),
        ({"name": "A", "type": "robot"}, "E_PARAM_INVALID"),
        ({"name": "A", "rateCategory": 999}, "E_OBJ_NOT_LOADABLE"),
        ({"name": "A", "accountingcode": "999"}, "E_LIST_VALUE_DONT_EXIST"),
        ({"name": "A", "massmailingUnsubscribed": "oui"}, "E_PARAM_INVALID"),
        ({"name": "A", "email": "agnes.delmas@atelier-demo.example"}, "E_CUSTOM"),
    ],
)
def test_a_third_that_does_not_fit_is_refused(v1, third, code):
    """With the code of what is wrong."""
    assert v1.refused("Supplier.create", third=third) == code
