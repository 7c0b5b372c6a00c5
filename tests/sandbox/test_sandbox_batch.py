"""`POST /v2/batch`: pairs of lines, uuids, independence, order."""

import json

PLACE = {
    "name": "Siège",
    "address_line_1": "1 rue A",
    "postal_code": "75001",
    "city": "Paris",
    "country_code": "FR",
}
NEW = {"type": "client", "name": "Par lot"}


def head(method, uri, **more):
    """Return the header line of a pair."""
    return {"uri": uri, "method": method, **more}


def test_a_company_and_its_dependants_travel_in_one_request(sellsy):
    """The uuid of an earlier pair stands for the identifier it created, in uris and in bodies."""
    answer = sellsy.batch(
        (head("POST", "/companies", uuid="c-1"), NEW),
        (head("POST", "/contacts", uuid="p-1"), {"last_name": "Roux"}),
        (head("POST", "/companies/c-1/addresses"), {**PLACE, "is_invoicing_address": True}),
        (head("POST", "/v2/companies/c-1/smart-tags"), [{"value": "Lot"}]),
        (head("PUT", "/companies/{c-1}/custom-fields"), [{"id": 301, "value": "Bois"}]),
        (head("POST", "/companies/c-1/contacts/p-1"), {"roles": ["main"]}),
        (head("POST", "/contacts/search"), {"filters": {"companies": ["c-1"]}}),
    )
    assert answer.status_code == 207
    body = answer.json()
    assert body["error"] is False
    assert [response["code"] for response in body["responses"]] == [201, 201, 201, 200, 200, 201, 200]
    company, contact = (body["responses"][rank]["response"]["id"] for rank in (0, 1))
    assert body["responses"][4]["response"] is None
    assert body["responses"][6]["response"]["data"][0]["id"] == contact
    assert sellsy.get(f"/companies/{company}").json()["main_contact_id"] == contact


def test_a_failed_pair_stops_nothing_but_those_that_name_it(sellsy):
    """Answers come in order; what a failed pair began is undone."""
    answer = sellsy.batch(
        (head("POST", "/companies", uuid="bad"), {"type": "client"}),
        (head("POST", "/companies/bad/addresses"), PLACE),
        (head("POST", "/companies", uuid="good"), NEW),
        (
            head("PUT", "/companies/good/custom-fields"),
            [{"id": 301, "value": "A"}, {"id": 302, "value": "x"}],
        ),
        (head("GET", "/companies/good/custom-fields", query={"limit": 1}), {}),
    )
    body = answer.json()
    assert body["error"] is True
    assert [response["code"] for response in body["responses"]] == [400, 404, 201, 400, 200]
    assert body["responses"][0]["response"]["error"]["details"] == {"name": "Ce champ est manquant"}
    assert body["responses"][4]["response"]["data"][0]["value"] is None


def test_reads_and_searches_see_what_the_same_batch_wrote(sellsy):
    """Queries may be an object or part of the uri."""
    answer = sellsy.batch(
        (
            head("POST", "/companies/search", query={"limit": 1, "field[]": ["id"]}),
            {"filters": {"name": "Par lot"}},
        ),
        (head("POST", "/companies"), NEW),
        (head("POST", "/companies/search?limit=5"), {"filters": {"name": "par LOT"}}),
        (head("GET", "/companies/1001?field[]=name"), {}),
        (head("DELETE", "/companies/1002"), {}),
        (head("GET", "/companies/1002"), {}),
    )
    responses = [response["response"] for response in answer.json()["responses"]]
    assert responses[0]["pagination"]["total"] == 0
    assert responses[2]["pagination"]["total"] == 1
    assert responses[3] == {"name": "Menuiserie Kervadec"}
    assert responses[4] is None
    assert responses[5]["error"]["code"] == 404


def test_verify_in_a_batch_stores_nothing(sellsy):
    """The pair answers 204."""
    answer = sellsy.batch((head("POST", "/companies", query={"verify": True}), NEW))
    assert answer.json()["responses"] == [{"code": 204, "response": None}]
    assert sellsy.names("companies", name="Par lot") == []


def test_a_batch_that_is_not_pairs_is_refused_whole(sellsy):
    """Nothing of it is run."""
    line = json.dumps(head("POST", "/companies"))
    for content in ("", "\n", line, f"{line}\n{{", f"{line}\n{json.dumps(NEW)}\n{line}", '{"uri":"/x"}\n{}'):
        assert sellsy.post("/batch", content=content).status_code == 400
    assert sellsy.names("companies", name="Par lot") == []


def test_a_final_newline_and_windows_newlines_are_fine(sellsy):
    """Clients write both."""
    text = "\r\n".join([json.dumps(head("POST", "/companies")), json.dumps(NEW)]) + "\r\n"
    assert sellsy.post("/batch", content=text).json()["responses"][0]["code"] == 201


def test_a_batch_in_a_batch_is_refused(sellsy):
    """It is a pair like another, and fails alone."""
    answer = sellsy.batch(
        (head("POST", "/batch"), {}), (head("GET", "/nowhere"), {}), (head("GET", "/companies"), {})
    )
    assert [response["code"] for response in answer.json()["responses"]] == [400, 404, 200]


def test_too_many_pairs_is_a_413(open_sandbox):
    """The maximum is a setting, since nobody knows the real one."""
    sellsy = open_sandbox(batch_max=2)
    pair = (head("POST", "/companies"), NEW)
    assert sellsy.batch(pair, pair).status_code == 207
    assert sellsy.batch(pair, pair, pair).status_code == 413
    assert len(sellsy.names("companies", name="Par lot")) == 2


def test_the_statistics_count_pairs_and_lasting_writes(sellsy):
    """Refused pairs are counted as operations, not as writes."""
    sellsy.batch(
        (head("POST", "/companies"), NEW), (head("POST", "/companies"), {}), (head("GET", "/companies"), {})
    )
    answer = sellsy.admin.get("/stats").json()
    assert answer["requests"] == {"POST /batch": 1}
    assert answer["batch_pairs"] == {"GET /companies": 1, "POST /companies": 2}
    assert answer["writes"] == {"companies": 1}
