"""Setting a sandbox up as Sellsy's own settings would: what neither API can create."""

import pytest


def test_a_set_up_is_what_the_api_then_lists(open_sandbox):
    """Staff, pipelines with their steps, sources and labels appear in the API; the same set-up again makes nothing."""
    sellsy = open_sandbox()
    wanted = {
        "staffs": [
            "Anne-Lise de la Tour",
            {"firstname": "Luc", "lastname": "Morel", "email": "luc@atelier.example"},
        ],
        "pipelines": {
            "Ventes": ["Relance"],
            "Export": {"Contact": 10, "Offre": 60},
            "Appels": ["Un", "Deux"],
        },
        "sources": ["Salon", "Annuaire"],
        "event_labels": ["Visite"],
        "task_labels": ["Relance"],
    }
    made = sellsy.admin.post("/setup", json=wanted).json()
    assert made == {
        "staffs": 2,
        "pipelines": 2,
        "steps": 5,
        "sources": 1,
        "event_labels": 1,
        "task_labels": 1,
    }
    assert set(sellsy.admin.post("/setup", json=wanted).json().values()) == {0}

    staff = {person["email"]: person["lastname"] for person in sellsy.get("/staffs").json()["data"]}
    assert staff["luc@atelier.example"] == "Morel"
    assert staff["anne.lise.de.la.tour@sandbox.example"] == "Tour"
    pipelines = {
        pipeline["name"]: pipeline for pipeline in sellsy.get("/opportunities/pipelines").json()["data"]
    }
    assert (pipelines["Export"]["step"], pipelines["Ventes"]["step"]) == (2, 6)
    steps = sellsy.get(f"/opportunities/pipelines/{pipelines['Appels']['id']}/steps").json()["data"]
    assert [(step["name"], step["probability"]) for step in steps] == [("Un", 50), ("Deux", 100)]
    for path, name in (
        ("opportunities/sources", "Annuaire"),
        ("calendar-events/labels", "Visite"),
        ("tasks/labels", "Relance"),
    ):
        assert name in {record["name"] for record in sellsy.get(f"/{path}").json()["data"]}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([], ""),
        ({"staff": []}, "staff"),
        ({"staffs": [{"lastname": "Morel"}]}, "staffs.0"),
        ({"pipelines": {"Ventes": {"Signature": 110}}}, "pipelines.Ventes"),
    ],
)
def test_a_wrong_set_up_is_refused_whole(open_sandbox, wanted, expected):
    """A key or a value that is not known is named with its place, and nothing is created."""
    sellsy = open_sandbox()
    answer = sellsy.admin.post("/setup", json=wanted)
    assert answer.status_code == 400
    assert answer.json()["error"] == expected
