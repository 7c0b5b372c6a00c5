"""Pages by the seek cursor."""

import json
from collections import Counter
from importlib import import_module
from itertools import count

import pytest

from etl.account.lookups import TAG, Lookups
from etl.core.errors import FatalApiError
from etl.sellsy import Call, pages, send_batch
from etl.v1.records import read_comments


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (3, [3]), (10, [10, 0]), (23, [10, 10, 3])])
def test_every_record_once(local, sellsy, number, sizes):
    """All records come once, in order, and a full last page costs one more call."""
    send_batch(
        sellsy,
        [Call("POST", "/companies", body={"type": "client", "name": f"C{n:03}"}) for n in range(number)],
    )
    batches = list(pages(sellsy, "/companies/search", filters={}, limit=10))
    assert [len(page.data) for page in batches] == sizes
    assert [record["name"] for page in batches for record in page.data] == [f"C{n:03}" for n in range(number)]
    assert {page.total for page in batches} <= {number}


def test_a_list_is_read_by_get(sellsy):
    """A path that is no search is listed."""
    send_batch(sellsy, [Call("POST", "/contacts", body={"last_name": f"N{n}"}) for n in range(5)])
    last_names = [person["last_name"] for page in pages(sellsy, "/contacts", limit=2) for person in page.data]
    assert last_names == [f"N{n}" for n in range(5)]


def test_filters_and_query_are_kept_on_every_page(sellsy):
    """The second page is of the same search."""
    calls = [
        Call("POST", "/companies", body={"type": kind, "name": f"{kind}{n}"})
        for n in range(6)
        for kind in ("client", "prospect")
    ]
    send_batch(sellsy, calls)
    batches = pages(
        sellsy, "/companies/search", filters={"type": "prospect"}, query={"field[]": ["name"]}, limit=4
    )
    records = [record for page in batches for record in page.data]
    assert [record["name"] for record in records] == [f"prospect{n}" for n in range(6)]
    assert all("email" not in record for record in records)


def _page(count, offset, total=99):
    body = {
        "data": [{"id": n} for n in range(count)],
        "pagination": {"count": count, "total": total, "offset": offset},
    }
    return 200, {}, json.dumps(body).encode()


def test_a_cursor_that_turns_in_circles_is_an_error(serve, connect):
    """A cursor given twice would never end."""
    sellsy = connect(serve(lambda _m, _p: _page(2, "WyIxIl0=")))
    with pytest.raises(FatalApiError) as caught:
        list(pages(sellsy, "/companies", limit=2))
    assert caught.value.code == "api-cursor"


@pytest.fixture
def hasty(serve, connect):
    """Return a function that connects to what is served, on a clock that never makes a call wait."""
    return lambda answering: connect(serve(answering), clock=count().__next__)


@pytest.mark.many
@pytest.mark.parametrize("total", [3, 40, "x", None, -5])
def test_cursors_that_never_end_are_an_error(hasty, total):
    """Ever new cursors are followed for twice what the first answer counts and a hundred pages, whatever later ones count."""
    asked = []

    def answer(_method, _path):
        asked.append(1)
        told = {"count": 2, "total": total if len(asked) == 1 else 10**9, "offset": f"c{len(asked)}"}
        return 200, {}, json.dumps({"data": [{"id": 1}, {"id": 2}], "pagination": told}).encode()

    with pytest.raises(FatalApiError) as caught:
        list(pages(hasty(answer), "/companies", limit=2))
    assert caught.value.code == "api-endless"
    assert len(asked) == caught.value.params["pages"] == 100 + {3: 3, 40: 40, -5: 0}.get(total, 2)


def test_a_count_that_no_account_has_is_not_believed(hasty, monkeypatch):
    """An absurd count does not make the reading as long as it says."""
    monkeypatch.setattr(import_module("etl.sellsy.pages"), "_MOST", 7)
    cursors = iter(range(99))
    sellsy = hasty(lambda _m, _p: _page(2, f"c{next(cursors)}", total=10**17))
    with pytest.raises(FatalApiError) as caught:
        list(pages(sellsy, "/companies", limit=2))
    assert (caught.value.code, caught.value.params["pages"]) == ("api-endless", 7)


def _envelope(response):
    return 200, {}, json.dumps({"status": "success", "response": response}).encode()


@pytest.mark.slow
def test_comments_of_api_v1_that_never_end_are_an_error(hasty):
    """A list that does not count itself is read for as many pages as any has, not for ever."""
    fresh = count(1)

    def answer(_method, _path):
        return _envelope({"result": {str(next(fresh)): {} for _ in range(100)}})

    with pytest.raises(FatalApiError) as caught:
        read_comments(hasty(answer), [5])
    assert (caught.value.code, caught.value.params["pages"]) == ("api-endless", 200)


@pytest.mark.slow
def test_tags_of_api_v1_that_never_end_are_left_for_those_of_v2(hasty):
    """Where API v1 always has another page of tags, those that v2 suggests are taken."""
    asked = Counter()

    def answer(_method, path):
        asked[path.partition("?")[0]] += 1
        if path.startswith("/0"):
            return _envelope({"infos": {"nbpages": 10**9}, "result": {"7": {"id": 7, "word": "VIP"}}})
        return 200, {}, b'{"data": [{"id": 8, "value": "Salon"}], "pagination": {"count": 1, "total": 1}}'

    assert Lookups(hasty(answer)).names(TAG).all() == ["Salon"]
    assert asked["/0/"] == 200


@pytest.mark.parametrize("offset", [None, 2])
def test_a_full_page_without_a_cursor_ends(serve, connect, offset):
    """A numeric offset is not a cursor: nothing is followed by guess."""
    sellsy = connect(serve(lambda _m, _p: _page(2, offset)))
    assert len(list(pages(sellsy, "/companies", limit=2))) == 1


@pytest.mark.parametrize("body", [b"{}", b'{"data": {}}', b'{"data": [1]}', b'"x"', b""])
def test_an_answer_that_is_no_page(serve, connect, body):
    """Something else than records is an error, not an empty list."""
    sellsy = connect(serve(lambda _m, _p: (200, {}, body)))
    with pytest.raises(FatalApiError) as caught:
        list(pages(sellsy, "/companies"))
    assert caught.value.code == "api-unexpected"


def test_a_plain_array_is_one_page(serve, connect):
    """Some lists come without pages."""
    sellsy = connect(serve(lambda _m, _p: (200, {}, b'[{"id": 1}, {"id": 2}]')))
    assert [(len(page.data), page.total) for page in pages(sellsy, "/scopes")] == [(2, 2)]


def test_a_server_that_gives_smaller_pages_than_asked(serve, connect):
    """The answer's own limit says whether its page is full: 25 of 60 records are not the end."""
    seen = []

    def answer(_method, _path):
        count = (25, 25, 10)[len(seen)]
        seen.append(count)
        told = {"count": count, "total": 60, "limit": 25, "offset": f"cursor{len(seen)}"}
        return 200, {}, json.dumps({"data": [{"id": n} for n in range(count)], "pagination": told}).encode()

    assert [len(page.data) for page in pages(connect(serve(answer)), "/tags")] == [25, 25, 10]
