"""Staff, rate categories and accounting codes can be added; a conversion may carry custom fields over."""

import pytest

from etl.sandbox.http.application import Application
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Call
from etl.sandbox.storage.tables import CUSTOM_FIELDS

PERSON = {
    "lastname": "Bertin", "firstname": "Luc", "email": "luc.bertin@autre.example", "civility": "mr", "profile": 1, "team": 1, "job": None,
    "timezone": "Europe/Paris", "language": "fr", "first_connection_onboarding": False,
}  # fmt: skip


def test_a_homonym_can_join_the_staff(sellsy):
    """Two people may bear one name; an e-mail belongs to one of them."""
    made = sellsy.make("/staffs", **PERSON)
    assert (made["id"], made["status"], made["team"]) == (7, "ok", {"id": 1, "name": "Équipe"})
    names = [(staff["lastname"], staff["firstname"]) for staff in sellsy.get("/staffs").json()["data"]]
    assert names.count(("Bertin", "Luc")) == 2
    again = sellsy.post("/staffs", json={**PERSON, "email": "LUC.Bertin@autre.example"})
    assert list(again.json()["error"]["details"]) == ["email"]


def test_a_staff_member_leaves(sellsy):
    """`is_active: false` blocks the account; the record stays."""
    assert (
        sellsy.put("/staffs/3", json={"is_active": False, "position": "Retraitée"}).json()["status"]
        == "blocked"
    )
    assert [staff["id"] for staff in sellsy.search("staffs", status=["blocked"])["data"]] == [3]
    assert (
        sellsy.put("/staffs/3", json={"is_active": True, "email": "m.caradec@atelier-demo.example"}).json()[
            "status"
        ]
        == "ok"
    )


@pytest.mark.parametrize(("key", "value"), [("team", 9), ("job", 4), ("email", "non"), ("profile", "admin")])
def test_a_staff_member_that_does_not_hold_is_refused(sellsy, key, value):
    """The answer names the field."""
    answer = sellsy.post("/staffs", json={**PERSON, key: value})
    assert (answer.status_code, list(answer.json()["error"]["details"])) == (400, [key])


def test_a_rate_category_is_added_and_changed(sellsy):
    """What is not given is as in the default one; codes, currency and tax must exist."""
    made = sellsy.make(
        "/rate-categories",
        label="Export",
        currency="USD",
        accounting_code_id=7001,
        price={"type": "percent", "value": "5"},
    )
    assert (made["id"], made["currency"], made["is_default"]) == (54, "USD", False)
    assert made["accounting"] == {"accounting_code_id": 7001, "discount_accounting_code_id": None}
    changed = sellsy.put(
        "/rate-categories/54", json={"label": "Export Asie", "default_layouts": {"estimates": None}}
    ).json()
    assert (changed["label"], changed["price"]["value"]) == ("Export Asie", "5")
    for wrong in ({"currency": "XXX"}, {"accounting_code_id": 1}, {"tax_id": 1}):
        assert sellsy.post("/rate-categories", json={"label": "x", **wrong}).status_code == 400


def test_an_accounting_code_is_added_once(sellsy):
    """A code that exists is refused."""
    made = sellsy.make("/accounting-codes", code="411200", label="Clients Asie", views=["third"])
    assert made == {"id": 7005, "code": "411200", "label": "Clients Asie", "views": ["third"]}
    assert sellsy.post("/accounting-codes", json={"code": "411200"}).status_code == 400
    assert (
        sellsy.make("/companies", type="client", name="Asie", accounting_code_id=7005)["accounting_code_id"]
        == 7005
    )


@pytest.mark.parametrize(
    ("wish", "status", "uses"),
    [
        ({"mode": "none"}, 200, ["prospect"]),
        ({"mode": "all"}, 200, ["prospect", "client"]),
        ({"mode": "partial", "ids": [301]}, 200, ["prospect", "client"]),
        ({"mode": "partial", "ids": []}, 200, ["prospect"]),
        ({"mode": "partial", "ids": [999]}, 400, ["prospect"]),
    ],
)
def test_a_conversion_may_open_custom_fields_to_clients(wish, status, uses):
    """A field of prospects only becomes one of clients when the conversion asks for it."""
    world = Application(SandboxConfig())
    with world.store.session() as session:
        records.insert(
            session,
            CUSTOM_FIELDS,
            {"id": 0, "name": "Piste", "related_object": ["prospect"], "mandatory": False},
        )
    made = world.api.single(
        Call("POST", "/companies", body={"type": "prospect", "name": "Neuve"})
    ).answer.body
    body = {"target": "client", "also_enable_custom_fields_on_target": wish}
    answer = world.api.single(Call("POST", f"/companies/{made['id']}/convert", body=body)).answer
    assert answer.status == status
    with world.store.session() as session:
        assert records.require(session, CUSTOM_FIELDS, 301)["related_object"] == uses
    world.store.close()
