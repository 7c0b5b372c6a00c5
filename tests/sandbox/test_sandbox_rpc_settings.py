"""API v1 smart tags, custom fields, staff and the account's settings."""

import pytest


def test_the_list_of_tags_counts_their_links(v1):
    """What v2 has no list of; the words of contacts are in the category of thirds."""
    answer = v1("SmartTags.getList", search={"contains": "vi"})
    assert answer["infos"]["nbtotal"] == "1"
    assert answer["result"]["9001"] == {"id": "9001", "category": "third", "word": "VIP", "nbLinks": "2"}
    assert v1("SmartTags.getList", search={"category": "opportunity"})["result"] == []
    linked = v1("SmartTags.getList", search={"linkedtype": "third", "linkedid": 1001})["result"]
    assert sorted(value["word"] for value in linked.values()) == ["Bretagne", "VIP"]


@pytest.mark.parametrize(
    ("kind", "identifier", "path"),
    [
        ("third", 1001, "companies"),
        ("prospect", 1010, "individuals"),
        ("people", 500_001, "contacts"),
        ("opportunity", 700_001, "opportunities"),
    ],
)
def test_a_tag_is_assigned_by_word_and_unassigned_by_id(v1, sellsy, kind, identifier, path):
    """Beside those already there; a new word makes a new tag."""
    before = {tag["value"] for tag in sellsy.get(f"/{path}/{identifier}/smart-tags").json()["data"]}
    named = {"linkedtype": kind, "linkedid": identifier}
    answer = v1("SmartTags.assign", **named, tags="Essai")["tags"]
    fresh = next(record["id"] for record in answer.values() if record["word"] == "Essai")
    after = {tag["value"] for tag in sellsy.get(f"/{path}/{identifier}/smart-tags").json()["data"]}
    assert after == before | {"Essai"}
    v1("SmartTags.unassign", **named, tags=[fresh])
    again = {tag["value"] for tag in sellsy.get(f"/{path}/{identifier}/smart-tags").json()["data"]}
    assert again == before
    assert v1("SmartTags.getList", search={"contains": "Essai"})["infos"]["nbtotal"] == "1"


def test_a_tag_needs_a_record_of_its_kind(v1):
    """A client is no prospect."""
    assert (
        v1.refused("SmartTags.assign", linkedtype="prospect", linkedid=1001, tags="A") == "E_OBJ_NOT_LOADABLE"
    )
    assert v1.refused("SmartTags.assign", linkedtype="planet", linkedid=1001, tags="A") == "E_PARAM_INVALID"
    assert v1.refused("SmartTags.assign", linkedtype="third", linkedid=1001) == "E_PARAM_MISSING"


def test_custom_fields_are_listed_for_a_use(v1):
    """With v1's names of types, their choices, and by name unless told."""
    listing = v1("CustomFields.getList", search={"useOn": "people"}, pagination={"nbperpage": 100})["result"]
    assert {entry["code"] for entry in listing.values()} == {"newsletter", "interets", "langue", "referent"}
    every = v1("CustomFields.getList", pagination={"nbperpage": 100}, order={"order": "cf_code"})["result"]
    assert [entry["code"] for entry in every.values()] == sorted(entry["code"] for entry in every.values())
    types = {record["code"]: record["type"] for record in every.values()}
    assert (types["surface"], types["secteur-activite"], types["apporteur"]) == (
        "unit",
        "simpletext",
        "third",
    )
    assert [item["value"] for item in every["302"]["prefsList"]][:2] == ["Salon", "Bouche-à-oreille"]
    assert (every["316"]["useOn_opportunity"], every["316"]["useOn_client"]) == ("Y", "N")
    assert v1("CustomFields.getOne", id=302)["code"] == "origine"


