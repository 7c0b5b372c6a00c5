"""Comments over real HTTP: what they are about, their answers, what is refused, searches."""

import pytest


def _ids(page):
    return [row["id"] for row in page["data"]]


def test_a_comment_is_read_back_as_given(sellsy):
    """Text, date, parent and what it is about; whom it mentions is not shown."""
    body = {
        "description": "Rappeler\ndemain ☎", "created": "2026-01-02T08:00:00+01:00", "parent_id": 900001, "mentioned_staff_ids": [2],
        "related": [{"type": "company", "id": 1001}],
    }  # fmt: skip
    made = sellsy.get(f"/comments/{sellsy.make('/comments', **body)['id']}").json()
    for key in ("description", "created", "parent_id", "related"):
        assert made[key] == body[key]
    assert (made["company_id"], made["individual_id"], made["contact_id"]) == (1001, None, None)
    assert made["owner"] == {"id": 1, "type": "staff"}
    assert "mentioned_staff_ids" not in made


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": "  "}, "description"),
        ({"related": [{"type": "company", "id": 5}]}, "related"),
        ({"related": [{"type": "invoice", "id": 5}]}, "related"),
        ({"related": [{"type": "company", "id": 1001}, {"type": "contact", "id": 500001}]}, "related"),
        ({"parent_id": 1}, "parent_id"),
        ({"mentioned_staff_ids": [99]}, "mentioned_staff_ids"),
        ({"created": "hier"}, "created"),
        ({"timetracking": {"service": 1, "duration": 5}}, "timetracking.service"),
        ({"text": "x"}, "text"),
    ],
)
def test_a_comment_that_does_not_hold_is_refused(sellsy, change, field):
    """Each wrong value is a 400 whose details name the field."""
    answer = sellsy.post("/comments", json={"description": "Bonjour", **change})
    assert answer.status_code == 400
    assert field in answer.json()["error"]["details"]


def test_only_the_text_of_a_comment_changes(sellsy):
    """PUT takes the description, stamps the comment, and refuses to move it elsewhere."""
    before = sellsy.get("/comments/900001").json()
    changed = sellsy.put("/comments/900001", json={"description": "Autre"}).json()
    assert (changed["description"], changed["created"]) == ("Autre", before["created"])
    assert changed["updated"] > before["updated"]
    assert sellsy.put("/comments/900001", json={"related": []}).status_code == 400
    assert sellsy.post("/comments?verify=true", json={"description": "x"}).status_code == 204
    assert sellsy.get("/comments").json()["pagination"]["total"] == 10


def test_a_deleted_comment_takes_its_answers(sellsy):
    """The answers to the answers go too."""
    answer = sellsy.make("/comments", description="Oui", parent_id=900001)["id"]
    again = sellsy.make("/comments", description="Merci", parent_id=answer)["id"]
    assert _ids(sellsy.search("comments", parent_id=900001)) == [answer]
    assert sellsy.delete("/comments/900001").status_code == 204
    assert [sellsy.get(f"/comments/{identifier}").status_code for identifier in (900001, answer, again)] == [
        404
    ] * 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"companies": [1001, 1002]}, [900001, 900002]),
        ({"individuals": [1009]}, [900006]),
        ({"contacts": [500002]}, [900008]),
        ({"related_objects": [{"type": "opportunity", "id": 700005}]}, [900010]),
        ({"created": {"end": "2026-09-30T00:00:00+02:00"}}, [900005, 900006]),
        ({"updated": {"start": "2025-02-01T00:00:00+01:00"}}, []),
        ({"owners": [2]}, []),
    ],
)
def test_every_filter_of_comments(sellsy, filters, expected):
    """Each filter keeps what it says and nothing else."""
    assert _ids(sellsy.search("comments", **filters)) == expected


def test_comments_are_ordered_and_embed_what_they_are_about(sellsy):
    """Newest first by `created`; the company comes below `_embed`."""
    match = sellsy.search(
        "comments", {"order": "created", "direction": "desc", "limit": 2, "embed[]": "related"}
    )
    assert _ids(match) == [900010, 900009]
    assert match["data"][0]["_embed"]["related"][0]["name"] == "Portes coupe-feu"
