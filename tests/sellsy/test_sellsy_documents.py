"""What reads are answered is checked where it comes in: one odd thing, and the answer is not used."""

import json

import pytest

from etl.core.errors import FatalApiError, OutcomeUnknownError, RefusedError
from etl.sellsy import BatchAnswer, Call, pages, records_of, rpc, send_batch, total_of, whole
from etl.sellsy.documents import checked, checked_v1

GOOD = {"id": 7, "type": "client", "name": "A", "created": "2026-11-30T10:00:00+01:00", "owner": {"id": 1}}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/companies/7", None),
        ("/companies/7", []),
        ("/companies/7", {}),
        ("/companies/7", "text"),
        ("/companies/7", {**GOOD, "id": None}),
        ("/companies/7", {**GOOD, "id": "x"}),
        ("/companies/7", {**GOOD, "id": 1.5}),
        ("/companies/7", {**GOOD, "id": True}),
        ("/companies/7", {**GOOD, "id": [7]}),
        ("/companies/7", {**GOOD, "owner": {"id": "9" * 400}}),
        ("/companies/7", {**GOOD, "name": {"a": 1}}),
        ("/companies/7", {**GOOD, "created": "2026-99-99"}),
        ("/companies/7", {**GOOD, "created": "2026-11-30T10:00:00"}),
        ("/companies/7", {**GOOD, "created": "9999-12-31T23:59:59+14:00"}),
        ("/companies/7", {**GOOD, "created": 17}),
        ("/companies/7", {**GOOD, "related": [{"type": "company"}]}),
        ("/companies/7", {**GOOD, "_embed": {"smart_tags": [{"id": 1}]}}),
        ("/companies/7", {**GOOD, "amount": "NaN"}),
        ("/companies/search", None),
        ("/companies/search", {"data": None}),
        ("/companies/search", {"data": {}}),
        ("/companies/search", {"data": [None]}),
        ("/companies/search", {"data": [{"name": "without id"}]}),
        ("/companies/7/smart-tags", {"data": [{"id": 1}]}),
        ("/custom-fields", {"data": [{"id": 1, "name": "without type"}]}),
        ("/custom-fields", {"data": [{"id": 1, "type": "select", "parameters": {"items": [{"id": 1}]}}]}),
        ("/quotas", 17),
    ],
)
def test_an_odd_answer_is_not_used(path, body):
    """An id, a name, a moment or a list that is none makes one error, which names the place and shows no data."""
    with pytest.raises(FatalApiError) as caught:
        checked(body, path=path)
    assert caught.value.code in {"api-odd", "api-unexpected"}
    assert path in caught.value.message("fr")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/companies/7", GOOD),
        ("/companies/7", {**GOOD, "id": "7", "created": None, "owner": None, "related": []}),
        ("/companies/search", {"data": [], "pagination": {"total": 0}}),
        ("/staffs", [{"id": 1}]),
        ("/webhooks/events", {"data": [{"id": "client", "events": {}}]}),
        ("/quotas", {}),
    ],
)
def test_a_usual_answer_is_used(path, body):
    """Records, empty lists, plain lists and lists of words are let through as they are."""
    assert checked(body, path=path) is body


def test_fields_that_were_not_asked_for_may_lack():
    """A query that asks for some fields only is not answered the others."""
    body = {"data": [{"name": "A"}]}
    assert checked(body, path="/companies/search", query={"field[]": ["name"]}) is body


def test_numbers_of_v1_are_text():
    """Version 1 gives ids and times as text; what is neither digits nor empty is odd."""
    assert checked_v1({"id": "7", "timestamp": "1763900000", "nbpages": 2, "timestampEnd": ""}, method="x")
    for odd in ({"id": [7]}, {"a": {"id": "x"}}, {"timestamp": "9" * 30}, {"nbpages": "many"}):
        with pytest.raises(FatalApiError):
            checked_v1(odd, method="Agenda.getOne")


def test_ids_and_lists_are_read_or_not():
    """An id is digits, a total is an id's kind of number, a list is what holds records."""
    assert [whole(value) for value in (7, "7", True, 1.5, "x", "", None, -1, "9" * 30)] == [7, 7, *[None] * 7]
    assert (records_of({"data": [GOOD]}), records_of([GOOD]), records_of(None)) == ([GOOD], [GOOD], [])
    assert total_of({"pagination": {"total": "3"}}, path="/x") == 3
    with pytest.raises(FatalApiError):
        total_of({"pagination": {"total": "many"}}, path="/x")


def test_one_odd_read_of_a_batch_leaves_the_others(serve, connect):
    """In a batch only the answer that is odd is an error."""
    batch = {"responses": [{"code": 200, "response": GOOD}, {"code": 200, "response": {"id": []}}]}
    sellsy = connect(serve(lambda _m, _p: (200, {}, json.dumps(batch).encode())))
    first, second = send_batch(sellsy, [Call("GET", "/companies/7"), Call("GET", "/companies/8")])
    assert first == BatchAnswer(200, GOOD)
    assert second.error.code == "api-odd"


def test_a_page_whose_records_are_odd_stops_the_list(serve, connect):
    """A list is not read past what cannot be used."""
    sellsy = connect(serve(lambda _m, _p: (200, {}, b'{"data": [{"id": "x"}]}')))
    with pytest.raises(FatalApiError):
        list(pages(sellsy, "/companies"))


@pytest.mark.parametrize(
    "error", [["x"], 17, None, {"code": {}, "message": [1]}, {"code": None, "more": {"a": 1}}]
)
def test_an_error_of_v1_of_any_type_is_a_refusal(serve, connect, error):
    """What version 1 says is shown as text, whatever it is; a write without any envelope is unknown."""
    body = json.dumps({"status": "error", "error": error}).encode()
    with pytest.raises(RefusedError) as caught:
        rpc(connect(serve(lambda _m, _p: (200, {}, body))), "Peoples.update", {})
    assert isinstance(caught.value.said, str)
    with pytest.raises(OutcomeUnknownError):
        rpc(connect(serve(lambda _m, _p: (200, {}, b"[]"))), "Peoples.update", {})


@pytest.mark.parametrize(
    "odd", [{**GOOD, "id": "x"}, {**GOOD, "owner": {"id": -1}}, {**GOOD, "created": "soon"}, {}]
)
@pytest.mark.parametrize("rank", [0, 57, 99])
def test_an_odd_record_is_named_wherever_it_stands(odd, rank):
    """Of a hundred records of several shapes, the odd one is found and its place is named."""
    shapes = [GOOD, {"id": 8, "_embed": {"smart_tags": [{"id": 1, "value": "A"}]}}, {**GOOD, "owner": None}]
    records = [shapes[number % 3] for number in range(100)]
    assert checked({"data": records}, path="/companies/search")
    records[rank] = odd
    with pytest.raises(FatalApiError) as caught:
        checked({"data": records}, path="/companies/search")
    assert f"data.{rank}." in str(caught.value.params["key"])
