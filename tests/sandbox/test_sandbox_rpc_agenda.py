"""API v1 `Agenda` and `Annotations`: the records of v2, and what v2 cannot carry."""

import json

import pytest

_START, _END = 1_796_000_000, 1_796_003_600  # 2026-11-30T01:53:20+01:00, one hour
_RULE = {
    "frequency": "weekly",
    "endMode": "date",
    "periodicity": 2,
    "weekMode": [1, 3],
    "monthMode": "numDay",
    "endOccurences": 0,
    "endDateValue": 1_800_000_000,
}


def _event(**more):
    return {
        "type": "event",
        "event": {
            "title": "Visite",
            "description": "Sur place",
            "label": 61,
            "allDay": "N",
            "start": _START,
            "end": _END,
            "isPrivate": "N",
            **more,
        },
    }


def _task(**more):
    return {
        "type": "task",
        "task": {"description": "Appeler", "label": 64, "start": _START, "end": _END, **more},
    }


def test_an_event_of_v1_is_an_event_of_v2(v1, sellsy):
    """Staff become participants; what v1 alone knows is not shown by v2."""
    block = {
        "alerts": ["prevDay", "instant"],
        "staffs": [{"id": 2, "canEdit": "Y"}, {"id": 3, "canEdit": "N"}],
    }
    block |= {"relatedtype": "third", "relatedid": 1001, "use_recurrence": "Y", "recurrence": _RULE}
    made = v1("Agenda.create", **_event(**block))["taskid"]
    event = sellsy.get(f"/calendar-events/{made}").json()
    assert (event["title"], event["description"], event["label"]["id"]) == ("Visite", "Sur place", 61)
    assert event["datetime_start"] == "2026-11-30T01:53:20+01:00"
    assert event["datetime_end"] == "2026-11-30T02:53:20+01:00"
    assert (event["all_day"], event["is_private"], event["company_id"]) == (False, False, 1001)
    assert event["participants"] == [{"type": "staff", "id": 2}, {"type": "staff", "id": 3}]
    assert event["related"] == [{"type": "company", "id": 1001}]
    assert not {"alerts", "recurrence", "editors"} & event.keys()


def test_what_v1_alone_knows_of_an_event_is_read_back(v1):
    """As it was sent, the rule as a text of JSON."""
    block = {"alerts": ["prevDay"], "staffs": [{"id": 2, "canEdit": "Y"}, {"id": 3, "canEdit": "N"}]}
    block |= {
        "use_recurrence": "Y",
        "recurrence": _RULE,
        "exceptions": [_START],
        "linked": "https://example.com",
    }
    row = v1("Agenda.getOne", id=v1("Agenda.create", **_event(**block))["taskid"])
    assert (row["type"], row["status"], row["labelid"], row["isPrivate"]) == ("event", "ok", "61", "N")
    assert (row["timestampStart"], row["timestampEnd"]) == (str(_START), str(_END))
    assert (row["start"], row["relatedtype"], row["relatedid"]) == ("2026-11-30 01:53:20", "none", "0")
    assert row["alerts"] == ["prevDay"]
    assert row["staffs"] == [{"id": "2", "canEdit": "Y"}, {"id": "3", "canEdit": "N"}]
    assert (row["recurring"], json.loads(row["recurring_params"])) == ("Y", _RULE)
    assert (row["exceptions"], row["linked"]) == ([str(_START)], "https://example.com")


def test_privacy_and_whole_days_are_the_rule_unless_told(v1, sellsy):
    """v1 defaults to private and all day; v2 does not."""
    block = {"description": "A", "label": 62, "start": _START, "end": _END}
    made = v1("Agenda.create", type="event", event=block)["taskid"]
    event = sellsy.get(f"/calendar-events/{made}").json()
    assert (event["is_private"], event["all_day"], event["title"]) == (True, True, "")


def test_a_task_of_v1_is_a_task_of_v2(v1, sellsy):
    """Its end is what is due, its alerts are reminders; its start and its editors only v1 shows."""
    block = {"staffs": [{"id": 2, "canEdit": "Y"}], "staffids": [3], "alerts": ["prevHour"], "allDay": "N"}
    made = v1("Agenda.create", **_task(**block, relatedtype="opportunity", relatedid=700_001))["taskid"]
    task = sellsy.get(f"/tasks/{made}").json()
    assert (task["due_date"], task["status"]) == ("2026-11-30T02:53:20+01:00", "todo")
    assert (task["is_private"], task["assigned_staff_ids"]) == (True, [2, 3])
    assert [(reminder["medium"], reminder["delay"]) for reminder in task["reminders"]] == [("email", "1hour")]
    assert task["related"] == [{"type": "opportunity", "id": 700_001}]
    row = v1("Agenda.getOne", id=made)
    assert (row["timestampStart"], row["alerts"], row["allDay"]) == (str(_START), ["prevHour"], "N")
    assert row["staffs"] == [{"id": "2", "canEdit": "Y"}, {"id": "3", "canEdit": "N"}]


