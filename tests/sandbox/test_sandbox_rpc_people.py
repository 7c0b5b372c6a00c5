"""API v1 `Peoples`: contacts of v2, and the links that v2 cannot make."""

import pytest


def test_thirdids_link_a_contact_to_an_individual_beside_its_links(v1, sellsy):
    """v2 shows the link; earlier links stay."""
    people = {"name": "Kervadec", "thirdids": [1009]}
    assert v1("Peoples.update", id=500_001, people=people) == 500_001
    contacts = sellsy.get("/individuals/1009/contacts").json()["data"]
    assert [row["id"] for row in contacts] == [500_001]
    assert sellsy.names("contacts", individuals=[1009]) == ["Kervadec"]
    assert v1("Peoples.getOne", id=500_001)["thirdids"] == ["1001", "1009"]


def test_thirds_are_unlinked_with_their_roles(v1, sellsy):
    """The contact was the main one of the company; what it is not linked to changes nothing."""
    assert sellsy.get("/companies/1001").json()["main_contact_id"] == 500_001
    v1("Peoples.update", id=500_001, people={"name": "Kervadec", "thirdids": {"0": "1009"}})
    assert v1("Peoples.unlinkThirds", id=500_001, thirdids=[1001, 1002]) is None
    assert sellsy.get("/companies/1001").json()["main_contact_id"] is None
    assert sellsy.get("/companies/1001/contacts").json()["data"] == []
    assert v1("Peoples.getOne", id=500_001)["thirdids"] == ["1009"]
    v1("Peoples.unlinkThirds", id=500_001, thirdids=[1009])
    assert sellsy.get("/individuals/1009/contacts").json()["data"] == []


def test_a_contact_is_changed_by_v1_and_read_by_v2(v1, sellsy):
    """Only the keys given change; refused channels are the inverse of the kept ones."""
    people = {"name": "Neuf", "civil": "woman", "tel": "01 99 00 00 09", "mailchimp": "N"}
    people |= {"massmailingUnsubscribed": "Y", "birthdate": 1489446000, "tags": ["Ami"]}
    v1("Peoples.update", id=500_001, people=people)
    contact = sellsy.get("/contacts/500001?embed[]=smart_tags").json()
    assert (contact["last_name"], contact["first_name"], contact["civility"]) == ("Neuf", "Yann", "mrs")
    assert contact["birth_date"] == "2017-03-14"
    assert contact["sync"] == {"mailchimp": False, "mailjet": True, "simplemail": True}
    assert contact["marketing_campaigns_subscriptions"] == ["sms", "phone", "postal_mail", "custom"]
    assert [tag["value"] for tag in contact["_embed"]["smart_tags"]] == ["Ami"]
    v1(
        "Peoples.update",
        id=500_001,
        people={"name": "Neuf", "massmailingUnsubscribed": "N", "birthdate": "", "tel": ""},
    )
    contact = sellsy.get("/contacts/500001").json()
    assert (contact["birth_date"], contact["phone_number"]) == (None, None)
    assert contact["marketing_campaigns_subscriptions"] == ["sms", "phone", "email", "postal_mail", "custom"]


def test_a_contact_is_created_with_its_links_and_tags(v1, sellsy):
    """The answer is the bare identifier; v1 cannot write social networks, only show them."""
    people = {
        "name": "Cadet",
        "forename": "Lou",
        "email": "lou@example.org",
        "position": "Acheteuse",
        "civil": "lady",
    }
    people |= {
        "tags": ["Salon", "VIP"],
        "thirdids": [1002, 1010],
        "stickyNote": "Le matin",
        "web": "lou.example.org",
    }
    people |= {"massmailingUnsubscribedSMS": "Y", "simplemail": "Y", "twitter": "https://example.org/lou"}
    made = v1("Peoples.create", people=people)
    assert isinstance(made, int)
    contact = sellsy.get(f"/contacts/{made}?embed[]=smart_tags").json()
    assert (contact["last_name"], contact["first_name"], contact["civility"], contact["note"]) == (
        "Cadet",
        "Lou",
        "ms",
        "Le matin",
    )
    assert (contact["website"], contact["social"]["twitter"]) == ("lou.example.org", None)
    assert contact["marketing_campaigns_subscriptions"] == ["phone", "email", "postal_mail", "custom"]
    assert contact["owner"] == {"id": 1, "type": "staff"}
    shown = v1("Peoples.getOne", id=made, includeLinkeds="Y", includeAddresses="Y")
    assert (shown["thirdids"], shown["simplemail"], shown["massmailingUnsubscribedSMS"]) == (
        ["1002", "1010"],
        "Y",
        "Y",
    )
    assert sorted(smarttag["word"] for smarttag in shown["smartTags"].values()) == ["Salon", "VIP"]
    assert [(linked["thirdid"], linked["relationType"]) for linked in shown["linkeds"].values()] == [
        ("1002", "client"),
        ("1010", "prospect"),
    ]
    assert shown["addresses"] == []


