"""Pages, orders, narrowing and widening."""

import base64
import json

import pytest


def walk(sellsy, path, **query):
    """Follow the cursor to the end and return the pages' identifiers."""
    pages, offset = [], None
    while True:
        answer = sellsy.get(path, params={**query, **({"offset": offset} if offset else {})}).json()
        pages.append([row["id"] for row in answer["data"]])
        offset = answer["pagination"]["offset"]
        if answer["pagination"]["count"] < answer["pagination"]["limit"]:
            return pages


def test_the_cursor_holds_the_last_rows_sort_keys_as_texts(sellsy):
    """It is base64 of a JSON array; the last page still has one."""
    page = sellsy.get("/companies?limit=3").json()["pagination"]
    assert json.loads(base64.b64decode(page["offset"])) == ["1003"]
    assert (page["limit"], page["count"], page["total"]) == (3, 3, 8)
    last = sellsy.get("/companies?limit=100").json()["pagination"]
    assert json.loads(base64.b64decode(last["offset"])) == ["1008"]


@pytest.mark.parametrize("order", ["id", "name", "created_at", "updated_at"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_walking_the_cursor_meets_every_row_once_in_order(sellsy, order, direction):
    """Ties are broken by the identifier, in both directions."""
    for _ in range(3):
        sellsy.company("Même nom")
    whole = walk(sellsy, "/companies", limit=100, order=order, direction=direction)[0]
    pages = walk(sellsy, "/companies", limit=2, order=order, direction=direction)
    assert [row for page in pages for row in page] == whole
    assert len(whole) == 11


def test_names_are_ordered_without_case_or_accents(sellsy):
    """As MySQL orders them."""
    companies = sellsy.get("/companies?order=name&limit=5&field[]=name").json()["data"]
    assert [row["name"] for row in companies][2:5] == [
        "Domaine de la Source",
        "Étude Roussel & Fils",
        "Garage de l'Étoile",
    ]


def test_a_row_created_during_the_walk_is_met_and_a_deleted_one_does_not_shift(sellsy):
    """A cursor names a row, not a rank."""
    first = sellsy.get("/companies?limit=3").json()
    sellsy.delete("/companies/1001")
    last = sellsy.company()["id"]
    rest = sellsy.get("/companies", params={"limit": 100, "offset": first["pagination"]["offset"]}).json()
    assert [row["id"] for row in rest["data"]] == [1004, 1005, 1006, 1007, 1008, last]


def test_a_numeric_offset_skips_rows_and_is_echoed(sellsy):
    """It is refused past 100,000."""
    answer = sellsy.get("/companies?limit=2&offset=5").json()
    assert [row["id"] for row in answer["data"]] == [1006, 1007]
    assert answer["pagination"]["offset"] == 5
    assert sellsy.get("/companies?offset=0&limit=1").json()["pagination"]["offset"] == 0
    assert sellsy.get("/companies?offset=100000").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "limit=101",
        "limit=-1",
        "limit=x",
        "order=email",
        "direction=up",
        "offset=nothing",
        "offset=WyJ4Il0=",
        "embed[]=everything",
        "embed[]=cf.x",
        "embed[]=cf.99999",
    ],
)
def test_a_wrong_option_is_refused(sellsy, query):
    """A 400 that names it."""
    answer = sellsy.get(f"/companies?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0].removesuffix("[]") in answer.json()["error"]["details"]


def test_a_cursor_of_another_order_is_refused(sellsy):
    """Its keys do not fit."""
    offset = sellsy.get("/companies?limit=1&order=name").json()["pagination"]["offset"]
    assert sellsy.get("/companies", params={"offset": offset}).status_code == 400


def test_a_limit_of_zero_only_counts(sellsy):
    """The contract's minimum is 0."""
    answer = sellsy.get("/companies?limit=0").json()
    assert (answer["data"], answer["pagination"]["total"]) == ([], 8)


def test_field_narrows_the_answer(sellsy):
    """Only what is asked comes back; a dot reaches inside a group."""
    company = sellsy.get("/companies/1001?field[]=id&field[]=legal_france.siren&field[]=nothing").json()
    assert company == {"id": 1001, "legal_france": {"siren": "000000018"}}


def test_embed_widens_the_answer(sellsy):
    """Addresses, contacts, tags, owner, custom fields and counts come below `_embed`."""
    asked = [
        "invoicing_address",
        "main_contact",
        "dunning_contact",
        "smart_tags",
        "owner",
        "estimates",
        "cf.302",
    ]
    embedded = sellsy.get("/companies/1001", params={"embed[]": asked}).json()["_embed"]
    assert embedded["invoicing_address"]["city"] == "Brest"
    assert embedded["main_contact"]["last_name"] == "Kervadec"
    assert embedded["dunning_contact"] is None
    assert [tag["value"] for tag in embedded["smart_tags"]] == ["VIP", "Bretagne"]
    assert embedded["owner"]["id"] == 2
    assert embedded["estimates"] == 0
    assert [(field["code"], field["value"]) for field in embedded["custom_fields"]] == [("origine", 3101)]


def test_embedded_tags_stop_at_twenty(sellsy):
    """The rest needs the tags' own endpoint."""
    sellsy.post("/companies/1001/smart-tags", json=[{"value": f"T{rank}"} for rank in range(30)])
    embedded = sellsy.get("/companies/1001?embed[]=smart_tags").json()["_embed"]["smart_tags"]
    assert len(embedded) == 20
    assert sellsy.get("/companies/1001/smart-tags?limit=100").json()["pagination"]["total"] == 32


def test_an_empty_page_repeats_the_cursor_given(sellsy):
    """There is no last row to name."""
    offset = sellsy.get("/companies?limit=100").json()["pagination"]["offset"]
    page = sellsy.get("/companies", params={"offset": offset}).json()["pagination"]
    assert (page["count"], page["offset"]) == (0, offset)
