"""API v1 `Opportunities`: the opportunities of v2, with the sticky note v2 does not know."""

import pytest


def _new(**more):
    return {
        "linkedtype": "third", "linkedid": 1002, "ident": "OPP-77", "sourceid": 152, "name": "Véranda", "funnelid": 41,
        "stepid": 402, **more,
    }  # fmt: skip


def test_an_opportunity_of_v1_is_an_opportunity_of_v2(v1, sellsy):
    """Amounts stay as they are written; the likelihood is what is said, not the step's."""
    block = {
        "potential": 1500.5,
        "proba": "35",
        "brief": "Bref",
        "dueDate": 1_796_000_000,
        "creationDate": 1_700_000_000,
    }
    made = v1("Opportunities.create", opportunity=_new(**block, staffs=[2, "3"], tags="Neuf, VIP"))
    assert isinstance(made, str)
    opportunity = sellsy.get(f"/opportunities/{made}?embed[]=smart_tags").json()
    assert (opportunity["name"], opportunity["number"], opportunity["company_id"]) == (
        "Véranda",
        "OPP-77",
        1002,
    )
    assert (opportunity["source"]["id"], opportunity["pipeline"]["id"], opportunity["step"]["id"]) == (
        152,
        41,
        402,
    )
    assert (opportunity["amount"], opportunity["probability"]) == ({"value": "1500.5", "currency": "EUR"}, 35)
    assert (opportunity["due_date"], opportunity["created"]) == ("2026-11-30", "2023-11-14T23:13:20+01:00")
    assert (opportunity["note"], opportunity["assigned_staff_ids"], opportunity["status"]) == (
        "Bref",
        [2, 3],
        "open",
    )
    assert sorted(tag["value"] for tag in opportunity["_embed"]["smart_tags"]) == ["Neuf", "VIP"]


def test_only_v1_shows_the_sticky_note(v1, sellsy):
    """It stays through a change by v2, and an empty one empties it."""
    made = v1("Opportunities.create", opportunity=_new(stickyNote="Ne pas appeler"))
    assert "Ne pas appeler" not in sellsy.get(f"/opportunities/{made}").text
    sellsy.put(
        f"/opportunities/{made}",
        json={
            "name": "Véranda bois",
            "pipeline": 41,
            "step": 402,
            "related": [{"type": "company", "id": 1002}],
        },
    )
    shown = v1("Opportunities.getOne", id=made)
    assert (shown["stickyNote"], shown["name"]) == ("Ne pas appeler", "Véranda bois")
    again = {"ident": "OPP-77", "sourceid": 152, "name": "Véranda", "stickyNote": ""}
    assert v1("Opportunities.update", id=made, opportunity=again) == made
    assert v1("Opportunities.getOne", id=made)["stickyNote"] == ""


def test_a_row_shows_names_and_identifiers_as_texts(v1):
    """Of the demonstration's first one."""
    shown = v1("Opportunities.getOne", id=700_001)
    same = {
        "id": "700001", "linkedtype": "third", "linkedid": "1001", "funnelid": "41", "stepid": "403", "ident": "OPP-00001",
        "name": "Agencement de la boutique", "potential": "12500", "proba": "50", "status": "open", "stepLabel": "Devis envoyé",
        "funnelName": "Ventes", "source": "Site internet", "dueDate": "2027-01-29", "staffs": ["2"], "contacts": [], "tags": [],
    }  # fmt: skip
    assert {key: shown[key] for key in same} == same
    assert {customfield["code"] for customfield in shown["customFields"]} == {
        "type-affaire",
        "concurrent",
        "remise-max",
        "produits",
    }


def test_contacts_are_named_by_their_link(v1, sellsy):
    """A text of identifiers, under either of the two names seen; a contact's own identifier is not one."""
    link = v1("Peoples.getOne", id=500_002)["linkedid"]
    for rank, key in enumerate(("contacts", "contact")):
        made = v1("Opportunities.create", opportunity=_new(ident=f"OPP-8{rank}", **{key: link}))
        assert sellsy.get(f"/opportunities/{made}").json()["contact_ids"] == [500_002]
        assert v1("Opportunities.getOne", id=made)["contacts"] == [link]
    assert v1.refused("Opportunities.create", opportunity=_new(contacts="500002")) == "E_OBJ_NOT_LOADABLE"


def test_only_update_step_changes_when_the_step_was_entered(open_sandbox, v1_of):
    """v2 calls it `updated_status`."""
    now = [1_796_000_000]
    client = open_sandbox(seed="demo", clock=lambda: now[0])
    v1 = v1_of(client)
    made = v1("Opportunities.create", opportunity=_new(proba=5))
    now[0] += 3600
    v1(
        "Opportunities.update",
        id=made,
        opportunity={"ident": "OPP-77", "sourceid": 152, "name": "V", "stepid": 403},
    )
    opportunity = client.get(f"/opportunities/{made}").json()
    assert (opportunity["step"]["id"], opportunity["probability"]) == (403, 5)
    assert opportunity["updated_status"] == "2026-11-30T01:53:20+01:00"
    assert v1("Opportunities.updateStep", oid=made, stepid=404) == made
    opportunity = client.get(f"/opportunities/{made}").json()
    assert (opportunity["step"]["id"], opportunity["probability"]) == (404, 5)
    assert opportunity["updated_status"] == "2026-11-30T02:53:20+01:00"
    assert v1("Opportunities.getOne", id=made)["stepEnterDate"] == "2026-11-30 02:53:20"


