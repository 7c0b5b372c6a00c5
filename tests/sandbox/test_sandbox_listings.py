"""Looking for a word in every kind of record, and asking for files of records."""

import pytest

ASKED = {"output_format": "csv", "charset": "UTF-8", "columns": "api", "filters": {}}


def test_a_word_is_looked_for_in_every_kind_of_record(sellsy):
    """Without case or accents, in names, e-mails, numbers and references; each hit says what it is."""
    company = sellsy.company("Zéphyr Conseil", email="bonjour@zephyr.example")
    contact = sellsy.contact("Zéphyrin", first_name="Ada")
    deal = {
        "name": "ZEPHYR 2026",
        "pipeline": 41,
        "step": 402,
        "related": [{"type": "company", "id": company["id"]}],
    }
    opportunity = sellsy.make("/opportunities", **deal)
    answer = sellsy.get("/search", params={"q": "zephyr"}).json()
    hits = {
        (record["object"]["type"], record["object"]["id"], record["object"]["sub_type"])
        for record in answer["data"]
    }
    assert hits == {
        ("company", company["id"], "client"),
        ("contact", contact["id"], "contact"),
        ("opportunity", opportunity["id"], "opportunity"),
    }
    assert answer["pagination"] == {"limit": 25, "count": 3, "total": 3, "offset": 0}
    assert answer["aggregations"]["count_by_type"] == {"company": [1], "contact": [1], "opportunity": [1]}


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ({"type": "contact"}, 1),
        ({"type[]": "company.client"}, 1),
        ({"type": "company.supplier"}, 0),
        ({"type": ["company", "contact"]}, 2),
        ({"archived": "true"}, 0),
        ({"limit": "1"}, 2),
    ],
)
def test_a_search_is_narrowed(sellsy, query, total):
    """By types and sub-types, by what is archived; a limit keeps the total."""
    sellsy.company("Zéphyr")
    sellsy.contact("Zéphyr")
    answer = sellsy.get("/search", params={"q": "zephyr", **query}).json()
    assert (answer["pagination"]["total"], len(answer["data"])) == (
        total,
        min(total, int(query.get("limit", 25))),
    )


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "a", "type": "planet"},
        {"q": "a", "archived": "peut-être"},
        {"q": "a", "limit": "101"},
    ],
)
def test_a_search_that_says_nothing_or_too_much_is_refused(sellsy, query):
    """The word is needed; types, limits and flags are those of the contract."""
    assert sellsy.get("/search", params=query).status_code == 400


@pytest.mark.parametrize("name", ["companies", "contacts", "opportunities"])
def test_an_export_is_taken_and_waits(sellsy, name):
    """Its answer counts the rows that its filters keep."""
    total = sellsy.get(f"/{name}").json()["pagination"]["total"]
    answer = sellsy.post(f"/{name}/export", json={**ASKED, "custom_name": "Tout"})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["status"], made["listing_name"], made["custom_name"], made["total_rows"]) == (
        "pending",
        name,
        "Tout",
        total,
    )
    none = sellsy.post(
        f"/{name}/export", json={**ASKED, "filters": {"created": {"end": "2001-01-01T00:00:00+01:00"}}}
    )
    assert none.json()["total_rows"] == 0


@pytest.mark.parametrize("missing", ["output_format", "charset", "columns", "filters"])
def test_an_export_says_its_format_its_charset_its_columns_and_its_filters(sellsy, missing):
    """All four are needed, as for the contract."""
    asked = {key: value for key, value in ASKED.items() if key != missing}
    assert sellsy.post("/companies/export", json=asked).json()["error"]["details"] == {
        missing: "Ce champ est manquant"
    }


@pytest.mark.parametrize(
    ("path", "key"),
    [("rate-categories/51", "rate_category_id"), ("accounting-codes/7001", "accounting_code_id")],
)
def test_what_names_a_deleted_setting_lets_go_of_it(sellsy, path, key):
    """The company stays, without it."""
    identifier = path.split("/")[1]
    company = sellsy.company("A", **{key: int(identifier)})
    assert company[key] == int(identifier)
    assert sellsy.delete(f"/{path}").status_code == 204
    assert sellsy.delete(f"/{path}").status_code == 404
    assert sellsy.get(f"/companies/{company['id']}").json()[key] is None
    assert (
        sellsy.post("/companies", json={"type": "client", "name": "B", key: int(identifier)}).status_code
        == 400
    )