def test_a_task_of_v2_is_read_by_v1(v1):
    """Without a start of its own it starts when it is due."""
    row = v1("Agenda.getOne", id=800_001)
    assert (row["title"], row["labelid"], row["relatedid"]) == ("Relancer le devis", "64", "1001")
    assert row["start"] == row["end"] == "2026-12-02 10:00:00"
    assert (row["alerts"], row["recurring"], row["recurring_params"]) == ([], "N", "")


def test_updating_takes_other_names_for_the_ends_and_leaves_what_is_not_said(v1, sellsy):
    """Alerts, who can edit, the rule and the outside participants stay."""
    block = {
        "alerts": ["prevWeek"],
        "staffs": [{"id": 2, "canEdit": "Y"}],
        "use_recurrence": "Y",
        "recurrence": _RULE,
    }
    made = v1("Agenda.create", **_event(**block, relatedtype="people", relatedid=500_001))["taskid"]
    outside = [{"type": "staff", "id": 2}, {"type": "contact", "id": 500_002}]
    sellsy.put(f"/calendar-events/{made}", json={"participants": outside})
    change = {
        "description": "Ailleurs",
        "label": 62,
        "datefrom": _START + 60,
        "dateto": _END + 60,
        "staffids": [2, 4],
    }
    assert v1("Agenda.update", id=made, type="event", event=change) == {"taskid": made}
    row = v1("Agenda.getOne", id=made)
    assert (row["description"], row["title"], row["labelid"]) == ("Ailleurs", "Visite", "62")
    assert (row["timestampStart"], row["alerts"], row["recurring"]) == (str(_START + 60), ["prevWeek"], "Y")
    assert row["staffs"] == [{"id": "2", "canEdit": "Y"}, {"id": "4", "canEdit": "N"}]
    assert (row["relatedtype"], row["relatedid"]) == ("people", "500001")
    participants = sellsy.get(f"/calendar-events/{made}").json()["participants"]
    assert [(participant["type"], participant["id"]) for participant in participants] == [
        ("staff", 2),
        ("staff", 4),
        ("contact", 500_002),
    ]


