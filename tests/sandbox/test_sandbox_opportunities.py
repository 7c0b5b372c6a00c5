"""Opportunities over real HTTP: what they need, what they refuse, their step, sums, tags and searches."""

import pytest

DEAL = {"name": "Escalier", "pipeline": 41, "step": 402, "related": [{"type": "company", "id": 1001}]}


def _ids(page):
    return [row["id"] for row in page["data"]]


def test_a_minimal_opportunity_gets_its_defaults(sellsy):
    """Open, the step's likelihood, no amount, the default source, a number, the first owner."""
    made = sellsy.make("/opportunities", **DEAL)
    assert made["status"] == "open"
    assert made["probability"] == 25
    assert made["source"] == {"id": 151, "name": "Site internet"}
    assert made["amount"] in (None, {"value": "0", "currency": "EUR"})  # as recorded, as in the contract
    assert made["pipeline"] == {"id": 41, "name": "Ventes"}
    assert made["step"] == {"id": 402, "name": "Qualification"}
    assert made["number"] == "OPP-00013"
    assert made["owner"] == {"id": 1, "type": "staff"}
    assert made["company_id"] == 1001
    assert made["individual_id"] is None
    assert made["note"] == ""
    assert made["updated_status"] == made["created"]


def test_everything_given_is_read_back(sellsy):
    """Amount as written, dates, people, note and status come back."""
    body = {
        **DEAL, "related": [{"type": "individual", "id": 1009}], "amount": "100.50", "number": "AFF-7", "probability": 60,
        "created": "2026-02-03T10:00:00Z", "due_date": "2026-12-31", "status": "won", "source": 153, "note": "Vu au salon",
        "assigned_staff_ids": [2, 3], "contact_ids": [500001], "owner_id": 2, "main_doc_id": None,
    }  # fmt: skip
    made = sellsy.get(f"/opportunities/{sellsy.make('/opportunities', **body)['id']}").json()
    assert made["amount"] == {"value": "100.50", "currency": "EUR"}
    assert made["created"] == "2026-02-03T11:00:00+01:00"
    assert (made["individual_id"], made["company_id"]) == (1009, None)
    for key in ("number", "due_date", "status", "note", "probability", "assigned_staff_ids", "contact_ids"):
        assert made[key] == body[key]
    assert made["source"]["id"] == 153
    assert made["owner"] == {"id": 2, "type": "staff"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"pipeline": 99}, "pipeline"),
        ({"step": 999}, "step"),
        ({"step": 407}, "step"),
        ({"source": 999}, "source"),
        ({"owner_id": 99}, "owner_id"),
        ({"related": []}, "related"),
        ({"related": [{"type": "company", "id": 999999}]}, "related"),
        ({"related": [{"type": "company", "id": 1001}, {"type": "individual", "id": 1009}]}, "related"),
        ({"related": [{"type": "company", "id": 1001}, {"type": "company", "id": 1002}]}, "related"),
        ({"related": [{"type": "contact", "id": 500001}]}, "related"),
        ({"related": [{"type": "estimate", "id": 1}]}, "related.0.type"),
        ({"amount": "douze"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "nan"}, "amount"),
        ({"amount": 12}, "amount"),
        ({"probability": 101}, "probability"),
        ({"status": "perdu"}, "status"),
        ({"due_date": "2026-02-30"}, "due_date"),
        ({"created": "hier"}, "created"),
        ({"assigned_staff_ids": [99]}, "assigned_staff_ids"),
        ({"contact_ids": [1001]}, "contact_ids"),
        ({"main_doc_id": 5}, "main_doc_id"),
        ({"number": "OPP-00001"}, "number"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_does_not_hold_is_refused(sellsy, change, field):
    """Each wrong value is a 400 whose details name the field, and nothing is stored."""
    answer = sellsy.post("/opportunities", json={**DEAL, **change})
    assert answer.status_code == 400
    assert field in answer.json()["error"]["details"]
    assert sellsy.get("/opportunities").json()["pagination"]["total"] == 12


@pytest.mark.parametrize("missing", ["name", "pipeline", "step", "related"])
def test_four_keys_are_required(sellsy, missing):
    """Without one of them the answer is a 400 that names it."""
    body = {key: value for key, value in DEAL.items() if key != missing}
    answer = sellsy.post("/opportunities", json=body)
    assert (answer.status_code, list(answer.json()["error"]["details"])) == (400, [missing])


def test_verify_checks_and_stores_nothing(sellsy):
    """`verify=true` answers 204, refuses what would be refused, and uses up no number."""
    assert sellsy.post("/opportunities?verify=true", json=DEAL).status_code == 204
    assert sellsy.post("/opportunities?verify=true", json={**DEAL, "step": 407}).status_code == 400
    assert sellsy.put("/opportunities/700001?verify=true", json={"name": "Autre"}).status_code == 204
    assert sellsy.patch("/opportunities/700001?verify=true", json={"name": "Autre"}).status_code == 204
    assert sellsy.get("/opportunities/700001").json()["name"] == "Agencement de la boutique"
    assert sellsy.make("/opportunities", **DEAL)["number"] == "OPP-00013"


def test_a_number_given_by_hand_is_passed_over(sellsy):
    """The number the sandbox would give next may be taken already."""
    sellsy.make("/opportunities", **DEAL, number="OPP-00013")
    assert sellsy.make("/opportunities", **DEAL)["number"] == "OPP-00014"


def test_a_change_of_step_takes_its_likelihood_and_stamps_the_status(sellsy):
    """`updated_status` moves with the step and with the status, and with nothing else."""
    before = sellsy.get("/opportunities/700001").json()
    renamed = sellsy.put("/opportunities/700001", json={"name": "Boutique"}).json()
    assert renamed["updated_status"] == before["updated_status"]
    moved = sellsy.put("/opportunities/700001", json={"step": 404}).json()
    assert moved["probability"] == 75
    assert moved["updated_status"] > before["updated_status"]
    kept = sellsy.put("/opportunities/700001", json={"step": 405, "probability": 12}).json()
    assert kept["probability"] == 12
    won = sellsy.put("/opportunities/700002", json={"status": "won"}).json()
    assert won["updated_status"] > before["updated_status"]


def test_a_move_to_another_pipeline_names_one_of_its_steps(sellsy):
    """The pipeline alone is refused: the step would be another pipeline's."""
    assert sellsy.put("/opportunities/700001", json={"pipeline": 42}).status_code == 400
    moved = sellsy.put("/opportunities/700001", json={"pipeline": 42, "step": 407}).json()
    assert (moved["pipeline"]["name"], moved["step"]["name"]) == ("Partenariats", "Qualification")


def test_patch_changes_only_what_it_is_told(sellsy):
    """Amounts and likelihoods are numbers there; `only[]` leaves the other keys alone."""
    body = {"name": "Neuf", "amount": 99.5, "probability": 33}
    patched = sellsy.patch("/opportunities/700001?only[]=amount&only[]=probability", json=body).json()
    assert patched["amount"]["value"] == "99.5"
    assert (patched["probability"], patched["name"]) == (33, "Agencement de la boutique")
    assert sellsy.patch("/opportunities/700001", json=body).json()["name"] == "Neuf"
    assert sellsy.patch("/opportunities/700001", json={"number": "X"}).status_code == 400


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"name": "BIBLIOTHEQUE DE L'ETUDE"}, [700003]),
        ({"pipeline": [42]}, [700012]),
        ({"step": [403, 405], "statuses": ["open"]}, [700001, 700005, 700006]),
        ({"statuses": ["won", "lost"]}, [700010, 700011]),
        ({"amount": {"min": 31200}}, [700005, 700009]),
        ({"amount": {"min": 4800.5, "max": 5200}}, [700002, 700011]),
        ({"related_objects": [{"type": "company", "id": 1001}, {"type": "individual", "id": 1010}]}, [700001, 700002, 700012]),
        ({"assigned_staffs": [3], "statuses": ["won"]}, [700010]),
        ({"due_date": {"start": "2027-05-01T00:00:00+02:00", "end": "2027-06-30T23:59:59+02:00"}}, [700007, 700009]),
        ({"created": {"start": "2026-09-01T00:00:00+02:00"}}, [700009]),
        ({"updated_status": {"start": "2025-02-01T00:00:00+01:00"}}, []),
        ({}, list(range(700001, 700013))),
    ],
)  # fmt: skip
def test_every_filter_of_the_contract(sellsy, filters, expected):
    """Each filter keeps what it says and nothing else."""
    assert _ids(sellsy.search("opportunities", **filters)) == expected


