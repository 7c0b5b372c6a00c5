"""The text of a batch, and the pairing of its answers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sellsy import BatchAnswer, Call
from etl.sellsy.batch import cut, decode, encode, substituted

TEXTS = st.text() | st.sampled_from(["a\nb", "\r\n", "\u2028", "\u2029", "\x85", "é", "\ud800", '"'])


def test_pairs_of_lines():
    """A header and a body per call; a GET has an empty object; a list in the query drops its brackets."""
    calls = [
        Call("POST", "/companies", body={"name": "É"}, uuid="u1"),
        Call("GET", "/companies/u1", query={"embed[]": ["smart_tags"], "limit": 5}),
    ]
    assert [json.loads(line) for line in encode(calls).split("\n")] == [
        {"uri": "/companies", "method": "POST", "uuid": "u1"},
        {"name": "É"},
        {"uri": "/companies/u1", "method": "GET", "query": {"embed": ["smart_tags"], "limit": 5}},
        {},
    ]


@given(st.lists(TEXTS, max_size=5))
def test_no_value_breaks_a_line(values):
    """Whatever a cell holds, a batch of n calls has 2n lines by any reader's idea of a line."""
    calls = [Call("POST", "/companies", body={"name": value}) for value in values]
    text = encode(calls)
    assert len(text.splitlines()) == 2 * len(values)
    assert [json.loads(line)["name"] for line in text.splitlines()[1::2]] == values
    text.encode("utf-8")


def test_answers_are_paired_by_position():
    """Each call gets the response at its place."""
    answer = {
        "error": True,
        "responses": [{"code": 201, "response": {"id": 1}}, {"code": 400, "response": None}],
    }
    assert decode(answer, 2) == [BatchAnswer(201, {"id": 1}), BatchAnswer(400, None)]


def test_a_short_list_leaves_the_rest_unanswered():
    """What is missing is unknown, not failed."""
    assert decode({"responses": [{"code": 200, "response": 1}]}, 3) == [BatchAnswer(200, 1), None, None]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"responses": None},
        {"responses": {"0": {"code": 200}}},
        {"responses": [{"code": 200}] * 3},
        {"responses": [{"code": "200"}, {"response": 1}]},
        {"responses": [None, {"code": True}]},
    ],
)
def test_what_cannot_be_paired_is_unanswered(answer):
    """No shape of an answer is taken for a success; a list that is too long is not paired at all."""
    assert decode(answer, 2) == [None, None]


@given(st.lists(st.none() | st.integers(0, 4), max_size=30), st.integers(1, 12))
def test_groups_are_never_cut(groups, most):
    """Parts keep the order, hold at most `most` calls unless a group is larger, and no group is in two."""
    calls = [Call("GET", f"/{rank}", group=group) for rank, group in enumerate(groups)]
    parts = cut(calls, most)
    assert [call for part in parts for call in part] == calls
    for group in {call.group for call in calls} - {None}:
        assert sum(any(call.group == group for call in part) for part in parts) == 1
    if all(group is None for group in groups):
        assert all(len(part) <= most for part in parts)


def test_ids_take_the_place_of_uuids():
    """A whole segment of the path, and whole texts of the body; nothing that merely contains the uuid."""
    call = Call("POST", "/companies/u1/contacts/{u2}", body={"ids": ["u1"], "note": "u1 stays"})
    filled = substituted(call, {"u1": 7, "u2": 8})
    assert filled.path == "/companies/7/contacts/8"
    assert filled.body == {"ids": [7], "note": "u1 stays"}
    assert substituted(Call("GET", "/companies/u11"), {"u1": 7}).path == "/companies/u11"