def test_the_identifier_of_a_link_is_neither_a_contacts_nor_a_thirds(v1):
    """`getOne` takes it under its own name."""
    shown = v1("Peoples.getOne", id=500_001, includeLinkeds="Y")
    (link,) = shown["linkeds"]
    assert link == shown["linkedid"]
    assert link not in ("500001", "1001")
    assert v1("Peoples.getOne", thirdcontactid=link)["id"] == "500001"
    assert v1.refused("Peoples.getOne", thirdcontactid=500_001) == "E_OBJ_NOT_LOADABLE"
    assert v1.refused("Peoples.getOne", id=link) == "E_OBJ_NOT_LOADABLE"


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ({}, ["Kervadec", "Roussel", "Amrani", "Lemoine"]),
        ({"contains": "rous"}, ["Roussel"]),
        ({"contains": "personne3@"}, ["Amrani"]),
        ({"mobile": ["06 39 98 40 04"]}, ["Lemoine"]),
        ({"tags": "nobody"}, []),
        (
            {"periodecreated_start": 1_700_000_000, "periodecreated_end": 1_800_000_000},
            ["Kervadec", "Roussel", "Amrani", "Lemoine"],
        ),
        ({"periodeupdated_start": 1_800_000_000}, []),
        ({"actif": "N"}, []),
        ({"birthdate": 1489446000}, []),
    ],
)
def test_contacts_are_searched(v1, search, names):
    """An empty list is `[]`."""
    answer = v1("Peoples.getList", search=search)
    assert (answer["result"] == []) is (not names)
    assert [row["name"] for row in dict(answer["result"]).values()] == names
    assert answer["infos"]["nbtotal"] == str(len(names))


def test_lists_are_paged_and_ordered(v1):
    """Totals are texts, the size of a page is a number."""
    answer = v1("Peoples.getList", pagination={"nbperpage": 3, "pagenum": 2})
    assert answer["infos"] == {"nbperpage": 3, "nbpages": 2, "pagenum": "2", "nbtotal": "4"}
    assert list(answer["result"]) == ["500004"]
    backwards = v1("Peoples.getList", order={"direction": "DESC", "order": "created"})
    assert [row["id"] for row in backwards["result"].values()] == ["500004", "500003", "500002", "500001"]
    assert v1("Peoples.getList", pagination={"pagenum": 9})["result"] == []


def test_a_contact_is_given_to_somebody_and_deleted(v1, sellsy):
    """With its links; v2 no longer has it."""
    v1("Peoples.updateOwner", linkedid=500_001, ownerid=4)
    assert sellsy.get("/contacts/500001").json()["owner"]["id"] == 4
    assert v1.refused("Peoples.updateOwner", linkedid=500_001, ownerid=40) == "E_OBJ_NOT_LOADABLE"
    assert v1("Peoples.delete", id=500_001) is None
    assert sellsy.get("/contacts/500001").status_code == 404
    assert sellsy.get("/companies/1001").json()["main_contact_id"] is None


def test_the_note_is_written_at_creation_only(v1, sellsy):
    """As the method is documented; addresses are listed apart."""
    v1("Peoples.update", id=500_001, people={"name": "Kervadec", "stickyNote": "Non"})
    assert sellsy.get("/contacts/500001").json()["note"] == ""
    place = {
        "name": "Bureau",
        "address_line_1": "4 rue Haute",
        "postal_code": "29200",
        "city": "Brest",
        "country_code": "FR",
    }
    sellsy.make("/contacts/500001/addresses", **place)
    (shown,) = v1("Peoples.getAddresses", id=500_001)
    assert (shown["part1"], shown["town"], shown["countrycode"]) == ("4 rue Haute", "Brest", "FR")


def test_the_login_of_a_staff_member_is_refused(v1):
    """With the phrase of the real answer."""
    envelope = v1.post("Peoples.create", people={"name": "A", "email": "l.bertin@atelier-demo.example"})
    assert envelope["error"]["code"] == "E_CUSTOM"
    assert "collaborateurs" in envelope["error"]["message"]