def test_values_are_written_in_the_words_of_v1(v1, sellsy):
    """Labels, Y and N, timestamps, seconds, units; v2 shows its own forms."""
    given = {
        301: {"value": "Bois"}, 302: {"value": "Salon"}, 303: {"value": "Y"}, 304: {"value": "12.5"},
        305: {"value": 1_489_446_000}, 306: {"value": ["Conseil", "Formation"]}, 308: {"value": "1500", "currencyid": 2},
        309: {"value": "80", "unitid": 6}, 310: {"value": 34_200}, 311: {"value": "https://example.com"},
        314: {"value": [2]}, 315: {"value": [1002]},
    }  # fmt: skip
    values = [{"cfid": field, **value} for field, value in given.items()]
    assert v1("CustomFields.recordValues", linkedtype="client", linkedid=1001, values=values) is None
    records = {
        field["id"]: field["value"]
        for field in sellsy.get("/companies/1001/custom-fields?limit=100").json()["data"]
    }
    assert {field: records[field] for field in given} == {
        301: "Bois", 302: 3101, 303: True, 304: "12.5", 305: "2017-03-14", 306: [3201, 3202],
        308: {"amount": "1500", "currency": "USD"}, 309: {"number": "80", "unit_id": 6}, 310: "09:30",
        311: "https://example.com", 314: [2], 315: [{"type": "company", "id": 1002}],
    }  # fmt: skip
    fields = v1("Client.getOne", clientid=1001)["customFields"]
    assert next(field["value"] for field in fields if field["code"] == "secteur-activite") == "Bois"


def test_values_not_provided_stay_unless_told(v1, sellsy):
    """An empty value empties."""

    def stored():
        return {
            field["id"]: field["value"]
            for field in sellsy.get("/companies/1001/custom-fields").json()["data"]
        }

    assert (stored()[301], stored()[302]) == ("Services", 3101)
    named = {"linkedtype": "third", "linkedid": 1001}
    v1("CustomFields.recordValues", **named, values={"0": {"cfid": 301, "value": ""}})
    assert (stored()[301], stored()[302]) == (None, 3101)
    v1("CustomFields.recordValues", **named, deleteUnprovided="Y", values=[{"cfid": 304, "value": 0}])
    assert (stored()[302], stored()[304]) == (None, "0")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"cfid": 999, "value": "A"}, "E_OBJ_NOT_LOADABLE"),
        ({"value": "A"}, "E_PARAM_MISSING"),
        ({"cfid": 302, "value": "Nulle part"}, "E_PARAM_INVALID"),
        ({"cfid": 303, "value": "oui"}, "E_PARAM_INVALID"),
        ({"cfid": 304, "value": "200"}, "E_CUSTOM"),
        ({"cfid": 316, "value": "Renouvellement"}, "E_CUSTOM"),
        ({"cfid": 308, "value": "1", "currencyid": 999}, "E_OBJ_NOT_LOADABLE"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_kept(v1, sellsy, value, code):
    """Not even the values before it."""
    before = sellsy.admin.get("/dump?ids=true").text
    values = [{"cfid": 301, "value": "Autre"}, value]
    assert v1.refused("CustomFields.recordValues", linkedtype="third", linkedid=1001, values=values) == code
    assert sellsy.admin.get("/dump?ids=true").text == before


def test_staff_are_keyed_with_their_prefix(v1):
    """`linkedid` is the identifier that other methods take."""
    answer = v1("Staffs.getList", pagination={"nbperpage": 2})
    assert list(answer["result"]) == ["staff_1", "staff_2"]
    assert (answer["result"]["staff_2"]["linkedid"], answer["infos"]["nbpages"]) == ("2", 3)
    assert v1("Staffs.getOne", id=3)["fullName"] == "Maëlle Caradec"


def test_the_account_tells_its_settings(v1):
    """Keyed by identifiers."""
    assert v1("AccountPrefs.getCorpInfos")["name"] == "Bac à sable"
    assert v1("AccountPrefs.getCurrencies")["1"]["name"] == "EUR"
    assert v1("Accountdatas.getRateCategories")["52"]["label"] == "Revendeurs"
    assert v1("Accountdatas.getUnits")["3"]["value"] == "heure"
