"""Batches against a server that refuses, cuts and loses them."""

import pytest

from etl.core.errors import FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.sellsy import Call, send_batch

BATCH = {"path": "/batch$"}


def company(name, group=None, uuid=None):
    """Return a call that creates a company."""
    return Call("POST", "/companies", body={"type": "client", "name": name}, group=group, uuid=uuid)


def tagged(rank):
    """Return the two calls of a company and its tag, which travel together."""
    uuid = f"00000000-0000-4000-8000-{rank:012}"
    tag = Call("POST", f"/companies/{uuid}/smart-tags", body=[{"value": "VIP"}], group=rank)
    return [company(f"C{rank:03}", group=rank, uuid=uuid), tag]


def groups(count):
    """Return the calls of `count` companies with a tag."""
    return [call for rank in range(count) for call in tagged(rank)]


def names(count):
    """Return the names those companies have."""
    return [f"C{rank:03}" for rank in range(count)]


def tags_of(local):
    """Return how many companies carry the tag."""
    return sum("VIP" in str(record) for record in local.admin.get("/dump").json()["companies"])


def test_calls_that_name_each_other_travel_in_one_request(local, sellsy):
    """A company and its tag: one HTTP request, and the uuid became the id."""
    answers = send_batch(sellsy, groups(3))
    assert [answer.status for answer in answers] == [201, 200] * 3
    assert all(answer.error is None for answer in answers)
    assert sellsy.calls == 1
    assert local.names() == names(3)


def test_nothing_to_send(sellsy):
    """No call, no request."""
    assert send_batch(sellsy, []) == []
    assert sellsy.calls == 0


def test_one_refusal_harms_no_other(local, sellsy):
    """The refused call carries Sellsy's words, the others are done."""
    answers = send_batch(
        sellsy, [company("A"), Call("POST", "/companies", body={"type": "client"}), company("B")]
    )
    assert [type(answer.error) for answer in answers] == [type(None), RefusedError, type(None)]
    assert "name" in answers[1].error.said
    assert local.names() == ["A", "B"]


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "drop_after"},
        {"fault": "drop_before"},
        {"fault": "cut_body"},
        {"fault": "status", "status": 502},
        {"fault": "status", "status": 500, "after": True},
    ],
    ids=lambda fault: fault["fault"],
)
def test_a_lost_answer_leaves_every_write_unknown(local, sellsy, fault):
    """Nothing is sent twice, nothing is taken for done."""
    local.break_with({"match": BATCH, **fault})
    answers = send_batch(sellsy, groups(2))
    assert all(isinstance(answer.error, OutcomeUnknownError) for answer in answers)
    assert answers[0].error.path == "/companies"
    assert sellsy.calls == 1
    assert local.names() in ([], names(2))


def test_a_short_answer_leaves_the_rest_unknown(local, sellsy):
    """The pairs that were answered are known, the others are not."""
    local.break_with({"match": BATCH, "fault": "short_batch", "keep": 3})
    answers = send_batch(sellsy, groups(3))
    assert [answer.error is None for answer in answers] == [True] * 3 + [False] * 3
    assert {answer.error.code for answer in answers[3:]} == {"batch-short"}
    assert local.names() == names(3)
    assert sellsy.calls == 1


def test_reads_of_a_short_answer_are_asked_again(local, sellsy):
    """Reads that went missing are read again; they cannot do harm."""
    local.break_with({"match": BATCH, "times": 2, "fault": "short_batch", "keep": 1})
    answers = send_batch(
        sellsy, [Call("GET", "/staffs"), Call("POST", "/companies/search", body={"filters": {}})] * 2
    )
    assert [answer.status for answer in answers] == [200] * 4
    assert sellsy.calls == 3


def test_reads_among_lost_writes_are_asked_again(local, sellsy):
    """The write stays unknown, the read is known."""
    local.break_with({"match": BATCH, "times": 1, "fault": "drop_after"})
    write, read = send_batch(sellsy, [company("A"), Call("GET", "/staffs")])
    assert isinstance(write.error, OutcomeUnknownError)
    assert read.status == 200
    assert local.names() == ["A"]


