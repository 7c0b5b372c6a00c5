"""Problems and changes come back from the journal as they went in."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from etl.core.results import Change, Problem, Severity
from etl.journal.documents import changes_from_json, changes_to_json, problems_from_json, problems_to_json

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.decimals(allow_nan=False)
)
_PARAMS = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(alphabet="abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)
_PROBLEMS = st.builds(
    Problem,
    code=st.text(),
    row=st.none() | st.integers(),
    column=st.none() | st.text(),
    value=st.none() | st.text(),
    params=st.dictionaries(st.text(), _PARAMS, max_size=3),
    severity=st.sampled_from(Severity),
    proposed=st.none() | st.text(),
)


@given(st.lists(_PROBLEMS, max_size=3))
def test_problems_are_kept_faithfully(problems):
    """A problem read back equals the one written, kinds of its parameters included."""
    kept = json.loads(json.dumps(problems_to_json(problems)))
    assert problems_from_json(kept) == tuple(problems)


def test_parameters_that_json_lacks():
    """Tuples, dates, times and decimals keep their kind; anything else is kept as it is shown."""
    params = {
        "a": (1, (2,)),
        "b": date(2026, 1, 2),
        "c": datetime(2026, 1, 2, tzinfo=UTC),
        "d": Decimal("1.20"),
    }
    [again] = problems_from_json(json.loads(json.dumps(problems_to_json([Problem("x", params=params)]))))
    assert again.params == params
    assert isinstance(again.params["a"], tuple)
    assert str(again.params["d"]) == "1.20"
    [shown] = problems_from_json(problems_to_json([Problem("x", params={"e": {1}, "f": ValueError("é")})]))
    assert shown.params == {"e": "{1}", "f": "é"}


def test_changes_are_kept_faithfully():
    """A change read back equals the one written."""
    changes = (Change("name", None, "B"), Change("tags", ["a"], {"b": [1, None]}))
    assert changes_from_json(json.loads(json.dumps(changes_to_json(changes)))) == changes


def test_nothing_is_kept_of_nothing():
    """A row without problems or changes takes no room for them."""
    assert problems_to_json([]) is None
    assert changes_to_json([]) is None
    assert problems_from_json(None) == changes_from_json(None) == ()