@pytest.mark.parametrize(
    "filters", [{"nom": "x"}, {"favourite_filter": 3}, {"statuses": ["gagné"]}, {"amount": {"min": "dix"}}]
)
def test_wrong_filters_are_refused(sellsy, filters):
    """An unknown filter, a saved search nobody saved, a wrong value: 400, never everything."""
    assert sellsy.post("/opportunities/search", json={"filters": filters}).status_code == 400


def test_orders_and_pages_agree_even_where_no_date_is_due(sellsy):
    """Sorting by due date and reading two by two gives every opportunity once."""
    sellsy.make("/opportunities", **DEAL)
    sellsy.make("/opportunities", **DEAL)
    results, offset = [], None
    while True:
        query = {"limit": 2, "order": "due_date", "direction": "desc"} | (
            {"offset": offset} if offset else {}
        )
        page = sellsy.get("/opportunities", params=query).json()
        results += [(row["due_date"], row["id"]) for row in page["data"]]
        offset = page["pagination"]["offset"]
        if page["pagination"]["count"] < 2:
            break
    assert len({item for _, item in results}) == len(results) == 14
    assert results == sorted(results, key=lambda pair: (pair[0] or "", pair[1]), reverse=True)


def test_embeds_widen_an_opportunity(sellsy):
    """Its third, people, currency, tags and custom fields come below `_embed`."""
    sellsy.put("/opportunities/700001", json={"contact_ids": [500001]})
    sellsy.post("/opportunities/700001/smart-tags", json=[{"value": "Chaud"}])
    sellsy.put("/opportunities/700001/custom-fields", json=[{"id": 317, "value": "Menuiserie Ouest"}])
    asked = [
        "company",
        "contacts",
        "assigned_staffs",
        "currency",
        "smart_tags",
        "cf.317",
        "estimates",
        "proformas",
    ]
    embedded = sellsy.get("/opportunities/700001", params={"embed[]": asked}).json()["_embed"]
    assert embedded["company"]["name"] == "Menuiserie Kervadec"
    assert [contact["id"] for contact in embedded["contacts"]] == [500001]
    assert [staff["id"] for staff in embedded["assigned_staffs"]] == [2]
    assert embedded["currency"]["code"] == "EUR"
    assert [tag["value"] for tag in embedded["smart_tags"]] == ["Chaud"]
    assert embedded["custom_fields"][0]["value"] == "Menuiserie Ouest"
    assert (embedded["estimates"], embedded["proforma"]) == (0, 0)
    assert sellsy.get("/companies/1001?embed[]=opportunities").json()["_embed"]["opportunities"] == 2
    assert sellsy.get("/contacts/500001?embed[]=opportunities").json()["_embed"]["opportunities"] == 1