@pytest.mark.parametrize(
    ("search", "count"),
    [
        ({}, 12),
        ({"funnelid": 42}, 1),
        ({"funnelid": 41, "stepid": 403}, 3),
        ({"status": ["won", "lost"]}, 2),
        ({"thirds": [1001]}, 2),
        ({"thirds": [1001], "status": "won"}, 0),
        ({"staffs": [999]}, 0),
        ({"tags": "rien"}, 0),
        ({"periodecreated_end": 1}, 0),
    ],
)
def test_opportunities_are_searched(v1, search, count):
    """Filters add up."""
    answer = v1("Opportunities.getList", search=search)
    assert answer["infos"]["nbtotal"] == str(count)
    assert len(answer["result"]) == min(count, 10)


def test_a_step_is_searched_within_its_funnel(v1):
    """Without it the search is refused."""
    assert v1.refused("Opportunities.getList", search={"stepid": 403}) == "E_PARAM_INVALID"


def test_status_owner_and_deletion(v1, sellsy):
    """v2 sees them."""
    assert v1("Opportunities.updateStatus", id=700_001, status="won") == "700001"
    assert v1("Opportunities.updateOwner", linkedid=700_001, ownerid=6) is None
    opportunity = sellsy.get("/opportunities/700001").json()
    assert (opportunity["status"], opportunity["owner"]["id"]) == ("won", 6)
    assert v1("Opportunities.delete", id=700_001) is None
    assert sellsy.get("/opportunities/700001").status_code == 404


def test_pipelines_steps_and_sources_come_in_mixed_arrays(v1):
    """`defaultFunnel` and `defaultSource` stand among the rows; the steps are a plain list."""
    funnels = v1("Opportunities.getFunnels")
    assert (funnels["defaultFunnel"], funnels["0"]["name"], funnels["1"]["id"]) == ("41", "Ventes", "42")
    assert funnels["1"]["nbSteps"] == "4"
    steps = v1("Opportunities.getStepsForFunnel", funnelid="42")
    assert [step["id"] for step in steps] == ["406", "407", "408", "409"]
    assert (steps[0]["label"], steps[0]["proba"], steps[0]["funnelid"]) == ("Premier contact", "20", "42")
    sources = v1("Opportunities.getSources")
    assert (sources["defaultSource"], sources["152"]["label"]) == ("151", "Recommandation")
    made = v1("Opportunities.createSource", source={"label": "Foire"})
    assert v1("Opportunities.getSource", id=made)["label"] == "Foire"


def test_the_next_number_is_told_and_not_taken(v1):
    """Asking twice gives the same; a creation with it moves on."""
    assert v1("Opportunities.getCurrentIdent") == v1("Opportunities.getCurrentIdent") == "OPP-00013"
    v1("Opportunities.create", opportunity=_new(ident="OPP-00013"))
    assert v1("Opportunities.getCurrentIdent") == "OPP-00014"


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({"ident": ""}, "E_PARAM_REQUIRED"),
        ({"linkedid": 500_001}, "E_OBJ_NOT_LOADABLE"),
        ({"linkedtype": "people"}, "E_PARAM_INVALID"),
        ({"sourceid": 9}, "E_LIST_VALUE_DONT_EXIST"),
        ({"funnelid": 9}, "E_OBJ_NOT_LOADABLE"),
        ({"stepid": 406}, "E_CUSTOM"),
        ({"proba": 101}, "E_PARAM_INVALID"),
        ({"potential": "1 500"}, "E_PARAM_INVALID"),
        ({"potential": -5}, "E_CUSTOM"),
        ({"ident": "OPP-00001"}, "E_CUSTOM"),
        ({"staffs": [99]}, "E_OBJ_NOT_LOADABLE"),
    ],
)
def test_an_opportunity_that_does_not_fit_is_refused(v1, sellsy, block, code):
    """And nothing is kept."""
    before = sellsy.admin.get("/dump?ids=true").text
    assert v1.refused("Opportunities.create", opportunity=_new(**block)) == code
    assert sellsy.admin.get("/dump?ids=true").text == before


def test_updating_asks_again_for_what_identifies_it(v1):
    """Its number, its source and its name."""
    for key in ("ident", "sourceid", "name"):
        block = {"ident": "OPP-00001", "sourceid": 151, "name": "A", "stickyNote": "B"}
        del block[key]
        assert v1.refused("Opportunities.update", id=700_001, opportunity=block) == "E_PARAM_MISSING"
