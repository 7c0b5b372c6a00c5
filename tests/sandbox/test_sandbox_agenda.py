"""Tasks and calendar events over real HTTP: labels, people, reminders, what they are about, searches."""

import pytest

TASK = {"label_id": 64, "due_date": "2026-12-02T10:00:00+01:00", "related": []}
EVENT = {
    "title": "Visite", "label_id": 61,
    "datetime_start": "2026-12-02T10:00:00+01:00", "datetime_end": "2026-12-02T11:00:00+01:00",
}  # fmt: skip


def _ids(page):
    return [row["id"] for row in page["data"]]


def test_a_minimal_task_gets_its_defaults(sellsy):
    """To do, public, of no priority, about nothing, owned by the access's staff member."""
    made = sellsy.make("/tasks", **TASK)
    assert (made["status"], made["is_private"], made["priority"]) == ("todo", False, 0)
    assert made["label"]["name"] == "Appel"
    assert made["owner"] == {"id": 1, "type": "staff"}
    assert made["related"] == made["reminders"] == made["assigned_staff_ids"] == []
    assert made["title"] is None


def test_a_task_is_read_back_as_given(sellsy):
    """Every key comes back; a reminder says when it will be sent."""
    body = {
        **TASK, "title": "Relancer", "description": "Deux fois", "status": "done", "is_private": True, "priority": 1, "owner_id": 3,
        "assigned_staff_ids": [2, 3], "created": "2026-11-01T09:00:00+01:00", "related": [{"type": "contact", "id": 500001}],
        "reminders": [{"medium": "email", "delay": "1day"}, {"medium": "inapp", "delay": "15min"}],
    }  # fmt: skip
    made = sellsy.get(f"/tasks/{sellsy.make('/tasks', **body)['id']}").json()
    for key in (
        "title",
        "description",
        "status",
        "is_private",
        "priority",
        "assigned_staff_ids",
        "created",
        "due_date",
    ):
        assert made[key] == body[key]
    assert made["owner"]["id"] == 3
    assert (made["contact_id"], made["company_id"]) == (500001, None)
    assert [reminder["send_at"] for reminder in made["reminders"]] == [
        "2026-12-01T10:00:00+01:00",
        "2026-12-02T09:45:00+01:00",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label_id": 61}, "label_id"),
        ({"due_date": "2026-12-02"}, "due_date"),
        ({"status": "late"}, "status"),
        ({"priority": 2}, "priority"),
        ({"assigned_staff_ids": [99]}, "assigned_staff_ids"),
        ({"owner_id": 99}, "owner_id"),
        ({"related": [{"type": "company", "id": 5}]}, "related"),
        ({"related": [{"type": "estimate", "id": 1}]}, "related"),
        ({"related": [{"type": "company", "id": 1001}, {"type": "company", "id": 1002}]}, "related"),
        ({"reminders": [{"medium": "sms", "delay": "1day"}]}, "reminders.0.medium"),
        ({"reminders": [{"medium": "email", "delay": "2days"}]}, "reminders.0.delay"),
        ({"start": "2026-12-01"}, "start"),
    ],
)
def test_a_task_that_does_not_hold_is_refused(sellsy, change, field):
    """Each wrong value is a 400 whose details name the field."""
    answer = sellsy.post("/tasks", json={**TASK, **change})
    assert answer.status_code == 400
    assert field in answer.json()["error"]["details"]


def test_a_task_says_what_it_is_about(sellsy):
    """The contract requires `related`, empty or not: left out, the answer is a 400."""
    answer = sellsy.post("/tasks", json={key: TASK[key] for key in ("label_id", "due_date")})
    assert (answer.status_code, list(answer.json()["error"]["details"])) == (400, ["related"])


def test_a_task_is_done_then_deleted(sellsy):
    """PUT changes the keys given and leaves the others; a deleted task is not found."""
    done = sellsy.put("/tasks/800001", json={"status": "done", "related": []}).json()
    assert (done["status"], done["title"], done["company_id"]) == ("done", "Relancer le devis", None)
    assert sellsy.delete("/tasks/800001").status_code == 204
    assert sellsy.get("/tasks/800001").status_code == 404
    assert sellsy.put("/tasks/800001", json={}).status_code == 404


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"labels": [64]}, [800001, 800005, 800009]),
        ({"companies": [1001]}, [800001]),
        ({"individuals": [1009]}, [800010]),
        ({"contacts": [500002]}, [800009]),
        (
            {"related_objects": [{"type": "opportunity", "id": 700001}, {"type": "company", "id": 1002}]},
            [800002, 800007],
        ),
        ({"assigned_staffs": [2], "labels": [64]}, [800001]),
        ({"owners": [2]}, []),
        ({"statuses": ["done"]}, []),
        ({"priority": {"max": 0}, "labels": [66]}, [800003, 800004, 800007]),
        ({"due_date": {"start": "2026-12-15T00:00:00+01:00"}}, [800009, 800010]),
        ({"created": {"end": "2024-01-01T00:00:00+01:00"}}, []),
    ],
)
def test_every_filter_of_tasks(sellsy, filters, expected):
    """Each filter keeps what it says and nothing else."""
    assert _ids(sellsy.search("tasks", **filters)) == expected