def test_alerts_and_the_rule_can_be_taken_away(v1):
    """An empty list and `use_recurrence` N say so."""
    made = v1("Agenda.create", **_event(alerts=["prevDay"], use_recurrence="Y", recurrence=_RULE))["taskid"]
    change = {
        "description": "A",
        "label": 61,
        "datefrom": _START,
        "dateto": _END,
        "alerts": [],
        "use_recurrence": "N",
    }
    v1("Agenda.update", id=made, type="event", event=change)
    row = v1("Agenda.getOne", id=made)
    assert (row["alerts"], row["recurring"], row["recurring_params"]) == ([], "N", "")


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({"label": 64}, "E_LIST_VALUE_DONT_EXIST"),
        ({"description": ""}, "E_PARAM_REQUIRED"),
        ({"end": _START - 1}, "E_PARAM_INVALID"),
        ({"start": "demain"}, "E_PARAM_INVALID"),
        ({"start": 10**17}, "E_PARAM_INVALID"),
        ({"alerts": ["prevYear"]}, "E_PARAM_INVALID"),
        ({"isPrivate": "1"}, "E_PARAM_INVALID"),
        ({"staffs": [{"canEdit": "Y"}]}, "E_PARAM_MISSING"),
        ({"staffs": [{"id": 99}]}, "E_OBJ_NOT_LOADABLE"),
        ({"relatedtype": "third", "relatedid": 500_001}, "E_OBJ_NOT_LOADABLE"),
        ({"relatedtype": "third"}, "E_PARAM_MISSING"),
        ({"relatedtype": "invoice", "relatedid": 1}, "E_OBJ_NOT_LOADABLE"),
        ({"relatedtype": "planet", "relatedid": 1}, "E_PARAM_INVALID"),
        ({"use_recurrence": "Y"}, "E_PARAM_INVALID"),
        ({"use_recurrence": "Y", "recurrence": {"frequency": "daily"}}, "E_PARAM_MISSING"),
        ({"use_recurrence": "Y", "recurrence": _RULE | {"periodicity": 53}}, "E_PARAM_INVALID"),
        ({"use_recurrence": "Y", "recurrence": _RULE | {"weekMode": [7]}}, "E_PARAM_INVALID"),
        ({"use_recurrence": "Y", "recurrence": _RULE | {"endDateValue": 0}}, "E_PARAM_INVALID"),
        ({"use_recurrence": "Y", "recurrence": _RULE | {"endMode": "occurences"}}, "E_PARAM_INVALID"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(v1, sellsy, block, code):
    """Each wrong value with its code; the count of events does not change."""
    before = sellsy.admin.get("/dump?ids=true").text
    assert v1.refused("Agenda.create", **_event(**block)) == code
    assert sellsy.admin.get("/dump?ids=true").text == before


def test_the_type_names_the_block_and_the_record(v1):
    """A missing block, an unknown type and an identifier of the other kind are refused."""
    assert v1.refused("Agenda.create", type="event", task={}) == "E_PARAM_MISSING"
    assert v1.refused("Agenda.create", type="note") == "E_PARAM_INVALID"
    change = {"description": "A", "label": 61, "datefrom": _START, "dateto": _END}
    assert v1.refused("Agenda.update", id=800_001, type="event", event=change) == "E_OBJ_NOT_LOADABLE"
    assert v1.refused("Agenda.update", id=800_011, type="event", event=_event()["event"]) == "E_PARAM_MISSING"


def test_the_list_is_grouped_by_period(open_sandbox, v1_of):
    """What is over is late; done tasks are left out unless asked; there is no `infos`."""
    noon = 1_796_900_000  # 2026-12-10T11:53:20+01:00, between two planted tasks
    v1 = v1_of(open_sandbox(seed="demo", clock=lambda: noon))
    answer = v1("Agenda.getList", search={"type": "task"})
    assert answer.keys() == {"result"}
    assert {period: len(rows) for period, rows in answer["result"].items()} == {
        "late": 6,
        "today": 1,
        "tommorow": 3,
    }
    v1("Agenda.updateStatus", id=800_001, status="complete")
    late = v1("Agenda.getList", search={"period": ["late"]})["result"]
    assert [row["id"] for row in late["late"]] == [str(800_002 + rank) for rank in range(5)]
    done = v1("Agenda.getList", search={"status": ["complete"], "relatedType": "third", "relatedId": 1001})
    assert [row["status"] for row in done["result"]["late"]] == ["complete"]
    assert v1("Agenda.getList", search={"labels": [1]}) == {"result": []}
    assert list(v1("Agenda.getList", search={"type": "event", "labels": [62]})["result"]) == [
        "today",
        "tommorow",
    ]


def test_status_owner_and_deletion(v1, sellsy):
    """v2 sees them; what is deleted cannot be loaded any more, and its v1 values do not come back."""
    made = v1("Agenda.create", **_task())["taskid"]
    assert v1("Agenda.updateStatus", id=made, status="complete") is None
    assert v1("Agenda.updateOwner", linkedid=made, ownerid=3) is None
    task = sellsy.get(f"/tasks/{made}").json()
    assert (task["status"], task["owner"]["id"]) == ("done", 3)
    assert v1("Agenda.delete", id=made) is None
    assert sellsy.get(f"/tasks/{made}").status_code == 404
    assert v1.refused("Agenda.getOne", id=made) == "E_OBJ_NOT_LOADABLE"


def test_a_reset_forgets_what_v1_alone_knows(v1, sellsy):
    """The identifiers start again: a value left behind would show on another record."""
    made = v1("Agenda.create", **_event(alerts=["prevDay"]))["taskid"]
    sellsy.admin.post("/reset")
    assert v1("Agenda.create", **_event())["taskid"] == made
    assert v1("Agenda.getOne", id=made)["alerts"] == []


def test_labels_are_those_of_both_kinds(v1):
    """Keyed by their identifier."""
    answer = v1("Agenda.getAvailableLabels")
    assert {key: row["value"] for key, row in answer.items() if key in ("61", "64")} == {
        "61": "Rendez-vous",
        "64": "Appel",
    }
    assert answer["61"]["more"] == "3D8BCD"


# comments


def test_a_task_can_be_commented(v1, sellsy):
    """v2 shows the comment; it could not make it."""
    note = {"relatedtype": "task", "relatedid": 800_001, "text": "Fait <b>hier</b>", "date": 1_790_000_000}
    made = v1("Annotations.create", annotation=note)
    assert isinstance(made, int)
    comment = sellsy.get(f"/comments/{made}").json()
    assert (comment["description"], comment["created"]) == ("Fait <b>hier</b>", "2026-09-21T16:13:20+02:00")
    datas = v1("Annotations.getOne", id=made)["datas"]
    assert (datas["relatedtype"], datas["relatedid"], datas["parentid"]) == ("task", "800001", "0")
    assert (datas["timestamp"], datas["annotation"]) == ("1790000000", "Fait <b>hier</b>")
    assert v1("Agenda.getOne", id=800_001)["nbAnnotations"] == "1"


def test_answers_stand_under_what_they_answer(v1):
    """`[]` where there are none, at every level; the dashboard lists everything."""
    about = {"relatedtype": "task", "relatedid": 800_002}
    first = v1("Annotations.create", annotation={**about, "text": "Un"})
    second = v1("Annotations.create", annotation={**about, "text": "Deux", "parentid": first})
    third = v1("Annotations.create", annotation={**about, "text": "Trois", "parentid": second})
    answer = v1("Annotations.getList", search={"id": 800_002, "type": "task"})
    assert answer.keys() == {"result"}
    comment = answer["result"][str(first)]
    two = comment["subannots"][str(second)]
    assert (comment["datas"]["annotation"], two["datas"]["parentid"]) == ("Un", str(first))
    assert two["subannots"][str(third)]["subannots"] == []
    assert v1("Annotations.getList", search={"id": 800_003, "type": "task"}) == {"result": []}
    assert len(v1("Annotations.getList", search={"id": 1})["result"]) == 10
    assert len(v1("Annotations.getList", search={"id": 1}, pagination={"pagenum": 2})["result"]) == 1


@pytest.mark.parametrize(
    ("kind", "identifier", "path"),
    [
        ("third", 1001, "companies"),
        ("third", 1009, "individuals"),
        ("people", 500_001, "contacts"),
        ("opportunity", 700_001, "opportunities"),
    ],
)
def test_a_comment_is_about_the_record_v2_names(v1, sellsy, kind, identifier, path):
    """Both list it there, and it goes with it."""
    made = v1("Annotations.create", annotation={"relatedtype": kind, "relatedid": identifier, "text": "A"})
    assert [record["id"] for record in sellsy.get(f"/comments/{made}").json()["related"]] == [identifier]
    assert str(made) in v1("Annotations.getList", search={"id": identifier, "type": kind})["result"]
    assert sellsy.delete(f"/{path}/{identifier}").status_code == 204
    assert v1.refused("Annotations.getOne", id=made) == "E_OBJ_NOT_LOADABLE"


def test_a_comment_is_changed_owned_and_deleted(v1, sellsy):
    """Changing asks again what it is about."""
    note = {"relatedtype": "third", "relatedid": 1002, "text": "A"}
    made = v1("Annotations.create", annotation=note)
    assert v1.refused("Annotations.update", id=made, annotation={"text": "B"}) == "E_PARAM_MISSING"
    assert v1("Annotations.update", id=made, annotation={**note, "text": "B"}) == {"annotid": made}
    assert v1("Annotations.updateOwner", linkedid=made, ownerid=2) is None
    comment = sellsy.get(f"/comments/{made}").json()
    assert (comment["description"], comment["owner"]["id"]) == ("B", 2)
    assert v1("Annotations.delete", id=made) is None
    assert sellsy.get(f"/comments/{made}").status_code == 404


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ({"relatedtype": "task", "relatedid": 800_001, "text": ""}, "E_PARAM_REQUIRED"),
        ({"relatedtype": "task", "relatedid": 800_001, "text": "  "}, "E_CUSTOM"),
        ({"relatedtype": "task", "text": "A"}, "E_PARAM_MISSING"),
        ({"relatedtype": "task", "relatedid": 1, "text": "A"}, "E_OBJ_NOT_LOADABLE"),
        ({"relatedtype": "task", "relatedid": 800_001, "text": "A", "parentid": 1}, "E_OBJ_NOT_LOADABLE"),
        ({"relatedtype": "estimate", "relatedid": 1, "text": "A"}, "E_OBJ_NOT_LOADABLE"),
    ],
)
def test_a_comment_that_does_not_fit_is_refused(v1, note, code):
    """With the code of what is wrong."""
    assert v1.refused("Annotations.create", annotation=note) == code
