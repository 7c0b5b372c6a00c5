"""The settings of an account, and what an account that was not seeded holds."""


def test_an_unseeded_account_has_its_referentials_and_no_record(open_sandbox):
    """One staff member, currencies, countries, a rate category; nothing to import over."""
    sellsy = open_sandbox()
    assert sellsy.get("/companies").json()["pagination"]["total"] == 0
    assert sellsy.get("/contacts").json()["data"] == []
    assert sellsy.get("/custom-fields").json()["data"] == []
    assert sellsy.get("/staffs").json()["pagination"]["total"] == 1
    assert sellsy.get("/currencies").json()["data"][0]["code"] == "EUR"
    assert sellsy.get("/rate-categories").json()["data"][0]["is_default"] is True


def test_every_country_comes_at_once_in_french_or_english(sellsy):
    """The list is not paged."""
    answer = sellsy.get("/countries").json()
    names = {row["code"]: row["name"] for row in answer["data"]}
    assert answer["pagination"]["count"] == len(names) > 240
    assert names["DE"] == "Allemagne"
    english = {row["code"]: row["name"] for row in sellsy.get("/countries?language=en").json()["data"]}
    assert english["DE"] == "Germany"
    assert {row["code"]: row["iso-alpha-3"] for row in answer["data"]}["FR"] == "FRA"


def test_staff_can_be_read_and_filtered(sellsy):
    """Six people work in the demonstration."""
    staffs = sellsy.get("/staffs").json()["data"]
    assert [row["lastname"] for row in staffs] == [
        "Delmas",
        "Bertin",
        "Caradec",
        "N'Diaye",
        "Pelletier",
        "Vasseur",
    ]
    assert sellsy.search("staffs", status=["blocked"])["data"] == []
    assert sellsy.get("/staffs/4").json()["email"] == "f.ndiaye@atelier-demo.example"
    assert [row["id"] for row in sellsy.get("/staffs?order=name&limit=2").json()["data"]] == [2, 3]


def test_custom_fields_are_filtered_by_what_they_describe(sellsy):
    """A contact's fields are not a client's."""
    codes = [field["code"] for field in sellsy.search("custom-fields", related_object="contact")["data"]]
    assert codes == ["newsletter", "interets", "langue", "referent"]
    assert sellsy.search("custom-fields", is_required=True)["data"] == []
    items = sellsy.get("/custom-fields/302").json()["parameters"]["items"]
    assert [item["label"] for item in items] == ["Salon", "Bouche-à-oreille", "Site web", "Partenaire"]


def test_accounting_codes_are_filtered_and_ordered(sellsy):
    """By view, by code."""
    codes = sellsy.search("accounting-codes", {"order": "code"}, views=["third", "bank"])["data"]
    assert [row["code"] for row in codes] == ["401000", "411000", "411100", "607000"]
    assert sellsy.search("accounting-codes", views=["bank"])["data"] == []


def test_scopes_are_those_of_the_contract(sellsy):
    """With the one of API v1."""
    answer = sellsy.get("/scopes").json()
    assert {"companies.write", "contacts.read", "api-v1"} <= set(answer)
    assert "companies.write" in sellsy.get("/scopes/tree").json()["companies"]


def test_fictional_company_numbers_have_right_check_digits(sellsy):
    """An import must accept them."""
    for company in sellsy.get("/companies").json()["data"]:
        digits = company["legal_france"]["siret"]
        total = 0
        for rank, digit in enumerate(reversed(digits)):
            value = int(digit) * (1 + rank % 2)
            total += value - 9 if value > 9 else value
        assert total % 10 == 0
        assert digits.startswith(company["legal_france"]["siren"])


def test_the_demonstration_is_always_the_same(open_sandbox, sellsy):
    """Identifiers and timestamps included."""
    other = open_sandbox(seed="demo")
    assert other.admin.get("/dump?ids=true").json() == sellsy.admin.get("/dump?ids=true").json()