def test_tasks_are_ordered_by_due_date(sellsy):
    """`order=due_date` in a search; the plain list takes it too."""
    late = sellsy.make("/tasks", **{**TASK, "due_date": "2026-01-01T00:00:00+01:00"})["id"]
    assert _ids(sellsy.search("tasks", {"order": "due_date", "limit": 1})) == [late]
    assert _ids(sellsy.get("/tasks?order=due_date&limit=1").json()) == [late]


def test_an_event_is_read_back_as_given(sellsy):
    """Staff, contacts and people from outside take part; times keep the offset of Paris."""
    people = [
        {"type": "staff", "id": 2},
        {"type": "contact", "id": 500001},
        {"type": "external", "id": "invite@example.com"},
    ]
    body = {
        **EVENT, "datetime_start": "2026-12-02T09:00:00Z", "description": "Sur place", "all_day": True, "is_private": True, "priority": 1,
        "participants": people, "related": [{"type": "opportunity", "id": 700001}], "created": "2026-11-01T09:00:00+01:00",
        "wants_meet_link": False,
    }  # fmt: skip
    made = sellsy.get(f"/calendar-events/{sellsy.make('/calendar-events', **body)['id']}").json()
    for key in (
        "title",
        "description",
        "all_day",
        "is_private",
        "priority",
        "participants",
        "created",
        "related",
    ):
        assert made[key] == body[key]
    assert made["datetime_start"] == EVENT["datetime_start"]
    assert made["label"]["name"] == "Rendez-vous"
    assert "wants_meet_link" not in made


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"label_id": 64}, "label_id"),
        ({"datetime_end": "2026-12-02T09:00:00+01:00"}, "datetime_end"),
        ({"datetime_start": "2026-12-02T10:00:00.000000+01:00"}, "datetime_start"),
        ({"participants": [{"type": "staff", "id": 99}]}, "participants"),
        ({"participants": [{"type": "contact", "id": "Yann"}]}, "participants"),
        ({"related": [{"type": "delivery", "id": 1}]}, "related.0.type"),
        ({"related": [{"type": "individual", "id": 1001}]}, "related"),
        ({"alerts": ["prevDay"]}, "alerts"),
    ],
)
def test_an_event_that_does_not_hold_is_refused(sellsy, change, field):
    """Each wrong value is a 400 whose details name the field."""
    answer = sellsy.post("/calendar-events", json={**EVENT, **change})
    assert answer.status_code == 400
    assert field in answer.json()["error"]["details"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"labels": [63]}, [800013, 800015, 800019]),
        ({"companies": [1002]}, [800012]),
        ({"individuals": [1010]}, [800020]),
        ({"contacts": [500001]}, [800018]),
        ({"related_objects": [{"type": "opportunity", "id": 700008}]}, [800017]),
        ({"participants": [{"type": "staff", "id": 3}], "labels": [61]}, [800018]),
        ({"participants": [{"type": "staff", "id": 2}], "labels": [61]}, [800011, 800014]),
        ({"owners": [1], "labels": [62]}, [800012, 800017, 800020]),
        ({"priority": {"min": 1}}, []),
        ({"provider_ids": ["abc"]}, []),
        ({"due_date": {"start": "2027-01-01T00:00:00+01:00", "end": "2027-01-06T00:00:00+01:00"}}, [800019]),
    ],
)
def test_every_filter_of_events(sellsy, filters, expected):
    """Each filter keeps what it says and nothing else."""
    assert _ids(sellsy.search("calendar-events", **filters)) == expected


def test_events_may_be_searched_without_filters(sellsy):
    """The contract does not require them there."""
    assert sellsy.post("/calendar-events/search", json={}).json()["pagination"]["total"] == 10


def test_embeds_of_the_agenda(sellsy):
    """What a task is about and who takes part in an event come below `_embed`."""
    task = sellsy.get(
        "/tasks/800009?embed[]=related&embed[]=contact&embed[]=assigned_staffs&embed[]=owner"
    ).json()
    assert task["_embed"]["related"][0]["last_name"] == task["_embed"]["contact"]["last_name"] == "Roussel"
    assert [staff["id"] for staff in task["_embed"]["assigned_staffs"]] == task["assigned_staff_ids"]
    event = sellsy.get("/calendar-events/800011?embed[]=participants&embed[]=company").json()
    assert event["_embed"]["company"]["id"] == 1001
    assert [participant["id"] for participant in event["_embed"]["participants"]] == [2]


def test_labels_of_events_and_tasks_are_two_lists(sellsy):
    """A label belongs to one of them only."""
    assert [label["name"] for label in sellsy.get("/calendar-events/labels").json()["data"]] == [
        "Rendez-vous",
        "Réunion",
        "Déplacement",
    ]
    assert [
        label["id"]
        for label in sellsy.get("/tasks/labels?order=rank&direction=desc&field[]=id").json()["data"]
    ] == [66, 65, 64]


def test_a_task_is_no_event(sellsy):
    """They share one sequence of identifiers, never a record."""
    assert sellsy.get("/calendar-events/800001").status_code == 404
    assert sellsy.get("/tasks/800011").status_code == 404