def test_sums_are_over_all_pages_of_the_search(sellsy):
    """`embed[]=aggregations` adds the sums of everything that satisfies the filters."""
    body = {"filters": {"statuses": ["won", "lost"]}}
    answer = sellsy.post("/opportunities/search?limit=1&embed[]=aggregations", json=body).json()
    assert answer["pagination"]["count"] == 1
    assert answer["aggregations"]["amount_sum"] == {
        "number": 2,
        "amount": {"value": "9100.00", "currency": "EUR"},
    }
    assert answer["aggregations"]["amount_sum_by_status"]["won"]["number"] == 1
    assert "aggregations" not in sellsy.post("/opportunities/search", json=body).json()


def test_opportunities_have_words_and_fields_of_their_own(sellsy):
    """Their tags are not the thirds' tags; a field of companies is refused."""
    assert sellsy.post("/opportunities/700001/smart-tags", json=[{"value": "VIP"}]).status_code == 200
    words = sellsy.get("/smart-tags/opportunity/autocomplete").json()["data"]
    assert [word["value"] for word in words] == ["VIP"]
    fields = sellsy.get("/opportunities/700001/custom-fields").json()["data"]
    assert [field["id"] for field in fields] == [316, 317, 318, 319]
    values = [
        {"id": 316, "value": 3402},
        {"id": 318, "value": {"amount": "50.5", "currency": "EUR"}},
        {"id": 319, "value": [3501, 3504]},
    ]
    assert sellsy.put("/opportunities/700001/custom-fields", json=values).status_code == 200
    assert (
        sellsy.put("/opportunities/700001/custom-fields", json=[{"id": 301, "value": "x"}]).status_code == 400
    )
    read = sellsy.get("/opportunities/700001/custom-fields").json()["data"]
    assert [item["value"] for item in read] == [
        3402,
        None,
        {"amount": "50.5", "currency": "EUR"},
        [3501, 3504],
    ]


