"""What the real API was seen to answer, on both wires where its contract leaves it open."""

import base64
import json

import pytest

DEAL = {"name": "Affaire", "pipeline": 41, "step": 402, "related": [{"type": "company", "id": 1001}]}


def test_a_new_contact_is_in_every_mailing_tool_and_in_no_campaign(open_sandbox):
    """As recorded from a creation that said neither; what is said is kept beside it."""
    sellsy = open_sandbox(seed="demo", wire="recorded")
    made = sellsy.make("/contacts", last_name="Vidal")
    assert made["sync"] == {"mailchimp": True, "mailjet": True, "simplemail": True}
    assert made["marketing_campaigns_subscriptions"] == []
    assert set(made["rgpd_consent"].values()) == {False}
    told = sellsy.make("/contacts", last_name="Roy", sync={"mailjet": False})
    assert told["sync"] == {"mailchimp": True, "mailjet": False, "simplemail": True}


@pytest.mark.parametrize("path", ["/companies/9", "/contacts/9", "/companies/1001/addresses/9", "/tasks/9"])
def test_what_is_not_there_is_not_found_and_no_more_is_said(sellsy, path):
    """Neither the kind of object nor its number is in the answer; the header repeats it."""
    answer = sellsy.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": {"code": 404, "message": "Not Found", "context": None, "details": []}}
    assert json.loads(answer.headers["X-Json-Error"])["message"] == "Not Found"


@pytest.mark.parametrize("path", ["/tasks/labels", "/calendar-events/labels"])
def test_labels_are_in_the_order_of_their_ranks_which_begin_at_zero(sellsy, path):
    """Their colour has no hash, and a cursor holds both keys of the order: the rank, then the id."""
    answer = sellsy.get(f"{path}?limit=1").json()
    (first,) = answer["data"]
    assert (first["rank"], first["color"], len(first["color"])) == (0, first["color"].lstrip("#"), 6)
    cursor = answer["pagination"]["offset"]
    assert json.loads(base64.b64decode(cursor)) == ["0", str(first["id"])]
    following = sellsy.get(path, params={"limit": 1, "offset": cursor}).json()["data"]
    assert [item["rank"] for item in following] == [1]


def test_a_label_of_the_settings_comes_after_the_others(sellsy):
    """What is set up later takes the next rank and a colour without a hash."""
    sellsy.admin.post("/setup", json={"task_labels": ["Relance"]})
    last = sellsy.get("/tasks/labels").json()["data"][-1]
    assert (last["name"], last["rank"], last["color"]) == ("Relance", 3, "3D8BCD")


@pytest.mark.parametrize(
    ("wire", "unset"), [("recorded", None), ("contract", {"value": "0", "currency": "EUR"})]
)
def test_an_amount_that_nobody_set_is_null_which_the_contract_does_not_allow(open_sandbox, wire, unset):
    """In every answer that shows the opportunity; its sums count it for nothing."""
    sellsy = open_sandbox(seed="demo", wire=wire)
    made = sellsy.make("/opportunities", **DEAL)
    assert made["amount"] == unset
    assert sellsy.get(f"/opportunities/{made['id']}").json()["amount"] == unset
    sellsy.make("/comments", description="Vu", related=[{"type": "opportunity", "id": made["id"]}])
    match = sellsy.search(
        "comments", query="embed[]=related", related_objects=[{"type": "opportunity", "id": made["id"]}]
    )
    assert [record["_embed"]["related"][0]["amount"] for record in match["data"]] == [unset]
    put = sellsy.put(f"/opportunities/{made['id']}", json={"amount": "12.50", "name": "Affaire"})
    assert put.json()["amount"] == {"value": "12.50", "currency": "EUR"}
