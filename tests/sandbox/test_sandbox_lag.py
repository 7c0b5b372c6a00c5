"""The fault `lag`: what was just created cannot be read for a moment, as on the real account."""

import time

import httpx
import pytest

NEW = {"type": "client", "name": "Neuve"}
WAIT = 0.4


def rule(sellsy, **settings):
    """Put one rule in force."""
    answer = sellsy.admin.post("/faults", json=[settings])
    assert answer.status_code == 200, answer.text


def test_a_created_object_is_unseen_then_seen(sellsy):
    """404 by its identifier, absent from lists, searches and totals; then everything is there."""
    rule(sellsy, match={"method": "POST", "path": "/companies$"}, fault="lag", ms=400)
    before = sellsy.get("/companies").json()["pagination"]["total"]
    made = sellsy.make("/companies", **NEW)["id"]
    assert sellsy.get(f"/companies/{made}").status_code == 404
    assert sellsy.search("companies", name="Neuve")["data"] == []
    assert sellsy.get("/companies?limit=100").json()["pagination"]["total"] == before
    time.sleep(WAIT)
    assert sellsy.get(f"/companies/{made}").status_code == 200
    assert [company["id"] for company in sellsy.search("companies", name="Neuve")["data"]] == [made]
    assert sellsy.get("/companies").json()["pagination"]["total"] == before + 1


def test_writes_may_name_what_reads_do_not_see(sellsy):
    """An opportunity of a company created a moment ago is accepted; what existed before stays visible."""
    rule(sellsy, match={"method": "POST", "path": "/companies$"}, fault="lag", ms=5000)
    made = sellsy.make("/companies", **NEW)["id"]
    about = [{"type": "company", "id": made}]
    deal = sellsy.make("/opportunities", name="Essai", pipeline=41, step=401, related=about)
    assert sellsy.get(f"/opportunities/{deal['id']}?embed[]=company").json()["_embed"] == {}
    assert sellsy.put(f"/companies/{made}", json={"name": "Autre"}).status_code == 200
    assert sellsy.get("/companies/1001").status_code == 200


def test_a_batch_names_its_own_objects_and_hides_them_afterwards(sellsy):
    """The pairs of one batch see each other; the next request does not see them."""
    rule(sellsy, match={"path": "/batch$"}, times=1, fault="lag", ms=5000)
    place = {
        "name": "Siège",
        "address_line_1": "1 rue",
        "postal_code": "29200",
        "city": "Brest",
        "country_code": "FR",
    }
    answer = sellsy.batch(
        ({"uri": "/companies", "method": "POST", "uuid": "c1"}, NEW),
        ({"uri": "/companies/c1/addresses", "method": "POST"}, place),
    )
    assert [response["code"] for response in answer.json()["responses"]] == [201, 201]
    assert sellsy.search("companies", name="Neuve")["data"] == []


def test_a_lost_answer_may_lag_too(sellsy):
    """`lag_ms` beside another fault: the record exists, the answer is lost, and a search misses it at first."""
    rule(sellsy, match={"method": "POST", "path": "/tasks$"}, times=1, fault="drop_after", lag_ms=400)
    body = {"label_id": 64, "due_date": "2030-01-01T00:00:00+01:00", "related": []}
    with pytest.raises(httpx.TransportError):
        sellsy.post("/tasks", json=body)
    period = {"start": "2029-12-31T00:00:00+01:00"}
    assert sellsy.search("tasks", due_date=period)["data"] == []
    time.sleep(WAIT)
    assert len(sellsy.search("tasks", due_date=period)["data"]) == 1


def test_a_reset_shows_everything(sellsy):
    """Nothing stays hidden from one test to the next."""
    rule(sellsy, match={"path": "/companies$"}, fault="lag", ms=60_000)
    sellsy.make("/companies", **NEW)
    sellsy.admin.post("/reset")
    assert sellsy.get("/companies/1001").status_code == 200
    fresh = sellsy.make("/companies", **NEW)["id"]
    assert sellsy.get(f"/companies/{fresh}").status_code == 200