def test_what_opportunities_are_made_of(sellsy):
    """Pipelines, steps, sources and categories are listed by rank; two pipelines share a step's name."""
    pipelines = sellsy.get("/opportunities/pipelines").json()["data"]
    assert [(pipeline["name"], pipeline["step"], pipeline["is_default"]) for pipeline in pipelines] == [
        ("Ventes", 5, True),
        ("Partenariats", 4, False),
    ]
    steps = {
        pipeline["id"]: sellsy.get(f"/opportunities/pipelines/{pipeline['id']}/steps").json()["data"]
        for pipeline in pipelines
    }
    assert [[step["name"] for step in steps[number]].count("Qualification") for number in (41, 42)] == [1, 1]
    assert set(steps[41][0]) == {"id", "name", "probability", "rank"}
    both = sellsy.post("/opportunities/steps/search", json={"filters": {"name": "qualification"}}).json()[
        "data"
    ]
    assert [record["id"] for record in both] == [402, 407]
    inside = sellsy.post(
        "/opportunities/pipelines/42/steps/search", json={"filters": {"name": "qualification"}}
    ).json()["data"]
    assert [record["id"] for record in inside] == [407]
    assert _ids(sellsy.search("opportunities/pipelines", is_default=False)) == [42]
    counted = sellsy.get("/opportunities/pipelines/42/steps?embed[]=opportunities_number").json()["data"]
    assert [item["_embed"]["opportunities_number"] for item in counted] == [0, 1, 0, 0]
    assert _ids(sellsy.get("/opportunities/sources?order=rank&direction=desc").json()) == [
        155,
        154,
        153,
        152,
        151,
    ]
    assert _ids(sellsy.get("/opportunities/categories/1/sources").json()) == [151, 152, 153, 154, 155]
    assert (
        len(sellsy.get("/opportunities/categories?embed[]=sources").json()["data"][0]["_embed"]["sources"])
        == 5
    )
    assert sellsy.get("/opportunities/pipelines/99/steps").status_code == 404


def test_a_deleted_opportunity_takes_its_comments_and_leaves_its_tasks(sellsy):
    """Comments about it go, tasks and events stay and are about nothing any more."""
    assert sellsy.delete("/opportunities/700001").status_code == 204
    assert sellsy.get("/opportunities/700001").status_code == 404
    assert sellsy.get("/comments/900009").status_code == 404
    assert sellsy.get("/tasks/800007").json()["related"] == []


def test_a_deleted_company_is_no_longer_named_anywhere(sellsy):
    """Its opportunities, tasks and events stay without it; its comments go."""
    assert sellsy.delete("/companies/1001").status_code == 204
    left = sellsy.get("/opportunities/700001").json()
    assert (left["related"], left["company_id"]) == ([], None)
    assert sellsy.get("/tasks/800001").json()["company_id"] is None
    assert sellsy.get("/calendar-events/800011").json()["related"] == []
    assert sellsy.get("/comments/900001").status_code == 404
    assert sellsy.search("opportunities", related_objects=[{"type": "company", "id": 1001}])["data"] == []


def test_a_deleted_contact_leaves_the_lists_it_stood_in(sellsy):
    """Opportunities and events no longer name it."""
    sellsy.put("/opportunities/700001", json={"contact_ids": [500001, 500002]})
    people = [{"type": "contact", "id": 500001}, {"type": "staff", "id": 2}]
    sellsy.put("/calendar-events/800011", json={"participants": people})
    assert sellsy.delete("/contacts/500001").status_code == 204
    assert sellsy.get("/opportunities/700001").json()["contact_ids"] == [500002]
    assert sellsy.get("/calendar-events/800011").json()["participants"] == [{"type": "staff", "id": 2}]


def test_a_batch_chains_a_company_and_its_opportunity(sellsy):
    """The uuid of the company stands in the opportunity's body, the opportunity's in the tags' uri."""
    answer = sellsy.batch(
        ({"uri": "/companies", "method": "POST", "uuid": "c1"}, {"type": "client", "name": "Neuve"}),
        ({"uri": "/opportunities", "method": "POST", "uuid": "o1"}, {**DEAL, "related": [{"type": "company", "id": "c1"}]}),
        ({"uri": "/opportunities/o1/smart-tags", "method": "POST"}, [{"value": "Chaud"}]),
    )  # fmt: skip
    codes = [response["code"] for response in answer.json()["responses"]]
    assert codes == [201, 201, 200]
    assert (
        answer.json()["responses"][1]["response"]["company_id"]
        == answer.json()["responses"][0]["response"]["id"]
    )


def test_an_account_without_the_demonstration_can_sell_too(open_sandbox):
    """A fresh account has one pipeline, its steps, sources and labels."""
    fresh = open_sandbox()
    company = fresh.company()
    made = fresh.make("/opportunities", **{**DEAL, "related": [{"type": "company", "id": company["id"]}]})
    assert made["number"] == "OPP-00001"
    assert len(fresh.get("/opportunities/pipelines").json()["data"]) == 1