def test_reads_that_never_succeed_are_retryable(local, sellsy):
    """A read in a batch is never unknown."""
    local.break_with({"match": {**BATCH, "path": "/staffs", "in": "pair"}, "fault": "status", "status": 503})
    (answer,) = send_batch(sellsy, [Call("GET", "/staffs")])
    assert isinstance(answer.error, RetryableApiError)
    assert answer.error.code == "api-read"


@pytest.mark.parametrize("batch_max", [2, 5, 7])
def test_a_batch_that_is_too_large_is_cut_between_groups(start, batch_max):
    """After a 413 the calls go in parts, companies with their tags; the size is remembered."""
    local = start(batch_max=batch_max)
    sellsy = local.open()
    answers = send_batch(sellsy, groups(8))
    assert [answer.status for answer in answers] == [201, 200] * 8
    assert local.names() == names(8)
    refused = local.stats()["statuses"]["413"]
    send_batch(sellsy, groups(8))
    assert local.stats()["statuses"]["413"] == refused
    assert tags_of(local) == 16


def test_a_group_larger_than_any_batch_goes_call_by_call(start):
    """What may not be cut is sent singly, with the id in place of the uuid."""
    local = start(batch_max=1)
    answers = send_batch(local.open(), groups(2))
    assert [answer.status for answer in answers] == [201, 200] * 2
    assert local.names() == names(2)
    assert tags_of(local) == 2


@pytest.mark.parametrize("status", [404, 405, 501])
def test_an_account_without_batches(local, sellsy, status):
    """When the batch itself is refused the calls go one by one, and it is not tried again."""
    local.break_with({"match": BATCH, "fault": "status", "status": status})
    bad = Call("POST", "/companies", body={"type": "client"}, uuid="u-bad")
    orphan = Call("POST", "/companies/u-bad/smart-tags", body=[{"value": "VIP"}])
    answers = send_batch(sellsy, [*groups(2), bad, orphan])
    assert [answer.status for answer in answers] == [201, 200, 201, 200, 400, None]
    assert answers[5].error.code == "batch-parent-failed"
    assert tags_of(local) == 2
    calls = sellsy.calls
    send_batch(sellsy, [company("D")])
    assert sellsy.calls == calls + 1


def test_a_lost_answer_among_single_calls(local, sellsy):
    """One unknown call does not hide what became of the others."""
    local.break_with(
        {"match": BATCH, "fault": "status", "status": 404},
        {"match": {"path": "/companies$"}, "nth": 2, "fault": "drop_after"},
    )
    answers = send_batch(sellsy, [company("A"), company("B"), company("C")])
    assert [type(answer.error) for answer in answers] == [type(None), OutcomeUnknownError, type(None)]
    assert local.names() == ["A", "B", "C"]


HUNG = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "rules",
    [
        [
            {"match": BATCH, "fault": "status", "status": 501},
            {"match": {"path": "/companies$"}, "fault": "drop_after"},
        ],
        [{"match": {"path": "/companies$", "in": "pair"}, "fault": "status", "status": 500}],
    ],
    ids=["single calls", "in a batch"],
)
def test_what_names_a_lost_creation_waits_for_it(local, sellsy, rules):
    """A tag, and a record whose body names the lost one, are not refused for good: they wait; what is refused is not."""
    local.break_with(*rules)
    deal = Call("POST", "/opportunities", body={"name": "D", "related": [{"type": "company", "id": HUNG}]})
    bad = Call("POST", "/contacts", body={"last_name": ""})
    made, tag, waiting, refused = send_batch(sellsy, [*tagged(0), deal, bad])
    assert isinstance(made.error, OutcomeUnknownError)
    assert [answer.waits for answer in (made, tag, waiting, refused)] == [False, True, True, False]
    assert isinstance(refused.error, RefusedError)


@pytest.mark.parametrize("status", [402, 403])
def test_a_request_that_may_not_be_made_at_all(local, sellsy, status):
    """A refusal of the whole request is raised: nothing was executed."""
    local.break_with({"match": BATCH, "fault": "status", "status": status})
    with pytest.raises(FatalApiError) as caught:
        send_batch(sellsy, groups(2))
    assert caught.value.status == status
    assert local.names() == []


def test_another_refusal_of_the_whole_batch(local, sellsy):
    """A 400 for the request itself stops the run instead of failing every row."""
    local.break_with({"match": BATCH, "fault": "status", "status": 400, "message": "Illisible"})
    with pytest.raises(FatalApiError) as caught:
        send_batch(sellsy, groups(2))
    assert caught.value.code == "batch-refused"
    assert "Illisible" in caught.value.message()


def test_a_missing_right_inside_a_pair_is_that_calls_answer(local, sellsy):
    """The engine decides what a 403 of one call means; the other is done."""
    local.break_with({"match": {"path": "smart-tags", "in": "pair"}, "fault": "status", "status": 403})
    made, tag = send_batch(sellsy, tagged(0))
    assert made.error is None
    assert isinstance(tag.error, FatalApiError)
    assert local.names() == names(1)


def test_what_was_answered_survives_what_stops_the_rest(start):
    """When the second part of a batch is refused, the first part's answers are not lost with it."""
    local = start(batch_max=4)
    sellsy = local.open()
    sellsy.batches.most = 4
    local.break_with({"match": BATCH, "nth": [2], "fault": "status", "status": 403})
    answers = send_batch(sellsy, groups(6))
    assert [answer.status for answer in answers[:4]] == [201, 200] * 2
    assert all(isinstance(answer.error, FatalApiError) for answer in answers[4:])
    assert local.names() == names(2)
    assert sellsy.calls == 2


def test_what_was_answered_survives_an_unreachable_server(start):
    """Connection failures after a first part are the answers of the rest: surely not executed."""
    local = start(batch_max=4)
    sellsy = local.open()
    sellsy.batches.most = 4
    local.break_with(
        {"match": BATCH, "nth": list(range(2, 30)), "fault": "status", "status": 429, "retry_after": 0}
    )
    answers = send_batch(sellsy, groups(4))
    assert [answer.status for answer in answers[:4]] == [201, 200] * 2
    assert all(isinstance(answer.error, RetryableApiError) for answer in answers[4:])
    assert local.names() == names(2)


def test_calls_that_hit_the_quota_inside_a_batch_are_sent_again(local, sellsy):
    """A 429 of one pair, and what hangs on it, is sent again; the rest is not."""
    local.break_with(
        {"match": {"path": "/companies$", "in": "pair"}, "nth": [2], "fault": "status", "status": 429}
    )
    answers = send_batch(sellsy, groups(3))
    assert [answer.status for answer in answers] == [201, 200] * 3
    assert local.names() == names(3)
    assert tags_of(local) == 3


def test_a_child_whose_parent_is_known_is_sent_again_with_its_id(local, sellsy):
    """The parent is not created a second time for its child's sake."""
    local.break_with(
        {"match": {"path": "smart-tags", "in": "pair"}, "nth": [1], "fault": "status", "status": 429}
    )
    answers = send_batch(sellsy, tagged(0))
    assert [answer.status for answer in answers] == [201, 200]
    assert local.names() == names(1)
    assert tags_of(local) == 1


def test_a_server_error_inside_a_pair_is_unknown(local, sellsy):
    """A 500 of one write may have been executed: it is not sent again."""
    local.break_with(
        {"match": {"path": "/companies$", "in": "pair"}, "nth": [1], "fault": "status", "status": 500}
    )
    answers = send_batch(sellsy, [company("A"), company("B")])
    assert isinstance(answers[0].error, OutcomeUnknownError)
    assert answers[1].status == 201
    assert sellsy.calls == 1


def test_a_token_revoked_between_two_batches(local, sellsy):
    """The batch is sent again with a new token and written once."""
    send_batch(sellsy, tagged(0))
    local.admin.post("/revoke")
    answers = send_batch(sellsy, tagged(1))
    assert [answer.status for answer in answers] == [201, 200]
    assert local.names() == names(2)
